// The load generator wrk, and the server's memory while it runs.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const SAMPLE_MS = 100;

/** Resident memory of a process, in MB (10^6 bytes). */
export function residentMb(pid) {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1];
  return (Number(kib) * 1024) / 1e6;
}

/**
 * Requests a page for some seconds over 32 connections.
 * @returns as `loadBy`
 */
export function load(url, headers, pid, seconds) {
  return loadBy(["-t1", "-c32"], url, headers, pid, seconds);
}

/**
 * Runs wrk with some options; `more` goes to its script.
 * @returns {Promise<{perSecond: number, p99Ms: number, failed: number, residentMbMax: number}>}
 */
export async function loadBy(options, url, headers, pid, seconds, more = []) {
  let residentMbMax = 0;
  const sampler = setInterval(() => {
    residentMbMax = Math.max(residentMbMax, residentMb(pid));
  }, SAMPLE_MS);
  const named = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const { stdout } = await run("wrk", [...options, `-d${seconds}s`, "--latency", ...named, url, "--", ...more]);
  clearInterval(sampler);
  return { ...parseWrk(stdout), residentMbMax };
}

function parseWrk(output) {
  const [, p99, unit] = /^\s+99%\s+([\d.]+)(us|ms|s)$/m.exec(output);
  const failed =
    Number(/Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1] ?? 0) +
    (/Socket errors: (.*)/.exec(output)?.[1].match(/\d+/g) ?? []).reduce((sum, n) => sum + Number(n), 0);
  return {
    perSecond: Number(/^Requests\/sec:\s+([\d.]+)$/m.exec(output)[1]),
    p99Ms: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit],
    failed,
  };
}
