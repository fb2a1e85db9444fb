// How the screen says statuses, times and lengths: the words and tones of every other page.

const zone = "Africa/Ouagadougou";
const withSeconds = new Intl.DateTimeFormat("fr", { timeStyle: "medium", timeZone: zone });
const short = new Intl.DateTimeFormat("fr", { timeStyle: "short", timeZone: zone });
const dayAndTime = new Intl.DateTimeFormat("fr", { weekday: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone });

/** 1795376730000 → "19:45:30". */
export const hms = (ms) => withSeconds.format(ms);
/** → "19:45". */
export const hm = (ms) => short.format(ms);
/** → "sam. 21, 19:45". */
export const dayHm = (ms) => dayAndTime.format(ms);
/** "19:25" → "19h25", how an écran is called. */
export const spoken = (time) => time.replace(":", "h");

const two = (number) => String(number).padStart(2, "0");

/** Seconds left as "0:16", above an hour "1:02:16". */
export const clockOf = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

/** The big countdown: "00:16", above an hour "1:02:16". */
export const countdownOf = (seconds) => (seconds < 600 ? `0${clockOf(seconds)}` : clockOf(seconds));

/** How far a break is: "dans 24 min", "dans 2 h 05". */
export const inWords = (seconds) => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? `dans ${minutes} min` : `dans ${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
};

export const plural = (count, one, many) => `${count} ${count > 1 ? many : one}`;

export const LOOKS = {
  planned: { tone: "planned", icon: "clock", word: "planifié" },
  onair: { tone: "onair", icon: "onair", word: "à l’antenne" },
  late: { tone: "pending", icon: "alert", word: "à confirmer" },
  aired: { tone: "aired", icon: "check-circle", word: "diffusé" },
  missed: { tone: "missed", icon: "x-circle", word: "manqué" },
  preempted: { tone: "preempted", icon: "swap", word: "remplacé" },
};

export const REASONS = {
  aired_ok: "diffusé sans écart",
  duration_discrepancy: "durée non respectée",
  content_discrepancy: "contenu différent",
  did_not_air: "non diffusé",
  preempted: "remplacé par une autre émission",
  joined_in_progress: "pris en cours",
  technical: "incident technique",
  missing_content: "fichier absent",
  inserted_by_operator: "inséré par la régie",
  unknown: "cause inconnue",
};

/** "Salif Kaboré" → "SK". */
export const initials = (name) =>
  name
    .split(/\s+/)
    .map((part) => part[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();

/** Without accents or capitals, for searching. */
export const plain = (text) =>
  (text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
