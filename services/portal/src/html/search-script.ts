/**
 * Runs in the browser: results under the search field while one types. They are real links in a list, so Tab, a screen
 * reader and "open in a new tab" work as everywhere; the arrows are a shortcut. Text, because it is served as it is.
 */
export const searchScript = String.raw`"use strict";
for (const form of document.querySelectorAll("form[data-search]")) {
  const field = form.querySelector("input[type=search]");
  const results = form.querySelector("[data-results]");
  const status = form.querySelector("[role=status]");
  let under, timer;

  const show = (content, words) => {
    results.innerHTML = content;
    results.hidden = content === "";
    status.textContent = words;
  };

  const ask = async () => {
    under?.abort();
    const words = field.value.trim();
    if (words === "") return show("", "");
    under = new AbortController();
    try {
      const answer = await fetch(form.action + "/suggestions?q=" + encodeURIComponent(words), { signal: under.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.text(), "");
      status.textContent = results.querySelector("[data-count]").dataset.count;
    } catch (failure) {
      if (failure.name !== "AbortError") show("", "La recherche ne répond pas ; la touche Entrée réessaie.");
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 60);
  });

  form.addEventListener("keydown", (event) => {
    const stops = [field, ...results.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || next === undefined) return;
      event.preventDefault();
      next.focus();
    } else if (event.key === "Escape" && !results.hidden) {
      event.preventDefault();
      clearTimeout(timer);
      under?.abort();
      show("", "");
      field.focus();
    }
  });
}
`;
