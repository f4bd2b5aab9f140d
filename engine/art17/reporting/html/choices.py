"""What findings can be filtered by: only what they have, each with how many have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from art17.model.report import Report
from art17.model.rule import BASES, CLASSES, SEVERITIES
from art17.reporting.html.cards import Card
from art17.reporting.in_words import BASES as BASIS_TITLES
from art17.reporting.in_words import CLASSES as CLASS_TITLES
from art17.reporting.report_words import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name in the page, its label, and its options as value, label and count."""

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]


def choices_of(report: Report, cards: tuple[Card, ...], w: Words) -> tuple[Choice, ...]:
    """The filters that can tell findings of this report apart."""
    order = {each.provision: at for at, each in enumerate(report.obligations)}
    made = (
        _choice(w, "severity", "Severity", cards, lambda c: [c.finding.severity], SEVERITIES),
        _choice(w, "class", "Class", cards, lambda c: [c.finding.category], CLASSES, CLASS_TITLES),
        _choice(w, "basis", "Basis", cards, lambda c: [c.finding.basis], BASES, BASIS_TITLES),
        _choice(w, "status", "Status", cards, lambda c: [c.finding.status]),
        _choice(w, "provision", "Provision", cards, lambda c: c.under, sorted(order, key=order.__getitem__)),
        _choice(w, "owner", "Owner", cards, lambda c: [c.owner]),
        _choice(w, "type", "About", cards, lambda c: [c.kind]),
        _choice(w, "change", "Since the last report", cards, lambda c: [c.change] if c.change else []),
        _choice(w, "system", "System", cards, lambda c: c.finding.systems, report.systems),
    )
    return tuple(each for each in made if len(each.options) > 1 or (each.name == "system" and each.options))


def _choice(
    w: Words,
    name: str,
    label: str,
    cards: tuple[Card, ...],
    values: Callable[[Card], Iterable[str]],
    order: Iterable[str] = (),
    titles: dict[str, str] | None = None,
) -> Choice:
    counted = Counter(value for card in cards for value in values(card))
    rank = {value: at for at, value in enumerate(order)}
    found = sorted(counted, key=lambda value: (rank.get(value, len(rank)), value.casefold(), value))
    said = w.provision if name == "provision" else w
    options = ((value, said((titles or {}).get(value, value)), counted[value]) for value in found)
    return Choice(name, w(label), tuple(options))
