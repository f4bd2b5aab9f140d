// The neighbourhood as SVG: columns where there is room, one list where there is not.
const SVG = "http://www.w3.org/2000/svg";
const NEAR_HEIGHT = 42;
const FAR_HEIGHT = 26;
const STEP = 8;
const CAPTION = 24;

function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// How wide a text will stand, asked of the browser itself.
const ruler = later(() => document.createElement("canvas").getContext("2d"));
const FONTS = { name: "650 13px", what: "12px", by: "italic 12px", mark: "11.5px", head: "13px" };

function wide(text, kind) {
  ruler().font = `${FONTS[kind]} ${getComputedStyle(document.body).fontFamily}`;
  return ruler().measureText(text).width;
}

function short(text, room, kind) {
  if (wide(text, kind) <= room) return text;
  let [least, most] = [0, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (wide(`${text.slice(0, middle)}…`, kind) <= room) least = middle;
    else most = middle - 1;
  }
  return `${text.slice(0, least).trimEnd()}…`;
}

function words(text, x, y, kind, room, anchor = "start") {
  return shape("text", { x, y, class: kind, "text-anchor": anchor }, room ? short(text, room, kind) : text);
}

// A name, and at the right how many findings it has, as long as there is room.
function nameLine(node, x, y, room) {
  const marks = node.findings ? [counted(node.findings, "finding"), String(node.findings)] : [];
  const mark = marks.find((each) => wide(node.id, "name") + wide(each, "mark") + 8 <= room) ?? marks[1] ?? "";
  const name = words(node.id, x, y, "name", room - (mark ? wide(mark, "mark") + 8 : 0));
  return mark ? [name, words(mark, x + room, y, "mark", 0, "end")] : [name];
}

function labelOf(node, how) {
  const parts = [`${node.kind} ${node.id}`, node.title, how, node.state, node.findings ? counted(node.findings, "finding") : "", node.broken ? counted(node.broken, "broken link") : ""];
  return parts.filter(Boolean).join(", ");
}

// A box that is a link to its artefact; `far` ones have one line.
function box(node, { x, y, width, kind = "", how = "" }) {
  const isFar = kind === "far";
  const label = labelOf(node, how);
  const group = shape("a", { href: `#artefact-${node.at}`, class: `${kind}${node.findings ? " has-findings" : ""}`, "aria-description": label, "data-at": node.at });
  group.append(shape("rect", { x, y, width, height: isFar ? FAR_HEIGHT : NEAR_HEIGHT, rx: 5 }, shape("title", {}, label)), ...nameLine(node, x + 9, y + 17, width - 18));
  if (!isFar) group.append(words(node.title || node.kind, x + 9, y + 33, "what", width - 18));
  return group;
}

// The box of a link that leads nowhere: text, no link.
function ghost({ written, fault }, { x, y, width }) {
  const group = shape("g", { class: "fault-box" });
  group.append(shape("rect", { x, y, width, height: NEAR_HEIGHT, rx: 5 }, shape("title", {}, `${written} ${fault}`)), words(written, x + 9, y + 17, "name", width - 18), words(fault, x + 9, y + 33, "what", width - 18));
  return group;
}

function moreBox({ more, title, key }, { x, y, width }) {
  const group = shape("a", { href: "#focus", class: "more-box", "data-open": key, "aria-label": say("Show {count} more: {what}", { count: number(more), what: title }) });
  group.append(shape("rect", { x, y, width, height: FAR_HEIGHT, rx: 5 }), words(say("{count} more", { count: number(more) }), x + 9, y + 17, "name", width - 18));
  return group;
}

