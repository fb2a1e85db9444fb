// video[data-player]: K plays and pauses, comma and full stop step one picture. Never while one types.

const STEP_SECONDS = 1 / 25;
const typing = (target) => target.matches("input, textarea, select, video") || target.closest("dialog[open]");

const act = {
  k: (video) => (video.paused ? video.play() : video.pause()),
  ",": (video) => step(video, -STEP_SECONDS),
  ".": (video) => step(video, STEP_SECONDS),
};

const step = (video, seconds) => {
  video.pause();
  video.currentTime += seconds;
};

document.addEventListener("keydown", (event) => {
  const video = document.querySelector("video[data-player]");
  if (!video || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  act[event.key.toLowerCase()]?.(video);
});
