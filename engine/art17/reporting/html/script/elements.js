// Small words for the rest: elements, data, numbers.
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, document.documentElement.lang === "de" ? "." : ",");
const counted = (value, word) => `${number(value)} ${say(value === 1 ? word : `${word}s`)}`;

// A phrase in the language of the page, with what stands in braces filled in.
function say(phrase, values = {}) {
  return (wordsData()[phrase] ?? phrase).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function later(make) {
  let made;
  return () => (made ??= make());
}

// Words between backticks are names of fields and values: set as code.
function said(text) {
  const parts = text.split("`");
  return parts.length % 2 ? parts.map((part, at) => (at % 2 ? element("code", {}, part) : part)) : [text];
}

const data = (id) => later(() => JSON.parse(byId(id).textContent));
const wordsData = data("words-data");
const treesData = data("trees-data");
const pictureData = data("picture-data");
const isWithoutMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const scrollTo = (target) => target.scrollIntoView({ behavior: isWithoutMotion() ? "auto" : "smooth", block: "start" });
