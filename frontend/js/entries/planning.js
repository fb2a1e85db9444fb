// The live planning screen: the day comes in, is put in order, and is drawn where it changed; time moves once a second.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { confirmNow, inHand, undoLast } from "../planning/acts.js";
import { sectionOf } from "../planning/break.js";
import { connection } from "../planning/connection.js";
import { setText } from "../planning/dom.js";
import { listenToTheDay } from "../planning/feed.js";
import { drawCounts, wireFilters } from "../planning/filters.js";
import { reportProblem } from "../planning/gestures.js";
import { bringToView, drawList, forgetSelection, makeTabStop, moveSelection, showNow } from "../planning/list.js";
import { find, page } from "../planning/page.js";
import { drawPanel, tickPanel } from "../planning/panel.js";
import { wirePlace } from "../planning/place.js";
import { currentPlan, isLate, makePlan, nowOnAir } from "../planning/plan.js";
import { wireReason } from "../planning/reason.js";
import { wireRetime } from "../planning/retime.js";
import { tickRows } from "../planning/row.js";
import { openAiring, openPlace, wireSheets } from "../planning/sheets.js";
import { onChange, onStatus, store } from "../planning/store.js";
import { drawStrip, tickStrip } from "../planning/strip.js";
import { LOOKS, hms } from "../planning/words.js";
import { wireKeys } from "../planning/keys.js";

let arrived = false;
let moment = "";

const look = () => {
  const at = serverNow();
  return { ...nowOnAir(at), at };
};

const draw = () => {
  if (store.seq < 0) return;
  const plan = makePlan();
  const now = look();
  drawList(plan, now);
  drawStrip(plan, now);
  drawPanel(now);
  drawCounts(now.at);
  moment = momentOf(now);
  tick(now);
  if (!arrived) arrive(plan, now);
};

const arrive = (plan, now) => {
  arrived = true;
  const asked = location.hash.startsWith("#ecran-") && sectionOf(location.hash.slice("#ecran-".length));
  if (asked) bringToView(asked, "start");
  else if (page.isToday) showNow(now, plan);
  makeTabStop(now.target?.item.id ?? plan.rows[0]?.item.id ?? null);
};

/** What time has changed: drawn again only when this differs. */
const momentOf = ({ onAir, next, mayConfirm, at }) => {
  const late = currentPlan().rows.filter((row) => isLate(row, at)).length;
  return [onAir?.item.id, next?.item.id, mayConfirm, late, Math.floor(at / 60_000)].join();
};

const tick = (now = look()) => {
  showClock(now.at);
  tickStrip(now.at);
  connection.tick();
  if (store.seq < 0) return;
  tickRows(now, now.at);
  tickPanel(now);
};

const showClock = (at) => {
  const [hours, minutes, seconds] = hms(at).split(":");
  setText(find("[data-now-clock] span"), `${hours}:${minutes}`);
  setText(find("[data-now-clock] small"), `:${seconds}`);
};

/** On the second of the server's clock. */
const beat = () => {
  const now = look();
  if (store.seq >= 0 && momentOf(now) !== moment) draw();
  else tick(now);
  setTimeout(beat, 1000 - (serverNow() % 1000) + 5);
};

const tellColleagues = (before, after) => {
  if (after.acted_by === page.me) return;
  announce(`${after.title} : ${LOOKS[after.status].word}${after.acted_by ? `, par ${after.acted_by}` : ""}.`);
};

const backToNow = () => {
  forgetSelection();
  showNow(look(), currentPlan());
};

const browse = (step) => {
  const { onAir, next } = nowOnAir();
  moveSelection(step, onAir ?? next);
};

const phone = matchMedia("(max-width: 767px)");

const pressBreak = (section) => {
  if (phone.matches && section.classList.contains("is-past")) return section.classList.toggle("is-unfolded");
  return openPlace(section.dataset.break);
};

const wireList = () =>
  find("[data-breaks]").addEventListener("click", ({ target }) => {
    const row = target.closest("[data-row]");
    if (row) {
      makeTabStop(row.dataset.row);
      return openAiring(row.dataset.row);
    }
    const head = target.closest("[data-open-break]");
    if (head) pressBreak(head.closest("[data-break]"));
  });

const wireActs = () => {
  if (!find("[data-confirm]")) return;
  find("[data-confirm]").addEventListener("click", confirmNow);
  find("[data-undo-last]").addEventListener("click", undoLast);
  find("[data-problem]").addEventListener("click", () => {
    const row = inHand();
    if (row?.item.status === "planned" && page.mayAct) reportProblem(row);
  });
  for (const wire of [wireReason, wireRetime, wirePlace]) wire();
};

onChange(draw);
onStatus(tellColleagues);
wireFilters();
wireList();
wireSheets();
wireActs();
wireKeys({ browse, backToNow });
beat();
listenToTheDay();
