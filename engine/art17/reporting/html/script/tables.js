// Where there is no room, rows are laid out as blocks, and a browser forgets that they are rows: say so again.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

function keepRoles(within) {
  if (!matchMedia("(max-width: 40rem)").matches) return;
  for (const part of [within, ...all("*", within)]) {
    const role = part.tagName === "TH" ? (part.scope === "col" ? "columnheader" : "rowheader") : ROLES[part.tagName];
    if (role) part.setAttribute("role", role);
  }
}

for (const table of all("table.list")) keepRoles(table);
