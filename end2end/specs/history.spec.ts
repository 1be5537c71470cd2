// Every movement of points, and why it was what it was.

import { SHOP } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

test("an order says why it gave these points", async ({ page, member, office }) => {
  await office.ringUp(member, "25.00");
  await visit(page, `/${SHOP}/history`);
  const row = page.getByRole("listitem").filter({ hasText: "Order of £25.00" });
  await expect(row).toContainText("+100");
  await expect(row).toContainText("Can be spent from");
  await row.getByText("Why these points").click();
  await expect(row.getByText("Every purchase: 100 points for £25.00")).toBeVisible();
  await expect(row.getByText(/^Good until/)).toBeVisible();
});

test("points given and taken by hand carry their reason", async ({ page, member, office }) => {
  await office.give(member, 300);
  await office.give(member, -120);
  await visit(page, `/${SHOP}/history`);
  await expect(page.getByText("For a test")).toHaveCount(2);
  await expect(page.getByText("+300")).toBeVisible();
  await expect(page.getByText("\u2212120")).toBeVisible();
  await expect(page.getByText("180 points after")).toBeVisible();
});

test("older movements are a page further, and the way back is there", async ({ page, ada }) => {
  await page.context().addCookies(ada);
  await visit(page, `/${SHOP}/history`);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/after=/);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page).toHaveURL(`/${SHOP}/history`);
});
