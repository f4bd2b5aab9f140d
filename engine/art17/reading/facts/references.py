"""The links that fields write: under `links`, and under keys that are names of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from art17.model.artefact import Defect, Reference
from art17.model.days import date_in
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Route
from art17.model.value import Bracketed, Value, is_placeholder, says_none
from art17.model.vocabulary import Vocabulary
from art17.reading.facts.fields import Fields

LINKS = "links"
PROSE = "links_to"
_RELATION = ("rel", "relation", "type", "link")
_TARGET = ("target", "to", "id", "ref", "path", "url", "email", "mail", "role", "person", "name")
"""The keys under which a mapping names what it leads to, the surest first."""
_WIKI = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|[^\[\]]{0,200})?\]\]")
_ADDRESSES = ("email", "mail")
_SEPARATORS = re.compile(r"[,;\n]")

Written = tuple[str, Route, str]
"""The name of a link, the route to its target within the mapping, and the target."""


class ReferenceReader:
    """Finds references by the links of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = frozenset({*vocabulary.links, *vocabulary.inverses, "item_of", "items", PROSE})

    def references_in(
        self, fields: Fields, place: Place, cells: Mapping[str, Place]
    ) -> tuple[list[Reference], list[Defect]]:
        """The references that fields write, and defects where `links` says what no link is."""
        found: list[Reference] = []
        defects: list[Defect] = []
        for key, value in fields.values.items():
            if value is None:
                continue
            if key == LINKS:
                written = _links(value, fields.route_of(key))
            elif key in self._names:
                written = _targets(key, value, fields.route_of(key), is_cell=key in cells and cells[key].line > 0)
            else:
                continue
            for name, route, target in written:
                where = _in_cell(cells[key], fields.route_of(key), route) if key in cells else _at(place, route)
                if name in self._names:
                    found.append(Reference(name, target, where))
                else:
                    defects.append(self._unknown(name, where))
        return found, defects

    def _unknown(self, name: str, where: Place) -> Defect:
        near = did_you_mean(name, self._names)
        return Defect("unknown-link", where, name, f"No link is called {name[:60]!r}{near}", "use the name of a link")


def _at(place: Place, route: Route) -> Place:
    return Place(place.path, (*place.route, *route)) if place.route else place


def _in_cell(cell: Place, start: Route, route: Route) -> Place:
    """The place of a target in a cell of a table, or in a side-car, where the way on from its field counts."""
    return cell if cell.line else Place(cell.path, (*cell.route, *route[len(start) :]))


def _links(value: Value, route: Route) -> Iterator[Written]:
    """What `links:` holds: a mapping of names to targets, or a list of relations."""
    if isinstance(value, Mapping):
        for name, targets in value.items():
            yield from _targets(name, targets, (*route, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            if isinstance(part, Mapping):
                yield from _relation(part, (*route, index))
            elif isinstance(part, str):
                yield PROSE, (*route, index), part
    elif isinstance(value, str):
        yield PROSE, route, value


def _relation(part: Mapping[str, Value], route: Route) -> Iterator[Written]:
    """One entry of a list: `{rel: name, target: id}`, or `{name: id}`."""
    relation = next((key for key in _RELATION if isinstance(part.get(key), str)), None)
    target = next((key for key in _TARGET if part.get(key) is not None), None)
    if relation and target:
        yield from _targets(str(part[relation]), part[target], (*route, target))
    elif not relation:
        for name, targets in part.items():
            yield from _targets(name, targets, (*route, name))


def _targets(name: str, value: Value, route: Route, *, is_cell: bool = False) -> Iterator[Written]:
    """The targets that a value names: one, several, or each with more said about it."""
    if isinstance(value, str):
        for target in _SEPARATORS.split(value) if is_cell else (value,):
            if target.strip() and not (is_placeholder(target) or says_none(target) or date_in(target.strip())):
                yield name, route, _unbracketed(target.strip())
    elif isinstance(value, Mapping):
        target = next((key for key in _TARGET if isinstance(value.get(key), str)), None)
        if target:
            called = value.get("name") if target in _ADDRESSES else None
            of_name = f"{called.strip()} <{str(value[target]).strip()}>" if isinstance(called, str) else ""
            yield name, (*route, target), of_name or str(value[target]).strip()
    elif value is not None and not _is_prompt(value):
        for index, part in enumerate(value):
            yield from _targets(name, part, (*route, index))


def _unbracketed(target: str) -> str:
    """A target without the brackets of a quoted list, `'[role:qm]'`, or of a wiki, `'[[Ann|A.]]'`."""
    if wiki := _WIKI.fullmatch(target):
        return wiki[1].strip()
    return target[1:-1].strip() if target.startswith("[") and target.endswith("]") and "[" not in target[1:] else target


def _is_prompt(value: object) -> bool:
    """Whether a list is a prompt such as `[Previous document]`: one entry, words, no number or path."""
    if not isinstance(value, Bracketed) or len(value) != 1:
        return False
    only = value[0]
    return isinstance(only, str) and " " in only and not any(sign.isdigit() or sign in "./:_" for sign in only)
