// How a finding was judged, drawn when somebody asks.
const VERDICT_WORDS = { met: `✓ ${say("met")}`, unmet: `✕ ${say("not met")}`, undecided: `? ${say("undecided")}` };

function treeItem([verdict, asked, seen, place, children, leftOut]) {
  const { texts: words, verdicts } = treesData();
  const name = verdicts[verdict];
  const item = element("li", {}, element("span", { className: `tree-verdict is-${name}` }, VERDICT_WORDS[name]), " · ", ...said(words[asked]));
  if (seen >= 0) item.append(": ", ...said(words[seen]));
  if (place >= 0) item.append(" ", element("code", {}, words[place]));
  if (children.length || leftOut) item.append(treeList(children, leftOut));
  return item;
}

function treeList(children, leftOut) {
  const list = element("ul", {}, ...children.map(treeItem));
  if (leftOut) list.append(element("li", { className: "faint" }, say("and {count} more, which art17 explain shows", { count: number(leftOut) })));
  return list;
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.open || target.dataset.tree === undefined || target.dataset.drawn !== undefined) return;
    target.dataset.drawn = "";
    target.append(treeList([treesData().trees[Number(target.dataset.tree)]], 0));
  },
  true,
);

for (const button of all("[data-evidence]")) {
  button.addEventListener("click", () => {
    const { evidence, nodes } = pictureData();
    const list = button.closest("ul");
    const links = evidence[Number(button.dataset.evidence)].filter((at) => at >= 0).map((at) => element("li", {}, element("a", { href: `#artefact-${at}` }, nodes[at][0])));
    list.replaceChildren(...links);
    list.querySelector("a")?.focus();
  });
}
