// [data-date-echo="id"]: the date in full under its field ("lundi 30 novembre 2026"), as soon as it is complete.
import { onEach } from "./on.js";

const inFull = new Intl.DateTimeFormat("fr", { dateStyle: "full", timeZone: "UTC" });

/** ISO or dd/mm/yyyy → a date at midnight UTC, or null. */
export const dateIn = (text) => {
  const french = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text.trim());
  const iso = french ? `${french[3]}-${french[2].padStart(2, "0")}-${french[1].padStart(2, "0")}` : text.trim();
  const date = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(date.valueOf()) ? date : null;
};

onEach("input[data-date-echo]", (input) => {
  const echo = document.getElementById(input.dataset.dateEcho);
  const show = () => {
    const date = dateIn(input.value);
    echo.textContent = date ? inFull.format(date) : "";
  };
  input.addEventListener("input", show);
  show();
});
