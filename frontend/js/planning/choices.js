// Lists to choose from in the placing dialog: spots with airings left, breaks with their verdict.
import { copyOf, setHidden } from "./dom.js";
import { wordOf } from "./placing/verdicts.js";
import { plain, plural, spoken } from "./words.js";

/** The value chosen in a form of the dialog, or "". */
export const chosen = (dialog, name) => new FormData(dialog.querySelector("form")).get(name) ?? "";

const choice = (name, value, title, detail, end) => {
  const element = copyOf("pl-choice");
  const input = element.querySelector("input");
  input.name = name;
  input.value = value;
  element.querySelector("b").textContent = title;
  element.querySelector("small").textContent = detail;
  element.querySelector(".pl-choice-end").textContent = end;
  return element;
};

const nothing = (sentence) => {
  const element = document.createElement("li");
  element.className = "help";
  element.textContent = sentence;
  return element;
};

export const spotChoices = (dialog, spots) => {
  const holder = dialog.querySelector("[data-spot-choices]");
  const ordered = spots.toSorted((one, other) => (other.airings_left > 0) - (one.airings_left > 0));
  holder.replaceChildren(...ordered.map(spotChoice));
  if (!ordered.length) holder.append(nothing("Aucun spot approuvé n’attend d’être placé."));
};

const spotChoice = (spot) => {
  const left = spot.airings_left ? plural(spot.airings_left, "à placer", "à placer") : "tout est placé";
  const element = choice("spot", spot.id, spot.title, `${spot.organisation ?? "BF1"}, ${spot.seconds} s`, left);
  element.dataset.words = plain(`${spot.title} ${spot.organisation}`);
  return element;
};

/** Hide the spots that do not answer a search. */
export const narrow = (dialog, text) => {
  const spots = [...dialog.querySelectorAll("[data-words]")];
  for (const element of spots) setHidden(element, !element.dataset.words.includes(plain(text.trim())));
  setHidden(dialog.querySelector("[data-no-spot]"), !spots.length || spots.some(({ hidden }) => !hidden));
};

/** Breaks still to come, each with its verdict once a thing is chosen. `holds` is the break it is in, `first` the one asked. */
export const breakChoices = (dialog, breaks, { verdicts, holds, first }) => {
  const holder = dialog.querySelector("[data-break-choices]");
  const wanted = chosen(dialog, "break") || first;
  holder.replaceChildren(...breaks.map((place) => breakChoice(place, verdicts.get(place.id), { holds, wanted })));
  if (!breaks.length) holder.append(nothing("Plus aucun écran à venir ce jour-là. Choisissez un autre jour."));
  holder.querySelector(":checked")?.closest("li").scrollIntoView({ block: "nearest" });
};

const breakChoice = (place, verdict, { holds, wanted }) => {
  const name = `${spoken(place.time_str)} ${place.title}`;
  const detail = place.id === holds ? "écran actuel" : "";
  const element = choice("break", place.id, name, detail, verdict ? wordOf(verdict) : roomIn(place));
  element.querySelector("input").checked = place.id === wanted;
  element.classList.toggle("is-refused", verdict?.fits === false);
  return element;
};

const roomIn = ({ remaining_seconds }) => (remaining_seconds ? `reste ${remaining_seconds} s` : "complet");
