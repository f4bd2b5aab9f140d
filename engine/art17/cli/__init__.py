"""The command line: options in, text out.  Here alone the clock is asked and reports are written."""

from __future__ import annotations

import errno
import gc
import importlib
import sys
from collections.abc import Mapping

import click

from art17.cli.deadline import SECONDS, set_deadline
from art17.cli.empty import refuse_empty
from art17.cli.show import problem_lines
from art17.cli.terminal import (
    INTERRUPTED,
    NOT_PRINTED,
    UNTRUSTED,
    ClosedStream,
    SafeStream,
    fail,
    guard_streams,
    is_coloured,
    not_printed,
)
from art17.errors import Art17Error
from art17.model.nearest import did_you_mean
from art17.version import __version__

COMMANDS: Mapping[str, str] = {
    "check": "art17.cli.check",
    "fix": "art17.cli.fix",
    "explain": "art17.cli.explain",
    "facts": "art17.cli.facts",
    "rules": "art17.cli.rules",
    "cite": "art17.cli.cite",
    "crosswalk": "art17.cli.crosswalk",
    "law": "art17.cli.law",
    "digest": "art17.cli.digest",
    "init": "art17.cli.init",
    "adopt": "art17.cli.adopt",
    "forget": "art17.cli.forget",
    "graph": "art17.cli.graph",
    "dossier": "art17.cli.dossier",
    "baseline": "art17.cli.baseline",
    "forecast": "art17.cli.forecast",
    "history": "art17.cli.history",
    "answers": "art17.cli.answers",
    "sample": "art17.cli.sample",
    "portfolio": "art17.cli.portfolio",
    "schema": "art17.cli.schema",
    "lsp": "art17.cli.lsp",
}
"""Where each command is; only the one that is called is loaded."""


class LazyGroup(click.Group):
    """A group that loads a command when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None; with what was probably meant, where there is none.

        Raises:
            UsageError: where a command is near.
        """
        if cmd_name not in COMMANDS:
            near = did_you_mean(cmd_name, COMMANDS)
            if near and not ctx.resilient_parsing:
                ctx.fail(f"No such command '{cmd_name}'{near}")
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return refuse_empty(command)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="art17", message="%(prog)s %(version)s")
def art17() -> None:
    """Check a quality management system against Art. 17 of the EU AI Act.

    art17 reads the files of a QMS as a graph and reports gaps, stale reviews, missing owners and
    broken linkages, each with file, line, reason and fix.
    """


def main() -> None:
    """Run the command line; whatever ends it, but a bug, is reported without a traceback."""
    gc.disable()  # a run makes millions of values and next to no cycles, and then ends
    guard_streams()
    sys.exit(_ended())


def _ended() -> int:
    """The exit code of the run, all that it printed having arrived."""
    try:
        code = _code()
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in NOT_PRINTED:
            raise
        return not_printed(error)
    return code


def _code() -> int:
    try:
        set_deadline(SECONDS)
        colours = is_coloured(is_terminal=False) or None
        return int(art17.main(prog_name="art17", standalone_mode=False, color=colours) or 0)
    except SystemExit as end:
        if not isinstance(sys.stdout, SafeStream | ClosedStream):  # click replaces a broken pipe
            raise OSError(errno.EPIPE, "nobody reads it") from None
        return end.code if isinstance(end.code, int) else UNTRUSTED if end.code else 0
    except Art17Error as error:
        for line in problem_lines(error.problems):
            click.echo(line, err=True)
        return UNTRUSTED
    except click.ClickException as error:
        error.show()
        return UNTRUSTED
    except (click.Abort, KeyboardInterrupt, MemoryError, RuntimeError) as error:
        return _broken_off(error)


def _broken_off(error: BaseException) -> int:
    """The exit code of a run that something outside of it broke off.

    Python wraps what breaks off the making of a class while modules are loaded; click, what ends a question.
    """
    if KeyboardInterrupt in (type(error), type(error.__context__), type(error.__cause__)):
        return INTERRUPTED
    if isinstance(error, click.Abort):
        return fail("the input ended before all questions were answered", "answer them, or pass --yes")
    if isinstance(error, MemoryError):
        return fail("there is not enough memory for this folder", "check fewer files at once, or raise the limit")
    if isinstance(error, RecursionError):
        return fail("something in this folder is nested too deep", "flatten it, or check a part of the folder")
    raise error
