// [data-part="/page/#id"]: one part of another page, shown in a dialog. Its forms are sent from there, and the part that
// comes back takes its place; a page without that part means the work is done.
import { announce } from "../announce.js";
import { toast } from "../toasts.js";
import { find } from "./page.js";
import { showWaits } from "./waits.js";

const CUT = "La connexion est coupée. Recommencez dès son retour.";
let shown = null;

const dialog = () => find("#pl-part");
const holder = () => dialog().querySelector("[data-part-here]");

export const openPart = (address) => {
  shown = new URL(address, location.origin);
  holder().replaceChildren();
  dialog().showModal();
  return show(fetch(shown));
};

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

const show = async (asked) => {
  const answer = await asked.catch(() => null);
  if (!answer) return toast(CUT, { error: true });
  if (new URL(answer.url).pathname === "/login/") return location.assign(answer.url);
  const page = await read(answer);
  for (const said of page.querySelectorAll("#toasts .toast > span")) tell(said.textContent);
  const part = page.getElementById(shown.hash.slice(1));
  if (part) return put(part);
  if (answer.ok) return dialog().close();
  return toast(page.querySelector("main p")?.textContent ?? CUT, { error: true });
};

const tell = (sentence) => {
  toast(sentence);
  announce(sentence);
};

const put = (part) => {
  holder().replaceChildren(part);
  if (!dialog().contains(document.activeElement)) dialog().querySelector("[data-close]").focus(); // what had it is gone
  if ("count" in part.dataset) showWaits({ [shown.hash.slice(1)]: part.dataset.count });
};

const submit = (event) => {
  event.preventDefault();
  const { target, submitter } = event;
  const body = new FormData(target, submitter);
  if (submitter) submitter.disabled = true;
  return show(fetch(target.action, { method: "POST", body })).finally(() => {
    if (submitter) submitter.disabled = false;
  });
};

dialog().addEventListener("submit", submit);
