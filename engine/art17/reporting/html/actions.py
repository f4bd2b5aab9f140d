"""What to do, grouped by who answers for the artefact, the most pressing first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from art17.model.report import Report
from art17.model.rule import SEVERITIES
from art17.reporting.html.cards import Card
from art17.reporting.html.wording import capital
from art17.reporting.plan import NOBODY, ORGANISATION
from art17.reporting.words import plural


@dataclass(frozen=True, slots=True)
class Share:
    """The actions of one owner."""

    owner: str
    cards: tuple[Card, ...]
    counts: str


def actions_of(report: Report, cards: tuple[Card, ...]) -> tuple[Share, ...]:
    """The actions by owner: who has most errors first, what has no owner of its own last."""
    groups: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.finding.status == "active":
            groups[card.owner].append(card)
    shares = [Share(owner, _by_urgency(held, report.as_of), _counts(held)) for owner, held in groups.items()]
    return tuple(sorted(shares, key=_rank))


def _by_urgency(cards: list[Card], as_of: date) -> tuple[Card, ...]:
    def rank(card: Card) -> tuple[int, date, int]:
        return SEVERITIES.index(card.finding.severity), card.due or as_of, card.number

    return tuple(sorted(cards, key=rank))


def _rank(share: Share) -> tuple[object, ...]:
    counts = [-sum(card.finding.severity == severity for card in share.cards) for severity in SEVERITIES]
    return share.owner in (capital(ORGANISATION), capital(NOBODY)), *counts, share.owner


def _counts(cards: list[Card]) -> str:
    numbers = [(sum(card.finding.severity == severity for card in cards), severity) for severity in SEVERITIES]
    return ", ".join(plural(number, severity) for number, severity in numbers if number)
