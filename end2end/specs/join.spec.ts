// Joining a programme: one field, and what may be wrong with it.

import { SHOP, join, newMail } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

const JOINING_MS_MAX = 20_000;

test("somebody new has a card within twenty seconds, with one field", async ({ page }) => {
  const started = Date.now();
  await visit(page, `/${SHOP}`);
  await expect(page.getByRole("textbox")).toHaveCount(1);
  await page.getByLabel("Your mail address").fill(newMail());
  await page.getByRole("button", { name: "Get my card" }).click();
  await expect(page).toHaveURL(`/${SHOP}/card`);
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("0 points");
  await expect(page.getByText("Open the mail we sent you")).toBeVisible();
  expect(Date.now() - started).toBeLessThan(JOINING_MS_MAX);
});

test("the programme's page says how it works, what points buy and which levels there are", async ({ page }) => {
  await visit(page, `/${SHOP}`);
  for (const heading of ["How it works", "What points buy", "Levels"]) {
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
  await expect(page.getByText("Flat white").first()).toBeVisible();
});

test("the only shop's programme is the first page", async ({ page }) => {
  await visit(page, "/");
  await expect(page.getByRole("button", { name: "Get my card" })).toBeVisible();
});

test("the same mail in other capitals has a card already", async ({ page, refusals }) => {
  refusals(422);
  const mail = newMail("ruby");
  await join(page.request, mail);
  await page.context().clearCookies();
  await visit(page, `/${SHOP}`);
  await page.getByLabel("Your mail address").fill(mail.toUpperCase());
  await page.getByRole("button", { name: "Get my card" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "has a card already" })).toBeVisible();
  await visit(page, `/${SHOP}/card`);
  await expect(page).toHaveURL(`/${SHOP}/sign-in`);
});

test("what is no mail address is refused beside the field", async ({ page, refusals }) => {
  refusals(422);
  await visit(page, `/${SHOP}`);
  await page.getByLabel("Your mail address").fill("ada@example");
  await page.getByRole("button", { name: "Get my card" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "does not look like a mail address" })).toBeVisible();
  await expect(page).not.toHaveURL(/card$/);
});

test("a shop that does not exist says so", async ({ page, refusals }) => {
  refusals(404);
  const answer = await page.goto("/no-such-shop");
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("Nothing here").first()).toBeVisible();
});
