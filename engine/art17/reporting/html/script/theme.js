// Colours by the reader's choice, and printing with everything open.
const themeButtons = all("[data-theme-choice]");

function chooseTheme(choice) {
  const root = document.documentElement;
  if (choice === "auto") delete root.dataset.theme;
  else root.dataset.theme = choice;
  for (const button of themeButtons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  try {
    localStorage.setItem("art17-theme", choice);
  } catch {
    // The choice holds until the page is closed.
  }
}

for (const button of themeButtons) {
  button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (document.documentElement.dataset.theme ?? "auto")));
  button.addEventListener("click", () => chooseTheme(button.dataset.themeChoice));
}

let openedForPrint = [];
addEventListener("beforeprint", () => {
  openedForPrint = all("details[data-print]:not([open]), details.vacuous:not([open])");
  for (const each of openedForPrint) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of openedForPrint) each.open = false;
  openedForPrint = [];
});
for (const button of all("[data-print-page]")) {
  button.addEventListener("click", () => {
    document.documentElement.classList.toggle("only-summary", button.dataset.printPage === "summary");
    print();
    document.documentElement.classList.remove("only-summary");
  });
}

// Where the reader is, told in the list of sections.
const sectionLinks = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
const sectionWatcher = new IntersectionObserver(
  (seen) => {
    const here = seen.find((each) => each.isIntersecting)?.target.id;
    if (!here) return;
    for (const [id, link] of sectionLinks) {
      if (id === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  },
  { rootMargin: "-20% 0px -75% 0px" },
);
for (const section of all("main > section")) sectionWatcher.observe(section);

for (const button of all("[data-fold]")) {
  button.addEventListener("click", () => {
    const isOpen = button.closest("tbody").classList.toggle("open");
    button.setAttribute("aria-expanded", String(isOpen));
  });
}
