// The live planning screen: the day comes in, is put in order, and is drawn where it changed; time moves once a second.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { bringPlacingQuietly, showKeys, wireEvening } from "../planning/evening.js";
import { goWhereTheAddressPoints } from "../planning/arrive.js";
import { bringRows } from "../planning/break.js";
import { breakInHand, inHand, undoLast } from "../planning/acts.js";
import { confirmNow } from "../planning/confirm.js";
import { connection } from "../planning/connection.js";
import { setText } from "../planning/dom.js";
import { listenToTheDay } from "../planning/feed.js";
import { drawCounts, wireFilters } from "../planning/filters.js";
import { newsFlash, reportProblem } from "../planning/gestures.js";
import { wireHour } from "../planning/hour.js";
import { wireLate } from "../planning/late.js";
import { drawList, forgetSelection, makeTabStop, moveSelection, moveToBreak, showNow } from "../planning/list.js";
import { wireNarrow } from "../planning/narrow.js";
import { find, page, phone } from "../planning/page.js";
import { drawPanel, tickPanel } from "../planning/panel.js";
import { wirePreview } from "../planning/preview.js";
import { currentPlan, isLate, makePlan, nowOnAir } from "../planning/plan.js";
import { wireQueue } from "../planning/queue/wire.js";
import { wireReason } from "../planning/reason.js";
import { wireMarks } from "../planning/marks.js";
import { wirePeople } from "../planning/people.js";
import { wirePresence } from "../planning/presence.js";
import { tickRows } from "../planning/row.js";
import { say } from "../planning/said.js";
import { openAiring, openPlace, wireSheets } from "../planning/sheets.js";
import { listenToTime, wireSound } from "../planning/sound.js";
import { changed, onChange, onStatus, store } from "../planning/store.js";
import { drawStrip, tickStrip } from "../planning/strip.js";
import { LOOKS, hms } from "../planning/words.js";
import { wireKeys } from "../planning/keys.js";
import { wireWaits } from "../planning/waits.js";

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
  makeTabStop(now.target?.item.id ?? plan.rows[0]?.item.id ?? null);
  say(now);
  if (!goWhereTheAddressPoints() && page.isToday) showNow(now, plan);
  if (!page.mayAct) return;
  bringPlacingQuietly();
  wireWaits();
};

/** What time has changed: drawn again only when this differs. */
const momentOf = ({ onAir, current, next, mayConfirm, at }) => {
  const late = currentPlan().rows.filter((row) => isLate(row, at)).length;
  return [onAir?.item.id, current?.item.id, next?.item.id, mayConfirm, late, Math.floor(at / 60_000)].join();
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

/** What is heard or stands in the tab's title: not at each change, for browsers write a title slowly. */
const tell = (now) => {
  listenToTime(now.at);
  say(now);
};

/** On the second of the server's clock. */
const beat = () => {
  const now = look();
  if (store.seq >= 0 && momentOf(now) !== moment) draw();
  else tick(now);
  if (store.seq >= 0) tell(now);
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

const browseBreaks = (step) => moveToBreak(step, breakInHand());

const pressBreak = (section) => {
  if (!phone.matches || !section.classList.contains("is-past")) return openPlace(section.dataset.break);
  section.classList.toggle("is-unfolded");
  return bringRows(section);
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
  find("[data-flash]").addEventListener("click", () => newsFlash(breakInHand()));
  find("[data-problem]").addEventListener("click", () => {
    const row = inHand();
    if (row?.item.status === "planned" && page.mayAct) reportProblem(row);
  });
  for (const wire of [wireQueue, wireReason, wireHour, wireLate, wireEvening]) wire();
};

onChange(draw);
phone.addEventListener("change", changed);
onStatus(tellColleagues);
wireFilters();
wireNarrow();
wirePreview();
wireSound();
wireList();
wireSheets();
wireActs();
find("[data-shortcuts]").addEventListener("click", showKeys);
wireKeys({ browse, browseBreaks, backToNow });
beat();
for (const wire of [wirePresence, wirePeople, wireMarks]) wire();
listenToTheDay();
