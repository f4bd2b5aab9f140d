"""All conditions: from the YAML of a mapping to what it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from art17.conditions.applicability import Belongs, UnderLaw
from art17.conditions.bound import BoundTo
from art17.conditions.claims import Cites, Satisfies
from art17.conditions.condition import Condition, Test
from art17.conditions.cycles import Acyclic
from art17.conditions.fields import FieldTest
from art17.conditions.grammar import Grammar, Scope, Types
from art17.conditions.leads import LeadsTo
from art17.conditions.linked import Linked
from art17.conditions.links import LinkTest
from art17.conditions.logic import All, Any, IfThen, Not
from art17.conditions.nature import HasTrait, IsOfType
from art17.conditions.operators import OPERATORS, ORDERS, QUANTIFIERS, bounds_in, comparable, test_of
from art17.conditions.quantified import OverValues
from art17.conditions.reaching import can_begin, types_reached, types_with
from art17.conditions.tally import Bounds
from art17.conditions.uniqueness import Unique
from art17.graph.path import Everything, Path, PathError, against, path_in
from art17.model.artefact import STATUSES
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import FieldOf

Make = Callable[[Grammar, Mapping[str, Value], Route, Scope], Condition | None]
SHORT_FORMS = ("present", "absent")
OF_VALUES = frozenset({"all", "any", "not", "if", "field"})
"""The conditions that can be asked of a value that is a mapping."""
LINK_WORDS = ("some", "every", "none", "count")
LINK_OPTIONS = ("that", "as", "including", "may_be_none", "distinct")
COUNT_OPTIONS = ("at_least", "at_most", "exactly")
TRAITS = (
    "document", "record", "item", "person", "role", "system", "organisation", "entity",
    "owned", "reviewed", "index",
)  # fmt: skip


def condition_of(grammar: Grammar, value: Value, route: Route, scope: Scope) -> Condition:
    """The condition that a mapping says; mistakes are noted and leave their part out."""
    data = grammar.mapping(value, route)
    _check_asks(grammar, value, route)
    inner = _narrowed(grammar, data, route, scope)
    made: list[Condition] = []
    for key in data:
        if key in OPTIONS:
            _check_option(grammar, key, data, route)
        elif scope.in_value and key in CONDITIONS and key not in OF_VALUES:
            grammar.wrong((*route, key), f"`{key}` is asked of artefacts, and this is a value in one")
        elif key in CONDITIONS:
            condition = CONDITIONS[key](grammar, data, route, inner)
            made.extend([condition] if condition else [])
        else:
            made.extend(field_tests(grammar, key, data[key], (*route, key), inner))
    return made[0] if len(made) == 1 else All(tuple(made))


def _check_asks(grammar: Grammar, value: Value, route: Route) -> None:
    """What asks nothing would always hold, or never: a mistake."""
    if value in ({}, []):
        grammar.wrong(route, "nothing is asked here", "write what must hold, or leave the key out")


def _narrowed(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Scope:
    """The scope once the mapping's own `type` or `trait` is known."""
    types: Types = None
    if "type" in data and scope.group is None:
        listed = data["type"] if isinstance(data["type"], list) else [data["type"]]
        types = frozenset(name for name in listed if isinstance(name, str))
        if scope.here is not None and types and not types & scope.here:
            grammar.wrong((*route, "type"), f"can never be {', '.join(sorted(types))} here")
    elif isinstance(trait := data.get("trait"), str):
        types = types_with((trait,), grammar.vocabulary)
    if types is None or scope.group is not None:
        return scope
    narrowed = types if scope.here is None else (types & scope.here or types)
    subject = narrowed if scope.on_subject else scope.subject
    return replace(scope, here=narrowed, subject=subject)


def _check_option(grammar: Grammar, key: str, data: Mapping[str, Value], route: Route) -> None:
    """An option beside nothing that it belongs to is a mistake."""
    if not any(word in data for word in OPTIONS[key]):
        words = " or ".join(f"`{word}`" for word in OPTIONS[key])
        grammar.wrong((*route, key), f"`{key}` belongs to {words}, which is not here")


def field_tests(grammar: Grammar, name: str, value: Value, route: Route, scope: Scope) -> list[Condition]:
    """The tests of one field, one condition each."""
    steps = tuple(name.split("."))
    field = grammar.field_of(steps, scope, route)
    if field is None:
        return []
    return [FieldTest(steps, test) for test in _tests(grammar, steps, value, route, scope, field)]


def _tests(
    grammar: Grammar,
    steps: tuple[str, ...],
    value: Value,
    route: Route,
    scope: Scope,
    field: FieldOf,
) -> list[Test]:
    if isinstance(value, str):
        word, short = (value, "true") if value in SHORT_FORMS else ("is", value)
        value = {word: short}
    made: list[Test | None] = []
    if isinstance(value, Mapping) and not value:
        grammar.wrong(route, f"nothing is asked of `{'.'.join(steps)}`", "write `present`, a value or a test")
    for word, argument in grammar.mapping(value, route).items():
        at = (*route, word)
        if word in QUANTIFIERS:
            made.append(_over_values(grammar, word, steps, argument, at, scope, field))
        elif grammar.one_of(word, (*OPERATORS, *QUANTIFIERS), "test", at) and _is_one_kind(
            grammar, word, steps, at, scope
        ):
            made.append(test_of(grammar, word, argument, at, scope, field))
    return [test for test in made if test]


