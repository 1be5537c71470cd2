// One page as a mid-range phone on a slow mobile network sees it (Lighthouse's mobile preset).

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const CHROME_FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * @returns {Promise<{scores: Record<string, number>, transferredKb: number, readableKb: number,
 *   complaints: string[]}>} scores from 0 to 100; kB of 1,000 bytes as sent, compressed
 */
export async function measurePage(url, headers) {
  const chrome = await launch({ chromePath: process.env.REGULARS_CHROMIUM, chromeFlags: CHROME_FLAGS });
  try {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: CATEGORIES,
      extraHeaders: headers,
    });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const requests = lhr.audits["network-requests"].details.items;
    return {
      scores: Object.fromEntries(CATEGORIES.map((name) => [name, lhr.categories[name].score * 100])),
      transferredKb: kb(requests),
      readableKb: kb(requests.filter(isNeededToRead)),
      complaints: complaints(lhr),
    };
  } finally {
    chrome.kill();
  }
}

// The pages are rendered on the server and their forms work without JavaScript, so a page
// is readable and usable with everything but scripts, WASM and what these fetch.
function isNeededToRead({ resourceType, mimeType }) {
  return !["Script", "Fetch", "XHR", "Preload", "EventSource"].includes(resourceType) && mimeType !== "application/wasm";
}

function kb(requests) {
  return requests.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0) / 1000;
}

// What kept a category from 100, for the reader of the figures.
function complaints({ categories, audits }) {
  return CATEGORIES.flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => `${category}: ${audits[id].title} ${audits[id].displayValue ?? ""}`.trim()),
  );
}
