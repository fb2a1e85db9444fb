// Lists to choose from in the placing dialog: spots with airings left, breaks with seconds left.
import { copyOf, setHidden } from "./dom.js";
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
  for (const element of dialog.querySelectorAll("[data-words]"))
    setHidden(element, !element.dataset.words.includes(plain(text.trim())));
};

/** Breaks still to come. `holds` is the break the airing is in, `first` the one to choose at once. */
export const breakChoices = (dialog, breaks, { seconds, holds, first }) => {
  const holder = dialog.querySelector("[data-break-choices]");
  const wanted = chosen(dialog, "break") || first;
  holder.replaceChildren(...breaks.map((place) => breakChoice(place, { seconds, holds, wanted })));
  if (!breaks.length) holder.append(nothing("Plus aucun écran à venir ce jour-là. Choisissez un autre jour."));
  holder.querySelector(":checked")?.closest("li").scrollIntoView({ block: "nearest" });
};

const breakChoice = (place, { seconds, holds, wanted }) => {
  const isHere = place.id === holds;
  const lacks = isHere ? 0 : seconds - place.remaining_seconds;
  const name = `${spoken(place.time_str)} ${place.title}`;
  const element = choice("break", place.id, name, isHere ? "écran actuel" : "", verdict(place, lacks));
  const input = element.querySelector("input");
  input.disabled = lacks > 0;
  input.checked = place.id === wanted && lacks <= 0;
  element.classList.toggle("is-full", lacks > 0);
  return element;
};

const verdict = (place, lacks) => {
  if (place.remaining_seconds === 0) return "complet";
  return lacks > 0 ? `manque ${lacks} s` : `reste ${place.remaining_seconds} s`;
};
