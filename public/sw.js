// Keeps the card readable, and the till usable, without a connection. Pages: the network first,
// then the last copy; assets: the copy first, as their content does not change under one address
// for long. Nothing is answered from here that changes points: only GET requests for pages and
// assets. Sales that the till kept are sent from here too, when no page is open to do so.

importScripts("/till/queue.js");

const PAGES = "pages-1";
const ASSETS = "assets-1";
const TILL = "till-1";
// The member's own pages; the merchant's are never kept, except for one that knows nobody: it
// stands in for the till.
const KEPT_PAGE = /^\/[a-z0-9-]+\/(card|rewards|history|refer|vouchers\/[0-9A-Z]+)$/;
const ASSET = /^\/(pkg|fonts|icons)\/|^\/(icon\.svg|manifest\.webmanifest)$/;
const ASSETS_MAX = 60;
const TILL_PATH = "/admin/till";
const TILL_PAGE = "/till/offline";
const TILL_ASSET = /^\/till\/\w+\.js$/;
const LINKED = /(?:href|src)="(\/(?:(?:pkg|fonts|icons|till)\/[^"]+\.\w+|icon\.svg|manifest\.webmanifest))"/g;
// A copy runs nothing and sends nothing.
const READ_ONLY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; manifest-src 'self'";
const NOTHING_KEPT = `<!DOCTYPE html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>No connection</title>
  <body style="display:grid;place-content:center;min-height:90vh;padding:2rem;text-align:center;font:1rem/1.5 system-ui">
    <main>
      <h1>No connection</h1>
      <p>This page needs one. Your card can be read without it, and the till used, once they were opened here.</p>
      <p><a href="">Try again</a></p>
    </main>
  </body>
</html>`;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const current = [PAGES, ASSETS, TILL];
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => !current.includes(n)).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if ([TILL_PATH, TILL_PAGE].includes(url.pathname)) event.respondWith(till(request, TILL_PAGE));
    else if (!url.pathname.startsWith("/admin")) event.respondWith(page(request, url));
  } else if (TILL_ASSET.test(url.pathname)) {
    event.respondWith(till(request, request));
  } else if (ASSET.test(url.pathname)) {
    event.respondWith(asset(request));
  }
});

self.addEventListener("message", (event) => {
  if (event.data === "keep-till") event.waitUntil(keepTill().catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === tillQueue.SYNC) event.waitUntil(sendKept());
});

// Refused, so that the browser tries again later.
async function sendKept() {
  if ((await tillQueue.sendAll()) === "lost") throw new Error("no connection");
}

// The page that stands in for the till, with all that it needs, as they are today.
async function keepTill() {
  const fresh = await fetch(TILL_PAGE);
  if (!fresh.ok || fresh.redirected) return;
  const html = await fresh.clone().text();
  const wanted = [...new Set([...html.matchAll(LINKED)].map(([, path]) => path))];
  const cache = await caches.open(TILL);
  await cache.addAll(wanted);
  await cache.put(TILL_PAGE, fresh);
  const kept = [TILL_PAGE, ...wanted];
  const old = (await cache.keys()).filter((request) => !kept.includes(new URL(request.url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
}

// The network first: what the till runs must fit what the server answers.
async function till(request, kept) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(kept, { cacheName: TILL })) ?? html(NOTHING_KEPT, 503);
  }
}

async function page(request, url) {
  const cache = await caches.open(PAGES);
  try {
    const fresh = await fetch(request);
    const kept = KEPT_PAGE.test(url.pathname) && url.search === "";
    if (kept && fresh.ok && !fresh.redirected) await cache.put(url.pathname, fresh.clone());
    // Signed out: the next person at this phone must not see the card.
    else if (kept && fresh.type === "opaqueredirect") await forget(cache);
    return fresh;
  } catch {
    const copy = await cache.match(url.pathname);
    return copy ? await marked(copy) : html(NOTHING_KEPT, 503);
  }
}

async function forget(cache) {
  const requests = await cache.keys();
  await Promise.all(requests.map((kept) => cache.delete(kept)));
}

// Says on the page that it is a copy, and from when.
async function marked(copy) {
  const date = new Date(copy.headers.get("date") ?? Date.now());
  const when = date.toLocaleString(undefined, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const notice = `<p class="offline-note" role="status">No connection. This is your card as of ${when}.</p>`;
  const page = (await copy.text())
    // Without the server there is nothing to run for: the copy is for reading and scanning.
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<link[^>]*rel="(?:modulepreload|preload)"[^>]*>/g, "")
    .replace(/<body([^>]*)>/, `<body$1>${notice}`);
  return html(page, 200);
}

function html(body, status) {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": READ_ONLY };
  return new Response(body, { status, headers });
}

async function asset(request) {
  const cache = await caches.open(ASSETS);
  const copy = await cache.match(request);
  const fresh = fetch(request).then(async (response) => {
    if (response.ok) {
      await cache.put(request, response.clone());
      await trim(cache);
    }
    return response;
  });
  // What the page that stands in for the till needs is kept with it.
  if (!copy) return fresh.catch(async (lost) => (await caches.match(request, { cacheName: TILL })) ?? Promise.reject(lost));
  fresh.catch(() => {});
  return copy;
}

// Old builds' files would pile up: the oldest go first.
async function trim(cache) {
  const requests = await cache.keys();
  await Promise.all(requests.slice(0, Math.max(0, requests.length - ASSETS_MAX)).map((r) => cache.delete(r)));
}
