// <socle-compare>: one's own answers beside those of every list. Nothing leaves the page.

const between = new Set(["yes_if", "will_study"]);

function kind(mine, theirs) {
  if (!theirs) return "without";
  if (between.has(theirs)) return "between";
  return theirs === mine ? "same" : "other";
}

class SocleCompare extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-with-script]").hidden = false;
    this.addEventListener("change", () => this.count());
    this.count();
  }

  count() {
    const chosen = [...this.querySelectorAll("input:checked")].filter((input) => input.value);
    this.querySelector("[data-mine]").textContent = chosen.length;
    for (const row of this.querySelectorAll("[data-stances]")) {
      const stances = new Map(row.dataset.stances.trim().split(" ").map((pair) => pair.split(":")));
      const counts = { same: 0, other: 0, between: 0, without: 0 };
      for (const input of chosen) counts[kind(input.value, stances.get(input.dataset.ask))] += 1;
      for (const cell of row.querySelectorAll("[data-count]")) {
        cell.textContent = counts[cell.dataset.count];
      }
    }
  }
}

customElements.define("socle-compare", SocleCompare);
