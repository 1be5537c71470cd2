// A server of a test's own, with an empty database.

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "@playwright/test";

const PATIENCE_MS = 15_000;

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

export class OwnServer {
  readonly url: string;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #program: string;
  #child: ChildProcess | undefined;

  private constructor(program: string, folder: string, port: number) {
    this.#program = program;
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      REGULARS_LISTEN: `127.0.0.1:${port}`,
      REGULARS_PUBLIC_URL: this.url,
      REGULARS_DATABASE: `sqlite:${join(folder, "shop.sqlite3")}`,
    };
  }

  /** Starts it and waits until it answers. */
  static async start(): Promise<OwnServer> {
    const program = process.env.REGULARS_PROGRAM;
    if (!program) throw new Error("REGULARS_PROGRAM is not set: run the browser tests with `./dev test browser`");
    const folder = await mkdtemp(join(tmpdir(), "regulars-own-"));
    const server = new OwnServer(program, folder, await freePort());
    server.#child = spawn(program, ["serve"], { cwd: folder, env: server.#env, stdio: "ignore" });
    await expect(async () => {
      expect((await fetch(`${server.url}/ready`)).ok).toBe(true);
    }).toPass({ timeout: PATIENCE_MS });
    return server;
  }

  /** Opens a shop at `/slug`; answers the path of the link with which its owner begins. */
  async openShop(slug: string, name: string): Promise<string> {
    const shop = ["--merchant", slug, "--shop-name", name, "--currency", "GBP", "--time-zone", "Europe/London"];
    const owner = ["--mail", "olive@example.com", "--name", "Olive Hart"];
    const options = { cwd: this.#folder, env: this.#env };
    const { stdout } = await promisify(execFile)(this.#program, ["create-owner", ...shop, ...owner], options);
    const link = /https?:\S+\/admin\/invitation\/\S+/.exec(stdout);
    if (!link) throw new Error(`no link in: ${stdout}`);
    return new URL(link[0]).pathname;
  }

  async stop(): Promise<void> {
    if (this.#child?.exitCode === null) {
      this.#child.kill("SIGTERM");
      await once(this.#child, "exit");
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
