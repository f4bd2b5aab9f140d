"""`latest`, `earliest`: what the newest (or oldest) of the things that a path leads to passes.

Passing: `{latest: "^audits", by: held_on, that: {result: pass}}` where the last audit was passed.
Failing: the same where the last audit failed, whatever those before it say, or where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from art17.conditions.condition import IT, THAT, Condition, Pronoun
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, hashable, meaning
from art17.conditions.openness import causes_of_open, is_open, is_silent, seen_in
from art17.conditions.paths import field_named, path_from, path_of, types_named
from art17.conditions.presence import Present
from art17.conditions.proposals import Field, Lead, Proposal, Together
from art17.conditions.reached import Reached, causes_of, hindrance_said, phrase, reached_by
from art17.conditions.reaching import types_reached
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction
from art17.conditions.words import CONDITION, PATH_FROM, TEXT, Word
from art17.graph.node import Node
from art17.graph.path import Everything, Path, PathError, Walk, against, path_in
from art17.model.days import date_in
from art17.model.english import with_article
from art17.model.evidence import Cause, Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, values_at
from art17.model.vocabulary import FieldOf

Key = tuple[object, ...]
THE_QMS = "The QMS"


@dataclass(slots=True)
class Group:
    """What counts as the same thing: the newest of it, and what could be newer if its date could be read."""

    day: date | None = None
    newest: tuple[int, ...] = ()
    unreadable: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The groups that a path led to, and how many more nodes there may be."""

    groups: tuple[Group, ...]
    reached: Reached
    doubt: int

    @property
    def happened(self) -> tuple[Group, ...]:
        """The groups of which something has a readable date that is not after the as-of date."""
        return tuple(group for group in self.groups if group.newest)


