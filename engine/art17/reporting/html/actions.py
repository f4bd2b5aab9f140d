"""What to do, grouped by who answers for the artefact, the most pressing first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from art17.model.report import ORGANISATION, Report
from art17.model.rule import SEVERITIES
from art17.reporting.html.cards import Card
from art17.reporting.in_words import capital
from art17.reporting.plan import NOBODY
from art17.reporting.report_words import Words


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: the first finding of a group that an owner has, what is wrong, and how many more there are."""

    card: Card
    message: str
    fix: str
    more: int


@dataclass(frozen=True, slots=True)
class Share:
    """The actions of one owner."""

    owner: str
    actions: tuple[Action, ...]
    counts: str


def actions_of(report: Report, cards: tuple[Card, ...], w: Words) -> tuple[Share, ...]:
    """The actions by owner: who has most errors first, what has no owner of its own last."""
    shares: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.finding.status == "active":
            shares[card.owner].append(card)
    ranked = sorted(shares.items(), key=lambda each: _rank(each[0], each[1], w))
    return tuple(Share(owner, _by_urgency(held, report.as_of), _counts(held, w)) for owner, held in ranked)


def _by_urgency(cards: list[Card], as_of: date) -> tuple[Action, ...]:
    def rank(card: Card) -> tuple[int, date, int]:
        return SEVERITIES.index(card.finding.severity), card.due or as_of, card.number

    groups: dict[str, list[Card]] = defaultdict(list)
    for card in sorted(cards, key=rank):
        groups[card.group.id].append(card)
    return tuple(_action(held) for held in groups.values())


def _action(held: list[Card]) -> Action:
    """What one owner has of a group: all of it as the group says it, of a part the first finding."""
    card = held[0]
    if len(held) == card.size:
        return Action(card, card.group.message, card.group.fix, card.size - 1)
    more = len(held) - 1
    return Action(card, card.finding.message, card.finding.fix, more)


def _rank(owner: str, cards: list[Card], w: Words) -> tuple[object, ...]:
    counts = [-sum(card.finding.severity == severity for card in cards) for severity in SEVERITIES]
    return owner in (capital(w(ORGANISATION)), capital(w(NOBODY))), *counts, owner


def _counts(cards: list[Card], w: Words) -> str:
    numbers = [(sum(card.finding.severity == severity for card in cards), severity) for severity in SEVERITIES]
    return ", ".join(w.count(number, severity, f"{severity}s") for number, severity in numbers if number)
