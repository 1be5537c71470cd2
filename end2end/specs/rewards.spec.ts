// Points become a voucher, and a voucher that is not needed becomes points again.

import { SHOP } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

test("a reward is taken, becomes a voucher, and is given back", async ({ page, member, office }) => {
  await office.give(member, 500);
  await visit(page, `/${SHOP}/rewards`);
  await expect(page.getByText("You have 500 points")).toBeVisible();
  await page.getByRole("link", { name: "Take it: Flat white" }).click();
  await expect(page.getByRole("heading", { name: "Flat white" })).toBeVisible();
  await expect(page.getByText("Left for you")).toBeVisible();
  await page.getByRole("button", { name: "Take it for 200 points" }).click();
  await expect(page).toHaveURL(new RegExp(`/${SHOP}/vouchers/[0-9A-Z]{13}$`));
  await expect(page.getByRole("img", { name: "The code of this voucher" })).toBeVisible();
  await expect(page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/)).toBeVisible();

  await visit(page, `/${SHOP}/card`);
  await expect(page.getByRole("region", { name: "Your points" })).toContainText("300 points");
  await page.getByRole("link", { name: /Flat white Good until/ }).click();
  await page.getByText("Not needed after all?").click();
  await page.getByRole("button", { name: "Give it back for 200 points" }).click();
  await expect(page).toHaveURL(`/${SHOP}/rewards`);
  await expect(page.getByText("You have 500 points")).toBeVisible();
  await page.getByText("Used and past").click();
  await expect(page.getByText("Given back for 200 points")).toBeVisible();
});

test("what is out of reach says what is missing and cannot be taken", async ({ page, member, office }) => {
  await office.give(member, 250);
  await visit(page, `/${SHOP}/rewards/five-off`);
  await expect(page.getByText("50 points more and it is yours.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Take it/ })).toHaveCount(0);
  const form = { shop: SHOP, reward: "five-off", key: "out-of-reach" };
  const forced = await page.request.post("/api/member/take-reward", { form, headers: { accept: "application/json" } });
  expect(forced.status()).toBe(422);
  expect(await forced.text()).toContain('"missing":50');
});

test("somebody else's voucher is not shown", async ({ page, member, office, someoneElse, refusals }) => {
  refusals(404);
  await office.give(member, 200);
  await visit(page, `/${SHOP}/rewards/flat-white`);
  await page.getByRole("button", { name: "Take it for 200 points" }).click();
  await expect(page).toHaveURL(/vouchers/);
  const stranger = await someoneElse();
  await stranger.context().request.post("/api/member/join", {
    form: { shop: SHOP, mail: `stranger-${member.mail}`, referral: "" },
    headers: { accept: "application/json" },
  });
  const answer = await stranger.goto(page.url());
  expect(answer?.status()).toBe(404);
  await expect(stranger.getByText("Nothing here").first()).toBeVisible();
});
