"""Findings that one cause explains become one group, which people read as one.

Groups are formed last, when waivers and baseline have been applied, and change nothing: each finding
keeps its own fingerprint, which knows of no group.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from art17.model.english import in_one
from art17.model.report import Finding, Group
from art17.model.rule import SEVERITIES

LEAST_FIRST = 3
"""So many causes are named first, also where fewer are errors."""
MANY = 5
"""From so many different things on that one rule finds in one artefact, people read them as one."""
THE_SAME, THE_SAME_ONCE = "The same of {count} others.", "The same of one other."
_IN_TEXT = "links_to "
_SUBJECT = "{subject}"
_OF_MANY = (" do ", " are ", " have ", " were ")

Key = tuple[str, str, str, str]


def grouped(
    findings: Sequence[Finding], files: Iterable[str] = (), words: Mapping[str, str] | None = None
) -> tuple[tuple[Finding, ...], tuple[Group, ...]]:
    """The findings, each with its group, and the groups in the order of their first members.

    `files` are the files that were read: links into a folder without any have that folder as their cause.
    `words` are phrases in the language of the run, by the English ones.
    """
    causes = _of_one_artefact(findings, _causes(findings, files))
    held: dict[Key, list[Finding]] = defaultdict(list)
    told: list[Finding] = []
    for finding, cause in zip(findings, causes, strict=True):
        key = (finding.rule, cause, finding.verdict, finding.status)
        named = replace(finding, group=_id_of(key))
        told.append(named)
        held[key].append(named)
    return tuple(told), tuple(_group(key, members, words or {}) for key, members in held.items())


def first_of(groups: Sequence[Group], findings: Sequence[Finding], as_of: date) -> tuple[Group, ...]:
    """The causes of all errors, what applies today and blocks most first; others where there are few errors."""
    later = {finding.group: _applies_later(finding, as_of) for finding in reversed(findings)}
    active = [group for group in groups if group.status == "active"]
    active.sort(
        key=lambda each: (
            SEVERITIES.index(each.severity),
            later.get(each.id, False),
            each.basis != "law",
            -len(each.blocks),
            -len(each.members),
        )
    )
    errors = sum(group.severity == "error" for group in active)
    return tuple(active[: max(errors, LEAST_FIRST)])


def step_of(group: Group) -> str:
    """What is wrong, and what to do about it, in one line."""
    return f"{group.message} {group.fix}"


def _applies_later(finding: Finding, as_of: date) -> bool:
    days = [binding.since for binding in finding.binding]
    return bool(days) and all(day is None or day > as_of for day in days)


def _id_of(key: Key) -> str:
    return hashlib.sha256("\n".join(key).encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _group(key: Key, members: Sequence[Finding], words: Mapping[str, str]) -> Group:
    rule, cause, verdict, status = key
    first = members[0]
    return Group(
        id=first.group,
        rule=rule,
        cause=cause,
        category=first.category,
        basis=first.basis,
        severity=min((each.severity for each in members), key=SEVERITIES.index),
        verdict=verdict,
        status=status,
        message=_message(members, cause, words),
        fix=_fix(members, words),
        provisions=tuple(dict.fromkeys(cite for each in members for cite in each.provisions)),
        members=tuple(each.id for each in members),
        owners=tuple(dict.fromkeys(each.owner for each in members if each.owner)),
        blocks=tuple(dict.fromkeys(rule for each in members for rule in each.blocks)),
    )


def _message(members: Sequence[Finding], cause: str, words: Mapping[str, str]) -> str:
    """What is wrong in all members: said of each where they differ by name alone, else of the first."""
    first, count = members[0], len(members)
    if count == 1:
        return first.message
    if _is_folder(cause, first):
        text = "{count} links lead into `{cause}`, a folder in which nothing was found."
        return words.get(text, text).format(count=count, cause=cause)
    names = {each.subject.id for each in members}
    own = [each.message for each in members if each.subject.id == first.subject.id]
    told = in_one(own)[0] if len(own) > 1 else ""
    if told:
        count = len(names)
    if count == 1:
        return told
    if words or told or (first.subject.type == "provision" and len(names) == count):
        text = THE_SAME if count > 2 else THE_SAME_ONCE
        same = words.get(text, text).format(count=count - 1)
        others = ", ".join(each.subject.id for each in members[1:]) if first.subject.type == "provision" else ""
        return f"{told or first.message} {f'{same[:-1]}: {others}.' if others else same}"
    patterns = {_pattern(each.message, each) for each in members}
    if len(patterns) == 1 and len(names) == count and (pattern := patterns.pop()).count(_SUBJECT) == 1:
        return _said_of_each(pattern, count)
    if len(names) == 1:
        more = "Once more" if count == 2 else f"{count - 1} more"
        return f"{first.message} {more} of the kind in the same document."
    return f"{first.message} The same of {count - 1} other{'' if count == 2 else 's'}."


def _said_of_each(pattern: str, count: int) -> str:
    """A sentence about one subject, said of several.

    >>> _said_of_each("{subject} has no owner.", 3), _said_of_each("{subject} do not say when.", 2)
    ('Each of these 3 artefacts has no owner.', 'These 2 artefacts do not say when.')
    """
    rest = pattern.partition(_SUBJECT)[2]
    named = f"these {count} artefacts" if rest.startswith(_OF_MANY) else f"each of these {count} artefacts"
    told = pattern.replace(_SUBJECT, named)
    return told[:1].upper() + told[1:]


def _pattern(text: str, finding: Finding) -> str:
    """A text of a finding with its subject left open."""
    name = finding.subject.called
    if not name:
        return text
    if text.startswith(name[:1].upper() + name[1:]):
        return _SUBJECT + text[len(name) :]
    return text.replace(name, _SUBJECT, 1)


def _fix(members: Sequence[Finding], words: Mapping[str, str]) -> str:
    """What fixes all members, or the first of them where each has its own."""
    fixes = {each.fix for each in members}
    first = members[0]
    if len(fixes) == 1:
        return first.fix
    if first.cause == "draft":
        text = "Finish each of them, have it approved, and set `status: effective`."
        return words.get(text, text)
    if words:
        return first.fix
    patterns = {_pattern(each.fix, each) for each in members}
    if len(patterns) == 1 and (pattern := patterns.pop()).count(_SUBJECT) == 1:
        told = pattern.replace(_SUBJECT, "each of them")
        return told[:1].upper() + told[1:]
    return first.fix


def _causes(findings: Sequence[Finding], files: Iterable[str]) -> list[str]:
    """The cause of each finding; of links into a folder with nothing in it that folder, where several lead there."""
    in_text = [each for each in findings if each.discriminator.startswith(_IN_TEXT)]
    if not in_text:
        return [each.cause for each in findings]
    folders = _folders(files)
    roots = {id(each): _root(each, folders) for each in in_text}
    targets: Mapping[str, set[str]] = defaultdict(set)
    for each in in_text:
        targets[roots[id(each)]].add(each.cause)
    return [
        root if (root := roots.get(id(each), "")) and len(targets[root]) > 1 else each.cause.partition("#")[0]
        for each in findings
    ]


def _of_one_artefact(findings: Sequence[Finding], causes: Sequence[str]) -> list[str]:
    """The causes; many things that one rule finds in one artefact have that artefact as their cause."""
    keys = [(each.rule, each.subject.id, each.subject.place.path) for each in findings]
    held: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for key, cause in zip(keys, causes, strict=True):
        held[key].add(cause)
    return [f"in {key[2]}" if len(held[key]) >= MANY else cause for key, cause in zip(keys, causes, strict=True)]


def _folders(files: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for path in files:
        folder = posixpath.dirname(path)
        while folder and folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(found)


def _root(finding: Finding, folders: frozenset[str]) -> str:
    """The first folder on the way to a link's target in which no file was read; "" where there is none."""
    target = finding.cause.partition("#")[0]
    base = "" if target.startswith("/") else posixpath.dirname(finding.subject.place.path)
    steps = posixpath.normpath(posixpath.join(base, target.lstrip("/"))).split("/")[:-1]
    for at in range(1, len(steps) + 1):
        folder = "/".join(steps[:at])
        if steps[at - 1] != ".." and folder not in folders:
            return f"{folder}/"
    return ""


def _is_folder(cause: str, finding: Finding) -> bool:
    return cause.endswith("/") and finding.cause != cause and finding.discriminator.startswith(_IN_TEXT)
