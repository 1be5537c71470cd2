// Sales that the till keeps while it has no connection, and how they are sent. A plain script and
// not a module, because not every browser's service worker loads modules: pages and the worker
// both find it as `tillQueue`.
//
// A sale stays here until the server has said that it is rung up. Its key is made on this device
// and sent with every try, so a sale whose answer was lost is not rung up a second time; a lock
// keeps two tabs and the worker from sending at the same moment.
"use strict";
(() => {
  const DATABASE = "regulars-till";
  const SALES = "sales";
  const DEVICE = "device";
  const NAME = "regulars-till-queue";
  const PATIENCE_MS = 20_000;
  const UNREADABLE = [400, 413, 422];

  const channel = new BroadcastChannel(NAME);
  const listeners = new Set();
  channel.onmessage = ({ data }) => listeners.forEach((listener) => listener(data));

  /** Tells this page, the other ones and the worker: `{}`, or `{ sent }` for a sale rung up. */
  function tell(news = {}) {
    channel.postMessage(news);
    listeners.forEach((listener) => listener(news));
  }

  function open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(SALES, { keyPath: "key" });
        request.result.createObjectStore(DEVICE);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  /** Does `work` in one transaction; what it asked for is there when that is on the disk. */
  async function within(name, mode, work) {
    const database = await open();
    try {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = work(transaction.objectStore(name));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      return request.result;
    } finally {
      database.close();
    }
  }

  /** All sales, the oldest first. */
  async function all() {
    const sales = await within(SALES, "readonly", (store) => store.getAll());
    return sales.sort((a, b) => a.at - b.at);
  }

  /** Keeps a sale; when it resolves, the sale outlives a crash. */
  async function add(sale) {
    await within(SALES, "readwrite", (store) => store.put(sale));
    tell();
  }

  /** Changes a sale, if it is still here. */
  async function change(key, changes) {
    await within(SALES, "readwrite", (store) => {
      const found = store.get(key);
      found.onsuccess = () => found.result && store.put({ ...found.result, ...changes });
      return found;
    });
    tell();
  }

  async function remove(key, news) {
    await within(SALES, "readwrite", (store) => store.delete(key));
    tell(news);
  }

  /** Whose till this device is: shop, currency, and who was signed in last. */
  const device = () => within(DEVICE, "readonly", (store) => store.get("till"));
  const setDevice = (till) => within(DEVICE, "readwrite", (store) => store.put(till, "till"));

  function formOf(sale) {
    const form = new URLSearchParams({
      shop: sale.shop,
      key: sale.key,
      who: sale.who,
      basket: sale.basket,
      at: String(sale.at * 1000),
    });
    if (sale.by) form.set("by", sale.by);
    for (const used of sale.used) form.append("used[]", used);
    // Lists are read by their brackets, which must not be encoded.
    return form.toString().replaceAll("used%5B%5D", "used[]");
  }

  /** Sends one sale. Answers `done`, `lost` without a connection, `signed-out`, or `later`. */
  async function send(sale) {
    // Noted before: if no answer comes, nobody knows whether it is rung up.
    await change(sale.key, { tried: true });
    let status, answer;
    try {
      const response = await fetch("/api/till/kept", {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: formOf(sale),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      status = response.status;
      answer = response.ok ? await response.json() : null;
    } catch {
      return "lost";
    }
    if (answer?.state === "rung_up") {
      await remove(sale.key, { sent: answer });
      return "done";
    }
    if (answer?.state === "needs_you") {
      const { field, reason } = answer;
      await change(sale.key, { tried: false, needs: { field, reason } });
      return "done";
    }
    if (answer?.state === "other_shop") {
      await change(sale.key, { tried: sale.tried, elsewhere: true });
      return "done";
    }
    if (status === 401) {
      await change(sale.key, { tried: sale.tried });
      return "signed-out";
    }
    if (UNREADABLE.includes(status)) {
      const reason = "The server could not read this sale. Load the till again, then send it again.";
      await change(sale.key, { tried: sale.tried, needs: { field: "", reason } });
      return "done";
    }
    return "later";
  }

  /** Sends all sales that wait and need nobody; answers as `send` did of the last that mattered. */
  function sendAll() {
    const work = async () => {
      let outcome = "done";
      for (const sale of await all()) {
        if (sale.needs) continue;
        const result = await send(sale);
        if (result === "lost" || result === "signed-out") return result;
        if (result === "later") outcome = result;
      }
      return outcome;
    };
    // On plain http there are no locks; the keys hold there as everywhere.
    return navigator.locks ? navigator.locks.request(NAME, work) : work();
  }

  /** Calls `listener` with what `tell` was given, here or in another page. */
  function listen(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  globalThis.tillQueue = { SYNC: NAME, add, all, change, device, listen, remove, sendAll, setDevice };
})();
