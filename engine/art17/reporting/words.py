"""Words that several formats share: dates of application, cells of the table of points, the summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.report import Finding, Obligation, Report
from art17.reporting.safe import safe

QMS = "Art. 17(1)"
ORGANISATION = "Org"
DISCLAIMER = "A report on files, not a conformity assessment."


def points(report: Report) -> tuple[str, ...]:
    """The points of Art. 17(1) that the report knows, in order."""
    found = (each.provision for each in report.obligations)
    return tuple(dict.fromkeys(cite for cite in found if cite.startswith(f"{QMS}(") and cite.count("(") == 2))


def by_point(report: Report) -> Mapping[tuple[str, str], Obligation]:
    """The obligations under points of Art. 17(1), by provision and system."""
    known = frozenset(points(report))
    return {(each.provision, each.system): each for each in report.obligations if each.provision in known}


def scores(report: Report) -> Iterator[str]:
    """How many points are met, for the organisation and for each system: `Org 12/13`."""
    cells = by_point(report)
    rows = points(report)
    for system in ("", *report.systems) if rows else ():
        verdicts = [cells[row, system].verdict for row in rows]
        excluded = verdicts.count(NOT_APPLICABLE)
        more = f" ({excluded} not applicable)" if excluded else ""
        yield f"{system or ORGANISATION} {verdicts.count(MET)}/{len(rows) - excluded}{more}"


def cell(obligation: Obligation) -> str:
    """What the table of points says: the worst verdict, how often, and the strength of what is met."""
    counts = obligation.counts
    match obligation.verdict:
        case "met":
            return f"met ({counts.get(MET, 0)}) {obligation.strength}"
        case "unmet":
            return f"unmet ({counts.get(UNMET, 0)} of {counts.get(UNMET, 0) + counts.get(MET, 0)})"
        case "undecided":
            return f"undecided ({counts.get(UNDECIDED, 0)})" if counts else "undecided"
        case _:
            return "not applicable"


def application_of(finding: Finding, as_of: date) -> str:
    """From when a finding applies to which system, and in how many days; both readings where disputed."""
    applies: list[str] = []
    for system in dict.fromkeys(binding.system for binding in finding.binding):
        own = [each for each in finding.binding if each.system == system and each.since]
        dates = [each.since for each in own if each.since]
        if dates:
            to = f"to {system} " if system else ""
            applies.append(f"{to}{' or '.join(_from(day, as_of) for day in dates)}")
    out = [each for each in finding.binding if each.since is None]
    if out and not applies:
        names = ", ".join(dict.fromkeys(each.system for each in out if each.system)) or "any system"
        return f"applies to {names} only once its design is significantly changed ({out[0].basis})"
    return f"applies {', '.join(applies)}" if applies else ""


def readiness_said(report: Report) -> str:
    """Which systems a transitional provision leaves out, so that their points are readiness and no breach; or ""."""
    lines: list[str] = []
    for by in dict.fromkeys(by for _, by in report.left_out):
        names = ", ".join(safe(system) for system, basis in report.left_out if basis == by)
        lines.append(f"{by} leaves out {names} as long as the design is not significantly changed.")
    return "\n".join((*lines, "What is shown of it is readiness.")) if lines else ""


def _from(day: date, as_of: date) -> str:
    days = (day - as_of).days
    return f"from {day} (in {days} days)" if days > 0 else f"since {day}"


def plural(number: int, word: str) -> str:
    """A number with its word.

    >>> plural(1, "error"), plural(2, "error")
    ('1 error', '2 errors')
    """
    return f"{number} {word}{'' if number == 1 else 's'}"
