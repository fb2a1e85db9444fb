// The people of the day in the header: their initials, what the first two of them do, and everybody on request.
import { setHidden, setText } from "./dom.js";
import { find } from "./page.js";
import { isMe, onPresence, presence } from "./presence.js";
import { currentPlan } from "./plan.js";
import { store } from "./store.js";
import { spoken } from "./words.js";

const SHOWN = 3;

/** "Salif Kaboré" → "Salif K." */
const shortName = (name) => {
  const [first, ...rest] = name.split(/\s+/);
  return rest.length ? `${first} ${rest.at(-1)[0]}.` : first;
};

/** What somebody does, in a few words: "suit 20h10". */
const doing = ({ reads, airing, break: at }) => {
  const handled = store.items.get(airing);
  if (reads) return "en lecture";
  if (handled) return `traite « ${handled.title} »`;
  const place = store.breaks.get(at);
  return place ? `suit ${spoken(place.time_str)}` : "sur ce jour";
};

const element = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });

const avatar = (person) => {
  const made = element("span", "avatar pl-avatar", person.initials);
  made.classList.toggle("is-reading", person.reads);
  made.classList.toggle("is-me", isMe(person));
  return made;
};

const sentence = (tag, person, name) => {
  const line = element(tag, "pl-doing");
  line.append(element("b", "", name), ` ${doing(person)}`);
  return line;
};

const inFull = (person) => {
  const line = sentence("li", person, isMe(person) ? `${person.name} (vous)` : person.name);
  line.prepend(avatar(person));
  return line;
};

const summary = (others) => {
  if (!presence.known) return [element("span", "pl-doing", "présence inconnue")];
  if (!others.length) return [element("span", "pl-doing", "personne d’autre")];
  return others.slice(0, 2).map((person) => sentence("span", person, shortName(person.name)));
};

const draw = () => {
  const holder = find("[data-people]");
  const people = [...presence.people].sort((one, other) => isMe(other) - isMe(one));
  const others = people.filter((person) => !isMe(person));
  const more = people.length - SHOWN;
  setHidden(holder, !people.length);
  holder.classList.toggle("is-unknown", !presence.known);
  holder.classList.toggle("is-alone", !others.length);
  const shown = people.slice(0, SHOWN).map(avatar);
  if (more > 0) shown.push(element("span", "avatar pl-avatar", `+${more}`));
  find("[data-people-avatars]").replaceChildren(...shown);
  find("[data-people-doing]").replaceChildren(...summary(others));
  find("[data-people-list]").replaceChildren(...people.map(inFull));
  setText(find("[data-people-count]"), presence.known ? countOf(others) : "Présence inconnue");
};

const countOf = ({ length }) => (length === 0 ? "Vous êtes seul sur ce jour" : `${length} ${length > 1 ? "autres personnes" : "autre personne"} sur ce jour`);

export const wirePeople = () => onPresence(draw);
