// <socle-tabs>: sections under headings become tabs and panels (WAI-ARIA tabs, automatic activation).

class Tabs extends HTMLElement {
  connectedCallback() {
    if (this.tabs) return;
    this.panels = [...this.querySelectorAll(":scope > .tab-panel")];
    const list = document.createElement("div");
    list.className = "tab-list";
    list.role = "tablist";
    list.setAttribute("aria-label", this.dataset.label);
    this.tabs = this.panels.map((panel) => this.tab(panel));
    list.append(...this.tabs);
    this.prepend(list);
    this.classList.add("ready");
    list.addEventListener("click", (event) => this.tabs.includes(event.target) && this.open(event.target));
    list.addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => this.fromAddress());
    this.open(this.tabs[0]);
    this.fromAddress();
  }

  tab(panel) {
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", role: "tab", id: `${panel.id}-tab`, textContent: panel.querySelector("[data-title]").textContent });
    tab.setAttribute("aria-controls", panel.id);
    panel.role = "tabpanel";
    panel.tabIndex = 0;
    panel.setAttribute("aria-labelledby", tab.id);
    return tab;
  }

  fromAddress() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const index = this.panels.findIndex((panel) => panel.contains(target || null));
    if (index < 0) return;
    this.open(this.tabs[index]);
    // It was hidden when the browser looked for it.
    if (target !== this.panels[index]) target.scrollIntoView();
  }

  open(chosen) {
    this.tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      this.panels[index].hidden = tab !== chosen;
    });
  }

  key(event) {
    const count = this.tabs.length;
    const here = this.tabs.indexOf(event.target);
    const forward = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const next = { [forward]: (here + 1) % count, [back]: (here - 1 + count) % count, Home: 0, End: count - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.open(this.tabs[next]);
    this.tabs[next].focus();
  }
}

customElements.define("socle-tabs", Tabs);
