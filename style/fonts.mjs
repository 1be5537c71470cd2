// Cuts the two typefaces down to what the pages write and the weights in use. Each becomes a
// basic file, which is preloaded, and one with the accented letters of Latin-1, which a browser
// fetches only for a page that has some (`unicode-range` in main.css). Other scripts fall back
// to the system's face.
// Run after changing a set: `node style/fonts.mjs`; the results in public/fonts are committed.

import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");

const sets = {
  // ASCII, no-break spaces, pound, middle dot, dashes, quotes, ellipsis, euro, minus, times.
  basic: range(0x20, 0x7e) + "\u00a0\u202f£·×\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac\u2212",
  latin: range(0xa1, 0xa2) + range(0xa4, 0xb6) + range(0xb8, 0xd6) + range(0xd8, 0xff) + "ıŁłŒœŠšŽžŸ",
};

const faces = [
  { from: "bricolage-grotesque", to: "bricolage", wght: 700 },
  { from: "instrument-sans", to: "instrument", wght: { min: 400, max: 700, default: 400 } },
];

for (const { from, to, wght } of faces) {
  const source = await readFile(
    new URL(
      `node_modules/@fontsource-variable/${from}/files/${from}-latin-wght-normal.woff2`,
      import.meta.url,
    ),
  );
  for (const [name, text] of Object.entries(sets)) {
    const cut = await subsetFont(source, text, {
      targetFormat: "woff2",
      variationAxes: { wght },
      keepFeatures: ["kern", "tnum", "lnum", "mark", "ccmp"],
      noHinting: true,
    });
    await writeFile(new URL(`../public/fonts/${to}-${name}.woff2`, import.meta.url), cut);
    process.stdout.write(`public/fonts/${to}-${name}.woff2: ${cut.length} bytes\n`);
  }
}
