"""The days on which a run comes out otherwise by time alone, beside those that its verdicts note themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from art17.checking.context import RunContext
from art17.gate.waivers import TYPE
from art17.model.days import Duration, date_in, days_after, duration_in
from art17.model.report import Finding
from art17.model.value import leaves

AROUND = range(-4, 6)
"""Months differ in length: a day so many months away may be a few days to either side."""


def law_days(context: RunContext) -> frozenset[date]:
    """The days on which another law is read: its versions, its dates of application, and the days of records.

    On these every verdict is decided again, since what rules are asked of may be other than before.
    """
    act = context.act
    if act is None:
        return frozenset()
    days = {date.fromisoformat(version) for version in act.versions}
    for rule in act.applications:
        days |= {day for day in (rule.rule_since, rule.rule_until) if day}
    return frozenset(days | set(_record_days(context)))


def _record_days(context: RunContext) -> Iterator[date]:
    """The days from which citations in a record are read by the law of the day that the record names."""
    for index in context.graph.of_trait("record"):
        for name, value in context.graph.nodes[index].fields.items():
            day = date_in(value) if name.endswith("_on") and isinstance(value, str) else None
            if day and day > context.request.as_of:
                yield day


def gate_days(context: RunContext, findings: Iterable[Finding]) -> Iterator[date]:
    """The days on which waivers and answers end, and those on which a finding gets another level."""
    yield from _waiver_days(context)
    yield from answer_days(context)
    if context.settings.enforce == "when-applicable":
        yield from (binding.since for finding in findings for binding in finding.binding if binding.since)


def _waiver_days(context: RunContext) -> Iterator[date]:
    at_most = duration_in(context.settings.waivers_at_most)
    nodes = (context.graph.nodes[index] for index in context.graph.of_type(TYPE))
    texts = [text for node in nodes for value in node.fields.values() for text in leaves(value)]
    for text in (*texts, *(ignore.until for ignore in context.reading.ignores)):
        day = date_in(text)
        if day is None:
            continue
        yield day
        shifts: list[tuple[date, int]] = [(day, 1)]
        if at_most:
            try:
                shifts += [(at_most.before(day), days) for days in AROUND]
            except OverflowError:
                continue
        yield from (shifted for start, days in shifts if (shifted := days_after(start, days)))


def answer_days(context: RunContext) -> Iterator[date]:
    """The days on which answers begin to count and grow old, and after which actions are overdue."""
    spans = {span for text in _review_intervals(context) if (span := duration_in(text))}
    for entry in context.ledger.entries:
        given, due = date_in(entry.word("on")), date_in(entry.word("due"))
        if due:
            yield from filter(None, [days_after(due, 1)])
        if given:
            yield given
            yield from (day for span in spans for day in _ends(span, given))


def _review_intervals(context: RunContext) -> Iterator[str]:
    yield context.settings.answers_at_most
    yield from (text for node in context.graph.nodes for text in leaves(node.fields.get("review_in")))


def _ends(span: Duration, start: date) -> Iterator[date]:
    """The day after a period, where there is one."""
    with suppress(OverflowError):
        yield from filter(None, [days_after(span.after(start), 1)])


def text_days(context: RunContext) -> frozenset[date]:
    """The days on which texts may no longer be, or begin to be, confirmed as the organisation's own."""
    return frozenset(answer_days(context)) if context.unconfirmed else frozenset()


def next_turn(context: RunContext, own: date | None, findings: Iterable[Finding]) -> date | None:
    """The first day after the as-of date on which anything in the report may change by time alone."""
    days = {*law_days(context), *gate_days(context, findings), *((own,) if own else ())}
    return min((day for day in days if day > context.request.as_of), default=None)
