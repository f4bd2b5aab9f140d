"""Days in digits, decided by the folder: any day above 12 tells whether the month comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from art17.model.artefact import Artefact, Defect
from art17.model.value import Value
from art17.reading.facts.dates_in_words import date_of, is_undecided
from art17.reading.facts.shapes import DATES


def month_first_in(artefacts: Iterable[Artefact]) -> bool | None:
    """Whether the month comes first in a folder; None where nothing tells, or two documents differ."""
    orders = {each.month_first for each in artefacts if each.month_first is not None}
    return orders.pop() if len(orders) == 1 else None


def with_days_decided(artefacts: Iterable[Artefact], month_first: bool | None) -> Iterator[Artefact]:  # noqa: FBT001
    """The artefacts with days that were left open as days, or, where nothing tells, as malformed."""
    for artefact in artefacts:
        undecided = dict(_undecided(artefact))
        if not undecided:
            yield artefact
        elif month_first is None:
            yield replace(artefact, defects=(*artefact.defects, *_malformed(artefact, undecided)))
        else:
            known: dict[str, Value] = {
                name: date_of(value, month_first=month_first) for name, value in undecided.items()
            }
            yield replace(artefact, fields={**artefact.fields, **known})


def _undecided(artefact: Artefact) -> Iterator[tuple[str, str]]:
    for name in artefact.origins.keys() & DATES if artefact.origins else ():
        value = artefact.fields.get(name)
        if isinstance(value, str) and is_undecided(value):
            yield name, value


def _malformed(artefact: Artefact, undecided: dict[str, str]) -> Iterator[Defect]:
    for name, value in sorted(undecided.items()):
        days = sorted({date_of(value, month_first=True), date_of(value, month_first=False)})
        message = f"`{name}`: {value!r} may be {days[0]} or {days[1]}, and no day of the folder shows which is meant"
        yield Defect("bad-date", artefact.place_of(name), name, message, "write YYYY-MM-DD")
