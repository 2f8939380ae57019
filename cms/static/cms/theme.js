// Set the reader's choice of light or dark before the page is painted.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.kernTheme = theme;
} catch { /* storage is switched off: follow the system */ }
