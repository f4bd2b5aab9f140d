"""A report beside an earlier one: what is new, still there and gone."""

from __future__ import annotations

from collections.abc import Container, Iterable

from art17.model.report import Compared, Earlier, Finding


def compared_with(
    findings: Iterable[Finding],
    before: Iterable[Earlier],
    as_of: str,
    undecided: Container[tuple[str, str]] = (),
) -> Compared:
    """The findings that count against those of an earlier report.

    One is known by its fingerprint, or by that of what it speaks for now; what a finding speaks for is not gone,
    nor is what a text leaves open now: `undecided` are the rules and subjects of which nothing is known.
    """
    earlier = {each.id: each for each in before}
    new: list[str] = []
    known: list[str] = []
    there: set[str] = set()
    for finding in findings:
        names = {finding.id, *finding.hides}
        there |= names
        (known if not names.isdisjoint(earlier) else new).append(finding.id)
    missing = [each for name, each in earlier.items() if name not in there]
    still_open = tuple(each for each in missing if (each.rule, each.subject) in undecided)
    gone = tuple(each for each in missing if each not in still_open)
    return Compared(as_of, tuple(new), tuple(known), gone, still_open)
