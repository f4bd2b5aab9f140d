"""`art17 check`: evaluate the rules on a folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from art17.checking.request import Request
from art17.cli.deadline import TIMEOUT
from art17.cli.formats import deliver, outputs_of, wanted_in
from art17.cli.paths import about, root_and_only
from art17.cli.show import AS_OF, CONFIG, Day, Progress, completed_by, problem_lines, surroundings, today
from art17.errors import UsageError
from art17.memory.replay import Answer, remembered
from art17.reporting.table import NAMES, OF_REPOSITORY

if TYPE_CHECKING:
    from art17.model.report import Report
    from art17.run import Run

THRESHOLDS = ("error", "warning", "note", "never")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@AS_OF
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=FILE]",
    shell_complete=completed_by("formats"),
    help=f"How to report: {', '.join(NAMES)}; to a file where one is named. Repeatable.",
)
@click.option(
    "--fail-on", type=click.Choice(THRESHOLDS), default=None, help="The least severity that fails (default: warning)."
)
@click.option("--fail-on-questions", is_flag=True, help="Fail also where a text leaves a question to people.")
@click.option(
    "--select",
    multiple=True,
    metavar="GLOB",
    shell_complete=completed_by("rules"),
    help="Evaluate only rules whose id fits. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="GLOB",
    shell_complete=completed_by("rules"),
    help="Leave out rules whose id fits. Repeatable.",
)
@click.option("--baseline", metavar="FILE", help="Fail only for what this file, written by `art17 baseline`, lacks.")
@click.option("--new-since", default="", metavar="REV", help="Fail only for what is new or worse since a git revision.")
@click.option(
    "--compare",
    type=click.Path(),
    metavar="REPORT",
    help="Say what is new, gone and still there against this earlier JSON report.",
)
@click.option(
    "--language",
    default="en",
    metavar="LANGUAGE",
    help="The language of messages and of the HTML and Word reports: en or de.",
)
@click.option(
    "--quotes",
    type=click.Choice(("none", "places", "full")),
    default="places",
    show_default=True,
    help="How much of the texts the HTML and Word reports repeat: nothing, where to look, or headings and values too.",
)
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Without git: compare with the snapshots of earlier days in this folder, and keep one of today.",
)
@click.option("--staged", "is_staged", is_flag=True, help="Check what is staged, not what is in the folder.")
@click.option("--no-ignores", is_flag=True, help="Apply no waivers and no comments that ignore rules.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=None,
    metavar="N",
    help="Print at most N groups of findings as text and count the rest; 0 prints all (default: what fits 300 lines).",
)
@click.option(
    "--law", type=Day(), default=None, metavar="DATE", help="By the law as it was on that day, whatever came later."
)
@CONFIG
@TIMEOUT
@click.option("--no-cache", is_flag=True, help="Ignore the cache: read and evaluate everything.")
@click.option("--watch", is_flag=True, help="Stay, and print at each save which findings came and went.")
@click.option("--quiet", is_flag=True, help="Do not say on stderr what a long run is doing.")
def command(
    paths: tuple[str, ...],
    as_of: date | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    fail_on_questions: bool,  # noqa: FBT001  click passes options by name
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    new_since: str,
    compare: str | None,
    language: str,
    quotes: str,
    snapshot: str | None,
    is_staged: bool,  # noqa: FBT001
    no_ignores: bool,  # noqa: FBT001
    limit: int | None,
    law: date | None,
    config: str | None,
    no_cache: bool,  # noqa: FBT001
    watch: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> None:
    """Check the QMS in the folder PATH.

    Several paths, files, or a folder below one with a manifest show only the findings on these; the
    whole QMS that they belong to is evaluated.

    Exits 0 where nothing reaches --fail-on, 1 where findings do, 2 where the run cannot be
    trusted: something is wrong with the call, the manifest or a pack, a file in scope cannot be
    read, or nothing was checked.
    """
    wanted = wanted_in(formats or ("text",))
    root, only = root_and_only(paths)
    root, manifest = about(root, Path(config) if config else None)
    if only and any(name == "parquet" for name, _ in wanted):
        raise UsageError("rows of a part of a QMS would pass for the whole", "name the folder of the QMS alone")
    request = Request(
        root=root,
        as_of=as_of or today(),
        config=manifest,
        select=select,
        ignore=ignore,
        no_ignores=no_ignores,
        remembers=not no_cache,
        is_staged=is_staged,
        baseline=Path(baseline) if baseline else None,
        new_since=new_since,
        only=only,
        compare=Path(compare) if compare else None,
        language=language,
        quotes=quotes,
        law=law,
        snapshots=Path(snapshot) if snapshot else None,
    )
    if watch:
        from art17.cli.watch import watched  # noqa: PLC0415  late: most calls do not stay

        refuse_with_watch(request, formats)
        sys.exit(watched(request))
    progress = Progress(quiet=quiet)

    def answer(asked: Request) -> tuple[Answer, Run]:
        from art17.run import run  # noqa: PLC0415  late: most calls are answered from memory

        try:
            done = run(asked, progress)
        finally:
            progress.done()
        report = replace(
            done.report,
            fail_on=fail_on or done.report.fail_on,
            fail_on_questions=fail_on_questions or done.report.fail_on_questions,
        )
        if report.problems and all(name != "text" or file for name, file in wanted):
            for line in problem_lines(report.problems):
                click.echo(line, err=True)
        return Answer(exit_code(report, report.fail_on), outputs_of(report, wanted, root, limit)), done

    names = {name for name, _ in wanted}
    is_alone = not (baseline or new_since or compare or snapshot or names & {*OF_REPOSITORY, "parquet"})
    options = (
        select,
        ignore,
        formats,
        only,
        fail_on,
        fail_on_questions,
        no_ignores,
        limit,
        language,
        quotes,
        law,
        request.as_of,
        *surroundings(),
    )
    if snapshot:
        from art17.commands.snapshot import keep_snapshot  # noqa: PLC0415  late, as above

        answered, done = answer(request)
        keep_snapshot(done.context, done.report)
    else:
        answered = remembered(request, repr(options), answer) if is_alone and not no_cache else answer(request)[0]
    deliver(answered.outputs, root)
    sys.exit(answered.code)


def refuse_with_watch(request: Request, formats: tuple[str, ...]) -> None:
    """Refuse what a call that stays cannot do.

    Raises:
        UsageError: with the options that do not go together.
    """
    others: dict[str, object] = {
        "--staged": request.is_staged,
        "--baseline": request.baseline,
        "--new-since": request.new_since,
        "--format": formats,
    }
    if named := [name for name, given in others.items() if given]:
        raise UsageError(f"--watch prints what came and went, and takes no {', '.join(named)}", "leave one of them out")


def exit_code(report: Report, threshold: str) -> int:
    """What the run comes to: 0, 1 or 2."""
    if report.problems:
        return 2
    from art17.gate.level import reaches  # noqa: PLC0415  late, as above

    asked = bool(report.questions) if report.fail_on_questions else any(each.change for each in report.questions)
    fails = asked and threshold != "never"
    return int(fails or any(reaches(finding, threshold) for finding in report.findings))
