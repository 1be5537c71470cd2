// Orders rung up over HTTP, with the load generator on the same machine, beside the bare
// one-commit figure that `bench ledger` measured just before.
//
//   node ring-up.mjs SHOP_URL SHOP_PID LEDGER_FIGURES [--json]

import { readFileSync } from "node:fs";
import { figure } from "./figures.mjs";
import { loadBy } from "./load.mjs";
import { ask, signInStaff } from "./sign-in.mjs";

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const SECONDS = 10;
const BARE = "sqlite bare, 1 a commit";

const [shop, pid, ledgerFigures] = process.argv.slice(2);

const headers = await signInStaff(shop, "cashier");
const page = await ask(shop, "admin/members?text=&sort=joined&after=", headers);
const members = page.rows.map(({ id }) => id);

await ringUp(WARM_UP_SECONDS);
const { perSecond, p99Ms, failed } = await ringUp(SECONDS);
figure("sqlite over HTTP, 64 connections", perSecond, "orders/s");
figure("sqlite over HTTP, 64 connections, 99th percentile", p99Ms, "ms");
figure("sqlite over HTTP, orders that failed", failed, "orders");
figure(`sqlite over HTTP, 64 connections of ${BARE}`, (perSecond * 100) / bare(), "%");

function ringUp(seconds) {
  const script = new URL("ring-up.lua", import.meta.url).pathname;
  const keys = `bench-${Date.now()}`;
  const options = ["-t1", `-c${CONNECTIONS}`, "-s", script];
  return loadBy(options, `${shop}/api/till/ring-up`, headers, pid, seconds, [keys, ...members]);
}

// A line of the table, or of JSON.
function bare() {
  const text = readFileSync(ledgerFigures, "utf8");
  const line = text.split("\n").find((each) => each.includes(BARE) && !each.includes(`${BARE},`) && !each.includes(" of "));
  return Number(line.startsWith("{") ? JSON.parse(line).value : /(\d+) \S+$/.exec(line)[1]);
}
