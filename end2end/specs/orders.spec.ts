// Orders: the list, one of them, refunds.

import { expect, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test("an order is found by its member and says why it earned what it earned", async ({ page, member, office, atWork }) => {
  await office.ringUp(member, "40");
  await atWork(page, "manager");
  await visit(page, "/admin/orders");
  await page.getByRole("searchbox").fill(member.name);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: new RegExp(member.name) }).click();
  await expect(page.getByRole("heading", { name: "Order of £40.00" })).toBeVisible();
  const points = page.getByRole("region", { name: "Points" });
  await expect(points).toContainText("+160");
  await expect(points).toContainText("Every purchase: 160 points for £40.00");
});

test("a refund in part takes points back pro rata, and no more than is left", async ({ page, member, office, atWork, refusals }) => {
  refusals(422);
  const order = await office.ringUp(member, "40");
  await atWork(page, "manager");
  await visit(page, `/admin/orders/${order}`);
  const refund = async (amount: string) => {
    const form = page.getByRole("group").filter({ has: page.getByRole("button", { name: "Refund", exact: true, includeHidden: true }) });
    if (!(await form.getByLabel("Amount").isVisible())) await page.getByText("Refund this order").click();
    await form.getByLabel("Amount").fill(amount);
    await form.getByLabel("Reason").fill("Came back");
    await form.getByRole("button", { name: "Refund", exact: true }).click();
  };
  await refund("40.01");
  await expect(page.getByText("At most £40.00 of this order can still be refunded.")).toBeVisible();
  await refund("10");
  const refunds = page.getByRole("region", { name: "Refunds" });
  await expect(refunds).toContainText("£10.00");
  await expect(refunds).toContainText("40 points taken back: Came back");
  await refund("");
  await expect(refunds).toContainText("£30.00");
  await expect(refunds).toContainText("120 points taken back");
  await expect(page.getByText("Refund this order")).toHaveCount(0);
});

test("orders of one source alone are shown when asked for", async ({ page, atWork }) => {
  await atWork(page, "manager");
  await visit(page, "/admin/orders");
  await page.getByRole("navigation", { name: "Which orders" }).getByRole("link", { name: "Till" }).click();
  await expect(page).toHaveURL(/show=till/);
  await expect(page.getByRole("link", { name: /, Till/ }).first()).toBeVisible();
});
