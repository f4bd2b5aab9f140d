(() => {
"use strict";
document.documentElement.classList.add("js");
for (const head of document.querySelectorAll("table.sortable thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const table = head.closest("table"), body = table.tBodies[0], at = head.cellIndex;
    const down = head.getAttribute("aria-sort") !== "descending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => row.cells[at].dataset.key ?? row.cells[at].textContent.trim();
    const order = (a, b) => {
      const one = key(a), two = key(b), n = Number(one) - Number(two);
      return (Number.isNaN(n) ? one.localeCompare(two) : n) * (down ? -1 : 1);
    };
    body.append(...[...body.rows].sort(order));
  });
}
})();
