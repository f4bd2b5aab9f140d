"""`share`: how much of what a path leads to passes.

Passing: `{share: {of: items, that: {owner: present}, at_least: 80%}}` where four items of five have an owner.
Failing: the same where three of five have one, or where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from art17.conditions.condition import IT, THAT, Condition, Pronoun
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.paths import including_in, path_from, types_named
from art17.conditions.proposals import Lead, Nothing, Proposal
from art17.conditions.reached import Reached, causes_of, hindrance_said, phrase, reached_by
from art17.conditions.reaching import types_reached
from art17.conditions.scene import Scene
from art17.conditions.truth import conjunction
from art17.conditions.words import CONDITION, PARAMETER, PATH_FROM, TEXT, Word
from art17.graph.node import Node
from art17.graph.path import Everything, Path, against
from art17.model.artefact import STATUSES
from art17.model.english import listed
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value

THE_QMS = "The QMS"
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,9})?) ?%")
_PARTS = ("of", "where", "that", "at_least", "at_most", "including", "as")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are in for sure and pass, fail or are undecided; and how many may be in, by the same."""

    passing: int = 0
    failing: int = 0
    undecided: int = 0
    perhaps_passing: int = 0
    perhaps_failing: int = 0
    perhaps_undecided: int = 0

    @property
    def sure(self) -> int:
        return self.passing + self.failing + self.undecided

    def least(self) -> Fraction:
        """The share if everything that can go against it does."""
        against_it = self.perhaps_failing + self.perhaps_undecided
        whole = self.sure + against_it
        return Fraction(self.passing, whole) if whole else Fraction(1)

    def most(self) -> Fraction:
        """The share if everything that can go for it does."""
        for_it = self.perhaps_passing + self.perhaps_undecided
        whole = self.sure + for_it
        return Fraction(self.passing + self.undecided + for_it, whole) if whole else Fraction(0)

    @property
    def perhaps(self) -> int:
        return self.perhaps_passing + self.perhaps_failing + self.perhaps_undecided


