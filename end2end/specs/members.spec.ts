// Members: the list, one of them, points by hand.

import { expect, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test("search, order and page are in the address", async ({ page, atWork }) => {
  await atWork(page, "manager");
  await visit(page, "/admin/members");
  await page.getByRole("searchbox").fill("ada@");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/[?&]q=ada(@|%40)/);
  await expect(page.getByRole("link", { name: /Ada Lovelace/ })).toBeVisible();
  await visit(page, "/admin/members");
  await page.getByRole("link", { name: "Most points" }).click();
  await expect(page).toHaveURL(/sort=points/);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(page.getByRole("link", { name: "Back to the start" })).toBeVisible();
});

test("a search without a hit says what to do", async ({ page, atWork }) => {
  await atWork(page, "cashier");
  await visit(page, "/admin/members?q=no-such-person");
  await expect(page.getByText("Nobody found")).toBeVisible();
  await page.getByRole("link", { name: "Show all members" }).click();
  await expect(page).toHaveURL("/admin/members");
});

test("a member's page shows where they stand and why", async ({ page, atWork }) => {
  await atWork(page, "manager");
  await visit(page, "/admin/members?q=ada@example.com");
  await page.getByRole("link", { name: /Ada Lovelace/ }).click();
  await expect(page.getByRole("heading", { name: "Ada Lovelace", level: 1 })).toBeVisible();
  await expect(page.getByText(/more to Gold/)).toBeVisible();
  for (const part of ["Points", "Vouchers", "Friends", "Orders"]) {
    await expect(page.getByRole("region", { name: part, exact: true })).toBeVisible();
  }
  await expect(page.getByText("Priya", { exact: true })).toBeVisible();
});

test("points are adjusted with a reason, within the role's bound", async ({ page, member, atWork, refusals }) => {
  refusals(422);
  await page.context().clearCookies();
  await atWork(page, "cashier");
  await visit(page, `/admin/members/${member.id}`);
  const adjust = page.getByRole("region", { name: "Adjust points" });
  const send = async (points: string, reason: string) => {
    await adjust.getByLabel("Points").fill(points);
    await adjust.getByLabel("Reason").fill(reason);
    await adjust.getByRole("button", { name: "Adjust" }).click();
  };
  await send("101", "Too generous");
  await expect(adjust.getByRole("alert").filter({ hasText: "between 1 and 100 points" })).toBeVisible();
  await send("1.5", "Half a point");
  await expect(adjust.getByRole("alert").filter({ hasText: "whole number of points" })).toBeVisible();
  await send("60", "A spilt coffee");
  const history = page.getByRole("region", { name: "Points", exact: true });
  await expect(history.getByText("A spilt coffee")).toBeVisible();
  await expect(history.getByText("+60")).toBeVisible();
  await expect(page.getByText("Too generous")).toHaveCount(0);
});
