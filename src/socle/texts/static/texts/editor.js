// The page to write a text. Without this script it is a form; with it, the draft is saved as one
// types, and kept on the device while there is no network.

import "./marks.js";
import { token } from "./preview.js";

const PAUSE = 900;
const RETRY = [4000, 10000, 30000];
const KEPT_AT_ONCE = 250;

class Draft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.fields = [...this.form.querySelectorAll("[data-longest]")];
    this.carried = ["draft", "seen", "upon", "translates", ...this.fields.map((field) => `was-${field.name}`)];
    this.words = this.querySelector("[data-words]").dataset;
    this.says = this.querySelector("[data-says]");
    this.failures = 0;
    this.listen();
    this.comeBack();
  }

  listen() {
    this.form.addEventListener("input", (event) => {
      if (this.fields.includes(event.target)) this.changed();
    });
    this.form.addEventListener("submit", (event) => {
      if (event.submitter?.hasAttribute("data-preview-opener")) return;
      this.keepHere();
      if (this.isTooLong()) {
        event.preventDefault();
        this.querySelector("[data-too-long-for]:not([hidden])").previousElementSibling.focus();
        return;
      }
      if (navigator.onLine) return;
      event.preventDefault();
      this.failed();
    });
    addEventListener("online", () => this.waits && this.save());
    addEventListener("beforeunload", (event) => this.isLost && event.preventDefault());
    // The page goes away, or a phone puts it aside: what is typed is kept before.
    addEventListener("pagehide", () => this.isChanged && this.keepHere());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.isChanged) this.keepHere();
    });
  }

  changed() {
    this.isChanged = true;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepHere(), KEPT_AT_ONCE);
    this.saveIn(PAUSE);
  }

  // --- kept on this device ---

  typed() {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
  }

  keepHere() {
    clearTimeout(this.keeping);
    const carried = Object.fromEntries(this.carried.map((name) => [name, this.form.elements[name].value]));
    try {
      localStorage.setItem(this.dataset.key, JSON.stringify({ at: Date.now(), typed: this.typed(), carried }));
      this.isLost = false;
    } catch {
      this.isLost = true;
    }
    return !this.isLost;
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.dataset.key));
    } catch {
      return null;
    }
  }

  forget() {
    clearTimeout(this.keeping);
    this.isLost = false;
    try {
      localStorage.removeItem(this.dataset.key);
    } catch {
      // A device that keeps nothing has nothing to forget.
    }
  }

  // Words that were never saved are offered, never put in place of what stands there.
  comeBack() {
    const kept = this.kept();
    if (this.dataset.isNew) {
      this.keepHere();
      return;
    }
    if (!kept?.typed) return;
    if (this.fields.every((field) => same(kept.typed[field.name] ?? "", field.value))) {
      this.forget();
      return;
    }
    const offer = this.querySelector(".kept-here");
    const day = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    offer.querySelector("[data-offer-says]").textContent = this.words.offer.replace("DAY", day);
    offer.hidden = false;
    offer.querySelector("[data-take]").addEventListener("click", () => {
      for (const [name, value] of Object.entries({ ...kept.typed, ...kept.carried })) {
        if (this.form.elements[name]) this.form.elements[name].value = value;
      }
      offer.hidden = true;
      this.fields[0].focus();
      // The preview listens too.
      this.fields[0].dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    offer.querySelector("[data-forget]").addEventListener("click", () => {
      this.forget();
      offer.hidden = true;
      this.fields[0].focus();
    });
  }

  // --- saved on the site ---

  saveIn(pause) {
    clearTimeout(this.waits);
    this.waits = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.waits);
    this.waits = null;
    if (this.isStopped || this.isTooLong()) return;
    if (this.isSaving) {
      this.saveIn(PAUSE);
      return;
    }
    this.isSaving = true;
    const sent = this.typed();
    let answer;
    try {
      answer = await fetch(this.dataset.save, this.asked(sent));
    } catch {
      answer = null;
    }
    this.isSaving = false;
    await this.answered(answer, sent);
  }

  asked(typed) {
    const data = new FormData();
    for (const [name, value] of Object.entries(typed)) data.append(name, value);
    for (const name of ["draft", "seen", "upon", "translates"]) data.append(name, this.form.elements[name].value);
    return { method: "POST", body: data, headers: { "X-CSRFToken": token(this.form), Accept: "application/json" } };
  }

  async answered(answer, sent) {
    if (answer?.status === 200) return this.saved(await answer.json(), sent);
    if (answer?.status === 409) return this.quicker(await answer.json());
    if (answer?.status === 422) return this.refused((await answer.json()).errors.join(" "));
    if (answer?.status === 401 || answer?.status === 403) return this.warn(this.words.keptSignedOut);
    if (answer?.status === 404) return this.refused("");
    return this.failed();
  }

  saved(told, sent) {
    const { elements } = this.form;
    for (const name of ["draft", "seen", "upon"]) elements[name].value = told[name];
    for (const [name, value] of Object.entries(sent)) elements[`was-${name}`].value = value;
    const words = this.failures ? this.words.savedAgain : this.words.saved;
    this.failures = 0;
    if (this.fields.every((field) => field.value === sent[field.name])) {
      this.isChanged = false;
      this.forget();
    } else {
      this.keepHere();
    }
    this.say(words.replace("TIME", told.saved));
  }

  failed() {
    const pause = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.warn(this.words.kept);
    this.saveIn(pause);
  }

  // From here on only the form can tell what becomes of both.
  quicker(told) {
    this.isStopped = true;
    const place = this.querySelector("[data-quicker]");
    place.querySelector("[data-quicker-says]").textContent = told.said;
    place.hidden = false;
    this.keepHere();
    this.say(told.said, true);
  }

  refused(why) {
    this.isStopped = !why;
    this.warn(`${this.words.keptRefused} ${why}`);
  }

  isTooLong() {
    let found = false;
    for (const field of this.fields) {
      const longest = Number(field.dataset.longest);
      const length = field.value.length > longest ? [...field.value].length : 0;
      const place = this.querySelector(`[data-too-long-for="${field.id}"]`);
      place.hidden = length <= longest;
      if (length <= longest) continue;
      found = true;
      const number = (value) => value.toLocaleString(document.documentElement.lang);
      place.textContent = this.words.tooLong.replace("LONGEST", number(longest)).replace("LENGTH", number(length));
      this.warn(place.textContent);
    }
    return found;
  }

  warn(words) {
    this.say(this.keepHere() ? words : this.words.lost, true);
  }

  say(words, warns = false) {
    this.says.classList.toggle("warns", warns);
    if (this.says.textContent !== words) this.says.textContent = words;
  }
}

const plain = (words) => words.replaceAll("\r\n", "\n").trim();
const same = (one, other) => plain(one) === plain(other);

customElements.define("socle-draft", Draft);
