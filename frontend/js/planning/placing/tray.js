// The tray of what may be placed that day: by campaign, with what is left by daypart, and what is owed. T opens it; a thing
// of it is taken by dragging, or by pressing it and then a break.
import { announce } from "../../announce.js";
import { copyOf, setHidden, setText } from "../dom.js";
import { find, findAll, page } from "../page.js";
import { thumbOf } from "../row.js";
import { onChange, store } from "../store.js";
import { plain, plural } from "../words.js";
import { draggable } from "./drag.js";
import { hand, take } from "./hand.js";
import { ofOwed, ofSpot } from "./things.js";
import { verdictsOf } from "./verdicts.js";

const things = new Map();
let drawnFor = "";

const dayWords = new Intl.DateTimeFormat("fr", { day: "numeric", month: "short", timeZone: "UTC" });
const isOpen = () => !find("[data-tray]").hidden;

const bring = async () => {
  drawnFor = stateOfDay();
  const answer = await fetch(`/api/v1/planning/tray?day=${page.day}`).catch(() => null);
  if (!answer?.ok) return setText(find("[data-tray-empty]"), "Les spots à placer n’ont pas pu être lus. Rouvrez ce panneau.");
  return draw((await answer.json()).items);
};

const draw = (spots) => {
  const focused = document.activeElement?.dataset?.thing;
  things.clear();
  const waiting = spots.filter((spot) => spot.owed.length || spot.airings_left === null || spot.left.some(({ left }) => left));
  const groups = Map.groupBy ? Map.groupBy(waiting, groupOf) : grouped(waiting);
  find("[data-tray-list]").replaceChildren(...[...groups.values()].map(groupElement));
  setText(find("[data-tray-count]"), String(things.size));
  setText(find("[data-tray-empty]"), things.size ? "" : "Tout ce qui est commandé pour ce jour est placé.");
  search();
  if (focused) (find(`[data-thing="${focused}"]`) ?? find("[data-thing]"))?.focus();
};

const groupOf = (spot) => spot.campaign_id ?? "BF1";

const grouped = (spots) => {
  const groups = new Map();
  for (const spot of spots) groups.set(groupOf(spot), [...(groups.get(groupOf(spot)) ?? []), spot]);
  return groups;
};

const groupElement = (spots) => {
  const [first] = spots;
  const element = copyOf("pl-tray-campaign");
  setText(element.querySelector("h3"), first.campaign_title ?? "Autopromotion BF1");
  const saysMore = spots.length > 1 || first.owed.length > 0 || first.campaign_title !== first.title;
  element.classList.toggle("is-alone", !saysMore);
  element.querySelector("ul").append(...spots.flatMap(spotElements));
  return element;
};

const spotElements = (spot) => [
  ...spot.owed.map((owed) => thingElement(spot, ofOwed(spot, owed), `à compenser : ${dayWords.format(Date.parse(owed.day))}, ${owed.time_str}`)),
  ...(spot.airings_left === null || spot.left.some(({ left }) => left) ? [thingElement(spot, ofSpot(spot), leftWords(spot))] : []),
];

const leftWords = ({ left, airings_left }) =>
  airings_left === null ? "sans commande" : left.filter((part) => part.left).map((part) => `${part.label} ${part.left}`).join(" · ");

const aboutWords = ({ client, seconds, ends_on }) =>
  `${client ?? "BF1"}, ${seconds} s${ends_on ? `, jusqu’au ${dayWords.format(Date.parse(ends_on))}` : ""}`;

const thingElement = (spot, thing, detail) => {
  const element = copyOf("pl-tray-thing");
  const button = element.querySelector("[data-thing]");
  things.set(thing.key, thing);
  button.dataset.thing = thing.key;
  button.tabIndex = things.size === 1 ? 0 : -1;
  element.dataset.words = plain(`${spot.title} ${spot.client} ${spot.campaign_title}`);
  setText(element.querySelector("b"), spot.title);
  setText(element.querySelector("[data-about]"), aboutWords(spot));
  setText(element.querySelector("[data-left]"), detail);
  const image = element.querySelector("img");
  image.addEventListener("error", () => setHidden(image, true));
  image.src = thumbOf({ spot_id: spot.id, house_number: spot.house_number });
  return element;
};

const search = () => {
  const sought = plain(find("[data-tray-search]").value.trim());
  for (const element of findAll("[data-tray-list] [data-words]")) setHidden(element, !element.dataset.words.includes(sought));
  for (const group of findAll(".pl-tray-campaign")) setHidden(group, !group.querySelector("[data-words]:not([hidden])"));
};

/** What a placing or a miss changes, wherever it was done: the tray is then asked again. */
const stateOfDay = () => `${store.items.size} ${[...store.items.values()].filter(({ status }) => status === "missed" || status === "preempted").length}`;

export const toggleTray = (open = !isOpen()) => {
  setHidden(find("[data-tray]"), !open);
  page.root.classList.toggle("has-tray", open);
  find("[data-tray-toggle]").setAttribute("aria-expanded", String(open));
  if (!open) return find("[data-tray-toggle]").focus();
  find("[data-tray-search]").focus();
  return bring().then(() => announce(`${plural(things.size, "spot à placer", "spots à placer")}.`));
};

const thingOf = (element) => things.get(element.closest("[data-thing]")?.dataset.thing) ?? null;

/** Arrows go through the tray; from the search, down to the first thing. */
const browse = (event) => {
  if (event.key === "Escape" && !hand.thing) return toggleTray(false);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || hand.thing) return;
  const shown = [...findAll("[data-tray-list] [data-words]:not([hidden]) [data-thing]")];
  const at = shown.indexOf(document.activeElement);
  event.preventDefault();
  event.stopPropagation();
  (at + step < 0 ? find("[data-tray-search]") : shown[Math.min(at + step, shown.length - 1)])?.focus();
};

const foresee = ({ target }) => {
  const thing = !hand.thing && thingOf(target);
  if (thing) verdictsOf(thing).catch(() => null); // asked again, and said, when it is taken
};

export const wireTray = () => {
  const box = find("[data-tray]");
  find("[data-tray-close]").addEventListener("click", () => toggleTray(false));
  find("[data-tray-search]").addEventListener("input", search);
  box.addEventListener("keydown", browse);
  box.addEventListener("click", ({ target }) => thingOf(target) && take(thingOf(target)));
  for (const kind of ["pointerover", "focusin"]) box.addEventListener(kind, foresee);
  draggable(box, thingOf);
  onChange(() => isOpen() && !hand.thing && drawnFor !== stateOfDay() && bring());
};
