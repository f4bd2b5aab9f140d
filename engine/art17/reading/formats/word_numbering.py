"""The lists of a Word document: what each level looks like, and how far each list is (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from art17.reading.formats.package import Element
from art17.reading.formats.word_names import W, is_on, value_of

DEEPEST_OUTLINE = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Numbered:
    """The level (from 0) and the number or bullet of a list or heading, as it is shown."""

    level: int
    label: str


class Numbering:
    """The lists of one document; numbers are counted in the order in which they are asked."""

    def __init__(self, root: Element | None, list_of_style: Callable[[str], str]) -> None:
        """`list_of_style` gives the list that a style of lists leads to, or ""."""
        self._levels: dict[str, Mapping[str, Element]] = {}
        self._lists: dict[str, tuple[str, Mapping[str, Element]]] = {}
        self._of_style: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._list_of_style = list_of_style
        for abstract in root.findall(W + "abstractNum") if root is not None else ():
            name = abstract.get(W + "abstractNumId", "")
            levels = {each.get(W + "ilvl", ""): each for each in abstract.findall(W + "lvl")}
            self._levels[name] = levels
            self._of_style |= {style: at for at, each in levels.items() if (style := value_of(each, "pStyle"))}
            if linked := value_of(abstract, "numStyleLink"):
                self._linked[name] = linked
        for each in root.findall(W + "num") if root is not None else ():
            overrides = {one.get(W + "ilvl", ""): one for one in each.findall(W + "lvlOverride")}
            self._lists[each.get(W + "numId", "")] = (value_of(each, "abstractNumId") or "", overrides)

    def level_of_style(self, name: str) -> str:
        """The level at which a style of paragraphs stands in its list."""
        return self._of_style.get(name, "0")

    def next(self, name: str, level: str) -> Numbered | None:
        """The next number at a level of a list; None where the list or level is not there, or turned off."""
        abstract, overrides = self._lists.get(name, ("", {}))
        if abstract in self._linked:  # the shape of the list stands in a style, which leads to a list of its own
            abstract = self._lists.get(self._list_of_style(self._linked[abstract]), (abstract, {}))[0]
        levels = self._levels.get(abstract, {})
        own = overrides.get(level)
        shape = own.find(W + "lvl") if own is not None else None
        shape = shape if shape is not None else levels.get(level)
        if shape is None or not level.isdigit() or name == "0":
            return None
        return self._counted(name, abstract, int(level), shape, overrides)

    def _counted(self, name: str, abstract: str, at: int, shape: Element, overrides: Mapping[str, Element]) -> Numbered:
        levels, counts = self._levels.get(abstract, {}), self._counts.setdefault(abstract, {})
        begins = value_of(overrides.get(str(at)), "startOverride") is not None and (name, at) not in self._begun
        self._begun.add((name, at))
        counts[at] = counts[at] + 1 if at in counts and not begins else _start(at, levels, overrides)
        for deeper in [each for each in counts if each > at and _restarts(levels.get(str(each)), at)]:
            del counts[deeper]
        form = value_of(shape, "numFmt") or "decimal"
        if form in ("bullet", "none"):
            return Numbered(at, "•" if form == "bullet" else "")
        text, is_legal = value_of(shape, "lvlText") or "", is_on(shape, "isLgl")
        for step in range(DEEPEST_OUTLINE):
            if f"%{step + 1}" in text:
                count = counts.setdefault(step, _start(step, levels, overrides))
                inner = form if step == at else value_of(levels.get(str(step)), "numFmt") or "decimal"
                text = text.replace(f"%{step + 1}", _shown(count, "decimal" if is_legal else inner))
        return Numbered(at, text.strip())


def _restarts(level: Element | None, after: int) -> bool:
    """Whether a level begins anew below the next number of a higher one: it may say after which alone, or never."""
    stated = value_of(level, "lvlRestart")
    return stated is None or not stated.isdigit() or after < int(stated)


def _start(level: int, levels: Mapping[str, Element], overrides: Mapping[str, Element]) -> int:
    stated = value_of(overrides.get(str(level)), "startOverride") or value_of(levels.get(str(level)), "start") or "1"
    return int(stated) if stated.isdigit() and len(stated) < 9 else 1


def _shown(number: int, form: str) -> str:
    """A number as its format shows it.

    >>> [_shown(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    """
    number = max(0, min(number, _MOST))
    if form.endswith("Letter") and number:
        text = chr(97 + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
        return text if form.startswith("lower") else text.upper()
    if form.endswith("Roman") and number:
        text = _roman(number)
        return text if form.startswith("lower") else text.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        while number >= size:
            text, number = text + letters, number - size
    return text
