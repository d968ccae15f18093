// A file that a job works on: asks now and then how far it is, and shows the page anew at the end.
const PAUSE = 4000;

class BusyFile extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), PAUSE);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("busy-file [role=status]");
    if (!now) return location.reload();
    this.querySelector("[role=status]").textContent = now.textContent;
  }
}

customElements.define("busy-file", BusyFile);
