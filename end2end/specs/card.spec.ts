// The card: where a member stands, and what to do next.

import { SHOP } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

test("Ada sees her balance, the way to Gold, what expires and what is within reach", async ({ page, ada }) => {
  await page.context().addCookies(ada);
  await visit(page, `/${SHOP}/card`);
  await expect(page.getByText(/^Good (morning|afternoon|evening), Ada$/)).toBeVisible();
  const points = page.getByRole("region", { name: "Your points" });
  await expect(points).toContainText(/[\d,]+ points/);
  await expect(points).toContainText(/worth £[\d,.]+/);
  await expect(points.getByRole("img", { name: /^\d+\s*% of the way to Gold$/ })).toBeVisible();
  await expect(points).toContainText(/£[\d,.]+ more/);
  await expect(page.getByText(/^[\d,]+ points? expires? on \d+ \w+/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Take it: Flat white" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ready to use" })).toBeVisible();
  await expect(page.getByRole("img", { name: /of 4 steps/ }).first()).toBeVisible();
});

test("the code for the till fills the screen and goes away again", async ({ page, member }) => {
  await visit(page, `/${SHOP}/card`);
  await page.getByRole("button", { name: "Show at the till" }).click();
  const sheet = page.getByRole("dialog", { name: "Show at the till" });
  await expect(sheet).toBeVisible();
  await expect(sheet.getByRole("img", { name: "The code of your card" })).toBeVisible();
  await expect(sheet).toContainText(member.name);
  await sheet.getByRole("button", { name: "Done" }).click();
  await expect(sheet).toBeHidden();
});

test("a new card says what will be here and how to make it so", async ({ page, member }) => {
  await visit(page, `/${SHOP}/card`);
  await expect(page.getByText(new RegExp(`, ${member.name}$`))).toBeVisible();
  await expect(page.getByRole("heading", { name: "What points buy" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Bring a friend" })).toBeVisible();
  await visit(page, `/${SHOP}/history`);
  await expect(page.getByText("Nothing has moved yet")).toBeVisible();
});

test("the tabs lead to every page of the card", async ({ page, member }) => {
  await visit(page, `/${SHOP}/card`);
  const tabs = page.getByRole("navigation", { name: "Your card" });
  for (const [tab, title] of [["Rewards", "Rewards"], ["Refer", "Bring friends"], ["Activity", "Activity"], ["Me", "Me"]] as const) {
    await tabs.getByRole("link", { name: tab }).click();
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await expect(tabs.getByRole("link", { name: tab })).toHaveAttribute("aria-current", "page");
  }
  await expect(page.getByText(member.mail)).toBeVisible();
});

test("a name is kept, shown as text, and greeted with", async ({ page, member }) => {
  expect(member.name).toBeTruthy();
  await visit(page, `/${SHOP}/me`);
  await page.getByRole("textbox", { name: "Your name" }).fill("<b>Zoë</b> O'Neill & co");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await visit(page, `/${SHOP}/card`);
  await expect(page.getByText(/, <b>Zoë<\/b>$/)).toBeVisible();
});
