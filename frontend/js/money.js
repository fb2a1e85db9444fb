// [data-money]: an amount of francs grows its spaces while it is typed, and is sent without them.
import { onEach } from "./on.js";

const THIN = "\u202f";

/** 1234567 → "1 234 567" with U+202F, minus as U+2212. */
export const grouped = (number) =>
  String(number)
    .replace(/\B(?=(\d{3})+(?!\d))/g, THIN)
    .replace("-", "\u2212");

export const fcfa = (number) => `${grouped(number)}\u00a0F${THIN}CFA`;

/** What was typed, as a whole number; null when there is none. */
export const amountIn = (text) => {
  const digits = text.replace(/\D/g, "");
  return digits ? Number(digits) : null;
};

const regroup = (input) => {
  const fromEnd = input.value.length - input.selectionEnd;
  const amount = amountIn(input.value);
  input.value = amount === null ? "" : grouped(amount);
  const at = Math.max(0, input.value.length - fromEnd);
  input.setSelectionRange(at, at);
};

onEach("input[data-money]", (input) => {
  input.inputMode = "numeric";
  regroup(input);
  input.addEventListener("input", () => regroup(input));
  input.form?.addEventListener("formdata", ({ formData }) => {
    if (input.name) formData.set(input.name, input.value.replace(/\D/g, ""));
  });
});
