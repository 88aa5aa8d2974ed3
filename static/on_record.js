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
})();
