// A form whose words stay on this device until they are sent: a browser that is closed and a network
// that is gone lose nothing. `data-saved`: when it was saved last; what was sent before is forgotten.

const AT_ONCE = 250;

class Kept extends HTMLElement {
  connectedCallback() {
    const kept = this.kept();
    if (kept?.isSent && kept.at <= Date.parse(this.dataset.saved)) this.forget();
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.fields = [...this.form.querySelectorAll("textarea, input[type=text]")];
    this.carried = [...this.form.querySelectorAll("input[type=hidden]")].filter((field) => field.name !== "csrfmiddlewaretoken");
    this.words = this.querySelector("[data-words]").dataset;
    this.says = this.querySelector("[data-says]");
    this.form.addEventListener("input", (event) => this.fields.includes(event.target) && this.changed());
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
    const kept = { at: Date.now(), isSent, typed: values(this.fields), carried: values(this.carried) };
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
    const kept = this.kept();
    if (this.dataset.isNew || !kept?.typed) return;
    if (this.fields.every((field) => plain(kept.typed[field.name] ?? "") === plain(field.value))) {
      this.forget();
      return;
    }
    const offer = this.querySelector(".kept-here");
    const day = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    offer.querySelector("[data-offer-says]").textContent = this.words.offer.replace("DAY", day);
    offer.hidden = false;
    offer.querySelector("[data-take]").addEventListener("click", () => {
      for (const field of [...this.fields, ...this.carried]) {
        field.value = { ...kept.typed, ...kept.carried }[field.name] ?? field.value;
      }
      this.done(offer);
      this.changed();
    });
    offer.querySelector("[data-forget]").addEventListener("click", () => {
      this.forget();
      this.done(offer);
    });
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

const values = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.value]));
const plain = (words) => words.replaceAll("\r\n", "\n").trim();

customElements.define("socle-kept", Kept);
