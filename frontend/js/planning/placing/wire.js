// Placing on the day, wired: the tray, the pointer, the keyboard, several rows at once.
import { find } from "../page.js";
import { currentPlan } from "../plan.js";
import { draggable, wireDrag } from "./drag.js";
import { wireGhost } from "./ghost.js";
import { wireShown } from "./shown.js";
import { otherDay, wireReach } from "./reach.js";
import { chooseThing, wireSelect } from "./select.js";
import { ofRow } from "./things.js";
import { wireTogether } from "./together.js";
import { wireTray } from "./tray.js";

export { toggleTray } from "./tray.js";

const movable = (element) => {
  const row = currentPlan().byId.get(element.closest("[data-row]")?.dataset.row);
  return row?.item.status === "planned" ? ofRow(row) : null;
};

for (const wire of [wireShown, wireGhost, wireReach, wireSelect, wireTray, wireTogether, wireDrag]) wire();
draggable(find("[data-breaks]"), movable, chooseThing);
find("[data-other-day]").addEventListener("click", () => otherDay());
