"""From the YAML of a mapping to the condition that it states, word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from art17.conditions.condition import Condition, Test
from art17.conditions.fields import FieldTest
from art17.conditions.grammar import Grammar, Scope, Types
from art17.conditions.kinds import comparable
from art17.conditions.logic import All
from art17.conditions.reaching import types_with
from art17.model.english import listed
from art17.model.nearest import nearest
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

SHORT_FORMS = ("present", "absent")
_FOREIGN = {
    "and": "conditions in one mapping hold together; a list goes under `all:`",
    "or": "put the list under `any:`",
}
"""Words of other languages, and what they are called here."""
_TESTS_ELSEWHERE = {
    **dict.fromkeys(("equals", "equal", "eq", "const", "=", "=="), "is"),
    **dict.fromkeys(("not", "ne", "neq", "notequals", "notequal", "!=", "<>"), "is_not"),
    **dict.fromkeys(("gte", "ge", "min", "minimum", ">=", ">"), "at_least"),
    **dict.fromkeys(("lte", "le", "max", "maximum", "<=", "<"), "at_most"),
    **dict.fromkeys(("gt", "greaterthan", "morethan", "later"), "after"),
    **dict.fromkeys(("lt", "lessthan", "earlier"), "before"),
    **dict.fromkeys(("regex", "regexp", "pattern", "like"), "matches"),
    **dict.fromkeys(("oneof", "enum", "anyof"), "in"),
    **dict.fromkeys(("exists", "required", "notempty", "set"), "present"),
    **dict.fromkeys(("missing", "empty", "unset", "null"), "absent"),
    **dict.fromkeys(("includes", "has", "contain"), "contains"),
    **dict.fromkeys(("length", "size", "items"), "count"),
    **dict.fromkeys(("newerthan", "notolderthan", "since"), "within"),
}
"""Tests as other languages name them."""
_NEGATED_ELSEWHERE = {
    **dict.fromkeys(("notin", "noneof", "nin"), "in"),
    **dict.fromkeys(("notcontains", "excludes", "doesnotcontain"), "contains"),
    **dict.fromkeys(("notmatches", "notlike", "!~"), "matches"),
    **dict.fromkeys(("olderthan", "notwithin"), "within"),
}
"""Tests that other languages have a word for, and this one says with `not`."""


def condition_of(grammar: Grammar, value: Value, route: Route, scope: Scope) -> Condition:
    """The condition that a mapping states; mistakes are noted and leave their part out."""
    data = grammar.mapping(value, route, _of_no_mapping(value))
    grammar.check_asks(value, route)
    inner = _narrowed(grammar, data, route, scope)
    words, options = grammar.language.words, grammar.language.options
    made: list[Condition] = []
    for key in data:
        if key in options and not _is_field(grammar, key, data, scope):
            _check_option(grammar, key, data, route)
        elif scope.in_value and key in words and not words[key].of_values:
            grammar.wrong_key((*route, key), f"`{key}` is asked of artefacts, and this is a value in one")
        elif key in words:
            condition = words[key].read(grammar, data, route, inner)
            made.extend([condition] if condition else [])
        elif key in _FOREIGN and not grammar.has_field(key, inner):
            grammar.wrong_key((*route, key), f"{key!r} is not a condition", _FOREIGN[key])
        else:
            made.extend(field_tests(grammar, key, data[key], (*route, key), inner))
    return made[0] if len(made) == 1 else All(tuple(made))


def _of_no_mapping(value: Value) -> str:
    """What to write where a condition is no mapping."""
    if isinstance(value, list):
        return "conditions in one mapping hold together; a list goes under `all:` or `any:`"
    if not isinstance(value, str) or value in SHORT_FORMS:
        return ""
    return f"write `{{{value}: present}}`, or what else it has to be"


def _narrowed(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Scope:
    """The scope once the mapping's own `type` or `trait` is known."""
    types: Types = None
    if "type" in data and scope.group is None:
        stated = data["type"] if isinstance(data["type"], list) else [data["type"]]
        known = grammar.vocabulary.types  # one that is mistyped is a mistake already, and counts as what is meant
        named = (name if name in known else nearest(name, known) for name in stated if isinstance(name, str))
        types = frozenset(name for name in named if name) or None
        is_known = all(name in known for name in stated)
        if scope.here is not None and types and is_known and not types & scope.here:
            grammar.wrong((*route, "type"), f"can never be {', '.join(sorted(types))} here")
    elif isinstance(trait := data.get("trait"), str):
        types = types_with((trait,), grammar.vocabulary)
    if types is None or scope.group is not None:
        return scope
    narrowed = types if scope.here is None else (types & scope.here or types)
    subject = narrowed if scope.on_subject else scope.subject
    return replace(scope, here=narrowed, subject=subject)


