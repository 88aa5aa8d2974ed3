// What the pages do beyond links and forms. Everything works without it, more slowly.
"use strict";

(() => {
  const $ = (selector) => document.querySelector(selector);

  // Lists: what htmx would swallow is said

  const problem = $("#problem");
  const say = (words) => {
    problem.textContent = words;
    problem.hidden = !words;
  };
  const stale = "What you see is what was there before. Try again, or reload the page.";
  document.addEventListener("htmx:beforeRequest", () => say(""));
  document.addEventListener("htmx:sendError", () => say(`The server cannot be reached. ${stale}`));
  document.addEventListener("htmx:timeout", () => say(`The server takes too long. ${stale}`));
  document.addEventListener("htmx:swapError", () => say(`The answer cannot be shown. ${stale}`));
  document.addEventListener("htmx:responseError", (event) =>
    say(`The server answered with an error (${event.detail.xhr.status}). ${stale}`));

  // Fields that stay while the results are replaced follow the state that the server answered
  // with, except the one in use.
  function followState() {
    const state = new URLSearchParams($("#results [data-query]").dataset.query);
    for (const field of document.querySelectorAll("#filters :is(.search, .fields) [name]")) {
      if (field !== document.activeElement) field.value = state.get(field.name) ?? "";
    }
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "results") return;
    followState();
    // The link that was followed is gone: go on from the heading of what came.
    if (document.activeElement === document.body) {
      $("#results h1").focus({ preventScroll: true });
      if ($("#results").getBoundingClientRect().top < 0) $("#results").scrollIntoView();
    }
  });

  // The reader: a passage and its note find each other

  const reader = $(".reader");
  if (!reader) return;

  const notes = [...reader.querySelectorAll(".notes")];
  const wide = matchMedia("(min-width: 60.01rem)");

  // Notes stand beside their passage and below the notes before them. The active one stands right
  // beside its passage, and the others make room.
  let active = null;

  function arrange() {
    reader.classList.toggle("floating", wide.matches);
    const wanted = notes.map((list) => list.parentElement.offsetTop);
    const heights = notes.map((list) => list.offsetHeight);
    const tops = [...wanted];
    const down = (from) => {
      for (let i = from; i < tops.length; i++) tops[i] = Math.max(wanted[i], tops[i - 1] + heights[i - 1]);
    };
    down(1);
    const pinned = notes.indexOf(active?.parentElement);
    if (pinned >= 0) {
      tops[pinned] = wanted[pinned] - active.offsetTop;
      for (let i = pinned - 1; i >= 0; i--) tops[i] = Math.min(tops[i], tops[i + 1] - heights[i]);
      down(pinned + 1);
    }
    notes.forEach((list, i) => { list.style.top = wide.matches ? `${tops[i] - wanted[i]}px` : ""; });
    const bottom = notes.length ? tops.at(-1) + heights.at(-1) : 0;
    reader.style.minHeight = wide.matches ? `${bottom}px` : "";
  }

  function highlight(key) {
    for (const old of reader.querySelectorAll(".on")) old.classList.remove("on");
    for (const mark of reader.querySelectorAll(`[data-of~="${CSS.escape(key)}"]`)) mark.classList.add("on");
    const note = document.getElementById(`note-${key}`);
    note?.classList.add("on");
    active = note;
    arrange();
    return note;
  }

  reader.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    const mark = event.target.closest("[data-of]");
    const note = event.target.closest("[data-note]");
    if (mark) {
      const key = mark.dataset.of.split(" ").at(-1);
      history.replaceState(null, "", `#${key}`);
      const found = highlight(key);
      if (!wide.matches) found?.scrollIntoView({ block: "nearest" });
    } else if (note) {
      location.hash = note.dataset.note;
    }
  });

  function followHash() {
    const key = decodeURIComponent(location.hash.slice(1)).replace(/^note-/, "");
    if (!/^(quote|claim)-\d+$/.test(key)) return;
    if (document.getElementById(key)) {
      highlight(key);
    } else if ($(".pager") && !location.search.includes(key.replace("-", "="))) {
      // On another page of a long article.
      location.replace(`?${key.replace("-", "=")}#${key}`);
    }
  }

  addEventListener("hashchange", followHash);
  wide.addEventListener("change", arrange);
  new ResizeObserver(arrange).observe(reader);
  followHash();
})();
