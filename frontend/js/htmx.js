// htmx under a strict content policy: nothing evaluated, no style of its own, the server's errors shown and not hidden.
// Its configuration stands in the page (meta htmx-config): it reads it while it loads, before anything here runs.
import "htmx.org";

import { toast } from "./toasts.js";

// 422 brings the form back with its errors; another refusal is a sentence.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

const sentence = (xhr) => {
  try {
    return JSON.parse(xhr.responseText).detail;
  } catch {
    return "La page n’a pas pu être mise à jour. Rechargez-la pour voir son état.";
  }
};

document.addEventListener("htmx:responseError", ({ detail }) => toast(sentence(detail.xhr), { error: true }));
document.addEventListener("htmx:sendError", () =>
  toast("La connexion est coupée. Votre geste n’a pas été envoyé.", { error: true }),
);