@dataclass(frozen=True, slots=True)
class Newest(Condition):
    """Of what a path leads to, per thing, that with the greatest (or least) date not after the as-of date."""

    how: str
    path: Path
    written: str
    by: tuple[str, ...]
    that: Condition | None = None
    per_field: tuple[str, ...] = ()
    per_path: Path | None = None
    per_written: str = ""
    wanted: tuple[str, ...] = ()
    name: str = ""
    start: str = ""

    def judge(self, node: Node, scene: Scene) -> Truth:
        found = self._find(node, scene)
        before, whole = scene.used, dict[int, None]()
        truths: list[Truth] = []
        for group in found.groups:
            scene.used = {}
            newest = [self._passes(index, scene) for index in group.newest]
            whole |= {**dict.fromkeys(group.newest), **scene.used}
            unread = [self._passes(index, scene) for index in group.unreadable]
            # What could not be dated may be newer, or may not have happened: then it says nothing.
            truths.append(unanimous((*(newest or (True,) if found.happened else (False,)), *unread)))
        truth = self._together(truths, found)
        scene.used = {**before, **whole}
        return truth

    def _together(self, truths: list[Truth], found: Found) -> Truth:
        """Every thing passes; none is there: false.  That there may be more of which nobody knows leaves it open."""
        truth = conjunction(truths) if found.happened else unanimous((False, *truths))
        return unanimous((truth, True if self.that is None else None)) if found.doubt else truth

    def _passes(self, index: int, scene: Scene) -> Truth:
        if self.that is None:
            return True
        outer = scene.named
        scene.named = {**outer, self.name: scene.node(index)} if self.name else outer
        try:
            return self.that.judge(scene.node(index), scene)
        finally:
            scene.named = outer

    def _find(self, node: Node, scene: Scene) -> Found:
        node = scene.start_of(self.start, node) or node
        reached = reached_by(self.path, self.wanted, node, scene, frozenset())
        groups: dict[Key, Group] = {}
        doubt = reached.doubt
        for index in reached.nodes:
            day = self._day(scene.node(index), scene)
            if day is None:
                continue
            keys, unsure = self._keys(index, scene)
            doubt += unsure
            for key in keys:
                self._add(groups.setdefault(key, Group()), index, day)
        return Found(tuple(groups.values()), reached, doubt)

    def _add(self, group: Group, index: int, day: date | str) -> None:
        if isinstance(day, str):
            group.unreadable += (index,)
        elif group.day is None or day == group.day:
            group.day, group.newest = day, (*group.newest, index)
        elif (day > group.day) is (self.how == "latest"):
            group.day, group.newest = day, (index,)

    def _day(self, node: Node, scene: Scene) -> date | str | None:
        """The day on which it happened: None where it has not, what is seen where that cannot be told."""
        name = ".".join(self.by)
        if node.unreadable:
            return "could not be read"
        if is_open(node, self.by[0], scene) and not is_silent(node, name):
            return seen_in(node, name)
        past: list[date] = []
        for value in values_at(node.fields.get(self.by[0]), self.by[1:]):
            day = date_in(value) if isinstance(value, str) else None
            if day is None:
                return f"has `{name}` `{value}`, which is not a date"
            if day > scene.as_of:
                scene.turns_on(day)
            else:
                past.append(day)
        return (max if self.how == "latest" else min)(past, default=None)

    def _keys(self, index: int, scene: Scene) -> tuple[tuple[Key, ...], int]:
        """The things that a node is about, and how many more there may be; of what names none, all count as one."""
        if self.per_path is not None:
            walk = Walk(scene.facts)
            return tuple((at,) for at in walk.along(self.per_path, index)) or ((),), walk.doubt
        if not self.per_field:
            return ((),), 0
        node = scene.node(index)
        kind = scene.kind_of(node.type, self.per_field).kind
        values = values_at(node.fields.get(self.per_field[0]), self.per_field[1:])
        meanings = [meaning(value, kind, scene.as_of) for value in values]
        keys = dict.fromkeys((hashable(one),) for one in meanings if one is not MALFORMED)
        more = is_open(node, self.per_field[0], scene) and not is_silent(node, ".".join(self.per_field))
        return tuple(keys) or ((),), sum(one is MALFORMED for one in meanings) + more

    def trace(self, node: Node, scene: Scene) -> Evidence:
        found = self._find(node, scene)
        truth = self.judge(node, scene)
        node = scene.start_of(self.start, node) or node
        shown = dict.fromkeys(i for group in found.groups for i in (*group.newest, *group.unreadable))
        children = tuple(self._traced(index, scene) for index in shown)
        return Evidence(
            self.said(),
            THE_QMS if isinstance(self.path, Everything) else node.name,
            "" if children else self._why_none(found, node, scene),
            truth,
            node.place,
            verb=f"{phrase(self.written, scene)}, as the {self.how} by `{'.'.join(self.by)}`,",
            shape="some",
            children=children,
            node=node.index,
            causes=() if truth else tuple(self._causes(found, node, scene)),
        )

    def _traced(self, index: int, scene: Scene) -> Evidence:
        node = scene.node(index)
        day = self._day(node, scene)
        if isinstance(day, str):
            asked = f"`{'.'.join(self.by)}` is a date"
            return Evidence(asked, node.name, day, None, node.place, node=index, named=self.name)
        if self.that is None:
            return Evidence("is there", node.name, "is there", truth=True, place=node.place, node=index)
        outer = scene.named
        scene.named = {**outer, self.name: node} if self.name else outer
        try:
            found = self.that.trace(node, scene)
        finally:
            scene.named = outer
        return replace(found, named=self.name, node=index) if self.name else found

    def _why_none(self, found: Found, node: Node, scene: Scene) -> str:
        if found.reached.nodes:
            names = ", ".join(scene.node(index).name for index in found.reached.nodes[:3])
            return f"{phrase(self.written, scene)} {names}, without a `{'.'.join(self.by)}` up to the as-of date"
        return hindrance_said(self.written, self.wanted, found.reached, node, scene)

    def _causes(self, found: Found, node: Node, scene: Scene) -> Iterator[Cause]:
        if not found.happened:
            yield from causes_of(self.wanted, found.reached, node, scene)
        for index in (i for group in found.groups for i in group.unreadable):
            other = scene.node(index)
            known = Cause("malformed", f"{index}:{'.'.join(self.by)}")
            if is_open(other, self.by[0], scene):
                yield from causes_of_open(other, ".".join(self.by))
                continue
            yield Cause("unreadable", other.place.path) if other.unreadable else known

    @property
    def gives_name(self) -> str:
        return self.name

    @property
    def asks_each(self) -> bool:
        return True

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.that,) if self.that else ()

    def said(self) -> str:
        per = f" per `{'.'.join(self.per_field) or self.per_written}`" if self.per_field or self.per_written else ""
        that = f" {self.that.described(THAT)}" if self.that else ""
        whose = f"{self._owner} " if self.start else ""
        return f"{whose}has, as the {self.how} by `{'.'.join(self.by)}`{per}, {self._what}{that}"

    def described(self, by: Pronoun = IT) -> str:
        per = (
            f", for each `{'.'.join(self.per_field) or self.per_written}`" if self.per_field or self.per_written else ""
        )
        which = f"the {self.how} {self._what} (by `{'.'.join(self.by)}`{per})"
        if self.that is None:
            return f"{f'{by.clause}{self._owner}' if self._owner else by.subject} has {which.replace('the ', 'a ', 1)}"
        start, whose = (by.clause, self._owner) if self._owner else ("", "")
        of = f"{whose}'s " if whose else f"{by.possessive} "
        return f"{start}{of}{which.removeprefix('the ')} is one {self.that.described(THAT)}"

    @property
    def _owner(self) -> str:
        if self.start:
            return "the subject" if self.start == "subject" else f"`{self.start}`"
        return "the QMS" if isinstance(self.path, Everything) else ""

    @property
    def _what(self) -> str:
        return "artefact" if isinstance(self.path, Everything) else f"`{self.written}`"

    def mutants(self) -> Iterator[Condition]:
        yield replace(self, how="earliest" if self.how == "latest" else "latest")
        if self.per_field or self.per_path is not None:
            yield replace(self, per_field=(), per_path=None, per_written="")
        if against(self.path) != self.path:
            yield replace(self, path=against(self.path), written=f"^({self.written})")
        if self.that:
            yield replace(self, that=None)
            for mutant in self.that.mutants():
                yield replace(self, that=mutant)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        that = self.that.propose(None, scene) if self.that else None
        date_of = Field(self.by, Present())
        return Lead(self.path, self.wanted, Together((date_of, that)) if that else date_of)


