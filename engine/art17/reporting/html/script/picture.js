// Who stands around an artefact: what points to it, what it points to, two steps far.
const MOST_BESIDE = 12;
const MOST_FAR = 16;
const FAR_PER_NEAR = 3;

const graph = later(() => {
  const { nodes, edges, texts: words, start } = pictureData();
  const read = nodes.map(([id, kind, title, path, state, owner, findings, isOfPeople], at) => ({ at, id, kind: words[kind], title: words[title], path: words[path], state: words[state], owner: words[owner], findings, isOfPeople: Boolean(isOfPeople), broken: 0 }));
  const sides = { left: read.map(() => []), right: read.map(() => []) };
  for (const [source, target, title, inverse, fault, written, writer] of edges) {
    const lies = words[fault];
    const isDead = source < 0 || target < 0;
    if (lies) read[writer].broken += 1;
    if (source >= 0) sides.right[source].push({ other: target, title: words[title], fault: lies, written: isDead ? words[written] : "" });
    if (target >= 0) sides.left[target].push({ other: source, title: words[inverse], fault: lies, written: isDead ? words[written] : "" });
  }
  return { nodes: read, sides, start };
});

function linksOf(at, side, withPeople) {
  const { nodes, sides } = graph();
  const known = new Set();
  return sides[side][at].filter(({ other, title, written }) => {
    const key = `${title}|${other}|${written}`;
    if (known.has(key) || (other >= 0 && nodes[other].isOfPeople && !withPeople)) return false;
    known.add(key);
    return true;
  });
}

function groupsOf(links) {
  const groups = new Map();
  for (const link of links) groups.set(link.title, [...(groups.get(link.title) ?? []), link]);
  return [...groups].map(([title, members]) => ({ title, members: members.sort((a, b) => Boolean(b.fault) - Boolean(a.fault)) }));
}

// One side of the focus: boxes by link, so many of each that all links get a share.
function besideOf(at, side, { withPeople, opened }) {
  const groups = groupsOf(linksOf(at, side, withPeople));
  const share = Math.max(2, Math.floor(MOST_BESIDE / Math.max(groups.length, 1)));
  return groups.map(({ title, members }) => {
    const key = `${side} ${title}`;
    const shown = opened.has(key) ? members : members.slice(0, members.length === share + 1 ? share + 1 : share);
    return { title, shown, more: members.length - shown.length, key };
  });
}

// The step beyond: a few of what each neighbour leads to, each artefact once.
function beyond(at, side, groups, withPeople) {
  const near = new Set([at, ...groups.flatMap(({ shown }) => shown.map(({ other }) => other))]);
  const found = new Map();
  let left = 0;
  for (const { other } of groups.flatMap(({ shown }) => shown)) {
    if (other < 0) continue;
    const further = linksOf(other, side, withPeople).filter((link) => link.other >= 0 && !near.has(link.other));
    for (const [order, link] of further.entries()) {
      if (found.has(link.other)) found.get(link.other).push(other);
      else if (order < FAR_PER_NEAR && found.size < MOST_FAR) found.set(link.other, [other]);
      else left += 1;
    }
  }
  return { boxes: [...found].map(([far, parents]) => ({ at: far, parents })), left };
}
