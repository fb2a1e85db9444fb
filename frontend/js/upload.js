// form[data-upload]: sends the chosen file in pieces that survive a cut (tus 1.0). Without script the form sends it whole.
import { Upload } from "tus-js-client";
import { announce } from "./announce.js";
import { serverNow } from "./clock.js";
import { cutAt, drawFile, drawProgress, megabytes, showOnly, tell } from "./upload-meter.js";

const WAITS_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 120_000, 120_000];
const TRY_AGAIN = [409, 423, 429];

const form = document.querySelector("form[data-upload]");
const panel = document.querySelector("[data-sending]");
const input = form?.elements.media;

/** A sentence under the field, or none. */
const refuse = (sentence) => {
  const place = form.querySelector("[data-refused]");
  place.hidden = !sentence;
  place.textContent = sentence ?? "";
  if (sentence) input.focus();
};

const tooLarge = (file) => file.size > Number(form.dataset.limit);

const chosen = () => {
  const file = input.files[0];
  if (!file) return;
  form.querySelector("[data-chosen]").textContent = `${file.name}, ${megabytes(file.size)}`;
  refuse(tooLarge(file) ? `Ce fichier fait ${megabytes(file.size)} : le maximum est ${megabytes(form.dataset.limit)}.` : null);
};

const back = (sentence) => {
  panel.hidden = true;
  form.hidden = false;
  refuse(sentence);
};

/** What the server said, in French; a line that never came back has no words of its own. */
const reason = (error) => {
  try {
    return JSON.parse(error.originalResponse.getBody()).detail;
  } catch {
    return "L’envoi n’a pas abouti. Vérifiez votre connexion, puis recommencez : il reprendra où il en était.";
  }
};

const metadata = (file) => ({
  filename: file.name,
  title: form.elements.title?.value ?? "",
  spot: form.elements.spot?.value ?? "",
});

const sending = (file) => {
  let place = "/spots/";
  const line = cutAt(panel, () => serverNow());
  return new Upload(file, {
    endpoint: form.dataset.endpoint,
    chunkSize: Number(form.dataset.piece),
    retryDelays: WAITS_MS,
    metadata: metadata(file),
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    removeFingerprintOnSuccess: true,
    onProgress: (sent, total) => {
      line.back();
      drawProgress(panel, sent, total);
    },
    onAfterResponse: (_request, response) => {
      place = response.getHeader("Spot-Location") ?? place;
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const retry = status === 0 || status >= 500 || TRY_AGAIN.includes(status);
      if (retry) line.cut();
      return retry && status !== 507;
    },
    onError: (error) => back(reason(error)),
    onSuccess: () => location.assign(place),
  });
};

const send = async (file) => {
  form.hidden = true;
  panel.hidden = false;
  showOnly(panel, null);
  drawFile(panel, file, form.elements.title?.value || file.name);
  drawProgress(panel, 0, file.size);
  const upload = sending(file);
  const [before] = await upload.findPreviousUploads();
  if (before) {
    upload.resumeFromPreviousUpload(before);
    showOnly(panel, "resumed");
    tell(panel, "Un envoi interrompu de ce fichier a été retrouvé : il continue où il s’était arrêté.");
  }
  upload.start();
  wireButtons(upload);
  announce("L’envoi a commencé.");
};

const wireButtons = (upload) => {
  let paused = false;
  panel.querySelector("[data-pause]").onclick = ({ currentTarget }) => {
    paused = !paused;
    currentTarget.querySelector("span").textContent = paused ? "Reprendre" : "Mettre en pause";
    return paused ? upload.abort() : upload.start();
  };
  panel.querySelector("[data-cancel]").onclick = async () => {
    await upload.abort(true);
    back(null);
  };
};

const wireDrop = (area) => {
  const over = (yes) => (event) => {
    event.preventDefault();
    area.toggleAttribute("data-over", yes);
  };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
    chosen();
  });
};

if (form) {
  wireDrop(form.querySelector("[data-drop]"));
  input.addEventListener("change", chosen);
  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file || (form.elements.title && !form.elements.title.value.trim())) return;
    event.preventDefault();
    event.stopPropagation();
    if (!tooLarge(file)) send(file);
  });
}
