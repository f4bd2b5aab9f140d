// Findings by what they are, with the count said aloud; those of one cause folded under the first.
const filters = byId("filters");
const findings = byId("findings-list");
const texts = new WeakMap();
const unfolded = new Set();
const grouping = document.querySelector("[data-by]");
const inOrder = (item) => Number(item.dataset.number);

function textOf(item) {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
  return texts.get(item);
}

function fits(item, wanted, words) {
  return wanted.every(([name, value]) => item.dataset[name].split("|").includes(value)) && words.every((word) => textOf(item).includes(word));
}

// Bands are headings between findings; by cause there are none, since each cause folds under its first finding.
function layBands() {
  for (const band of all(".band", findings)) band.remove();
  const by = grouping.value;
  const items = [...findings.children];
  items.forEach((item, at) => (item.dataset.number ??= String(at)));
  items.sort((one, other) => inOrder(one) - inOrder(other));
  if (!by || by === "group") {
    if (items.some((item, at) => findings.children[at] !== item)) findings.append(...items); // moving takes the focus away
    return;
  }
  const held = new Map();
  for (const item of items) {
    const name = item.dataset[by] || "-";
    if (!held.has(name)) held.set(name, []);
    held.get(name).push(item);
  }
  for (const [name, members] of [...held].sort((one, other) => other[1].length - one[1].length)) {
    const shown = members.filter((item) => !item.classList.contains("out")).length;
    const band = element("li", { className: "band" }, element("strong", {}, name), ` ${counted(shown, "finding")}`);
    if (!shown) band.classList.add("out");
    findings.append(band, ...members);
  }
}

// The first of a cause that is seen stands for the others, until somebody asks for all of them.
function fold() {
  const seen = new Set();
  for (const item of findings.children) {
    const name = item.dataset.group;
    if (item.classList.contains("out") || !name) continue;
    item.classList.toggle("folded", grouping.value === "group" && seen.has(name) && !unfolded.has(name));
    seen.add(name);
  }
}

function applyFilters() {
  bring(findings, restOf(findings));
  const entries = [...new FormData(filters)].filter(([, value]) => value.trim());
  const wanted = entries.filter(([name]) => name !== "words");
  const words = entries.filter(([name]) => name === "words").flatMap(([, value]) => value.toLowerCase().split(/\s+/).filter(Boolean));
  const items = all(".finding", findings);
  for (const item of items) item.classList.toggle("out", !fits(item, wanted, words));
  layBands();
  fold();
  layChunks(findings, { anew: true });
  const seen = items.filter((item) => !item.classList.contains("out")).length;
  const whole = items.length;
  byId("findings-count").textContent = seen === whole ? counted(whole, "finding") : seen ? say("{count} of {all}", { count: number(seen), all: counted(whole, "finding") }) : say("None of {all} fits. Take a filter away.", { all: counted(whole, "finding") });
}

function setFilters(chosen) {
  filters.reset();
  for (const [name, value] of new URLSearchParams(chosen)) if (filters.elements[name]) filters.elements[name].value = value;
  applyFilters();
}

function unfold(name) {
  unfolded.add(name);
  for (const button of all(`[data-unfold="${name}"]`)) button.setAttribute("aria-expanded", "true");
  fold();
  layChunks(findings);
}

function showFinding(id) {
  if (!byId(id)) bring(findings, restOf(findings));
  const item = byId(id);
  if (!item) return;
  if (item.classList.contains("out")) setFilters("");
  if (item.classList.contains("folded")) unfold(item.dataset.group);
  item.classList.remove("later");
  scrollTo(item);
  item.focus({ preventScroll: true });
}

// What is seen, as a table for spreadsheets; no cell of it is a formula.
const cellOf = (text) => `"${(/^\s*["']?[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function rowOf(item) {
  const told = (selector) => item.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const { severity, owner, file, rule, provision, system, status, group } = item.dataset;
  return [severity, told("h3").replace(/^\d+ /, ""), told(".facts .fix"), owner, provision.split("|")[0], system.replaceAll("|", ", "), file, rule, status, group, item.id.slice(2)];
}

function saveShown() {
  const head = [say("Severity"), say("Finding"), say("Fix"), say("Owner"), say("Provision"), say("Systems"), say("File"), say("Rule"), say("Status"), say("Group"), say("Fingerprint")];
  const rows = all(".finding", findings).filter((item) => !item.classList.contains("out")).map(rowOf);
  const text = [head, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n");
  const address = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }));
  element("a", { href: address, download: "findings.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

if (filters) {
  let waiting;
  afterBringing.set(findings, fold);
  filters.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilters, 150);
  });
  filters.addEventListener("reset", () => setTimeout(applyFilters));
  filters.addEventListener("submit", (event) => event.preventDefault());
  findings.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-unfold]")?.dataset.unfold;
    if (name) unfold(name);
  });
  document.querySelector("[data-export]").addEventListener("click", saveShown);
  for (const link of all("[data-filter]")) link.addEventListener("click", () => setFilters(link.dataset.filter));
  if (matchMedia("(max-width: 40rem)").matches) filters.closest("details").open = false;
  fold();
  layChunks(findings, { anew: true });
}
