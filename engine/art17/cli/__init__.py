"""The command line: options in, text out.  Here alone the clock is asked and reports are written."""

from __future__ import annotations

import gc
import importlib
import io
import sys
from collections.abc import Mapping

import click

from art17.cli.show import problem_lines
from art17.errors import Art17Error
from art17.model.nearest import did_you_mean
from art17.version import __version__

COMMANDS: Mapping[str, str] = {
    "check": "art17.cli.check",
    "explain": "art17.cli.explain",
    "rules": "art17.cli.rules",
    "cite": "art17.cli.cite",
    "crosswalk": "art17.cli.crosswalk",
    "digest": "art17.cli.digest",
    "init": "art17.cli.init",
    "graph": "art17.cli.graph",
    "dossier": "art17.cli.dossier",
    "baseline": "art17.cli.baseline",
    "schema": "art17.cli.schema",
}
"""Where each command is; only the one that is called is loaded."""
UNTRUSTED = 2
UNHEARD = 141
"""What a shell says of a program that wrote into a closed pipe: 1 would say that there are findings."""


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
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="art17", message="%(prog)s %(version)s")
def art17() -> None:
    """Check a quality management system against Art. 17 of the EU AI Act.

    art17 reads the files of a QMS as a graph and reports gaps, stale reviews, missing owners and
    broken linkages, each with file, line, reason and fix.
    """


def main() -> None:
    """Run the command line; what a user can fix is told without a traceback, with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    gc.disable()  # a run makes millions of values and next to no cycles, and then ends
    stdout = sys.stdout
    try:
        art17(prog_name="art17")
    except Art17Error as error:
        for line in problem_lines(error.problems):
            click.echo(line, err=True)
        sys.exit(UNTRUSTED)
    except SystemExit:
        if sys.stdout is not stdout:  # click puts another in the place of one that nobody reads any more
            sys.exit(UNHEARD)
        raise
