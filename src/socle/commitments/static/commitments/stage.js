// <socle-stage>: a witness notes what is said on stage. Each note is kept on the phone first, under
// an id made here, and leaves as soon as there is network; the site writes it once, however often
// it comes.
import { dropNote, keepNotes, newId, notesOf, putNote } from "./stage-kept.js";
import { keepPage } from "./stage-page.js";

const AGAIN = 5_000;

class Stage extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.says = this.querySelector("[data-says]");
    this.event = this.dataset.event;
    this.form.addEventListener("submit", (event) => this.note(event));
    this.addEventListener("click", (event) => this.takeBack(event.target.closest("[data-change]")));
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    document.addEventListener("click", (event) => this.choose(event));
    setInterval(() => this.send(), AGAIN);
    this.fill(new URLSearchParams(location.search));
    this.show();
    this.send();
    keepPage(this.dataset.page, this.dataset.offline, this.dataset.worker);
  }

  fill(given) {
    for (const name of ["who", "ask"]) {
      const field = this.form.elements[name];
      const has = [...field.options].some((option) => option.value === given.get(name));
      if (given.get(name) && has) field.value = given.get(name);
    }
  }

  // A link beside an answer chooses who and what without loading the page again.
  choose(event) {
    const link = event.target.closest("a[data-note]");
    if (!link) return;
    event.preventDefault();
    this.fill(new URL(link.href).searchParams);
    this.scrollIntoView();
    this.form.elements.stance[0].focus();
  }

  note(event) {
    const given = Object.fromEntries(new FormData(this.form));
    delete given.csrfmiddlewaretoken;
    const problem = this.problemIn(given);
    if (problem) {
      event.preventDefault();
      this.say(problem);
      this.firstWrong(given).focus();
      return;
    }
    const at = new Date().toISOString();
    if (!putNote(this.event, { ...given, id: newId(), at, by: this.dataset.mark })) return;
    event.preventDefault();
    this.clear();
    this.show();
    this.say(this.says.dataset.kept);
    this.send();
  }

  problemIn(given) {
    const lacks = !given.who || !given.ask || !given.stance || (given.stance === "yes_if" && !given.condition.trim());
    if (lacks) return this.says.dataset.incomplete;
    const long = [...this.form.querySelectorAll("[data-count]")].some((area) => [...area.value].length > Number(area.dataset.count));
    return long ? this.says.dataset.tooLong : "";
  }

  firstWrong(given) {
    const { who, ask, stance, condition, words } = this.form.elements;
    if (!given.who) return who;
    if (!given.ask) return ask;
    if (!given.stance) return stance[0];
    return given.stance === "yes_if" && !given.condition.trim() ? condition : words;
  }

  // The next answer is often by the same list, in the same language.
  clear() {
    const { who, language } = this.form.elements;
    const [stays, spoken] = [who.value, language.value];
    this.form.reset();
    for (const area of this.form.querySelectorAll("textarea, input[name=minute]")) area.value = "";
    for (const choice of this.form.elements.stance) choice.checked = false;
    this.form.elements.ask.value = "";
    who.value = stays;
    language.value = spoken;
    for (const area of this.form.querySelectorAll("textarea")) area.dispatchEvent(new Event("input"));
    this.form.elements.ask.focus();
  }

  async send() {
    const mine = notesOf(this.event).filter((note) => note.by === this.dataset.mark && !note.wrong);
    // Asked while it tries, with the network perhaps back meanwhile: it tries once more.
    this.again = this.busy;
    if (!mine.length || this.busy) return;
    this.busy = true;
    try {
      await this.sendAll(mine);
    } catch {
      this.say(this.says.dataset.kept);
    }
    this.busy = false;
    this.show();
    if (this.again) this.send();
  }

  async sendAll(mine) {
    const first = await fetch(this.dataset.send, { headers: { Accept: "application/json" } });
    if (first.status >= 500) throw new Error("not now");
    if (!first.ok) {
      this.say(first.status === 401 ? this.says.dataset.signIn : this.says.dataset.refused);
      return;
    }
    const { token, mark } = await first.json();
    if (mark !== this.dataset.mark) {
      this.say(this.says.dataset.other);
      return;
    }
    for (const note of mine) await this.sendOne(note, token);
    await this.refresh();
  }

  async sendOne(note, token) {
    const { by, wrong, id, ...given } = note;
    const answer = await fetch(this.dataset.send, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      body: new URLSearchParams({ ...given, uuid: id }),
    });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (!isOurs) throw new Error("not an answer of ours");
    const { says } = await answer.json();
    if (answer.ok) dropNote(this.event, note.id);
    else putNote(this.event, { ...note, wrong: says });
    this.say(says);
  }

  // What stands on the site now takes the place of what this page showed.
  async refresh() {
    const answer = await fetch(this.dataset.page);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["[data-second]", "[data-noted]"]) {
      const [there, here] = [page.querySelector(part), document.querySelector(part)];
      if (there && here) here.replaceWith(there);
    }
    document.querySelector("[data-without-network]")?.remove();
  }

  takeBack(button) {
    if (!button) return;
    const note = notesOf(this.event).find((each) => each.id === button.dataset.change);
    if (!note) return;
    keepNotes(this.event, notesOf(this.event).filter((each) => each.id !== note.id));
    for (const name of ["who", "ask", "stance", "condition", "words", "minute", "language"]) {
      const field = this.form.elements[name];
      if (field) field.value = note[name] ?? "";
    }
    for (const area of this.form.querySelectorAll("textarea")) area.dispatchEvent(new Event("input"));
    this.show();
    this.say("");
    this.form.elements.who.focus();
  }

  show() {
    const notes = notesOf(this.event);
    const line = this.querySelector("template[data-line]").content;
    const kept = this.querySelector("[data-waiting]");
    kept.hidden = !notes.length;
    this.querySelector(".stage-kept").replaceChildren(...notes.map((note) => this.drawn(line, note)));
  }

  drawn(line, note) {
    const drawn = line.cloneNode(true);
    const label = (name) => [...this.form.elements[name].options].find((option) => option.value === note[name])?.text ?? "";
    const stance = this.form.querySelector(`input[name=stance][value="${CSS.escape(note.stance)}"]`);
    const parts = [label("who"), label("ask"), stance?.labels[0]?.innerText.trim() ?? ""];
    drawn.querySelector("[data-what]").textContent = parts.filter(Boolean).join(" · ");
    drawn.querySelector("[data-words]").textContent = [note.condition, note.words].filter(Boolean).join(" · ");
    drawn.querySelector("[data-wrong]").textContent = note.by === this.dataset.mark ? (note.wrong ?? "") : this.says.dataset.other;
    const button = drawn.querySelector("[data-change]");
    button.dataset.change = note.id;
    button.hidden = note.by !== this.dataset.mark;
    return drawn;
  }

  say(words) {
    if (this.says.textContent !== words) this.says.textContent = words;
  }
}

customElements.define("socle-stage", Stage);
