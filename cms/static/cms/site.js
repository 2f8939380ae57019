// Small comforts. Everything can be read and reached without this file.

const root = document.documentElement;

// Light, dark or as the system: kept in this browser only, no cookie, no number.
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  const label = button.querySelector("span");
  const show = () => {
    const text = button.dataset[root.dataset.kernTheme ?? "auto"];
    label.textContent = text;
    button.title = text;
  };
  const order = { auto: "dark", dark: "light", light: "auto" };
  button.addEventListener("click", () => {
    const next = order[root.dataset.kernTheme ?? "auto"];
    if (next === "auto") delete root.dataset.kernTheme;
    else root.dataset.kernTheme = next;
    try {
      if (next === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch { /* the choice holds for this page only */ }
    show();
  });
  show();
  button.hidden = false;
}

// Menus close with Escape and give the focus back, and when something else is used.
const drawers = [...document.querySelectorAll("[data-drawer]")];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drawer of drawers.filter((one) => one.open)) {
    const inside = drawer.contains(document.activeElement);
    drawer.open = false;
    if (inside) drawer.querySelector("summary").focus();
  }
});
for (const moment of ["pointerdown", "focusin"]) {
  document.addEventListener(moment, (event) => {
    for (const drawer of drawers) if (drawer.open && !drawer.contains(event.target)) drawer.open = false;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A form that came back with errors starts at their summary.
document.querySelector("#error-summary[autofocus]")?.focus();
