// <socle-preview>: what is typed in the form beside it, as it will be read. The page that writes a
// text and every shorter form with its parts have the same one.

const PAUSE = 500;
const PARTS = ["title", "summary", "body", "more"];

class Preview extends HTMLElement {
  connectedCallback() {
    this.place = this.closest(".writing");
    this.form = this.place.querySelector("form");
    this.fields = PARTS.map((name) => this.form.elements[name]).filter(Boolean);
    this.form.addEventListener("input", () => this.askIn(PAUSE));
    this.opener = this.form.querySelector("[data-preview-opener]");
    this.opener.setAttribute("aria-controls", this.id);
    this.opener.addEventListener("click", (event) => {
      event.preventDefault();
      this.show(this.hidden);
    });
    const isWide = matchMedia("(min-width: 70rem)").matches && !this.place.classList.contains("beside-source");
    this.show(isWide || !this.hidden);
  }

  show(is) {
    this.hidden = !is;
    this.place.classList.toggle("is-previewed", is);
    this.opener.setAttribute("aria-expanded", String(is));
    if (is) this.ask();
  }

  askIn(pause) {
    clearTimeout(this.waits);
    if (!this.hidden) this.waits = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const body = new FormData();
    for (const field of this.fields) body.append(field.name, field.value);
    body.append("language", this.form.elements.language?.value ?? this.dataset.language);
    const headers = { "X-CSRFToken": token(this.form) };
    try {
      const answer = await fetch(this.dataset.at, { method: "POST", body, headers, signal: this.asking.signal });
      // Built by the site with the same means as the page that is published.
      if (answer.ok || answer.status === 422) this.querySelector("[data-previewed]").innerHTML = await answer.text();
    } catch {
      // Without a network the last preview stays.
    }
  }
}

export function token(form) {
  // It changes when somebody signs in again in another window.
  const now = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return now ? now[1] : form.elements.csrfmiddlewaretoken.value;
}

customElements.define("socle-preview", Preview);
