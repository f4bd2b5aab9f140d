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
from art17.reporting.in_words import VERDICTS, capital
from art17.reporting.plan import NOBODY
from art17.reporting.report_words import Words
from art17.reporting.words import QMS, by_point, points

TALLY = ((MET, "passed"), (UNMET, "fail"), (UNDECIDED, "open"))
_MOST_FIRST = 7
_FEW_SYSTEMS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the points for one owner: its letter, verdict and topic."""

    letter: str
    verdict: str
    said: str
    topic: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many points are met by the organisation, or for one system, and how many nobody can decide yet."""

    name: str
    title: str
    met: int
    asked: int
    excluded: int
    undecided: int
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
    fix: str


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


def summary_of(report: Report, cards: tuple[Card, ...], w: Words) -> Summary:
    """The summary of a report."""
    active = [card.finding for card in cards if card.finding.status == "active"]
    counts = Counter((finding.category, finding.severity) for finding in active)
    provider = next((node.title or node.id for node in report.nodes if node.is_provider), "")
    scores = tuple(_scores(report, w))
    return Summary(
        title=provider or w("Quality management system"),
        mood=_mood(report),
        headline=_headline(report, w),
        sentences=tuple(_sentences(report, cards, scores, w)),
        scores=scores,
        tiles=tuple(_tiles(report, cards, w)),
        numbers=numbers_of(report, w),
        strip=strip_of(report),
        first=(first := tuple(_first(report, cards, w))),
        more_first=len(report.first_groups) - len(first),
        classes=tuple(
            (name, CLASS_TITLES[name], tuple(counts[name, severity] for severity in SEVERITIES)) for name in CLASSES
        ),
        settled=len(cards) - len(active),
    )


def _tiles(report: Report, cards: tuple[Card, ...], w: Words) -> Iterator[Tile]:
    cells, by_id = by_point(report), {card.finding.id: card for card in cards}
    for point in points(report):
        each = cells[point, ""]
        counts = [(each.counts.get(verdict, 0), word) for verdict, word in TALLY]
        yield Tile(
            point=point,
            letter=point.removeprefix(QMS)[1:-1],
            topic=each.topic,
            verdict=each.verdict,
            said=verdict_said(each.verdict, (by_id[name] for name in each.findings if name in by_id), w),
            strength=each.strength,
            tally=tuple(pair for pair in (*counts, (waiting(report, point), "wait")) if pair[0]),
        )


def _first(report: Report, cards: tuple[Card, ...], w: Words) -> Iterator[Step]:
    """The first causes, each with the card of its first finding."""
    leading = {card.group.id: card for card in cards if card.leads}
    for group, _ in first_causes(report)[:_MOST_FIRST]:
        owners = ", ".join(map(w, group.owners[:2]))
        owners += f" {w('and {count} more', count=more)}" if (more := len(group.owners) - 2) > 0 else ""
        if group.id in leading:
            yield Step(group, leading[group.id], capital(owners or w(NOBODY)), group.fix)


def _mood(report: Report) -> str:
    if report.problems:
        return "untrusted"
    return "unmet" if report.summary.error or report.summary.warning else "met"


def _headline(report: Report, w: Words) -> str:
    if report.problems:
        count = len(report.problems)
        return w(
            "This run cannot be trusted yet: one problem must be fixed first."
            if count == 1
            else "This run cannot be trusted yet: {count} problems must be fixed first.",
            count=count,
        )
    summary = report.summary
    counts = [w.count(number, word, f"{word}s") for word in SEVERITIES if (number := getattr(summary, word))]
    if not counts:
        return w("Nothing was found that somebody must act on.")
    is_one = summary.error + summary.warning + summary.note == 1
    return w("{counts} asks for action." if is_one else "{counts} ask for action.", counts=capital(w.listed(counts)))


def _scores(report: Report, w: Words) -> Iterator[Score]:
    cells, rows = by_point(report), points(report)
    titles = {node.id: node.title for node in report.nodes if node.is_system}
    for system in ("", *report.systems) if rows else ():
        marks = tuple(
            Mark(row.removeprefix(QMS), (o := cells[row, system]).verdict, w(VERDICTS[o.verdict]), o.topic)
            for row in rows
        )
        excluded = sum(mark.verdict == NOT_APPLICABLE for mark in marks)
        met = sum(mark.verdict == MET for mark in marks)
        title = titles.get(system, "") if system else w("Organisation")
        undecided = sum(mark.verdict == UNDECIDED for mark in marks)
        yield Score(system, title, met, len(marks) - excluded, excluded, undecided, marks)


def _sentences(report: Report, cards: tuple[Card, ...], scores: tuple[Score, ...], w: Words) -> Iterator[str]:
    yield from _points_said(scores, w)
    artefacts = w.count(report.artefacts, "artefact", "artefacts")
    links = w.count(report.links, "link", "links")
    counts = {"artefacts": artefacts, "links": links, "day": w.day(report.as_of)}
    yield w("{artefacts} and {links} between them were evaluated as of {day}.", **counts)
    for act, version in report.law:
        named = w("the EU AI Act") if act == "eu-ai-act" else act
        yield w("Law: {act} as in force since {day}.", act=named, day=w.day(version))
    yield from _days_said(report, cards, w)
    if report.unfinished == 1:
        yield w("One document is a draft or in review, and counts as evidence of nothing yet.")
    elif report.unfinished:
        text = "{count} documents are drafts or in review, and count as evidence of nothing yet."
        yield w(text, count=w.number(report.unfinished))
    if report.partial:
        yield w("Not all rules were evaluated: this report is partial.")


def _days_said(report: Report, cards: tuple[Card, ...], w: Words) -> Iterator[str]:
    """From when what the law asks and the QMS lacks binds, where some of it binds only later."""
    lawful = [card for card in cards if card.finding.status == "active" and card.finding.basis == "law"]
    later = [card.due for card in lawful if card.due]
    if not later:
        return
    first = f"{w.day(min(later))}, {w.ahead((min(later) - report.as_of).days)}"
    if len(later) == len(lawful):
        yield w("What the findings under the law are about applies from {day} at the earliest.", day=first)
    else:
        counts = {
            "all": w.number(len(lawful)),
            "count": w.number(len(later)),
            "rest": w.number(len(lawful) - len(later)),
        }
        text = (
            "Findings under the law: {all}. Of these {count} apply later, first from {day}; {rest} have no later day."
        )
        yield w(text, day=first, **counts)
    yield w("The report evaluates as if all were due now.")


def _points_said(scores: tuple[Score, ...], w: Words) -> Iterator[str]:
    if not scores:
        return
    organisation, *systems = scores
    text = "Of the {count} points that Art. 17(1) asks of a quality management system, the organisation meets {met}."
    yield w(text, met=organisation.met, count=organisation.asked)
    if organisation.undecided:
        yield w(
            "{count} of them are undecided: people have to say, or nothing was recognised.",
            count=organisation.undecided,
        )
    if 0 < len(systems) <= _FEW_SYSTEMS:
        told = [
            w("{name} {met} of {count}", name=each.title or each.name, met=each.met, count=each.asked)
            for each in systems
        ]
        yield w("Of the points that apply to them, the systems meet: {systems}.", systems=w.listed(told))
    elif systems:
        whole = sum(each.met == each.asked for each in systems)
        yield w("Systems that meet all points that apply to them: {met} of {count}.", met=whole, count=len(systems))
