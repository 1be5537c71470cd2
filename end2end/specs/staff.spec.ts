// Who works here: signing in, what each role may do, inviting.

import { OWNER, PASSWORD, linkIn, mailTo, newMail } from "../support/shop.ts";
import { expect, test, visit } from "../support/test.ts";
import { TILL_SIZE } from "../support/till.ts";

test.use({ viewport: TILL_SIZE });

test("signing in leads to where one wanted to go, and out again", async ({ page }) => {
  await visit(page, "/admin/orders?q=ada");
  await expect(page).toHaveURL(/\/admin\/sign-in\?next=/);
  await page.getByLabel("Mail address").fill(OWNER);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/admin/orders?q=ada");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL("/admin/sign-in");
  await visit(page, "/admin/till");
  await expect(page).toHaveURL(/\/admin\/sign-in/);
});

test("a wrong password and an unknown address get the same answer", async ({ page, refusals }) => {
  refusals(422);
  for (const mail of [newMail("unknown"), OWNER]) {
    await visit(page, "/admin/sign-in");
    await page.getByLabel("Mail address").fill(mail);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "The mail address or the password is not right." })).toBeVisible();
  }
});

test("a cashier has the till, the members and gift cards, and nothing else", async ({ page, atWork, refusals }) => {
  refusals(403);
  await atWork(page, "cashier");
  await visit(page, "/admin/till");
  const links = page.getByRole("navigation", { name: "Main" }).first().getByRole("link");
  await expect(links).toHaveText(["Till", "Members", "Gift cards"]);
  for (const place of ["/admin", "/admin/programme", "/admin/orders", "/admin/import", "/admin/staff"]) {
    await visit(page, place);
    await expect(page.getByText("Your role does not allow this. Ask the owner of the shop.")).toBeVisible();
  }
  for (const question of ["admin/programme", "admin/orders?text=&after=", "admin/staff", "admin/import/list"]) {
    expect((await page.request.get(`/api/${question}`)).status(), question).toBe(403);
  }
});

test("a manager does not see who works here", async ({ page, atWork, refusals }) => {
  refusals(403);
  await atWork(page, "manager");
  await visit(page, "/admin/programme");
  await expect(page.getByRole("heading", { name: "Programme", level: 1 })).toBeVisible();
  await visit(page, "/admin/staff");
  await expect(page.getByText("Your role does not allow this.")).toBeVisible();
});

test("somebody is invited by mail, chooses a password and starts at the till", async ({ page, atWork, someoneElse }) => {
  await atWork(page, "owner");
  await visit(page, "/admin/staff");
  const mail = newMail("invited");
  await page.getByLabel("Name", { exact: true }).fill("Ines Vale");
  await page.getByLabel("Mail address").fill(mail);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  const row = page.getByRole("listitem").filter({ hasText: mail });
  await expect(row).toContainText("invited, not yet accepted");

  const newcomer = await someoneElse();
  await visit(newcomer, linkIn(await mailTo(page.request, mail)));
  await expect(newcomer.getByRole("heading", { name: "Welcome to Northside Coffee" })).toBeVisible();
  await newcomer.getByLabel("Password").fill("four random words here");
  await newcomer.getByRole("button", { name: "Start work" }).click();
  await expect(newcomer).toHaveURL("/admin/till");
});

test("a password that is too short is refused, and nothing changes", async ({ page, atWork, someoneElse, refusals }) => {
  refusals(422);
  await atWork(page, "owner");
  const mail = newMail("short");
  await page.request.post("/api/admin/staff/invite", {
    form: { mail, name: "Short", role: "cashier" },
    headers: { accept: "application/json" },
  });
  const newcomer = await someoneElse();
  await visit(newcomer, linkIn(await mailTo(page.request, mail)));
  await newcomer.getByLabel("Password").fill("short");
  await newcomer.getByRole("button", { name: "Start work" }).click();
  await expect(newcomer.getByRole("alert").filter({ hasText: /10 characters/ })).toBeVisible();
});
