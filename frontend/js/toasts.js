// Short messages at the foot of the page. toast("Passage confirmé à 19:46:17", { label: "Annuler", act }).
import { on, onEach } from "./on.js";

const STAYS_MS = 8000;
const region = () => document.getElementById("toasts");

const leave = (element, after = STAYS_MS) => {
  let timer = setTimeout(() => element.remove(), after);
  element.addEventListener("pointerenter", () => clearTimeout(timer));
  element.addEventListener("pointerleave", () => (timer = setTimeout(() => element.remove(), after)));
};

const button = (label, act) => {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "push";
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
};

/** Show a sentence; an error stays until it is closed. */
export const toast = (sentence, { label, act, error = false } = {}) => {
  const element = document.createElement("div");
  element.className = error ? "toast toast-error" : "toast";
  element.append(Object.assign(document.createElement("span"), { textContent: sentence }));
  if (label) element.append(button(label, () => (element.remove(), act())));
  if (error) element.append(button("Fermer", () => element.remove()));
  else leave(element);
  region().append(element);
  return element;
};

on("click", ".toast [data-dismiss]", (pressed) => pressed.closest(".toast").remove());
onEach(".toast:not(.toast-error)[data-leaves]", (element) => leave(element));
