// Promotions at the till, and what the member sees of them. Their rules are put into the
// programme by `programme.setup.ts`.

import type { Page } from "@playwright/test";
import { SHOP, newMail, join, type Member, type Office } from "../support/shop.ts";
import { expect, isScripted, test, visit } from "../support/test.ts";
import { TILL_SIZE, openTill, ringUp, sale, stamps, toPay, type, use } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test.beforeEach(async ({ page, member, atWork }) => {
  // The member's card is on a phone of their own.
  await page.context().clearCookies();
  expect(member.id).toBeTruthy();
  await atWork(page, "cashier");
});

/** Somebody who joined on `phone`. */
async function someoneWith(phone: Page, office: Office): Promise<Member> {
  const mail = newMail("promoted");
  await join(phone.context().request, mail);
  return office.find(mail);
}

/** What stands in the row of a line. */
function line(page: Page, item: string) {
  return page.getByRole("row").filter({ hasText: item });
}

test("two bought, the third is free, and so on in a large basket", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "2 x Shirt #shirt 20");
  await expect(toPay(page)).toHaveText("£40.00");
  await expect(page.getByText("Third shirt free does not apply: 2 of 3 units").first()).toBeVisible();
  await type(page, "4 x Shirt #shirt 20");
  await expect(toPay(page)).toHaveText("£80.00");
  await expect(sale(page).getByText("Third shirt free")).toBeVisible();
  await expect(sale(page).getByText("\u2212£40.00")).toBeVisible();
  await ringUp(page);
  await expect(sale(page)).toContainText("Taken off");
});

test("the free one is the cheapest of a mixed basket, and its line says so", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "2 x Shirt #shirt 20");
  await type(page, "Socks #shirt 5");
  await expect(toPay(page)).toHaveText("£40.00");
  await expect(line(page, "Socks")).toContainText("\u2212£5.00");
});

test("the third one may be cheaper instead of free", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "3 x Mug #mug 10");
  await expect(toPay(page)).toHaveText("£26.70");
});

test("a price that falls with each unit, down to what it takes off at most", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "Hour #hour 30");
  await expect(toPay(page)).toHaveText("£30.00");
  await type(page, "2 x Hour #hour 30");
  // 2 % and 5 % of 30.00.
  await expect(toPay(page)).toHaveText("£87.90");
  await type(page, "3 x Hour #hour 30");
  // 0.60 and four times 1.50 would be 6.60.
  await expect(toPay(page)).toHaveText("£176.00");
});

test("a code is typed among the items, and counts from its minimum on", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "49.99");
  await type(page, "TENTH");
  await expect(toPay(page)).toHaveText("£49.99");
  await expect(page.getByText("A tenth off does not apply: £49.99 is below the minimum of £50.00").first()).toBeVisible();
  await type(page, "50.01");
  await expect(toPay(page)).toHaveText("£90.00");
  await expect(sale(page).getByText("A tenth off")).toBeVisible();
  // Points are counted after discounts: four for each of 90 pounds.
  await expect(sale(page).getByText("+360")).toBeVisible();
  await ringUp(page);
  await expect(sale(page)).toContainText("£90.00");
});

test("of two codes for the whole order the better one applies", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "100");
  await type(page, "TENTH");
  await type(page, "THIRTY-OFF");
  await expect(toPay(page)).toHaveText("£70.00");
  await expect(page.getByText("A tenth off does not apply: a better one applies").first()).toBeVisible();
});

test("an unknown code is refused, and can be left out again", async ({ page, member, refusals }) => {
  refusals(422);
  await openTill(page, member);
  await type(page, "20");
  await type(page, "NOBODYS");
  await expect(sale(page).getByRole("alert")).toContainText("This code is not valid. Check it, or ask for another one.");
  await sale(page).getByRole("link", { name: "Leave out" }).click();
  await expect(toPay(page)).toHaveText("£20.00");
  await expect(sale(page).getByRole("alert")).toHaveCount(0);
});

test("every fifth lesson is free, over several sales", async ({ page, office, someoneElse }) => {
  const phone = await someoneElse();
  const member = await someoneWith(phone, office);
  await openTill(page, member);
  await expect(stamps(page, "Lesson card")).toHaveText("0 of 5");
  await type(page, "4 x Lesson #lesson 30");
  await expect(toPay(page)).toHaveText("£120.00");
  await expect(stamps(page, "Lesson card")).toHaveText("4 of 5, +4");
  await ringUp(page);
  await expect(sale(page)).toContainText("4 of 5");

  await visit(phone, `/${SHOP}/card`);
  await expect(phone.getByRole("img", { name: "Lesson card: 4 of 5 stamps" })).toBeVisible();
  await expect(phone.getByText("The next one is free.")).toBeVisible();

  await openTill(page, member);
  await type(page, "Lesson #lesson 30");
  await type(page, "Cake 5");
  await expect(toPay(page)).toHaveText("£5.00");
  await expect(line(page, "Lesson")).toContainText("\u2212£30.00");
  await expect(stamps(page, "Lesson card")).toHaveText("5 of 5, +1");
  await ringUp(page);
  await visit(phone, `/${SHOP}/card`);
  await expect(phone.getByRole("img", { name: "Lesson card: 0 of 5 stamps" })).toBeVisible();
});

