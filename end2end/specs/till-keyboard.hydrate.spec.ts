// The till by keyboard alone.

import { expect, test } from "../support/test.ts";
import { TILL_SIZE, openTill, sale, toPay } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test("find, add, choose, ring up, undo and begin again without a mouse", async ({ page, member, office, atWork }) => {
  await office.give(member, 300);
  await atWork(page, "cashier");
  await openTill(page);
  const { keyboard } = page;

  await keyboard.press("/");
  await expect(page.getByRole("combobox", { name: /^Scan a card/ })).toBeFocused();
  await keyboard.type(member.mail);
  await expect(page.getByRole("option")).toHaveCount(1);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(sale(page).getByRole("heading", { name: member.name })).toBeVisible();

  await expect(page.getByLabel("Amount or item")).toBeFocused();
  await keyboard.type("Brunch plate 11.50");
  await keyboard.press("Enter");
  await keyboard.type("2 x Flat white 3.40");
  await keyboard.press("Enter");
  await expect(toPay(page)).toHaveText("£18.30");

  await keyboard.press("Escape");
  const choice = sale(page).getByRole("checkbox", { name: /£5 off/ });
  const number = (await choice.getAttribute("id"))!.split("-").at(-1)!;
  await keyboard.press(number);
  await expect(choice).toBeChecked();
  await expect(toPay(page)).toHaveText("£13.30");

  await keyboard.press("Enter");
  await expect(sale(page).getByRole("heading", { name: "Rung up" })).toBeVisible();
  await expect(sale(page)).toContainText("£13.30");

  await keyboard.press("u");
  await expect(page.getByRole("button", { name: "Undo this sale" })).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByText(/^The sale of £13\.30 to .* is undone\.$/)).toBeVisible();
  // The points went into the voucher, which is good again.
  await expect(sale(page).getByRole("checkbox", { name: /£5 off.*Voucher, good until/ })).toBeVisible();
});

test("a scanner that types a code and Enter chooses the member", async ({ page, member, atWork }) => {
  await atWork(page, "cashier");
  await openTill(page);
  await page.keyboard.press("/");
  await page.keyboard.type(member.mail, { delay: 2 });
  await page.keyboard.press("Enter");
  await expect(sale(page).getByRole("heading", { name: member.name })).toBeVisible();
});
