// What waits to be sent: `<till-waiting>`, the same on the till and on the page that stands in for
// it. The server drew its frame; the rows are drawn here. A row is drawn anew only when its sale
// changed, so that nothing which is being typed is lost.

import "./queue.js";
import { isLost } from "./connection.js";
import { el } from "./element.js";
import { mend } from "./mend.js";

const SENT_SHOWN = 3;
const AGAIN_MS = 60_000;

const many = (number) => (number === 1 ? "1 sale" : `${number} sales`);

/** `21 Nov, 14:05`, on the clock of the device. */
function timeOf(at) {
  return new Date(at).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

/** What the queue has to say, in one sentence. */
function wordsOf(sales, outcome) {
  if (isLost()) {
    const waiting = sales.length > 0 ? `: ${sales.length} waiting.` : ".";
    return `No connection. Sales are kept on this device and sent when it is back${waiting}`;
  }
  const open = sales.filter((sale) => !sale.needs);
  const elsewhere = open.filter((sale) => sale.elsewhere).length;
  const here = open.length - elsewhere;
  const needy = sales.length - open.length;
  const parts = [
    here > 0 && (outcome === "signed-out" ? `Sign in to send ${many(here)}.` : `${many(here)} waiting to be sent.`),
    here > 0 && outcome === "later" && "The server could not take them just now; they are sent again by themselves.",
    elsewhere > 0 && `${many(elsewhere)} of another shop: somebody who works there can sign in and send them.`,
    needy > 0 && `${many(needy)} ${needy === 1 ? "needs" : "need"} you.`,
  ];
  return parts.filter(Boolean).join(" ");
}

function removal(sale) {
  const words = sale.tried
    ? "It was sent, and no answer came: it may be rung up. Look at the member's orders before you remove it."
    : "It was not rung up, and will not be.";
  const button = el("button", { type: "button", class: "btn btn-error w-full" }, "Remove this sale");
  button.addEventListener("click", () => tillQueue.remove(sale.key));
  return el(
    "details",
    {},
    el("summary", { class: "flex min-h-11 cursor-pointer items-center text-sm font-medium" }, "Remove"),
    el("div", { class: "grid grid-cols-1 gap-3 pb-1" }, el("p", { class: "text-sm" }, words), button),
  );
}

function row(sale, again) {
  const lines = sale.basket.split("\n").join(", ");
  const by = sale.byName ? `, ${sale.byName}` : "";
  return el(
    "li",
    { class: "panel grid grid-cols-1 gap-1 p-4" },
    el(
      "div",
      { class: "flex items-baseline justify-between gap-4" },
      el("strong", { class: "min-w-0 truncate" }, sale.name),
      el("span", { class: "shrink-0 font-semibold" }, sale.sum),
    ),
    el("p", { class: "line-clamp-2 text-sm break-words text-muted" }, lines),
    el("p", { class: "truncate text-sm text-muted" }, `${timeOf(sale.at)}${by}`),
    sale.needs && mend(sale, again),
    removal(sale),
  );
}

function sentWords({ words, before, order }) {
  const said = before ? "Was rung up before, only its answer was lost" : "Sent";
  return el(
    "p",
    { class: "break-words" },
    `${said}: ${words}. `,
    el("a", { class: "text-link", href: `/admin/orders/${order}` }, "See the order"),
  );
}

class Waiting extends HTMLElement {
  #rows = new Map();
  #sent = [];
  #outcome = "done";
  #leave = new AbortController();

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const send = () => this.#send();
    const stop = tillQueue.listen((news) => this.#hear(news));
    signal.addEventListener("abort", stop);
    window.addEventListener("till-lost", () => this.#draw(), { signal });
    window.addEventListener("till-back", send, { signal });
    document.addEventListener("visibilitychange", () => document.hidden || send(), { signal });
    this.querySelector("[data-send]").addEventListener("click", send, { signal });
    const see = () => this.querySelector("[data-list]").scrollIntoView({ block: "nearest" });
    this.querySelector("[data-see]").addEventListener("click", see, { signal });
    const timer = setInterval(() => this.#rows.size > 0 && send(), AGAIN_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    this.#begin();
  }

  disconnectedCallback() {
    this.#leave.abort();
  }

  async #begin() {
    const { shop, staff, staffName, currency, decimals } = this.dataset;
    // The page that stands in for the till knows nobody: it goes by who was here last.
    if (shop) await tillQueue.setDevice({ shop, staff, staffName, currency, decimals: Number(decimals) });
    await this.#draw();
    await this.#send();
  }

  #hear({ sent }) {
    if (sent) this.#sent = [sent, ...this.#sent].slice(0, SENT_SHOWN);
    this.#draw();
  }

  async #send() {
    if (!isLost() && (await tillQueue.all()).length > 0) {
      this.#outcome = await tillQueue.sendAll();
      if (this.#outcome === "lost") window.dispatchEvent(new Event("till-unreached"));
    }
    await this.#draw();
  }

  async #draw() {
    const sales = await tillQueue.all();
    const isSignedOut = this.#outcome === "signed-out" && !isLost();
    this.hidden = sales.length + this.#sent.length === 0 && !isLost();
    const words = wordsOf(sales, this.#outcome);
    const place = this.querySelector("[data-words]");
    // Said once by a screen reader, not with every row that goes.
    if (place.textContent !== words) place.textContent = words;
    place.parentElement.hidden = words === "";
    this.querySelector("[data-see]").hidden = sales.length === 0;
    this.querySelector("[data-sent]").replaceChildren(...this.#sent.map(sentWords));
    this.querySelector("[data-send]").hidden = isLost() || isSignedOut || !sales.some((sale) => !sale.needs);
    this.querySelector("[data-sign-in]").hidden = !isSignedOut || sales.length === 0;
    this.#drawRows(sales);
  }

  #drawRows(sales) {
    const list = this.querySelector("[data-list]");
    const kept = new Set(sales.map((sale) => sale.key));
    for (const [key, { item }] of this.#rows) {
      if (kept.has(key)) continue;
      item.remove();
      this.#rows.delete(key);
    }
    sales.forEach((sale, index) => {
      const text = JSON.stringify(sale);
      const before = this.#rows.get(sale.key);
      if (before?.text === text) return;
      const item = row(sale, () => this.#send());
      if (before) before.item.replaceWith(item);
      else list.insertBefore(item, list.children[index] ?? null);
      this.#rows.set(sale.key, { text, item });
    });
    list.hidden = sales.length === 0;
  }
}

customElements.define("till-waiting", Waiting);
