// An order history from a file, by the command line on SQLite: how long, and how much memory.
//
//   node import.mjs PROGRAM FOLDER [ORDERS_CSV] [--json]
//
// ORDERS_CSV is timed as it is. The large file is made here: 150 MB, ten orders a
// customer, each with a long note that is not taken over.

import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { figure } from "./figures.mjs";

const LARGE_BYTES = 150e6;
const ORDERS_A_CUSTOMER = 10;
const DAYS = 700;
const NOTE = "Left with the neighbours, who were kind enough to sign for it. ".repeat(30);
const SAMPLE_MS = 20;

const [program, folder, orders] = process.argv.slice(2).filter((argument) => argument !== "--json");

if (orders) {
  const { seconds } = await importInto("small", orders);
  figure("import/orders file", seconds, "s");
}
const { path, lines } = await writeLarge();
const large = await importInto("large", path);
figure("import/150 MB", large.seconds, "s");
figure("import/150 MB, orders", lines, "orders");
figure("import/150 MB, most memory", large.residentMbMax, "MB");

/** Opens a shop in a database of its own, and imports a file into it. */
async function importInto(name, file) {
  const database = `sqlite:${join(folder, `${name}.sqlite3`)}`;
  const shop = ["--merchant", "shop", "--shop-name", "Shop", "--currency", "USD", "--sells", "retail", "--mail", "o@example.com", "--name", "O"];
  await run(["create-owner", "--database", database, ...shop]);
  return run(["import", file, "--database", database, "--merchant", "shop"]);
}

/** Runs the program to its end, and watches its memory. */
async function run(args) {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  let residentMbMax = 0;
  const sampler = setInterval(() => {
    residentMbMax = Math.max(residentMbMax, residentMb(child.pid));
  }, SAMPLE_MS);
  const [status] = await once(child, "exit");
  clearInterval(sampler);
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
  return { seconds: (performance.now() - start) / 1000, residentMbMax };
}

/** The highest resident memory so far, in MB (10^6 bytes); 0 when the process has ended. */
function residentMb(pid) {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0;
    return (Number(kib) * 1024) / 1e6;
  } catch {
    return 0;
  }
}

async function writeLarge() {
  const path = join(folder, "large.csv");
  const file = createWriteStream(path);
  let bytes = 0;
  let lines = 0;
  const write = async (text) => {
    bytes += text.length;
    if (!file.write(text)) await once(file, "drain");
  };
  await write("customer_id,order_number,date,amount,note\n");
  while (bytes < LARGE_BYTES) {
    lines += 1;
    const customer = Math.floor(lines / ORDERS_A_CUSTOMER);
    const date = new Date(Date.UTC(2024, 0, 1 + (lines % DAYS))).toISOString().slice(0, 10);
    const amount = ((lines * 37) % 20_000) + 100;
    await write(`C${customer},O${lines},${date},${(amount / 100).toFixed(2)},"${NOTE}"\n`);
  }
  file.end();
  await once(file, "close");
  return { path, lines };
}
