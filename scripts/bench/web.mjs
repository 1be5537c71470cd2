// The member's card: on a phone by Lighthouse, on the server by wrk.
//
//   node web.mjs SHOP_URL SHOP_PID [--json]

import { figure } from "./figures.mjs";
import { measurePage } from "./lighthouse.mjs";
import { load, residentMb } from "./load.mjs";
import { signInMember } from "./sign-in.mjs";

const WARM_UP_SECONDS = 3;
const LOAD_SECONDS = 15;

const [shop, pid] = process.argv.slice(2);

figure("web/server/resident after start", residentMb(pid), "MB");

const { url, headers } = await signInMember(shop);

await load(url, headers, pid, WARM_UP_SECONDS);
const served = await load(url, headers, pid, LOAD_SECONDS);
figure("web/card/served, 32 connections", served.perSecond, "requests/s");
figure("web/card/99th percentile, 32 connections", served.p99Ms, "ms");
figure("web/card/requests that failed", served.failed, "requests");
figure("web/server/resident under load", served.residentMbMax, "MB");

const page = await measurePage(url, headers);
for (const [category, score] of Object.entries(page.scores)) {
  figure(`web/card/phone: ${category}`, score, "of 100");
}
figure("web/card/phone: transferred", page.transferredKb, "kB");
figure("web/card/phone: transferred until readable", page.readableKb, "kB");
for (const complaint of page.complaints) console.error(complaint);
