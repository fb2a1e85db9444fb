// What is drawn while something is in hand: a verdict on every break and on its block of the strip, the break aimed at,
// the line between two rows, the bar that says what is held and how many breaks take it.
import { announce } from "../../announce.js";
import { sectionOf } from "../break.js";
import { setHidden, setIcon, setText } from "../dom.js";
import { find, findAll, page } from "../page.js";
import { currentPlan } from "../plan.js";
import { elementOf } from "../row.js";
import { onChange } from "../store.js";
import { plural } from "../words.js";
import { aimedAt, hand, onHand, verdictAt } from "./hand.js";
import { wordOf } from "./verdicts.js";

const RIVALS = ["competitor", "same_advertiser"];
const ICONS = { fits: "check", competitor: "people", same_advertiser: "people", break_full: "alert", day_closed: "lock" };
let said = "";

const toneOf = (verdict) => {
  if (!verdict) return "";
  if (verdict.fits) return "fits";
  if (RIVALS.includes(verdict.error)) return "rival";
  return verdict.error === "break_full" ? "short" : "refused";
};

const markBreak = ({ place }) => {
  const verdict = hand.thing && verdictAt(place.id);
  const section = sectionOf(place.id);
  const block = find(`[data-strip-break="${place.id}"]`);
  const isTarget = Boolean(hand.thing) && hand.target === place.id;
  for (const element of [section, block]) {
    if (!element) continue;
    element.dataset.verdict = toneOf(verdict);
    element.classList.toggle("is-target", isTarget);
  }
  const mark = section?.querySelector("[data-part=verdict]");
  setHidden(mark, !verdict);
  if (!verdict) return;
  setIcon(mark.querySelector("svg"), verdict.fits ? ICONS.fits : (ICONS[verdict.error] ?? "ban"));
  setText(mark.querySelector("span"), wordOf(verdict));
};

/** The line where the thing would stand: above a row, or below the last one. */
const markRank = () => {
  for (const old of findAll(".drops-before, .drops-after")) old.classList.remove("drops-before", "drops-after");
  const rows = hand.rank && currentPlan().breaks.find(({ place }) => place.id === hand.target)?.rows;
  if (!rows) return;
  const others = rows.filter(({ item }) => item.id !== hand.thing.key);
  const at = others[hand.rank - 1];
  const row = elementOf((at ?? others.at(-1))?.item.id);
  row?.classList.add(at ? "drops-before" : "drops-after");
};

const tell = (name, words, shown) => {
  setText(find(`[data-hand-${name}] span`), words);
  setHidden(find(`[data-hand-${name}]`), !shown);
};

const drawBar = () => {
  find("[data-hand]").dataset.airing = hand.thing?.moves ? hand.thing.key : ""; // the others see it is being handled
  setHidden(find("[data-hand]"), !hand.thing);
  if (!hand.thing) return;
  const count = (...tones) => [...hand.verdicts.values()].filter((verdict) => tones.includes(toneOf(verdict))).length;
  const { title, client, seconds } = hand.thing;
  setText(find("[data-hand-title]"), title);
  setText(find("[data-hand-about]"), `${client}, ${seconds} s`);
  tell("fits", plural(count("fits"), "possible", "possibles"), count("fits"));
  tell("none", "aucun écran possible ce jour", hand.verdicts.size > 0 && !count("fits"));
  tell("rivals", plural(count("rival"), "concurrent", "concurrents"), count("rival"));
  tell("short", plural(count("short"), "trop court", "trop courts"), count("short"));
};

/** Each aim is heard once. */
const say = () => {
  const sentence = hand.thing ? aimedAt() : "";
  if (sentence && sentence !== said) announce(sentence);
  said = sentence;
};

export const drawHand = () => {
  page.root.classList.toggle("is-carrying", Boolean(hand.thing));
  for (const each of currentPlan().breaks) markBreak(each);
  markRank();
  drawBar();
  say();
};

export const wireShown = () => {
  onHand(drawHand);
  onChange(() => hand.thing && drawHand());
};
