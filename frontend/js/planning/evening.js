// What is not done every minute (placing, another hour, the rest of the day, the list of keys): its code and its
// dialogs are brought when they are first asked for.
import { announce } from "../announce.js";
import { toast } from "../toasts.js";
import { breakInHand } from "./acts.js";
import { orNothing, whenItComes, withDialogs } from "./apart.js";
import { find, findAll } from "./page.js";

const CUT = "La connexion est coupée : recommencez dès son retour.";

const bringPlacing = () => import("./placing/wire.js");

const brought = async (load) => {
  const part = await orNothing(() => withDialogs(load));
  if (part) return part;
  toast(CUT);
  announce(CUT);
  return null;
};

export const askPlace = async (what) => (await brought(() => import("./place.js")))?.askPlace(what);
export const askRetime = async (place) => (await brought(() => import("./retime.js")))?.askRetime(place);
export const showKeys = async () => (await brought(async () => find("#pl-shortcuts")))?.showModal();

const toggleTray = async () => (await brought(bringPlacing))?.toggleTray();

/** From this break on, or from the next one that has not started. */
export const askShift = async (place) => (await brought(() => import("./shift.js")))?.askShift(place);

/** One part of another page, in a dialog. */
export const openPart = async (address) => (await brought(() => import("./parts.js")))?.openPart(address);

/** Nothing of placing is needed to read or to confirm: it comes once the day is there, or when it is asked for. */
export const bringPlacingQuietly = () => whenItComes(() => withDialogs(bringPlacing), () => {});

export const wireEvening = () => {
  for (const button of findAll("[data-part]")) button.addEventListener("click", () => openPart(button.dataset.part));
  find("[data-tray-toggle]").addEventListener("click", toggleTray);
  find("[data-place]").addEventListener("click", () => askPlace({}));
  find("[data-shift]").addEventListener("click", () => askShift(breakInHand()));
};