const isFaulty = (link) => (link.fault ? "broken" : "");
const curve = (x1, y1, x2, y2) => `M${x1} ${y1} C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

// One column of near boxes from the top down: what to draw, and where each box's middle is.
function column(groups, x, width) {
  const drawn = [];
  const middles = [];
  let y = 0;
  for (const group of groups) {
    drawn.push((top) => words(group.title, x + 1, top, "by", width));
    drawn.at(-1).y = y + 15;
    y += CAPTION;
    for (const link of group.shown) {
      const node = link.other >= 0 ? graph().nodes[link.other] : null;
      const how = `${group.title}${link.fault ? `: ${link.fault}` : ""}`;
      drawn.push((top) => (node ? box(node, { x, y: top, width, how, kind: link.fault ? "fault-box" : "" }) : ghost(link, { x, y: top, width })));
      drawn.at(-1).y = y;
      middles.push({ at: link.other, y: y + NEAR_HEIGHT / 2, link });
      y += NEAR_HEIGHT + STEP;
    }
    if (group.more) {
      drawn.push((top) => moreBox(group, { x, y: top, width }));
      drawn.at(-1).y = y;
      y += FAR_HEIGHT + STEP;
    }
    y += STEP;
  }
  return { drawn, middles, height: Math.max(y - STEP, 0) };
}

function farColumn({ boxes, left }, x, width) {
  const drawn = boxes.map(({ at }, order) => Object.assign((top) => box(graph().nodes[at], { x, y: top, width, kind: "far", how: "two steps away" }), { y: order * (FAR_HEIGHT + STEP) }));
  const middles = boxes.map(({ at, parents }, order) => ({ at, parents, y: order * (FAR_HEIGHT + STEP) + FAR_HEIGHT / 2 }));
  let height = boxes.length * (FAR_HEIGHT + STEP);
  if (left) {
    drawn.push(Object.assign((top) => words(say("and {count} more", { count: number(left) }), x + 1, top, "by", width), { y: height + 14 }));
    height += CAPTION;
  }
  return { drawn, middles, height };
}

function drawWide(at, around, width) {
  const gap = Math.max(width * 0.035, 24);
  const room = (width - 4 * gap - 24) / 5;
  const xs = [0, 1, 2, 3, 4].map((place) => 12 + place * (room + gap));
  const columns = [farColumn(around.farLeft, xs[0], room), column(around.left, xs[1], room), null, column(around.right, xs[3], room), farColumn(around.farRight, xs[4], room)];
  const top = 44;
  const inner = Math.max(...columns.map((each) => each?.height ?? NEAR_HEIGHT), 120);
  const height = top + inner + 20;
  const lines = shape("g", { "aria-hidden": "true" });
  const boxes = shape("g");
  const offset = (each) => top + (inner - each.height) / 2;
  const middle = top + inner / 2;
  for (const [place, each] of columns.entries()) if (each) for (const make of each.drawn) boxes.append(make(offset(each) + make.y));
  for (const [side, near, far] of [["left", 1, 0], ["right", 3, 4]]) {
    const edge = (place, towards) => xs[place] + (towards ? room : 0);
    for (const { at: other, y, link } of columns[near].middles) lines.append(shape("path", { d: curve(edge(near, side === "left"), offset(columns[near]) + y, edge(2, side === "right"), middle), class: isFaulty(link), "data-a": other, "data-b": at }));
    for (const { at: beyondAt, parents, y } of columns[far].middles) for (const parent of parents) {
      const from = columns[near].middles.find((each) => each.at === parent);
      if (from) lines.append(shape("path", { d: curve(edge(far, side === "left"), offset(columns[far]) + y, edge(near, side === "right"), offset(columns[near]) + from.y), class: "far", "data-a": beyondAt, "data-b": parent }));
    }
  }
  boxes.append(box(graph().nodes[at], { x: xs[2], y: middle - NEAR_HEIGHT / 2, width: room, kind: "centre" }));
  const heads = shape("g", { "aria-hidden": "true" });
  const titles = [around.farLeft.boxes.length && say("Two steps"), around.left.length && say("Points here"), say("In focus"), around.right.length && say("It points to"), around.farRight.boxes.length && say("Two steps")];
  for (const [place, title] of titles.entries()) if (title) heads.append(words(title, xs[place] + 1, 24, "head"));
  return { height, parts: [lines, heads, boxes] };
}

function drawNarrow(at, around, width) {
  const lines = shape("g", { "aria-hidden": "true" });
  const boxes = shape("g");
  const spine = 16;
  const x = 34;
  const own = { left: column(around.left, x, width - x - 12), right: column(around.right, x, width - x - 12) };
  let y = 16;
  const place = (title, each) => {
    boxes.append(words(title, x + 1, y + 6, "head"));
    y += 16;
    for (const make of each.drawn) boxes.append(make(y + make.y));
    const spots = each.middles.map((spot) => ({ ...spot, y: spot.y + y }));
    y += each.height + 22;
    return spots;
  };
  const before = around.left.length ? place(say("Points here"), own.left) : [];
  boxes.append(box(graph().nodes[at], { x: 8, y, width: width - 20, kind: "centre" }));
  const middle = y + NEAR_HEIGHT / 2;
  y += NEAR_HEIGHT + 26;
  const after = around.right.length ? place(say("It points to"), own.right) : [];
  for (const spot of [...before, ...after]) lines.append(shape("path", { d: `M${x} ${spot.y} H${spine} V${middle}`, class: isFaulty(spot.link), "data-a": spot.at, "data-b": at }));
  return { height: y, parts: [lines, boxes] };
}

function drawn(at, around, width) {
  const { height, parts } = (width < 640 ? drawNarrow : drawWide)(at, around, width);
  return shape("svg", { viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, role: "group", "aria-label": say("Links of {name}", { name: graph().nodes[at].id }) }, ...parts);
}
