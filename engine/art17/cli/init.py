"""`art17 init`: begin a QMS in a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click

from art17.cli.show import AS_OF, Day, today
from art17.commands.init import choices_in, init
from art17.commands.init_extras import SCHEMAS, wanted_extras, write_extras
from art17.errors import UsageError
from art17.model.nearest import did_you_mean
from art17.reporting.safe import safe
from art17.reporting.words import plural
from art17.skeletons.profile import Profile
from art17.skeletons.scaffold import Written

ON_MARKET = "on-market"
LIFECYCLES = ("in-development", ON_MARKET)
FACTS = {
    "personal_data": "Do the systems process personal data",
    "continues_to_learn": "Do they go on learning once they are on the market",
}
"""What is asked of the systems, since further duties depend on it; what is not known yet is left open."""


@click.command("init", short_help="Create a QMS: a manifest and skeletons of its documents.")
@click.option("--directory", "folder", default=".", metavar="TARGET", help="The folder of the QMS (default: here).")
@click.option("--provider", default=None, metavar="NAME", help="The name of the organisation.")
@click.option("--provider-size", default=None, metavar="SIZE", help="micro, small, medium, smc or large.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="provider, deployer, importer ... Repeatable.")
@click.option("--system", "systems", multiple=True, metavar="NAME", help="An AI system. Repeatable.")
@click.option("--annex-iii-point", default=None, metavar="POINT", help="Why the systems are high-risk: 4, 5(b) ...")
@click.option("--annex-i-section", default=None, metavar="A|B", help="Whether they fall under a law of Annex I.")
@click.option("--lifecycle", type=click.Choice(LIFECYCLES), default=None, help="The stage that the systems are in.")
@click.option("--on-market-since", type=Day(), default=None, metavar="DATE", help="When they came onto the market.")
@click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="What holds of the systems. Repeatable.")
@click.option("--standards", multiple=True, metavar="NAME", help="A standard that is followed already. Repeatable.")
@click.option(
    "--with", "extras", default="", metavar="LIST", help="What else to write: hook, ci, editor; commas between."
)
@click.option("--yes", is_flag=True, help="Ask nothing: what no option says is left to be filled in.")
@AS_OF
def command(
    folder: str,
    provider: str | None,
    provider_size: str | None,
    roles: tuple[str, ...],
    systems: tuple[str, ...],
    annex_iii_point: str | None,
    annex_i_section: str | None,
    lifecycle: str | None,
    on_market_since: date | None,
    facts: tuple[str, ...],
    standards: tuple[str, ...],
    extras: str,
    yes: bool,  # noqa: FBT001  click passes options by name
    as_of: date | None,
) -> None:
    """Create a QMS: a manifest, and a skeleton of every document that the packs ask for.

    Asks at a terminal what no option says.  Every skeleton is a draft with prompts in brackets;
    `art17 check` then gives one finding for each.  Files that are there already stay as they are, so it can
    be run again, also once a system comes onto the market or more documents are in force.
    """
    ask = Asker(silent=yes or not sys.stdin.isatty())
    wanted = wanted_extras(_several((extras,)), Path(folder))
    words = choices_in(Path(folder))
    name = ask.one(provider, "Name of the organisation")
    size = ask.chosen(provider_size, "Its size", words.sizes)
    held = _several(roles) or ask.all_chosen("Its roles", words.roles, "provider")
    named = _several(systems) or ask.several("Names of the AI systems, with commas between")
    point = ask.checked(annex_iii_point, "Point of Annex III, such as 4 or 5(b)", words.wrong_point) if named else ""
    section = ask.chosen(annex_i_section, "Section of Annex I", words.sections) if named else ""
    stage = (ask.chosen(lifecycle, "Stage of the systems", LIFECYCLES, LIFECYCLES[0]) if named else "") or LIFECYCLES[0]
    since = on_market_since or (ask.day("On the market since") if stage == ON_MARKET else None)
    if stage == ON_MARKET and since is None:
        raise UsageError("a system on the market came there on some day", "say so with --on-market-since DATE")
    known = dict(map(_fact, facts))
    for fact, question in FACTS.items() if named and "provider" in held else ():
        if fact not in known and (answer := ask.chosen(None, question, ("yes", "no"))):
            known[fact] = answer
    followed = _several(standards) or ask.several("Standards that are followed already")
    profile = Profile(size, held, named, point, section, stage, since, followed, name, tuple(known.items()))
    done = init(Path(folder), profile, as_of or today(), SCHEMAS if "editor" in wanted else "")
    _tell(done, folder)
    for path in write_extras(Path(folder), wanted, done.written):
        click.echo(f"wrote {safe(path)}")


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

    def checked(self, given: str | None, question: str, wrong: Callable[[str], str]) -> str:
        """The answer to a question, asked again until it is empty or nothing is wrong with it; the others are kept."""
        if given is not None or self._silent:
            return given or ""
        while answer := self.one(None, question):
            if not (message := wrong(answer)):
                return answer
            click.echo(safe(f"  {message}"), err=True)
        return ""

    def chosen(self, given: str | None, question: str, choices: Sequence[str], default: str = "") -> str:
        """One of numbered choices, by its number or its word."""
        if given is not None or self._silent:
            return given or ""
        found = self.all_chosen(question, choices, default, is_one=True)
        return found[0] if found else ""

    def all_chosen(
        self, question: str, choices: Sequence[str], default: str = "", *, is_one: bool = False
    ) -> tuple[str, ...]:
        """Some of numbered choices, by their numbers or words, with commas between; the default where none is given."""
        if self._silent:
            return ()
        listed = "  ".join(f"{number} {choice}" for number, choice in enumerate(choices, 1))
        shown = f"{question}: {listed}{f' [{default}]' if default else ''}"

        def wrong(answer: str) -> str:
            parts = _several((answer,))
            if is_one and len(parts) > 1:
                return "name one of them"
            unknown = [part for part in parts if _picked(part, choices) is None]
            near = did_you_mean(unknown[0], choices) if unknown else ""
            return f"{unknown[0]!r} is not among them{near}" if unknown else ""

        answer = self.checked(None, shown, wrong) or default
        return tuple(found for part in _several((answer,)) if (found := _picked(part, choices)))

    def day(self, question: str) -> date | None:
        """The day that is answered, or None."""
        answer: date | None = None if self._silent else click.prompt(question, type=Day(), err=True)
        return answer

    def several(self, question: str) -> tuple[str, ...]:
        """The answers to a question."""
        return _several((self.one(None, question),))


def _picked(part: str, choices: Sequence[str]) -> str | None:
    """The choice that a number or a word names; None where there is none."""
    if part.isdecimal() and 1 <= int(part) <= len(choices):
        return choices[int(part) - 1]
    return part if part in choices else None


def _fact(stated: str) -> tuple[str, str]:
    """The name and the value of a fact: `personal_data=no`."""
    name, sign, value = (part.strip() for part in stated.partition("="))
    if not (name and sign and value):
        raise UsageError(f"--fact {stated!r} names no value", "write it as NAME=VALUE, such as personal_data=no")
    return name, value


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
    for lack in done.open_in_manifest:
        click.echo(safe(f"Add to art17.yaml what is open of {lack}. Then run `art17 init` again."), err=True)
    for path in done.first:
        told = f"Start with {safe(path)}: what a system needs depends on it. Then run `art17 init` again."
        click.echo(told, err=True)
    click.echo(f"Now fill in what is in [brackets]; `art17 check{where}` says what is open.", err=True)
