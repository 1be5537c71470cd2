// Puts the sale of a form into the queue: the till's while it has no connection, and that of the
// page which stands in for the till. Says `kept` on the form once the sale is on the disk.

import "./queue.js";
import { money, readBasket } from "./basket.js";

const NOT_KEPT = "This device could not keep the sale: its storage is full or closed. Write the sale down.";
const NO_TILL = "This device is not a till yet. Sign in and open the till once with a connection.";

/** 128 random bits, also where the page has no https. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(form, field, words) {
  const place = form.querySelector(`[data-fault="${field}"]`) ?? form.querySelector('[data-fault=""]');
  place.textContent = words;
  form.elements[field]?.setAttribute("aria-invalid", "true");
  form.elements[field]?.focus();
}

function clear(form) {
  for (const place of form.querySelectorAll("[data-fault]")) place.textContent = "";
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

/** The sale of a form, or what is wrong with it, as `[field, words]`. */
function read(fields, till) {
  const text = (name) => (fields.get(name) ?? "").toString().trim();
  if (!text("who")) return { wrong: ["who", "Say whose sale it is."] };
  const { sum, fault } = readBasket(text("basket"), till.decimals);
  if (fault) return { wrong: ["basket", fault] };
  const codes = text("codes").split(/[\s,]+/).filter(Boolean);
  const sale = {
    key: text("key") || newKey(),
    shop: till.shop,
    by: till.staff,
    byName: till.staffName,
    who: text("who"),
    name: text("name") || text("who"),
    basket: text("basket"),
    used: [...fields.getAll("used[]").map(String), ...codes],
    sum: money(sum, till),
    at: Date.now(),
    // Sent before without an answer: it may be rung up.
    tried: fields.has("tried"),
    needs: null,
  };
  return { sale };
}

async function keep(form) {
  clear(form);
  try {
    const till = await tillQueue.device();
    if (!till) return say(form, "", NO_TILL);
    const { sale, wrong } = read(new FormData(form), till);
    if (wrong) return say(form, ...wrong);
    await tillQueue.add(sale);
  } catch {
    return say(form, "", NOT_KEPT);
  }
  form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
  // The browser may clear what it was not asked to hold on to, and may send while nobody looks.
  navigator.storage?.persist?.().catch(() => {});
  navigator.serviceWorker?.ready.then(({ sync }) => sync?.register(tillQueue.SYNC)).catch(() => {});
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-keep]")) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  await keep(form).finally(() => form.removeAttribute("aria-busy"));
});

// What it comes to, while it is typed.
document.addEventListener("input", async ({ target }) => {
  const place = target.form?.querySelector("[data-sum]");
  if (!place || target.name !== "basket") return;
  const till = await tillQueue.device();
  const { sum } = till ? readBasket(target.value, till.decimals) : {};
  place.textContent = sum ? money(sum, till) : "";
});
document.addEventListener("reset", ({ target }) => target.querySelector("[data-sum]")?.replaceChildren());
