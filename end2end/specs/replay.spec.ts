// A draft on past orders: begun, watched, stopped, read; from the editor and without JavaScript.

import type { Page } from "@playwright/test";
import { ask, send } from "../support/shop.ts";
import { expect, isScripted, ready, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

const PAGE = "/admin/programme/replay";

test.use({ viewport: TILL_SIZE });
// One draft and one replay a shop.
test.describe.configure({ mode: "serial" });

test.beforeEach(async ({ page, atWork, office, draft }) => {
  await atWork(page, "manager");
  const { document } = await ask<{ document: Record<string, unknown> }>(office.request, "admin/programme");
  const tenth = { key: "spec-replay", name: "A tenth off", kind: "percent_off", percent: 10 };
  const promotions = ((document.promotions ?? []) as { key: string }[]).filter((it) => it.key !== tenth.key);
  const answer = await office.request.post("/api/admin/programme/save", {
    data: { document: { ...document, promotions: [...promotions, tenth] } },
    headers: { accept: "application/json" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
});

test.afterEach(async ({ office, draft }) => {
  await send(office.request, "admin/programme/discard", {});
});

/** The page, once none is under way. */
async function open(page: Page) {
  await visit(page, PAGE);
  await expect(page.getByRole("heading", { name: "What to try it on" })).toBeVisible({ timeout: 30_000 });
}

/** The outcome, once it is there: without JavaScript the page asks again by itself. */
function outcome(page: Page) {
  return page.getByRole("heading", { name: /^With this draft you would have given back/ });
}

test("a replay tells what the draft would have given, in a sentence and in figures", async ({ page }) => {
  await open(page);
  await page.getByRole("radio", { name: "The last 12 months" }).check();
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(outcome(page)).toContainText("more", { timeout: 40_000 });
  await ready(page);
  const figures = page.getByRole("region", { name: "Figures of both programmes" });
  await expect(figures.getByRole("row", { name: /^Given back in all/ })).toBeVisible();
  await expect(figures.getByRole("row", { name: /^Margin/ })).toBeVisible();
  const months = page.getByRole("region", { name: "Given back a month" }).first();
  await months.getByText("Show as table").click();
  await expect(months.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("region", { name: "Members in each tier at the end" })).toContainText("Gold");
  await expect(page.getByRole("region", { name: "Who gets less" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "How this was worked out" })).toBeVisible();
  const winner = page.getByRole("region", { name: "Who gets more" }).getByRole("link").first();
  await winner.click();
  await expect(page).toHaveURL(/\/admin\/members\/[0-9a-f-]{36}/);
});

test("days are asked for where they are needed, and a wrong one is said beside its field", async ({ page, refusals }) => {
  await open(page);
  await expect(page.getByLabel("From", { exact: true })).toBeHidden();
  await page.getByRole("radio", { name: "Between two days" }).check();
  await page.getByLabel("From", { exact: true }).fill("2026-06-01");
  await page.getByLabel("To", { exact: true }).fill("2026-05-01");
  if (!isScripted()) return;
  refusals(422);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("The last day must not come before the first.")).toBeVisible();
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("2026-06-01");
});

test("a change of the draft is told beside an older outcome", async ({ page, office }) => {
  await open(page);
  await page.getByRole("radio", { name: "The last 90 days" }).check();
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(outcome(page)).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("changed after this replay")).toHaveCount(0);
  await send(office.request, "admin/programme/discard", {});
  await visit(page, PAGE);
  await expect(page.getByText("changed after this replay")).toBeVisible();
  await expect(page.getByText("There is no draft to try")).toBeVisible();
});

test("a replay under way can be stopped", async ({ page, office }) => {
  await open(page);
  // How long it takes depends on the machine: one that is over by now is no failure.
  await page.getByRole("button", { name: "Try it" }).click();
  const stop = page.getByRole("button", { name: "Stop" });
  await expect(stop.or(outcome(page))).toBeVisible({ timeout: 40_000 });
  if (await stop.isVisible()) await stop.click({ timeout: 2_000 }).catch(() => undefined);
  await expect(page.getByText("stopped before its end").or(outcome(page))).toBeVisible({ timeout: 40_000 });
  const { page: seen } = await ask<{ page: { run: { progress: { state: string } } } }>(office.request, "admin/replay");
  expect(["stopped", "done"]).toContain(seen.run.progress.state);
});
