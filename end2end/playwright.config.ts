// Every spec runs twice: with JavaScript, and without. A spec that needs WASM says so in
// its name (`*.hydrate.spec.ts`) and runs only with it. What all of them find in the shop is
// put there first (`*.setup.ts`).

import { defineConfig } from "@playwright/test";

const baseURL = process.env.REGULARS_TEST_URL;
if (!baseURL) {
  throw new Error("REGULARS_TEST_URL is not set: run the browser tests with `./dev test browser`");
}

export default defineConfig({
  testDir: "specs",
  // Two cores shared with the server and the browsers: slow is not wrong.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // What passes only the second time is listed as flaky.
  retries: 1,
  workers: 2,
  // With PLAYWRIGHT_JSON_OUTPUT_FILE set, the second goes to that file.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL,
    viewport: { width: 390, height: 844 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.REGULARS_CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "set-up", testMatch: "**/*.setup.ts" },
    { name: "with JavaScript", dependencies: ["set-up"] },
    {
      name: "without JavaScript",
      dependencies: ["set-up"],
      testIgnore: "**/*.hydrate.spec.ts",
      use: { javaScriptEnabled: false },
    },
  ],
});
