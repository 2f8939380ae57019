// The sheet of the translator: saves each sentence when it is left, and moves by keys. Without this
// script the page is one plain form. Nothing is kept in the browser: what could not be saved stays
// in its field, and the page says so.
const form = document.getElementById("sheet");
const say = JSON.parse(document.getElementById("sheet-words").textContent);
const rows = [...form.querySelectorAll("[data-row]")];
const status = document.querySelector("[data-status]");
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

const save = async (row) => {
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
    show(row, say.lost);
    return false;
  }
  const isJson = (answer.headers.get("content-type") || "").includes("json");
  if (!isJson) {
    show(row, say.lost);
    return false;
  }
  const told = await answer.json();
  if (answer.ok) {
    seen(row).value = told.words;
    row.querySelector("[data-machine]")?.remove();
    input.removeAttribute("aria-invalid");
    showFaults(row, told.faults);
    document.querySelector("[data-progress]").textContent = told.progress;
    show(row, isDirty(row) ? say.unsaved : told.message);
    return true;
  }
  input.setAttribute("aria-invalid", "true");
  if (answer.status === 409 && !told.gone) {
    // Both wordings are there; saving once more decides for one's own.
    seen(row).value = told.theirs;
    showFaults(row, [`${say.theirs} ${told.theirs}`]);
  }
  show(row, told.message);
  return false;
};

const go = (row) => {
  if (!row) {
    announce(say.last);
    return;
  }
  field(row).focus();
  row.scrollIntoView({ block: "nearest" });
};

const take = (row, suggestion) => {
  field(row).value = suggestion.textContent;
  field(row).focus();
  show(row, say.taken);
};

const wrap = (input, tag) => {
  const name = tag.slice(1).match(/^\w+/)[0];
  const { selectionStart: from, selectionEnd: to, value } = input;
  const words = tag.startsWith("<br") ? tag : `${tag}${value.slice(from, to)}</${name}>`;
  input.setRangeText(words, from, to, "end");
  input.focus();
};

const onKey = (row, event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const place = rows.indexOf(row);
  const suggestion = row.querySelector("[data-suggestion]");
  if (event.key === "ArrowDown" && event.shiftKey) {
    const rest = [...rows.slice(place + 1), ...rows.slice(0, place)];
    const empty = rest.find((other) => !field(other).value.trim());
    if (empty) go(empty);
    else announce(say.full);
  } else if (event.key === "ArrowDown") go(rows[place + 1]);
  else if (event.key === "ArrowUp") go(rows[place - 1]);
  else if (event.key === "Enter" && suggestion) take(row, suggestion);
  else return;
  event.preventDefault();
};

for (const row of canWrite ? rows : []) {
  for (const button of row.querySelectorAll("button[hidden]")) button.hidden = false;
  field(row).addEventListener("keydown", (event) => onKey(row, event));
  field(row).addEventListener("input", () => {
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
    if (!button) return;
    if ("take" in button.dataset) take(row, button.parentElement.querySelector("[data-suggestion]"));
    if ("tag" in button.dataset) wrap(field(row), button.dataset.tag);
    if ("saveOne" in button.dataset) save(row);
  });
}

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
    if (!await save(row)) {
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
