"""What a test compares with, from YAML to an operand, checked against the field's kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from art17.conditions.grammar import Grammar, Scope
from art17.conditions.kinds import MALFORMED, comparable, meaning
from art17.conditions.operand import NUMBERS_ALONE, REDUCES, AsOf, FieldRef, Literal, Operand, Reckoned, Shift
from art17.model.days import duration_in
from art17.model.english import with_article
from art17.model.nearest import did_you_mean
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

AS_OF = "as_of"
_SOME_DAY = date(2026, 1, 1)
_NAMES = ("field", "subject", "of", "as_of", *REDUCES)
_SHIFTS = ("plus", "minus")
_EXAMPLES = {
    "date": "write it like 2027-01-01, or `as_of` for the day of the run",
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
        return _literal(grammar, value, route, scope, field, kind)
    if not isinstance(value, Mapping):
        fix = "write `in:` for one of several" if isinstance(value, list) else ""
        grammar.wrong(route, "an operand is a value, or a mapping that names one", fix)
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
    if named not in ({"as_of"}, {"field"}, {"subject"}, {"of", "field"}, *({how} for how in REDUCES)):
        fix = "`as_of: true`, `field:`, `subject:`, `of:` with `field:`, or `sum:` and the like"
        grammar.wrong(route, "an operand is a value, or names a `field` or a field of the `subject`", f"write {fix}")
        return False
    if len(data) - len(named) > 1:
        grammar.wrong(route, "of `plus` and `minus` an operand takes one")
        return False
    return True


def _literal(grammar: Grammar, text: str, route: Route, scope: Scope, field: FieldOf, kind: str) -> Operand | None:
    if kind == "choice" and field.choices and text not in field.choices:
        grammar.wrong(
            route,
            f"{text!r} is not one of {', '.join(field.choices)}{did_you_mean(text, field.choices)}",
        )
        return None
    if meaning(text, kind, _SOME_DAY) is MALFORMED:
        is_field = grammar.has_field(text, scope)
        fix = f"write `{{field: {text}}}` for what the field says" if is_field else _EXAMPLES.get(kind, "")
        grammar.wrong(route, f"{text!r} does not read as {with_article(kind)}", fix)
        return None
    if comparable(kind) == "text" and (found := _COMPARISON.match(text)):
        word = {">": "at_least", ">=": "at_least", "<": "at_most", "<=": "at_most"}.get(found[1], "is_not")
        told = f"write `{{{word}: {found[2].strip()}}}`"
        grammar.wrong(route, f"{text!r} is compared as a text, though it begins like a comparison", told)
        return None
    return Literal(text)


def _reference(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, kind: str) -> Operand | None:
    """The day, the field or the reckoned value that is compared with; its kind compares with the tested field's."""
    shift, sign = _shift_in(grammar, data, route, scope)
    if "as_of" in data:
        return AsOf(shift, sign)
    how = next((word for word in REDUCES if word in data), "")
    if how:
        found = reckoned_in(grammar, how, data[how], (*route, how), scope, kind)
        return Reckoned(how, found, shift, sign) if found else None
    ref = field_ref(grammar, data, route, scope, kind)
    return FieldRef(ref.of, ref.steps, shift, sign) if ref else None


def field_ref(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, kind: str) -> FieldRef | None:
    """A field of this node, of the subject or of a named node, of a kind that compares with `kind`."""
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
    return _field_named(grammar, name, of, here, (*route, key), kind) if name else None


def _field_named(grammar: Grammar, name: str, of: str, here: Scope, route: Route, kind: str) -> FieldRef | None:
    """The field of that name, if what it holds compares with `kind`."""
    steps = tuple(name.split("."))
    found = grammar.field_of(steps, here, route)
    if found is None:
        return None
    if not any(_compare(kind, other) for other in (*grammar.kinds_of(steps, here), found.kind)):
        grammar.wrong(route, f"{name!r} is {with_article(found.kind)}; here {with_article(kind)} is compared")
        return None
    return FieldRef(of, steps)


RECKONED_KINDS = ("number", "integer", "date")


def reckoned_in(grammar: Grammar, how: str, value: Value, route: Route, scope: Scope, kind: str) -> tuple[Operand, ...]:
    """The parts of a sum, a product, a least or greatest: names of fields, operands, numbers or days."""
    if kind not in RECKONED_KINDS or (how in NUMBERS_ALONE and kind == "date"):
        kinds = "numbers" if how in NUMBERS_ALONE else "numbers and dates"
        grammar.wrong(route, f"`{how}` is reckoned of {kinds}; here {with_article(kind)} is compared")
        return ()
    listed = [value] if isinstance(value, str | Mapping) else grammar.sequence(value, route)
    if isinstance(value, list) and not value:
        grammar.wrong(route, "expected the names of fields, found an empty list")
    made = [
        _part(grammar, each, (*route, at) if isinstance(value, list) else route, scope, kind)
        for at, each in enumerate(listed)
    ]
    return tuple(part for part in made if part) if all(made) else ()


def _part(grammar: Grammar, value: Value, route: Route, scope: Scope, kind: str) -> Operand | None:
    """A part that is reckoned with: a text is the name of a field, unless it reads as a number or day itself."""
    if value == AS_OF or (isinstance(value, Mapping) and "as_of" in value):
        grammar.wrong(route, "the as-of date is not reckoned with", "compare with it in a test of its own")
        return None
    if not isinstance(value, str):
        return operand_of(grammar, value, route, scope, FieldOf(kind))
    is_literal = meaning(value, comparable(kind), _SOME_DAY) is not MALFORMED
    return Literal(value) if is_literal else _field_named(grammar, value, "", scope, route, kind)


def _compare(kind: str, other: str) -> bool:
    """Whether a field of the one kind can be compared with one of the other; what is not a group is a text too."""
    return comparable(kind) == comparable(other) or (comparable(kind) == "text" and other != "group")


def _shift_in(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> tuple[Shift | None, int]:
    for word, sign in (("plus", 1), ("minus", -1)):
        stated = data.get(word)
        if stated is not None:
            return _shift(grammar, stated, (*route, word), scope), sign
    return None, 1


def _shift(grammar: Grammar, stated: Value, route: Route, scope: Scope) -> Shift | None:
    """A duration as the rule writes it, or a field that holds one."""
    if isinstance(stated, Mapping):
        known = [grammar.one_of(key, ("field", "subject", "of"), "part of a duration", (*route, key)) for key in stated]
        if not all(known):
            return None
        if set(stated) in ({"field"}, {"subject"}, {"of", "field"}):
            return field_ref(grammar, stated, route, scope, "duration")
        grammar.wrong(
            route, "a duration is written out, or names the field that holds it", "write `{field: review_in}`"
        )
        return None
    duration = duration_in(stated) if isinstance(stated, str) else None
    if duration is None:
        grammar.wrong(route, f"{stated!r} is not a duration", "write it like P6M or `6 months`")
    return duration


def operands_of(grammar: Grammar, value: Value, route: Route, scope: Scope, field: FieldOf) -> tuple[Operand, ...]:
    """The one or several values that a test compares with."""
    listed = [value] if isinstance(value, str | Mapping) else grammar.sequence(value, route)
    if isinstance(value, list) and not value:
        grammar.wrong(route, "expected a value or a list of values, found an empty list")
    made = [operand_of(grammar, one, (*route, at), scope, field) for at, one in enumerate(listed)]
    return tuple(operand for operand in made if operand)
