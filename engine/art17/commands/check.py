"""The main line: from a folder to a report."""

from __future__ import annotations

from art17.commands.case import Order, Progress, opened
from art17.commands.judge import judged_in
from art17.commands.reported import report_of
from art17.model.report import Report


def check(order: Order, progress: Progress = lambda _: None) -> Report:
    """The report on a folder.

    Raises:
        Art17Error: where the run cannot begin.
    """
    case = opened(order, progress)
    return report_of(case, judged_in(case))
