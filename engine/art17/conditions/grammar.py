"""From the YAML of a condition to the condition, with every mistake told at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.citations.citations import cited
from art17.conditions.condition import Condition, Test
from art17.conditions.words import Language
from art17.errors import Mistakes
from art17.law.act import Act
from art17.model.english import listed, with_article
from art17.model.law import Citation
from art17.model.nearest import did_you_mean, nearest
from art17.model.place import Route
from art17.model.rule import RuleText
from art17.model.value import Value
from art17.model.vocabulary import SUBJECTS, FieldOf, Vocabulary

MOST_LISTED = 8
"""As many words are named where none is near to the one that is wrong."""
_SURE, _LIKELY = 0.65, 0.6
"""How near a word has to be to be offered: nearer where all could be named instead."""
_WHAT = {
    "(file)": "a file", "(qms)": "the QMS as a whole, which has none", "(link)": "a link", "(citation)": "a citation",
    "(provision)": "a provision", "(linkage)": "a linkage", "(defect)": "a defect",
}  # fmt: skip
"""What is asked where it is no artefact, in words."""
Types = frozenset[str] | None
"""The types that a node can have at this point of a rule; None where it can be any."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known where a condition is: the types of its node, of the subject, of names; the field that is tested."""

    here: Types
    subject: Types
    names: Mapping[str, Types] = field(default_factory=dict[str, Types])
    group: FieldOf | None = None
    is_node: bool = True
    on_subject: bool = True
    in_value: bool = False
    steps: tuple[str, ...] = ()

    def at(self, types: Types) -> Scope:
        """The scope one step on, where a path has led to nodes of these types."""
        return replace(self, here=types, group=None, is_node=True, on_subject=False)

    def naming(self, name: str) -> Scope:
        """The scope in which a name, if there is one, stands for its node."""
        return replace(self, names={**self.names, name: self.here}) if name else self

    def inside(self, group: FieldOf) -> Scope:
        """The scope inside a value that is a mapping."""
        return replace(self, group=group, in_value=True)


