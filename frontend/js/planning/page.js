// What the server wrote on the page: the day, who looks, what they may do, the station's delays.

const root = document.querySelector("[data-planning]");
const data = root.dataset;

export const find = (selector) => root.querySelector(selector);
export const findAll = (selector) => root.querySelectorAll(selector);

export const page = {
  root,
  day: data.day,
  isToday: data.day === data.today,
  startsAt: Date.parse(data.startsAt),
  endsAt: Date.parse(data.endsAt),
  me: data.me,
  mayAct: "mayAct" in data,
  mayCorrect: "mayCorrect" in data,
  confirmEarlyMs: Number(data.confirmEarly) * 1000,
  undoMs: Number(data.undo) * 1000,
  known: JSON.parse(document.getElementById("planning-known").textContent),
};

/** Where an instant stands in the broadcast day, from 0 to 1. */
export const shareOfDay = (ms) => (ms - page.startsAt) / (page.endsAt - page.startsAt);
