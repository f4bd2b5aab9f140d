"""What the styles and numbering of a Word document make of a paragraph: heading levels and shown numbers.

Of a paragraph its own properties count first, then those of its style and of what that is based on
(ISO/IEC 29500-1, 17.7 and 17.9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from art17.reading.formats.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = TypeVar("T")
_DEEPEST_OUTLINE = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 5000


def value_of(element: Element | None, tag: str) -> str | None:
    """The value of a property, "" where it is there without one; None where it is not there."""
    found = element.find(W + tag) if element is not None else None
    return found.get(W + "val", "") if found is not None else None


def is_on(element: Element | None, tag: str) -> bool:
    """Whether a switch is there and not turned off."""
    value = value_of(element, tag)
    return value is not None and value not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Numbered:
    """The level (from 0) and the number or bullet of a list or heading, as it is shown."""

    level: int
    label: str


class Styles:
    """The styles of one document; numbering is counted in the order in which paragraphs are asked."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        for style in styles.findall(W + "style") if styles is not None else ():
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "default") in ("1", "true") and style.get(W + "type") == "paragraph":
                self._default = name
        self._numbering = _Numbering(numbering)

    def heading_level(self, properties: Element | None) -> int | None:
        """The level of a heading, 0 for the title; None for what is none."""
        outline, _ = self._first(properties, lambda each: value_of(each, "outlineLvl"))
        if outline is not None and outline.isdigit():
            return int(outline) + 1 if int(outline) < _DEEPEST_OUTLINE else None
        for _, style in self._chain(value_of(properties, "pStyle") or self._default):
            name = (value_of(style, "name") or "").lower()
            if name == "title":
                return 0
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
        return None

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        chain = self._chain(value_of(properties, "pStyle") or "")
        return any((value_of(style, "name") or "").lower().startswith("toc ") for _, style in chain)

    def is_list(self, properties: Element | None) -> bool:
        """Whether the paragraph's style is one for lists."""
        chain = self._chain(value_of(properties, "pStyle") or "")
        return any((value_of(style, "name") or "").lower().startswith("list ") for _, style in chain)

    def is_hidden(self, properties: Element | None) -> bool:
        """Whether a run is hidden text, by itself or by its style."""
        if properties is None:
            return False
        if properties.find(W + "vanish") is not None:
            return is_on(properties, "vanish")
        chain = self._chain(value_of(properties, "rStyle") or "")
        return any(is_on(style.find(W + "rPr"), "vanish") for _, style in chain)

    def number(self, properties: Element | None) -> Numbered | None:
        """The next number of the list or heading that a paragraph belongs to; None where it has none."""
        found, owner = self._first(properties, lambda each: each.find(W + "numPr"))
        if found is None:
            return None
        name = value_of(found, "numId")
        if name is None and owner is None:  # its own properties give the level, its style the list
            inherited, _ = self._first_of_styles(properties, lambda each: each.find(W + "numPr"))
            name = value_of(inherited, "numId")
        level = value_of(found, "ilvl") or self._numbering.level_of_style(owner or "")
        return self._numbering.next(name or "0", level)

    def _chain(self, name: str) -> Iterator[tuple[str, Element]]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name, self._styles[name]
            name = value_of(self._styles[name], "basedOn") or ""

    def _first(self, properties: Element | None, ask: Callable[[Element], T | None]) -> tuple[T | None, str | None]:
        """What the paragraph itself says, else the nearest of its styles, with that style's name."""
        if properties is not None and (own := ask(properties)) is not None:
            return own, None
        return self._first_of_styles(properties, ask)

    def _first_of_styles(
        self, properties: Element | None, ask: Callable[[Element], T | None]
    ) -> tuple[T | None, str | None]:
        for name, style in self._chain(value_of(properties, "pStyle") or self._default):
            inner = style.find(W + "pPr")
            if inner is not None and (found := ask(inner)) is not None:
                return found, name
        return None, None


class _Numbering:
    """The lists of a document: what each level looks like, and how far each list is."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, Mapping[str, Element]] = {}
        self._lists: dict[str, tuple[str, Mapping[str, Element]]] = {}
        self._of_style: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in root.findall(W + "abstractNum") if root is not None else ():
            levels = {each.get(W + "ilvl", ""): each for each in abstract.findall(W + "lvl")}
            self._levels[abstract.get(W + "abstractNumId", "")] = levels
            self._of_style |= {style: at for at, each in levels.items() if (style := value_of(each, "pStyle"))}
        for each in root.findall(W + "num") if root is not None else ():
            overrides = {one.get(W + "ilvl", ""): one for one in each.findall(W + "lvlOverride")}
            self._lists[each.get(W + "numId", "")] = (value_of(each, "abstractNumId") or "", overrides)

    def level_of_style(self, name: str) -> str:
        return self._of_style.get(name, "0")

    def next(self, name: str, level: str) -> Numbered | None:
        """The next number at a level of a list; None where the list or level is not there, or turned off."""
        abstract, overrides = self._lists.get(name, ("", {}))
        levels = self._levels.get(abstract, {})
        shape = levels.get(level)
        if shape is None or not level.isdigit() or name == "0":
            return None
        counts, at = self._counts.setdefault(abstract, {}), int(level)
        counts[at] = counts[at] + 1 if at in counts else _start(at, levels, overrides)
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]
        form = value_of(shape, "numFmt") or "decimal"
        if form in ("bullet", "none"):
            return Numbered(at, "•" if form == "bullet" else "")
        text = value_of(shape, "lvlText") or ""
        for step in range(_DEEPEST_OUTLINE):
            if f"%{step + 1}" in text:
                count = counts.setdefault(step, _start(step, levels, overrides))
                text = text.replace(
                    f"%{step + 1}", _shown(count, value_of(levels.get(str(step)), "numFmt") or "decimal")
                )
        return Numbered(at, text.strip())


def _start(level: int, levels: Mapping[str, Element], overrides: Mapping[str, Element]) -> int:
    stated = value_of(overrides.get(str(level)), "startOverride") or value_of(levels.get(str(level)), "start") or "1"
    return int(stated) if stated.isdigit() else 1


def _shown(number: int, form: str) -> str:
    """A number as its format shows it.

    >>> [_shown(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    """
    number = max(1, min(number, _MOST))
    if form.endswith("Letter"):
        text = chr(97 + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
        return text if form.startswith("lower") else text.upper()
    if form.endswith("Roman"):
        text = _roman(number)
        return text if form.startswith("lower") else text.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        while number >= size:
            text, number = text + letters, number - size
    return text
