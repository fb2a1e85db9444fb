// What the sender sees of an upload: percentage, chunks, time left, and the story of the line.

const SLOW_BITS = 1_500_000;
const CHUNKS = 25;
const decimal = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const hour = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const states = ["resumed", "cut", "checking"];
let started = null;

export const megabytes = (bytes) => `${decimal.format(bytes / 1_048_576)} Mo`;

/** Show one state of the line ("resumed", "cut", "checking"), or none. */
export const showOnly = (panel, state) => {
  for (const name of states) panel.querySelector(`[data-${name}]`).hidden = name !== state;
};

export const tell = (panel, sentence) => (panel.querySelector("[data-story]").textContent = sentence);

const timeLeft = (seconds) => {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 60) return "encore moins d’une minute";
  const minutes = Math.round(seconds / 60);
  return `encore ${minutes} minute${minutes > 1 ? "s" : ""} environ`;
};

/** Bits a second since this page began to send; what an earlier visit had sent is not counted. */
const speed = (sent) => {
  started ??= { at: performance.now(), sent };
  const seconds = (performance.now() - started.at) / 1000;
  return seconds > 2 ? ((sent - started.sent) * 8) / seconds : NaN;
};

export const drawProgress = (panel, sent, total) => {
  const percent = Math.floor((sent / total) * 100);
  const bits = speed(sent);
  panel.querySelector("[data-percent]").textContent = percent;
  panel.querySelector("[role=progressbar]").setAttribute("aria-valuenow", percent);
  panel.querySelector("[data-sent]").textContent = `${decimal.format(sent / 1_048_576)} sur ${megabytes(total)}`;
  panel.querySelector("[data-left]").textContent = bits ? timeLeft(((total - sent) * 8) / bits) : "";
  panel.querySelectorAll(".meter-chunks i").forEach((chunk, n) => chunk.toggleAttribute("data-done", n < (sent / total) * CHUNKS));
  panel.querySelector("[data-slow]").hidden = !(bits < SLOW_BITS);
  panel.querySelector("[data-speed]").textContent = `${decimal.format((bits || 0) / 1_000_000)} Mb/s`;
  if (sent === total) showOnly(panel, "checking");
};

/** The story of a line that is cut and comes back. */
export const cutAt = (panel, now) => {
  let since = null;
  return {
    cut: () => {
      since ??= now();
      showOnly(panel, "cut");
    },
    back: () => {
      if (since === null) return;
      tell(panel, `Coupure à ${hour.format(since)}, reprise à ${hour.format(now())}, rien à renvoyer.`);
      showOnly(panel, "resumed");
      since = null;
    },
  };
};

/** Name, title and a picture of the file, drawn from the file itself. */
export const drawFile = (panel, file, title) => {
  started = null;
  panel.querySelector("[data-title]").textContent = title;
  panel.querySelector("[data-file]").textContent = file.name;
  const canvas = panel.querySelector("[data-preview]");
  const source = document.createElement(file.type.startsWith("image/") ? "img" : "video");
  const draw = () => {
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    canvas.hidden = false;
    URL.revokeObjectURL(source.src);
  };
  source.addEventListener(source.tagName === "IMG" ? "load" : "seeked", draw, { once: true });
  source.addEventListener("loadeddata", () => (source.currentTime = 1), { once: true });
  source.muted = true;
  source.src = URL.createObjectURL(file);
};
