"""Line and column of places, worked out from a file's bytes for what is shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from art17.model.place import KEY, Place, Route, Step
from art17.reading.formats.front_matter import FrontMatter, front_matter_in
from art17.reading.formats.json_text import positions_of as json_positions
from art17.reading.formats.toml_text import line_of
from art17.reading.formats.yaml_text import Event, events_of
from art17.reading.io.endings import PACKED, blocks_format_of
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError

Position = tuple[int, int]
_LONGEST_VALUE = 8000
"""How far from its beginning a text is looked for in a value."""
_NO_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""What YAML 1.1 took for line ends, and no editor does; one blank each, so that columns stay."""

Positions = Mapping[Route, Position]


def located(places: Iterable[Place], bytes_of: Callable[[str], bytes | None]) -> dict[Place, Place]:
    """Each place with its line and column; as it was where the file says nothing of it.

    `bytes_of` gives the bytes that were read, or None where the file has changed or gone.
    """
    found: dict[Place, Place] = {}
    for path, group in groupby(sorted(set(places), key=_path_of), key=_path_of):
        here = list(group)
        data = bytes_of(path) if any(not place.line for place in here) else None
        found.update(located_in(data, here) if data is not None else {place: place for place in here})
    return found


def _path_of(place: Place) -> str:
    return place.path


def located_in(data: bytes, places: Iterable[Place]) -> dict[Place, Place]:
    """The places of one file, with line and column from its bytes."""
    here = list(places)
    if here and blocks_format_of(here[0].path) in PACKED:
        return {place: place for place in here}  # they have no lines
    text = ""
    positions: Positions = {}
    try:
        text = text_of(data)
        if any(not place.line for place in here):
            has_keys = any(KEY in place.route for place in here)
            positions = _positions(here[0].path, text, has_keys=has_keys)
    except UnreadableError:
        pass  # then the top of the file has to do
    return {place: place if place.line else _at(place, positions, text) for place in here}


def _at(place: Place, positions: Positions, text: str) -> Place:
    """The place of a route, or of the nearest thing above it; within a value, of the text that is meant there."""
    if place.occurrence is not None:
        route, words, nth = place.occurrence
        found = _at(replace(place, route=route), positions, text)
        return replace(_occurrence(found, words, nth, text), route=place.route)
    if place.path.endswith(".toml"):
        return replace(place, line=line_of(text, place.route) or 1, column=1)
    if front := _toml_front_matter(place, text):
        return replace(place, line=(line_of(front.text, place.route[1:]) or 1) + front.line - 1, column=1)
    route = place.route
    while route not in positions and route:
        route = route[:-1]
    line, column = positions.get(route, (1, 1))
    return replace(place, line=line, column=column)


def line_at(data: bytes, place: Place) -> str:
    """The line of a file on which a place is; "" where it has none.

    >>> line_at(b"a: 1\\nb: 2\\n", Place("x.yaml", line=2))
    'b: 2'
    """
    try:
        lines = text_of(data).splitlines()
    except UnreadableError:
        return ""
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


@lru_cache(maxsize=2)
def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]


def _occurrence(value: Place, words: str, nth: int, text: str) -> Place:
    """Where a text is written in a value, which may be folded over lines; the start of the value where it is not."""
    starts = _line_starts(text)
    start = starts[min(value.line, len(starts)) - 1] + value.column - 1
    pattern = re.compile(r"(?:\s|\\n)+".join(re.escape(word) for word in words.split()))
    for number, match in enumerate(pattern.finditer(text, start, start + _LONGEST_VALUE)):
        if number == nth:
            line = bisect_right(starts, match.start())
            return replace(value, line=line, column=match.start() - starts[line - 1] + 1)
    return value


def _toml_front_matter(place: Place, text: str) -> FrontMatter | None:
    """The TOML at the top of a Markdown file, where a place leads into it."""
    front = _front_matter(text) if place.route and text.startswith("+++") else None
    return front if front and front.language == "toml" else None


@lru_cache(maxsize=2)
def _front_matter(text: str) -> FrontMatter | None:
    """The front matter of a text, found once for all places in it."""
    return front_matter_in(text)


def _positions(path: str, text: str, *, has_keys: bool) -> Positions:
    """Where each route of a file leads to; also the keys of YAML, where some are asked for."""
    ending = path.rpartition(".")[2].lower()
    if ending == "json":
        return json_positions(text)
    if ending in ("yaml", "yml"):
        return yaml_positions(text, 0, has_keys=has_keys)
    front = _front_matter(text)
    if front is None:
        return {}
    if front.language == "yaml":
        return yaml_positions(front.text, front.line - 1, has_keys=has_keys)
    found = json_positions(front.text) if front.language == "json" else {}
    return {route: (line + front.line - 1, column) for route, (line, column) in found.items()}


