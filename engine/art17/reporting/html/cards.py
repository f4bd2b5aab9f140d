"""Findings as cards: numbered, most severe first, each with its owner, its reasons and its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from art17.model.place import Place
from art17.model.report import ORGANISATION, Finding, Group, Report
from art17.model.rule import SEVERITIES
from art17.model.shown import NodeShown
from art17.reporting.grouping import groups_with_members
from art17.reporting.html.places import Places
from art17.reporting.in_words import BASES, CLASSES, above, capital
from art17.reporting.plan import NOBODY, due, owner_said
from art17.reporting.report_words import ENGLISH, Words
from art17.reporting.told import reasons
from art17.reporting.words import application_of

KINDS = {"qms": "The management system", "provision": "Provision", "linkage": "Linkage of the law"}


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as the page tells it; `node` is the number of its artefact, -1 where it has none.

    `group` is the group that it belongs to, of `size` findings; `leads` says that it is the first of them.
    `change` is `new` or `known` beside an earlier report, `source` the address of its file.
    """

    number: int
    finding: Finding
    owner: str
    node: int
    kind: str
    reasons: tuple[str, ...]
    binding: str
    under: tuple[str, ...]
    due: date | None
    due_said: str
    group: Group
    size: int
    leads: bool
    fix: str = ""
    category: str = ""
    basis: str = ""
    change: str = ""
    source: str = ""


def cards_of(report: Report, places: Places, w: Words = ENGLISH) -> tuple[Card, ...]:
    """All findings: active ones first, by severity, those of one group together, else in the order of the report."""
    groups = [*groups_with_members(report)]
    groups.sort(key=lambda each: (each[0].status != "active", SEVERITIES.index(each[0].severity)))
    changes = _changes(report)
    cards: list[Card] = []
    for group, members in groups:
        for finding in members:
            cards.append(
                _card(
                    len(cards) + 1,
                    finding,
                    report,
                    places.number_of(finding),
                    group,
                    changes.get(finding.id, ""),
                    capital(finding.fix),
                    w,
                )
            )
    return tuple(cards)


def _changes(report: Report) -> Mapping[str, str]:
    found = report.compared
    if found is None:
        return {}
    return {**dict.fromkeys(found.new, "new"), **dict.fromkeys(found.known, "known")}


def _owner(name: str, w: Words) -> str:
    return capital(w(name)) if name in (NOBODY, ORGANISATION) else name


def _card(
    number: int, finding: Finding, report: Report, node: int, group: Group, change: str, fix: str, w: Words
) -> Card:
    return Card(
        number=number,
        finding=finding,
        owner=_owner(owner_said(finding), w),
        node=node,
        kind=_kind(finding, report.nodes, node, w),
        reasons=reasons(finding) if w.language == "en" else (),
        binding=application_of(finding, report.as_of, w),
        under=tuple(dict.fromkeys(one for cite in finding.provisions for one in above(cite))),
        due=due(finding, report.as_of),
        due_said=_due_said(finding, report.as_of, w),
        group=group,
        size=len(group.members),
        leads=finding.id == group.members[0],
        fix=fix,
        category=w(CLASSES.get(finding.category, finding.category)),
        basis=w(BASES.get(finding.basis, finding.basis)),
        change=change,
        source=source_of(finding.subject.place, report.source_url),
    )


def source_of(place: Place, address: str) -> str:
    """The address at which a reader may look at a place; "" where the manifest names none, or it is not in the folder.

    >>> source_of(Place("a b.docx"), "https://x.eu/{path}#L{line}"), source_of(Place("../art17.yaml"), "https://x.eu/{path}")
    ('https://x.eu/a%20b.docx', '')
    """
    if not address or place.path.startswith("../"):
        return ""
    address = address if place.line else address.partition("#")[0]
    path = quote(place.path, safe="/")
    return address.replace("{path}", path).replace("{line}", str(place.line or 1))


def _kind(finding: Finding, nodes: Sequence[NodeShown], node: int, w: Words) -> str:
    """What sort of thing the finding is about, in words."""
    if node >= 0 and nodes[node].type == finding.subject.type:
        return nodes[node].kind
    return w(KINDS.get(finding.subject.type, finding.subject.type))


def _due_said(finding: Finding, as_of: date, w: Words) -> str:
    """By when it should be fixed: now, or from when it first applies; good practice sets no date."""
    if finding.category == "stale-review":
        return w("overdue")
    day = due(finding, as_of)
    if day:
        return f"{w.day(day)} ({w.ahead((day - as_of).days)})"
    return w("now" if finding.basis == "law" else "no date")
