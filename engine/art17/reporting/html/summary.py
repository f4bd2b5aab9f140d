"""The summary in plain words, with the points of Art. 17(1) as marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.report import Group, Report
from art17.model.rule import CLASSES, SEVERITIES
from art17.reporting.applying import Strip, numbers_of, strip_of, waiting
from art17.reporting.grouping import first_causes
from art17.reporting.html.cards import Card
from art17.reporting.html.matrix import verdict_said
from art17.reporting.in_words import CLASSES as CLASS_TITLES
from art17.reporting.in_words import VERDICTS, capital, counted, day_said, listed
from art17.reporting.plan import NOBODY
from art17.reporting.words import QMS, by_point, plural, points

TALLY = ((MET, "passed"), (UNMET, "fail"), (UNDECIDED, "open"))
_MOST_FIRST = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the points for one owner: its letter, verdict and topic."""

    letter: str
    verdict: str
    said: str
    topic: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many points are met by the organisation, or for one system."""

    name: str
    title: str
    met: int
    asked: int
    excluded: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the points for the organisation, with how many checks passed, fail, are open, and wait.

    A check waits where nothing of the kind that it looks at exists yet.
    """

    point: str
    letter: str
    topic: str
    verdict: str
    said: str
    strength: str
    tally: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the things to do first, with the card that it leads to."""

    group: Group
    card: Card
    owners: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reader should know first."""

    title: str
    mood: str
    headline: str
    sentences: tuple[str, ...]
    scores: tuple[Score, ...]
    tiles: tuple[Tile, ...]
    numbers: tuple[tuple[int, str, str], ...]
    strip: Strip
    first: tuple[Step, ...]
    more_first: int
    classes: tuple[tuple[str, str, tuple[int, ...]], ...]
    settled: int


def summary_of(report: Report, cards: tuple[Card, ...]) -> Summary:
    """The summary of a report."""
    active = [card.finding for card in cards if card.finding.status == "active"]
    counts = Counter((finding.category, finding.severity) for finding in active)
    provider = next((node.title or node.id for node in report.nodes if node.is_provider), "")
    scores = tuple(_scores(report))
    return Summary(
        title=provider or "Quality management system",
        mood=_mood(report),
        headline=_headline(report),
        sentences=tuple(_sentences(report, cards, scores)),
        scores=scores,
        tiles=tuple(_tiles(report, cards)),
        numbers=numbers_of(report),
        strip=strip_of(report),
        first=(first := tuple(_first(report, cards))),
        more_first=len(report.first_groups) - len(first),
        classes=tuple(
            (name, CLASS_TITLES[name], tuple(counts[name, severity] for severity in SEVERITIES)) for name in CLASSES
        ),
        settled=len(cards) - len(active),
    )


def _tiles(report: Report, cards: tuple[Card, ...]) -> Iterator[Tile]:
    cells, by_id = by_point(report), {card.finding.id: card for card in cards}
    for point in points(report):
        each = cells[point, ""]
        counts = [(each.counts.get(verdict, 0), word) for verdict, word in TALLY]
        yield Tile(
            point=point,
            letter=point.removeprefix(QMS)[1:-1],
            topic=each.topic,
            verdict=each.verdict,
            said=verdict_said(each.verdict, (by_id[name] for name in each.findings if name in by_id)),
            strength=each.strength,
            tally=tuple(pair for pair in (*counts, (waiting(report, point), "wait")) if pair[0]),
        )


def _first(report: Report, cards: tuple[Card, ...]) -> Iterator[Step]:
    """The first causes, each with the card of its first finding."""
    leading = {card.group.id: card for card in cards if card.leads}
    for group, _ in first_causes(report)[:_MOST_FIRST]:
        owners = ", ".join(group.owners[:2]) + (f" and {len(group.owners) - 2} more" if len(group.owners) > 2 else "")
        if group.id in leading:
            yield Step(group, leading[group.id], capital(owners or NOBODY))


