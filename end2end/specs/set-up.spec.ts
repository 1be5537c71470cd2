// From an empty database to the first point: four questions, a customer who joins, a sale.

import { Hand } from "../support/hand.ts";
import { OwnServer } from "../support/own-server.ts";
import { expect, expectAccessible, isScripted, ready, test, visit } from "../support/test.ts";
import { TILL_SIZE, sale } from "../support/till.ts";

const INTERACTIONS_MAX = 12;
const SETTING_UP_MS_MAX = 120_000;
const OWNER_PASSWORD = "four random words here";

test.use({ viewport: TILL_SIZE });

let server: OwnServer;
test.beforeEach(async () => {
  server = await OwnServer.start();
});
test.afterEach(() => server.stop());

test("an owner sets up and awards the first point with twelve interactions", async ({ page, someoneElse }) => {
  const hand = new Hand();
  const link = await server.openShop("corner", "Corner Coffee");
  const started = Date.now();
  await visit(page, server.url + link);
  await hand.fill(page.getByLabel("Password"), OWNER_PASSWORD);
  await hand.click(page.getByRole("button", { name: "Start work" }));
  await expect(page).toHaveURL(`${server.url}/admin/set-up`);
  await ready(page);
  await expect(page.getByRole("heading", { name: "Set up your programme", level: 1 })).toBeVisible();
  const outcome = page.getByRole("region", { name: "What customers get" });
  await expect(outcome).toContainText("1 point for every £1 you spend.");
  await expect(outcome).toContainText("It costs you at most");
  await hand.click(page.getByRole("button", { name: "Publish" }));
  await expect(page.getByRole("heading", { name: "You are ready", level: 1 })).toBeVisible();

  const phone = await someoneElse({ viewport: { width: 390, height: 844 } });
  await visit(phone, `${server.url}/corner`);
  await hand.fill(phone.getByLabel("Your mail address"), "mia@example.com");
  await hand.click(phone.getByRole("button", { name: "Get my card" }));
  await expect(phone).toHaveURL(`${server.url}/corner/card`);

  await hand.click(page.getByRole("link", { name: "Open the till" }));
  await expect(page.getByRole("heading", { name: "Till", level: 1 })).toBeVisible();
  const search = page.getByRole("combobox", { name: /^Scan a card/ });
  await hand.fill(search, "mia@example.com");
  await hand.press(search, "Enter");
  if (!isScripted()) await hand.click(page.getByRole("option", { name: /mia/ }));
  await expect(sale(page).getByRole("heading", { name: "mia" })).toBeVisible();
  const amount = page.getByLabel("Amount or item");
  await hand.fill(amount, "12.50");
  await hand.press(amount, "Enter");
  await expect(sale(page).getByText("+12")).toBeVisible();
  await hand.click(sale(page).getByRole("button", { name: "Ring up" }));
  await expect(sale(page).getByRole("heading", { name: "Rung up" })).toBeVisible();
  await expect(sale(page)).toContainText("12 points");
  expect(hand.interactions).toBeLessThanOrEqual(INTERACTIONS_MAX);
  expect(Date.now() - started).toBeLessThan(SETTING_UP_MS_MAX);
});

test("the answers change what customers get, and lead to the editor as a draft", async ({ page }) => {
  await visit(page, server.url + (await server.openShop("lessons", "Piano by Ivo")));
  await page.getByLabel("Password").fill(OWNER_PASSWORD);
  await page.getByRole("button", { name: "Start work" }).click();
  await ready(page);
  await page.getByRole("radio", { name: "Lessons, or a salon" }).check();
  await page.getByRole("radio", { name: "A stamp card", exact: true }).check();
  await page.getByLabel("Per cent of the price that is left").fill("70");
  if (!isScripted()) await page.getByRole("button", { name: "Show what that gives" }).click();
  const outcome = page.getByRole("region", { name: "What customers get" });
  await expect(outcome).toContainText("Visit card: every 5th visit free");
  await expect(outcome).toContainText("at most 20\u202f% of sales");
  await expectAccessible(page);
  await page.getByRole("button", { name: "More: change every detail first" }).click();
  await expect(page).toHaveURL(`${server.url}/admin/programme`);
  await expect(page.getByRole("heading", { name: "Programme", level: 1 })).toBeVisible();

  await visit(page, `${server.url}/admin`);
  await expect(page).toHaveURL(`${server.url}/admin/set-up`);
  await expect(page.getByText("There is a draft already.")).toBeVisible();
});

test("a margin that cannot be is said beside its field", async ({ page }) => {
  await visit(page, server.url + (await server.openShop("corner", "Corner")));
  await page.getByLabel("Password").fill(OWNER_PASSWORD);
  await page.getByRole("button", { name: "Start work" }).click();
  await ready(page);
  const margin = page.getByLabel("Per cent of the price that is left");
  await margin.fill("99");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page).toHaveURL(`${server.url}/admin/set-up`);
  await expect(margin).toHaveValue("99");
  if (isScripted()) await expect(page.getByText("Write the margin in whole per cent, from 5 to 95.")).toBeVisible();
});
