"""Paths, links, fields and statuses as rules name them, each mistake at its place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from art17.conditions.grammar import Grammar, Scope
from art17.conditions.reaching import can_begin, lost_in
from art17.graph.path import Everything, Path, PathError, against, path_in, steps_of
from art17.model.artefact import STATUSES
from art17.model.place import Route
from art17.model.value import Value


def path_of(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[Path | None, str]:
    """The path that a text states, and the text; None after a mistake."""
    if not isinstance(value, str):
        grammar.wrong(route, "expected a path over links")
        return None, ""
    try:
        path = path_in(value, grammar.vocabulary)
    except PathError as error:
        if error.part:
            grammar.wrong_within(route, error.part, error.nth, str(error), _fix_of(error, grammar, scope))
        else:
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
    if lost := lost_in(path, scope.here, grammar.vocabulary):
        step, types = lost
        before = list(takewhile(lambda one: one is not step, steps_of(path)))
        nth = sum(one.written.count(step.written) for one in before)
        what = f"{step.written!r} leads nowhere from {', '.join(sorted(types)[:3])}, which can have no such link"
        grammar.wrong_within(route, step.written, nth, what)
        return None, ""
    return path, value.strip()


_SIGNS = {
    ".": "steps are joined by `/`; a field of what is reached is asked under `that:`",
    ">": "steps are joined by `/`",
    "-": "steps are joined by `/`",
    "*": "`+` is one step or more, `?` one or none",
    ",": "alternatives are joined by `|`",
}
"""How other languages write paths, and how they are written here."""


def _fix_of(error: PathError, grammar: Grammar, scope: Scope) -> str:
    """What to write instead of a part that is none."""
    if grammar.has_field(error.part, scope):
        return f"it is a field: ask it as `{error.part}: ...`"
    return _SIGNS.get(error.part[:1], "")


NO_NODES = frozenset({"(qms)", "(provision)", "(linkage)"})
"""Subjects from which no link leads."""


def start_named(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[str, Scope] | None:
    """The subject, or a node named by `as:`, and the scope of what is there; None after a mistake."""
    known = ("subject", *scope.names)
    whose = grammar.one_of(value, known, "subject or name given by `as:`", route)
    if not whose:
        return None
    types = scope.subject if whose == "subject" else scope.names[whose]
    if types and types <= NO_NODES:
        grammar.wrong(route, "the subject of this rule is not an artefact")
        return None
    return whose, scope.at(types)


def path_from(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[Path | None, str, str, Scope]:
    """A path, its text, where it starts ("": here), and the scope there; `{from:, path:}` starts elsewhere."""
    if not isinstance(value, Mapping):
        path, written = path_of(grammar, value, route, scope)
        return path, written, "", scope
    strangers = [key for key in value if key not in ("from", "path")]
    for key in strangers:
        if key in grammar.language.options:
            grammar.wrong_key((*route, key), f"`{key}` is written next to the path, not in it")
        else:
            grammar.one_of(key, ("from", "path"), "part of a path", (*route, key))
    if strangers:
        return None, "", "", scope
    if not value.keys() >= {"from", "path"}:
        fix = f"write `{value['path']}` alone, or add `from: subject`" if "path" in value else ""
        grammar.wrong(route, "a path that starts elsewhere has `from:` and `path:`", fix)
        return None, "", "", scope
    start = start_named(grammar, value["from"], (*route, "from"), scope)
    if start is None:
        return None, "", "", scope
    path, written = path_along(grammar, value["path"], (*route, "path"), start[1])
    return path, written, *start


def path_along(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[Path | None, str]:
    """A path that follows links, from this node."""
    path, written = path_of(grammar, value, route, scope)
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


def field_named(grammar: Grammar, value: Value, route: Route, scope: Scope) -> tuple[str, ...]:
    """The steps of the one field that is named; none after a mistake."""
    name = grammar.word(value, "the name of a field", route)
    steps = tuple(name.split("."))
    return steps if name and grammar.field_of(steps, scope, route) else ()


def link_names(grammar: Grammar, value: Value, route: Route) -> tuple[str, ...]:
    """The canonical names of the links that are named."""
    known = (*grammar.vocabulary.links, *grammar.vocabulary.inverses)
    names = [grammar.one_of(name, known, "link", route) for name in grammar.texts(value, route)]
    return tuple(dict.fromkeys(grammar.vocabulary.inverses.get(name, name) for name in names if name))


def types_named(that: Value) -> tuple[str, ...]:
    """The types that a condition names, so that others need not be looked at."""
    named = that.get("type") if isinstance(that, Mapping) else None
    if isinstance(named, str):
        return (named,)
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def narrowed_by(that: Value, scope: Scope) -> Scope:
    """The scope of a reached node, once the types that `that` names are known."""
    wanted = types_named(that)
    return scope.at(frozenset(wanted)) if wanted else scope
