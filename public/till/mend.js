// Mending a sale that the server did not ring up: its reason, and the one thing to put right.

import "./queue.js";
import { el } from "./element.js";

const QUIET = "btn btn-quiet w-full justify-start";
const NAMES = { v: "Voucher", r: "Reward", c: "Code", p: "Points as payment:" };

/** A field with its label, and the button that sends again. */
function form(label, field, submit, words = "Send again") {
  const id = `mend-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  field.id = id;
  const whole = el(
    "form",
    { class: "grid grid-cols-1 gap-2" },
    el("div", { class: "field" }, el("label", { for: id }, label), field),
    el("button", { type: "submit", class: "btn btn-primary w-full" }, words),
  );
  whole.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(field.value.trim());
  });
  return whole;
}

/** A button that changes the sale. */
function choice(words, act) {
  const button = el("button", { type: "button", class: QUIET }, el("span", { class: "min-w-0 truncate" }, words));
  button.addEventListener("click", act);
  return button;
}

/** Members that the server finds for a text, to choose from; `none` where there are none. */
async function fill(list, text, choose, none) {
  let words = "There is no connection to look for members.";
  try {
    const answer = await fetch(`/api/till/find?text=${encodeURIComponent(text)}`);
    if (answer.status === 401) words = "Sign in to look for members.";
    if (answer.ok) {
      const members = await answer.json();
      const rows = members.map((member) => {
        const under = member.mail ?? member.reference;
        return choice(under ? `${member.name}, ${under}` : member.name, () => choose(member));
      });
      words = none;
      if (rows.length > 0) return list.replaceChildren(...rows);
    }
  } catch {
    // Said below.
  }
  list.replaceChildren(el("p", { class: "text-sm text-muted" }, words));
}

function whose(sale, put) {
  const list = el("div", { class: "grid grid-cols-1 gap-2", role: "group", "aria-label": "Found" });
  const choose = (member) => put({ who: member.id, name: member.name });
  const input = el("input", { class: "input", value: sale.name, maxlength: "200", autocomplete: "off" });
  const find = (text) => fill(list, text, choose, "Nobody is found. Check the spelling.");
  // That nobody is found for what was typed first is said above.
  fill(list, sale.name, choose, "");
  return el("div", { class: "grid grid-cols-1 gap-2" }, form("Member", input, find, "Find"), list);
}

function basket(sale, put) {
  const area = el("textarea", { class: "textarea", rows: "3", maxlength: "4000" });
  area.value = sale.basket;
  return form("What was bought, a line each", area, (text) => put({ basket: text }));
}

function time(sale, put) {
  const local = new Date(sale.at - new Date(sale.at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  const input = el("input", { class: "input", type: "datetime-local", value: local });
  return form("When it was rung up", input, (text) => text && put({ at: Date.parse(text) }));
}

/** `Code BRIE`, `Voucher 7Q4K`, as it was written down or typed. */
function nameOf(used) {
  const [kind, rest] = used.split(":");
  return rest && NAMES[kind] ? `${NAMES[kind]} ${rest}` : `Code ${used}`;
}

function uses(sale, put) {
  const leave = (used) =>
    choice(`Leave out: ${nameOf(used)}`, () => put({ used: sale.used.filter((other) => other !== used) }));
  return el("div", { class: "grid grid-cols-1 gap-2" }, ...sale.used.map(leave), again(put));
}

function again(put) {
  return choice("Send it again as it is", () => put({}));
}

/** Why a sale waits, and what to put right; `send` is called when that is done. */
export function mend(sale, send) {
  const put = async (changes) => {
    await tillQueue.change(sale.key, { ...changes, needs: null });
    await send();
  };
  const { field, reason } = sale.needs;
  const parts = { who: whose, basket, at: time, used: uses };
  const part = parts[field] ? parts[field](sale, put) : again(put);
  return el(
    "div",
    { class: "grid grid-cols-1 gap-3 pt-2" },
    el("p", { class: "font-medium break-words text-error", role: "alert" }, reason),
    part,
  );
}
