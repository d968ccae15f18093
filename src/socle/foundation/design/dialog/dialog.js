// <socle-dialog>: a link to a section becomes a button that opens it as a modal dialog.

class Dialog extends HTMLElement {
  connectedCallback() {
    if (this.dialog) return;
    const opener = this.querySelector("[data-opener]");
    const section = this.querySelector(".dialog-section");
    const title = section.querySelector(".dialog-title");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: opener.className, textContent: opener.textContent });
    button.setAttribute("aria-haspopup", "dialog");
    opener.replaceWith(button);

    this.dialog = document.createElement("dialog");
    this.dialog.setAttribute("aria-labelledby", title.id);
    section.removeAttribute("aria-labelledby");
    section.role = "presentation";
    section.before(this.dialog);
    this.dialog.append(section);
    for (const closer of section.querySelectorAll("[data-close]")) closer.hidden = false;

    // The focus goes to the title, so that it is read first; Escape and focus back are the browser's.
    title.autofocus = true;
    button.addEventListener("click", () => this.dialog.showModal());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog || event.target.closest("[data-close]")) this.dialog.close();
    });
    if (location.hash === `#${section.id}`) this.dialog.showModal();
  }
}

customElements.define("socle-dialog", Dialog);
