// Passkeys, the one part of signing in that needs a script: the site's questions go to the browser,
// the browser's answer goes to the site in a form. Where they cannot be used, nothing is shown.

const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const credential = (described) => ({ ...described, id: bytes(described.id) });

// Older browsers know passkeys and not yet how to read them from JSON.
function readable(options) {
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = options.excludeCredentials.map(credential);
  if (options.allowCredentials) read.allowCredentials = options.allowCredentials.map(credential);
  return read;
}

function writable(answer) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer.response[part]) response[part] = words(answer.response[part]);
  }
  if (answer.response.getTransports) response.transports = answer.response.getTransports();
  return { id: answer.id, rawId: words(answer.rawId), type: answer.type, clientExtensionResults: answer.getClientExtensionResults(), response };
}

class Passkey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    document.querySelector("[data-without-passkeys]")?.remove();
    this.hidden = false;
    this.form = this.querySelector("form");
    this.button = this.querySelector("[data-use]");
    this.said = this.querySelector("[role=status]");
    this.button.addEventListener("click", () => this.use());
    this.form.addEventListener("submit", (event) => {
      if (this.form.elements.credential.value) return;
      event.preventDefault();
      this.use();
    }, { capture: true });
  }

  async use() {
    this.said.textContent = "";
    this.button.setAttribute("aria-busy", "true");
    try {
      const publicKey = readable((await this.options()).publicKey);
      const answer = await navigator.credentials[this.dataset.act]({ publicKey });
      this.form.elements.credential.value = JSON.stringify(writable(answer));
      this.form.requestSubmit();
    } catch (fault) {
      this.button.removeAttribute("aria-busy");
      this.said.textContent = fault instanceof DOMException ? this.said.dataset.refused : this.said.dataset.failed;
    }
  }

  async options() {
    const response = await fetch(this.dataset.options, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }
}

customElements.define("socle-passkey", Passkey);
