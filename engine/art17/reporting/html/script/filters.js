// Findings by what they are, with the count said aloud.
const filters = byId("filters");
const findings = byId("findings-list");
const texts = new WeakMap();

function textOf(item) {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
  return texts.get(item);
}

function fits(item, wanted, words) {
  return wanted.every(([name, value]) => item.dataset[name].split("|").includes(value)) && words.every((word) => textOf(item).includes(word));
}

function applyFilters() {
  bring(findings, restOf(findings));
  const entries = [...new FormData(filters)].filter(([, value]) => value.trim());
  const wanted = entries.filter(([name]) => name !== "words");
  const words = entries.filter(([name]) => name === "words").flatMap(([, value]) => value.toLowerCase().split(/\s+/).filter(Boolean));
  for (const item of findings.children) item.classList.toggle("out", !fits(item, wanted, words));
  const seen = layChunks(findings, { anew: true });
  const whole = findings.children.length;
  byId("findings-count").textContent = seen === whole ? counted(whole, "finding") : seen ? `${number(seen)} of ${counted(whole, "finding")}` : `None of ${counted(whole, "finding")} fits. Take a filter away.`;
}

function setFilters(chosen) {
  filters.reset();
  for (const [name, value] of new URLSearchParams(chosen)) if (filters.elements[name]) filters.elements[name].value = value;
  applyFilters();
}

function showFinding(id) {
  if (!byId(id)) bring(findings, restOf(findings));
  const item = byId(id);
  if (!item) return;
  if (item.classList.contains("out")) setFilters("");
  item.classList.remove("later");
  scrollTo(item);
  item.focus({ preventScroll: true });
}

if (filters) {
  let waiting;
  filters.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilters, 150);
  });
  filters.addEventListener("reset", () => setTimeout(applyFilters));
  filters.addEventListener("submit", (event) => event.preventDefault());
  for (const link of all("[data-filter]")) link.addEventListener("click", () => setFilters(link.dataset.filter));
  if (matchMedia("(max-width: 40rem)").matches) filters.closest("details").open = false;
}
