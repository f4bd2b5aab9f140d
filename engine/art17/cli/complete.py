"""What a shell offers where a name belongs: formats, rules, artefacts, schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from art17.checking.context import load
from art17.cli.paths import request_on
from art17.cli.show import today
from art17.commands.rules import rules_in
from art17.commands.schema import names
from art17.errors import Art17Error
from art17.reporting.table import NAMES

Names = Iterable[tuple[str, str]]
"""Names, each with what it is the name of."""
MOST_OFFERED = 500
"""More than so many names help nobody, and a shell takes long to lay them out."""


def offered(context: click.Context, kinds: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """The names of these kinds that begin so; where the folder cannot be read there are none."""
    start = incomplete.casefold()
    try:
        found = [(name, title) for kind in kinds for name, title in _SOURCES[kind](context)]
    except Art17Error:  # to be reported by the command itself, not while its name is typed
        return []
    fitting = [(name, title) for name, title in found if name.casefold().startswith(start)]
    return [CompletionItem(name, help=title or None) for name, title in fitting[:MOST_OFFERED]]


def _formats(_: click.Context) -> Names:
    """The formats of reports."""
    return ((name, "") for name in NAMES)


def _rules(context: click.Context) -> Names:
    """The rules of the packs in use."""
    return sorted((rule.id, rule.title) for rule in rules_in(_folder(context)))


def _artefacts(context: click.Context) -> Names:
    """The artefacts of the folder, by id."""

    config = context.params.get("config")
    graph = load(request_on(_folder(context), today(), config)).graph
    return sorted({(node.name, node.title) for node in graph.nodes if node.artefact})


def _schemas(context: click.Context) -> Iterator[tuple[str, str]]:
    """The schemas that there are."""
    return ((name, kind) for kind, known in names(_folder(context)) for name in known)


def _folder(context: click.Context) -> Path:
    """The folder that the call names so far, else the one it is made in."""
    paths = context.params.get("paths") or ()
    named = context.params.get("folder") or context.params.get("path") or (paths[0] if paths else "")
    return Path(named or ".")


_SOURCES: Mapping[str, Callable[[click.Context], Names]] = {
    "formats": _formats,
    "rules": _rules,
    "artefacts": _artefacts,
    "schemas": _schemas,
}
