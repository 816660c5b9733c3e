// Single keys: which does what, bound otherwise by the person and kept in this browser.
const PLACE = "dateline.keys";

/** Keys a person typed, by action; what cannot be read counts for nothing. */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) || "{}");
    return found && typeof found === "object" ? found : {};
  } catch { return {}; }
}

/** Whether the person types there, so that a key is a letter. */
export function typing(target) {
  return target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable]"));
}

/** The keys of the dialog, as they are bound. `find(key)` gives {action, slot} or null. */
export function bindings(dialog) {
  const fields = [...dialog.querySelectorAll(".binding")];
  const said = dialog.querySelector("#keys-said");
  const show = () => {
    const own = kept();
    for (const field of fields) {
      const key = typeof own[field.dataset.action] === "string" && own[field.dataset.action].length === 1 ? own[field.dataset.action] : field.dataset.usual;
      field.value = key;
      for (const sign of document.querySelectorAll(`kbd[data-of="${field.dataset.action}"]`)) sign.textContent = key;
    }
  };
  const bind = (field) => {
    const key = field.value;
    const taken = fields.find((other) => other !== field && other.value.toLowerCase() === key.toLowerCase());
    if (!key.trim() || taken) {
      said.textContent = taken ? `${key} is bound already; choose another key.` : "A key is one sign.";
      show();
      return;
    }
    localStorage.setItem(PLACE, JSON.stringify({ ...kept(), [field.dataset.action]: key }));
    said.textContent = `Bound: ${key}.`;
    show();
  };
  dialog.addEventListener("change", (event) => { if (event.target.matches(".binding")) bind(event.target); });
  dialog.addEventListener("input", (event) => { if (event.target.matches(".binding") && event.target.value) bind(event.target); });
  dialog.addEventListener("focusin", (event) => { if (event.target.matches(".binding")) event.target.select(); });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-closes]")) dialog.close();
    if (event.target.closest("[data-resets]")) { localStorage.removeItem(PLACE); said.textContent = "The keys are as they were."; show(); }
  });
  show();
  return {
    show,
    find(key) {
      const exact = fields.find((field) => field.value === key);
      const field = exact || fields.find((one) => one.value.toUpperCase() === key && one.dataset.slot);
      return field ? { action: field.dataset.action, slot: field.dataset.slot, beside: !exact } : null;
    },
  };
}
