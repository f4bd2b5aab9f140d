"""`art17 init`: begin a QMS in a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from art17.cli.show import AS_OF, Day, today
from art17.commands.init import init
from art17.errors import UsageError
from art17.reporting.safe import safe
from art17.reporting.words import plural
from art17.skeletons.profile import Profile
from art17.skeletons.scaffold import Written

ON_MARKET = "on-market"
LIFECYCLES = ("in-development", ON_MARKET)


@click.command("init", short_help="Create a QMS: a manifest and skeletons of its documents.")
@click.option("--directory", "folder", default=".", metavar="TARGET", help="The folder of the QMS (default: here).")
@click.option("--provider-size", default=None, metavar="SIZE", help="micro, small, medium, smc or large.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="provider, deployer, importer ... Repeatable.")
@click.option("--system", "systems", multiple=True, metavar="NAME", help="An AI system. Repeatable.")
@click.option("--annex-iii-point", default=None, metavar="POINT", help="Why the systems are high-risk: 4, 5(b) ...")
@click.option("--annex-i-section", default=None, metavar="A|B", help="Whether they fall under a law of Annex I.")
@click.option("--lifecycle", type=click.Choice(LIFECYCLES), default=None, help="The stage that the systems are in.")
@click.option("--on-market-since", type=Day(), default=None, metavar="DATE", help="When they came onto the market.")
@click.option("--standards", multiple=True, metavar="NAME", help="A standard that is followed already. Repeatable.")
@click.option("--yes", is_flag=True, help="Ask nothing: what no option says is left to be filled in.")
@AS_OF
def command(
    folder: str,
    provider_size: str | None,
    roles: tuple[str, ...],
    systems: tuple[str, ...],
    annex_iii_point: str | None,
    annex_i_section: str | None,
    lifecycle: str | None,
    on_market_since: date | None,
    standards: tuple[str, ...],
    yes: bool,  # noqa: FBT001  click passes options by name
    as_of: date | None,
) -> None:
    """Create a QMS: a manifest, and a skeleton of every document that the packs ask for.

    Asks at a terminal what no option says.  Every skeleton is a draft with prompts in brackets;
    `art17 check` then gives one finding for each.  Files that are there already stay as they are, so it can
    be run again, also once a system comes onto the market or more documents are in force.
    """
    ask = Asker(silent=yes or not sys.stdin.isatty())
    size = ask.one(provider_size, "Size of the provider (micro, small, medium, smc, large)")
    held = _several(roles) or ask.several("Roles of the organisation (provider, deployer, importer, ...)")
    named = _several(systems) or ask.several("Names of the AI systems, with commas between")
    point = ask.one(annex_iii_point, "Point of Annex III, such as 4 or 5(b)") if named else ""
    section = ask.one(annex_i_section, "Section of Annex I (A or B)") if named else ""
    stage = (ask.one(lifecycle, f"Lifecycle ({', '.join(LIFECYCLES)})") if named else "") or LIFECYCLES[0]
    since = on_market_since or (ask.day("On the market since") if stage == ON_MARKET else None)
    if stage == ON_MARKET and since is None:
        raise UsageError("a system on the market came there on some day", "say so with --on-market-since DATE")
    followed = _several(standards) or ask.several("Standards that are followed already")
    profile = Profile(size, held, named, point, section, stage, since, followed)
    _tell(init(Path(folder), profile, as_of or today()), folder)


class Asker:
    """Asks at a terminal what no option said; an empty answer leaves it open."""

    def __init__(self, *, silent: bool) -> None:
        self._silent = silent

    def one(self, given: str | None, question: str) -> str:
        """The answer to a question, or ""."""
        if given is not None or self._silent:
            return given or ""
        answer: str = click.prompt(question, default="", show_default=False, err=True)
        return answer.strip()

    def checked(self, question: str, wrong: Callable[[str], str]) -> str:
        """The answer to a question, asked again until it is empty or nothing is wrong with it."""
        while answer := self.one(None, question):
            if not (message := wrong(answer)):
                return answer
            click.echo(safe(f"  {message}"), err=True)
        return ""

    def day(self, question: str) -> date | None:
        """The day that is answered, or None."""
        answer: date | None = None if self._silent else click.prompt(question, type=Day(), err=True)
        return answer

    def several(self, question: str) -> tuple[str, ...]:
        """The answers to a question."""
        return _several((self.one(None, question),))


def _several(given: tuple[str, ...]) -> tuple[str, ...]:
    """What options or answers name, several in one with commas between."""
    return tuple(part.strip() for each in given for part in each.split(",") if part.strip())


def _tell(done: Written, folder: str) -> None:
    for path in done.written:
        click.echo(f"wrote {safe(path)}")
    for path in done.kept:
        click.echo(f"left {safe(path)} as it is", err=True)
    click.echo(f"{plural(len(done.written), 'file')} written, {len(done.kept)} left as they are.", err=True)
    where = "" if folder == "." else f" {safe(folder)}"
    for path in done.first:
        told = f"Start with {safe(path)}: what a system needs depends on it. Then run `art17 init` again."
        click.echo(told, err=True)
    click.echo(f"Now fill in what is in [brackets]; `art17 check{where}` says what is open.", err=True)
