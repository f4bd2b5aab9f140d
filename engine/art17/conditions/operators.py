"""The operators of field tests: from YAML to a test, checked against the field's kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from art17.conditions.condition import Test
from art17.conditions.containment import Contains
from art17.conditions.equality import Equals
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, ORDERED, meaning
from art17.conditions.matching import Matches, PatternError, pattern_of
from art17.conditions.operands import AS_OF, AsOf, FieldRef, Literal, Operand
from art17.conditions.order import Compares
from art17.conditions.presence import Present
from art17.conditions.tally import Bounds, Tally
from art17.conditions.within import Within
from art17.model.days import Duration, duration_in
from art17.model.nearest import did_you_mean
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

Make = Callable[[Grammar, Value, Route, Scope, FieldOf], Test | None]
_SOME_DAY = date(2026, 1, 1)
_NAMES = ("field", "subject", "of", "as_of")
_SHIFTS = ("plus", "minus")


def test_of(grammar: Grammar, word: str, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    """The test that an operator and its value say; None after a mistake was noted."""
    return OPERATORS[word](grammar, value, route, scope, field)


def operand_of(
    grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, kind: str = ""
) -> Operand | None:
    """What a test compares with; a literal must read as the field's kind."""
    kind = kind or field.kind
    if isinstance(value, str):
        if value == AS_OF and kind == "date":
            return AsOf()
        return _literal(grammar, value, route, field, kind)
    if not isinstance(value, Mapping):
        grammar.wrong(route, "an operand is a value, or a mapping that names one")
        return None
    for word in (*_SHIFTS, "as_of"):
        if word in value and kind != "date":
            grammar.wrong((*route, word), f"`{word}` belongs to dates; here {_a(kind)} is compared")
            return None
    return _reference(grammar, value, route, scope, kind) if _is_one(grammar, value, route) else None


def _is_one(grammar: Grammar, data: Mapping[str, Value], route: Route) -> bool:
    """Whether a mapping says one thing to compare with; that it does not is a mistake."""
    known = [grammar.one_of(key, (*_NAMES, *_SHIFTS), "part of an operand", (*route, key)) for key in data]
    if not all(known):
        return False
    as_of = data.get("as_of", "true")
    stated = as_of.lower() if isinstance(as_of, str) else as_of
    if not grammar.one_of(stated, ("true", "yes", "on"), "truth value here", (*route, "as_of")):
        return False
    named = {key for key in data if key in _NAMES}
    if named not in ({"as_of"}, {"field"}, {"subject"}, {"of", "field"}):
        fix = "`as_of: true`, `field:`, `subject:`, or `of:` with `field:`"
        grammar.wrong(route, "an operand is a value, or names a `field` or a field of the `subject`", f"write {fix}")
        return False
    if len(data) - len(named) > 1:
        grammar.wrong(route, "of `plus` and `minus` an operand takes one")
        return False
    return True


def _literal(grammar: Grammar, text: str, route: Route, field: FieldOf, kind: str) -> Operand | None:
    if kind == "choice" and field.choices and text not in field.choices:
        grammar.wrong(
            route,
            f"{text!r} is not one of {', '.join(field.choices)}{did_you_mean(text, field.choices)}",
        )
        return None
    if meaning(text, kind, _SOME_DAY) is MALFORMED:
        grammar.wrong(route, f"{text!r} does not read as {_a(kind)}")
        return None
    return Literal(text)


def _reference(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, kind: str) -> Operand | None:
    """The day or the field that is compared with; its kind must be one that compares with the tested field's."""
    shift, sign = _shift_in(grammar, data, route)
    if "as_of" in data:
        return AsOf(shift, sign)
    of, here = "", scope
    if "subject" in data:
        of, here = "subject", Scope(scope.subject, scope.subject)
    elif "of" in data:
        of = grammar.one_of(data["of"], scope.names, "name given by `as:`", (*route, "of"))
        if not of:
            return None
        here = Scope(scope.names[of], scope.names[of])
    key = "subject" if "subject" in data else "field"
    name = grammar.word(data[key], "the name of a field", (*route, key))
    steps = tuple(name.split("."))
    found = grammar.field_of(steps, here, (*route, key)) if name else None
    if found is None:
        return None
    kinds = (*grammar.kinds_of(steps, here), found.kind)
    if not any(_compare(kind, other) for other in kinds):
        grammar.wrong((*route, key), f"{name!r} is {_a(found.kind)}; here {_a(kind)} is compared")
        return None
    return FieldRef(of, steps, shift, sign)


def _compare(kind: str, other: str) -> bool:
    """Whether a field of the one kind can be compared with one of the other; what is not a group is a text too."""
    return comparable(kind) == comparable(other) or (comparable(kind) == "text" and other != "group")


