"""What a test of fields asks, written into a sketch: values, lists, and the rows of groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from art17.conditions.applicability import Belongs, UnderLaw
from art17.conditions.condition import Condition, Test
from art17.conditions.containment import Contains
from art17.conditions.equality import Equals
from art17.conditions.fields import FieldTest
from art17.conditions.logic import All, Any, Not
from art17.conditions.operands import FieldRef
from art17.conditions.order import CONTRARY, Compares
from art17.conditions.presence import Present
from art17.conditions.quantified import OverValues
from art17.conditions.within import Within
from art17.graph.node import Node
from art17.judging.blanks import Known, asked_by, chosen, literals
from art17.judging.sketch import Blank, Entry, Sketch
from art17.judging.unwritten import House, texts_of
from art17.model.vocabulary import FieldOf

Row = dict[str, Entry]
EXCUSE = "because"
"""Fields that end so say why something is not there: the last thing that a skeleton should offer."""


@dataclass(frozen=True, slots=True)
class FieldWriter:
    """Writes for one failing verdict: `subject` is what was judged, `teller` its sketch, if it has one."""

    house: House
    subject: Node
    teller: Sketch | None

    def write(self, steps: tuple[str, ...], test: Test, on: Sketch, *, is_new: bool) -> None:
        """Write what a test asks into a field, or into the rows of a group."""
        name = steps[0]
        kind = self.house.field_of(on, (name,))
        if kind.kind == "group" and (len(steps) > 1 or isinstance(test, OverValues)):
            self._write_group(kind, steps, test, on)
            return
        if isinstance(test, Present) and not test.wanted:
            on.fields.pop(name, None)
        elif not (isinstance(test, Present) and name in on.fields):
            self._put(on.fields, name, test, kind, on, is_new=is_new)

    def _put(self, fields: Row, name: str, test: Test, kind: FieldOf, on: Sketch, *, is_new: bool) -> None:
        """Put what a test asks under a name: what the rule writes out, as a fact where the row is made for it."""
        known = self._known(on)
        if isinstance(test, Within):
            entry: Entry | None = Blank("date, not long ago", self.house.as_of.isoformat())
        elif kind.kind == "link":
            entry = self.house.person("person" if name == "author" else "role")[1]
        elif name == "digest":
            entry = digest_blank(on)
        elif (ref := _unsaid(test, known)) and self._tell_subject(ref, texts_of(fields.get(name, []))):
            return
        elif is_new and isinstance(test, Equals) and len(words := literals(test.others)) == 1 and not test.negated:
            entry = words[0]
        else:
            entry = asked_by(test, name, kind, known)
        if entry is None:
            return
        if kind.many:
            own = entry if isinstance(entry, list) else [entry]
            entry = _joined(fields.get(name), cast("list[Entry]", own), replaces=isinstance(test, Compares))
        elif isinstance(entry, list):
            entry = entry[0]
        fields[name] = entry

    def _write_group(self, kind: FieldOf, steps: tuple[str, ...], test: Test, on: Sketch) -> None:
        """Rows of a list of groups, or the parts of one group."""
        if not kind.many:
            group = cast("Row", on.fields.setdefault(steps[0], {}))
            self._put(group, steps[1], test, kind.parts.get(steps[1], FieldOf()), on, is_new=False)
            return
        rows = cast("list[Row]", on.fields.setdefault(steps[0], []))
        if isinstance(test, Contains):
            known = {text for row in rows for text in texts_of(row.get(steps[1], ""))}
            rows.extend({steps[1]: text} for text in literals(test.parts) if text not in known)
        elif isinstance(test, OverValues) and test.condition and test.how == "none":
            rows[:] = [row for row in rows if not _states(test.condition, row)]
        elif isinstance(test, OverValues) and test.condition and test.how == "some":
            self._fill_row(test.condition, _row_for(test.condition, rows), kind, on)
        elif isinstance(test, OverValues) and test.condition:
            for row in rows or self._first_row(rows):
                self._fill_row(test.condition, row, kind, on)
        elif len(steps) > 1:
            for row in rows or self._first_row(rows):
                self._put(row, steps[1], test, kind.parts.get(steps[1], FieldOf()), on, is_new=False)

    @staticmethod
    def _first_row(rows: list[Row]) -> list[Row]:
        rows.append({})
        return rows

    def _fill_row(self, condition: Condition, row: Row, kind: FieldOf, on: Sketch) -> None:
        match condition:
            case All(parts):
                for part in parts:
                    self._fill_row(part, row, kind, on)
            case Any(parts):
                self._fill_row(min(parts, key=reluctance), row, kind, on)
            case FieldTest(steps, test) if steps[0] not in row:
                self._put(row, steps[0], test, kind.parts.get(steps[0], FieldOf()), on, is_new=False)
            case _:
                return

    def _known(self, on: Sketch) -> Known:
        return Known(self.house.as_of, _first_texts(self.subject.fields), _first_texts(on.fields))

    def _tell_subject(self, ref: FieldRef, said: list[str]) -> bool:
        """Where a value should be that of the subject, which does not say it, let the subject say the same."""
        if self.teller is None or not said:
            return False
        kind = self.house.field_of(self.teller, ref.steps)
        self.teller.fields[ref.steps[0]] = chosen(kind, said)
        return True


def _states(condition: Condition, row: Row) -> bool:
    """Whether a row states what a condition writes out."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    facts = [(part.name, part.test) for part in parts if isinstance(part, FieldTest)]
    wanted = [(name, set(literals(test.others))) for name, test in facts if isinstance(test, Equals)]
    return bool(wanted) and all(words.intersection(texts_of(row.get(name, ""))) for name, words in wanted)