@dataclass(frozen=True, slots=True)
class Grammar:
    """One rule being compiled: where mistakes go, and the words that it may use."""

    text: RuleText
    vocabulary: Vocabulary
    act: Act | None
    mistakes: Mistakes
    language: Language
    names: dict[str, Types] = field(default_factory=dict[str, Types])
    """The types of the nodes that names stand for, as far as the rule was read."""

    def wrong(self, route: Route, message: str, fix: str = "") -> None:
        """Note a mistake at a route of the rule."""
        self.mistakes.add(self.text.at(route), message, fix)

    def wrong_key(self, route: Route, message: str, fix: str = "") -> None:
        """Note a mistake at the key that a route ends in."""
        self.mistakes.add(self.text.at(route).of_key(), message, fix)

    def wrong_within(self, route: Route, part: str, nth: int, message: str, fix: str = "") -> None:
        """Note a mistake at the `nth` occurrence of a part of the text at a route."""
        self.mistakes.add(self.text.at(route).within(part, nth), message, fix)

    def _wrong_word(self, word: object, route: Route, message: str, fix: str) -> None:
        """Note a mistake at a word: at the key, where it is one."""
        place = self.text.at(route)
        self.mistakes.add(place.of_key() if route and route[-1] == word else place, message, fix)

    def condition(self, value: Value, route: Route, scope: Scope) -> Condition:
        """The condition that a mapping states."""
        return self.language.condition(self, value, route, scope)

    def tests(self, steps: tuple[str, ...], value: Value, route: Route, scope: Scope, kind: FieldOf) -> list[Test]:
        """The tests that are stated for the values of a field of that kind."""
        return self.language.tests(self, steps, value, route, scope, kind)

    def check_asks(self, value: Value, route: Route) -> None:
        """What asks nothing would always hold, or never: a mistake."""
        if value in ({}, []):
            self.wrong(route, "nothing is asked here", "write what must hold, or leave the key out")

    def naming(self, name: str, scope: Scope, narrowed: Types = None) -> Scope:
        """The scope in which a name, if there is one, stands for its node, which a rule may speak of elsewhere."""
        if name:
            self.names[name] = narrowed or scope.here
        return scope.naming(name)

    def is_true(self, data: Mapping[str, Value], key: str, route: Route) -> bool:
        """Whether an option that is true or false is there and true."""
        return key in data and self.one_of(data[key], ("true", "false"), "truth value", (*route, key)) == "true"

    def texts(self, value: Value, route: Route) -> tuple[str, ...]:
        """The texts of a scalar or a list of scalars; anything else is a mistake."""
        if isinstance(value, str):
            return (value,)
        if isinstance(value, Sequence) and value and all(isinstance(one, str) for one in value):
            return tuple(str(one) for one in value)
        self.wrong(route, f"expected a word or a list of words, found {_named(value)}")
        return ()

    def mapping(self, value: Value, route: Route, fix: str = "") -> Mapping[str, Value]:
        """A mapping; anything else is a mistake and counts as empty."""
        if isinstance(value, Mapping):
            return value
        self.wrong(route, f"expected a mapping, found {_named(value)}", fix)
        return {}

    def sequence(self, value: Value, route: Route) -> Sequence[Value]:
        """A list; anything else is a mistake and counts as empty."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return value
        fix = "put it in brackets, or begin it with `- `" if value else ""
        self.wrong(route, f"expected a list, found {_named(value)}", fix)
        return ()

    def word(self, value: Value, what: str, route: Route) -> str:
        """One word; a list or a mapping, where one belongs, is a mistake."""
        if isinstance(value, str):
            return value
        self.wrong(route, f"expected {what}, found {_named(value)}")
        return ""

    def one_of(self, value: Value, known: Iterable[str], what: str, route: Route, part: str = "") -> str:
        """A known word; an unknown one is a mistake that offers the nearest, at the part of the text that is named."""
        words = tuple(known)
        if isinstance(value, str) and value in words:
            return value
        is_few = len(words) <= MOST_LISTED
        near = did_you_mean(value, words, _SURE if is_few else _LIKELY) if isinstance(value, str) else ""
        fix = f"write {listed(words, 'or')}" if not near and words and is_few else ""
        message = f"{_named(value)} is not {with_article(what)}{near}"
        if part:
            self.wrong_within(route, part, 0, message, fix)
        else:
            self._wrong_word(value, route, message, fix)
        return ""

    def whole_number(self, value: Value, route: Route) -> int | None:
        """A number of things; anything else is a mistake."""
        if isinstance(value, str) and value.isdecimal() and len(value) < 10:
            return int(value)
        self.wrong(route, f"expected a whole number, found {_named(value)}")
        return None

    def types(self, value: Value, route: Route) -> tuple[str, ...]:
        """Known types; for one that is not known, after the mistake, the one that is nearest."""
        names = self.texts(value, route)
        known = self.vocabulary.types
        found = (self.one_of(name, known, "type", route) or nearest(name, known) for name in names)
        return tuple(name for name in found if name)

    def provisions(self, value: Value, route: Route) -> tuple[str, ...]:
        """The provisions that one or several citations name, ranges opened up."""
        found: list[str] = []
        for text in self.texts(value, route):
            found.extend(self._provision(citation, route) for citation in cited(text))
        return tuple(provision for provision in found if provision)

    def _provision(self, citation: Citation, route: Route) -> str:
        provision = citation.provision
        if provision is None:
            fix = "write it like `Art. 17(1)(a)`"
            self.wrong(route, f"{citation.text!r} is not a citation", fix)
            return ""
        if self.act and citation.act not in (self.act.id, None):
            self.wrong(route, f"{citation.text!r} of {citation.act} is not a provision of {self.act.id}")
            return ""
        if self.act and self.act.provision(provision) is None:
            near = did_you_mean(provision, self.act.cites)
            self.wrong(route, f"{provision!r} is not a provision{near}")
            return ""
        return self.act.resolve(provision) if self.act else provision

    def field_of(self, steps: tuple[str, ...], scope: Scope, route: Route) -> FieldOf | None:
        """What a field holds; a mistake where no type that the node can have declares it."""
        if scope.group is not None:
            found, known = scope.group.at(steps), scope.group.parts
        else:
            found, known = self._field_of_types(steps, scope.here)
        if found is None:
            name = ".".join(steps)
            fix = self._told_of_others(steps) if scope.group is None else ""
            near = "" if fix else _nearest_field(steps, known)
            offer = f"; did you mean {near!r}?" if near else ""
            self._wrong_word(name, route, f"{name!r} is not a field{_of(scope.here)}{offer}", fix)
        return found

    def _told_of_others(self, steps: tuple[str, ...]) -> str:
        """Which other types have a field, or that it is a link."""
        others = [name for name, kind in sorted(self.vocabulary.types.items()) if kind.fields.get(steps[0])]
        if others and any(self.vocabulary.field_of(name, steps) for name in others):
            return f"it is one of {listed(others[:3])}"
        return f"ask where a link leads with `some: {steps[0]}`" if self.vocabulary.link_of(steps[0]) else ""

    def has_field(self, name: str, scope: Scope) -> bool:
        """Whether a type that the node can have declares a field of that name."""
        if scope.group is not None:
            return scope.group.at((name,)) is not None
        return bool(self.kinds_of((name,), scope))

    def kinds_of(self, steps: tuple[str, ...], scope: Scope) -> Mapping[str, Sequence[str]]:
        """The kinds that a field has among the types that the node can have, each with the types that say so."""
        found: dict[str, list[str]] = {}
        if scope.group is None:
            for name in sorted(self.vocabulary.types if scope.here is None else scope.here):
                of_subject = SUBJECTS.get(name)
                declared = of_subject.at(steps) if of_subject else self.vocabulary.field_of(name, steps)
                if declared:
                    found.setdefault(declared.kind, []).append(name)
        return found

    def _field_of_types(self, steps: tuple[str, ...], types: Types) -> tuple[FieldOf | None, Mapping[str, FieldOf]]:
        names = sorted(self.vocabulary.types) if types is None else sorted(types)
        for name in names:
            if name in SUBJECTS:
                return SUBJECTS[name].at(steps), SUBJECTS[name].parts
            if found := self.vocabulary.field_of(name, steps):
                return found, {}
        known = dict(self.vocabulary.fields)
        for name in names:
            known |= _fields(self.vocabulary, name)
        return self.vocabulary.field_of("", steps), known


def _fields(vocabulary: Vocabulary, name: str) -> Mapping[str, FieldOf]:
    kind = vocabulary.types.get(name)
    return kind.fields if kind else {}


def _nearest_field(steps: tuple[str, ...], known: Mapping[str, FieldOf]) -> str:
    """The field that is nearest to one that is not there, step by step; "" where none is near."""
    found: list[str] = []
    for step in steps:
        if step not in known:
            near = nearest(step, known)
            return ".".join([*found, near]) if near else ".".join(found) if not known else ""
        found.append(step)
        known = known[step].parts
    return ""


def _of(types: Types) -> str:
    names = sorted(types or ())
    return f" of {', '.join(_WHAT.get(name, name) for name in names[:3])}" if names else ""


def _named(value: Value) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"{value!r}"
    kind = "mapping" if isinstance(value, Mapping) else "list"
    return f"a {kind}" if value else f"an empty {kind}"