def _is_one_kind(grammar: Grammar, word: str, steps: tuple[str, ...], route: Route, scope: Scope) -> bool:
    """Whether a field that is compared in order is of one kind in all types; that it is not is a mistake."""
    kinds = grammar.kinds_of(steps, scope)
    if word not in ORDERS or len({comparable(kind) for kind in kinds}) <= 1:
        return True
    told = ", ".join(f"a {kind} of {' and '.join(names[:3])}" for kind, names in sorted(kinds.items()))
    grammar.wrong(route, f"{'.'.join(steps)!r} is {told}; they do not compare", "name one `type:` beside the test")
    return False


def _over_values(
    grammar: Grammar,
    word: str,
    steps: tuple[str, ...],
    value: Value,
    route: Route,
    scope: Scope,
    field: FieldOf,
) -> Test:
    data = grammar.mapping(value, route)
    if not isinstance(value, Mapping):
        return OverValues(word, steps)
    if field.kind != "group" or (data and all(key in OPERATORS for key in data)):
        return OverValues(word, steps, tuple(_tests(grammar, steps, data, route, scope, field)))
    inner = condition_of(grammar, data, route, scope.inside(field))
    return OverValues(word, steps, condition=inner)


def _parts(grammar: Grammar, word: str, data: Mapping[str, Value], route: Route, scope: Scope) -> tuple[Condition, ...]:
    listed = grammar.sequence(data[word], (*route, word))
    _check_asks(grammar, data[word], (*route, word))
    return tuple(condition_of(grammar, one, (*route, word, at), scope) for at, one in enumerate(listed))


