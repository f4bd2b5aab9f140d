"""Where each value and key of a YAML text begins and ends, so that it alone can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from art17.model.place import Route, Step
from art17.reading.formats.yaml_text import events_of

Offset = tuple[int, int]
"""Line and column, both from 0."""

_NO_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}


@dataclass(slots=True)
class Span:
    """A value: where it begins and ends, its key, and how it is written.

    `last` is where the last thing in it ends, for the end of a block is only noticed at what follows.
    """

    kind: str
    start: Offset
    end: Offset
    style: str = ""
    is_flow: bool = False
    in_flow: bool = False
    is_plain: bool = True
    key: tuple[Offset, Offset] | None = None
    last: Offset = (0, 0)
    first: Offset = (0, 0)
    count: int = 0


@dataclass(slots=True)
class _Open:
    route: Route
    span: Span
    index: int | None
    awaits_key: bool
    step: Step = ""
    key_at: tuple[Offset, Offset] | None = None
    children: list[Span] = field(default_factory=list[Span])


def spans_of(text: str) -> Mapping[Route, Span]:
    """The spans of a YAML text by route; what stands under an odd key, or twice, has none.

    Raises:
        UnreadableError: where it is no YAML.
    """
    found: dict[Route, Span] = {}
    stack: list[_Open] = []
    document = -1
    for event in events_of(text.translate(_NO_LINE_ENDS)):
        kind = event.__class__.__name__
        if kind == "DocumentStartEvent":
            document += 1
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            closed = stack.pop()
            span = closed.span
            span.end = (event.end_mark.line, event.end_mark.column)
            span.count = len(closed.children)
            span.last = span.end if span.is_flow else max((c.last for c in closed.children), default=span.start)
            span.first = closed.children[0].start if closed.children else span.start
            if stack and stack[-1].index is None and not stack[-1].awaits_key:
                continue  # the mapping was itself a key
        elif kind in ("ScalarEvent", "AliasEvent", "MappingStartEvent", "SequenceStartEvent"):
            _value(event, kind, stack, document, found)
    return found


def _value(event: Any, kind: str, stack: list[_Open], document: int, found: dict[Route, Span]) -> None:
    start, end = (event.start_mark.line, event.start_mark.column), (event.end_mark.line, event.end_mark.column)
    parent = stack[-1] if stack else None
    is_scalar = kind == "ScalarEvent"
    is_flow = bool(getattr(event, "flow_style", False))
    span = Span(
        kind="scalar" if is_scalar else "alias" if kind == "AliasEvent" else kind.removesuffix("StartEvent").lower(),
        start=start,
        end=end,
        style=getattr(event, "style", None) or "",
        is_flow=is_flow,
        in_flow=bool(parent and (parent.span.is_flow or parent.span.in_flow)),
        is_plain=not getattr(event, "anchor", None) and not getattr(event, "tag", None) and kind != "AliasEvent",
        last=end,
    )
    if parent is None:
        route: Route = (document,)
    elif parent.index is not None:
        route = (*parent.route, parent.index)
        parent.index += 1
        parent.children.append(span)
    elif parent.awaits_key:
        parent.awaits_key = False
        parent.step = event.value if is_scalar else "?"
        parent.key_at = (start, end)
        if not is_scalar:
            stack.append(_Open(("?",), span, 0 if kind.startswith("Seq") else None, kind.startswith("Map")))
        return
    else:
        parent.awaits_key = True
        route = (*parent.route, parent.step)
        span.key = parent.key_at
        parent.children.append(span)
    if route in found:
        found[route].is_plain = False  # a key that is there twice
    else:
        found[route] = span
    if kind.endswith("StartEvent"):
        stack.append(_Open(route, span, 0 if kind.startswith("Seq") else None, kind.startswith("Map")))
