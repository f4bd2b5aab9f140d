"""The main line: from a folder to a report."""

from __future__ import annotations

from art17.model.report import Report
from art17.tasks.case import Order, Progress, opened
from art17.tasks.judge import judged_in
from art17.tasks.reported import report_of


def check(order: Order, progress: Progress = lambda _: None) -> Report:
    """The report on a folder.

    Raises:
        Art17Error: where the run cannot begin.
    """
    case = opened(order, progress)
    return report_of(case, judged_in(case))
