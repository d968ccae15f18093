// A form whose words, choices and ticks stay on this device until they are sent: a browser that is
// closed and a network that is gone lose nothing. `data-saved`: when it was saved last; what was sent
// before is forgotten. `data-is-new`: the page holds what was just sent.

const AT_ONCE = 250;
const TYPED = "textarea, select, input:is([type=text], [type=url], [type=date], [type=number])";
const TICKED = "input:is([type=checkbox], [type=radio])";

class Kept extends HTMLElement {
  connectedCallback() {
    const kept = this.kept();
    if (kept?.isSent && kept.at <= Date.parse(this.dataset.saved)) this.forget();
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.fields = [...this.form.querySelectorAll(TYPED)];
    this.boxes = [...this.form.querySelectorAll(TICKED)];
    this.carried = [...this.form.querySelectorAll("input[type=hidden]")].filter((field) => field.name !== "csrfmiddlewaretoken");
    this.words = this.querySelector("[data-words]").dataset;
    this.says = this.querySelector("[data-says]");
    this.form.addEventListener("input", (event) => {
      if (this.fields.includes(event.target) || this.boxes.includes(event.target)) this.changed();
    });
    this.form.addEventListener("submit", (event) => {
      const isKept = this.keep(navigator.onLine);
      if (navigator.onLine) return;
      event.preventDefault();
      this.say(isKept ? this.words.noNetwork : this.words.lost, true);
    });
    addEventListener("pagehide", () => this.waits && this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && this.waits && this.keep());
    this.comeBack();
  }

  changed() {
    clearTimeout(this.waits);
    this.waits = setTimeout(() => {
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
      if (this.keep()) this.say(this.words.kept.replace("TIME", time));
      else this.say(this.words.lost, true);
    }, AT_ONCE);
  }

  keep(isSent = false) {
    clearTimeout(this.waits);
    this.waits = null;
    const ticked = this.boxes.filter((box) => box.checked).map(named);
    const kept = { at: Date.now(), isSent, typed: values(this.fields), carried: values(this.carried), ticked };
    try {
      localStorage.setItem(this.dataset.key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.dataset.key);
    } catch {
      // A device that keeps nothing has nothing to forget.
    }
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.dataset.key));
    } catch {
      return null;
    }
  }

  // Words that were never sent are offered, never put in place of what stands there.
  comeBack() {
    if (this.dataset.isNew) {
      this.keep();
      return;
    }
    const kept = this.kept();
    if (!kept?.typed) return;
    if (this.fields.every((field) => plain(kept.typed[field.name] ?? "") === plain(field.value))) {
      this.forget();
      return;
    }
    const offer = this.querySelector(".kept-here");
    const day = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    offer.querySelector("[data-offer-says]").textContent = this.words.offer.replace("DAY", day);
    offer.hidden = false;
    offer.querySelector("[data-take]").addEventListener("click", () => {
      this.takeBack(kept);
      this.done(offer);
      // The preview listens too.
      this.fields[0].dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    offer.querySelector("[data-forget]").addEventListener("click", () => {
      this.forget();
      this.done(offer);
    });
  }

  takeBack({ typed, carried, ticked }) {
    for (const field of [...this.fields, ...this.carried]) {
      field.value = { ...typed, ...carried }[field.name] ?? field.value;
    }
    for (const box of ticked ? this.boxes : []) box.checked = ticked.includes(named(box));
    // Of a row that was asked for and is not on this page: it is sent, and stands on the next one.
    for (const [name, value] of Object.entries(typed)) {
      if (this.form.elements[name]) continue;
      const row = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      this.form.append(row);
      this.carried.push(row);
    }
  }

  done(offer) {
    offer.hidden = true;
    this.fields[0].focus();
  }

  say(words, warns = false) {
    this.says.classList.toggle("warns", warns);
    if (this.says.textContent !== words) this.says.textContent = words;
  }
}

const named = (box) => `${box.name}=${box.value}`;
const values = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.value]));
const plain = (words) => words.replaceAll("\r\n", "\n").trim();

customElements.define("socle-kept", Kept);
