// The programme's editor: faults beside their fields, a preview by the engine, publishing.

import { SHOP } from "../support/shop.ts";
import { expect, ready, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });
test.describe.configure({ mode: "serial" });

test.beforeEach(async ({ page, atWork }) => {
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

async function publish(page: import("@playwright/test").Page) {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Orders from now on are judged by this programme")).toBeVisible();
  await page.getByRole("button", { name: "Publish it" }).click();
  await expect(page.getByText(/^Version \d+ is in force\. Orders from now on are judged by it\.$/)).toBeVisible();
}
