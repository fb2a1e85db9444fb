// The one large button (Enter): confirms what is on air, else what comes next once it may be.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { KEPT, complain, doTo, once } from "./acts.js";
import { askHour } from "./hour.js";
import { find } from "./page.js";
import { nowOnAir } from "./plan.js";
import { sureNow } from "./wake.js";
import { hm, hms } from "./words.js";

const PAUSE_MS = 900;
let restsUntil = 0;

/**
 * Confirm what the button shows. A screen that has just woken finds the hour first; if that shows another airing, it waits.
 * One that cannot find it asks the person: an hour nobody is sure of is never written down.
 */
export const confirmNow = async () => {
  const shown = nowOnAir().target;
  if (performance.now() < restsUntil) return;
  const isSure = (await sureNow()) !== null;
  const { target, mayConfirm, opensAt } = nowOnAir();
  if (target?.item.id !== shown?.item.id) return announce("L’écran vient de se remettre à l’heure : vérifiez, puis confirmez.");
  if (!target) return announce("Rien à confirmer.");
  if (!mayConfirm) return announce(`La confirmation de « ${target.item.title} » ouvre à ${hm(opensAt)}.`);
  if (!isSure) return askHour(target);
  return once(find("[data-confirm]"), () => confirm(target.item));
};

/** A double press must not confirm two airings: after a confirmation the button rests for a moment. */
const confirm = async (item) => {
  const answer = await doTo(item, "confirm");
  if (!answer.ok) return complain(answer);
  restsUntil = performance.now() + PAUSE_MS;
  announce(`« ${item.title} » confirmé à ${hms(serverNow())}${answer.queued ? `, ${KEPT}` : ""}.`);
};
