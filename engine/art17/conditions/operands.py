"""What a test compares with, from YAML to an operand, checked against the field's kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, comparable, meaning
from art17.conditions.operand import AsOf, FieldRef, Literal, Operand
from art17.model.days import Duration, duration_in
from art17.model.english import with_article
from art17.model.nearest import did_you_mean
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

AS_OF = "as_of"
_SOME_DAY = date(2026, 1, 1)
_NAMES = ("field", "subject", "of", "as_of")
_SHIFTS = ("plus", "minus")
_EXAMPLES = {
    "date": "write it like 2027-01-01",
    "duration": "write it like P2Y or `2 years`",
    "boolean": "write true or false",
    "number": "write it like 1.5",
    "integer": "write it like 12",
    "citation": "write it like `Art. 17(1)(a)`",
}
_COMPARISON = re.compile(r"\s*(>=|<=|>|<|!=|==)(.+)")


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
            grammar.wrong((*route, word), f"`{word}` belongs to dates; here {with_article(kind)} is compared")
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
        grammar.wrong(route, f"{text!r} does not read as {with_article(kind)}", _EXAMPLES.get(kind, ""))
        return None
    if comparable(kind) == "text" and (found := _COMPARISON.match(text)):
        word = {">": "after", ">=": "at_least", "<": "before", "<=": "at_most"}.get(found[1], "is_not")
        told = f"write `{{{word}: {found[2].strip()}}}`" if word not in ("before", "after") else "use an operator"
        grammar.wrong(route, f"{text!r} is compared as a text, though it begins like a comparison", told)
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
        grammar.wrong((*route, key), f"{name!r} is {with_article(found.kind)}; here {with_article(kind)} is compared")
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
                grammar.wrong((*route, word), f"{text!r} is not a duration", "write it like P6M or `6 months`")
            return duration, sign
    return None, 1


def operands_of(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> tuple[Operand, ...]:
    """The one or several values that a test compares with."""
    listed = [value] if isinstance(value, str | Mapping) else grammar.sequence(value, route)
    if isinstance(value, list) and not value:
        grammar.wrong(route, "expected a value or a list of values, found an empty list")
    made = [operand_of(grammar, one, (*route, at), scope, field) for at, one in enumerate(listed)]
    return tuple(operand for operand in made if operand)
