// The sheet of the translator: saves each sentence when it is left, and moves by keys. Without this
// script the page is one plain form. What could not be saved stays in its field and in this tab
// (drafts.js), the page says so, and tries again when somebody comes back to it.
import { keep } from "./drafts.js";

const form = document.getElementById("sheet");
const say = JSON.parse(document.getElementById("sheet-words").textContent);
const rows = [...form.querySelectorAll("[data-row]")];
const status = document.querySelector("[data-status]");
const drafts = keep(form.dataset.drafts);
const field = (row) => row.querySelector("[data-words]");
const seen = (row) => row.querySelector("[data-seen]");
const isDirty = (row) => field(row).value.trim() !== seen(row).value.trim();
const canWrite = rows.some((row) => !field(row).readOnly);

const cookie = (name) => {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
};

const announce = (words) => {
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = words; });
};

const show = (row, words) => {
  row.querySelector("[data-state]").textContent = words;
  announce(words);
};

const showFaults = (row, messages) => {
  row.querySelector("[data-faults]").replaceChildren(...messages.map((message) => {
    const item = document.createElement("li");
    item.textContent = message;
    return item;
  }));
};

const note = (row) => {
  const { name, value } = field(row);
  if (isDirty(row)) drafts.set(name, { words: value, seen: seen(row).value });
  else drafts.drop(name);
};

// A button of its own only where saving by itself did not work.
const fail = (row, words, again = false) => {
  row.querySelector("[data-save-one]").hidden = false;
  row.toggleAttribute("data-again", again);
  field(row).setAttribute("aria-invalid", "true");
  note(row);
  show(row, words);
  return false;
};

const send = async (row) => {
  const input = field(row);
  const body = new FormData();
  body.set(input.name, input.value);
  body.set(seen(row).name, seen(row).value);
  // Who has logged in again in another tab has a new token; the one of the form is the old one.
  const token = cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;
  show(row, say.saving);
  let answer;
  try {
    answer = await fetch(form.dataset.save, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
    });
  } catch {
    return fail(row, say.lost, true);
  }
  const isJson = (answer.headers.get("content-type") || "").includes("json");
  if (!isJson) return fail(row, say.lost, true);
  const told = await answer.json();
  if (answer.ok) {
    seen(row).value = told.words;
    row.querySelector("[data-machine]")?.remove();
    row.querySelector("[data-save-one]").hidden = true;
    row.removeAttribute("data-again");
    input.removeAttribute("aria-invalid");
    note(row);
    showFaults(row, told.faults);
    document.querySelector("[data-progress]").textContent = told.progress;
    show(row, isDirty(row) ? say.unsaved : told.message);
    return true;
  }
  if (answer.status === 409 && !told.gone) {
    // Both wordings are there; saving once more decides for one's own.
    seen(row).value = told.theirs;
    showFaults(row, [`${say.theirs} ${told.theirs || "–"}`, say.once]);
  }
  const isOut = told.logged_in === false;
  return fail(row, told.message || (isOut ? say.lost : told.detail), isOut);
};

// One at a time: the second must know what the first has saved.
const running = new WeakMap();
const save = (row) => {
  const before = running.get(row) || Promise.resolve(true);
  const now = before.then(() => send(row));
  running.set(row, now);
  return now;
};

const go = (row) => {
  if (!row) {
    announce(say.last);
    return;
  }
  field(row).focus();
  row.scrollIntoView({ block: "nearest" });
};

// Each time the next suggestion of the sentence.
const take = (row, suggestion) => {
  const all = [...row.querySelectorAll("[data-suggestion]")];
  const there = all.findIndex((one) => one.textContent === field(row).value);
  const words = suggestion || all[(there + 1) % all.length];
  if (!words) return;
  field(row).value = words.textContent;
  field(row).focus();
  note(row);
  show(row, say.taken);
};

const wrap = (row, tag) => {
  const input = field(row);
  const name = tag.slice(1).match(/^\w+/)[0];
  const { selectionStart: from, selectionEnd: to, value } = input;
  const words = tag.startsWith("<br") ? tag : `${tag}${value.slice(from, to)}</${name}>`;
  input.setRangeText(words, from, to, "end");
  input.focus();
  note(row);
  show(row, say.unsaved);
};

