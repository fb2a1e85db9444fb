// The menu of filters: a status, a client, a campaign, each choice with how many airings it would show.
import { serverNow } from "../clock.js";
import { setHidden, setText } from "./dom.js";
import { WORDS_OF, ask, askedFor, isFiltered, keeps } from "./filters.js";
import { find, findAll, page } from "./page.js";
import { currentPlan } from "./plan.js";
import { onChange } from "./store.js";
import { LOOKS } from "./words.js";

const NAMES = Object.keys(WORDS_OF);
const LABELS = {
  status: (word) => LOOKS[word]?.word ?? word, // an address may ask for anything
  client: (word) => word,
  campaign: (word) => page.known.campaigns[word] ?? "campagne ajoutée aujourd’hui",
};
const byLabel = (one, other) => one.label.localeCompare(other.label, "fr");

const choicesOf = (name, at) => {
  const counts = new Map();
  for (const row of currentPlan().rows) {
    const word = WORDS_OF[name](row, at);
    if (word && keeps(row, at, name)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const chosen = askedFor(name);
  if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
  return [...counts].map(([word, count]) => ({ word, count, label: LABELS[name](word) })).sort(byLabel);
};

const drawChoices = (select, at) => {
  const [all] = select.options;
  const made = choicesOf(select.name, at).map(({ word, count, label }) => new Option(`${label} (${count})`, word));
  select.replaceChildren(all, ...made);
  select.value = askedFor(select.name);
};

const draw = () => {
  const count = NAMES.filter(askedFor).length;
  setText(find("[data-narrow-count]"), count ? String(count) : "");
  setHidden(find("[data-clear]"), !isFiltered());
  // While somebody chooses, the choices stay as they are.
  if (!find("[data-narrow]").open || document.activeElement?.matches("[data-narrow] select")) return;
  const at = serverNow();
  for (const select of findAll("[data-narrow] select")) drawChoices(select, at);
};

export const wireNarrow = () => {
  find("[data-narrow]").addEventListener("toggle", () => {
    draw();
    if (find("[data-narrow]").open) find("[data-narrow] select").focus();
  });
  find("[data-narrow]").addEventListener("change", ({ target }) => ask({ [target.name]: target.value }));
  find("[data-clear]").addEventListener("click", () => {
    const nothing = Object.fromEntries(NAMES.map((name) => [name, ""]));
    ask({ ...nothing, show: "all", q: "" });
    find("[data-narrow] summary").focus();
  });
  onChange(draw);
};
