"""`art17 cite`: what a citation of the Act means."""

from __future__ import annotations

import sys
from datetime import date

import click

from art17.cli.show import AS_OF, style_for, today
from art17.commands.cite import cite
from art17.errors import UsageError
from art17.reporting.cited import cited_json, cited_text


@click.command("cite", short_help="Say what a citation of the Act means, and whether it is right.")
@click.argument("citations", nargs=-1)
@AS_OF
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to tell it.")
@click.option(
    "--file", "files", multiple=True, metavar="FILE", help="Every citation in FILE, right or wrong. Repeatable."
)
def command(citations: tuple[str, ...], as_of: date | None, form: str, files: tuple[str, ...]) -> None:
    """Say what CITATIONS mean under the law of a day, such as "Art. 62(1)" or "Art. 17 Abs. 1 Buchst. a".

    A citation given alone is taken to be of the AI Act unless it names another.
    Exits 1 where one is neither right nor of another act.
    """
    if not citations and not files:
        raise UsageError("there is nothing to look up", 'name a citation, such as "Art. 17(1)(a)", or a --file')
    found = cite(citations, files, as_of or today())
    style = style_for(is_terminal=sys.stdout.isatty())
    click.echo(cited_json(found) if form == "json" else cited_text(found, style), nl=False)
    sys.exit(0 if all(each.is_fine for each in found) else 1)