def _mood(report: Report) -> str:
    if report.problems:
        return "untrusted"
    return "unmet" if report.summary.error or report.summary.warning else "met"


def _headline(report: Report) -> str:
    if report.problems:
        return f"This run cannot be trusted yet: {plural(len(report.problems), 'problem')} must be fixed first."
    summary = report.summary
    counts = [plural(number, word) for word in SEVERITIES if (number := getattr(summary, word))]
    if not counts:
        return "Nothing was found that somebody must act on."
    verb = "asks" if summary.error + summary.warning + summary.note == 1 else "ask"
    return f"{capital(listed(counts))} {verb} for action."


def _scores(report: Report) -> Iterator[Score]:
    cells, rows = by_point(report), points(report)
    titles = {node.id: node.title for node in report.nodes if node.is_system}
    for system in ("", *report.systems) if rows else ():
        marks = tuple(
            Mark(row.removeprefix(QMS), (o := cells[row, system]).verdict, VERDICTS[o.verdict], o.topic) for row in rows
        )
        excluded = sum(mark.verdict == NOT_APPLICABLE for mark in marks)
        met = sum(mark.verdict == MET for mark in marks)
        title = titles.get(system, "") if system else "Organisation"
        yield Score(system, title, met, len(marks) - excluded, excluded, marks)


def _sentences(report: Report, cards: tuple[Card, ...], scores: tuple[Score, ...]) -> Iterator[str]:
    yield from _points_said(scores)
    law = listed([f"{_act(act)} as in force since {day_said(version)}" for act, version in report.law])
    under = f" under {law}" if law else ""
    yield (
        f"{counted(report.artefacts, 'artefact')} and {counted(report.links, 'link')} between them "
        f"were evaluated{under}, as of {day_said(report.as_of)}."
    )
    yield from _days_said(report, cards)
    if report.unfinished:
        verb = "is a draft or in review, and counts" if report.unfinished == 1 else "are drafts or in review, and count"
        yield f"{plural(report.unfinished, 'document')} {verb} as evidence of nothing yet."
    if report.partial:
        yield "Not all rules were evaluated: this report is partial."


def _days_said(report: Report, cards: tuple[Card, ...]) -> Iterator[str]:
    """From when what the law asks and the QMS lacks binds, where some of it binds only later."""
    lawful = [card for card in cards if card.finding.status == "active" and card.finding.basis == "law"]
    later = [card.due for card in lawful if card.due]
    if not later:
        return
    first = f"{day_said(min(later))}, in {(min(later) - report.as_of).days} days"
    if len(later) == len(lawful):
        told = f"What the findings under the law are about applies from {first} at the earliest"
    else:
        verb = "applies" if len(later) == 1 else "apply"
        others = f"no later day is known for the other {len(lawful) - len(later)}"
        lead = f"Of {counted(len(lawful), 'finding')} under the law"
        told = f"{lead}, {len(later)} {verb} later, first from {first}; {others}"
    yield f"{told}. The report evaluates as if all were due now."


def _points_said(scores: tuple[Score, ...]) -> Iterator[str]:
    if not scores:
        return
    house, *systems = scores
    asks = f"{house.asked} points that Art. 17(1) asks a quality management system to address"
    yield f"The organisation meets {house.met} of the {asks}."
    if 0 < len(systems) <= 4:
        told = [f"{each.title or each.name} {each.met} of {each.asked}" for each in systems]
        yield f"For its systems: {listed(told)}{' that apply' if any(each.excluded for each in systems) else ''}."
    elif systems:
        whole = sum(each.met == each.asked for each in systems)
        meet = "meets all points that apply to it" if whole == 1 else "meet all points that apply to them"
        yield f"Of its {len(systems)} systems, {whole} {meet}."


def _act(name: str) -> str:
    return "the EU AI Act" if name == "eu-ai-act" else name
