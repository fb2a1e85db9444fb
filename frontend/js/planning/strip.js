// The day as one strip: a block per break filled from the bottom, a diamond above what owes something, now, and the frame
// of what the list shows. Now moves by transform, once a second.
import { sectionOf } from "./break.js";
import { setHidden, setText, svgElement } from "./dom.js";
import { bringToView } from "./list.js";
import { find, page, shareOfDay } from "./page.js";
import { currentPlan, needsSomebody } from "./plan.js";
import { store } from "./store.js";
import { hm, spoken } from "./words.js";

const blocks = find("[data-blocks]");
const frame = find("[data-frame]");
const drawn = new Map();
const inView = new Set();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](target.dataset.break);
    drawFrame();
  },
  { root: find("[data-scroll]") },
);

export const drawStrip = (plan, now) => {
  for (const each of plan.breaks) drawBlock(each, now);
  for (const [id, block] of drawn) {
    if (store.breaks.has(id)) continue;
    block.remove();
    drawn.delete(id);
    inView.delete(id);
  }
  drawFrame();
};

const drawBlock = (each, now) => {
  const { place } = each;
  const block = drawn.get(place.id) ?? makeBlock(place.id);
  const when = whenOf(each, now);
  const share = Math.min(1, place.booked_seconds / (place.capacity_seconds || 1));
  const owes = each.rows.some((row) => needsSomebody(row, now.at));
  const sketch = JSON.stringify([place.starts_at, share, when, owes]);
  if (block.sketch === sketch) return;
  block.sketch = sketch;
  block.style.setProperty("--at", `${100 * shareOfDay(each.startsAt)}%`);
  block.style.setProperty("--share", share);
  block.setAttribute("class", `block is-${when}`);
  block.querySelector(".owes").setAttribute("x", `${100 * shareOfDay(each.startsAt)}%`);
  setText(block.querySelector("title"), `${spoken(place.time_str)} ${place.title}, ${place.booked_seconds} s sur ${place.capacity_seconds}`);
  setHiddenSvg(block.querySelector(".owes"), !owes);
};

const whenOf = ({ rows, endsAt, startsAt }, { onAir, at }) => {
  if (onAir && rows.includes(onAir)) return "onair";
  return Math.max(startsAt, endsAt) <= at ? "past" : "ahead";
};

/** Placed by `--at` and `--share`, not by transforms: each of those is a layer to sort at every scroll of the list. */
const makeBlock = (id) => {
  const block = svgElement("g", { "data-strip-break": id });
  const owes = svgElement("svg", { class: "owes", overflow: "visible" });
  owes.append(svgElement("path", { d: "M0 24 4 28 0 32 -4 28Z" }));
  block.append(
    svgElement("title"),
    svgElement("rect", { class: "hit" }),
    svgElement("rect", { class: "room" }),
    svgElement("rect", { class: "filled" }),
    owes,
  );
  block.addEventListener("click", () => bringToView(sectionOf(id), "start"));
  blocks.append(block);
  drawn.set(id, block);
  if (sectionOf(id)) watcher.observe(sectionOf(id));
  return block;
};

const setHiddenSvg = (element, hidden) => element.classList.toggle("is-hidden", hidden);

const drawFrame = () => {
  const shown = currentPlan().breaks.filter(({ place }) => inView.has(place.id));
  setHiddenSvg(frame, shown.length === 0);
  if (!shown.length) return;
  const [first, last] = [shareOfDay(shown[0].startsAt), shareOfDay(shown.at(-1).startsAt)];
  frame.setAttribute("x", `${100 * first - 0.7}%`);
  frame.setAttribute("width", `${100 * (last - first) + 1.4}%`);
};

/** The now-line, on today's page. */
export const tickStrip = (now) => {
  const line = find("[data-now-line]");
  const isIn = now >= page.startsAt && now < page.endsAt;
  setHidden(line, !isIn);
  if (!isIn) return;
  line.style.transform = `translateX(${shareOfDay(now) * 100}%)`;
  setText(line.querySelector("span"), hm(now));
};
