"""How many findings there were over the history, as bars, for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from art17.model.course import Change, Step, changes_in
from art17.model.rule import SEVERITIES
from art17.reporting.report_words import Words

WIDTH, HEIGHT = 600, 120
MOST_CHANGES = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """The part of a column that is one severity; places are those of the picture."""

    severity: str
    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of all steps, the newest changes first, and the first and last day."""

    bars: tuple[Bar, ...]
    changes: tuple[Change, ...]
    first: str
    last: str
    most: int


def chart_of(steps: Sequence[Step], w: Words) -> Chart | None:
    """The chart of a history; None where there is none."""
    if not steps:
        return None
    most = max(1, *(sum(step.severities.values()) for step in steps))
    bars = tuple(bar for at, step in enumerate(steps) for bar in _column(at, step, len(steps), most, w))
    changes = changes_in(steps)[::-1][:MOST_CHANGES]
    return Chart(bars, changes, steps[0].day.isoformat(), steps[-1].day.isoformat(), most)


def _column(at: int, step: Step, count: int, most: int, w: Words) -> list[Bar]:
    width = WIDTH / count
    gap = 1 if width > 3 else 0
    bars: list[Bar] = []
    top = float(HEIGHT)
    for severity in SEVERITIES:
        number = step.severities[severity]
        height = number * HEIGHT / most
        top -= height
        if number:
            title = f"{step.day} {step.name}: {w.count(number, severity, f'{severity}s')}"
            bars.append(
                Bar(severity, round(at * width, 2), round(top, 2), round(width - gap, 2), round(height, 2), title)
            )
    return bars