class _Open:
    """A mapping or list on the way to the current event."""

    __slots__ = ("anchor", "awaits_key", "first", "index", "key_at", "merged", "merges_into", "route", "step")

    def __init__(
        self, route: Route, first: int = 0, anchor: str = "", merges_into: _Open | None = None, *, is_mapping: bool
    ) -> None:
        self.route = route
        self.step: Step = ""
        self.index: int | None = None if is_mapping else 0
        self.awaits_key = is_mapping
        self.key_at: Position = (0, 0)
        self.first = first
        self.anchor = anchor
        self.merged: list[_Run] = []
        self.merges_into = merges_into

    def merging(self) -> _Open | None:
        """The mapping into which what is met here is merged: after `<<`, also within a list there."""
        if self.index is None:
            return self if self.step == _MERGE and self.awaits_key else None
        return self.merges_into


_Run = tuple[Route, int, int]
"""A mapping, and from where to where what is in it stands among all routes that are known."""

_MERGE = "<<"
_MOST_MERGED = 100_000


def yaml_positions(text: str, lines_before: int, *, has_keys: bool = False) -> Positions:
    """Where each route of a YAML text leads to: a scalar to itself, a block under a key to the key.

    What comes by `<<` leads to the key that it comes from.
    With `has_keys`, the route with the step KEY leads to the key itself.

    >>> yaml_positions("owner: x\\nrisks:\\n- id: R-1", 0)[0, "risks", 0]
    (3, 3)
    >>> yaml_positions("a: &a\\n  owner: x\\nb:\\n  <<: *a\\n  id: B", 0)[0, "b", "owner"]
    (2, 10)
    """
    routes = _Routes()
    stack: list[_Open] = []
    document = -1
    begin: Position = (1, 1)
    for event in events_of(text.translate(_NO_LINE_ENDS)):
        kind = event.__class__.__name__
        if kind == "DocumentStartEvent":
            document += 1
            routes.forget_anchors()
            begin = (event.start_mark.line + 1 + lines_before, event.start_mark.column + 1)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            routes.close(stack.pop())
        elif kind in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
            at = (event.start_mark.line + 1 + lines_before, event.start_mark.column + 1)
            if not stack and getattr(event, "value", None) == "":
                at = begin  # an empty document: its value is only noticed behind its end
            route = _step(stack, event, at) if stack else (document,)
            if route is not None:
                under_key = bool(stack) and stack[-1].index is None and _begins_below(event)
                routes.add(route, stack[-1].key_at if under_key else at)
                if has_keys and stack and stack[-1].index is None:
                    routes.add((*route, KEY), stack[-1].key_at)
            merging = stack[-1].merging() if stack and route is not None else None
            if kind.endswith("StartEvent"):
                is_mapping = kind == "MappingStartEvent"
                stack.append(_Open(route or ("?",), routes.count, event.anchor or "", merging, is_mapping=is_mapping))
            elif merging and kind == "AliasEvent":
                merging.merged.extend(routes.anchored(event.anchor))
    return routes.positions


class _Routes:
    """The routes that are met, each with its position, and what is anchored."""

    def __init__(self) -> None:
        self.positions: dict[Route, Position] = {}
        self.count = 0
        self._met: list[Route] = []
        self._anchored: dict[str, _Run] = {}
        self._left = _MOST_MERGED

    def forget_anchors(self) -> None:
        """Anchors end with their document."""
        self._anchored.clear()

    def add(self, route: Route, at: Position) -> None:
        """A route, where it is met first."""
        if route not in self.positions:
            self.positions[route] = at
            self._met.append(route)
            self.count += 1

    def anchored(self, name: str) -> Iterator[_Run]:
        """The mapping or list that an alias means, if any."""
        if name in self._anchored:
            yield self._anchored[name]

    def close(self, closed: _Open) -> None:
        """Add what a mapping merges, of several mappings the first that has a key, and remember it for others."""
        for run in closed.merged:
            self._merge(closed.route, *run)
        run = (closed.route, closed.first, self.count)
        if closed.anchor:
            self._anchored[closed.anchor] = run
        if closed.merges_into and closed.index is None:
            closed.merges_into.merged.append(run)

    def _merge(self, into: Route, source: Route, first: int, end: int) -> None:
        self._left -= end - first
        if self._left < 0:
            return
        depth = len(source)
        routes = self._met[first:end]
        own = {route[depth] for route in routes if (*into, route[depth]) in self.positions}
        for route in routes:
            if route[depth] not in own and route[depth] != _MERGE:
                self.add((*into, *route[depth:]), self.positions[route])


def _step(stack: list[_Open], event: Event, at: Position) -> Route | None:
    """The route to an event's value; None for a key."""
    top = stack[-1]
    if top.index is not None:
        top.index += 1
        return (*top.route, top.index - 1)
    top.awaits_key = not top.awaits_key
    if top.awaits_key:
        return (*top.route, top.step)
    top.step, top.key_at = getattr(event, "value", "?"), at
    return None


def _begins_below(event: Event) -> bool:
    """Whether what a key holds begins on a later line, or is nothing: then the key is shown."""
    is_empty = getattr(event, "value", None) == "" and event.start_mark.index == event.end_mark.index
    return is_empty or getattr(event, "flow_style", None) is False
