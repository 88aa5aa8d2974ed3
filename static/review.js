// The review by keyboard, names suggested while one types, and words selected in an article's text.
// Everything works without it, by forms.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const announce = (words) => { const at = $("#announcer"); if (at) at.textContent = words; };

  // Answers that say what is wrong are shown like any other

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (![409, 422].includes(event.detail.xhr.status)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status !== 401 && status !== 403) return;
    const problem = $("#problem");
    problem.textContent = status === 401
      ? "You are no longer signed in. Sign in in another tab, then do it again here: what you typed is still there."
      : "Your account may not do this. What you typed is still there.";
    problem.hidden = false;
  });

  // Keys: one letter each, shown beside what it does, silent where one types

  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("on-record-keys", value);
      return localStorage.getItem("on-record-keys");
    } catch { return null; }
  };
  const areOn = () => stored() !== "off";
  const types = (element) => element.isContentEditable || element.matches(
    "textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

  function equip() {
    const box = $("#keys");
    if (box) {
      box.closest("label").hidden = false;
      box.checked = areOn();
      document.body.classList.toggle("keys-off", !areOn());
    }
    for (const input of document.querySelectorAll("[data-suggest]")) equipSuggestions(input);
  }

  document.addEventListener("change", (event) => {
    if (event.target.id !== "keys") return;
    stored(event.target.checked ? "on" : "off");
    document.body.classList.toggle("keys-off", !event.target.checked);
    announce(event.target.checked ? "Keys are on." : "Keys are off.");
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") return leave(event);
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) return moveOutlet(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || !areOn()) return;
    if (types(event.target)) return;
    const target = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)]
      .find((element) => element.checkVisibility());
    if (!target) return;
    event.preventDefault();
    if (target.matches("button, summary")) target.click();
    if (!target.matches("button")) { target.focus(); target.select?.(); }
  });

  // Out of a field, so that the keys speak again
  function leave(event) {
    hideSelection();
    closeAdding();
    if (!types(event.target)) return;
    const to = $("#review h1") ?? $("main");
    to.focus({ preventScroll: true });
  }

  function moveOutlet(event) {
    const number = /^chain-(\d+)$/.exec(event.target.id)?.[1];
    if (number === undefined) return;
    event.preventDefault();
    const up = event.key === "ArrowUp";
    followed = `chain-${Number(number) + (up ? -1 : 1)}`;
    document.getElementById(`${up ? "up" : "down"}-${number}`)?.click();
  }

  // What was typed is not saved yet: the button says so

  document.addEventListener("input", (event) => {
    const label = $("#accept [data-label]");
    if (label && event.target.closest("#decision") && event.target.name) label.textContent = "Save changes";
  });

  // Focus stays where it was; it follows an outlet that moves, and a quote that comes

  let followed = null;
  let item = null;

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[name=do]");
    const step = /^(up|down|remove)-(\d+)$/.exec(pressed?.value ?? "");
    if (step && !followed) {
      const to = Number(step[2]) + { up: -1, down: 1, remove: 0 }[step[1]];
      followed = step[1] === "remove" ? `chain-${to}` : `${step[1]}-${to}`;
    } else if (pressed?.id === "add") {
      followed = `chain-${document.querySelectorAll(".chain li").length}`;
    }
  }, true);

  document.addEventListener("htmx:afterSettle", (event) => {
    equip();
    if (event.detail.target?.id === "bulk") $("#plan, #bulk h1")?.focus();
    if (!["review", "adding"].includes(event.detail.target?.id)) return;
    const wanted = followed && (document.getElementById(followed) ?? $("#add"));
    followed = null;
    if (wanted) {
      (wanted.disabled ? wanted.closest("li").querySelector("input") : wanted).focus();
    } else if (document.activeElement === document.body) {
      ($("#review .clash button, #review .warning button") ?? $("#review h1"))?.focus({ preventScroll: true });
    }
    const now = $("#review h1")?.textContent ?? null;
    if (now !== item && item !== null) scrollTo({ top: 0 });
    item = now;
  });

  // Suggestions of names: a list under the field, as ARIA's combobox pattern has it

  function equipSuggestions(input) {
    if (input.dataset.equipped) return;
    input.dataset.equipped = "yes";
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `${input.id}-suggestions`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    input.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) {
      input.setAttribute(name, value);
    }
    let waiting = 0;
    let asked = 0;

    const options = () => [...list.querySelectorAll("[role=option]")];
    const active = () => list.querySelector("[aria-selected=true]");
    const close = () => {
      asked++;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const activate = (option) => {
      active()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    };
    const choose = (option) => {
      input.value = option.dataset.name;
      meant(input, option.dataset.slug, option.dataset.name);
      close();
      input.dispatchEvent(new Event("chosen", { bubbles: true }));
    };

    async function ask() {
      const name = input.value.trim();
      const number = ++asked;
      if (!name) return close();
      let text;
      try {
        const answer = await fetch(`${input.dataset.suggest}?name=${encodeURIComponent(name)}`,
          { headers: { "HX-Request": "true" } });
        if (!answer.ok) throw new Error(String(answer.status));
        text = await answer.text();
      } catch {
        if (number === asked) announce("Suggestions cannot be reached; type the whole name.");
        return;
      }
      if (number !== asked || document.activeElement !== input) return;
      list.innerHTML = text; // from our own server, which escapes names
      options().forEach((option, i) => { option.id = `${list.id}-${i}`; });
      list.hidden = !options().length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const known = options().length - 1;
      announce(`${known} known name${known === 1 ? "" : "s"} like this.`);
    }

    input.addEventListener("input", () => {
      meant(input, "", "");
      clearTimeout(waiting);
      waiting = setTimeout(ask, 120);
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    input.addEventListener("keydown", (event) => {
      if (event.altKey) return;
      const all = options();
      if (["ArrowDown", "ArrowUp"].includes(event.key)) {
        event.preventDefault();
        if (list.hidden) return void ask();
        const at = all.indexOf(active()) + (event.key === "ArrowDown" ? 1 : -1);
        activate(all[(at + all.length) % all.length]);
      } else if (event.key === "Enter" && !list.hidden && active()) {
        event.preventDefault();
        choose(active());
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    // Typed before this script was there to hear it
    if (input === document.activeElement && input.value !== input.defaultValue) {
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // Which row a name stands for goes along with it; "+" is one to be added
  function meant(input, slug, name) {
    const form = input.form;
    if (input.name === "speaker") {
      const field = form.querySelector("input[type=hidden][name=slug]");
      if (field) field.value = slug;
      const kind = form.querySelector(".new-speaker");
      if (kind) kind.hidden = slug !== "+";
    } else if (slug === "+") {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "new_outlet";
      field.value = name;
      input.after(field);
    }
  }

  // Words selected in the text, as offsets in the article. Python counts code points and
  // JavaScript UTF-16 units, so the text before a point is counted by its code points.

  const panel = () => $(".selecting");

  // The article's own words in a range: the numbers set after quotes are none
  function plain(range) {
    const copy = range.cloneContents();
    for (const sign of copy.querySelectorAll("sup")) sign.remove();
    return copy.textContent;
  }

  const count = (text) => [...text].length;

  function offsetIn(paragraph, node, offset) {
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    return Number(paragraph.dataset.start) + count(plain(range));
  }

  function selectedPlace(body) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const over = [...body.querySelectorAll("[data-start]")].filter((p) => range.intersectsNode(p));
    if (!over.length) return null;
    const [first, last] = [over[0], over.at(-1)];
    const whole = document.createRange();
    whole.selectNodeContents(last);
    const start = first.contains(range.startContainer)
      ? offsetIn(first, range.startContainer, range.startOffset) : Number(first.dataset.start);
    const end = last.contains(range.endContainer)
      ? offsetIn(last, range.endContainer, range.endOffset)
      : Number(last.dataset.start) + count(plain(whole));
    const text = plain(range).trim();
    return end > start && text ? { start, end, text, rect: range.getBoundingClientRect() } : null;
  }

  function hideSelection() {
    const box = panel();
    if (box) box.hidden = true;
  }

  let settling = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(settling);
    settling = setTimeout(showSelection, 200);
  });

  function showSelection() {
    const box = panel();
    const body = $("[data-body]");
    if (!box || !body || box.contains(document.activeElement)) return;
    const found = selectedPlace(body);
    if (!found) return void (box.hidden = true);
    const form = document.getElementById(box.dataset.form ?? "decision");
    form.elements.selected.value = `${found.start}-${found.end}`;
    box.dataset.text = found.text;
    box.hidden = false;
    const around = box.offsetParent.getBoundingClientRect();
    const left = Math.min(Math.max(found.rect.left - around.left, 0), around.width - box.offsetWidth);
    box.style.left = `${Math.max(left, 0)}px`;
    box.style.top = `${found.rect.bottom - around.top + 6}px`;
  }

  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".selecting")) event.preventDefault();
  });

  // In an article: the form opens beside the words, which are filled in

  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    if (add) openAdding(add.dataset.add);
    else if (event.target.closest(".adding-close")) closeAdding();
  });

  // Words that are edited by hand are looked for anew
  document.addEventListener("input", (event) => {
    if (event.target.id === "adding-words") event.target.form.elements.selected.value = "";
  });

  function openAdding(what) {
    const [box, tool, form] = [$(".adding-box"), panel(), $("#adding")];
    form.querySelector(`[name=what][value=${what}]`).checked = true;
    form.elements.words.value = tool.dataset.text;
    form.elements.place.value = "";
    $(".adding-close", form).hidden = false;
    box.classList.add("near");
    box.open = true;
    $(".adding-place").style.top = tool.style.top; // not on the form, which is replaced with its id
    tool.hidden = true;
    form.scrollIntoView({ block: "nearest" });
    $("#speaker", form).focus({ preventScroll: true });
  }

  function closeAdding() {
    const box = $(".adding-box.near");
    if (!box) return;
    box.classList.remove("near");
    box.open = false;
  }

  equip();
  item = $("#review h1")?.textContent ?? null;
})();
