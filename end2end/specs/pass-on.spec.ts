// Points that a member passes on to another one.

import { SHOP, join, newMail } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

test("points go to another member, and both see it", async ({ page, member, office, someoneElse }) => {
  const other = await someoneElse();
  const mail = newMail("friend");
  await join(other.request, mail);
  await office.give(member, 300);
  await visit(page, `/${SHOP}/me`);
  await page.getByRole("link", { name: "Pass points on" }).click();
  await expect(page.getByText("You have 300 points.")).toBeVisible();
  await page.getByLabel("To whom").fill(mail);
  await page.getByLabel("How many points").fill("120");
  await page.getByRole("button", { name: "Pass them on" }).click();
  await expect(page.getByText("120 points went over.")).toBeVisible();
  await visit(page, `/${SHOP}/history`);
  await expect(page.getByRole("listitem").filter({ hasText: "Passed on" })).toContainText("\u2212120");
  await visit(other, `/${SHOP}/history`);
  await expect(other.getByRole("listitem").filter({ hasText: "From" })).toContainText("+120");
});

test("what is wrong is said beside its field", async ({ page, member, refusals }) => {
  refusals(422);
  expect(member.id).toBeTruthy();
  await visit(page, `/${SHOP}/pass-on`);
  await page.getByLabel("To whom").fill("nobody-here@example.com");
  await page.getByLabel("How many points").fill("60");
  await page.getByRole("button", { name: "Pass them on" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nobody here has this" })).toBeVisible();
});
