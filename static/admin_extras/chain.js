// Buttons that move an outlet of a citation chain up and down. Without them the numbers do it.
"use strict";

function rows(list) {
  return [...list.querySelectorAll(":scope > .chain-row")];
}

function isFilled(row) {
  return Boolean(row.querySelector("select").value || row.querySelector(".chain-named")?.value);
}

function renumber(list) {
  const all = rows(list);
  all.forEach((row, index) => {
    row.querySelector(".chain-order").value = index + 1;
    row.querySelector(".chain-up").disabled = index === 0;
    row.querySelector(".chain-down").disabled = index === all.length - 1;
    row.classList.toggle("chain-blank", !isFilled(row));
  });
}

function button(name, sign, label, onPress) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `chain-move chain-${name}`;
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", onPress);
  return made;
}

function move(row, other, list, pressed) {
  if (!other) return;
  if (row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) other.after(row);
  else other.before(row);
  renumber(list);
  pressed.focus();
}

function equip(chain) {
  const list = chain.querySelector(".chain-rows");
  for (const row of rows(list)) {
    const up = button("up", "↑", "Nearer to the reader", () =>
      move(row, row.previousElementSibling, list, up));
    const down = button("down", "↓", "Nearer to the speaker", () =>
      move(row, row.nextElementSibling, list, down));
    row.querySelector(".chain-order").after(up, down);
  }
  chain.classList.add("has-buttons");
  renumber(list);
  list.addEventListener("input", () => renumber(list));
  // The autocomplete announces its choices by jQuery's events only.
  django.jQuery(list).on("change", () => renumber(list));
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-chain]").forEach(equip);
});
