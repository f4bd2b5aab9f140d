"""Groups with their members, and how their places are named; shared by the formats that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from art17.model.english import in_one
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
    if not _differ(members):
        shown = members[:most] if most else members
        more = len(members) - len(shown)
        places = list(dict.fromkeys(safe(str(each.subject.place)) for each in shown))
        yield f"{', '.join(places)}{f' and {more} more' if more else ''}"
        return
    lines = list(dict.fromkeys(_lines(members)))
    shown_lines = lines[:most] if most else lines
    for place, why in shown_lines:
        short = why if len(why) <= _LONGEST_REASON else f"{why[:_LONGEST_REASON]}..."
        yield f"{place}{f': {short}' if short else ''}"
    if more := len(lines) - len(shown_lines):
        yield f"... and {more} more"


def _lines(members: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """Each place with what is wrong there; sentences on one artefact that differ in a few words are one."""
    by_subject: dict[str, list[Finding]] = {}
    for each in members:
        by_subject.setdefault(each.subject.id, []).append(each)
    is_of_one = len({each.subject.place.path for each in members}) == 1
    stretches = [in_one([each.message for each in own])[1] if len(own) > 1 else () for own in by_subject.values()]
    first = None if any(stretches) else members[0]
    for own, parts in zip(by_subject.values(), stretches, strict=True):
        if not parts:
            yield from ((_where(each, in_file=is_of_one), _own_words(each, first)) for each in own)
            continue
        named = safe("; ".join(parts)) if len(by_subject) > 1 else ""
        why = dict.fromkeys(said for each in own for said in _telling(each))
        yield _where(own[0], in_file=is_of_one), ". ".join(filter(None, (named, " ".join(why))))


def _where(finding: Finding, *, in_file: bool) -> str:
    """The place of a member: in a group of one file, whose path is known, the line alone."""
    place = finding.subject.place
    return f"line {place.line}" if in_file and place.line else safe(str(place))


def _own_words(finding: Finding, first: Finding | None) -> str:
    """What is wrong in one member: why, else its message; with its name where the place does not say who is meant.

    Nothing where its message differs from that of the `first` by name and numbers alone, if the group is told by that.
    """
    why = " ".join(_telling(finding))
    if not why and first and _bare(finding) == _bare(first):
        return ""
    why = why or safe(finding.message)
    name = safe(finding.subject.called)
    if name and why.startswith(name[:1].upper() + name[1:]):
        return why[len(name) :].lstrip(" :")
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
