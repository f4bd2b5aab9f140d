"""Where a document says two things of one control field: one note, which names the places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from art17.model.artefact import Artefact, Defect
from art17.model.place import Place
from art17.model.value import leaves
from art17.reading.facts.control_blocks import Fact
from art17.reading.facts.dates_in_words import status_of

_ASKED = ("version", "status", "approved_by", "approved_on", "next_review")
_COUNTED = frozenset({"data", "list", "block", "history", "header", "free"})
"""File names and properties never count: programs and copies leave them behind."""
_IN_FORCE = frozenset({"approved", "effective"})
_SHOWN = 2


def disagreements(artefact: Artefact, facts: Iterable[Fact]) -> Iterator[Defect]:
    """One note where data and text, or two places of the text, say different things of a control field."""
    told = [fact for fact in facts if fact.field in _ASKED and fact.found_in in _COUNTED]
    parts: list[str] = []
    fields: list[str] = []
    for name in _ASKED:
        said = [fact for fact in (*_of_data(artefact, name), *told) if fact.field == name and not fact.is_open]
        differing = _differing(name, [fact for fact in said if not fact.is_undecided])
        if len(differing) > 1:
            fields.append(name)
            parts.append(
                f"`{name}` " + " and ".join(f"{each.value[:60]!r} ({each.where})" for each in differing[:_SHOWN])
            )
    if parts:
        message = f"The document says different things of itself: {'; '.join(parts)}"
        fix = "correct the place that is out of date; the first one is what counts"
        yield Defect("facts-differ", _top(artefact), ", ".join(fields), message, fix)


def _of_data(artefact: Artefact, name: str) -> Iterator[Fact]:
    value = ", ".join(leaves(artefact.fields.get(name)))
    if value and name not in artefact.origins:
        yield Fact(name, value, "data", "data of the file" if name not in artefact.elsewhere else "side-car")


def _top(artefact: Artefact) -> Place:
    return Place(artefact.path, artefact.place.route, artefact.place.line, artefact.place.column)


def _differing(name: str, facts: Sequence[Fact]) -> list[Fact]:
    """The first fact, and those that cannot mean the same."""
    if not facts:
        return []
    first, *rest = facts
    return [first, *(each for each in rest if not is_same(name, first.value, each.value))]


def is_same(name: str, one: str, other: str) -> bool:
    """Whether two values of a field can mean the same.

    >>> is_same("version", "v2.0", "2"), is_same("status", "approved", "effective"), is_same("version", "2.1", "2.2")
    (True, True, False)
    >>> [is_same("approved_by", "A. Lind, Head of Quality", other) for other in ("Head of Quality", "B. Berg")]
    [True, False]
    """
    if name == "version":
        return _version(one) == _version(other)
    if name == "status":
        said = {status_of(one) or one, status_of(other) or other}
        return len(said) == 1 or said <= _IN_FORCE
    if name == "approved_by":
        return ":" in one + other or not _words(one).isdisjoint(_words(other))
    return one.strip() == other.strip()


def _version(text: str) -> tuple[str, ...]:
    """The numbers of a version without zeros at the end; else its letters."""
    numbers = re.findall(r"\d+", text)
    while len(numbers) > 1 and not int(numbers[-1]):
        numbers.pop()
    return tuple(str(int(each)) for each in numbers) or (text.strip().casefold()[-1:],)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
