// The programme's editor: faults beside their fields, a preview by the engine, publishing.

import type { Locator, Page } from "@playwright/test";
import { SHOP, ask, send } from "../support/shop.ts";
import { expect, ready, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });
test.describe.configure({ mode: "serial" });

test.beforeEach(async ({ page, atWork, draft }) => {
  await atWork(page, "manager");
  await visit(page, "/admin/programme");
});

test("the preview is worked out in the browser, as one types", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/")) asked.push(request.url());
  });
  const preview = page.getByRole("region", { name: "What customers get" });
  await preview.getByLabel("For an order of").fill("10");
  const points = (tier: RegExp) => preview.getByRole("row", { name: tier }).getByRole("cell").first();
  await expect(points(/^Bronze/)).toHaveText("40");
  await expect(points(/^Gold/)).toHaveText("60");
  await page.getByRole("region", { name: "Earning" }).getByLabel("Points", { exact: true }).fill("8");
  await expect(points(/^Bronze/)).toHaveText("80");
  await expect(preview.getByRole("listitem").filter({ hasText: "8 points" })).toBeVisible();
  expect(asked).toEqual([]);
});

test("each fault stands beside its field, and nothing can be published", async ({ page }) => {
  const earning = page.getByRole("region", { name: "Earning" });
  await earning.getByLabel("Points", { exact: true }).fill("many");
  await expect(earning.getByText("Type a whole number, such as 100.")).toBeVisible();
  await expect(page.getByText("Some fields need another look")).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save draft" })).toBeDisabled();
  await earning.getByLabel("Points", { exact: true }).fill("4");
  await expect(page.getByText("This is in force")).toBeVisible();
});

test("a draft is saved, thrown away, and what is in force stays", async ({ page }) => {
  const name = page.getByLabel("What the programme is called");
  const before = await name.inputValue();
  await name.fill("A draft for a test");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("The draft is saved. It is not in force yet.")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(name).toHaveValue("A draft for a test");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await expect(page.getByText("The draft is gone.")).toBeVisible();
  await expect(name).toHaveValue(before);
});

test("publishing asks once, then the programme's page shows it", async ({ page }) => {
  const rewards = page.getByRole("region", { name: "Rewards" });
  await rewards.getByRole("button", { name: "Add a reward" }).click();
  const reward = rewards.getByRole("listitem").last();
  await reward.getByLabel("Name").fill("A mug to keep");
  await reward.getByLabel("Costs, in points").fill("5000");
  await reward.getByRole("textbox", { name: "Amount off" }).fill("60");
  await publish(page);
  await visit(page, `/${SHOP}`);
  await expect(page.getByText("A mug to keep")).toBeVisible();

  await visit(page, "/admin/programme");
  await reward.getByText("A mug to keep").click();
  await reward.getByRole("button", { name: "Remove" }).click();
  await publish(page);
  await visit(page, `/${SHOP}`);
  await expect(page.getByText("A mug to keep")).toHaveCount(0);
});

/** Adds a promotion and names it; answers its fields. */
async function addPromotion(page: Page, name: string): Promise<Locator> {
  const promotions = page.getByRole("region", { name: "Promotions" });
  await promotions.getByRole("button", { name: "Add a promotion" }).click();
  const added = promotions.locator("ul > li").last();
  await added.getByLabel("Name").fill(name);
  return added;
}

/** What a basket comes to beside the editor. */
async function tried(page: Page, lines: string): Promise<Locator> {
  const basket = page.getByRole("region", { name: "Try a basket" });
  await basket.getByLabel("What is bought").fill(lines);
  return basket;
}

test("a promotion is tried on a basket while it is typed, line by line", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/")) asked.push(request.url());
  });
  const added = await addPromotion(page, "Tea time");
  await added.getByLabel("Per cent off").fill("25");
  await added.getByText("More: which items").click();
  await added.getByLabel("Only these categories").fill("Tea");
  const basket = await tried(page, "2 x Pot of tea @Tea / Green 4\nCake 3");
  await expect(basket.getByRole("row", { name: /Pot of tea/ })).toContainText("\u2212£2.00");
  await expect(basket.getByRole("row", { name: /Cake/ })).toContainText("£3.00");
  await expect(basket.getByRole("definition").first()).toHaveText("£9.00");
  await expect(added.getByText("Tea time: 25\u202f% off Tea.")).toBeVisible();
  await basket.getByText("Why").click();
  await expect(basket.getByText("Tea time: £2.00 off")).toBeVisible();
  expect(asked).toEqual([]);
});

