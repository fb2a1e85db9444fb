// [data-theme-choice="light|dark|auto"]: the theme, kept in a cookie that the server reads (so no page flashes).
import { on } from "./on.js";

const A_YEAR = 365 * 24 * 3600;
const mark = (choice) => {
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
};

on("click", "[data-theme-choice]", (button) => {
  const choice = button.dataset.themeChoice;
  document.documentElement.dataset.theme = choice;
  document.cookie = `theme=${choice}; path=/; max-age=${A_YEAR}; samesite=lax`;
  mark(choice);
});