@dataclass(frozen=True, slots=True)
class Share(Condition):
    """Whether the part of the reached nodes that passes is within bounds; a share of nothing is not."""

    path: Path
    written: str
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    where: Condition | None = None
    that: Condition | None = None
    name: str = ""
    including: frozenset[str] = frozenset()
    start: str = ""
    wanted: tuple[str, ...] = ()

    def judge(self, node: Node, scene: Scene) -> Truth:
        reached = self._reached(node, scene)
        before, used = scene.used, dict[int, None]()
        answers: list[tuple[int, Truth, Truth]] = []
        for index in reached.nodes:
            scene.used = {}
            is_in, answer = self._of(index, scene)
            answers.append((index, is_in, answer))
            if is_in and answer:
                used |= {index: None, **scene.used}
        truth = self._truth(self._counted(answers, reached.doubt))
        scene.used = {**before, **used}
        return truth

    def _of(self, index: int, scene: Scene) -> tuple[Truth, Truth]:
        """Whether a node counts, and whether it passes."""
        outer, node = scene.named, scene.node(index)
        scene.named = {**outer, self.name: node} if self.name else outer
        try:
            is_in = self.where.judge(node, scene) if self.where else True
            return is_in, self.that.judge(node, scene) if self.that and is_in is not False else True
        finally:
            scene.named = outer

    def _reached(self, node: Node, scene: Scene) -> Reached:
        node = scene.start_of(self.start, node) or node
        return reached_by(self.path, self.wanted, node, scene, self.including)

    @staticmethod
    def _counted(answers: list[tuple[int, Truth, Truth]], doubt: int) -> Counted:
        found = [(is_in, answer) for _, is_in, answer in answers]
        return Counted(
            found.count((True, True)),
            found.count((True, False)),
            found.count((True, None)),
            found.count((None, True)),
            found.count((None, False)),
            found.count((None, None)) + doubt,
        )

    def _truth(self, counted: Counted) -> Truth:
        if not counted.sure and not counted.perhaps:
            return False
        least, most = counted.least(), counted.most()
        low: Truth = True
        if self.at_least is not None:
            low = True if least >= self.at_least else False if most < self.at_least else None
        high: Truth = True
        if self.at_most is not None:
            high = True if most <= self.at_most else False if least > self.at_most else None
        truth = conjunction((low, high))
        return truth if counted.sure or truth is False else None

    def trace(self, node: Node, scene: Scene) -> Evidence:
        truth = self.judge(node, scene)
        node = scene.start_of(self.start, node) or node
        reached = self._reached(node, scene)
        answers = [(index, *self._of(index, scene)) for index in reached.nodes]
        counted = self._counted(answers, reached.doubt)
        is_too_many = truth is False and self.at_most is not None and counted.least() > self.at_most
        shown = [index for index, is_in, answer in answers if self._is_shown(is_in, answer, truth, is_too_many)]
        sure = [index for index, is_in, answer in answers if is_in and answer]
        whole = [index for index, is_in, _ in answers if is_in]
        number = f"{len(sure)} of {len(whole)}"
        return Evidence(
            self.said(),
            THE_QMS if isinstance(self.path, Everything) else node.name,
            "" if shown else self._why_none(reached, node, scene, number),
            truth,
            node.place,
            shape="none" if is_too_many else "some",
            verb=f"{phrase(self.written, scene)} {number}{'' if truth or is_too_many else ' that pass, without'}"
            + (", among them" if truth or is_too_many else ""),
            children=tuple(self._traced(index, scene) for index in shown),
            node=node.index,
            causes=() if truth else causes_of(self.wanted, reached, node, scene),
        )

    @staticmethod
    def _is_shown(is_in: Truth, answer: Truth, truth: Truth, is_too_many: bool) -> bool:  # noqa: FBT001  what was found
        """Whether a node is a reason of the answer."""
        if truth or is_too_many:
            return is_in is True and answer is True
        return is_in is not False and (answer is not True or is_in is None)

    def _why_none(self, reached: Reached, node: Node, scene: Scene, number: str) -> str:
        if not reached.nodes:
            return hindrance_said(self.written, self.wanted, reached, node, scene)
        return f"{phrase(self.written, scene)} {number} that pass"

    def _traced(self, index: int, scene: Scene) -> Evidence:
        outer, node = scene.named, scene.node(index)
        scene.named = {**outer, self.name: node} if self.name else outer
        try:
            asked = [part for part in (self.where, self.that) if part]
            is_in = self.where is None or self.where.judge(node, scene) is True
            found = [part.trace(node, scene) for part in (asked[-1:] if is_in and self.that else asked)]
        finally:
            scene.named = outer
        if not found:
            return Evidence("is there", node.name, "is there", truth=True, place=node.place, node=index)
        truth, said = conjunction(each.truth for each in found), self.said()
        both = Evidence(said, node.name, "", truth, node.place, "all", children=tuple(found))
        return replace(found[0] if len(found) == 1 else both, named=self.name, node=index)

    @property
    def gives_name(self) -> str:
        return self.name

    @property
    def parts(self) -> tuple[Condition, ...]:
        return tuple(part for part in (self.where, self.that) if part)

    def said(self) -> str:
        return self.described(Pronoun("", "its", ""))

    def described(self, by: Pronoun = IT) -> str:
        whose = f"{self._owner}'s" if self._owner else by.possessive
        which = f" {self.where.described(THAT)}" if self.where else ""
        passing = f" are each one {self.that.described(THAT)}" if self.that else " are there"
        return f"{by.clause if self._owner else ''}{self._bounds_said()} of {whose} {self._what}{which}{passing}"

    def denied(self, by: Pronoun = IT) -> str:
        return f"{by.clause}it is false that {self.described()}"

    def _bounds_said(self) -> str:
        bounds = {"at least": self.at_least, "at most": self.at_most}
        return " and ".join(f"{word} {percent_said(one)}" for word, one in bounds.items() if one is not None)

    @property
    def _owner(self) -> str:
        if self.start:
            return "the subject" if self.start == "subject" else f"`{self.start}`"
        return "the QMS" if isinstance(self.path, Everything) else ""

    @property
    def _what(self) -> str:
        including = f" (including {listed(sorted(self.including))})" if self.including else ""
        return ("artefacts" if isinstance(self.path, Everything) else f"`{self.written}`") + including

    def mutants(self) -> Iterator[Condition]:
        for name, bound in (("at_least", self.at_least), ("at_most", self.at_most)):
            for by in (1, -1):
                moved = bound + Fraction(by, 100) if bound is not None else None
                if moved is not None and 0 <= moved <= 1:
                    yield replace(self, **{name: moved})  # type: ignore[arg-type]  # one of two fields of one kind
        if against(self.path) != self.path:
            yield replace(self, path=against(self.path), written=f"^({self.written})")
        if self.including:
            yield replace(self, including=frozenset())
        for name, part in (("where", self.where), ("that", self.that)):
            if part is None:
                continue
            yield replace(self, **{name: None}, wanted=())  # type: ignore[arg-type]
            for mutant in part.mutants():
                yield replace(self, **{name: mutant}, wanted=())  # type: ignore[arg-type]

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        that = self.that.propose(None, scene) if self.that else None
        return Lead(self.path, self.wanted, that) if self.at_least else Nothing((that,) if that else ())


