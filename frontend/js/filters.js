// form[data-autosubmit]: a filter acts as soon as it changes, and the text after a short pause; empty ones leave the URL.
import { onEach } from "./on.js";

const PAUSE_MS = 350;

onEach("form[data-autosubmit]", (form) => {
  let timer;
  const send = () => form.requestSubmit();
  form.addEventListener("change", ({ target }) => target.type !== "search" && send());
  form.addEventListener("input", ({ target }) => {
    if (target.type !== "search") return;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_MS);
  });
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
});
