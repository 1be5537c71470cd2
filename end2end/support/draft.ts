// A shop has one draft of its programme, and specs run side by side: who changes it waits for its
// turn.

import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Longer than any test takes: whoever held it so long is gone. */
const HELD_MAX_MS = 120_000;

/** Waits for the turn of one test with the draft of the shop at `baseURL`; answers how to end it. */
export async function turnWithDraft(baseURL: string): Promise<() => void> {
  const folder = join(tmpdir(), `regulars-draft-${new URL(baseURL).port}`);
  while (!taken(folder)) await sleep(100);
  return () => rmdirSync(folder);
}

function taken(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    const held = statSync(folder, { throwIfNoEntry: false });
    if (held && Date.now() - held.mtimeMs > HELD_MAX_MS) rmdirSync(folder);
    return false;
  }
}
