// Gift cards and store credit: sold, loaded, paid with, refunded, seen on the phone.

import { SHOP, mailTo, newMail } from "../support/shop.ts";
import { expect, isScripted, test, visit } from "../support/test.ts";
import { TILL_SIZE, openTill, ringUp, sale, toPay, type } from "../support/till.ts";
import type { Page } from "@playwright/test";

test.use({ viewport: TILL_SIZE });

/** Sells a card at the page of gift cards; answers its code as it is shown. */
async function sellCard(page: Page, amount: string): Promise<string> {
  await visit(page, "/admin/cards");
  await page.getByLabel("Amount").fill(amount);
  await page.getByRole("button", { name: "Sell the card" }).click();
  await expect(page.getByText("Sold. Show the code to the customer")).toBeVisible();
  const code = await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/).textContent();
  return code!.trim();
}

test.beforeEach(async ({ page, member, atWork }) => {
  await page.context().clearCookies();
  expect(member.id).toBeTruthy();
  await atWork(page, "cashier");
});

test("a card is sold, scanned beside the items, pays a part and keeps nothing", async ({ page, member }) => {
  const code = await sellCard(page, "10");
  await openTill(page, member);
  await type(page, "14.50");
  await type(page, code);
  await expect(sale(page)).toContainText(`Gift card ···${code.slice(-4)}`);
  await expect(toPay(page)).toHaveText("£4.50");
  await ringUp(page);
  await expect(sale(page)).toContainText("Left to pay");
  await expect(sale(page)).toContainText("£4.50");
});

test("a card that pays all keeps the rest, and can be loaded", async ({ page, member }) => {
  const code = await sellCard(page, "20");
  await openTill(page, member);
  await type(page, "7.50");
  await type(page, code);
  await expect(toPay(page)).toHaveText("£0.00");
  await ringUp(page);
  await visit(page, `/admin/cards?code=${code}`);
  await expect(page.getByText("£12.50")).toBeVisible();
  await page.getByLabel("Put more on it").fill("5");
  await page.getByRole("button", { name: "Load the card" }).click();
  await expect(page.getByText("£17.50")).toBeVisible();
});

test("a sale is taken back while the card is unused", async ({ page }) => {
  await sellCard(page, "15");
  await page.getByText("Take the last sale back").click();
  await page.getByRole("button", { name: "Take £15.00 off the card" }).click();
  await expect(page.getByText("Taken back. Give the customer the money.")).toBeVisible();
  await expect(page.getByText("£0.00")).toBeVisible();
});

test("wrong amounts and wrong codes say what to do", async ({ page, refusals }) => {
  refusals(400, 422);
  await visit(page, "/admin/cards");
  await page.getByLabel("Amount").fill("1");
  await page.getByRole("button", { name: "Sell the card" }).click();
  await expect(page.getByText("Between £5 and £500 goes on a card at a time.")).toBeVisible();
  await visit(page, "/admin/cards?code=7Q4K-9XWM-2HTBV");
  await expect(page.getByText("This code is not valid. Check it, or ask for another one.")).toBeVisible();
});

test("a card is sent by mail and opens from the letter", async ({ page }) => {
  const kim = newMail("kim");
  await visit(page, "/admin/cards");
  await page.getByLabel("Amount").fill("25");
  await page.getByText("Send it to somebody by mail").click();
  await page.getByLabel("Their mail address").fill(kim);
  await page.getByLabel("From").fill("Mia");
  await page.getByLabel("Message").fill("For your birthday");
  await page.getByRole("button", { name: "Sell the card" }).click();
  await expect(page.getByText("Sold. Show the code to the customer")).toBeVisible();
  const letter = await mailTo(page.request, kim, /gift card/);
  expect(letter.text).toContain("For your birthday");
  const link = new URL(/https?:\/\/\S+/.exec(letter.text)![0]);
  await visit(page, link.pathname + link.search);
  await expect(page.getByText("£25.00")).toBeVisible();
});

test("store credit is given with a reason, shows on the phone, and pays when ticked", async ({ page, member, someoneElse }) => {
  await visit(page, `/admin/members/${member.id}`);
  const credit = page.getByRole("region", { name: "Store credit" });
  await credit.getByLabel("Amount").fill("6");
  await credit.getByLabel("Reason for the credit").fill("Cold soup");
  await credit.getByRole("button", { name: "Give store credit" }).click();
  await expect(credit).toContainText("£6.00");
  await expect(credit).toContainText("Cold soup");
  await openTill(page, member);
  await type(page, "9");
  await sale(page).getByRole("checkbox", { name: /^Store credit/ }).click();
  if (!isScripted()) await page.getByRole("button", { name: "Work it out again" }).click();
  await expect(toPay(page)).toHaveText("£3.00");
  await ringUp(page);
  const visitor = await someoneElse();
  await visit(visitor, `/${SHOP}/gift-card`);
  await expect(visitor.getByLabel("The code on the card")).toBeVisible();
});
