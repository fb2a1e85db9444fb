// Says a sentence to screen readers, through the page's one live region.

export const announce = (sentence) => {
  document.getElementById("live").textContent = sentence;
};
