// Pictures of the sample shop.
//
//   node screenshots.mjs SHOP_URL FOLDER        those of the README
//   node screenshots.mjs SHOP_URL FOLDER all    every page, on a phone and at a desk, in daylight
//                                               and in the dark, with JavaScript and without

import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ask, signInMember, signInStaff } from "../scripts/bench/sign-in.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const DESK = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 };
const SHOP = "northside";
const BASKET = ["2 x Flat white 3.40", "Cinnamon bun 3.40", "House blend, 250 g 11.50"].join("\n");

const [shop, folder, which] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const { headers: card } = await signInMember(shop);
const { headers: desk } = { headers: await signInStaff(shop, "owner") };
const found = await ask(shop, "till/find?text=ada@example.com", desk);
const ada = found[0].id;
const sale = `/admin/till?${new URLSearchParams({ member: ada, basket: BASKET, "used[]": "r:five-off" })}`;

const browser = await chromium.launch({
  executablePath: process.env.REGULARS_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
if (which === "all") await takeAll();
else await takeThoseOfReadme();
await browser.close();

async function takeThoseOfReadme() {
  await take({ ...PHONE, colorScheme: "light" }, [["card", `/${SHOP}/card`], ["programme", "/admin/programme"]]);
  await take({ ...DESK, colorScheme: "light" }, [["till", sale], ["overview", "/admin"]]);
}

async function takeAll() {
  const [order] = (await ask(shop, "admin/orders?text=ada&after=", desk)).rows;
  const pages = [
    ["programme", `/${SHOP}`],
    ["member-card", `/${SHOP}/card`],
    ["member-rewards", `/${SHOP}/rewards`],
    ["member-take", `/${SHOP}/rewards/flat-white`],
    ["member-refer", `/${SHOP}/refer`],
    ["member-history", `/${SHOP}/history`],
    ["member-me", `/${SHOP}/me`],
    ["member-earn", `/${SHOP}/earn`],
    ["member-claim", `/${SHOP}/earn/review`],
    ["gift-card", `/${SHOP}/gift-card`],
    ["sign-in", `/${SHOP}/sign-in?mail=ada%40example.com&again=1`],
    ["inbox", "/inbox"],
    ["nothing", "/no/such/page"],
    ["admin-overview", "/admin"],
    ["admin-till", sale],
    ["admin-till-empty", "/admin/till"],
    ["admin-members", "/admin/members"],
    ["admin-member", `/admin/members/${ada}`],
    ["admin-orders", "/admin/orders"],
    ["admin-order", `/admin/orders/${order.id}`],
    ["admin-claims", "/admin/claims"],
    ["admin-cards", "/admin/cards"],
    ["admin-codes", "/admin/codes"],
    ["admin-programme", "/admin/programme"],
    ["admin-replay", "/admin/programme/replay"],
    ["admin-versions", "/admin/programme/versions"],
    ["admin-set-up", "/admin/set-up"],
    ["till-offline", "/till/offline"],
    ["admin-import", "/admin/import"],
    ["admin-staff", "/admin/staff"],
    ["admin-sign-in", "/admin/sign-in"],
  ];
  for (const [size, device] of [["phone", PHONE], ["desk", DESK]]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const javaScriptEnabled of [true, false]) {
        const suffix = `${size}-${colorScheme}${javaScriptEnabled ? "" : "-plain"}`;
        const named = pages.map(([name, path]) => [`${name}-${suffix}`, path]);
        await take({ ...device, deviceScaleFactor: 1, colorScheme, javaScriptEnabled }, named, true);
      }
    }
  }
}

async function take(options, pages, fullPage = false) {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const cookies = `${card.cookie}; ${desk.cookie}`.split("; ").map((pair) => pair.split("="));
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: shop })));
  const page = await context.newPage();
  for (const [name, path] of pages) {
    await page.goto(shop + path);
    if (options.javaScriptEnabled !== false) await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: "disabled" });
  }
  await context.close();
}
