// A member signs in with six digits or the link, from a mail.

import type { Page } from "@playwright/test";
import { SHOP, codeIn, join, linkIn, mailTo, newMail, otherCode } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

const NOT_VALID = "This code is not valid. Codes work once, for ten minutes.";
const WRONG_TRIES = 5;

/** Somebody who joined on another device. Answers the mail address. */
async function memberElsewhere(page: Page): Promise<string> {
  const mail = newMail();
  await join(page.request, mail);
  await page.context().clearCookies();
  return mail;
}

async function askForCode(page: Page, mail: string): Promise<string> {
  await visit(page, `/${SHOP}/sign-in`);
  await page.getByLabel("Your mail address").fill(mail);
  await page.getByRole("button", { name: "Send me the code" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  return codeIn(await mailTo(page.request, mail));
}

async function typeCode(page: Page, code: string) {
  await page.getByLabel("The six digits").fill(code);
  await page.getByRole("button", { name: "Open my card" }).click();
}

test("six digits open the card and confirm the address", async ({ page }) => {
  const mail = await memberElsewhere(page);
  const code = await askForCode(page, mail);
  await typeCode(page, code);
  await expect(page).toHaveURL(`/${SHOP}/card`);
  await expect(page.getByRole("region", { name: "Your points" })).toBeVisible();
  await expect(page.getByText("Open the mail we sent you")).toBeHidden();
});

test("the link in the mail opens the card with one press", async ({ page }) => {
  const mail = await memberElsewhere(page);
  await visit(page, linkIn(await mailTo(page.request, mail)));
  await page.getByRole("button", { name: "Open my card" }).click();
  await expect(page).toHaveURL(`/${SHOP}/card`);
});

test("a wrong code is refused, and too many lock it", async ({ page, refusals }) => {
  refusals(422, 429);
  const mail = await memberElsewhere(page);
  const code = await askForCode(page, mail);
  for (let tries = 1; tries < WRONG_TRIES; tries++) {
    await typeCode(page, otherCode(code));
    await expect(page.getByRole("alert").filter({ hasText: NOT_VALID })).toBeVisible();
  }
  await typeCode(page, otherCode(code));
  await expect(page.getByRole("alert").filter({ hasText: "Too many tries" })).toBeVisible();
  await typeCode(page, code);
  await expect(page.getByRole("alert").filter({ hasText: "Too many tries" })).toBeVisible();
});

test("a code works once", async ({ page, refusals }) => {
  refusals(422);
  const mail = await memberElsewhere(page);
  const code = await askForCode(page, mail);
  await typeCode(page, code);
  await expect(page).toHaveURL(`/${SHOP}/card`);
  await page.context().clearCookies();
  await visit(page, `/${SHOP}/sign-in?mail=${encodeURIComponent(mail)}`);
  await typeCode(page, code);
  await expect(page.getByRole("alert").filter({ hasText: NOT_VALID })).toBeVisible();
});

test("a newer code ends the older one", async ({ page, refusals }) => {
  refusals(422);
  const mail = await memberElsewhere(page);
  const first = codeIn(await mailTo(page.request, mail));
  const second = await askForCode(page, mail);
  await typeCode(page, first);
  await expect(page.getByRole("alert").filter({ hasText: NOT_VALID })).toBeVisible();
  await typeCode(page, second);
  await expect(page).toHaveURL(`/${SHOP}/card`);
});

test("an address without a card gets the same answer, and no mail", async ({ page }) => {
  const mail = newMail("nobody");
  await visit(page, `/${SHOP}/sign-in`);
  await page.getByLabel("Your mail address").fill(mail);
  await page.getByRole("button", { name: "Send me the code" }).click();
  await expect(page.getByText(`If ${mail} has a card here`)).toBeVisible();
  await visit(page, "/inbox");
  await expect(page.getByText(mail)).toHaveCount(0);
});

test("signing out leads to the shop's page and closes the card", async ({ page, member }) => {
  await visit(page, `/${SHOP}/me`);
  await expect(page.getByText(member.mail)).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`/${SHOP}`);
  await visit(page, `/${SHOP}/card`);
  await expect(page).toHaveURL(`/${SHOP}/sign-in`);
});
