"""What people judged: listed, shown, confirmed, and taken from a workbook that came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from art17.checking.request import Progress, Request
from art17.errors import Art17Error, UsageError
from art17.gate.actions import is_there, seen_in
from art17.gate.merging import Change, Defaults, confirmed, merged, seen_gone
from art17.model.answer import OLD, OUTDATED, UNBOUND, About, Answer, AnswerShown, Ledger, Row
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.report import Report
from art17.model.settings import Settings
from art17.reading.answers_file import file_of_answers, with_entries
from art17.reading.io.writing import write_file
from art17.reading.workbooks import workbook_in
from art17.reporting.xlsx import as_cell, xlsx_of
from art17.run import run

TO_CONFIRM = (OUTDATED, OLD, UNBOUND)
"""What an answer comes to that can be given again once somebody has looked."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers of a folder, and what each comes to."""

    ledger: Ledger
    report: Report
    settings: Settings

    @property
    def rows(self) -> dict[About, Row]:
        """What may be answered, by what it is about."""
        return {row.about: row for row in self.report.rows}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in with a workbook: the entries added, what changed, and those about what is asked no more."""

    entries: tuple[Answer, ...]
    changes: tuple[Change, ...]
    orphans: tuple[About, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An answer given again: the old and the new entry, and what is other than when it was given."""

    before: Answer
    after: Answer
    changed: tuple[tuple[str, str], ...]


def judged(request: Request, progress: Progress) -> Judged:
    """The answers next to a manifest, with what each comes to.

    Raises:
        Art17Error: where the run cannot begin, or answers.yaml cannot be read.
    """
    done = run(request, progress)
    return Judged(done.context.ledger, done.report, done.context.settings)


def exported(request: Request, progress: Progress, *, is_protected: bool = False) -> bytes:
    """The workbook of a folder.

    Raises:
        Art17Error: where the run cannot begin.
    """
    return xlsx_of(run(request, progress).report, is_protected=is_protected)


def imported(request: Request, book: Path, by: str, progress: Progress, *, is_dry: bool = False) -> Imported:
    """Add to the answers what people have filled into a workbook; nothing is written where something does not fit.

    Raises:
        Art17Error: with sheet and cell of all that does not fit.
    """
    read = workbook_in(book)
    found = judged(request, progress)
    _refuse_malformed(found)
    came = merged(read, found.ledger, Defaults(request.as_of, by), as_cell)
    if came.slips:
        raise Art17Error(
            [Problem(Place(f"{book.name} {each.sheet}!{each.cell}"), each.message, each.fix) for each in came.slips]
        )
    seen = seen_in(found.report.findings, found.report.groups)
    entries = seen_gone(came.entries, lambda each: is_there(each, seen) is False, request.as_of)
    known = {about for about, row in found.rows.items() if row.is_asked}
    orphans = tuple(dict.fromkeys(each.about for each in entries if each.about not in known))
    if entries and not is_dry:
        _add(found, entries, request.root)
    return Imported(entries, came.changes, orphans, found.ledger.path)


def _refuse_malformed(found: Judged) -> None:
    """Nothing is added to a file of which something cannot be read."""
    slips = found.ledger.malformed
    if slips:
        raise Art17Error([Problem(each.place, f"{each.about}: {each.message}", each.fix) for each in slips])


def _add(found: Judged, entries: Iterable[Answer], root: Path) -> None:
    file = file_of_answers(found.settings)
    before = file.read_bytes() if file.is_file() else None
    write_file(with_entries(before, entries, found.ledger.path), file, root)


def confirm(
    request: Request, names: Sequence[str], by: str, progress: Progress, *, is_all: bool = False, is_dry: bool = False
) -> tuple[Confirmed, ...]:
    """Give answers again on what is there today: those named, or all that are no longer up to date.

    Raises:
        UsageError: where there is no answer of a name.
    """
    found = judged(request, progress)
    _refuse_malformed(found)
    shown = {each.answer.id: each for each in found.report.answers}
    wanted = [each for each in shown.values() if each.effect in TO_CONFIRM] if is_all else _named(names, shown)
    rows, law = found.rows, found.report.law[0][1] if found.report.law else ""
    done = tuple(_confirmed(each.answer, rows.get(each.answer.about), by, request, law) for each in wanted)
    if done and not is_dry:
        _add(found, [each.after for each in done], request.root)
    return done


def _named(names: Sequence[str], shown: dict[str, AnswerShown]) -> list[AnswerShown]:
    for name in names:
        if name not in shown:
            fix = "`art17 answers list` shows those in force"
            raise UsageError(f"there is no answer {name} in force{did_you_mean(name, shown)}", fix)
    return [shown[name] for name in names]


def _confirmed(answer: Answer, row: Row | None, by: str, request: Request, law: str) -> Confirmed:
    after = confirmed(answer, row or Row(answer.about), by, request.as_of, law)
    return Confirmed(answer, after, tuple(_differences(answer, after)))


def _differences(before: Answer, after: Answer) -> Iterator[tuple[str, str]]:
    """What is other than when an answer was given: each name, and in which way."""
    for name in sorted({*before.looked_at, *after.looked_at}):
        was, now = before.looked_at.get(name), after.looked_at.get(name)
        if was != now:
            yield name, "is new" if was is None else "is gone" if now is None else "has changed"
    if before.asked and before.asked != after.asked:
        yield "the rule", "asks for something else"
    if before.law and before.law != after.law:
        yield "the law", f"was that of {before.law} and is that of {after.law}"


def history(found: Judged, name: str) -> tuple[Answer, ...]:
    """Every entry on what an answer is about, by its id, or by the name of what it is about.

    Raises:
        UsageError: where there is none.
    """
    ledger = found.ledger
    abouts = {each.about for each in ledger.entries if name in (each.id, each.about.name, each.about.key)}
    if not abouts:
        near = did_you_mean(name, [text for each in ledger.entries for text in (each.id, each.about.name)])
        raise UsageError(f"there is no answer {name}{near}", "`art17 answers list` shows those in force")
    return tuple(each for each in ledger.entries if each.about in abouts)
