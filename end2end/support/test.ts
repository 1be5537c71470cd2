// The `test` of every spec: a browser with an address of its own, watched for what goes wrong
// unseen, and people who work here.

import { AxeBuilder } from "@axe-core/playwright";
import {
  test as base,
  expect,
  type APIRequestContext,
  type BrowserContextOptions,
  type Page,
  type PlaywrightWorkerArgs,
} from "@playwright/test";
import { turnWithDraft } from "./draft.ts";
import { ADA, OWNER, Office, PASSWORD, ROLES, SHOP, codeIn, join, linkIn, mailTo, newAddress, newMail, send, type Member, type Role } from "./shop.ts";
import { Watch } from "./watch.ts";

export { expect };

type Cookies = Awaited<ReturnType<APIRequestContext["storageState"]>>["cookies"];

interface OfTest {
  /** Says that answers with these statuses are what the test is about. */
  refusals: (...statuses: number[]) => void;
  /** Another person's browser. */
  someoneElse: (options?: BrowserContextOptions) => Promise<Page>;
  /** Signs the browser of a page in to work. */
  atWork: (page: Page, role: Role) => Promise<void>;
  /** The only test that changes the draft of the programme. */
  draft: void;
  /** A manager in the background. */
  office: Office;
  /** Somebody who has just joined; `page` holds the card. */
  member: Member;
}

interface OfWorker {
  /** The cookies of people who work here, who are this worker's alone. */
  staff: Record<Role, Cookies>;
  /** The cookies of the sample's Ada, whom tests only look at. */
  ada: Cookies;
}

export const test = base.extend<OfTest & { watch: Watch }, OfWorker>({
  extraHTTPHeaders: async ({}, use) => use({ "x-forwarded-for": newAddress() }),

  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    expect(watch.problems, "what went wrong unseen").toEqual([]);
  },
  context: async ({ context, watch }, use) => {
    watch.over(context);
    await use(context);
  },
  refusals: async ({ watch }, use) => use((...statuses) => watch.provoke(...statuses)),

  someoneElse: async ({ browser, watch }, use) => {
    const open: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      watch.over(context);
      const page = await context.newPage();
      open.push(page);
      return page;
    });
    for (const page of open) await page.context().close();
  },

  staff: [
    async ({ playwright }, use, info) => {
      const owner = await requests(playwright, info.project.use.baseURL);
      await send(owner, "admin/sign-in", { mail: OWNER, password: PASSWORD });
      const staff = {} as Record<Role, Cookies>;
      for (const role of ROLES) {
        const mail = newMail(role);
        await send(owner, "admin/staff/invite", { mail, name: `Test ${role}`, role });
        const token = linkIn(await mailTo(owner, mail)).split("/").at(-1)!;
        const own = await requests(playwright, info.project.use.baseURL);
        await send(own, "admin/accept-invitation", { token, password: PASSWORD });
        staff[role] = (await own.storageState()).cookies;
        await own.dispose();
      }
      await owner.dispose();
      await use(staff);
    },
    { scope: "worker" },
  ],
  ada: [
    async ({ playwright }, use, info) => {
      const own = await requests(playwright, info.project.use.baseURL);
      await send(own, "member/send-code", { shop: SHOP, mail: ADA });
      const code = codeIn(await mailTo(own, ADA));
      await send(own, "member/sign-in-code", { shop: SHOP, mail: ADA, code });
      await use((await own.storageState()).cookies);
      await own.dispose();
    },
    { scope: "worker" },
  ],

  // What waits for its turn is not slow.
  draft: [
    async ({}, use, info) => {
      const end = await turnWithDraft(info.project.use.baseURL!);
      await use();
      end();
    },
    { timeout: 300_000 },
  ],
  atWork: async ({ staff }, use) => use((page, role) => page.context().addCookies(staff[role])),
  office: async ({ playwright, staff }, use, info) => {
    const storageState = { cookies: staff.manager, origins: [] };
    const request = await requests(playwright, info.project.use.baseURL, { storageState });
    await use(new Office(request));
    await request.dispose();
  },
  member: async ({ page, office }, use) => {
    const mail = newMail();
    await join(page.request, mail);
    await use(await office.find(mail));
  },
});

function requests(playwright: PlaywrightWorkerArgs["playwright"], baseURL?: string, more = {}) {
  return playwright.request.newContext({ baseURL, extraHTTPHeaders: { "x-forwarded-for": newAddress() }, ...more });
}

/** Whether this run has JavaScript. */
export function isScripted(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Opens a page of the shop and waits until it answers. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** Waits until the code has taken over the page that the server rendered, if there is any. */
export async function ready(page: Page): Promise<void> {
  if (isScripted()) await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
}

/** Asks axe about the page as it stands, in daylight and in the dark. It waits for timers, which do
 * not run without JavaScript: there the same page was asked about with it. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!isScripted()) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${colorScheme}, ${id}: ${target.join(" ")}\n${failureSummary}`),
    );
    expect(found, page.url()).toEqual([]);
  }
}
