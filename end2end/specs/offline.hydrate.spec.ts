// The card can be read without a connection once it was opened.

import { SHOP } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

test("a card that was opened before is readable without a connection", async ({ page, member, watch }) => {
  await visit(page, `/${SHOP}/card`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The first visit installs the worker; the second goes through it and is kept.
  await page.reload();
  await expect(page.getByText(new RegExp(`, ${member.name}$`))).toBeVisible();

  watch.goOffline();
  await page.context().setOffline(true);
  await page.goto(`/${SHOP}/card`);
  await expect(page.getByText(new RegExp(`, ${member.name}$`))).toBeVisible();
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("0 points");
});