test("every kind of promotion has its fields", async ({ page }) => {
  const added = await addPromotion(page, "Something");
  const total = async (lines: string) => (await tried(page, lines)).getByRole("definition").first();

  await added.getByText("Buy some, get some").click();
  await expect(await total("3 x Thing 10")).toHaveText("£20.00");

  await added.getByText("The more, the cheaper").click();
  await expect(await total("3 x Thing 10")).toHaveText("£29.30");
  await added.getByLabel("Per cent off each unit").fill("5, 2, 0");
  await expect(added.getByText(/^The price rises again on this ladder/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();
  await added.getByLabel("Per cent off each unit").fill("0, 10");

  await added.getByText("Stamp card", { exact: true }).click();
  await expect(await total("5 x Thing 10")).toHaveText("£40.00");
  await added.getByRole("button", { name: "Another place of the card" }).click();
  await added.getByLabel("At place").last().fill("3");
  await added.getByLabel("Per cent off").last().fill("30");
  await expect(await total("5 x Thing 10")).toHaveText("£37.00");

  await added.getByText("Voucher for the next order").click();
  await added.getByRole("textbox", { name: "Amount off" }).fill("5");
  await expect(await total("5 x Thing 10")).toHaveText("£50.00");

  await added.getByText("An amount off", { exact: true }).first().click();
  await added.getByRole("textbox", { name: "Amount off" }).fill("12");
  await expect(await total("5 x Thing 10")).toHaveText("£38.00");
  await added.getByText("With a code").click();
  await added.getByLabel("Code", { exact: true }).fill("ab");
  await expect(added.getByText("A code has 3 to 40 letters, digits and dashes.")).toBeVisible();
});

test("a margin stops a programme that goes below it, unless somebody says why", async ({ page }) => {
  const added = await addPromotion(page, "Half price");
  await added.getByLabel("Per cent off").fill("50");
  const margin = await unfold(page, "Margin", "Not guarded");
  await margin.getByLabel("Guard my margin").check();
  await margin.getByLabel("Keep at least, in per cent").fill("20");
  await margin.getByLabel("Usual margin, in per cent").fill("40");
  await expect(margin.getByText(/^At worst .* leave a margin of/)).toHaveCount(2);
  await expect(page.getByText("Some fields need another look")).toBeVisible();
  await margin.getByLabel("Let orders go below it all the same").check();
  await expect(margin.getByText(/^Say who lets orders go below the floor/)).toBeVisible();
  await margin.getByLabel("Who says so").fill("Ada");
  await margin.getByLabel("Why").fill("Opening week");
  await expect(page.getByText("Changes are not saved yet")).toBeVisible();
});

test("a decision that is closed says what it comes to, and opens where something is wrong", async ({ page }) => {
  const tiers = page.getByRole("region", { name: "Tiers" });
  await expect(tiers.getByText("Bronze, Silver from £250, Gold from £500")).toBeVisible();
  await expect(tiers.getByLabel("How many days")).toBeHidden();
  const waiting = await unfold(page, "Waiting", "3 days after the order");
  const days = waiting.getByLabel("Days until points can be spent");
  await days.fill("soon");
  await expect(waiting.getByText("Something needs another look")).toBeVisible();
  await days.fill("5");
  await expect(days).toBeVisible();
  await expect(waiting.getByText("5 days after the order")).toBeVisible();
  // The hold now outlasts the day on which friends are paid, which another decision says.
  await days.fill("20");
  const friends = page.getByRole("region", { name: "Friends" });
  await expect(friends.getByLabel("Days until both are paid")).toBeVisible();
});

test("rules for visits and units, and a time that counts double, show at once", async ({ page }) => {
  const earning = page.getByRole("region", { name: "Earning" });
  await earning.getByText("Each unit").first().click();
  await earning.getByLabel("Points", { exact: true }).fill("3");
  const basket = await tried(page, "4 x Thing 1");
  await expect(basket).toContainText("12 points");
  const bonuses = await unfold(page, "Bonus times", "None");
  await bonuses.getByRole("button", { name: "Add a bonus time" }).click();
  await expect(basket).toContainText("24 points");
  await bonuses.getByLabel("Until").fill("2020-01-01");
  await expect(basket).toContainText("12 points");
  await bonuses.getByLabel("From", { exact: true }).fill("2021-01-01");
  await expect(bonuses.getByText("The last day is before the first; turn them round.")).toBeVisible();
});

test("a promotion is published, told on the programme's page, and taken out again", async ({ page }) => {
  const added = await addPromotion(page, "Spring sale");
  await added.getByLabel("Per cent off").fill("7");
  await added.getByText("With a code").click();
  await added.getByLabel("Code", { exact: true }).fill("SPRING-7");
  await publish(page);
  await visit(page, `/${SHOP}`);
  await expect(page.getByText("Spring sale: 7\u202f% off, with the code SPRING-7.")).toBeVisible();
  // What the specs put there has come through the editor.
  await expect(page.getByText("Lesson card: every 5th lesson is free.")).toBeVisible();

  await visit(page, "/admin/programme");
  const row = page.getByRole("region", { name: "Promotions" }).locator("ul > li").last();
  await row.getByText("Spring sale").click();
  await row.getByRole("button", { name: "Remove" }).click();
  await publish(page);
  await visit(page, `/${SHOP}`);
  await expect(page.getByText("Spring sale")).toHaveCount(0);
});

test("what was changed is saved on the way to past orders", async ({ page }) => {
  await page.getByLabel("What the programme is called").fill("Tried on past orders");
  await page.getByRole("button", { name: "Try it on past orders" }).click();
  await expect(page).toHaveURL("/admin/programme/replay");
  await expect(page.getByRole("heading", { level: 1, name: "Try it on past orders" })).toBeVisible();
  const { document } = await ask<{ document: { name: string } }>(page.request, "admin/programme");
  expect(document.name).toBe("Tried on past orders");
  await send(page.request, "admin/programme/discard", {});
});

/** Opens a decision, which says beside its heading what it comes to so far. */
async function unfold(page: Page, name: string, soFar: string): Promise<Locator> {
  const decision = page.getByRole("region", { name });
  await decision.getByText(soFar, { exact: true }).click();
  return decision;
}

async function publish(page: Page) {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Orders from now on are judged by this programme")).toBeVisible();
  await page.getByRole("button", { name: "Publish it" }).click();
  await expect(page.getByText(/^Version \d+ is in force\. Orders from now on are judged by it\.$/)).toBeVisible();
}
