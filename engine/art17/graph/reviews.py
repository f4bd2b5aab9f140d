"""When documents are due for review: by their own days and by the interval of the manifest, whichever comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from art17.graph.graph import Nodes
from art17.graph.node import Node
from art17.model.artefact import Defect
from art17.model.days import Duration, date_in, duration_in
from art17.model.value import Value

DUE = "review_due_on"
"""The field that holds the day: rules read it as any other, and no file states it."""
_LOOKED_AT = ("last_reviewed", "approved_on")
_SINCE = (*_LOOKED_AT, "effective_on", "dated")
"""From which day an interval counts: the first of these that is stated."""
ROUNDING = timedelta(days=31)
"""Who reviews yearly writes the end of a month, or the next meeting: days this near to each other agree."""


def due_on(fields: Mapping[str, Value], at_most: Duration | None = None) -> date | None:
    """The day on which the next review is due; None where nothing that can be read says so.

    >>> due_on({"last_reviewed": "2026-01-31", "review_in": "P1Y", "next_review": "2027-06-30"})
    datetime.date(2027, 1, 31)
    """
    stated = (_day(fields, "next_review"), *(_after_last(fields, each, _SINCE) for each in (_span(fields), at_most)))
    return min((day for day in stated if day), default=None)


def review_defects(nodes: Nodes, at_most: Duration | None) -> Iterator[tuple[int, Defect]]:
    """One defect for each maintained document whose next review is further away than an interval allows."""
    for node in nodes:
        if "reviewed" in node.traits and not node.is_withdrawn and (message := _disagreement(node, at_most)):
            fix = "correct the next review (`next_review`) or the interval (`review_in`), whichever is wrong"
            yield node.index, Defect("review-days-differ", node.place_of("next_review"), "next_review", message, fix)


def _disagreement(node: Node, at_most: Duration | None) -> str:
    """What the days of a document say against each other, or against the manifest; "" where they agree."""
    fields = node.fields
    stated, span = _day(fields, "next_review"), _span(fields)
    for interval, whose in ((span, "its own interval"), (at_most, "the interval of the manifest")):
        last = _after_last(fields, interval, _LOOKED_AT)
        if interval and stated and last and stated > last + ROUNDING:
            return f"states its next review for {stated}, and {whose} of {interval.text} leads to {last}"
    if at_most and span and _is_longer(span, at_most):
        return f"is reviewed every {span.text}, and the manifest allows {at_most.text} at most"
    return ""


def _is_longer(span: Duration, other: Duration) -> bool:
    """Whether an interval is longer than another, the lengths of months left aside."""
    start = date(2026, 1, 1)
    try:
        return span.after(start) > other.after(start) + ROUNDING
    except OverflowError:
        return True


def _after_last(fields: Mapping[str, Value], span: Duration | None, days: Sequence[str]) -> date | None:
    """The day so long after the first of these days that is stated."""
    since = next((name for name in days if fields.get(name) is not None), "")
    last = _day(fields, since)
    if last is None or span is None:
        return None
    try:
        return span.after(last)
    except OverflowError:
        return None


def _day(fields: Mapping[str, Value], name: str) -> date | None:
    value = fields.get(name)
    return date_in(value) if isinstance(value, str) else None


def _span(fields: Mapping[str, Value]) -> Duration | None:
    value = fields.get("review_in")
    return duration_in(value) if isinstance(value, str) else None
