"""The history of a QMS as people read it at a terminal: sparklines, then what came and went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art17.model.course import Change, Step, changes_in
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.known import Entry
from art17.model.rule import SEVERITIES
from art17.reporting.safe import safe
from art17.reporting.style import Style, plain
from art17.reporting.words import DISCLAIMER, ORGANISATION, plural

_BARS = "▁▂▃▄▅▆▇█"
_MARKS = {MET: "█", UNDECIDED: "▄", UNMET: "▁", NOT_APPLICABLE: "·"}
MOST_STEPS = 100
MOST_SHOWN = 12


def course_text_of(steps: Sequence[Step], style: Style = plain) -> str:
    """A line for each severity and each point of Art. 17(1), the oldest step on the left, and the changes."""
    if not steps:
        return f"Nothing was found to go through. {DISCLAIMER}\n"
    shown = steps[-MOST_STEPS:]
    parts = [*_counts(shown, style), "", *_points(shown), "", *_changes(steps, style), _summary(steps)]
    return "\n".join(parts) + "\n"


def _counts(steps: Sequence[Step], style: Style) -> Iterator[str]:
    for severity in SEVERITIES:
        counts = [step.severities[severity] for step in steps]
        most = max(counts)
        bars = "".join(_BARS[round(count * (len(_BARS) - 1) / most)] if most else _BARS[0] for count in counts)
        yield f"{style(f'{severity}s'.ljust(22), severity)} {bars} {counts[0]} -> {counts[-1]}"


def _points(steps: Sequence[Step]) -> Iterator[str]:
    """The verdicts on each point: met is high, unmet low, undecided between; a dot where nothing was asked."""
    rows = dict.fromkeys(row for step in steps for row in step.points)
    for provision, system in rows:
        marks = "".join(_MARKS.get(step.points.get((provision, system), NOT_APPLICABLE), "·") for step in steps)
        if set(marks) != {"·"}:
            yield f"{safe(f'{provision} {system or ORGANISATION}'):<22} {marks}"


def _changes(steps: Sequence[Step], style: Style) -> Iterator[str]:
    for change in changes_in(steps):
        yield style(f"{change.step.day}  {safe(change.step.name)}  {safe(change.step.title)}", "place")
        yield from _entries(change)
        yield ""


def _entries(change: Change) -> Iterator[str]:
    lines = [*_lines("+", change.brought), *_lines("-", change.removed)]
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield f"  ... and {len(lines) - MOST_SHOWN} more; --format json has all"


def _lines(sign: str, entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"  {sign} {entry.severity:<7}  {safe(entry.rule)}  {safe(entry.subject)}"


def _summary(steps: Sequence[Step]) -> str:
    first, last = steps[0], steps[-1]
    reach = f"from {first.day} ({safe(first.name)}) to {last.day} ({safe(last.name)})"
    return f"{plural(len(steps), 'state')} {reach}; + brought by it, - removed by it. {DISCLAIMER}"
