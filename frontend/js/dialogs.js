// [data-dialog="id"] opens a dialog; [data-close] closes the one it is in. The browser keeps the focus inside.
import { on, onEach } from "./on.js";

on("click", "[data-dialog]", (button, event) => {
  const dialog = document.getElementById(button.dataset.dialog);
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
});

on("click", "dialog [data-close]", (button, event) => {
  event.preventDefault();
  button.closest("dialog").close();
});

// A dialog that came back with errors is open at once.
onEach("dialog[data-open]", (dialog) => dialog.showModal());
