"""A workbook that came back against the answers: what is new in it, what two have changed, what does not fit."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from art17.model.answer import (
    CHOICES,
    COLUMNS,
    DAYS,
    LONGEST,
    SAMPLE,
    SUBJECTS,
    About,
    Answer,
    Conflict,
    Ledger,
    Row,
)
from art17.model.days import date_in
from art17.model.evidence import NOT_APPLICABLE, UNMET
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.workbook import BookRead, BookRow, BookSlip, plain_cell
from art17.reading.answers_file import lines_of

_OTHER_WORDS = {"not met": UNMET, "n/a": NOT_APPLICABLE, "not applicable": NOT_APPLICABLE}
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_JUDGING = ("verdict", "evidence", "reference", "comment", "by", "on")
"""A change of one of these is a new look at what is there."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a workbook changes in one cell."""

    about: About
    column: str
    before: str
    after: str
    where: str
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries that a workbook adds, what changes by them, and what does not fit (then nothing is added)."""

    entries: tuple[Answer, ...] = ()
    changes: tuple[Change, ...] = ()
    slips: tuple[BookSlip, ...] = ()


@dataclass(frozen=True, slots=True)
class Defaults:
    """Who judged, and when, where a verdict does not say so."""

    on: date
    by: str = ""


def merged(book: BookRead, ledger: Ledger, defaults: Defaults, shown: Callable[[str], str]) -> Merged:
    """What a workbook adds to the answers, three-way: the book as it went out, as it is, and the answers of now.

    `shown` is how a text is written into a cell.
    """
    return _Merging(book, ledger, defaults, shown).merged()


class _Merging:
    def __init__(self, book: BookRead, ledger: Ledger, defaults: Defaults, shown: Callable[[str], str]) -> None:
        self._book = book
        self._carried = book.carried.by_key
        self._ledger = ledger
        self._now = ledger.in_force()
        self._defaults = defaults
        self._shown = shown
        self._slips: list[BookSlip] = [*book.slips]
        self._changes: list[Change] = []

    def merged(self) -> Merged:
        by_key: dict[str, list[BookRow]] = defaultdict(list)
        for row in self._book.rows:
            by_key[row.key].append(row)
        entries = [entry for key, rows in by_key.items() for entry in self._of_key(About.of(key), rows)]
        if self._slips:
            return Merged(slips=tuple(self._slips))
        return Merged(tuple(entries), tuple(self._changes))

    def _of_key(self, about: About, rows: Sequence[BookRow]) -> Iterator[Answer]:
        if about.kind not in SUBJECTS or not about.name:
            fix = "undo what was written into the hidden column"
            self._slip(rows[0], next(iter(rows[0].refs), ""), "the hidden key of this row was changed", fix)
            return
        base = self._carried.get(about, Row(about))
        ours = self._now.get(about)
        edits = self._edits(base, rows)
        if edits:
            entry = self._entry(about, base, ours, edits)
            if entry:
                yield entry

    def _edits(self, base: Row, rows: Sequence[BookRow]) -> Mapping[str, tuple[str, BookRow]]:
        """What people have changed since the book went out, by column, with the row that has it."""
        found: dict[str, tuple[str, BookRow]] = {}
        for row in rows:
            for column, text in row.cells.items():
                if plain_cell(text) == plain_cell(self._shown(base.said.get(column, ""))):
                    continue
                value = self._valid(column, text, row)
                if value is None or value == base.said.get(column, ""):
                    continue
                if column in found and found[column][0] != value:
                    told = f"this row is in the book twice, with another {COLUMNS[column].lower()}"
                    self._slip(row, column, told, "delete one of the two rows")
                found[column] = (value, row)
        return found

    def _valid(self, column: str, text: str, row: BookRow) -> str | None:
        """A text as an answer may hold it; None where it does not fit, which is said."""
        if column in CHOICES and text:
            word = " ".join(text.split()).casefold()
            word = _OTHER_WORDS.get(word, word) if column == "verdict" else word
            if word in CHOICES[column]:
                return word
            told = f"{text!r} is not a word for {COLUMNS[column]}{did_you_mean(word, CHOICES[column])}"
            self._slip(row, column, told, f"write one of {', '.join(CHOICES[column])}")
            return None
        if column in DAYS and text:
            day = _day(text)
            if not day:
                self._slip(row, column, f"{text!r} is not a day of the calendar", "write it as YYYY-MM-DD")
            return day
        if len(text) > LONGEST:
            self._slip(row, column, f"the text is longer than {LONGEST:,} characters", "write a shorter one")
            return None
        return text

    def _slip(self, row: BookRow, column: str, message: str, fix: str) -> None:
        self._slips.append(BookSlip(row.sheet, row.refs.get(column, ""), message, fix))

    def _entry(
        self, about: About, base: Row, ours: Answer | None, edits: Mapping[str, tuple[str, BookRow]]
    ) -> Answer | None:
        said = dict(ours.said) if ours else {}
        conflicts = list(ours.conflicts) if ours else []
        taken: set[str] = set()
        for column, (value, row) in edits.items():
            now, was = said.get(column, ""), base.said.get(column, "")
            where = f"{row.sheet}!{row.refs[column]}"
            if now == value:
                continue
            if now == was:
                said[column] = value
                taken.add(column)
                conflicts = [each for each in conflicts if each.column != column]
                self._changes.append(Change(about, column, was, value, where))
            elif not any(each.column == column and each.value == value for each in conflicts):
                conflicts.append(Conflict(column, value, self._book.carried.id))
                self._changes.append(Change(about, column, now, value, where, is_conflict=True))
        if not taken and (not ours or tuple(conflicts) == ours.conflicts):
            return None
        return self._made(about, base, ours, {key: text for key, text in said.items() if text}, conflicts, taken, edits)

    def _made(
        self,
        about: About,
        base: Row,
        ours: Answer | None,
        said: dict[str, str],
        conflicts: Sequence[Conflict],
        taken: set[str],
        edits: Mapping[str, tuple[str, BookRow]],
    ) -> Answer | None:
        looks_again = not taken.isdisjoint(_JUDGING)
        if said.get("verdict"):
            self._signed(said, taken)
            if not said.get("by"):
                column = next(iter(edits))
                told = "there is a verdict, and not whose it is"
                self._slip(edits[column][1], "verdict", told, f"fill in {COLUMNS['by']}, or pass --by NAME")
                return None
        sample = base.sample or (ours.sample if ours else {})
        if about.kind == SAMPLE and not sample:
            column = next(iter(edits))
            self._slip(
                edits[column][1], column, "nothing says how this record was drawn", "draw it with `art17 sample`"
            )
            return None
        same = ours or Answer("", about, {}, Place(self._ledger.path))
        return with_id(
            replace(
                same,
                said=said,
                looked_at=dict(base.looked_at) if looks_again else same.looked_at,
                asked=base.asked if looks_again else same.asked,
                law=self._book.carried.law if looks_again else same.law,
                supersedes=self._superseded(about),
                conflicts=tuple(conflicts),
                sample=sample,
                book=self._book.carried.id,
                gone_on="",
            )
        )

    def _signed(self, said: dict[str, str], taken: set[str]) -> None:
        """Say whose verdict it is, and of which day, where the book does not."""
        is_other = "verdict" in taken and taken.isdisjoint({"by", "on"})
        if self._defaults.by and (is_other or not said.get("by")):
            said["by"] = self._defaults.by
        if is_other or not said.get("on"):
            said["on"] = self._defaults.on.isoformat()

    def _superseded(self, about: About) -> tuple[str, ...]:
        rivals = self._ledger.rivals().get(about)
        own = self._now.get(about)
        return tuple(each.id for each in rivals) if rivals else (own.id,) if own else ()


def _day(text: str) -> str | None:
    """A day as ISO writes it; of a time of day its day."""
    found = _DAY_FIRST.fullmatch(text)
    iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text.partition("T")[0].partition(" ")[0]
    return iso if date_in(iso) else None


def with_id(entry: Answer) -> Answer:
    """An entry under an id that follows from what it says, so that two branches never give one id to two entries."""
    lines = lines_of(replace(entry, id=""))
    return replace(entry, id=f"a-{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:10]}")


def confirmed(answer: Answer, row: Row, by: str, on: date, law: str) -> Answer:
    """An answer given again, on what is there today; conflicts are decided by it."""
    said = {**answer.said, "on": on.isoformat(), **({"by": by} if by else {})}
    return with_id(
        replace(
            answer,
            said=said,
            looked_at=dict(row.looked_at),
            asked=row.asked,
            law=law,
            supersedes=(answer.id,),
            conflicts=(),
        )
    )


def seen_gone(entries: Iterable[Answer], is_gone: Callable[[Answer], bool], on: date) -> tuple[Answer, ...]:
    """The entries, with the day on which the finding of an action that is done was seen to be gone."""
    return tuple(
        with_id(replace(each, gone_on=on.isoformat()))
        if each.word("status") in ("done", "closed") and is_gone(each)
        else each
        for each in entries
    )
