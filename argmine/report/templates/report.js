"use strict";
const units = new Map();
for (const unit of document.querySelectorAll(".unit")) units.set(unit.id.slice(1), unit);
const branches = new Map();
for (const branch of document.querySelectorAll(".branch")) branches.set(branch.hash.slice(2), branch);
const status = document.getElementById("status");
const comma = document.documentElement.lang === "ar" ? "، " : ", ";
let chosen = "";
let marks = [];

function numbers(unit, kind) {
  return unit.dataset[kind] ? unit.dataset[kind].split(" ") : [];
}

function mark(number, name) {
  for (const element of [units.get(number), branches.get(number)]) {
    if (!element) continue;
    element.classList.add(name);
    marks.push([element, name]);
  }
}

function clear() {
  if (!chosen) return;
  for (const [element, name] of marks) element.classList.remove(name);
  units.get(chosen).setAttribute("aria-pressed", "false");
  status.textContent = "";
  marks = [];
  chosen = "";
}

function describe(unit) {
  const parts = [unit.querySelector(".number").textContent, unit.querySelector(".tag").textContent];
  if (unit.dataset.confidence) parts.push(`${status.dataset.confidence} ${unit.dataset.confidence}`);
  for (const kind of ["evidence", "support", "attack"]) {
    const found = numbers(unit, kind);
    if (found.length) parts.push(`${status.dataset[kind]}: ${found.join(comma)}`);
    else if (kind === "evidence" && unit.classList.contains("claim")) parts.push(status.dataset.none);
  }
  return parts.join(" · ");
}

function choose(number) {
  const unit = units.get(number);
  clear();
  if (!unit) return;
  chosen = number;
  mark(number, "chosen");
  for (const kind of ["evidence", "support", "attack"]) {
    for (const source of numbers(unit, kind)) mark(source, `is-${kind}`);
  }
  unit.setAttribute("aria-pressed", "true");
  status.textContent = describe(unit);
}

for (const [number, unit] of units) {
  const toggle = () => (number === chosen ? clear() : choose(number));
  unit.addEventListener("click", toggle);
  unit.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#u"]');
  if (!link) return;
  event.preventDefault();
  const number = link.hash.slice(2);
  choose(number);
  units.get(number).focus();
});
