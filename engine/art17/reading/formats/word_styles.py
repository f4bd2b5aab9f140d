"""What the styles of a Word document make of a paragraph or run: heading levels, numbers, hidden and bold words.

Of a paragraph its own properties count first, then those of its style and of what that is based on
(ISO/IEC 29500-1, 17.7).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from art17.reading.formats.package import Element
from art17.reading.formats.word_names import W, is_said, value_of
from art17.reading.formats.word_numbering import DEEPEST_OUTLINE, Numbered, Numbering

T = TypeVar("T")
_HEADING = re.compile(
    r"(?:heading|berschrift|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|h)"
    r"[ _-]?(?P<level>[1-9])$",
    re.IGNORECASE,
)
"""Names of styles for headings; Word keeps the English name, other programs write that of their language."""

_TITLE = re.compile(r"(?:title|titel|titre|título|titulo|titolo|tytuł|název|otsikko)$", re.IGNORECASE)
_PROMPT = re.compile(r"(?:placeholder text|platzhaltertext|texte de l.espace réservé|placeholdertext)$", re.IGNORECASE)


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
        self._numbering = Numbering(numbering, self._list_of)
        self._switches: dict[tuple[str, str], bool | None] = {}
        self._prompts: dict[str, bool] = {}

    def heading_level(self, properties: Element | None) -> int | None:
        """The level of a heading, 0 for the title; None for what is none."""
        outline, _ = self._first(properties, lambda each: value_of(each, "outlineLvl"))
        if outline is not None and outline.isdigit():
            return int(outline) + 1 if int(outline) < DEEPEST_OUTLINE else None
        named = value_of(properties, "pStyle") or self._default
        for name in (*(self._name(each) for each in self._chain(named)), named):  # some files have no table of styles
            if _TITLE.match(name):
                return 0
            if found := _HEADING.match(name):
                return int(found["level"])
        return None

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return self._is_named(properties, "toc ")

    def is_list(self, properties: Element | None) -> bool:
        """Whether the paragraph's style is one for lists."""
        return self._is_named(properties, "list ")

    def hides(self, properties: Element | None) -> bool:
        """Whether the style of a paragraph hides its words."""
        return self._switch(value_of(properties, "pStyle") or self._default, "vanish") or False

    def makes_bold(self, properties: Element | None) -> bool:
        """Whether the style of a paragraph makes its words bold."""
        return self._switch(value_of(properties, "pStyle") or self._default, "b") or False

    def is_hidden(self, properties: Element | None, *, usual: bool = False) -> bool:
        """Whether a run is hidden text, by itself or by its style; else as its paragraph is."""
        return self._of_run(properties, "vanish", usual=usual)

    def is_bold(self, properties: Element | None, *, usual: bool = False) -> bool:
        """Whether a run is bold, by itself or by its style; else as its paragraph is."""
        return self._of_run(properties, "b", usual=usual)

    def is_prompt(self, properties: Element | None) -> bool:
        """Whether the style of a run is that of prompts, which stays where the control itself was taken away."""
        name = value_of(properties, "rStyle") if properties is not None else None
        if not name:
            return False
        if name not in self._prompts:
            self._prompts[name] = any(_PROMPT.match(each) for each in (self._name(name), name))
        return self._prompts[name]

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

    def _of_run(self, properties: Element | None, switch: str, *, usual: bool) -> bool:
        if properties is None:
            return usual
        own = is_said(properties, switch)
        if own is None and (style := value_of(properties, "rStyle")):
            own = self._switch(style, switch)
        return usual if own is None else own

    def _switch(self, name: str, switch: str) -> bool | None:
        """What a style, or what it is based on, says of a switch of runs."""
        key = (name, switch)
        if key not in self._switches:
            said = (is_said(self._styles[each].find(W + "rPr"), switch) for each in self._chain(name))
            self._switches[key] = next((each for each in said if each is not None), None)
        return self._switches[key]

    def _list_of(self, style: str) -> str:
        found = self._styles.get(style)
        return (value_of(found.find(f"{W}pPr/{W}numPr"), "numId") or "") if found is not None else ""

    def _name(self, style: str) -> str:
        return (value_of(self._styles.get(style), "name") or "").strip()

    def _is_named(self, properties: Element | None, beginning: str) -> bool:
        chain = self._chain(value_of(properties, "pStyle") or "")
        return any(self._name(style).lower().startswith(beginning) for style in chain)

    def _chain(self, name: str) -> Iterator[str]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name
            name = value_of(self._styles[name], "basedOn") or ""

    def _first(self, properties: Element | None, ask: Callable[[Element], T | None]) -> tuple[T | None, str | None]:
        """What the paragraph itself says, else the nearest of its styles, with that style's name."""
        if properties is not None and (own := ask(properties)) is not None:
            return own, None
        return self._first_of_styles(properties, ask)

    def _first_of_styles(
        self, properties: Element | None, ask: Callable[[Element], T | None]
    ) -> tuple[T | None, str | None]:
        for name in self._chain(value_of(properties, "pStyle") or self._default):
            inner = self._styles[name].find(W + "pPr")
            if inner is not None and (found := ask(inner)) is not None:
                return found, name
        return None, None
