"""`art17 cite`: what a citation of the Act means."""

from __future__ import annotations

import sys
from datetime import date

import click

from art17.citations.acts import ACTS
from art17.cli.show import AS_OF, style_for, today
from art17.commands.cite import cite, first_version
from art17.errors import UsageError
from art17.model.nearest import did_you_mean
from art17.reporting.cited import cited_json, cited_text


@click.command("cite", short_help="Say what a citation of the Act means, and whether it is right.")
@click.argument("citations", nargs=-1)
@AS_OF
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Output format.")
@click.option(
    "--file", "files", multiple=True, metavar="FILE", help="Every citation in FILE, right or wrong. Repeatable."
)
@click.option(
    "--act", default="", metavar="ACT", help="The act of citations that name none, such as eu-ai-act or gdpr."
)
def command(citations: tuple[str, ...], as_of: date | None, form: str, files: tuple[str, ...], act: str) -> None:
    """Say what CITATIONS mean under the law of a day, such as "Art. 62(1)" or "Art. 17 Abs. 1 Buchst. a".

    A citation given alone is taken to be of the AI Act unless it names another; in a FILE, title, fields, headings
    and text say which act it is about.  Exits 1 where one is neither right, nor of another act, nor left open.
    """
    if not citations and not files:
        raise UsageError("there is nothing to look up", 'name a citation, such as "Art. 17(1)(a)", or a --file')
    if act and act not in ACTS:
        raise UsageError(f"no act is called {act!r}{did_you_mean(act, ACTS)}", f"name one of {', '.join(sorted(ACTS))}")
    day = as_of or today()
    found = cite(citations, files, day, act)
    if before := first_version(day):
        click.echo(
            f"art17: the {before[0]} did not exist on {day}; its first version, of {before[1]}, is used", err=True
        )
    style = style_for(is_terminal=sys.stdout.isatty())
    click.echo(cited_json(found) if form == "json" else cited_text(found, style), nl=False)
    sys.exit(0 if all(each.is_fine for each in found) else 1)