def _is_field(grammar: Grammar, key: str, data: Mapping[str, Value], scope: Scope) -> bool:
    """Whether an option without the word that it belongs to is a field here, as `by` often is."""
    return not any(word in data for word in grammar.language.options[key]) and grammar.has_field(key, scope)


def _check_option(grammar: Grammar, key: str, data: Mapping[str, Value], route: Route) -> None:
    """An option without the word that it belongs to is a mistake."""
    belongs = grammar.language.options[key]
    if not any(word in data for word in belongs):
        words = listed([f"`{word}`" for word in belongs], "or")
        grammar.wrong_key((*route, key), f"`{key}` belongs to {words}, which is not here")


def field_tests(grammar: Grammar, name: str, value: Value, route: Route, scope: Scope) -> list[Condition]:
    """The tests of one field, one condition each."""
    steps = tuple(name.split("."))
    field = grammar.field_of(steps, scope, route)
    if field is None:
        return []
    return [FieldTest(steps, test) for test in tests_of(grammar, steps, value, route, scope, field)]


def tests_of(
    grammar: Grammar, steps: tuple[str, ...], value: Value, route: Route, scope: Scope, field: FieldOf
) -> list[Test]:
    """The tests that are asked of the values of a field, or of one value."""
    if isinstance(value, str):
        word, short = (value, "true") if value in SHORT_FORMS else ("is", value)
        value = {word: short}
    made: list[Test | None] = []
    if isinstance(value, Mapping) and not value:
        grammar.wrong(route, f"nothing is asked of `{'.'.join(steps)}`", "write `present`, a value or a test")
    operators = grammar.language.operators
    fix = "write `{in: [...]}` for one of them, `{contains_all: [...]}` for all" if isinstance(value, list) else ""
    for word, argument in grammar.mapping(value, route, fix).items():
        at = (*route, word)
        if _is_test(grammar, word, at) and _is_one_kind(grammar, word, steps, at, scope):
            made.append(operators[word].read(grammar, argument, at, replace(scope, steps=steps), field))
    return [test for test in made if test]


def _is_test(grammar: Grammar, word: str, route: Route) -> bool:
    """Whether a word is one that a field can be tested by; that it is not is a mistake."""
    plain = word.lower().replace("_", "").replace("-", "")
    if plain in _NEGATED_ELSEWHERE and word not in grammar.language.operators:
        name, positive = ".".join(map(str, route[-2:-1])), _NEGATED_ELSEWHERE[plain]
        grammar.wrong_key(route, f"{word!r} is not a test", f"write `not: {{{name}: {{{positive}: ...}}}}`")
        return False
    meant = _TESTS_ELSEWHERE.get(plain)
    if word not in grammar.language.operators and meant:
        grammar.wrong_key(route, f"{word!r} is not a test; did you mean {meant!r}?")
        return False
    return bool(grammar.one_of(word, grammar.language.operators, "test", route))


def _is_one_kind(grammar: Grammar, word: str, steps: tuple[str, ...], route: Route, scope: Scope) -> bool:
    """Whether a field that is compared in order is of one kind in all types; that it is not is a mistake."""
    if not grammar.language.operators[word].orders:
        return True
    kinds = grammar.kinds_of(steps, scope)
    if len({comparable(kind) for kind in kinds}) <= 1:
        return True
    which = ", ".join(f"a {kind} of {' and '.join(names[:3])}" for kind, names in sorted(kinds.items()))
    grammar.wrong(route, f"{'.'.join(steps)!r} is {which}; they do not compare", "name one `type:` with the test")
    return False