const nextTag = (row) => {
  const tags = [...row.querySelectorAll("[data-tag]")].map((button) => button.dataset.tag);
  return tags.find((tag) => !field(row).value.includes(tag)) || tags[0];
};

const onKey = (row, event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const place = rows.indexOf(row);
  if (event.key === "ArrowDown" && event.shiftKey) {
    const rest = [...rows.slice(place + 1), ...rows.slice(0, place)];
    const empty = rest.find((other) => !field(other).value.trim());
    if (empty) go(empty);
    else announce(say.full);
  } else if (event.key === "ArrowDown") go(rows[place + 1]);
  else if (event.key === "ArrowUp") go(rows[place - 1]);
  else if (event.key === "Enter" && event.shiftKey && nextTag(row)) wrap(row, nextTag(row));
  else if (event.key === "Enter" && !event.shiftKey) take(row);
  else return;
  event.preventDefault();
};

const press = (row, button) => {
  if ("take" in button.dataset) take(row, button.parentElement.querySelector("[data-suggestion]"));
  if ("tag" in button.dataset) wrap(row, button.dataset.tag);
  if ("saveOne" in button.dataset) save(row);
};

for (const row of canWrite ? rows : []) {
  for (const button of row.querySelectorAll("[data-take], [data-tag]")) button.hidden = false;
  field(row).addEventListener("keydown", (event) => onKey(row, event));
  field(row).addEventListener("input", () => {
    note(row);
    row.querySelector("[data-state]").textContent = isDirty(row) ? say.unsaved : "";
  });
  row.addEventListener("focusout", (event) => {
    const sends = event.relatedTarget?.form === form && event.relatedTarget?.type === "submit";
    if (!row.contains(event.relatedTarget) && !sends && isDirty(row)) save(row);
  });
  row.addEventListener("change", ({ target }) => {
    if (target.matches("[data-machine] input") && target.checked) save(row);
  });
  row.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) press(row, button);
  });
}

// What was not saved before the page was loaded anew stands in its field again. What the person had
// seen then goes with it: other words of today are a conflict, and not overwritten.
const restore = () => {
  let count = 0;
  for (const row of canWrite ? rows : []) {
    const draft = drafts.get(field(row).name);
    if (!draft) continue;
    if (!isDirty(row) && draft.words.trim() !== seen(row).value.trim()) {
      field(row).value = draft.words;
      seen(row).value = draft.seen;
      save(row);
      count += 1;
    } else note(row);
  }
  const left = Object.entries(drafts.all()).filter(
    ([name]) => !canWrite || !rows.some((row) => field(row).name === name),
  );
  const place = document.querySelector("[data-left]");
  place.hidden = !left.length;
  place.querySelector("ul").replaceChildren(...left.map(([, draft]) => {
    const item = document.createElement("li");
    item.dir = "auto";
    item.textContent = draft.words;
    return item;
  }));
  place.querySelector("button").addEventListener("click", () => {
    for (const [name] of left) drafts.drop(name);
    place.hidden = true;
  });
  if (count) announce(say.restored);
};
restore();

// Back from logging in, or from a tunnel: what failed for want of a session is sent again.
const again = () => {
  if (document.visibilityState !== "visible") return;
  for (const row of rows.filter((one) => one.hasAttribute("data-again"))) {
    row.removeAttribute("data-again");
    save(row);
  }
};
for (const back of ["focus", "online"]) window.addEventListener(back, again);
document.addEventListener("visibilitychange", again);
window.setInterval(again, 15000);

// Before the form leaves the page every word is saved: nothing is lost to a login page.
let isSent = false;
const useFreshToken = () => {
  const token = form.elements.csrfmiddlewaretoken;
  token.value = cookie("csrftoken") || token.value;
};
form.addEventListener("submit", async (event) => {
  const dirty = canWrite ? rows.filter(isDirty) : [];
  if (isSent || !dirty.length) {
    useFreshToken();
    isSent = true;
    return;
  }
  event.preventDefault();
  for (const row of dirty) {
    if (isDirty(row) && !await save(row)) {
      go(row);
      return;
    }
  }
  useFreshToken();
  isSent = true;
  form.requestSubmit(event.submitter);
});
window.addEventListener("beforeunload", (event) => {
  if (canWrite && !isSent && rows.some(isDirty)) event.preventDefault();
});