def _all(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return All(_parts(grammar, "all", data, route, scope))


def _any(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return Any(_parts(grammar, "any", data, route, scope))


def _not(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return Not(condition_of(grammar, data["not"], (*route, "not"), scope))


def _if(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    if "then" not in data:
        grammar.wrong((*route, "if"), "`if` needs a `then`")
        return None
    made = {
        word: condition_of(grammar, data[word], (*route, word), scope)
        for word in ("if", "then", "else")
        if word in data
    }
    return IfThen(made["if"], made["then"], made.get("else"))


def _type(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    if scope.group is not None:
        grammar.wrong((*route, "type"), "`type` is asked of artefacts, and this is none")
        return None
    types = grammar.types(data["type"], (*route, "type"))
    return IsOfType(types) if types else None


def _trait(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    trait = grammar.one_of(data["trait"], TRAITS, "trait", (*route, "trait"))
    return HasTrait(trait) if trait else None


def _field(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    named = grammar.mapping(data["field"], (*route, "field"))
    _check_asks(grammar, data["field"], (*route, "field"))
    return All(
        tuple(
            test
            for name, tests in named.items()
            for test in field_tests(grammar, name, tests, (*route, "field", name), scope)
        )
    )


def _link(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, *, how: str) -> Condition | None:
    path, written = _path(grammar, data[how], (*route, how), scope)
    if path is None:
        return None
    name = grammar.word(data["as"], "a name", (*route, "as")) if "as" in data else ""
    inner = scope.at(types_reached(path, scope.here, grammar.vocabulary)).naming(name)
    that = data.get("that")
    bounds = {word: data[word] for word in COUNT_OPTIONS if word in data}
    return LinkTest(
        how,
        path,
        written,
        condition_of(grammar, that, (*route, "that"), inner) if "that" in data else None,
        name,
        including_in(grammar, data, route),
        (bounds_in(grammar, bounds, route) or Bounds()) if how == "count" else Bounds(),
        _distinct(grammar, data, route, _narrowed_by(that, inner)),
        _wanted(that),
        _is_true(grammar, data, "may_be_none", route),
    )


def _is_true(grammar: Grammar, data: Mapping[str, Value], key: str, route: Route) -> bool:
    """Whether an option that is true or false is there and true."""
    return key in data and grammar.one_of(data[key], ("true", "false"), "truth value", (*route, key)) == "true"


def _path(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[Path | None, str]:
    if not isinstance(value, str):
        grammar.wrong(route, "expected a path over links")
        return None, ""
    try:
        path = path_in(value, grammar.vocabulary)
    except PathError as error:
        grammar.wrong(route, str(error))
        return None, ""
    if not scope.is_node and not isinstance(path, Everything):
        grammar.wrong(route, "from here only the path `artefacts` leads anywhere")
        return None, ""
    if not can_begin(path, scope.here, grammar.vocabulary):
        names = ", ".join(sorted(scope.here or ())[:3])
        turned = can_begin(against(path), scope.here, grammar.vocabulary)
        fix = f"write `^({value.strip()})` to go against the links" if turned else ""
        grammar.wrong(route, f"{value.strip()!r} leads nowhere from {names}, which can have no such link", fix)
        return None, ""
    return path, value.strip()


def _path_along(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[Path | None, str]:
    """A path that follows links, from this node."""
    path, written = _path(grammar, value, route, scope)
    if isinstance(path, Everything):
        grammar.wrong(route, "`artefacts` follows no link; name the links that lead from here")
        return None, ""
    return path, written


def including_in(grammar: Grammar, data: Mapping[str, Value], route: Route) -> frozenset[str]:
    """The further statuses that count."""
    if "including" not in data:
        return frozenset()
    at = (*route, "including")
    words = grammar.texts(data["including"], at)
    return frozenset(word for word in words if grammar.one_of(word, STATUSES, "status", at))


def _distinct(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> tuple[str, ...]:
    return _field_named(grammar, data["distinct"], (*route, "distinct"), scope) if "distinct" in data else ()


def _field_named(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[str, ...]:
    """The steps of the one field that is named; none after a mistake."""
    name = grammar.word(value, "the name of a field", route)
    steps = tuple(name.split("."))
    return steps if name and grammar.field_of(steps, scope, route) else ()


def _wanted(that: Value) -> tuple[str, ...]:
    """The types that a condition names, so that others need not be looked at."""
    named = that.get("type") if isinstance(that, Mapping) else None
    if isinstance(named, str):
        return (named,)
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def _narrowed_by(that: Value, scope: Scope) -> Scope:
    wanted = _wanted(that)
    return scope.at(frozenset(wanted)) if wanted else scope


def _acyclic(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    path, written = _path_along(grammar, data["acyclic"], (*route, "acyclic"), scope)
    return Acyclic(path, written) if path else None


def _bound_to(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    path, written = _path_along(grammar, data["bound_to"], (*route, "bound_to"), scope)
    return BoundTo(path, written) if path else None


def _unique(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    steps = _field_named(grammar, data["unique"], (*route, "unique"), scope)
    return Unique(steps) if steps else None


def _satisfies(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    value = data["satisfies"]
    if isinstance(value, Mapping):
        known = ("cite", "source", "target", "provision", "meant")
        field = grammar.one_of(value.get("subject"), known, "provision of the subject", (*route, "satisfies"))
        return Satisfies((), field)
    return Satisfies(grammar.provisions(value, (*route, "satisfies")))


def _cites(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    return Cites(grammar.provisions(data["cites"], (*route, "cites")))


def _leads_to(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    that = condition_of(grammar, data["leads_to"], (*route, "leads_to"), scope.at(None))
    along = _link_names(grammar, data.get("along"), (*route, "along"))
    return LeadsTo(that, along) if along else None


def _linked(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    if scope.here != frozenset({"(linkage)"}):
        grammar.wrong((*route, "linked"), "`linked` is asked of linkages; use `leads_to` of artefacts")
        return None
    along = _link_names(grammar, data["linked"], (*route, "linked"))
    return Linked(along) if along else None


def _link_names(grammar: Grammar, value: Value, route: Route) -> tuple[str, ...]:
    """The canonical names of the links that are named."""
    known = (*grammar.vocabulary.links, *grammar.vocabulary.inverses)
    names = [grammar.one_of(name, known, "link", route) for name in grammar.texts(value, route)]
    return tuple(dict.fromkeys(grammar.vocabulary.inverses.get(name, name) for name in names if name))


def _belongs(
    grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope, *, whom: str, trait: str
) -> Condition:
    inner = scope.at(types_with((trait,), grammar.vocabulary))
    return Belongs(whom, condition_of(grammar, data[whom], (*route, whom), inner))


def _law(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition:
    at = (*route, "law")
    return UnderLaw(tuple(_tests(grammar, ("law",), data["law"], at, scope, FieldOf("date"))))


CONDITIONS: Mapping[str, Make] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "if": _if,
    "type": _type,
    "trait": _trait,
    "field": _field,
    "some": partial(_link, how="some"),
    "every": partial(_link, how="every"),
    "none": partial(_link, how="none"),
    "count": partial(_link, how="count"),
    "acyclic": _acyclic,
    "unique": _unique,
    "satisfies": _satisfies,
    "cites": _cites,
    "leads_to": _leads_to,
    "linked": _linked,
    "bound_to": _bound_to,
    "provider": partial(_belongs, whom="provider", trait="organisation"),
    "system": partial(_belongs, whom="system", trait="system"),
    "law": _law,
}
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "then": ("if",),
    "else": ("if",),
    "along": ("leads_to",),
    **dict.fromkeys(LINK_OPTIONS, LINK_WORDS),
    **dict.fromkeys(COUNT_OPTIONS, ("count",)),
}
KEYWORDS = (*CONDITIONS, *OPTIONS)
