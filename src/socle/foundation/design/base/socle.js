// What every page gets: the few things markup alone cannot do, and components only where they stand.

const parts = {
  "socle-suggest": () => import("../search_box/suggest.js"),
  "socle-tabs": () => import("../tabs/tabs.js"),
  "socle-dialog": () => import("../dialog/dialog.js"),
  "socle-menu": () => import("../account/menu.js"),
  "socle-map": () => import("../map/map.js"),
  "socle-copy": () => import("../copy/copy.js"),
};

for (const [name, load] of Object.entries(parts)) {
  if (document.querySelector(name)) load();
}

const PATIENCE = 8000;

// An example on the design page takes no focus: its reader came for the whole page.
document.querySelector("[data-focus-on-load]:not(.design-examples *)")?.focus();

// A form sent twice by an impatient hand is sent once, and its button says that it works.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => ready(form), PATIENCE);
  const button = event.submitter;
  if (!button?.dataset.busyLabel) return;
  button.setAttribute("aria-busy", "true");
  button.dataset.label = button.textContent;
  button.textContent = button.dataset.busyLabel;
});

// Coming back with the browser's own button finds forms ready again; so does an answer that never came.
function ready(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[data-label]")) {
    button.removeAttribute("aria-busy");
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(ready));

// Shown as blocks, a table would no longer be one for a screen reader: say again what it is.
const roles = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const table of document.querySelectorAll("table.stack")) {
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody, tr, td, th")) {
    part.setAttribute("role", roles[part.tagName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
  }
}