def percent_said(one: Fraction) -> str:
    """A share as people write it.

    >>> percent_said(Fraction(4, 5)), percent_said(Fraction(1, 8))
    ('80%', '12.5%')
    """
    whole = one * 100
    return f"{(Decimal(whole.numerator) / Decimal(whole.denominator)).normalize():f}%"


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    at = (*route, "share")
    stated = grammar.mapping(data["share"], at)
    known = [grammar.one_of(key, _PARTS, "part of a share", (*at, key)) for key in stated]
    if not all(known) or not isinstance(data["share"], Mapping):
        return None
    if "of" not in stated:
        grammar.wrong(at, "a share is of something", "name the path: `share: {of: items, that: ..., at_least: 80%}`")
        return None
    path, written, start, there = path_from(grammar, stated["of"], (*at, "of"), scope)
    least, most = (_percent(grammar, stated, bound, at) for bound in ("at_least", "at_most"))
    if "that" not in stated:
        grammar.wrong(at, "a share is of those that pass something", "say under `that:` what each is asked")
    if "at_least" not in stated and "at_most" not in stated:
        grammar.wrong(at, "a share needs `at_least` or `at_most`", "write it like `at_least: 80%`")
    if least is not None and most is not None and least > most:
        grammar.wrong(at, f"no share is at least {percent_said(least)} and at most {percent_said(most)}")
    if path is None:
        return None
    wanted = types_named(stated.get("where"))
    name = grammar.word(stated["as"], "a name", (*at, "as")) if "as" in stated else ""
    inner = grammar.naming(
        name, scope.at(types_reached(path, there.here, grammar.vocabulary)), frozenset(wanted) or None
    )
    narrowed = scope.at(frozenset(wanted)).naming(name) if wanted else inner
    return Share(
        path,
        written,
        least,
        most,
        grammar.condition(stated["where"], (*at, "where"), inner) if "where" in stated else None,
        grammar.condition(stated["that"], (*at, "that"), narrowed) if "that" in stated else None,
        name,
        including_in(grammar, stated, at),
        start,
        wanted,
    )


def _percent(grammar: Grammar, data: Mapping[str, Value], key: str, route: Route) -> Fraction | None:
    if key not in data:
        return None
    text = data[key]
    found = _PERCENT.fullmatch(text.strip()) if isinstance(text, str) else None
    share = Fraction(found[1]) / 100 if found else None
    if share is None or share > 1:
        named = f"{text!r}" if isinstance(text, str) else "this"
        grammar.wrong((*route, key), f"{named} is not a share", "write it like `at_least: 80%`")
        return None
    return share


_SHARE = {
    "type": "object",
    "description": "How much of what a path leads to (and that is so as `where` says) passes `that`.",
    "properties": {
        "of": PATH_FROM,
        "where": CONDITION,
        "that": CONDITION,
        "as": TEXT,
        "including": {"type": "array", "items": {"enum": list(STATUSES)}},
        **{word: {"anyOf": [{"type": "string", "pattern": "%$"}, PARAMETER]} for word in ("at_least", "at_most")},
    },
    "required": ["of", "that"],
    "additionalProperties": False,
}
WORDS = (Word("share", _read, Share, _SHARE),)