def _row_for(condition: Condition, rows: list[Row]) -> Row:
    """The row that states what a condition writes out, which is begun where there is none."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    tests = [part for part in parts if isinstance(part, FieldTest) and isinstance(part.test, Equals)]
    facts = {part.name: literals(part.test.others)[:1] for part in tests if isinstance(part.test, Equals)}
    for row in rows:
        if all(texts_of(row.get(name, "")) == words for name, words in facts.items()):
            return row
    rows.append({name: words[0] for name, words in facts.items() if words})
    return rows[-1]


def reluctance(condition: Condition) -> tuple[bool, bool]:
    """What cannot be supplied comes last, and excuses before it."""
    parts = list(_all_parts(condition))
    impossible = any(isinstance(part, Belongs | UnderLaw) for part in parts)
    excuse = any(isinstance(part, FieldTest) and part.steps[-1].endswith(EXCUSE) for part in parts)
    return impossible, excuse


def plainly(condition: Condition) -> Iterator[Condition]:
    """A condition; in the place of what must not be, the comparisons that hold where it is not."""
    if not isinstance(condition, Not):
        yield condition
        return
    for part in condition.part.parts if isinstance(condition.part, Any) else (condition.part,):
        if isinstance(part, FieldTest) and isinstance(part.test, Compares):
            yield replace(part, test=replace(part.test, how=CONTRARY[part.test.how]))


def digest_blank(on: Sketch) -> Blank:
    """The blank for the digest of what a sketch points to."""
    pointed_at = [text for name, targets in on.links.items() if name != "covers" for text in texts_of(targets)]
    return Blank(f"digest, as `art17 digest {' '.join(pointed_at[:1]) or 'ID'}` prints it", "sha256:0")


def _unsaid(test: Test, known: Known) -> FieldRef | None:
    """The field of the subject that a test compares with, and that the subject does not state."""
    refs = [other for other in test.others if isinstance(other, FieldRef)] if isinstance(test, Equals) else []
    return next((ref for ref in refs if ref.of == "subject" and not known.value(ref)), None)


def _all_parts(condition: Condition) -> list[Condition]:
    return [condition, *(inner for part in condition.parts for inner in _all_parts(part))]


def _joined(old: Entry | None, new: list[Entry], *, replaces: bool) -> Entry:
    """The entries of a list, without those that repeat an example."""
    if not isinstance(old, list) or replaces:
        return list(new)
    known = {text for part in old for text in texts_of(part)}
    fresh = [part for part in new if known.isdisjoint(texts_of(part))]
    return [*old, *fresh]


def _first_texts(fields: Mapping[str, object]) -> dict[str, str]:
    found = {name: texts_of(cast("Entry", value)) for name, value in fields.items() if value is not None}
    return {name: texts[0] for name, texts in found.items() if texts}
