// The next airing's picture, and its video for whoever asks: nothing of it is loaded before, so that a poor line shows the
// picture first.
import { setHidden, setText } from "./dom.js";
import { find } from "./page.js";
import { hasPicture, posterOf } from "./row.js";
import { clockOf } from "./words.js";

let shown = null;
const media = () => find("[data-next-media]");

const forgetVideo = () => media().querySelector("video")?.remove();

/** Offer the video of what airs next; pictures and spots without a file have none. */
export const drawPreview = (item) => {
  const key = item && `${item.spot_id} ${item.house_number}`;
  if (key !== shown) forgetVideo();
  shown = key;
  const plays = hasPicture(item) && item.media_type === "video";
  setHidden(find("[data-next-play]"), !plays || media().querySelector("video") !== null);
  if (!plays) return;
  find("[data-next-play]").dataset.spot = item.spot_id;
  find("[data-next-play]").dataset.poster = posterOf(item);
  setText(find("[data-next-length]"), clockOf(item.duration_seconds));
};

const play = ({ currentTarget: { dataset } }) => {
  const video = Object.assign(document.createElement("video"), {
    controls: true, muted: true, playsInline: true, preload: "metadata", poster: dataset.poster, src: `/spots/${dataset.spot}/media/`,
  });
  video.className = "pl-next-video";
  media().append(video);
  setHidden(find("[data-next-play]"), true);
  video.focus();
  // A line that fails leaves the picture, and the button to try again.
  video.play().catch(() => {});
  video.addEventListener("error", () => {
    forgetVideo();
    setHidden(find("[data-next-play]"), false);
  });
};

export const wirePreview = () => find("[data-next-play]").addEventListener("click", play);
