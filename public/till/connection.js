// Whether the server is reached. The browser only knows whether there is a network; so a request
// that failed counts too (`till-unreached`), and from then on the server is asked until it answers.
// Says `till-lost` and `till-back` on the window, and marks the document while it is lost.

const AGAIN_MS = 5_000;
const PATIENCE_MS = 4_000;

let lost = false;

/** Whether the server cannot be reached, as far as is known. */
export function isLost() {
  return lost;
}

function set(now) {
  if (lost === now) return;
  lost = now;
  document.documentElement.toggleAttribute("data-lost", lost);
  window.dispatchEvent(new Event(lost ? "till-lost" : "till-back"));
}

async function ask() {
  try {
    const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    set(!answer.ok);
  } catch {
    set(true);
  }
}

window.addEventListener("offline", () => set(true));
window.addEventListener("till-unreached", () => set(true));
window.addEventListener("online", ask);
setInterval(() => lost && navigator.onLine && ask(), AGAIN_MS);
ask();
