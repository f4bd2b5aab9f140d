"""What a test of fields asks, written into a sketch: values, lists, and the rows of groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from art17.conditions.condition import Test
from art17.conditions.operand import FieldRef
from art17.conditions.proposals import (
    Blank,
    Entry,
    Field,
    Known,
    Nothing,
    OneOf,
    Proposal,
    Row,
    Together,
    chosen,
    facts_in,
    parts_of,
    texts_of,
)
from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.vocabulary import FieldOf
from art17.skeletons.sketch import Sketch
from art17.skeletons.unwritten import House

EXCUSE = "because"
"""Fields that end so say why something is not there: the last thing that a skeleton should offer."""


@dataclass(frozen=True, slots=True)
class FieldWriter:
    """Writes for one failing verdict: `subject` is what was judged, `teller` its sketch, if it has one."""

    house: House
    subject: Node
    teller: Sketch | None
    scene: Scene

    def write(self, steps: tuple[str, ...], test: Test, on: Sketch, *, is_new: bool) -> None:
        """Write what a test asks into a field, or into the rows of a group."""
        name = steps[0]
        kind = self.house.field_of(on, (name,))
        if kind.kind == "group" and (len(steps) > 1 or test.rows):
            self._write_group(kind, steps, test, on)
            return
        wish = test.propose(name, kind, self._known(on))
        if wish.is_gone:
            on.fields.pop(name, None)
        elif name not in on.fields or not (wish.any_will_do or kind.kind == "group"):
            self._put(on.fields, name, test, kind, on, is_new=is_new)

    def _put(self, fields: Row, name: str, test: Test, kind: FieldOf, on: Sketch, *, is_new: bool) -> None:
        """Put what a test asks under a name: what the rule writes out, as a fact where the row is made for it."""
        wish = test.propose(name, kind, self._known(on))
        entry: Entry | None = wish.entry
        if kind.kind == "link":
            entry = self.house.person("person" if name == "author" else "role")[1]
        elif name == "digest":
            entry = digest_blank(on)
        elif wish.unsaid and self._tell_subject(wish.unsaid, texts_of(fields.get(name))):
            return
        elif is_new and len(test.stated.texts) == 1 and not test.stated.all:
            entry = test.stated.texts[0]
        if entry is None:
            return
        if kind.many:
            own = entry if isinstance(entry, list) else [entry]
            entry = _joined(fields.get(name), cast("list[Entry]", own), replaces=wish.replaces)
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
        if test.stated.all:
            known = texts_of(on.fields, steps)
            rows.extend({steps[1]: text} for text in test.stated.texts if text not in known)
        elif test.rows:
            self._write_rows(test.rows.how, test.rows.condition.propose(None, self.scene), rows, kind, on)
        else:
            for row in rows or self._first_row(rows):
                self._put(row, steps[1], test, kind.parts.get(steps[1], FieldOf()), on, is_new=False)

    def _write_rows(self, how: str, proposal: Proposal, rows: list[Row], kind: FieldOf, on: Sketch) -> None:
        """What is asked of none, some or all of the rows."""
        facts = facts_in(proposal)
        if how == "none":
            rows[:] = [row for row in rows if not (facts and _states(row, facts))]
            return
        for row in [_row_for(facts, rows)] if how == "some" else rows or self._first_row(rows):
            self._fill_row(proposal, row, kind, on)

    @staticmethod
    def _first_row(rows: list[Row]) -> list[Row]:
        rows.append({})
        return rows

    def _fill_row(self, proposal: Proposal, row: Row, kind: FieldOf, on: Sketch) -> None:
        match proposal:
            case Together(parts):
                for part in parts:
                    self._fill_row(part, row, kind, on)
            case OneOf(parts):
                self._fill_row(min(parts, key=reluctance), row, kind, on)
            case Field(steps, test) if steps[0] not in row:
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


def reluctance(proposal: Proposal) -> tuple[bool, bool]:
    """What cannot be supplied comes last, and excuses before it."""
    parts = list(_all_parts(proposal))
    impossible = any(isinstance(part, Nothing) and part.is_given for part in parts)
    excuse = any(isinstance(part, Field) and part.steps[-1].endswith(EXCUSE) for part in parts)
    return impossible, excuse


def digest_blank(on: Sketch) -> Blank:
    """The blank for the digest of what a sketch points to."""
    pointed_at = (text for name, targets in on.links.items() if name != "covers" for text in texts_of(targets))
    return Blank(f"digest, as `art17 digest {next(pointed_at, 'ID')}` prints it", "sha256:0")


def _all_parts(proposal: Proposal) -> list[Proposal]:
    return [proposal, *(inner for part in parts_of(proposal) for inner in _all_parts(part))]


def _joined(old: Entry | None, new: list[Entry], *, replaces: bool) -> Entry:
    """The entries of a list, without those that repeat an example."""
    if not isinstance(old, list) or replaces:
        return list(new)
    known = {text for part in old for text in texts_of(part)}
    fresh = [part for part in new if known.isdisjoint(texts_of(part))]
    return [*old, *fresh]
