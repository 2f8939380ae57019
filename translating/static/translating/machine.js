// Keep the sheet up to date while the machine fills what is empty. Without a worker each answer asks for
// the next part; the buttons do the same without a script. What somebody has typed stays as it is.
(() => {
  const run = document.querySelector("[data-run]");
  if (!run || run.dataset.running !== "yes") return;
  const drives = run.dataset.worker === "no";
  const status = run.querySelector("[data-run-status]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const pause = drives ? 100 : 3000;

  const put = (row, fresh) => {
    const input = row.querySelector("[data-words]");
    const seen = row.querySelector("[data-seen]");
    if (input.value.trim() || seen.value.trim()) return;
    if (document.activeElement === input) {
      input.addEventListener("blur", () => put(row, fresh), { once: true });
      return;
    }
    input.value = fresh.querySelector("[data-words]").value;
    seen.value = fresh.querySelector("[data-seen]").value;
    row.querySelector("[data-messages]").replaceChildren(...fresh.querySelector("[data-messages]").childNodes);
  };

  const refresh = async () => {
    const answer = await fetch(window.location.href.split("#")[0]);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const row of document.querySelectorAll("[data-row]")) {
      const other = fresh.getElementById(row.id);
      if (other) put(row, other);
    }
    const progress = fresh.querySelector("[data-progress]");
    if (progress) document.querySelector("[data-progress]").textContent = progress.textContent;
  };

  const show = async (state) => {
    run.querySelector("[data-run-words]").textContent = state.words;
    if (state.running) return;
    for (const part of run.querySelectorAll("[data-run-form]")) part.remove();
    await refresh();
    status.textContent = state.words;
  };

  const ask = async () => {
    const headers = { Accept: "application/json" };
    let next = pause;
    try {
      const answer = drives
        ? await fetch(run.dataset.goOn, { method: "POST", body: new URLSearchParams({ seen: run.dataset.seen }), headers: { ...headers, "X-CSRFToken": token } })
        : await fetch(run.dataset.state, { headers });
      if (!answer.ok) throw new Error(answer.status);
      const state = await answer.json();
      await show(state);
      if (!state.running) return;
    } catch {
      next = 10000;
    }
    window.setTimeout(ask, next);
  };
  window.setTimeout(ask, pause);
})();
