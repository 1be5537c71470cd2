// Ways to earn points besides buying, and what a member may tell.

import { SHOP } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";

test("the card leads to the ways to earn, each with what it brings", async ({ page, member }) => {
  expect(member.id).toBeTruthy();
  await visit(page, `/${SHOP}/card`);
  await page.getByRole("link", { name: "Ways to earn" }).click();
  await expect(page.getByRole("heading", { name: "Ways to earn", level: 1 })).toBeVisible();
  const review = page.getByRole("listitem").filter({ hasText: "Write a review" });
  await expect(review).toContainText("100 points, once");
  const birthday = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Your birthday" }) });
  await expect(birthday).toContainText("150 points, once a year");
});

test("what was sent waits, once", async ({ page, member }) => {
  expect(member.id).toBeTruthy();
  await visit(page, `/${SHOP}/earn`);
  await page.getByRole("link", { name: "Show it to us: Write a review" }).click();
  await expect(page.getByRole("heading", { name: "Write a review", level: 1 })).toBeVisible();
  await page.getByLabel("Where we can see it").fill("https://reviews.example/mine");
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page).toHaveURL(/\/earn\?claimed=review$/);
  await expect(page.getByText("We have it. 100 points come as soon as somebody has looked at it.")).toBeVisible();
  const review = page.getByRole("listitem").filter({ hasText: "Write a review" });
  await expect(review).toContainText("Sent today. We look at it soon.");
  await expect(review.getByRole("link")).toHaveCount(0);
});

test("nothing to look at is said beside the field", async ({ page, member, refusals }) => {
  refusals(422);
  expect(member.id).toBeTruthy();
  await visit(page, `/${SHOP}/earn/review`);
  await page.getByLabel("Where we can see it").fill("   ");
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Say where we can see it" })).toBeVisible();
});

test("telling everything brings points once, and a birthday stays as it is", async ({ page, member, refusals }) => {
  refusals(422);
  expect(member.id).toBeTruthy();
  await visit(page, `/${SHOP}/me`);
  await page.getByRole("textbox", { name: "Your name" }).fill("Pia Stern");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const details = page.getByRole("region", { name: "More about you" });
  await expect(details).toContainText("50 points");
  const tell = async (day: string) => {
    await details.getByLabel("Day", { exact: true }).fill(day);
    await details.getByLabel("Month").selectOption("February");
    await details.getByLabel("Telephone").fill("020 7946 0123");
    await details.getByRole("button", { name: "Keep these details" }).click();
  };
  await tell("30");
  await expect(details.getByRole("alert").filter({ hasText: "There is no such day" })).toBeVisible();
  await tell("29");
  await expect(details.getByText("Saved. 50 points are on your card.")).toBeVisible();
  await expect(details.getByLabel("Day", { exact: true })).toHaveValue("29");
  await tell("28");
  await expect(details.getByRole("alert").filter({ hasText: "once a year" })).toBeVisible();
  await visit(page, `/${SHOP}/history`);
  await expect(page.getByText("Tell us more about you")).toBeVisible();
});

test("a visitor is asked to sign in", async ({ page }) => {
  await visit(page, `/${SHOP}/earn`);
  await expect(page).toHaveURL(`/${SHOP}/sign-in`);
});
