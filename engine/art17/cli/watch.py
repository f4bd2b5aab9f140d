"""`art17 check --watch`: what came and what went at each save."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator

import click

from art17.checking.report import is_asked_for
from art17.checking.request import Request
from art17.cli.show import problem_lines
from art17.errors import Art17Error
from art17.model.report import Finding
from art17.reporting.safe import safe
from art17.reporting.words import plural
from art17.session.session import QmsSession

PAUSE = 0.3
"""How many seconds pass between two looks at the folder."""


def watched(request: Request, looks: Iterable[None] | None = None) -> int:
    """Print the findings that come and go until interrupted (or as often as `looks` says); the exit code."""
    gc.enable()  # this stays, other than a check
    session = QmsSession(request)
    known = _findings(session, request)
    click.echo(f"{plural(len(known), 'finding')}; waiting for changes, Ctrl-C ends")
    try:
        for _ in looks if looks is not None else _pauses():
            changed = session.refresh()
            if changed:
                now = _findings(session, request)
                for line in _lines(known, now, changed):
                    click.echo(line)
                known = now
    except KeyboardInterrupt:
        click.echo("")
    return 1 if known else 0


def _pauses() -> Iterator[None]:
    while True:
        time.sleep(PAUSE)
        yield


def _findings(session: QmsSession, request: Request) -> dict[str, Finding]:
    """The active findings by id; where the run cannot begin, that is said, and there are none."""
    try:
        found = session.ungrouped()
    except Art17Error as error:
        for line in problem_lines(error.problems):
            click.echo(line, err=True)
        return {}
    return {each.id: each for each in found if each.status == "active" and is_asked_for(each, request.only)}


def _lines(before: dict[str, Finding], after: dict[str, Finding], changed: tuple[str, ...]) -> Iterator[str]:
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    came, gone = [each for key, each in after.items() if key not in before], before.keys() - after.keys()
    yield f"-- {safe(', '.join(changed[:3]))}{more}: {len(came)} came, {len(gone)} went, {len(after)} left"
    for each in came:
        yield f"+ {safe(str(each.subject.place))} {each.severity} {safe(each.message)}  {each.rule}"
    for key in sorted(gone):
        yield f"- {safe(str(before[key].subject.place))} {safe(before[key].message)}  {before[key].rule}"
