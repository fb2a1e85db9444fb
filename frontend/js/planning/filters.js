// What the list shows: everything, what comes, what needs somebody; and a search in titles and advertisers.
import { setText } from "./dom.js";
import { find, findAll } from "./page.js";
import { currentPlan, isLate, needsSomebody } from "./plan.js";
import { changed, store } from "./store.js";
import { plain } from "./words.js";

let show = "all";
let sought = "";

const KEEPS = {
  all: () => true,
  ahead: (row, at) => row.item.status === "planned" && !isLate(row, at),
  owing: (row, at) => needsSomebody(row, at),
};

export const isFiltered = () => show !== "all" || sought !== "";

/** Whether a row is shown at this moment. */
export const keeps = (row, at) => KEEPS[show](row, at) && (!sought || matches(row.item));

const matches = (item) => plain(`${item.title} ${item.client} ${item.house_number}`).includes(sought);

/** The figures beside the filters. */
export const drawCounts = (at) => {
  const { rows, breaks } = currentPlan();
  const count = (name) => setText(find(`[data-count=${name}]`), String(rows.filter((row) => row.item.status === name).length));
  ["aired", "missed", "preempted"].forEach(count);
  setText(find("[data-count=ahead]"), String(rows.filter((row) => KEEPS.ahead(row, at)).length));
  setText(find("[data-count=owing]"), String(rows.filter((row) => KEEPS.owing(row, at)).length));
  const capacity = breaks.reduce((sum, { place }) => sum + place.capacity_seconds, 0);
  const booked = breaks.reduce((sum, { place }) => sum + place.booked_seconds, 0);
  setText(find("[data-count=sold]"), `${capacity ? Math.round((100 * booked) / capacity) : 0}\u00a0%`);
};

export const showOnly = (name) => {
  show = name;
  for (const button of findAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === name));
  changed();
};

export const wireFilters = () => {
  for (const button of findAll("[data-show]")) button.addEventListener("click", () => showOnly(button.dataset.show));
  const field = find("[data-search]");
  field.addEventListener("input", () => {
    sought = plain(field.value.trim());
    changed();
  });
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") field.blur();
  });
};

/** What an empty list says. */
export const emptyWords = () => {
  if (store.seq < 0) return null;
  if (sought) return ["Aucun passage ne correspond", "Vérifiez l’orthographe, ou videz la recherche."];
  if (show === "owing") return ["Tout est réglé", "Aucun passage n’attend de confirmation ni de compensation."];
  if (show === "ahead") return ["Plus rien à venir", "Les passages de cette journée sont tous passés."];
  return ["Aucun écran ce jour-là", "La grille de cette journée n’est pas encore créée. Un administrateur la crée depuis Grilles d’écrans."];
};
