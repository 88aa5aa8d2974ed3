// An article and the list beside it find each other. Every link in both works without this; with it
// the list follows the text, words can be clicked, and the filter answers at once.
"use strict";

(() => {
  const text = document.querySelector("#text");
  const list = text.querySelector(".notes");
  if (!list) return;

  const notes = new Map([...list.children].map((note) => [note.dataset.note, note]));
  const pieces = (key) => text.querySelectorAll(`mark[data-of~="${CSS.escape(key)}"]`);
  const isWide = matchMedia("(min-width: 60.01rem)");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

  // The one that is looked at

  let active = null;

  function choose(key) {
    for (const old of text.querySelectorAll(".on")) old.classList.remove("on");
    notes.get(active)?.removeAttribute("aria-current");
    active = key;
    for (const mark of pieces(key)) mark.classList.add("on");
    const note = notes.get(key);
    note.setAttribute("aria-current", "true");
    note.classList.add("on");
    show(note);
  }

  // Scrolls the list alone: the text stays where it is.
  function show(note) {
    if (!isWide.matches) return;
    const box = list.getBoundingClientRect();
    const at = note.getBoundingClientRect();
    if (at.top >= Math.max(box.top, 0) && at.bottom <= Math.min(box.bottom, innerHeight)) return;
    const top = list.scrollTop + at.top - box.top - 8;
    list.scrollTo({ top, behavior: isCalm.matches ? "auto" : "smooth" });
  }

  // Words in the text lead to their note, where several overlap to one after the other.
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-of]");
    if (!mark || event.target.closest("a") || String(getSelection())) return;
    const keys = mark.dataset.of.split(" ");
    const at = keys.indexOf(active);
    const key = keys.at(at < 0 ? -1 : at - 1);
    if (isWide.matches) {
      history.replaceState(history.state, "", `#${key}`);
      choose(key);
      notes.get(key).querySelector(".number").focus({ preventScroll: true });
    } else {
      location.hash = `note-${key}`;
    }
  });

  // A note leads to its words, wherever else than on a link it is clicked.
  list.addEventListener("click", (event) => {
    const note = event.target.closest(".note");
    if (!note || event.target.closest("a") || String(getSelection())) return;
    note.querySelector(".number").click();
  });

  function followHash() {
    const key = decodeURIComponent(location.hash.slice(1));
    const bare = key.replace(/^note-/, "");
    if (notes.has(bare)) {
      choose(bare);
      keepClear(notes.get(bare), bare);
    } else if (/^(quote|claim)-\d+$/.test(bare) && !location.search.includes(bare.replace("-", "="))) {
      // On another page of a long article, if anywhere.
      if (text.querySelector(".pager")) location.replace(`?${bare.replace("-", "=")}#${bare}`);
    }
  }

  // A note that lies over the foot of the page must not hide the words that it is about.
  function keepClear(note, key) {
    if (getComputedStyle(note).position !== "fixed") return;
    const below = document.getElementById(key).getBoundingClientRect().bottom + 16 - note.getBoundingClientRect().top;
    if (below > 0) scrollBy({ top: below, behavior: isCalm.matches ? "auto" : "smooth" });
  }

  addEventListener("hashchange", followHash);

  // The list follows the text, except while somebody is at work in it

  const seen = new Set();
  const follow = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    const keys = new Set([...seen].flatMap((mark) => mark.dataset.of.split(" ")));
    let first = null;
    for (const [key, note] of notes) {
      note.classList.toggle("seen", keys.has(key));
      if (keys.has(key) && !note.classList.contains("off")) first ??= note;
    }
    const wanted = keys.has(active) ? notes.get(active) : first;
    if (wanted && !list.matches(":hover, :focus-within")) show(wanted);
  });
  for (const mark of text.querySelectorAll("mark[data-of]")) follow.observe(mark);

  // The filter

  const form = text.querySelector(".rail-filter");
  const count = form.querySelector(".rail-count");

  function filter() {
    const wanted = new FormData(form);
    const isOn = (note) => ["speaker", "kind"].every((name) =>
      !wanted.get(name) || note.dataset[name] === wanted.get(name));
    let shown = 0;
    for (const note of notes.values()) {
      const on = isOn(note);
      note.classList.toggle("off", !on);
      shown += on;
    }
    count.hidden = shown === notes.size;
    count.firstElementChild.textContent = shown;
    const query = new URLSearchParams([...wanted].filter(([, value]) => value)).toString();
    history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  count.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    for (const choice of form.querySelectorAll("select")) choice.value = "";
    filter();
    form.querySelector("select").focus();
  });

  followHash();
})();
