// What must be caught: a screen made worse on purpose.
window.control = {
  /** Draws the whole day again at each frame heard. */
  drawAgain() {
    const list = document.querySelector("[data-breaks]");
    const row = document.querySelector(".pl-row").outerHTML;
    const again = document.createElement("ol");
    list.after(again);
    benchmark.socket.addEventListener("message", () => {
      // Markup the page itself drew, in a benchmark: what drawing everything again costs is the point.
      again.innerHTML = row.replaceAll("data-row", "data-copy").repeat(1440);
      again.getBoundingClientRect();
    });
  },
  /** Lays out every row again at each step of the scroll. */
  layOutAgain() {
    const list = document.querySelector("[data-breaks]");
    let wide = false;
    document.querySelector("[data-scroll]").addEventListener("scroll", () => {
      wide = !wide;
      for (const place of list.children) place.style.contentVisibility = "visible";
      list.style.paddingRight = wide ? "1px" : "2px";
      const ends = performance.now() + 15; // four times as long to a slowed browser
      while (performance.now() < ends) list.getBoundingClientRect();
    });
  },
  /** Keeps each frame it hears, and an element for it. */
  keep() {
    const kept = [];
    benchmark.socket.addEventListener("message", ({ data }) => kept.push(JSON.parse(data), document.createElement("li")));
    window.kept = kept;
  },
};
