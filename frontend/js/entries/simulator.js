// form[data-simulator]: asks the API for the price at each keystroke; the address follows, so that it can be sent.
import { cascade } from "../cascade.js";
import { grouped } from "../money.js";
import { toast } from "../toasts.js";

const PAUSE_MS = 120;
const NUMBER_FITS_FROM = 26;
const form = document.querySelector("form[data-simulator]");
const lines = form.querySelector("[data-lines]");
const rows = () => [...lines.querySelectorAll("[data-line]")];
let timer;
let asking = new AbortController();

const asked = (row) => ({
  daypart: row.querySelector("[name=daypart]").value,
  seconds: Number(row.querySelector("[name=seconds]").value),
  airings: Number(row.querySelector("[name=airings]").value),
  position: row.querySelector("[name=position]").value || null,
});

const airtime = (seconds) => {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  return minutes ? `${minutes} min ${String(rest).padStart(2, "0")} s` : `${rest} s`;
};

const showProfile = (wanted) => {
  const counts = Object.groupBy(wanted, ({ daypart }) => daypart);
  for (const column of form.querySelectorAll("[data-profile] [data-daypart]")) {
    const chosen = counts[column.dataset.daypart];
    const fits = column.querySelector(".col").height.baseVal.value >= NUMBER_FITS_FROM;
    column.classList.toggle("chosen", Boolean(chosen));
    column.querySelector(".number").textContent =
      chosen && fits ? chosen.reduce((sum, { airings }) => sum + airings, 0) : "";
  }
};

const showLines = (quote) => {
  rows().forEach((row, index) => {
    const { unit_ht_fcfa: unit, airings } = quote.lines[index];
    row.querySelector("[data-gross]").textContent = grouped(unit * airings);
    row.querySelector("[data-unit-price]").textContent = `${grouped(unit)} × ${airings}`;
  });
  const airings = quote.lines.reduce((sum, line) => sum + line.airings, 0);
  const seconds = quote.lines.reduce((sum, line) => sum + line.airings * line.seconds, 0);
  const words = `${grouped(airings)} passage${airings > 1 ? "s" : ""}, ${airtime(seconds)} d’antenne`;
  form.querySelector("[data-summary]").textContent = words;
};

const showRefusal = (sentence) => {
  const place = form.querySelector("[data-refusal]");
  place.textContent = sentence;
  place.hidden = !sentence;
};

const keepAddress = () => {
  const query = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  history.replaceState(null, "", `?${query}`);
};

const show = (quote) => {
  form.querySelector("[data-price]").replaceChildren(cascade(quote, Number(form.dataset.vatBp)));
  showLines(quote);
  showRefusal("");
  keepAddress();
};

const ask = async (wanted) => {
  asking.abort();
  asking = new AbortController();
  const answer = await fetch(form.dataset.quotes, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content,
    },
    body: JSON.stringify({ lines: wanted, agency: form.elements.agency.checked }),
    signal: asking.signal,
  });
  const told = await answer.json();
  if (answer.ok) show(told);
  else showRefusal(told.detail);
};

const price = async () => {
  const wanted = rows().map(asked);
  showProfile(wanted);
  if (wanted.some(({ seconds, airings }) => !(seconds >= 1 && airings >= 1))) return;
  try {
    await ask(wanted);
  } catch (error) {
    if (error.name !== "AbortError") showRefusal("La connexion est coupée : le prix affiché est le dernier reçu.");
  }
};

const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(price, PAUSE_MS);
};

const refresh = () => {
  for (const button of lines.querySelectorAll("[data-remove]")) button.hidden = rows().length === 1;
  form.querySelector("[data-several]").hidden = rows().length === 1;
};

form.addEventListener("input", soon);
form.addEventListener("change", soon);

form.addEventListener("click", ({ target }) => {
  const pressed = target.closest("[data-add], [data-remove]");
  if (!pressed) return;
  if (pressed.matches("[data-add]")) lines.append(form.querySelector("[data-blank]").content.cloneNode(true));
  else pressed.closest("[data-line]").remove();
  refresh();
  soon();
});

form.querySelector("[data-share]").addEventListener("click", async ({ currentTarget }) => {
  keepAddress();
  await navigator.clipboard.writeText(location.href);
  toast(currentTarget.dataset.shared);
});

refresh();
