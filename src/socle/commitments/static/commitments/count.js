// Says how many signs are left while one types; whoever pastes too much keeps it and is told.
for (const area of document.querySelectorAll("textarea[data-count]")) {
  const form = area.form;
  const told = document.createElement("p");
  told.className = "count";
  told.setAttribute("aria-live", "polite");
  area.after(told);
  const tell = () => {
    const left = Number(area.dataset.count) - [...area.value].length;
    const words = left < 0 ? form.dataset.over : form.dataset.left;
    told.textContent = words.replace("{number}", Math.abs(left).toLocaleString(document.documentElement.lang));
    told.classList.toggle("over", left < 0);
  };
  // Read aloud once one stops typing, not at every sign.
  let waits = 0;
  area.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(tell, 300);
  });
  tell();
}
