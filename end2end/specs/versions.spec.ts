// Versions of the programme: compared in words, gone back to, published in time and in steps.

import type { Page } from "@playwright/test";
import { OwnServer } from "../support/own-server.ts";
import { expect, expectAccessible, isScripted, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

interface Document {
  earning: { points: number }[];
  [more: string]: unknown;
}

test.use({ viewport: TILL_SIZE });

let server: OwnServer;
test.beforeEach(async ({ page }) => {
  server = await OwnServer.start();
  const token = (await server.openShop("corner", "Corner Goods")).split("/").at(-1)!;
  await post(page, "admin/accept-invitation", { form: { token, password: "four random words here" } });
  const answers = { sells: "retail", margin: "40", generosity: "medium", gets: "friends" };
  await post(page, "admin/set-up", { form: answers });
});
test.afterEach(() => server.stop());

async function post(page: Page, path: string, body: { form?: Record<string, string>; data?: unknown }): Promise<void> {
  const answer = await page.request.post(`${server.url}/api/${path}`, { ...body, headers: { accept: "application/json" } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Saves a draft that gives so many points for each pound. */
async function saveDraft(page: Page, points: number): Promise<void> {
  const answer = await page.request.get(`${server.url}/api/admin/programme`);
  const { document } = (await answer.json()) as { document: Document };
  document.earning[0]!.points = points;
  await post(page, "admin/programme/save", { data: { document } });
}

function version(page: Page, number: number): Promise<void> {
  return visit(page, `${server.url}/admin/programme/versions/${number}`);
}

/** Chooses for whom a version holds, and publishes. */
async function publish(page: Page, choice: string, button = "Publish"): Promise<void> {
  await page.getByRole("radio", { name: choice }).check();
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** What the line under the title says. */
function status(page: Page) {
  return page.getByRole("banner").or(page.locator("header")).first();
}

test("each version says in words what it changed, and can be gone back to", async ({ page }) => {
  await saveDraft(page, 2);
  await visit(page, `${server.url}/admin/programme/versions`);
  await expect(page.getByRole("heading", { name: "Versions", level: 1 })).toBeVisible();
  const changed = "Every purchase: 2 points for every £1 instead of 1 point for every £1.";
  await expect(page.getByRole("listitem").filter({ hasText: "Version 2" }).first()).toContainText(changed);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Version 2" }).click();
  await expect(page.getByRole("region", { name: /^What changes from version 1/ })).toContainText(changed);
  await publish(page, "For everybody, now");
  await expect(status(page)).toContainText("In force");

  await version(page, 1);
  await page.getByRole("button", { name: "Go back to this version" }).click();
  await expect(page).toHaveURL(`${server.url}/admin/programme/versions/3`);
  await expect(page.getByRole("region", { name: /^What changes from version 2/ })).toContainText("1 point for every £1 instead of 2 points");
  await publish(page, "For everybody, now");
  await expect(status(page)).toContainText("In force");
  await version(page, 1);
  await expect(status(page)).toContainText("Earlier");
});

test("a version waits for its day, which the programme's page says, and need not come", async ({ page }) => {
  await saveDraft(page, 2);
  await version(page, 2);
  await publish(page, "For everybody, later");
  const waits = /Version 2 takes effect on \w+, \d+ \w+ at 06:00\./;
  await expect(page.getByText(waits).first()).toBeVisible();
  await expectAccessible(page);
  await visit(page, `${server.url}/admin/programme`);
  await expect(page.getByText(waits)).toBeVisible();
  await page.getByRole("link", { name: "Change that" }).click();
  await page.getByRole("button", { name: "Do not publish it then" }).click();
  await expect(status(page)).toContainText("Draft");
});

test("a version is released to a share of the members, then to everybody", async ({ page, refusals }) => {
  refusals(422);
  await saveDraft(page, 2);
  await version(page, 2);
  await page.getByRole("radio", { name: "First for a share of the members" }).check();
  await page.getByLabel("Per cent of the members").fill("0");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  if (!isScripted()) await page.getByRole("radio", { name: "First for a share of the members" }).check();
  await expect(page.getByText("Write the share in whole per cent, from 1 to 99.")).toBeVisible();
  await page.getByLabel("Per cent of the members").fill("10");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const held = "Version 2 holds for 10\u202f% of the members.";
  await expect(page.getByText(held)).toBeVisible();
  await page.getByLabel("Per cent of the members").fill("25");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Version 2 holds for 25\u202f% of the members.")).toBeVisible();
  await page.getByRole("button", { name: "Release it to everybody now" }).click();
  await expect(status(page)).toContainText("In force");
});
