// Writes app/src/components/icon/paths.rs from the Lucide icons in use (lucide-static, ISC).
// Run after adding a name: `node style/icons.mjs`; the result is committed.

import { readFile, writeFile } from "node:fs/promises";

const names = `
  arrow-left arrow-right bell building-2 cake calendar check chevron-down chevron-left
  chevron-right circle-alert circle-check circle-x clock coffee copy credit-card croissant
  download euro file-text flask-conical gift hand-heart history hourglass inbox info key-round
  layout-dashboard list loader-circle log-out mail medal menu message-circle-warning minus
  package party-popper pencil percent phone plus printer qr-code receipt-text refresh-cw
  rotate-ccw scale scan-line scissors search send settings share-2 shield-alert shield-check
  shirt shopping-bag shopping-basket sparkles store table tag ticket ticket-percent trash-2
  trending-down trending-up triangle-alert trophy undo-2 upload user user-cog user-plus users
  utensils wallet wifi-off wine x book-open
`.trim().split(/\s+/).sort();

const rust = [];
for (const name of names) {
  const source = new URL(`node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
  const svg = await readFile(source, "utf8");
  const inside = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>");
  const constant = name.replaceAll("-", "_").toUpperCase();
  rust.push(`/// Lucide's \`${name}\`.\npub const ${constant}: Glyph = Glyph(r#"${inside}"#);`);
}

const header = `//! The icons in use, cut from Lucide (ISC licence, https://lucide.dev/license).
//!
//! Made by \`node style/icons.mjs\`: to add one, add its name there.

use super::Glyph;

`;
const target = new URL("../app/src/components/icon/paths.rs", import.meta.url);
await writeFile(target, header + rust.join("\n") + "\n");
process.stdout.write(`${names.length} icons\n`);
