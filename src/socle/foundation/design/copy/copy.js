// <socle-copy>: a button that copies what stands in its field; where it may not, the field is selected.

class SocleCopy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-copy]");
    const field = this.querySelector("input");
    const says = this.querySelector("[data-says]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        says.textContent = this.dataset.done;
      } catch {
        field.focus();
        field.select();
        says.textContent = this.dataset.failed;
      }
    });
  }
}

customElements.define("socle-copy", SocleCopy);