test("every third at 30 % off, within one sale", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "7 x Wash #wash 10");
  await expect(toPay(page)).toHaveText("£64.00");
  await expect(stamps(page, "Wash card")).toHaveText("1 of 3, +7");
});

test("ten off with the eleventh, and no more than it costs", async ({ page, office, someoneElse }) => {
  const phone = await someoneElse();
  const member = await someoneWith(phone, office);
  await openTill(page, member);
  await type(page, "10 x Bag #bag 9");
  await expect(toPay(page)).toHaveText("£90.00");
  await ringUp(page);
  await expect(sale(page)).toContainText("10 of 11");
  await visit(phone, `/${SHOP}/card`);
  await expect(phone.getByText("With the next one you get £10 off.")).toBeVisible();

  await openTill(page, member);
  await type(page, "Bag #bag 9");
  await type(page, "Cake 5");
  await expect(toPay(page)).toHaveText("£5.00");
  await type(page, "Bag #bag 9");
  await expect(toPay(page)).toHaveText("£13.00");
});

test("an undone sale takes its stamps back", async ({ page, office, someoneElse }) => {
  const member = await someoneWith(await someoneElse(), office);
  await openTill(page, member);
  await type(page, "2 x Lesson #lesson 30");
  await ringUp(page);
  await page.getByText("Undo last sale").click();
  await page.getByRole("button", { name: "Undo this sale" }).click();
  await expect(page.getByRole("button", { name: "Undo this sale" })).toBeHidden();
  await openTill(page, member);
  await expect(stamps(page, "Lesson card")).toHaveText("0 of 5");
});

test("a voucher for the next order is not for the one that makes it, and its short code finds the member", async ({ page, member: stranger, office, someoneElse, refusals }) => {
  refusals(422);
  const phone = await someoneElse();
  const member = await someoneWith(phone, office);
  await visit(phone, `/${SHOP}/me`);
  await phone.getByRole("textbox", { name: "Your name" }).fill("Jane Wilma Roberts");
  await phone.getByRole("button", { name: "Save" }).click();
  await expect(phone.getByText("Saved.")).toBeVisible();

  await openTill(page, member);
  await type(page, "Coat #coat 99.99");
  await expect(page.getByText("Next time does not apply: £99.99 is below the minimum of £100.00").first()).toBeVisible();
  await type(page, "Lining #coat 20.01");
  await expect(toPay(page)).toHaveText("£120.00");
  await ringUp(page);
  await expect(sale(page)).toContainText("£120.00");
  await expect(sale(page).getByText(/^Next time: a voucher for a later order, good until/)).toBeVisible();
  const code = /JWR\d{2,}/.exec(await sale(page).innerText())![0];

  await visit(phone, `/${SHOP}/card`);
  await expect(phone.getByRole("link", { name: new RegExp(`Next time Good until .*${code}`) })).toBeVisible();

  await openTill(page, stranger);
  await type(page, "20");
  await type(page, code);
  await expect(sale(page).getByRole("alert")).toContainText("This code is not valid.");

  await openTill(page);
  await type(page, code.toLowerCase());
  if (!isScripted()) await page.getByRole("option", { name: /Jane Wilma Roberts/ }).click();
  await expect(sale(page).getByRole("heading", { name: "Jane Wilma Roberts" })).toBeVisible();
  await expect(sale(page).getByRole("checkbox", { name: new RegExp(`Next time.*${code}`) })).toBeChecked();
  await type(page, "20");
  await expect(toPay(page)).toHaveText("£17.00");
  await ringUp(page);

  await openTill(page, member);
  await expect(sale(page).getByRole("checkbox", { name: /Next time/ })).toHaveCount(0);
});

test("points pay up to half of an order", async ({ page, office, someoneElse }) => {
  const phone = await someoneElse();
  const member = await someoneWith(phone, office);
  await office.give(member, 700);
  await openTill(page, member);
  await type(page, "12");
  await expect(sale(page).getByText("Up to £6.00 with 600 points")).toBeVisible();
  await use(page, /Pay with points/);
  await expect(toPay(page)).toHaveText("£6.00");
  await expect(sale(page).getByText("\u2212£6.00")).toBeVisible();
  await ringUp(page);
  await expect(sale(page)).toContainText("Paid with 600 points");
  await expect(sale(page)).toContainText("100 points");
  await visit(phone, `/${SHOP}/card`);
  await expect(phone.getByRole("region", { name: "Your points" })).toContainText("100 points");
});

test("the programme's page says how each promotion works", async ({ page }) => {
  await visit(page, `/${SHOP}`);
  for (const words of ["Lesson card: every 5th lesson is free.", /^Third shirt free: buy 2, get 1 of equal or lesser value free/, /with the code TENTH\.$/]) {
    await expect(page.getByText(words)).toBeVisible();
  }
});

test("an order's page shows what was taken off, by line and in all", async ({ page, member }) => {
  await openTill(page, member);
  await type(page, "3 x Shirt #shirt 20");
  await ringUp(page);
  await sale(page).getByRole("link", { name: "See the order" }).click();
  await expect(page.getByRole("heading", { name: "Order of £40.00" })).toBeVisible();
  await expect(line(page, "Shirt")).toContainText("\u2212£20.00");
  await expect(line(page, "Promotions")).toContainText("\u2212£20.00");
});
