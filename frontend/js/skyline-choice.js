// [data-skyline-for="id"]: pressing a daypart of the skyline chooses it in the list of that id, and the list marks it back.
import { on, onEach } from "./on.js";

on("click", "[data-skyline-for] [data-daypart]", (column) => {
  const list = document.getElementById(column.closest("[data-skyline-for]").dataset.skylineFor);
  list.value = column.dataset.daypart;
  list.dispatchEvent(new Event("change", { bubbles: true }));
});

onEach("[data-skyline-for]", (skyline) => {
  const list = document.getElementById(skyline.dataset.skylineFor);
  list?.addEventListener("change", () => {
    for (const column of skyline.querySelectorAll("[data-daypart]")) {
      column.classList.toggle("chosen", column.dataset.daypart === list.value);
      column.querySelector(".number").textContent = "";
    }
  });
});
