// Keep the progress of a job up to date. Without a worker each answer asks for the next part; the
// buttons do the same without a script.
(() => {
  const job = document.querySelector("[data-job]");
  if (!job || job.dataset.running !== "yes") return;
  const drives = job.dataset.worker === "no";
  const words = job.querySelector("[data-job-words]");
  const status = job.querySelector("[data-job-status]");
  const fault = job.querySelector("[data-job-fault]");
  const bar = job.querySelector("progress");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const spoken = 15000;
  let lastSpoken = Date.now();
  let pause = drives ? 100 : 3000;

  const show = (state) => {
    words.textContent = state.words;
    bar.max = state.total;
    bar.value = state.over;
    if (Date.now() - lastSpoken > spoken) {
      status.textContent = state.words;
      lastSpoken = Date.now();
    }
    if (state.running) return;
    status.textContent = state.words;
    // The page says what failed; a moment, so that the news is heard first.
    window.setTimeout(() => window.location.reload(), 1500);
  };

  const ask = async () => {
    const headers = { Accept: "application/json" };
    let next = pause;
    try {
      const answer = drives
        ? await fetch(job.dataset.goOn, { method: "POST", headers: { ...headers, "X-CSRFToken": token } })
        : await fetch(job.dataset.state, { headers });
      if (!answer.ok) throw new Error(answer.status);
      const state = await answer.json();
      fault.hidden = true;
      show(state);
      if (!state.running) return;
    } catch {
      fault.hidden = false;
      next = 10000;
    }
    window.setTimeout(ask, next);
  };
  window.setTimeout(ask, pause);
})();
