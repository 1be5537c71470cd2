// How a figure is printed: a line of a table, or with --json one object a line.

const json = process.argv.includes("--json");

/** @param {string} name @param {number} value @param {string} unit */
export function figure(name, value, unit) {
  const rounded = Math.round(value * 10) / 10;
  if (json) console.log(JSON.stringify({ name, value: rounded, unit }));
  else console.log(`${name.padEnd(44)} ${String(rounded).padStart(10)} ${unit}`);
}
