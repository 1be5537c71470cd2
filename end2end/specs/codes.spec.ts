// One-time codes: a batch is made, fetched as a file, used once, switched off and on again.

import { randomUUID } from "node:crypto";
import { expect, isScripted, test, visit } from "../support/test.ts";
import { TILL_SIZE, openTill, ringUp, sale, toPay, type } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test.beforeEach(async ({ page, member, atWork }) => {
  await page.context().clearCookies();
  expect(member.id).toBeTruthy();
  await atWork(page, "manager");
});

test("a batch is made, fetched as a file, and each code is good once", async ({ page, member, refusals }) => {
  await visit(page, "/admin/codes");
  const name = `Flyer ${randomUUID().slice(0, 8)}`;
  await page.getByLabel("What they are for").fill(name);
  await page.getByLabel("Promotion").selectOption("Flyer");
  await page.getByLabel("How many").fill("25");
  await page.getByRole("button", { name: "Make the codes" }).click();
  const batch = page.getByRole("listitem").filter({ hasText: name });
  await expect(batch).toContainText("0 of 25 used");

  const href = await batch.getByRole("link", { name: "As a file" }).getAttribute("href");
  const file = await page.request.get(href!);
  expect(file.headers()["content-type"]).toContain("text/csv");
  const codes = (await file.text()).trim().split("\r\n").slice(1).map((line) => line.split(",")[0]!);
  expect(codes).toHaveLength(25);

  await openTill(page, member);
  await type(page, "40");
  await type(page, codes[0]!);
  await expect(toPay(page)).toHaveText("£35.00");
  await ringUp(page);

  refusals(400, 422);
  await openTill(page, member);
  await type(page, "40");
  await type(page, codes[0]!);
  await expect(sale(page).getByText("This code is not valid.")).toBeVisible();

  await visit(page, "/admin/codes");
  await expect(batch).toContainText("1 of 25 used");
  await batch.getByRole("button", { name: "Switch off" }).click();
  await expect(batch).toContainText("switched off");
  await batch.getByRole("button", { name: "Switch on" }).click();
  await expect(batch).not.toContainText("switched off");
});

test("a batch that cannot be made says why beside its field", async ({ page, refusals }) => {
  refusals(400, 422);
  await visit(page, "/admin/codes");
  await page.getByLabel("What they are for").fill("Too many");
  await page.getByLabel("How many").fill("100001");
  await page.getByRole("button", { name: "Make the codes" }).click();
  await expect(page.getByText("Between 1 and 100,000 codes are made at a time.")).toBeVisible();
  if (isScripted()) await expect(page.getByLabel("What they are for")).toHaveValue("Too many");
});
