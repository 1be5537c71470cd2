// What the till's pages load: the queue of sales, whether there is a connection, and the page that
// stands in for the till while there is none.

import { isLost } from "./connection.js";
import "./keep.js";
import "./waiting.js";

/** Parts that are for one of the two only. */
function show() {
  for (const part of document.querySelectorAll("[data-when-back]")) part.hidden = isLost();
}

window.addEventListener("till-lost", show);
window.addEventListener("till-back", show);
show();

// The page that stands in for the till is drawn once, and is cleared by hand.
document.addEventListener("kept", ({ target }) => {
  if (!target.matches("[data-reset]")) return;
  target.reset();
  target.elements.who.focus();
});

// A scanner ends with Enter: what is bought comes next.
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key !== "Enter" || target.name !== "who" || !target.form?.matches("[data-reset]")) return;
  event.preventDefault();
  target.form.elements.basket.focus();
});

if (window.isSecureContext && navigator.serviceWorker) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage("keep-till"));
}
