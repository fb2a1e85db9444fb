// [data-key="a"]: a button with its key. [data-focus-key="/"]: a field reached by a key. Never while one types; a held key is one press.

const typing = (target) => target.matches("input, textarea, select, [contenteditable]") || target.closest("dialog[open]");

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = CSS.escape(event.key.toLowerCase());
  const field = document.querySelector(`[data-focus-key="${key}"]`);
  const button = document.querySelector(`[data-selected] [data-key="${key}"], [data-key="${key}"]:not([data-in-row] *)`);
  if (!field && !button) return;
  event.preventDefault();
  if (field) field.focus();
  else button.click();
});
