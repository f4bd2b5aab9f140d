"""Only what is new: findings held against those that were known before."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from art17.evaluation.findings import fingerprint
from art17.model.artefact import Defect
from art17.model.known import Entry
from art17.model.place import Place
from art17.model.report import Finding
from art17.model.rule import SEVERITIES

BASELINED = "baselined"
NEW = "new"
WORSENED = "worsened"


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings, known ones as baselined, each with its entry, and the entries that occur no more.

    `open` are entries that are no finding now only because a text leaves them open: a question, and nothing is mended.
    """

    findings: tuple[Finding, ...]
    entries: tuple[Entry | None, ...]
    settled: tuple[Entry, ...]
    open: tuple[Entry, ...] = ()


def compared(
    findings: Sequence[Finding],
    entries: Iterable[Entry],
    renames: Mapping[str, str],
    undecided: Container[tuple[str, str]] = (),
) -> Compared:
    """The findings with what they are beside known ones; `renames` leads from old paths to new ones.

    A finding is known by its fingerprint, or by that which it had before its file was renamed or
    its id began to need its register to be told apart.  What an entry spoke for is known as well.
    `undecided` are the rules and subjects of which nothing is known now.  Where something was undecided and is found
    now, what was noted of it is neither gone nor mended.
    """
    known = {entry.id: entry for entry in entries}
    found = dict(_matched(findings, known, renames))
    hidden = {name: entry for entry in known.values() for name in entry.hides}
    occurring = {entry.id for entry in found.values()}
    told: list[Finding] = []
    beside: list[Entry | None] = []
    for at, finding in enumerate(findings):
        entry = found.get(at)
        if entry is None and finding.id in hidden:
            entry = hidden[finding.id]
            occurring.add(entry.id)
        occurring.update(name for name in finding.hides if name in known)
        told.append(_beside(finding, entry))
        beside.append(entry)
    found_now = {(finding.rule, finding.subject.id) for finding in findings}
    gone = [entry for name, entry in known.items() if name not in occurring]
    gone = [entry for entry in gone if entry.verdict != "undecided" or (entry.rule, entry.subject) not in found_now]
    still_open = tuple(entry for entry in gone if (entry.rule, entry.subject) in undecided)
    settled = tuple(entry for entry in gone if entry not in still_open)
    return Compared(tuple(told), tuple(beside), settled, still_open)


def _beside(finding: Finding, entry: Entry | None) -> Finding:
    """A finding beside its entry: a waived one stays waived, new or not; a graver one counts."""
    if entry is None:
        return replace(finding, change=NEW)
    if _is_worse(finding, entry):
        return replace(finding, change=WORSENED)
    return replace(finding, status=BASELINED if finding.status == "active" else finding.status, change="")


def _is_worse(finding: Finding, entry: Entry) -> bool:
    graver = SEVERITIES.index(finding.severity) < SEVERITIES.index(entry.severity)
    decided = finding.verdict == "unmet" and entry.verdict == "undecided"
    return graver or decided or (entry.status == "waived" and finding.status != "waived")


def _matched(
    findings: Sequence[Finding], known: Mapping[str, Entry], renames: Mapping[str, str]
) -> Iterator[tuple[int, Entry]]:
    """The index of each known finding with its entry; no entry is taken twice."""
    taken: set[str] = set()
    open_still: list[int] = []
    for at, finding in enumerate(findings):
        if finding.id in known:
            taken.add(finding.id)
            yield at, known[finding.id]
        else:
            open_still.append(at)
    left: dict[str, list[Entry]] = {}
    for entry in known.values():
        if entry.id not in taken:
            left.setdefault(entry.rule, []).append(entry)
    times = Counter((f.rule, f.subject.id, f.discriminator) for f in findings)
    for at in open_still:
        finding = findings[at]
        most = times[finding.rule, finding.subject.id, finding.discriminator]
        for entry in left.get(finding.rule, ()):
            if entry.id not in taken and _was(finding, entry, renames, most):
                taken.add(entry.id)
                yield at, entry
                break


def _was(finding: Finding, entry: Entry, renames: Mapping[str, str], times: int) -> bool:
    """Whether an entry is a finding under another name: its fingerprint is that of the old one."""
    if not _is_same_subject(finding, entry, renames):
        return False
    words = entry.file if finding.discriminator == finding.subject.place.path else finding.discriminator
    counts = range(1, times + 1)
    return any(fingerprint(finding.rule, entry.subject, words, count) == entry.id for count in counts)


def _is_same_subject(finding: Finding, entry: Entry, renames: Mapping[str, str]) -> bool:
    now, before, path = finding.subject.id, entry.subject, finding.subject.place.path
    if renames.get(entry.file, entry.file) != path:
        return False
    if now.endswith(f"#{before}") or before.endswith(f"#{now}"):
        return True
    rest = _beneath(now, path)
    return rest is not None and rest == _beneath(before, entry.file)


def _beneath(name: str, path: str) -> str | None:
    """What is left of a name that came of its file's: "" for the file itself, None where it did not."""
    for prefix in (path, posixpath.splitext(posixpath.basename(path))[0]):
        if name == prefix or name.startswith(f"{prefix}#"):
            return name.removeprefix(prefix)
    return None


def entry_of(finding: Finding) -> Entry:
    """What is kept of a finding, to know it by."""
    return Entry(
        id=finding.id,
        rule=finding.rule,
        subject=finding.subject.id,
        file=finding.subject.place.path,
        severity=finding.severity,
        verdict=finding.verdict,
        status=finding.status,
        message=finding.message,
        hides=finding.hides,
    )


def settled_defects(entries: Iterable[Entry], file: Place) -> Iterator[tuple[int, Defect]]:
    """A defect for each entry that occurs no more."""
    for entry in entries:
        message = f"The baseline accepts {entry.rule} on {entry.subject}, which no longer occurs"
        yield -1, Defect("settled-entry", entry.place or file, entry.id, message, "take the entry out of the baseline")
