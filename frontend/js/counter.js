// form[data-counter]: the landing page's airings as squares in the chosen column (a number when they are many).
import { onEach } from "./on.js";

const MOST_SQUARES = 24;

const draw = (form) => {
  const airings = Number(form.elements.airings.value) || 0;
  for (const place of form.querySelectorAll("[data-squares]")) {
    const many = airings > MOST_SQUARES;
    const squares = many ? [String(airings)] : Array.from({ length: airings }, () => document.createElement("i"));
    place.replaceChildren(...squares);
  }
};

onEach("form[data-counter]", (form) => {
  form.addEventListener("input", () => draw(form));
  draw(form);
});
