// Claims to points that wait: paid or refused by somebody who works here.

import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { SHOP, send } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

/** The member of a page claims the points of a review; answers what shows it. */
async function claim(page: Page): Promise<string> {
  const proof = `https://reviews.example/${randomUUID()}`;
  await send(page.request, "member/claim", { shop: SHOP, rule: "review", proof, key: randomUUID() });
  return proof;
}

/** The claim with a proof, on the page of claims. */
function waiting(page: Page, proof: string) {
  return page.getByRole("listitem").filter({ hasText: proof });
}

test("a claim is paid, and the member has the points", async ({ page, member, someoneElse, atWork }) => {
  const proof = await claim(page);
  const desk = await someoneElse({ viewport: TILL_SIZE });
  await atWork(desk, "manager");
  await visit(desk, "/admin");
  await desk.getByRole("link", { name: "Look at them" }).click();
  const row = waiting(desk, proof);
  await expect(row).toContainText(member.name);
  await row.getByText("Pay it").click();
  await row.getByRole("button", { name: "Pay 100 points" }).click();
  await expect(desk.getByText("Paid, 100 points.")).toBeVisible();
  await expect(waiting(desk, proof)).toHaveCount(0);
  await visit(page, `/${SHOP}/card`);
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("100 points");
  await visit(page, `/${SHOP}/earn`);
  await expect(page.getByRole("listitem").filter({ hasText: "Write a review" })).toContainText("Done today.");
});

test("a claim is refused, and may be made again", async ({ page, member, someoneElse, atWork }) => {
  expect(member.id).toBeTruthy();
  const proof = await claim(page);
  const desk = await someoneElse({ viewport: TILL_SIZE });
  await atWork(desk, "owner");
  await visit(desk, "/admin/claims");
  const row = waiting(desk, proof);
  await row.getByText("Refuse it").click();
  await row.getByRole("button", { name: "Refuse", exact: true }).click();
  await expect(desk.getByText("Refused. They may claim it again.")).toBeVisible();
  await expect(waiting(desk, proof)).toHaveCount(0);
  await visit(page, `/${SHOP}/earn`);
  const review = page.getByRole("listitem").filter({ hasText: "Write a review" });
  await expect(review).toContainText("We could not count what you sent");
  await expect(review.getByRole("link", { name: /^Show it to us/ })).toBeVisible();
});

test("a cashier looks at no claims", async ({ page, atWork, refusals }) => {
  refusals(403);
  await atWork(page, "cashier");
  await visit(page, "/admin/claims");
  await expect(page.getByText("Your role does not allow this").first()).toBeVisible();
});
