// The sample shop and the people in it, with the quick ways in: the same addresses that the
// forms are sent to, without a browser.

import { expect, type APIRequestContext, type APIResponse } from "@playwright/test";
import { randomUUID } from "node:crypto";

export const SHOP = "northside";
export const ADA = "ada@example.com";
export const OWNER = "owner@example.com";
export const PASSWORD = "sample-password";
export const ROLES = ["owner", "manager", "cashier"] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  id: string;
  mail: string;
  /** As the shop calls them until they give a name: what stands before the @. */
  name: string;
}

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** A mail address that nobody has. */
export function newMail(name = "guest"): string {
  return `${name}-${randomUUID().slice(0, 8)}@example.com`;
}

/** An address of the network that no other test comes from: the server counts tries by it. */
export function newAddress(): string {
  const [a, b, c] = randomUUID().match(/[0-9a-f]{2}/g)!.map((byte) => parseInt(byte, 16));
  return `10.${a}.${b}.${c}`;
}

/** Sends a form as a page with JavaScript does; anything but success fails the test. */
export async function send(
  request: APIRequestContext,
  path: string,
  form: Record<string, string>,
): Promise<APIResponse> {
  const answer = await request.post(`/api/${path}`, { form, headers: { accept: "application/json" } });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return answer;
}

/** Asks as a page with JavaScript does. */
export async function ask<T>(
  request: APIRequestContext,
  path: string,
  params: Record<string, string> = {},
): Promise<T> {
  const answer = await request.get(`/api/${path}`, { params });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return answer.json();
}

/** Joins; the browser that `request` belongs to holds the card afterwards. */
export async function join(request: APIRequestContext, mail: string, referral = ""): Promise<void> {
  await send(request, "member/join", { shop: SHOP, mail, referral });
}

/** The newest mail to somebody whose subject matches. */
export async function mailTo(request: APIRequestContext, mail: string, subject = /./): Promise<Letter> {
  let letter: Letter | undefined;
  await expect(async () => {
    const letters = await ask<Letter[]>(request, "inbox");
    letter = letters.find((each) => each.to === mail && subject.test(each.subject));
    expect(letter, `a mail to ${mail}`).toBeDefined();
  }).toPass({ timeout: 5_000 });
  return letter!;
}

/** The six digits of a letter. */
export function codeIn(letter: Letter): string {
  return /^\d{6}$/m.exec(letter.text)![0];
}

/** The address that a letter's button leads to, from the first slash on. */
export function linkIn(letter: Letter): string {
  const url = new URL(/https?:\/\/\S+/.exec(letter.text)![0]);
  return url.pathname + url.search;
}

/** Six digits that are not `code`. */
export function otherCode(code: string): string {
  return code === "000000" ? "000001" : "000000";
}

/** What the merchant does in the background of a test about members. */
export class Office {
  constructor(readonly request: APIRequestContext) {}

  /** The member of a mail address. */
  async find(mail: string): Promise<Member> {
    const rows = await ask<{ id: string; name: string; mail: string }[]>(this.request, "till/find", { text: mail });
    const row = rows.find((each) => each.mail === mail);
    if (!row) throw new Error(`${mail} has no card`);
    return { id: row.id, name: row.name, mail };
  }

  async give(member: Member, points: number): Promise<void> {
    const form = { member: member.id, points: String(points), reason: "For a test", key: randomUUID() };
    await send(this.request, "admin/member/adjust", form);
  }

  /** Rings up an amount such as `12.50`; answers the order's id. */
  async ringUp(member: Member, amount: string): Promise<string> {
    const form = { member: member.id, basket: amount, key: randomUUID() };
    const sold = await (await send(this.request, "till/ring-up", form)).json();
    return sold.order;
  }
}
