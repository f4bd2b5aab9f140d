"""`art17 fix`: make the repairs that are sure, and say which others there are."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from art17.checking.request import Request
from art17.cli.check import exit_code
from art17.cli.deadline import TIMEOUT
from art17.cli.paths import about, root_and_only
from art17.cli.show import AS_OF, CONFIG, completed_by, problem_lines, style_for, today
from art17.commands.fix import Answer, Fixed, Offer, fix
from art17.errors import Art17Error, UsageError
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.repair import Repair
from art17.model.report import Finding
from art17.reading.io.revision import files_of, head_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.io.writing import write_file
from art17.reporting.safe import safe
from art17.reporting.words import plural

MOST_ASKED = 50


@click.command("fix")
@click.argument("path", default=".", type=click.Path())
@AS_OF
@click.option("--unsafe", is_flag=True, help="Make also repairs that are one plausible guess each.")
@click.option("--diff", "shows_diff", is_flag=True, help="Print what would change, and write nothing.")
@click.option(
    "--select",
    multiple=True,
    metavar="GLOB",
    shell_complete=completed_by("rules"),
    help="Repair only findings of rules whose id fits. Repeatable.",
)
@click.option("--interactive", is_flag=True, help="Ask for the facts that only a person can state.")
@click.option("--dirty", is_flag=True, help="Write also files that are not as they are committed in git.")
@click.option("--baseline", metavar="FILE", help="Take entries that occur no more out of this baseline.")
@CONFIG
@TIMEOUT
def command(
    path: str,
    as_of: date | None,
    unsafe: bool,  # noqa: FBT001  click passes options by name
    shows_diff: bool,  # noqa: FBT001
    select: tuple[str, ...],
    interactive: bool,  # noqa: FBT001
    dirty: bool,  # noqa: FBT001
    baseline: str | None,
    config: str | None,
) -> None:
    """Repair what is wrong in form in the folder PATH.

    What else could be done is listed, and left to you.

    A repair is made only where the file reads afterwards as before but for the one change that is
    meant, its finding goes, no other comes, and no verdict on anything else turns met.  Facts are
    never made up: reviews, approvals, signatures, digests and statuses have no repair, and what
    only a person can state is asked.

    Exits as `art17 check` does on what is there afterwards.
    """
    root, _ = root_and_only((path,))
    root, manifest = about(root, Path(config) if config else None)
    request = Request(
        root=root,
        as_of=as_of or today(),
        config=manifest,
        remembers=True,
        baseline=Path(baseline) if baseline else None,
    )
    done = fix(request, unsafe=unsafe, select=select, answer=_asking() if interactive else None)
    if shows_diff:
        click.echo("".join(_diff(done)), nl=False)
    else:
        _write(done, root, dirty=dirty)
        for line in _lines(done, unsafe=unsafe):
            click.echo(line)
    for line in problem_lines(done.report.problems):
        click.echo(line, err=True)
    sys.exit(exit_code(done.report, done.report.fail_on))


def _write(done: Fixed, root: Path, *, dirty: bool) -> None:
    """Write the files that changed, each whole or not at all.

    Raises:
        Art17Error: where a file is not as it is committed, or cannot be written.
    """
    unclean = [] if dirty else list(_unclean(done, root))
    if unclean:
        told = "This file would be repaired, and is not as it is committed in git"
        raise Art17Error([Problem(Place(each), told, "commit it first, or pass --dirty") for each in unclean])
    for path, (_, after) in done.files.items():
        write_file(after, root / path, root)


def _unclean(done: Fixed, root: Path) -> Iterator[str]:
    head = head_of(root)
    try:
        committed = files_of(root, head) if head and done.files else None
    except UsageError:
        committed = None
    for path, (before, _) in done.files.items():
        try:
            known = committed.read(path) if committed else None
        except UnreadableError:
            known = None
        if known is None or known.replace(b"\r\n", b"\n") != before.replace(b"\r\n", b"\n"):
            yield path


def _diff(done: Fixed) -> Iterator[str]:
    for path, (before, after) in done.files.items():
        old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, after))
        for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
            yield safe(line.rstrip("\r\n")) + "\n"
            if not line.endswith("\n"):
                yield "\\ No newline at end of file\n"


def _lines(done: Fixed, *, unsafe: bool) -> Iterator[str]:
    style = style_for(is_terminal=sys.stdout.isatty())
    for each in done.made:
        yield from _line("changed", each, style, each.repair.category)
    for each in done.refused:
        yield from _line("not made", each, style, each.why_not)
    for each in done.held:
        yield from _line("unsafe", each, style, "")
    for each in done.asked[:MOST_ASKED]:
        yield from _line("ask", each, style, ", ".join(each.repair.choices))
    if len(done.asked) > MOST_ASKED:
        yield f"... and {len(done.asked) - MOST_ASKED} more to ask"
    yield ""
    held = f"; {len(done.held)} unsafe ones were not made, --unsafe makes them" if done.held and not unsafe else ""
    asked = f"; {len(done.asked)} to ask a person, --interactive asks" if done.asked else ""
    files = f" in {plural(len(done.files), 'file')}, look at them" if done.files else ""
    yield f"{plural(len(done.made), 'repair')} made{files}{held}{asked}."


def _line(what: str, offer: Offer, style: Callable[[str, str], str], more: str) -> Iterable[str]:
    finding, repair = offer.finding, offer.repair
    remark = f" ({safe(more)})" if more else ""
    yield f"{what:8}  {style(safe(str(finding.subject.place)), 'place')}  {safe(repair.title)}{remark}  {finding.rule}"


def _asking() -> Answer:
    """Asks at the terminal, and takes a number for a choice; an empty answer leaves things as they are."""

    def ask(finding: Finding, repair: Repair) -> str:
        click.echo(f"\n{safe(str(finding.subject.place.path))}: {safe(finding.message)}")
        for number, choice in enumerate(repair.choices, 1):
            click.echo(f"  {number}  {safe(choice)}")
        given = str(click.prompt(safe(repair.title), default="", show_default=False)).strip()
        is_number = given.isdigit() and 0 < int(given) <= len(repair.choices)
        return repair.choices[int(given) - 1] if is_number else given

    return ask
