"""Groups with their members, and how their places are named; shared by the formats that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from art17.gate.groups import said_together
from art17.model.report import Finding, Group, Report
from art17.reporting.safe import safe
from art17.reporting.told import reasons

_LONGEST_REASON = 160
_NUMBERS = re.compile(r"\d[\d,]*")
_ABSENT = re.compile(r" has no `[\w.]{1,80}`\.$")
ABSTRACT = frozenset({"provision", "linkage", "qms"})
"""Types of subjects that no file is: their places are those of what stands for them."""


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
    if most and len({each.subject for each in members}) == 1 and said_together([each.message for each in members]):
        yield safe(str(members[0].subject.place))
        return
    if _differ(members):
        yield from dict.fromkeys(_place_and_words(each, members[0]) for each in shown)
        if more:
            yield f"... and {more} more"
        return
    places = list(dict.fromkeys(safe(str(each.subject.place)) for each in shown))
    yield f"{', '.join(places)}{f' and {more} more' if more else ''}"


def _place_and_words(finding: Finding, first: Finding) -> str:
    why = _own_words(finding, first)
    short = why if len(why) <= _LONGEST_REASON else f"{why[:_LONGEST_REASON]}..."
    return f"{safe(str(finding.subject.place))}{f': {short}' if short else ''}"


def _own_words(finding: Finding, first: Finding) -> str:
    """What is wrong in one member: why, else its message; with its name where the place does not say who is meant.

    Nothing where its message differs from that of the `first` by name and numbers alone.
    """
    why = " ".join(_telling(finding))
    if not why and finding is not first and _bare(finding) == _bare(first):
        return ""
    why = why or safe(finding.message)
    name = safe(finding.subject.called)
    if name and why.startswith(name[:1].upper() + name[1:]):
        return why[len(name) :].lstrip(": ")
    is_named = finding.subject.type not in ABSTRACT or not name or name in why
    return why if is_named else f"{name}: {why}"


def _bare(finding: Finding) -> str:
    return _NUMBERS.sub("#", finding.message.replace(finding.subject.called or finding.subject.id, "", 1))


def _telling(finding: Finding) -> tuple[str, ...]:
    """The reasons of a finding without those that only repeat that a field is not there."""
    return tuple(said for said in reasons(finding) if not _ABSENT.search(said))


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
    found = {without_name(each, " ".join((each.message, *_telling(each)))) for each in members}
    return len(found) > 1
