"use strict";
const units = [...document.querySelectorAll(".unit")];
function choose(unit) {
  const already = unit.classList.contains("chosen");
  for (const other of units) {
    other.classList.remove("chosen", "serves-chosen");
    other.setAttribute("aria-pressed", "false");
  }
  if (already) return;
  unit.classList.add("chosen");
  unit.setAttribute("aria-pressed", "true");
  const number = unit.id.slice(1);
  for (const other of units) if (other.dataset.target === number) other.classList.add("serves-chosen");
}
for (const unit of units) {
  unit.addEventListener("click", () => choose(unit));
  unit.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(unit);
  });
}
