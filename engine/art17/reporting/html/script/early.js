// In the head, so that nothing flashes: the page has a script, and a reader's choice of colours.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("art17-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage in this viewer: the system's colours apply.
}
