// The sum of a sale as it is typed, a line each: `12.50`, `Flat white 3.20`, `3 x Flat white 3.20`.
// For the counter only: the server reads the lines again when they are sent.

const TOO_LARGE = 1_000_000_000_000;
const LINE = /^(?:(\d+)\s*[xX×]\s+)?(?:.*\s)?(\S+)$/u;

/** Minor units of an amount such as `£1,240.50`, or nothing. */
function minorOf(text, decimals) {
  if (/\p{L}/u.test(text)) return null;
  const bare = text.replace(/^[^\d.,-]+|[^\d.,]+$/gu, "");
  const comma = /^\d*,(\d+)$/.exec(bare);
  const plain = comma && comma[1].length <= decimals ? bare.replace(",", ".") : bare.replace(/[,'’]/g, "");
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!parts || plain.length === 0 || plain === ".") return null;
  const fraction = (parts[2] ?? "").replace(/0+$/, "");
  return fraction.length > decimals ? null : Number(parts[1] + fraction.padEnd(decimals, "0"));
}

/** The sum in minor units, or the first line that is wrong: `{ sum }` or `{ fault }`. */
export function readBasket(text, decimals) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (lines.length === 0) return { fault: "Type an amount or an item first." };
  let sum = 0;
  for (const line of lines) {
    const [, units = "1", amount] = LINE.exec(line) ?? [];
    const total = Number(units) * (minorOf(amount ?? "", decimals) ?? 0);
    if (total === 0) return { fault: `“${line}” has no price. Write it at the end, such as Flat white 3.20.` };
    sum += total;
    if (sum > TOO_LARGE) return { fault: "The amount is too large." };
  }
  return { sum };
}

/** `£12.50`. */
export function money(minor, { currency, decimals }) {
  const digits = String(minor).padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const plain = decimals > 0 ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return new Intl.NumberFormat(undefined, { style: "currency", currency, minimumFractionDigits: decimals }).format(plain);
}