def unanimous(truths: Iterable[Truth]) -> Truth:
    """What all say; undecided where they differ.

    >>> unanimous([True, True]), unanimous([False]), unanimous([True, False])
    (True, False, None)
    """
    different = set(truths)
    return different.pop() if len(different) == 1 else None


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, *, how: str) -> Condition | None:
    path, written, start, there = path_from(grammar, data[how], (*route, how), scope)
    if "by" not in data:
        grammar.wrong((*route, how), f"`{how}` needs a `by`", "name the date that counts, such as `by: held_on`")
    if path is None or "by" not in data:
        return None
    wanted = types_named(data.get("that"))
    inner = scope.at(frozenset(wanted) or types_reached(path, there.here, grammar.vocabulary))
    by = _date_named(grammar, data["by"], (*route, "by"), inner)
    name = grammar.word(data["as"], "a name", (*route, "as")) if "as" in data else ""
    per = _per(grammar, data["per"], (*route, "per"), inner) if "per" in data else ((), None, "")
    named = grammar.naming(name, inner)
    that = grammar.condition(data["that"], (*route, "that"), named) if "that" in data else None
    return Newest(how, path, written, by, that, *per, wanted, name, start) if by else None


def _date_named(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[str, ...]:
    steps = field_named(grammar, value, route, scope)
    kinds = set(grammar.kinds_of(steps, scope)) or {FieldOf().kind} if steps else set[str]()
    if steps and "date" not in kinds:
        grammar.wrong(route, f"{'.'.join(steps)!r} is {with_article(min(kinds))}; what is newest is known by a date")
        return ()
    return steps


def _per(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[tuple[str, ...], Path | None, str]:
    """What counts as the same thing: a path, where the text begins with a link, else a field."""
    if isinstance(value, str):
        try:
            found = path_in(value, grammar.vocabulary)
            if not isinstance(found, Everything):
                path, written = path_of(grammar, value, route, scope)
                return (), path, written
        except PathError:
            pass
    return field_named(grammar, value, route, scope), None, ""


WORDS = tuple(
    Word(how, partial(_read, how=how), Newest, PATH_FROM, {"by": TEXT, "per": TEXT, "that": CONDITION, "as": TEXT})
    for how in ("latest", "earliest")
)
