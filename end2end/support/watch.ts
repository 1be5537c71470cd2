// What goes wrong in a browser without showing: console errors, panics, failed requests.

import type { BrowserContext, ConsoleMessage, Request } from "@playwright/test";

// The browser says this of every answer from 400 on; `answer` looks at those itself.
const ANSWER_REFUSED = /^Failed to load resource: the server responded with a status of \d+/;
// A page that is left takes its requests with it. A browser without JavaScript calls the code
// that it does not load forbidden; what a page's own policy forbids is a console error as well.
const NO_FAULT = ["net::ERR_ABORTED", "csp"];
// Said of code that was fetched early and not run within seconds: without JavaScript, or by a
// browser that was busy.
const FETCHED_EARLY = /was preloaded using link preload but not used within a few seconds/;
const NO_CONNECTION = "net::ERR_INTERNET_DISCONNECTED";

/** Notes what goes wrong in browsers, except for refusals that a test says it provokes. */
export class Watch {
  readonly #problems: string[] = [];
  readonly #provoked = new Set<number>();
  #isOffline = false;

  over(context: BrowserContext) {
    context.on("console", (message) => this.#message(message));
    context.on("weberror", (error) => this.#problems.push(`page error: ${error.error().stack}`));
    context.on("requestfailed", (request) => this.#failed(request));
    context.on("response", (response) => {
      if (response.status() < 400 || this.#provoked.has(response.status())) return;
      this.#problems.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
  }

  provoke(...statuses: number[]) {
    for (const status of statuses) this.#provoked.add(status);
  }

  /** From now on, having no connection is what the test is about. */
  goOffline() {
    this.#isOffline = true;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  #message(message: ConsoleMessage) {
    const isProblem = message.type() === "error" || message.type() === "warning";
    const text = message.text();
    if (!isProblem || ANSWER_REFUSED.test(text) || FETCHED_EARLY.test(text) || this.#isExpected(text)) return;
    this.#problems.push(`console ${message.type()}: ${text}`);
  }

  #failed(request: Request) {
    const reason = request.failure()?.errorText ?? "";
    if (!NO_FAULT.includes(reason) && !this.#isExpected(reason)) this.#problems.push(`${reason} ${request.method()} ${request.url()}`);
  }

  #isExpected(text: string): boolean {
    return this.#isOffline && text.includes(NO_CONNECTION);
  }
}
