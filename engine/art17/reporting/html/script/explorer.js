// Finding an artefact, moving the focus, going back.
const explorer = { at: -1, past: [], opened: new Set() };
const MOST_LISTED = 60;

function withPeople() {
  return byId("finder-people").checked || (explorer.at >= 0 && graph().nodes[explorer.at].isOfPeople);
}

function redraw() {
  const host = byId("picture");
  const options = { withPeople: withPeople(), opened: explorer.opened };
  const [left, right] = ["left", "right"].map((side) => besideOf(explorer.at, side, options));
  const around = { left, right, farLeft: beyond(explorer.at, "left", left, options.withPeople), farRight: beyond(explorer.at, "right", right, options.withPeople) };
  host.replaceChildren(drawn(explorer.at, around, Math.max(host.clientWidth, 300)));
}

function tellFocus() {
  const node = graph().nodes[explorer.at];
  byId("focus-head").textContent = node.title ? `${node.id}: ${node.title}` : node.id;
  const facts = [node.kind, node.state || say("no status"), node.owner ? say("owner: {name}", { name: node.owner }) : say("no owner named"), node.path, counted(node.findings, "finding")];
  if (node.broken) facts.push(counted(node.broken, "broken link"));
  byId("focus-facts").textContent = facts.join(" · ");
  byId("focus-back").disabled = !explorer.past.length;
}

function tellLinks() {
  const { nodes } = graph();
  const rows = ["right", "left"].flatMap((side) => linksOf(explorer.at, side, true)).map(({ other, title, fault, written }) => {
    const node = nodes[other];
    const name = node ? element("a", { href: `#artefact-${other}` }, node.id) : written;
    const state = fault ? element("span", { className: "fault" }, fault) : node?.state || say("there");
    return element("tr", {}, element("td", { "data-label": say("Link") }, title), element("th", { scope: "row", "data-label": say("Artefact") }, name), element("td", { "data-label": say("Type") }, node?.kind ?? ""), element("td", { "data-label": say("State") }, state));
  });
  const body = byId("links-rows");
  body.replaceChildren(...rows);
  keepRoles(body);
  Object.assign(body.dataset, { chunk: "50", what: say("links") });
  layChunks(body, { anew: true });
  byId("links-summary").textContent = say("All its links, as a table ({count})", { count: number(rows.length) });
  byId("links-caption").textContent = say("Links of {name}", { name: nodes[explorer.at].id });
}

function focusOn(at, { remember = true } = {}) {
  if (!graph().nodes[at]) return;
  if (remember && explorer.at >= 0 && explorer.at !== at) explorer.past.push(explorer.at);
  explorer.at = at;
  explorer.opened.clear();
  tellFocus();
  redraw();
  tellLinks();
  for (const button of all("button", byId("finder-list"))) button.setAttribute("aria-current", String(Number(button.dataset.at) === at));
}

function found() {
  const asked = byId("finder-words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const onlyBroken = byId("finder-broken").checked;
  const people = byId("finder-people").checked;
  const fitting = graph().nodes.filter((node) => {
    if ((onlyBroken && !node.broken) || (node.isOfPeople && !people)) return false;
    const text = `${node.id} ${node.title} ${node.kind} ${node.path}`.toLowerCase();
    return asked.every((word) => text.includes(word));
  });
  const first = asked[0] ?? "";
  return fitting.sort((a, b) => b.id.toLowerCase().startsWith(first) - a.id.toLowerCase().startsWith(first) || a.at - b.at);
}

function listFound() {
  const fitting = found();
  const buttons = fitting.slice(0, MOST_LISTED).map((node) => {
    const button = element("button", { type: "button", "data-at": node.at, "aria-current": String(node.at === explorer.at) }, element("b", {}, node.id), element("span", {}, node.title), element("span", { className: "faint" }, node.kind));
    if (node.broken) button.append(element("span", { className: "fault" }, counted(node.broken, "broken link")));
    return element("li", {}, button);
  });
  byId("finder-list").replaceChildren(...buttons);
  const rest = fitting.length > MOST_LISTED ? say("; the first {count} are listed, type more to narrow them", { count: MOST_LISTED }) : "";
  byId("finder-count").textContent = fitting.length ? `${counted(fitting.length, "artefact")}${rest}` : say("No artefact fits.");
}

function light(event, isOn) {
  const at = event.target.closest?.("[data-at]")?.getAttribute("data-at");
  for (const line of all("path", byId("picture"))) line.classList.toggle("lit", isOn && at !== undefined && (line.dataset.a === at || line.dataset.b === at));
}

function goTo(hash) {
  const [, artefact] = /^#artefact-(\d+)$/.exec(hash) ?? [];
  if (artefact !== undefined && byId("finder")) {
    startExplorer();
    focusOn(Number(artefact));
    const target = byId("focus");
    const { top } = target.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.6) scrollTo(target);
    target.focus({ preventScroll: true });
  }
  if (hash.startsWith("#f-") && findings) showFinding(hash.slice(1));
}

const startExplorer = later(() => {
  listFound();
  focusOn(graph().start);
  return true;
});

if (byId("finder")) {
  byId("finder").addEventListener("submit", (event) => event.preventDefault());
  byId("finder").addEventListener("input", () => {
    listFound();
    redraw();
  });
  byId("finder-list").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) focusOn(Number(button.dataset.at));
  });
  byId("focus-back").addEventListener("click", () => focusOn(explorer.past.pop(), { remember: false }));
  byId("picture").addEventListener("click", (event) => {
    const more = event.target.closest("[data-open]");
    if (!more) return;
    event.preventDefault();
    explorer.opened.add(more.dataset.open);
    redraw();
    byId("focus").focus({ preventScroll: true });
  });
  for (const [name, isOn] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) byId("picture").addEventListener(name, (event) => light(event, isOn));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (explorer.at < 0 || width === innerWidth) return;
    width = innerWidth;
    redraw();
  });
  addEventListener("beforeprint", startExplorer);
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    watcher.disconnect();
    startExplorer();
  }, { rootMargin: "600px" }).observe(byId("graph"));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#artefact-'], a[href^='#f-']");
  if (!link || event.defaultPrevented) return;
  const hash = link.getAttribute("href");
  if (location.hash === hash) goTo(hash);
});
addEventListener("hashchange", () => goTo(location.hash));
if (location.hash) goTo(location.hash);
