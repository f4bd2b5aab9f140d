"""Words that several formats share: dates of application, cells of the table of points, the summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.report import Declared, Finding, Obligation, Report
from art17.reporting.report_words import ENGLISH, Words
from art17.reporting.safe import safe

QMS = "Art. 17(1)"
ORGANISATION = "Org"
OF_USE = ("Art. 26(", "Art. 27(")
DISCLAIMER = "A report on files, not a conformity assessment."


def points(report: Report) -> tuple[str, ...]:
    """The points of Art. 17(1) that the report knows, in order."""
    found = (each.provision for each in report.obligations)
    return tuple(dict.fromkeys(cite for cite in found if cite.startswith(f"{QMS}(") and cite.count("(") == 2))


def used_systems(report: Report) -> tuple[str, ...]:
    """The systems for which a duty of a deployer was asked, in order."""
    of_use = {each.system for each in report.obligations if each.provision.startswith(OF_USE) and each.rules}
    return tuple(system for system in report.systems if system in of_use)


def points_of_use(report: Report) -> Mapping[tuple[str, str], Obligation]:
    """The paragraphs of Arts. 26 and 27 by provision and system, as far as something uses a system."""
    used = frozenset(used_systems(report))
    return {
        (each.provision, each.system): each
        for each in report.obligations
        if each.system in used and each.provision.startswith(OF_USE) and each.provision.count("(") == 1
    }


def by_point(report: Report) -> Mapping[tuple[str, str], Obligation]:
    """The obligations under points of Art. 17(1), by provision and system."""
    known = frozenset(points(report))
    return {(each.provision, each.system): each for each in report.obligations if each.provision in known}


WEAK = frozenset({"found", "stated"})
"""Strengths that are not counted among what is met: nobody has confirmed what a text says."""


def scores(report: Report) -> Iterator[str]:
    """How many points are met, for the organisation and for each system, what texts alone say apart: `Org 12/13`."""
    of_use = points_of_use(report)
    if is_of_a_provider(report) or not of_use:
        yield from _scores(points(report), ("", *provided_systems(report)), by_point(report))
    yield from _scores(tuple(dict.fromkeys(row for row, _ in of_use)), used_systems(report), of_use)


def provided_systems(report: Report) -> tuple[str, ...]:
    """The systems that Art. 17 may be about: not those that are only used."""
    used = frozenset(used_systems(report))
    return tuple(system for system in report.systems if system not in used)


def is_of_a_provider(report: Report) -> bool:
    """Whether a point of Art. 17(1) applies to anybody here; to who only uses systems none does."""
    return any(each.verdict != NOT_APPLICABLE for each in by_point(report).values())


def _scores(
    rows: tuple[str, ...], owners: tuple[str, ...], cells: Mapping[tuple[str, str], Obligation]
) -> Iterator[str]:
    for system in owners if rows else ():
        found = [cells.get((row, system)) for row in rows]
        verdicts = [each.verdict if each else NOT_APPLICABLE for each in found]
        excluded = verdicts.count(NOT_APPLICABLE)
        weak = sum(1 for each in found if each and each.verdict == MET and each.strength in WEAK)
        notes = [f"{weak} more found in texts"] if weak else []
        undecided = verdicts.count(UNDECIDED)
        notes += [f"{undecided} undecided"] if undecided else []
        notes += [f"{excluded} not applicable"] if excluded else []
        more = f" ({', '.join(notes)})" if notes else ""
        yield f"{system or ORGANISATION} {verdicts.count(MET) - weak}/{len(rows) - excluded}{more}"


def cell(obligation: Obligation) -> str:
    """What the table of points says: the worst verdict, how often, and the strength of what is met."""
    counts = obligation.counts
    match obligation.verdict:
        case "met":
            count = f" ({counts[MET]})" if counts.get(MET) else ","
            return f"met{count} {obligation.strength}"
        case "unmet":
            of = counts.get(UNMET, 0) + counts.get(MET, 0)
            return f"unmet ({counts.get(UNMET, 0)} of {of})" if of else "unmet, judged"
        case "undecided":
            return f"undecided ({counts.get(UNDECIDED, 0)})" if counts else "undecided"
        case _:
            return "not applicable"


def application_of(finding: Finding, as_of: date, w: Words = ENGLISH) -> str:
    """From when a finding applies to which system, and in how many days; both readings where disputed."""
    applies: list[str] = []
    for system in dict.fromkeys(binding.system for binding in finding.binding):
        own = [each for each in finding.binding if each.system == system and each.since]
        dates = [each.since for each in own if each.since]
        if dates:
            days = w(" or ").join(_from(day, as_of, w) for day in dates)
            applies.append(w("to {system} {days}", system=system, days=days) if system else days)
    out = [each for each in finding.binding if each.since is None]
    if out and not applies:
        names = ", ".join(dict.fromkeys(each.system for each in out if each.system)) or w("any system")
        text = "applies to {names} only once its design is significantly changed ({basis})"
        return w(text, names=names, basis=w.provision(out[0].basis))
    return w("applies {days}", days=", ".join(applies)) if applies else ""


def declared_said(declared: Declared) -> str:
    """A fact of the manifest, with how many artefacts it is declared for."""
    return f"{declared.what}, as {declared.place} declares for {plural(declared.artefacts, 'document')}."


def readiness_said(report: Report) -> str:
    """Which systems a transitional provision leaves out, so that their points are readiness and no breach; or ""."""
    lines: list[str] = []
    for by in dict.fromkeys(by for _, by in report.left_out):
        names = ", ".join(safe(system) for system, basis in report.left_out if basis == by)
        lines.append(f"{by} leaves out {names} as long as the design is not significantly changed.")
    return "\n".join((*lines, "What is shown of it is readiness.")) if lines else ""


def _from(day: date, as_of: date, w: Words) -> str:
    days = (day - as_of).days
    said = str(day) if w is ENGLISH else w.day(day)
    return w("from {day} (in {count} days)", day=said, count=days) if days > 0 else w("since {day}", day=said)


def plural(number: int, word: str) -> str:
    """A number with its word.

    >>> plural(1, "error"), plural(2, "error")
    ('1 error', '2 errors')
    """
    return f"{number} {word}{'' if number == 1 else 's'}"
