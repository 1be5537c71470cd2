// The overview: numbers of a period, a chart, what is worth doing.

import { expect, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test("the numbers, the chart and the things to do are there for each period", async ({ page, atWork }) => {
  await atWork(page, "owner");
  await visit(page, "/admin");
  for (const label of ["Members who came back", "Members' sales", "Points you owe", "Sales to referred friends"]) {
    await expect(page.getByText(label, { exact: true })).toBeVisible();
  }
  await expect(page.getByRole("heading", { name: "Members' orders a day" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Referrals, from invitation to payment" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Worth your time today" })).toBeVisible();

  await page.getByRole("navigation", { name: "Period" }).getByRole("link", { name: "Year" }).click();
  await expect(page).toHaveURL("/admin?period=year");
  await expect(page.getByRole("heading", { name: "Members' orders a week" })).toBeVisible();
  await page.getByRole("link", { name: "Show sales" }).click();
  await expect(page.getByRole("heading", { name: "Members' sales a week" })).toBeVisible();
  await page.getByText("Show as table").click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(53);
});