def _shift_in(grammar: Grammar, data: Mapping[str, Value], route: Route) -> tuple[Duration | None, int]:
    for word, sign in (("plus", 1), ("minus", -1)):
        text = data.get(word)
        if text is not None:
            duration = duration_in(text) if isinstance(text, str) else None
            if duration is None:
                grammar.wrong((*route, word), f"{text!r} is no duration", "write it like P6M or `6 months`")
            return duration, sign
    return None, 1


def _presence(
    grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, wanted: bool
) -> Test | None:
    said = grammar.one_of(value, ("true", "false"), "truth value", route)
    return Present(wanted is (said == "true")) if said else None


def _equality(
    grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str, negated: bool = False
) -> Test | None:
    other = operand_of(grammar, value, route, scope, field)
    return Equals((other,), negated, word) if other else None


def _membership(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    others = _operands(grammar, value, route, scope, field)
    return Equals(others, word="in") if others else None


def _operands(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> tuple[Operand, ...]:
    listed = [value] if isinstance(value, str | Mapping) else grammar.sequence(value, route)
    if isinstance(value, list) and not value:
        grammar.wrong(route, "expected a value or a list of values, found an empty list")
    made = [operand_of(grammar, one, (*route, at), scope, field) for at, one in enumerate(listed)]
    return tuple(operand for operand in made if operand)


def _ordering(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str) -> Test | None:
    allowed = {"date"} if word in ("before", "after") else ORDERED
    if field.kind not in allowed:
        grammar.wrong(route, f"`{word}` compares {_listed(allowed)}; this field is {_a(field.kind)}")
        return None
    other = operand_of(grammar, value, route, scope, field)
    return Compares(word, other) if other else None


def _within(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    if field.kind != "date":
        grammar.wrong(route, f"`within` asks of a date; this field is {_a(field.kind)}")
        return None
    span = operand_of(grammar, value, route, scope, field, kind="duration")
    return Within(span) if span else None


def _matching(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    if not isinstance(value, str):
        grammar.wrong(route, "`matches` takes an RE2 expression")
        return None
    try:
        pattern_of(value)
    except PatternError as error:
        grammar.wrong(route, f"{value!r} is no RE2 expression: {error}")
        return None
    return Matches(value)


def _containment(
    grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf, *, word: str
) -> Test | None:
    parts = _operands(grammar, value, route, scope, field)
    return Contains(parts, word) if parts else None


def _tally(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> Test | None:
    bounds = bounds_in(grammar, grammar.mapping(value, route), route)
    return Tally(bounds) if bounds else None


def bounds_in(grammar: Grammar, data: Mapping[str, Value], route: Route) -> Bounds | None:
    """The bounds of a count, from `at_least`, `at_most`, `exactly`."""
    for key in data:
        grammar.one_of(key, ("at_least", "at_most", "exactly"), "bound", (*route, key))
    numbers = {
        word: grammar.whole_number(data[word], (*route, word))
        for word in ("at_least", "at_most", "exactly")
        if word in data
    }
    if not numbers:
        grammar.wrong(route, "a count needs `at_least`, `at_most` or `exactly`")
        return None
    exactly = numbers.get("exactly")
    if "exactly" in numbers and len(numbers) > 1:
        grammar.wrong(route, "`exactly` says both bounds; leave out `at_least` and `at_most`")
    fewest, most = numbers.get("at_least"), numbers.get("at_most")
    if fewest is not None and most is not None and fewest > most:
        grammar.wrong(route, f"no number is at least {fewest} and at most {most}")
    return Bounds(numbers.get("at_least", exactly), numbers.get("at_most", exactly))


def comparable(kind: str) -> str:
    """The kind that stands for all those whose values compare with this one's."""
    return {"integer": "number", "choice": "text", "link": "text"}.get(kind, kind)


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "integer" else f"a {kind}"


def _listed(words: frozenset[str] | set[str]) -> str:
    return ", ".join(f"{word}s" for word in sorted(words))


OPERATORS: Mapping[str, Make] = {
    "present": partial(_presence, wanted=True),
    "absent": partial(_presence, wanted=False),
    "is": partial(_equality, word="is"),
    "is_not": partial(_equality, word="is_not", negated=True),
    "in": _membership,
    "same_as": partial(_equality, word="same_as"),
    "differs_from": partial(_equality, word="differs_from", negated=True),
    "matches": _matching,
    "at_least": partial(_ordering, word="at_least"),
    "at_most": partial(_ordering, word="at_most"),
    "before": partial(_ordering, word="before"),
    "after": partial(_ordering, word="after"),
    "within": _within,
    "contains": partial(_containment, word="contains"),
    "contains_all": partial(_containment, word="contains_all"),
    "count": _tally,
}
ORDERS = ("at_least", "at_most", "before", "after", "within")
QUANTIFIERS = ("every", "some", "none")
