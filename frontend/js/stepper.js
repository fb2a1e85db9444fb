// [data-stepper]: minus and plus beside a number field, within its min and max.
import { on } from "./on.js";

on("click", "[data-stepper] > button", (button) => {
  const input = button.parentElement.querySelector("input");
  if (button.dataset.step === "-1") input.stepDown();
  else input.stepUp();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
