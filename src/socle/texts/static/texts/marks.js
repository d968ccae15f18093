// <socle-marks>: a toolbar that writes Markdown signs in a field. One stop for the Tab key, then arrows
// (the toolbar pattern of WAI-ARIA). What it writes can be taken back with the browser's own undo.

const words = () => document.querySelector("[data-marks]").dataset;

class Marks extends HTMLElement {
  connectedCallback() {
    this.bar = this.querySelector("[role=toolbar]");
    this.field = document.getElementById(this.bar.getAttribute("aria-controls"));
    this.buttons = [...this.bar.querySelectorAll("button")];
    this.hidden = false;
    this.stop(this.buttons[0]);
    this.bar.addEventListener("keydown", (event) => this.move(event));
    this.bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      this.stop(button);
      this.write(button.dataset.mark, button);
    });
    this.field.addEventListener("keydown", (event) => {
      const mark = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
      if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      this.write(mark);
    });
  }

  stop(button) {
    for (const other of this.buttons) other.tabIndex = other === button ? 0 : -1;
  }

  move(event) {
    const here = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here === 0 ? last : here - 1, Home: 0, End: last }[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    this.stop(this.buttons[to]);
    this.buttons[to].focus();
  }

  write(mark, button) {
    if (mark === "picture") {
      openPictures(this, button);
      return;
    }
    this.field.focus();
    this[mark]();
  }

  get chosen() {
    return this.field.value.slice(this.field.selectionStart, this.field.selectionEnd);
  }

  // In the place of what is chosen; then `from` to `to` of what was written is chosen.
  put(text, from = text.length, to = from) {
    const start = this.field.selectionStart;
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, start, this.field.selectionEnd, "end");
      this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    this.field.setSelectionRange(start + from, start + to);
  }

  around(sign) {
    const inside = this.chosen || words().wordsMarked;
    this.put(`${sign}${inside}${sign}`, sign.length, sign.length + inside.length);
  }

  bold() {
    this.around("**");
  }

  italic() {
    this.around("*");
  }

  link() {
    const inside = this.chosen || words().linkWords;
    const start = inside.length + 3;
    this.put(`[${inside}](https://)`, start, start + 8);
  }

  // Every line that is chosen, whole, with a sign before it.
  lines(sign, fallback) {
    const { value, selectionStart, selectionEnd } = this.field;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionEnd) < 0 ? value.length : value.indexOf("\n", selectionEnd);
    const inside = value.slice(start, end) || fallback;
    const written = inside.split("\n").map((line, index) => sign(index) + line).join("\n");
    const gap = start > 0 && value[start - 2] !== "\n" ? "\n" : "";
    this.field.setSelectionRange(start, end);
    this.put(gap + written);
  }

  heading() {
    this.lines(() => "## ", words().heading);
  }

  list() {
    this.lines(() => "- ", words().item);
  }

  numbered() {
    this.lines((index) => `${index + 1}. `, words().item);
  }

  // Apart from what stands before and after.
  block(text, from, to) {
    const { value, selectionStart, selectionEnd } = this.field;
    const before = value.slice(0, selectionStart);
    const after = value.slice(selectionEnd);
    const above = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const below = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    this.put(above + text + below, above.length + (from ?? text.length), above.length + (to ?? text.length));
  }

  table() {
    const { column, item } = words();
    const head = `| ${column} 1 | ${column} 2 |`;
    this.block(`${head}\n|---|---|\n| ${item} | ${item} |\n| ${item} | ${item} |`, 2, 2 + column.length + 2);
  }

  footnote() {
    const numbers = [...this.field.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
    const number = Math.max(0, ...numbers) + 1;
    this.field.setSelectionRange(this.field.selectionEnd, this.field.selectionEnd);
    this.put(`[^${number}]`);
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    const sign = `[^${number}]: `;
    this.block(sign + words().note, sign.length, sign.length + words().note.length);
  }

  picture(line) {
    this.field.focus();
    this.block(line);
  }
}

// --- pictures: one dialog for all fields of the page ---

const dialog = document.getElementById("picture-dialog");
let asked = null;

function openPictures(marks, button) {
  asked = { marks, button };
  dialog.showModal();
  document.getElementById("picture-file").focus();
}

function tell(errors) {
  for (const place of dialog.querySelectorAll("[data-error]")) place.textContent = errors[place.dataset.error] ?? "";
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const failed = dialog.querySelector("[data-failed]").textContent;
  tell({});
  try {
    const data = new FormData(form);
    const answer = await fetch(dialog.dataset.send, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (answer.status === 201) {
      form.reset();
      dialog.close("added");
      asked.marks.picture(said.line);
    } else {
      const { __all__: all, ...errors } = said?.errors ?? { __all__: failed };
      tell({ ...errors, all });
    }
  } catch {
    tell({ all: failed });
  }
}

if (dialog) {
  dialog.querySelector("form").addEventListener("submit", send);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.returnValue !== "added" && asked?.button?.focus());
}

customElements.define("socle-marks", Marks);
