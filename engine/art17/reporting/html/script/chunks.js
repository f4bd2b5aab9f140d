// Long lists a part at a time: what is filtered out is `out`, what waits its turn is `later`.
// What is too much for one page lies beside it as text, and is brought in when somebody asks for it.
const limits = new WeakMap();
const afterBringing = new WeakMap();
const isSeen = (item) => !item.matches(".out, .folded");
const restOf = (container) => (container.id ? all(`script[data-rest="${container.id}"]`) : []);

function bring(container, blocks) {
  if (!blocks.length) return;
  const holder = document.createElement("template");
  for (const block of blocks) {
    holder.innerHTML = block.textContent;
    for (const item of holder.content.children) item.classList.add("later");
    container.append(holder.content);
    block.remove();
  }
  afterBringing.get(container)?.();
  if (container.tagName === "TBODY") keepRoles(container);
  if (!restOf(container).length) for (const note of all(".left-out", container.closest("section, .share"))) note.classList.add("brought");
}

function layChunks(container, { anew = false } = {}) {
  const size = Number(container.dataset.chunk);
  if (anew || !limits.has(container)) limits.set(container, size);
  const limit = limits.get(container);
  if (limit > container.children.length) bring(container, restOf(container).slice(0, Math.ceil(limit / 200)));
  let seen = 0;
  for (const item of container.children) {
    if (item.classList.contains("out") || item.classList.contains("folded")) continue;
    item.classList.toggle("later", seen >= limit);
    seen += 1;
  }
  offerMore(container, seen + restOf(container).reduce((sum, block) => sum + Number(block.dataset.count), 0), limit, size);
  return seen;
}

function offerMore(container, whole, limit, size) {
  const host = container.closest(".scroll") ?? container;
  let offer = host.nextElementSibling?.classList.contains("more") ? host.nextElementSibling : null;
  if (whole <= limit) {
    offer?.remove();
    return;
  }
  if (!offer) {
    const button = element("button", { type: "button", className: "quiet" });
    button.addEventListener("click", () => showMore(container));
    offer = element("p", { className: "more" }, button);
    host.after(offer);
  }
  offer.firstChild.textContent = say("Show {count} more of {all}: {what}", { count: number(Math.min(size, whole - limit)), all: number(whole), what: container.dataset.what ?? "" });
}

// One more part; of what lies beside the page as much as it takes to see more, for most of it may be folded.
function showMore(container) {
  const before = [...container.children].filter((item) => isSeen(item) && !item.classList.contains("later")).length;
  limits.set(container, before + Number(container.dataset.chunk));
  while (restOf(container).length && [...container.children].filter(isSeen).length <= before) bring(container, restOf(container).slice(0, 1));
  layChunks(container);
  const first = [...container.children].filter(isSeen)[before];
  if (!first) return;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
}

for (const container of all("[data-chunk]")) layChunks(container);
