// An optional sound: two minutes before a break that holds something to confirm, and when an airing becomes late. Silent
// until somebody asks for it (browsers want a gesture before the first sound); the choice is kept on this computer.
import { announce } from "../announce.js";
import { findAll } from "./page.js";
import { currentPlan, isLate } from "./plan.js";
import { setIcon, setText } from "./dom.js";

const KEPT = "planning-sound";
const AHEAD_MS = 120_000;
const SOON = [660, 880]; // rising: get ready
const LATE = [440, 330]; // falling: something was forgotten
const VOLUME = 0.15;
const NOTE_SECONDS = 0.18;

let audio = null;
let known = null;
const isOn = () => localStorage.getItem(KEPT) === "on";

const note = (pitch, starts) => {
  const [source, volume] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(VOLUME, starts);
  volume.gain.exponentialRampToValueAtTime(0.001, starts + NOTE_SECONDS);
  source.connect(volume).connect(audio.destination);
  source.start(starts);
  source.stop(starts + NOTE_SECONDS);
};

const play = (pitches) => {
  if (!isOn() || !audio) return;
  pitches.forEach((pitch, place) => note(pitch, audio.currentTime + place * NOTE_SECONDS));
};

/** What deserves a sound at this moment: breaks that are near, airings that are late. */
const happening = (at) => {
  const { breaks, rows } = currentPlan();
  const near = ({ startsAt, rows: held }) => startsAt > at && startsAt - at <= AHEAD_MS && held.some(({ item }) => item.status === "planned");
  return {
    soon: new Set(breaks.filter(near).map(({ place }) => place.id)),
    late: new Set(rows.filter((row) => isLate(row, at)).map(({ item }) => item.id)),
  };
};

const isNew = (kind, now) => known !== null && [...now[kind]].some((id) => !known[kind].has(id));

/** Once a second. What was so already when the screen opened is not sounded. */
export const listenToTime = (at) => {
  const now = happening(at);
  if (isNew("late", now)) play(LATE);
  else if (isNew("soon", now)) play(SOON);
  known = now;
};

const open = () => {
  audio ??= new AudioContext();
  audio.resume();
};

const draw = () => {
  for (const button of findAll("[data-sound]")) {
    button.setAttribute("aria-pressed", String(isOn()));
    setIcon(button.querySelector("svg"), isOn() ? "sound" : "mute");
    button.title = isOn() ? "Son activé" : "Son coupé";
    setText(button.querySelector("[data-sound-word]"), button.title);
  }
};

const toggle = () => {
  localStorage.setItem(KEPT, isOn() ? "off" : "on");
  open();
  draw();
  play(SOON);
  announce(isOn() ? "Son activé : deux minutes avant un écran, et quand un passage est en retard." : "Son coupé.");
};

export const wireSound = () => {
  for (const button of findAll("[data-sound]")) button.addEventListener("click", toggle);
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => isOn() && open(), { once: true });
  draw();
};
