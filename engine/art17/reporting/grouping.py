"""Groups with their members, and how their places are named; shared by the formats that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art17.model.report import Finding, Group, Report
from art17.reporting.safe import safe
from art17.reporting.told import reasons

_LONGEST_REASON = 160


def groups_with_members(report: Report) -> Iterator[tuple[Group, tuple[Finding, ...]]]:
    """Each group with its findings, in the order of the report; findings that no group holds stand alone."""
    by_id = {(finding.id, finding.group): finding for finding in report.findings}
    held: set[tuple[str, str]] = set()
    for group in report.groups:
        members = tuple(by_id[key] for name in group.members if (key := (name, group.id)) in by_id)
        held.update((each.id, each.group) for each in members)
        if members:
            yield group, members
    for finding in report.findings:
        if (finding.id, finding.group) not in held:
            yield alone(finding), (finding,)


def alone(finding: Finding) -> Group:
    """A finding as a group of its own."""
    return Group(
        id=finding.group or finding.id[:12],
        rule=finding.rule,
        cause=finding.cause,
        category=finding.category,
        basis=finding.basis,
        severity=finding.severity,
        verdict=finding.verdict,
        status=finding.status,
        message=finding.message,
        fix=finding.fix,
        provisions=finding.provisions,
        members=(finding.id,),
        owners=(finding.owner,) if finding.owner else (),
        blocks=finding.blocks,
    )


def first_causes(report: Report) -> tuple[tuple[Group, tuple[Finding, ...]], ...]:
    """What to do first, the groups with their members in that order."""
    known = {group.id: (group, members) for group, members in groups_with_members(report)}
    return tuple(known[name] for name in report.first_groups if name in known)


def places_of(members: Sequence[Finding], most: int) -> Iterator[str]:
    """Where the members are, so many at most (0: all), each with what is wrong there where that differs."""
    shown = members[:most] if most else members
    more = len(members) - len(shown)
    if _differ(members):
        for each in shown:
            why = " ".join(reasons(each)) or safe(each.message)
            short = why if len(why) <= _LONGEST_REASON else f"{why[:_LONGEST_REASON]}..."
            yield f"{safe(str(each.subject.place))}: {short}"
        if more:
            yield f"... and {more} more"
        return
    places = list(dict.fromkeys(safe(str(each.subject.place)) for each in shown))
    yield f"{', '.join(places)}{f' and {more} more' if more else ''}"


def _differ(members: Sequence[Finding]) -> bool:
    """Whether members differ by more than their names: then each says what is wrong with it."""

    def without_name(finding: Finding, text: str) -> str:
        names = sorted(
            {finding.subject.called, finding.subject.id, finding.subject.title} - {""}, key=len, reverse=True
        )
        for name in names:
            text = text.replace(name, "")
        return text

    if len({each.subject.id for each in members}) == 1 and len({each.message for each in members}) == 1:
        return False
    found = {without_name(each, " ".join((each.message, *reasons(each)))) for each in members}
    return len(found) > 1
