// Long lists a part at a time: what is filtered out is `out`, what waits its turn is `later`.
const limits = new WeakMap();

function layChunks(container, { anew = false } = {}) {
  const size = Number(container.dataset.chunk);
  if (anew || !limits.has(container)) limits.set(container, size);
  const limit = limits.get(container);
  let seen = 0;
  for (const item of container.children) {
    if (item.classList.contains("out")) continue;
    item.classList.toggle("later", seen >= limit);
    seen += 1;
  }
  container.dataset.ready = "";
  offerMore(container, seen, limit, size);
  return seen;
}

function offerMore(container, seen, limit, size) {
  const host = container.closest(".scroll") ?? container;
  let offer = host.nextElementSibling?.classList.contains("more") ? host.nextElementSibling : null;
  if (seen <= limit) {
    offer?.remove();
    return;
  }
  if (!offer) {
    const button = element("button", { type: "button", className: "quiet" });
    button.addEventListener("click", () => showMore(container));
    offer = element("p", { className: "more" }, button);
    host.after(offer);
  }
  const next = Math.min(size, seen - limit);
  offer.firstChild.textContent = `Show ${number(next)} more of ${number(seen)} ${container.dataset.what ?? ""}`.trim();
}

function showMore(container) {
  const first = [...container.children].find((item) => item.classList.contains("later"));
  limits.set(container, limits.get(container) + Number(container.dataset.chunk));
  layChunks(container);
  if (!first) return;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
}

for (const container of all("[data-chunk]")) layChunks(container);
