// A member brings a friend, and sees what becomes of it.

import { ADA, SHOP, mailTo, newMail } from "../support/shop.ts";
import { expect, ready, test, visit } from "../support/test.ts";

test("a friend joins by the link, and each step shows", async ({ page, member, office, someoneElse }) => {
  await visit(page, `/${SHOP}/refer`);
  await expect(page.getByText("Nobody yet")).toBeVisible();
  const link = page.getByRole("region", { name: "Your link" }).getByRole("link").first();
  const href = (await link.getAttribute("href"))!;
  expect(new URL(href).pathname).toMatch(new RegExp(`^/${SHOP}/r/[A-Z0-9-]+$`));

  const friend = await someoneElse();
  await visit(friend, href);
  await expect(friend.getByRole("heading", { level: 1 })).toHaveText("A friend gives you 50 points with your first order");
  const mail = newMail("friend");
  await friend.getByLabel("Your mail address").fill(mail);
  await friend.getByRole("button", { name: "Get my card" }).click();
  await expect(friend).toHaveURL(`/${SHOP}/card`);

  const row = page.getByRole("listitem").filter({ hasText: "f\u2026@example.com" });
  await page.reload();
  await expect(row).toContainText("joined today");
  await office.ringUp(await office.find(mail), "12.00");
  await page.reload();
  await expect(row).toContainText("First order £12.00, waiting out the return window");
  await expect(row).toContainText("100 points");
  await expect(row.getByRole("img", { name: /^3 of 4 steps/ })).toBeVisible();
  expect(member.mail).not.toBe(mail);
});

test("an invitation by mail goes out once and shows in the list", async ({ page, member }) => {
  const mail = newMail("friend");
  await visit(page, `/${SHOP}/refer`);
  await page.getByLabel("Your friend's mail address").fill(mail);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText(`The invitation to ${mail} is on its way.`)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "invited today" })).toContainText("f\u2026@example.com");
  const letter = await mailTo(page.request, mail);
  expect(letter.text).toContain(`/${SHOP}/r/`);
  expect(member.mail).not.toBe(mail);
});

test("a member's address and what is no address are refused", async ({ page, member, refusals }) => {
  refusals(422);
  for (const [mail, words] of [
    [ADA, "has a card already"],
    ["friend@example", "does not look like a mail address"],
  ] as const) {
    await visit(page, `/${SHOP}/refer`);
    await page.getByLabel("Your friend's mail address").fill(mail);
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
  }
  expect(member.mail).not.toBe(ADA);
});

test("one cannot invite oneself", async ({ page, member, refusals }) => {
  refusals(422);
  await visit(page, `/${SHOP}/refer`);
  await page.getByLabel("Your friend's mail address").fill(member.mail.toUpperCase());
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "your own" })).toBeVisible();
});

test("a link that nobody has still leads to the programme", async ({ page }) => {
  await visit(page, `/${SHOP}/r/NOBODY99`);
  await expect(page.getByText("This link is not known any more.")).toBeVisible();
  await page.getByLabel("Your mail address").fill(newMail());
  await page.getByRole("button", { name: "Get my card" }).click();
  await expect(page).toHaveURL(`/${SHOP}/card`);
  await ready(page);
});
