"""Colour, progress and problems at a terminal."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from art17.cli.terminal import has_links, is_coloured, link_to
from art17.model.problem import Problem
from art17.reporting.safe import safe, safe_lines
from art17.reporting.style import Style, plain

_COLOURS = {
    "error": "red", "unmet": "red", "warning": "yellow", "undecided": "yellow", "note": "blue", "met": "green",
}  # fmt: skip
PATIENCE = 1.0
_BEFORE_CARET, _LONGEST_SOURCE = 60, 110
_AT_LINE = re.compile(r"(?P<path>[^\n\0]+?)(?::\d+(?::\d+)?)?")

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _DateType = click.ParamType[date]
else:
    _DateType = click.ParamType  # older click knows no type of values


def style_for(*, is_terminal: bool, root: Path | None = None) -> Style:
    """Colours and links where a person looks or is said to, and nothing forbids them; places are under `root`."""
    style = _coloured if is_coloured(is_terminal=is_terminal) else plain
    return partial(_linked, style=style, root=root or Path()) if has_links(is_terminal=is_terminal) else style


def surroundings() -> tuple[str, ...]:
    """What besides the options decides how a report looks."""
    is_terminal = sys.stdout.isatty()
    links = str(Path.cwd()) if has_links(is_terminal=is_terminal) else ""
    return (str(is_terminal), links, *(os.environ.get(name, "") for name in ("NO_COLOR", "FORCE_COLOR")))


def _linked(text: str, what: str, *, style: Style, root: Path) -> str:
    """A text in its style; the place of a file that is there leads to it."""
    at = _AT_LINE.fullmatch(text) if what == "place" else None
    file = root / at["path"] if at else None
    if file is None or not file.is_file():
        return style(text, what)
    return link_to(file.resolve().as_uri(), style(text, what))


def _coloured(text: str, what: str) -> str:
    text = safe_lines(text)  # what is styled is made safe, lest a colour of a stranger's pass for one of ours
    if what in _COLOURS:
        return click.style(text, fg=_COLOURS[what])
    return click.style(text, bold=what == "place" or None, dim=what == "faint" or None)


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """What is wrong, where, and how to fix it, a line or two for each."""
    for problem in problems:
        where = f"{problem.place}: " if problem.place.path else ""
        yield safe(f"art17: {where}{problem.message}")
        yield from _pointed_at(problem)
        if problem.fix:
            yield safe(f"  {problem.fix}")


def _pointed_at(problem: Problem) -> Iterator[str]:
    """The line of a place, as far as it is near, and a caret below."""
    if not problem.source.strip():
        return
    at = max(problem.place.column - 1, 0)
    start = max(0, at - _BEFORE_CARET)
    shown = "".join(sign if sign.isprintable() else " " for sign in problem.source[start : start + _LONGEST_SOURCE])
    yield safe(f"    {shown.rstrip()}")
    yield f"    {' ' * (at - start)}^"


class Progress:
    """Says on stderr what a long run is doing, if a person looks."""

    def __init__(self, *, quiet: bool) -> None:
        self._silent = quiet or not sys.stderr.isatty()
        self._since = time.monotonic()
        self._shown = False

    def __call__(self, what: str) -> None:
        """Show what is done now, once the run has taken a while."""
        if not self._silent and time.monotonic() - self._since > PATIENCE:
            click.echo(f"\r\x1b[Kart17: {what} ...", err=True, nl=False)
            self._shown = True

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def today() -> date:
    """Today, in UTC."""
    return datetime.now(UTC).date()


class Day(_DateType):
    """A date as option."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that the text is."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it like 2026-11-23", param, ctx)


Completing = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def completed_by(*kinds: str) -> Completing:
    """What a shell completes a value from: the names of `formats`, `rules`, `artefacts` or `schemas`."""

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from art17.cli.complete import offered  # noqa: PLC0415  late: only a shell asks

        return offered(context, kinds, incomplete)

    return complete


AS_OF = click.option(
    "--as-of", type=Day(), default=None, metavar="DATE", help="The day to evaluate on (default: today)."
)
CONFIG = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False),
    default=None,
    metavar="FILE",
    help="A manifest to use instead of art17.yaml in the folder.",
)
