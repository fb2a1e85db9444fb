// What the list shows: everything, what comes, what needs somebody; a search; and one status, client or campaign. All of it
// stands in the address, so that a reload, a link and a colleague show the same.
import { setText } from "./dom.js";
import { find, findAll, page } from "./page.js";
import { currentPlan, isLate, needsSomebody } from "./plan.js";
import { changed, store } from "./store.js";
import { plain } from "./words.js";

const buttons = findAll("[data-show]");
const NAMES = ["show", "q", "status", "client", "campaign"];
const asked = Object.fromEntries(NAMES.map((name) => [name, new URLSearchParams(location.search).get(name) ?? ""]));

const KEEPS = {
  all: () => true,
  ahead: (row, at) => row.item.status === "planned" && !isLate(row, at),
  owing: (row, at) => needsSomebody(row, at),
};
if (!(asked.show in KEEPS)) asked.show = "all";

/** The filters a row answers by one of its own words. Somebody must still say of a late one what became of it. */
export const WORDS_OF = {
  status: (row, at) => (isLate(row, at) ? "late" : row.item.status),
  client: ({ item }) => item.client ?? "BF1",
  campaign: ({ item }) => item.campaign_id ?? "",
};

export const askedFor = (name) => asked[name];
export const isFiltered = () => asked.show !== "all" || NAMES.slice(1).some((name) => asked[name]);

/** Whether a row is shown at this moment; `besides` leaves one filter out (for counting what it offers). */
export const keeps = (row, at, besides = null) =>
  KEEPS[asked.show](row, at) &&
  (!asked.q || matches(row.item)) &&
  Object.entries(WORDS_OF).every(([name, word]) => name === besides || !asked[name] || word(row, at) === asked[name]);

const sought = new WeakMap();

/** What a search reads of an airing, made once: letters come faster than 1,440 rows are stripped of their accents. */
const wordsOf = (item) => {
  if (!sought.has(item)) {
    const campaign = page.known.campaigns[item.campaign_id] ?? "";
    sought.set(item, plain(`${item.title} ${item.client} ${campaign} ${item.house_number}`));
  }
  return sought.get(item);
};

const matches = (item) => wordsOf(item).includes(plain(asked.q));

/** The figures beside the filters. */
export const drawCounts = (at) => {
  const { rows, breaks } = currentPlan();
  const count = (name) => {
    const found = rows.filter((row) => row.item.status === name);
    const waiting = found.filter((row) => row.item.queued).length;
    setText(find(`[data-count=${name}]`), String(found.length));
    setText(find(`[data-queued=${name}]`), waiting ? `dont ${waiting} en file` : "");
  };
  ["aired", "missed", "preempted"].forEach(count);
  setText(find("[data-count=ahead]"), String(rows.filter((row) => KEEPS.ahead(row, at)).length));
  setText(find("[data-count=owing]"), String(rows.filter((row) => KEEPS.owing(row, at)).length));
  const capacity = breaks.reduce((sum, { place }) => sum + place.capacity_seconds, 0);
  const booked = breaks.reduce((sum, { place }) => sum + place.booked_seconds, 0);
  setText(find("[data-count=sold]"), `${capacity ? Math.round((100 * booked) / capacity) : 0}\u00a0%`);
};

/** Ask for `{show, q, status, client, campaign}`, or some of them. */
export const ask = (wanted) => {
  Object.assign(asked, wanted);
  drawAsked();
  changed();
  requestAnimationFrame(() => setTimeout(keepInAddress));
};

/** After the frame that shows it: browsers take several milliseconds to write an address. */
const keepInAddress = () => {
  const url = new URL(location);
  for (const name of NAMES) {
    if (asked[name] && asked[name] !== "all") url.searchParams.set(name, asked[name]);
    else url.searchParams.delete(name);
  }
  history.replaceState(null, "", url);
};

const drawAsked = () => {
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === asked.show));
  page.root.toggleAttribute("data-filtered", isFiltered());
  const field = find("[data-search]");
  if (field.value.trim() !== asked.q) field.value = asked.q;
};

export const wireFilters = () => {
  drawAsked();
  for (const button of buttons) button.addEventListener("click", () => ask({ show: button.dataset.show }));
  const field = find("[data-search]");
  field.addEventListener("input", () => ask({ q: field.value.trim() }));
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") field.blur();
  });
};

/** What an empty list says. */
export const emptyWords = () => {
  if (store.seq < 0) return null;
  if (asked.q) return ["Aucun passage ne correspond", "Vérifiez l’orthographe, ou videz la recherche."];
  if (asked.status || asked.client || asked.campaign) return ["Aucun passage ne correspond", "Élargissez ou effacez les filtres."];
  if (asked.show === "owing") return ["Tout est réglé", "Aucun passage n’attend de confirmation ni de compensation."];
  if (asked.show === "ahead") return ["Plus rien à venir", "Les passages de cette journée sont tous passés."];
  return ["Aucun écran ce jour-là", "La grille de cette journée n’est pas encore créée. Un administrateur la crée depuis Grilles d’écrans."];
};
