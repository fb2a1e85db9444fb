// The server's clock: the product may live at another time than the machine that shows it.
// <html data-now="2026-11-21T19:45:00Z"> says what it was when the page was made.

const started = performance.now();
let origin = Date.parse(document.documentElement.dataset.now) || Date.now();
let at = started;

/** The present moment on the server's clock, in milliseconds. */
export const serverNow = () => origin + performance.now() - at;

/** A frame from the server says what time it is there. */
export const setServerNow = (iso) => {
  origin = Date.parse(iso);
  at = performance.now();
};
