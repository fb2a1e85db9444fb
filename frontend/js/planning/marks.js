// Colleagues on the running order: on the break they look at, on the airing they handle, and in its dialogs.
import { announce } from "../announce.js";
import { copyOf, setHidden, setText } from "./dom.js";
import { find, findAll, page } from "./page.js";
import { handlerOf, isMe, onPresence, presence } from "./presence.js";
import { plural } from "./words.js";

const first = ({ name }) => name.split(/\s+/)[0];
const warned = new Map();

/** Who looks at a break and may act there. */
const at = (id) => presence.people.filter((person) => person.break === id && !person.reads && !isMe(person));

export const markBreak = (element, id) => {
  const [one, ...others] = presence.known ? at(id) : [];
  const mark = (element.here ??= element.querySelector("[data-here]"));
  setHidden(mark, !one);
  if (!one) return;
  setText(mark.querySelector(".avatar"), one.initials);
  setText(mark.querySelector("[data-here-who]"), others.length ? `${first(one)} et ${plural(others.length, "autre", "autres")} ici` : `${first(one)} ici`);
};

export const markRow = (element, id) => {
  const handler = presence.known ? handlerOf(id) : null;
  setHidden(element.handled, !handler);
  if (!handler) return;
  const mark = (element.handled ??= element.querySelector(".title").appendChild(copyOf("pl-handled")));
  setText(mark.firstElementChild, handler.initials);
  setText(mark.lastElementChild, `${first(handler)} traite ce passage`);
};

/** In the dialog I have open, said aloud once for each person. */
const markDialog = (dialog) => {
  const line = dialog.querySelector("[data-also]");
  if (!line) return;
  const { airing } = dialog.dataset;
  const handler = presence.known && dialog.open && airing ? handlerOf(airing) : null;
  const words = handler ? `${handler.name} a aussi ce passage ouvert.` : "";
  setHidden(line, !handler);
  setText(line, words);
  if (handler && page.mayAct && warned.get(airing) !== handler.id) announce(words);
  if (dialog.open && airing) warned.set(airing, handler?.id);
};

const draw = () => {
  for (const element of findAll("[data-break]")) markBreak(element, element.dataset.break);
  for (const element of findAll("[data-row]")) markRow(element, element.dataset.row);
  drawDialogs();
};

const drawDialogs = () => findAll("dialog").forEach(markDialog);

export const wireMarks = () => {
  onPresence(draw);
  new MutationObserver(drawDialogs).observe(find("[data-dialogs]"), { subtree: true, attributeFilter: ["open", "data-airing"] });
};
