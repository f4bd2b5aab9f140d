"""`some`, `every`, `none`, `count`: what a path over links leads to.

Passing: `{some: mitigated_by, that: {type: control}}` on a risk with a control.
Failing: the same on a risk whose control is only a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from art17.conditions.condition import IT, THAT, Condition, Pronoun
from art17.conditions.fields import shown
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, hashable, meaning
from art17.conditions.openness import NOT_FOUND, NOT_LOOKED_FOR, is_open
from art17.conditions.paths import field_named, including_in, narrowed_by, path_from, types_named
from art17.conditions.proposals import Lead, NoneLed, Nothing, Proposal
from art17.conditions.reached import Reached, causes_of, hindrance_said, phrase, reached_by
from art17.conditions.reaching import types_reached
from art17.conditions.scene import Scene
from art17.conditions.strength import witness
from art17.conditions.tally import BOUNDS, Bounds, Limit, Range, bounds_in
from art17.conditions.truth import conjunction, negation
from art17.conditions.words import CONDITION, PATH_FROM, TEXT, TRUTH, Word
from art17.graph.node import Node
from art17.graph.path import UNBOUNDED, Everything, Path, against
from art17.model.artefact import STATUSES
from art17.model.english import listed
from art17.model.evidence import Cause, Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, values_at

THE_QMS = "The QMS"


@dataclass(frozen=True, slots=True)
class LinkTest(Condition):
    """A quantifier over the nodes that a path leads to, and what is asked of each."""

    how: str
    path: Path
    written: str
    that: Condition | None = None
    name: str = ""
    including: frozenset[str] = frozenset()
    bounds: Bounds = field(default_factory=Bounds)
    distinct: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    may_be_none: bool = False
    start: str = ""

    def judge(self, node: Node, scene: Scene) -> Truth:
        reached = self._reached(node, scene)
        if self.how == "count":
            return self.bounds.admit(*self._counted(reached, self._answers(reached, node, scene), scene), node, scene)
        if self.how == "every":
            truth = conjunction(self._of(index, node, scene) for index in reached.nodes)
            scene.used.update(dict.fromkeys(reached.nodes))
            return None if truth and reached.doubt else truth
        passing = self._witness(reached, node, scene)
        return negation(passing) if self.how == "none" else passing

    def _reached(self, node: Node, scene: Scene) -> Reached:
        """What the path leads to; unless each must pass, only the types that `that` names matter."""
        node = scene.start_of(self.start, node) or node
        wanted = () if self.how == "every" else self.wanted
        return reached_by(self.path, wanted, node, scene, self.including)

    def _witness(self, reached: Reached, node: Node, scene: Scene) -> Truth:
        """Whether one passes; the strongest that does is what the verdict rests on."""
        return witness(
            reached.nodes, lambda index: self._of(index, node, scene), scene, None if reached.doubt else False
        )

    def _of(self, index: int, node: Node, scene: Scene) -> Truth:
        if self.that is None:
            return True
        if not self.name:
            return self.that.judge(scene.node(index), scene)
        outer = scene.named
        scene.named = {**outer, self.name: scene.node(index)}
        try:
            return self.that.judge(scene.node(index), scene)
        finally:
            scene.named = outer

    def _answers(self, reached: Reached, node: Node, scene: Scene) -> list[tuple[int, Truth]]:
        answers: list[tuple[int, Truth]] = []
        whole = scene.used
        for index in reached.nodes:
            scene.used = {}
            answer = self._of(index, node, scene)
            answers.append((index, answer))
            whole = {**whole, index: None, **scene.used} if answer else whole
        scene.used = whole
        return answers

    def number(self, node: Node, scene: Scene) -> tuple[int, int]:
        """Between which two numbers the number of nodes that pass lies."""
        reached = self._reached(node, scene)
        return self._counted(reached, self._answers(reached, node, scene), scene)

    def _counted(self, reached: Reached, answers: list[tuple[int, Truth]], scene: Scene) -> tuple[int, int]:
        sure = [index for index, answer in answers if answer]
        unsure = sum(1 for _, answer in answers if answer is None) + reached.doubt
        if not self.distinct:
            return len(sure), len(sure) + unsure
        found = [one for index in sure for one in self._values(index, scene)]
        different = {one for one in found if one is not MALFORMED}
        unsure = sum(max(1, len(self._values(index, scene))) for index, answer in answers if answer is None)
        possible = (scene.node(index) for index, answer in answers if answer is not False)
        more = UNBOUNDED * any(is_open(other, self.distinct[0], scene) for other in possible)
        return len(different), len(different) + found.count(MALFORMED) + unsure + reached.doubt + more

    def _values(self, index: int, scene: Scene) -> list[object]:
        """What a node has in the field whose different values are counted."""
        other = scene.node(index)
        kind = scene.kind_of(other.type, self.distinct).kind
        values = values_at(other.fields.get(self.distinct[0]), self.distinct[1:])
        return [hashable(meaning(value, kind, scene.as_of)) for value in values]

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        node = scene.start_of(self.start, node) or node
        reached = self._near(self._reached(node, scene), scene)
        children = tuple(self._traced(index, node, scene) for index in reached.nodes)
        if isinstance(self.path, Everything) and self.how != "every":
            # What merely exists somewhere is no answer to why nothing fits.
            children = tuple(child for child in children if child.truth is not False or self.wanted)
        return Evidence(
            asked=self.said(),
            relative=self._relative,
            of=THE_QMS if isinstance(self.path, Everything) else node.name,
            seen="" if children else hindrance_said(self.written, self.wanted, reached, node, scene),
            truth=truth,
            place=node.place,
            shape="none" if self.how == "none" else "some",
            verb=phrase(self.written, scene),
            children=children,
            node=node.index,
            vacuous=self.how == "every" and not reached.nodes,
            causes=() if truth else self._causes(reached, children, node, scene),
        )

    def _causes(self, reached: Reached, children: Sequence[Evidence], node: Node, scene: Scene) -> tuple[Cause, ...]:
        """What kept it from being true; that a text may list more is none where an item that it lists is undecided."""
        sought = self.that.stated_texts if self.that else ()
        causes = causes_of(self.wanted, reached, node, scene, sought)
        if not any(child.truth is None for child in children):
            return causes
        return tuple(cause for cause in causes if cause.kind not in (NOT_FOUND, NOT_LOOKED_FOR))

    def _near(self, reached: Reached, scene: Scene) -> Reached:
        """Of what did not count, only that which would have passed otherwise."""

        def would_pass(index: int) -> bool:
            return self.that is None or self.that.judge(scene.node(index), scene) is not False

        if self.wanted:
            return reached
        return replace(
            reached,
            unfinished=tuple(filter(would_pass, reached.unfinished)),
            withdrawn=tuple(filter(would_pass, reached.withdrawn)),
        )

    def _traced(self, index: int, node: Node, scene: Scene) -> Evidence:
        other = scene.node(index)
        outer = scene.named
        scene.named = {**outer, self.name: other} if self.name else outer
        try:
            if self.that is None:
                seen = self._counted_by(other) if self.distinct else "is there"
                found = Evidence("is there", other.name, seen, truth=True, place=other.place, node=index)
            else:
                found = self.that.trace(other, scene)
        finally:
            scene.named = outer
        return replace(found, named=self.name, node=index) if self.name else found

    def _counted_by(self, node: Node) -> str:
        """What a node has in the field whose different values are counted."""
        name, values = ".".join(self.distinct), values_at(node.fields.get(self.distinct[0]), self.distinct[1:])
        return f"has `{name}` {shown(values)}" if values else f"has no `{name}`"

    @property
    def gives_name(self) -> str:
        return self.name

    @property
    def asks_each(self) -> bool:
        return self.how in ("every", "none")

    @property
    def parts(self) -> tuple[Condition, ...]:
        counted = tuple(limit.test for limit in self.bounds.limits if isinstance(limit, CountLimit))
        return (self.that, *counted) if self.that else counted

    def said(self) -> str:
        whose = f"{self._owner} " if self.start else ""
        return f"{whose}has {self._how_many} {self._what}{self._each}"

    def described(self, by: Pronoun = IT) -> str:
        if self.how == "every" and self.that:
            whose = f"{self._owner}'s " if self._owner else f"{by.possessive} "
            start = by.clause if self._owner else ""
            return f"{start}each of {whose}{self._what} is one {self._relative}"
        subject = f"{by.clause}{self._owner}" if self._owner else by.subject
        return f"{subject} has {self._how_many} {self._what}{self._each}"

    def denied(self, by: Pronoun = IT) -> str:
        if self.how in ("some", "none"):
            return replace(self, how="none" if self.how == "some" else "some").described(by)
        return Condition.denied(self, by)

    def counted(self) -> str:
        """What it counts, to follow "the number of"."""
        whose = f"{self._owner}'s " if self._owner else ""
        return f"{whose}{self._what}{f' {self._relative}' if self.that else ''}"

    @property
    def _owner(self) -> str:
        """Whose links these are, where they are not of the node that is asked."""
        if self.start:
            return "the subject" if self.start == "subject" else f"`{self.start}`"
        return "the QMS" if isinstance(self.path, Everything) else ""

    @property
    def _how_many(self) -> str:
        if self.bounds.limits:
            return f"{self.bounds.said()},"
        return (
            self.bounds.said() if self.how == "count" else {"some": "at least one", "none": "no"}.get(self.how, "every")
        )

    @property
    def _each(self) -> str:
        """What is asked of each, after them."""
        return f"{', each one' if self._is_plural else ''} {self._relative}" if self.that else ""

    @property
    def _is_plural(self) -> bool:
        return self.how == "count" and not self.bounds.said().endswith(" 1")

    @property
    def _what(self) -> str:
        distinct = f" of different `{'.'.join(self.distinct)}`" if self.distinct else ""
        including = f" (including {listed(sorted(self.including))})" if self.including else ""
        name = f" (called `{self.name}`)" if self.name else ""
        written = (
            f"artefact{'s' if self._is_plural else ''}" if isinstance(self.path, Everything) else f"`{self.written}`"
        )
        return f"{written}{distinct}{including}{name}"

    @property
    def _relative(self) -> str:
        return self.that.described(THAT) if self.that else ""

    def mutants(self) -> Iterator[Condition]:
        if self.how == "count":
            for bounds in self.bounds.mutants():
                yield replace(self, bounds=bounds)
            if self.distinct:
                yield replace(self, distinct=())
        else:
            for how in ("some", "every", "none"):
                if how != self.how:
                    yield replace(self, how=how)
        if against(self.path) != self.path:
            yield replace(self, path=against(self.path), written=f"^({self.written})")
        if self.including:
            yield replace(self, including=frozenset())
        if self.that:
            yield replace(self, that=None, wanted=())
            for mutant in self.that.mutants():
                yield replace(self, that=mutant, wanted=())

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        that = self.that.propose(None, scene) if self.that else None
        if self.how in ("some", "count"):
            return Lead(self.path, self.wanted, that, max(self.bounds.fewest, 1))
        about = (that,) if that else ()
        return NoneLed(self.wanted, about) if self.how == "none" else Nothing(about)

    @property
    def remark(self) -> tuple[str, str] | None:
        """`every` over a path that may lead nowhere holds in silence; say that this is meant."""
        if self.how != "every" or self.may_be_none:
            return None
        what = f"`every: {self.written}` also holds where it leads to nothing"
        return what, "add `count:` or `some:`, or say `may_be_none: true`"


@dataclass(frozen=True, slots=True)
class CountLimit(Limit):
    """A bound that is a count itself, from the same node."""

    test: LinkTest

    def ranges(self, node: Node, scene: Scene) -> tuple[Range | None, ...]:
        return (self.test.number(node, scene),)

    def said(self) -> str:
        return f"the number of {self.test.counted()}"

    def mutants(self) -> Iterator[Limit]:
        for mutant in self.test.mutants():
            if isinstance(mutant, LinkTest):
                yield CountLimit(mutant)


_OF_A_COUNT = ("count", "that", "as", "including", "distinct")


def _counted_in(grammar: Grammar, value: Mapping[str, Value], route: Route, *, scope: Scope) -> Limit | None:
    """A bound that counts what another path leads to."""
    for key in value:
        grammar.one_of(key, _OF_A_COUNT, "part of a count that is a bound", (*route, key))
    found = _read(grammar, value, route, scope, how="count", is_bound=True)
    return CountLimit(found) if isinstance(found, LinkTest) else None


def _read(
    grammar: Grammar,
    data: Mapping[str, Value],
    route: Route,
    scope: Scope,
    *,
    how: str,
    is_bound: bool = False,
) -> Condition | None:
    path, written, start, there = path_from(grammar, data[how], (*route, how), scope)
    if path is None:
        return None
    if how == "every" and "that" not in data:
        fix = "say under `that:` what each must be, or write `some:` where one has to be there"
        grammar.wrong_key((*route, how), "`every` asks nothing of what it leads to", fix)
        return None
    name = grammar.word(data["as"], "a name", (*route, "as")) if "as" in data else ""
    that = data.get("that")
    reached = scope.at(types_reached(path, there.here, grammar.vocabulary))
    inner = grammar.naming(name, reached, narrowed_by(that, reached).here)
    return LinkTest(
        how,
        path,
        written,
        grammar.condition(that, (*route, "that"), inner) if "that" in data else None,
        name,
        including_in(grammar, data, route),
        _bounds_of(grammar, data, route, scope) if how == "count" and not is_bound else Bounds(),
        field_named(grammar, data["distinct"], (*route, "distinct"), narrowed_by(that, inner))
        if "distinct" in data
        else (),
        types_named(that),
        grammar.is_true(data, "may_be_none", route),
        start,
    )


def _bounds_of(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Bounds:
    bounds = {word: data[word] for word in BOUNDS if word in data}
    return bounds_in(grammar, bounds, route, scope, partial(_counted_in, scope=scope)) or Bounds()


_OPTIONS = {
    "that": CONDITION,
    "as": TEXT,
    "including": {"type": "array", "items": {"enum": list(STATUSES)}},
}
_OF_ONE = {"every": {"may_be_none": TRUTH}, "count": {"distinct": TEXT, **BOUNDS}}
WORDS = tuple(
    Word(how, partial(_read, how=how), LinkTest, PATH_FROM, _OPTIONS | _OF_ONE.get(how, {}))
    for how in ("some", "every", "none", "count")
)
