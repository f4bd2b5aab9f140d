"""The parameters of a rule: values that a manifest may set, within the bounds that the rule states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from art17.conditions.grammar import Grammar
from art17.conditions.kinds import number_in
from art17.errors import Mistakes
from art17.model.days import date_in, duration_in
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Route
from art17.model.rule import RuleText
from art17.model.value import Value

KEY = "parameters"
USED_IN = ("for", "if", "unless", "require")
SAID_IN = ("title", "message", "fix")
_PARTS = ("default", "at_least", "at_most")
_SOME_DAY = date(2026, 1, 1)
Set = Mapping[str, Mapping[str, str]]
"""What a manifest sets: by the id of a rule, the values of its parameters."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a rule that the manifest may set; `value` is what holds in this run."""

    name: str
    default: str
    value: str
    at_least: str = ""
    at_most: str = ""

    @property
    def is_set(self) -> bool:
        return self.value != self.default

    def said(self) -> str:
        """The value with the bounds within which it may be set."""
        bounds = [f"{word} {text}" for word, text in (("at least", self.at_least), ("at most", self.at_most)) if text]
        told = f"default {self.default}" + (f", {' and '.join(bounds)}" if bounds else "")
        return f"{self.name} {self.value} ({told})"

    def wrong(self, text: str) -> str:
        """Why a text cannot be its value; "" where it can."""
        own, kind = _meaning(text)
        if kind != _meaning(self.default)[1]:
            return f"{text!r} does not read like the default, {self.default}"
        if self.at_least and own < _meaning(self.at_least)[0]:
            return f"{text} is less than {self.at_least}, the least that the rule allows"
        if self.at_most and own > _meaning(self.at_most)[0]:
            return f"{text} is more than {self.at_most}, the most that the rule allows"
        return ""


def with_parameters(grammar: Grammar, known: Set) -> tuple[RuleText, tuple[Parameter, ...]]:
    """The text of a rule with the values of its parameters in their places, and the parameters."""
    text = grammar.text
    found = {each.name: each for each in _declared(grammar, known.get(text.id, {}))}
    used: set[str] = set()
    data = dict(text.data)
    for key in USED_IN:
        if key in data:
            data[key] = _filled(grammar, data[key], (key,), found, used)
    for key in SAID_IN:
        if isinstance(said := data.get(key), str):
            for name, each in found.items():
                said = said.replace(f"{{{KEY}.{name}}}", each.value)
            data[key] = said
    for name in sorted(found.keys() - used) if not used - found.keys() else ():
        fix = f"write `{{parameter: {name}}}` where its value belongs"
        grammar.wrong((KEY, name), f"the parameter {name!r} is used nowhere in the rule", fix)
    return replace(text, data=data), tuple(found.values())


def _declared(grammar: Grammar, values: Mapping[str, str]) -> Iterator[Parameter]:
    stated = grammar.text.data.get(KEY)
    for name, about in grammar.mapping(stated, (KEY,)).items() if stated is not None else ():
        route: Route = (KEY, name)
        if not isinstance(about, Mapping):
            grammar.mapping(about, route, f"write `{name}: {{default: {about}}}`" if isinstance(about, str) else "")
            continue
        parts = {part: text for part, text in about.items() if isinstance(text, str)}
        known = [grammar.one_of(part, _PARTS, "part of a parameter", (*route, part)) for part in about]
        if not all(known):
            continue
        if "default" not in parts:
            grammar.wrong(
                route, f"the parameter {name!r} has no `default`", "add the value that holds where none is set"
            )
            continue
        made = Parameter(name, parts["default"], parts["default"], parts.get("at_least", ""), parts.get("at_most", ""))
        wrong = [
            (part, "is not a number, a duration, a share or a day") for part, text in parts.items() if not _kind(text)
        ]
        wrong = wrong or [
            (part, f"does not read like the default, {made.default}")
            for part, text in parts.items()
            if _kind(text) != _kind(made.default)
        ]
        for part, why in wrong:
            grammar.wrong((*route, part), f"{parts[part]!r} {why}", "write it like 15, P6M, 80% or 2027-01-01")
        if not wrong and (why := made.wrong(made.default)):
            grammar.wrong((*route, "default"), why)
            continue
        if not wrong:
            text = values.get(name, made.default)
            yield made if made.wrong(text) else replace(made, value=text)  # what is wrong is told of the manifest


def _filled(grammar: Grammar, value: Value, route: Route, found: Mapping[str, Parameter], used: set[str]) -> Value:
    """A part of the rule with the values of parameters in their places."""
    if isinstance(value, Mapping):
        if set(value) == {"parameter"}:
            name = str(value["parameter"])
            used.add(name)
            stated = grammar.text.data.get(KEY)
            if name not in found and not (isinstance(stated, Mapping) and name in stated):
                fix = "" if found else f"declare it: `parameters: {{{name}: {{default: ...}}}}`"
                near = did_you_mean(name, found)
                grammar.wrong((*route, "parameter"), f"{name!r} is not a parameter of this rule{near}", fix)
            return found[name].value if name in found else None
        return {key: _filled(grammar, part, (*route, key), found, used) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_filled(grammar, part, (*route, at), found, used) for at, part in enumerate(value)]
    return value


def _meaning(text: str) -> tuple[Any, str]:
    """What a text says and of which kind it is; "" for none that can be a parameter."""
    if (number := number_in(text.removesuffix("%").strip())) is not None:
        return number, "share" if text.endswith("%") else "number"
    if day := date_in(text):
        return day, "day"
    if span := duration_in(text):
        try:
            return (span.after(_SOME_DAY), span.seconds), "duration"
        except OverflowError:
            return Decimal(0), ""
    return Decimal(0), ""


def _kind(text: str) -> str:
    return _meaning(text)[1]


def check_set(known: Set, place: Place, rules: Mapping[str, Sequence[Parameter]], mistakes: Mistakes) -> None:
    """Note what a manifest sets that no rule of the run has, or that is outside of what the rule allows.

    `rules` are the parameters of each rule, by its id.
    """
    for rule, values in known.items():
        at = replace(place, route=(*place.route, KEY, rule))
        if rule not in rules:
            mistakes.add(at, f"There is no rule {rule!r}{did_you_mean(rule, rules)}", "`art17 rules list` lists them")
            continue
        own = {each.name: each for each in rules[rule]}
        for name, text in values.items():
            where = replace(at, route=(*at.route, name))
            if name not in own:
                near = did_you_mean(name, own)
                mistakes.add(where, f"The rule {rule} has no parameter {name!r}{near}", _named(own))
            elif why := own[name].wrong(text):
                mistakes.add(where, f"`{name}` of {rule}: {why}", own[name].said())


def _named(own: Mapping[str, Parameter]) -> str:
    return f"it has {', '.join(own)}" if own else "it has none; take the entry out"
