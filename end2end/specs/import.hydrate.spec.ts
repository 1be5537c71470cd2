// An order history from a file: its columns, its progress, the rows that are refused.

import type { Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { expect, ready, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test.beforeEach(({ page, atWork }) => atWork(page, "manager"));

async function upload(page: Page, text: string | Buffer, name = "orders.csv") {
  await visit(page, "/admin/import");
  const buffer = Buffer.from(text);
  await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Show what is in it" }).click();
  await expect(page).toHaveURL(/[?&](file|wrong)=/);
  await ready(page);
}

/** A figure of the progress page, by its label. */
function figure(page: Page, label: string) {
  return page.locator("dl > div").filter({ has: page.getByText(label, { exact: true }) }).getByRole("definition");
}

test("good rows come in, a bad one is named, and again changes nothing", async ({ page }) => {
  const tag = randomUUID().slice(0, 8);
  const source = `test-${tag}`;
  const file = [
    "customer_id,order_number,date,amount",
    `${tag}-1,A1,2025-03-01,12.50`,
    `${tag}-2,A2,2025-03-02,8.00`,
    `${tag}-2,A3,2025-03-03,1.005`,
    `${tag}-1,A4,2025-03-04,20.00`,
  ].join("\n");
  for (const again of [false, true]) {
    await upload(page, file);
    await expect(page.getByLabel("Amount", { exact: true })).toHaveValue("amount");
    await expect(page.getByLabel("Order number (if there is one)")).toHaveValue("order_number");
    await page.getByLabel("Where it comes from").fill(source);
    await expect(page.getByText(/12\.50/).first()).toBeVisible();
    await page.getByRole("button", { name: "Import the file" }).click();
    await expect(page.getByText("Every row was read.")).toBeVisible();
    await expect(page.getByRole("progressbar")).toHaveAttribute("value", "100");
    await expect(figure(page, "Orders in")).toHaveText(again ? "0" : "3");
    await expect(figure(page, "There already")).toHaveText(again ? "3" : "0");
    await expect(figure(page, "New members")).toHaveText(again ? "0" : "2");
    await expect(figure(page, "Rows refused")).toHaveText("1");
    await expect(page.getByRole("region", { name: "Refused rows" })).toContainText("Line 4");
  }
  await visit(page, `/admin/members?q=${tag}-1`);
  await expect(page.getByRole("link", { name: new RegExp(`${tag}-1`) })).toContainText("2 orders");
});

for (const [what, text, words] of [
  ["without a column for the amount", "customer_id,date\n1,2025-03-01\n", "Amount"],
  ["that is empty", "", "must not be empty"],
  ["in another encoding", Buffer.from([0x61, 0x2c, 0xe9, 0x0a, 0x31, 0x2c, 0xff, 0x0a]), "UTF-8"],
] as const) {
  test(`a file ${what} is refused with its reason`, async ({ page }) => {
    await upload(page, text);
    if (what.startsWith("without")) {
      await expect(page.getByLabel(words, { exact: true })).toHaveValue("");
      await expect(page.getByRole("button", { name: "Import the file" })).toBeDisabled();
    } else {
      await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    }
  });
}
