"""`art17 rules`: list, show, test, lint, new."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from art17.cli.show import completed_by, problem_lines, style_for, today
from art17.commands.coverage import Covered, coverage
from art17.commands.mutate import mutate
from art17.commands.rules import lint, rules_in, test, write_new
from art17.errors import UsageError
from art17.model.nearest import did_you_mean
from art17.reporting.rule_text import listing, page
from art17.reporting.safe import safe, safe_lines
from art17.reporting.words import plural

FOLDER = click.option(
    "--in", "folder", default=".", type=click.Path(), metavar="PATH", help="The folder whose manifest names the packs."
)


@click.group("rules")
def command() -> None:
    """List, show, test, check and add rules."""


@command.command("list")
@FOLDER
@click.option(
    "--by",
    type=click.Choice(("rule", "provision")),
    default="rule",
    help="By id; or by provision of the law, with what replaces a rule where there is none.",
)
def list_rules(folder: str, by: str) -> None:
    """List the rules of the packs in use."""
    if by == "rule":
        click.echo(safe_lines(listing(rules_in(Path(folder)))), nl=False)
        return
    found = coverage(Path(folder), today())
    for each in found:
        click.echo(safe_lines(_coverage_line(each)))
    blank = sum(each.is_blank for each in found)
    click.echo(f"{len(found)} provisions in scope, {sum(bool(each.rules) for each in found)} with rules, {blank} blank")


def _coverage_line(each: Covered) -> str:
    indent = "  " * each.depth
    told = ", ".join(each.rules) or each.through or each.instead or "blank"
    return f"{indent}{each.provision}  {each.topic}\n{indent}    {told}"


@command.command("show")
@click.argument("rule", shell_complete=completed_by("rules"))
@FOLDER
def show(rule: str, folder: str) -> None:
    """Show what RULE demands, why, and how to fix it."""
    rules = rules_in(Path(folder))
    found = next((each for each in rules if each.id == rule or each.id.endswith(f"/{rule}")), None)
    if found is None:
        near = did_you_mean(rule, [each.id for each in rules])
        raise UsageError(f"there is no rule {rule!r}{near}", "`art17 rules list` lists them")
    click.echo(safe_lines(page(found)), nl=False)


@command.command("lint")
@click.argument("packs", nargs=-1)
@FOLDER
def lint_rules(packs: tuple[str, ...], folder: str) -> None:
    """Check PACKS (names or folders; all in use by default) before anything runs.

    Reports every mistake with its line and the nearest valid word; exits 2 where there is one.
    """
    count, problems, advice = lint(Path(folder), packs)
    for line in problem_lines((*problems, *advice)):
        click.echo(line)
    click.echo(f"{count} rules checked, {len(problems)} mistakes, {len(advice)} remarks")
    sys.exit(2 if problems else 0)


@command.command("test")
@click.argument("packs", nargs=-1)
@FOLDER
@click.option("--mutate", "mutates", is_flag=True, help="Change each rule in every small way; some case must fail.")
def test_rules(packs: tuple[str, ...], folder: str, mutates: bool) -> None:  # noqa: FBT001
    """Run the cases of PACKS (names or folders; by default all in use whose cases are here).

    Exits 1 where a case comes out otherwise than it says, a rule has no case, or (with --mutate,
    which comes after) a change to a rule survives.
    """
    style = style_for(is_terminal=sys.stdout.isatty())
    outcome = test(Path(folder), packs)
    for failure in outcome.failures:
        click.echo(f"{style(safe(str(failure.place)), 'place')}  {style('wrong', 'error')}  {safe(failure.rule)}")
        click.echo(safe(f"  {failure.case}: {failure.message}"))
    for rule in outcome.untested:
        click.echo(f"{safe(rule)}  {style('no case', 'warning')}")
    click.echo(f"{plural(outcome.rules, 'rule')}, {plural(outcome.cases, 'case')}, {len(outcome.failures)} wrong")
    if outcome.failures or outcome.untested:
        sys.exit(1)
    if mutates:
        _mutate(packs, folder)


def _mutate(packs: tuple[str, ...], folder: str) -> None:
    """Print the mutants that no case kills, and the score."""
    score = mutate(Path(folder), packs)
    for mutant in score.surviving:
        noticed = f"\n  noticed by a case: {mutant.noticed}" if mutant.noticed else ""
        click.echo(safe_lines(f"{mutant.place}  {mutant.rule}\n  surviving: {mutant.change}{noticed}"))
    for mutant in score.unused:
        click.echo(safe_lines(f"{mutant.rule}\n  killed after all, take it off the list: {mutant.change}"))
    killed = score.mutants - len(score.surviving) - len(score.accepted)
    click.echo(
        f"{score.rules} rules, {score.mutants} mutants, {killed} killed, {len(score.accepted)} accepted, "
        f"{len(score.surviving)} surviving"
    )
    sys.exit(1 if score.surviving or score.unused else 0)


@command.command("new")
@click.argument("rule", metavar="PACK/FOLDER/NAME")
@click.option("--provision", default="", help="The provision that demands it; without one its basis is practice.")
@FOLDER
def new(rule: str, provision: str, folder: str) -> None:
    """Write a rule and its cases, to be filled in; never overwrites.

    PACK is a folder (./our-rules/suppliers/supplier-has-contract).
    """
    for path in write_new(Path(folder), rule, provision):
        click.echo(f"wrote {safe(str(path))}")
    click.echo("Fill them in, then run `art17 rules lint` and `art17 rules test`.")
