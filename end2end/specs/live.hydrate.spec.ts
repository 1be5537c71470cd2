// Balances and numbers move on screens that nobody touches.

import { SHOP } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";
import { TILL_SIZE, openTill, ringUp, type } from "../support/till.ts";

test("the phone shows the sale while the cashier's hand is still on the till", async ({ page, member, office, someoneElse, atWork }) => {
  await office.give(member, 40);
  const phone = page;
  await visit(phone, `/${SHOP}/card`);
  const points = phone.getByRole("region", { name: "Your points" });
  await expect(points).toContainText("40 points");
  await phone.evaluate(() => Object.assign(window, { sameDocument: true }));

  const till = await someoneElse({ viewport: TILL_SIZE });
  await atWork(till, "cashier");
  await openTill(till, member);
  await type(till, "25");
  await ringUp(till);
  await expect(phone.getByText(/^100 points more are on their way/)).toBeVisible();

  await office.give(member, 1_200);
  await expect(points).toContainText("1,240 points");
  await expect(points.getByText("1,240", { exact: true })).toBeVisible();
  expect(await phone.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("the overview's numbers move with a sale", async ({ page, member, office, atWork }) => {
  await atWork(page, "manager");
  await page.setViewportSize(TILL_SIZE);
  await visit(page, "/admin");
  const sales = page.locator("dl > div").filter({ has: page.getByText("Members' sales", { exact: true }) }).getByRole("definition").first();
  const pounds = async () => Number((await sales.textContent())!.replace(/[^\d]/g, ""));
  const before = await pounds();
  await office.ringUp(member, "1000");
  await expect.poll(pounds).toBeGreaterThanOrEqual(before + 1_000);
});

test("a card that lost its connection catches up when it is back", async ({ page, member, office, watch }) => {
  watch.goOffline();
  await visit(page, `/${SHOP}/card`);
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("0 points");
  await page.context().setOffline(true);
  await office.give(member, 75);
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("75 points");
});
