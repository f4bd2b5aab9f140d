"""The option `--format`: what is wanted, and where it goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from art17.cli.show import style_for
from art17.cli.terminal import is_coloured
from art17.errors import UsageError
from art17.model.nearest import did_you_mean
from art17.reporting.table import BINARY, NAMES, OF_REPOSITORY, worded

if TYPE_CHECKING:
    from art17.model.report import Report

STDOUT = "-"
"""The file that is stdout, as most programs have it."""

Wanted = tuple[str, str]
"""The name of a format, and the file that it goes to ("" for stdout)."""

Output = tuple[str, str | bytes]
"""The file that a text goes to ("" for stdout), and the text."""


def wanted_in(texts: Iterable[str], names: Collection[str] = NAMES) -> tuple[Wanted, ...]:
    """What `FORMAT[=FILE]` asks for; all that is wrong is told before anything is read.

    Raises:
        UsageError: where there is no such format, several would stand on stdout, or a terminal would show bytes.
    """
    wanted = tuple(_wanted(text, names) for text in texts)
    twice = next((file for _, file in wanted if file and _named(file, wanted) > 1), "")
    if twice:
        raise UsageError(f"two formats would be written to {twice}", "name a file of its own for each")
    printed = [name for name, file in wanted if not file]
    if len(printed) > 1:
        fix = f"name a file for all but one: --format {printed[-1]}=FILE"
        raise UsageError(f"the formats {' and '.join(printed)} would be printed one after the other", fix)
    return wanted


def _named(file: str, wanted: Iterable[Wanted]) -> int:
    """How many formats go to the file of that name, however it is spelled."""
    return sum(bool(other) and os.path.realpath(other) == os.path.realpath(file) for _, other in wanted)


def _wanted(text: str, names: Collection[str]) -> Wanted:
    name, is_to_file, file = text.partition("=")
    if name not in names:
        near = did_you_mean(name, names)
        raise UsageError(f"there is no format {name!r}{near}", f"known are {', '.join(names)}")
    if is_to_file and not file:
        raise UsageError(f"--format {text} names no file", f"write --format {name}=FILE, or leave the `=` out")
    file = "" if file == STDOUT else file
    if name in BINARY and not file and sys.stdout.isatty():
        raise UsageError(f"the format {name} is not text", f"name a file: --format {name}=FILE")
    return name, file


def outputs_of(report: Report, wanted: Iterable[Wanted], root: Path, limit: int | None = None) -> tuple[Output, ...]:
    """The report in every format that is wanted; printed as text with at most `limit` groups of findings (0: all)."""
    asked = tuple(wanted)
    folder = _folder(root) if any(name in OF_REPOSITORY for name, _ in asked) else ""
    return tuple((file, _told(report, name, file, folder, root, limit)) for name, file in asked)


def _told(report: Report, name: str, file: str, folder: str, root: Path, limit: int | None) -> str | bytes:
    if name == "text" and not file:
        from art17.reporting.text import text_of  # noqa: PLC0415  late: a run may have nothing to word

        return text_of(report, style_for(is_terminal=sys.stdout.isatty(), root=root), limit)
    if name == "parquet":
        from art17.portfolio.collected import KEY, handed_over  # noqa: PLC0415  late, as above

        return handed_over(report, root, os.environ.get(KEY, ""))
    return worded(report, name, folder)


def deliver(outputs: Iterable[Output], root: Path) -> None:
    """Write each output where it goes."""
    for file, told in outputs:
        if file:
            from art17.cli.output import write_file  # noqa: PLC0415  late: most calls write no file

            write_file(told, file, root)
        else:
            click.echo(told, nl=False, color=is_coloured(is_terminal=sys.stdout.isatty()))


def _folder(root: Path) -> str:
    """The path to the folder from the root of its repository; without git from where the command runs."""
    from art17.reading.io.git import path_in_repository  # noqa: PLC0415  late: only these formats ask git

    inside = path_in_repository(root)
    if inside is not None:
        return inside
    here, there = Path.cwd().resolve(), root.resolve()
    return there.relative_to(here).as_posix() if there != here and there.is_relative_to(here) else ""
