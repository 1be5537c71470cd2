// axe finds nothing on any page, in daylight and in the dark. axe itself is JavaScript, so these
// run with it only.

import { SHOP, newMail, otherCode } from "../support/shop.ts";
import { expect, expectAccessible, test, visit } from "../support/test.ts";
import { TILL_SIZE, openTill, sale, type } from "../support/till.ts";

test.describe("visitors", () => {
  for (const path of [`/${SHOP}`, `/${SHOP}/sign-in`, `/${SHOP}/sign-in?mail=ada%40example.com`, `/${SHOP}/sign-in?link=x`, `/${SHOP}/r/NOBODY99`, "/inbox", "/admin/sign-in"]) {
    test(path, async ({ page }) => {
      await visit(page, path);
      await expectAccessible(page);
    });
  }

  test("a page that does not exist", async ({ page, refusals }) => {
    refusals(404);
    await visit(page, "/no/such/page");
    await expectAccessible(page);
  });

  test("a form that was refused", async ({ page, refusals }) => {
    refusals(422);
    await visit(page, `/${SHOP}/sign-in?mail=${encodeURIComponent(newMail())}`);
    await page.getByLabel("The six digits").fill(otherCode(""));
    await page.getByRole("button", { name: "Open my card" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "not valid" })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("Ada", () => {
  for (const path of ["card", "rewards", "rewards/flat-white", "refer", "history", "me"]) {
    test(path, async ({ page, ada }) => {
      await page.context().addCookies(ada);
      await visit(page, `/${SHOP}/${path}`);
      await expectAccessible(page);
    });
  }

  test("a voucher, and the code for the till", async ({ page, ada }) => {
    await page.context().addCookies(ada);
    await visit(page, `/${SHOP}/card`);
    await page.getByRole("button", { name: "Show at the till" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await visit(page, `/${SHOP}/rewards`);
    await page.getByRole("link", { name: /Good until/ }).first().click();
    await expect(page.getByRole("img", { name: "The code of this voucher" })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("a new member", () => {
  for (const path of ["card", "earn", "earn/review", "refer", "history"]) {
    test(path, async ({ page, member }) => {
      await visit(page, `/${SHOP}/${path}`);
      expect(member.id).toBeTruthy();
      await expectAccessible(page);
    });
  }
});

test.describe("the merchant", () => {
  test.use({ viewport: TILL_SIZE });

  for (const path of ["", "/till", "/members", "/orders", "/claims", "/cards", "/codes", "/programme", "/programme/replay", "/programme/versions", "/import", "/staff"]) {
    test(`/admin${path}`, async ({ page, atWork }) => {
      await atWork(page, "owner");
      await visit(page, `/admin${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    });
  }

  test("a sale, a member and an order", async ({ page, member, office, atWork }) => {
    await office.give(member, 700);
    const order = await office.ringUp(member, "12.50");
    await atWork(page, "owner");
    await openTill(page, member);
    await type(page, "12.50");
    await expect(sale(page).getByText("+50")).toBeVisible();
    await expectAccessible(page);
    for (const path of [`/admin/members/${member.id}`, `/admin/orders/${order}`]) {
      await visit(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
});

test.describe("the merchant on a phone", () => {
  for (const path of ["", "/till", "/members", "/programme"]) {
    test(`/admin${path}`, async ({ page, atWork }) => {
      await atWork(page, "owner");
      await visit(page, `/admin${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    });
  }
});
