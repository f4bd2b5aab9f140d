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
from art17.model.vocabulary import FieldOf
from art17.skeletons.blanks import Known, Row, asked_by, chosen, facts_in, literals
from art17.skeletons.sketch import Blank, Entry, Sketch
from art17.skeletons.unwritten import House, texts_of

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
        if kind.kind == "group" and (len(steps) > 1 or (isinstance(test, OverValues) and test.condition)):
            self._write_group(kind, steps, test, on)
            return
        if isinstance(test, Present) and not test.wanted:
            on.fields.pop(name, None)
        elif name not in on.fields or not (isinstance(test, Present) or kind.kind == "group"):
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
        elif (ref := _unsaid(test, known)) and self._tell_subject(ref, texts_of(fields.get(name))):
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
            group = next(_groups_in(on.fields.get(steps[0])), Row())
            on.fields[steps[0]] = group
            self._put(group, steps[1], test, kind.parts.get(steps[1], FieldOf()), on, is_new=False)
            return
        rows = list(_groups_in(on.fields.get(steps[0])))
        on.fields[steps[0]] = cast("list[Entry]", rows)
        if isinstance(test, Contains):
            known = texts_of(on.fields, steps)
            rows.extend({steps[1]: text} for text in literals(test.parts) if text not in known)
        elif isinstance(test, OverValues) and test.condition:
            self._write_rows(test.how, test.condition, rows, kind, on)
        else:
            for row in rows or self._first_row(rows):
                self._put(row, steps[1], test, kind.parts.get(steps[1], FieldOf()), on, is_new=False)

    def _write_rows(self, how: str, condition: Condition, rows: list[Row], kind: FieldOf, on: Sketch) -> None:
        """What is asked of none, some or all of the rows."""
        facts = facts_in(condition)
        if how == "none":
            rows[:] = [row for row in rows if not (facts and _states(row, facts))]
            return
        for row in [_row_for(facts, rows)] if how == "some" else rows or self._first_row(rows):
            self._fill_row(condition, row, kind, on)

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
        return Known(self.house.as_of, cast("Row", self.subject.fields), on.fields)

    def _tell_subject(self, ref: FieldRef, said: list[str]) -> bool:
        """Where a value should be that of the subject, which does not say it, let the subject say the same."""
        if self.teller is None or not said:
            return False
        kind = self.house.field_of(self.teller, ref.steps)
        self.teller.fields[ref.steps[0]] = chosen(kind, said)
        return True


def _groups_in(entry: Entry | None) -> Iterator[Row]:
    """The groups that are begun; a blank that stands for them gives way."""
    for each in entry if isinstance(entry, list) else (entry,):
        if isinstance(each, dict):
            yield each


def _states(row: Row, facts: Mapping[str, list[str]]) -> bool:
    """Whether a row states, of each fact, one of its texts."""
    return all(set(texts).intersection(texts_of(row.get(name))) for name, texts in facts.items())


def _row_for(facts: Mapping[str, list[str]], rows: list[Row]) -> Row:
    """The row that states the facts, which is begun where there is none."""
    for row in rows:
        if _states(row, facts):
            return row
    rows.append({name: texts[0] for name, texts in facts.items()})
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
    pointed_at = (text for name, targets in on.links.items() if name != "covers" for text in texts_of(targets))
    return Blank(f"digest, as `art17 digest {next(pointed_at, 'ID')}` prints it", "sha256:0")


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
