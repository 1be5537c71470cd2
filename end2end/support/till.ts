// What a cashier does at the till, with JavaScript and without.

import type { Locator, Page } from "@playwright/test";
import type { Member } from "./shop.ts";
import { expect, isScripted, visit } from "./test.ts";

/** What a till's screen is at least. */
export const TILL_SIZE = { width: 1280, height: 900 };

/** The till, with somebody in front of it. */
export async function openTill(page: Page, member?: Member): Promise<void> {
  await visit(page, member ? `/admin/till?member=${member.id}` : "/admin/till");
  await expect(page.getByRole("heading", { name: "Till", level: 1 })).toBeVisible();
}

/** Types an amount, an item or a code and presses Enter. */
export async function type(page: Page, text: string): Promise<void> {
  const field = page.getByLabel("Amount or item");
  await field.fill(text);
  await step(page, () => field.press("Enter"));
}

/** Without JavaScript each step is a page of its own. */
async function step(page: Page, act: () => Promise<void>): Promise<void> {
  const before = page.url();
  await act();
  if (!isScripted()) await page.waitForURL((url) => url.href !== before);
}

/** The right side: the member, what can be used, what is to pay. */
export function sale(page: Page): Locator {
  return page.getByRole("region", { name: "This sale" });
}

/** What is to pay, as it says. */
export function toPay(page: Page): Locator {
  return sale(page).getByRole("definition").last();
}

/** Ticks or unticks something to use; without JavaScript, works the sale out again. */
export async function use(page: Page, name: string | RegExp): Promise<void> {
  await sale(page).getByRole("checkbox", { name }).click();
  if (isScripted()) return;
  await step(page, () => page.getByRole("button", { name: "Work it out again" }).click());
}

/** What a card at the till says: `4 of 5`, with what the sale adds. */
export function stamps(page: Page, card: string): Locator {
  const row = sale(page).locator("dl > div").filter({ has: page.getByRole("term").filter({ hasText: card }) });
  return row.getByRole("definition").first();
}

/** Rings up and waits for the receipt. */
export async function ringUp(page: Page): Promise<void> {
  await sale(page).getByRole("button", { name: "Ring up" }).click();
  await expect(sale(page).getByRole("heading", { name: "Rung up" })).toBeVisible();
}
