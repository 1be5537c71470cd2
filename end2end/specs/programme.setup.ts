// Before all specs: promotions that touch nothing but the articles and codes of these specs, so
// that they can stand in the sample shop's programme while the others run.

import { expect, test as setup } from "@playwright/test";
import { OWNER, PASSWORD, ask, newAddress, send } from "../support/shop.ts";

const PREFIX = "spec-";

interface Promotion {
  key: string;
  [more: string]: unknown;
}

interface Document {
  promotions?: Promotion[];
  pay_with_points?: unknown;
  [more: string]: unknown;
}

/** A promotion on one article. */
function on(sku: string, name: string, kind: Record<string, unknown>): Promotion {
  return { key: PREFIX + sku, name, which: { skus: [sku] }, ...kind };
}

const PROMOTIONS: Promotion[] = [
  { key: `${PREFIX}tenth`, name: "A tenth off", kind: "percent_off", percent: 10, minimum: 5_000, trigger: { by: "code", code: "TENTH" } },
  { key: `${PREFIX}third`, name: "Thirty off", kind: "percent_off", percent: 30, trigger: { by: "code", code: "THIRTY-OFF" } },
  { key: `${PREFIX}flyer`, name: "Flyer", kind: "amount_off", amount: 500, trigger: { by: "one_time" } },
  on("shirt", "Third shirt free", { kind: "buy_get", buy: 2, get: 1, percent: 100, repeats: true }),
  on("mug", "Third mug cheaper", { kind: "buy_get", buy: 2, get: 1, percent: 33, repeats: true }),
  on("lesson", "Lesson card", { kind: "stamp_card", per: "unit", rewards: [{ at: 5, percent: 100 }] }),
  on("wash", "Wash card", { kind: "stamp_card", per: "unit", rewards: [{ at: 3, percent: 30 }] }),
  on("bag", "Fidelity card", { kind: "stamp_card", per: "unit", rewards: [{ at: 11, amount: 1_000 }] }),
  on("hour", "Longer is cheaper", { kind: "ladder", steps: [0, 2, 5], at_most: 400 }),
  on("coat", "Next time", {
    kind: "next_order",
    gives: { kind: "percent_off", percent: 15 },
    minimum: 10_000,
    valid_days: 30,
    order_code: true,
  }),
];

setup("the promotions of the specs are in force", async ({ playwright }, info) => {
  const request = await playwright.request.newContext({
    baseURL: info.project.use.baseURL,
    extraHTTPHeaders: { "x-forwarded-for": newAddress() },
  });
  await send(request, "admin/sign-in", { mail: OWNER, password: PASSWORD });
  const { document } = await ask<{ document: Document }>(request, "admin/programme");
  const others = (document.promotions ?? []).filter((promotion) => !promotion.key.startsWith(PREFIX));
  document.promotions = [...others, ...PROMOTIONS];
  document.pay_with_points = { points: 100, amount: 100, minimum_points: 100, at_most_percent: 50 };
  const answer = await request.post("/api/admin/programme/publish", {
    data: { document },
    headers: { accept: "application/json" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  await request.dispose();
});
