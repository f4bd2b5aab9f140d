"""The matrix: what each provision comes to, for the organisation and for each system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.report import Obligation, Report
from art17.reporting.html.cards import Card
from art17.reporting.html.places import Places
from art17.reporting.in_words import VERDICTS, above
from art17.reporting.judged_words import aspects_of, judged_for
from art17.reporting.report_words import Words
from art17.reporting.words import points

_FEW = 5


@dataclass(frozen=True, slots=True)
class Item:
    """An artefact that carries a cell, with its number in the picture (-1 where it is not there)."""

    id: str
    path: str
    node: int
    strength: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One provision for one owner; `items` are the first of its evidence, `number` leads to all of it."""

    verdict: str
    said: str
    count: str
    strength: str
    items: tuple[Item, ...]
    more: int
    number: int
    findings: tuple[Card, ...]
    questions: int = 0
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A provision; `sides` are what it comes to in documents and in records."""

    provision: str
    topic: str
    depth: int
    cells: tuple[Cell | None, ...]
    sides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """An owner of obligations: the organisation (`id` is "") or a system."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The points of Art. 17(1), then the articles, each with its parts; `evidence` is all of long cells, by number.

    `idle` are the articles that apply to nobody here.
    """

    columns: tuple[Column, ...]
    points: tuple[Row, ...]
    articles: tuple[tuple[Row, ...], ...]
    idle: tuple[tuple[Row, ...], ...]
    evidence: tuple[tuple[int, ...], ...]


def matrix_of(report: Report, cards: Iterable[Card], places: Places, w: Words) -> Matrix:
    """All obligations as rows."""
    titles = {node.id: node.title for node in report.nodes if node.is_system}
    columns = (Column("", w("Organisation")), *(Column(each, titles.get(each, "")) for each in report.systems))
    cells = _cells(report, {card.finding.id: card for card in cards}, places, w)
    rows = {provision: _row(provision, columns, cells, w) for provision in dict.fromkeys(at[0] for at in cells)}
    first = points(report)
    groups: dict[str, list[Row]] = defaultdict(list)
    for provision, row in rows.items():
        if provision not in first:
            groups[above(provision)[-1]].append(row)
    evidence = tuple(
        tuple(places.number(item.id) for item in each.evidence) if cell.more else () for each, cell in cells.values()
    )
    articles = [tuple(held) for held in groups.values()]
    idle = tuple(held for held in articles if not any(map(_applies, held)))
    asked = tuple(held for held in articles if any(map(_applies, held)))
    return Matrix(columns, tuple(rows[each] for each in first), asked, idle, evidence)


def _applies(row: Row) -> bool:
    """Whether a provision applies to anybody."""
    return any(cell is not None and cell.verdict != NOT_APPLICABLE for cell in row.cells)


Cells = Mapping[tuple[str, str], tuple[Obligation, Cell]]


def _cells(report: Report, by_id: Mapping[str, Card], places: Places, w: Words) -> Cells:
    return {
        (each.provision, each.system): (
            each,
            replace(_cell(each, number, by_id, places, w), judged=judged_for(each, report, w)),
        )
        for number, each in enumerate(report.obligations)
    }


def _row(provision: str, columns: tuple[Column, ...], cells: Cells, w: Words) -> Row:
    found = [cells.get((provision, column.id)) for column in columns]
    topic = next((each.topic for each, _ in filter(None, found)), "")
    sides = tuple((side, w(VERDICTS.get(side, side))) for side in aspects_of(each for each, _ in filter(None, found)))
    shown = tuple(each[1] if each else None for each in found)
    return Row(provision, topic, len(above(provision)) - 1, shown, sides)


def _cell(each: Obligation, number: int, by_id: Mapping[str, Card], places: Places, w: Words) -> Cell:
    items = each.evidence[:_FEW]
    found = tuple(sorted((by_id[name] for name in each.findings if name in by_id), key=lambda card: card.number))
    return Cell(
        verdict=each.verdict,
        said=verdict_said(each.verdict, found, w),
        count=_count(each, w),
        strength=each.strength,
        items=tuple(Item(item.id, item.path, places.number(item.id), item.strength) for item in items),
        more=len(each.evidence) - len(items),
        number=number,
        findings=found,
        questions=len(each.questions),
    )


def _count(each: Obligation, w: Words) -> str:
    """How many checks stand behind a verdict."""
    met, unmet = each.counts.get(MET, 0), each.counts.get(UNMET, 0)
    match each.verdict:
        case "met":
            return w.count(met, "check", "checks")
        case "unmet":
            return w("fail: {count} of {checks}", count=unmet, checks=w.count(met + unmet, "check", "checks"))
        case "undecided":
            open_ones = each.counts.get(UNDECIDED, 0)
            return w("{count} open", count=open_ones) if each.counts else w("no such artefact yet")
        case _:
            return ""


def verdict_said(verdict: str, cards: Iterable[Card], w: Words) -> str:
    """A verdict in words: what is lacking is a gap, and no breach, as long as none of it applies yet."""
    found = [*cards]
    if verdict == UNMET and found and all(card.due for card in found):
        return w("gap")
    return w(VERDICTS.get(verdict, verdict))
