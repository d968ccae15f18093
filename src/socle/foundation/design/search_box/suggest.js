// <socle-suggest>: a search form that offers matches as one types (WAI-ARIA 1.2 combobox).

const WAIT = 120;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The folded text, and for each of its letters where it stood in the original.
function folded(text) {
  const letters = [];
  let at = 0;
  for (const character of text) {
    for (const letter of fold(character)) letters.push([letter, at, at + character.length]);
    at += character.length;
  }
  return letters;
}

function withMatch(text, query) {
  const letters = folded(text);
  const start = letters.map(([letter]) => letter).join("").indexOf(fold(query));
  if (!query || start < 0) return [text];
  const from = letters[start][1];
  const to = letters[start + fold(query).length - 1][2];
  const mark = document.createElement("mark");
  mark.textContent = text.slice(from, to);
  return [text.slice(0, from), mark, text.slice(to)];
}

class Suggest extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.suggestions || this.list) return;
    this.input = this.querySelector("input[type=search]");
    this.form = this.querySelector("form") ?? this.closest("form");
    this.says = this.querySelector("[data-says]");
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${this.input.id}-list`, className: "suggestions", hidden: true, role: "listbox" });
    this.list.setAttribute("aria-label", this.dataset.list);
    this.input.after(this.list);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(states)) this.input.setAttribute(name, value);
    this.active = -1;
    this.results = [];
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("focus", () => this.results.length && this.open());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    this.form.addEventListener("submit", () => this.forget());
  }

  disconnectedCallback() { this.forget(); }

  forget() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  wait() {
    this.forget();
    this.choose(-1);
    const query = this.input.value.trim();
    if (!query) {
      this.results = [];
      this.says.textContent = "";
      return this.close();
    }
    this.timer = setTimeout(() => this.ask(query), WAIT);
  }

  async ask(query) {
    this.request = new AbortController();
    try {
      const address = new URL(this.dataset.suggestions, location.href);
      address.searchParams.set("q", query);
      const answer = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      this.show(await answer.json(), query);
    } catch (error) {
      // The form still works: no word of it to who only wants to search.
      if (error.name === "AbortError") return;
      this.results = [];
      this.close();
    }
  }

  show({ results, more }, query) {
    this.results = results;
    this.list.replaceChildren(...results.map((result, index) => this.option(result, index, query)));
    const count = results.length;
    const words = !count ? "none" : more ? "more" : count === 1 ? "one" : "many";
    this.says.textContent = this.dataset[words].replace("{count}", count.toLocaleString(document.documentElement.lang));
    if (!count) {
      const nothing = document.createElement("li");
      Object.assign(nothing, { className: "nothing", role: "option", textContent: this.dataset.none });
      nothing.setAttribute("aria-disabled", "true");
      this.list.append(nothing);
    }
    if (document.activeElement === this.input) this.open();
  }

  option({ label, detail, lang }, index, query) {
    const item = document.createElement("li");
    Object.assign(item, { id: `${this.list.id}-${index}`, role: "option" });
    item.setAttribute("aria-selected", "false");
    item.dataset.index = index;
    const name = document.createElement("span");
    if (lang) name.lang = lang;
    name.append(...withMatch(label, query));
    item.append(name);
    if (detail) {
      const more = document.createElement("span");
      more.className = "detail";
      more.textContent = detail;
      item.append(" ", more);
    }
    return item;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  choose(index) {
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    this.active = index;
    const item = index < 0 ? null : this.list.children[index];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  go(item) {
    const result = this.results[item?.dataset.index];
    if (!result) return;
    if (!("fill" in this.dataset)) return location.assign(result.url);
    this.input.value = result.value;
    this.results = [];
    this.close();
    document.getElementById(this.dataset.fill)?.click();
  }

  key(event) {
    if (event.isComposing) return;
    const act = { ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), Home: () => this.edge(0), End: () => this.edge(1), Enter: () => this.enter(), Escape: () => this.escape() }[event.key];
    if (!act || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (act()) event.preventDefault();
  }

  // From the input to the first or the last match, round, and back to the input.
  move(step) {
    const count = this.results.length;
    if (!count) return false;
    if (this.list.hidden) this.open();
    const next = this.active + step;
    this.choose(next < -1 ? count - 1 : next >= count ? -1 : next);
    return true;
  }

  // Home and End move in the text, as in any input: the choice is left.
  edge(end) {
    if (this.list.hidden || this.active < 0) return false;
    this.choose(-1);
    this.input.setSelectionRange(...Array(2).fill(end ? this.input.value.length : 0));
    return true;
  }

  enter() {
    if (this.list.hidden || this.active < 0) return false;
    this.go(this.list.children[this.active]);
    return true;
  }

  escape() {
    if (!this.list.hidden) this.close();
    else {
      this.input.value = "";
      this.results = [];
      this.says.textContent = "";
    }
    return true;
  }
}

customElements.define("socle-suggest", Suggest);
