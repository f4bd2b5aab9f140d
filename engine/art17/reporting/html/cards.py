"""Findings as cards: numbered, most severe first, each with its owner, its reasons and its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from art17.model.report import Finding, Report
from art17.model.rule import SEVERITIES
from art17.model.shown import NodeShown
from art17.reporting.html.places import Places
from art17.reporting.html.wording import BASES, CLASSES, above, capital, day_said
from art17.reporting.plan import NOBODY, ORGANISATION, Owners, due
from art17.reporting.told import reasons
from art17.reporting.words import application_of

KINDS = {"qms": "The management system", "provision": "Provision", "linkage": "Linkage of the law"}


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as the page tells it; `node` is the number of its artefact, -1 where it has none."""

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

    @property
    def category(self) -> str:
        return CLASSES.get(self.finding.category, self.finding.category)

    @property
    def basis(self) -> str:
        return BASES.get(self.finding.basis, self.finding.basis)


def cards_of(report: Report, places: Places) -> tuple[Card, ...]:
    """All findings: active ones first, by severity, else in the order of the report."""

    def rank(finding: Finding) -> tuple[bool, int]:
        return finding.status != "active", SEVERITIES.index(finding.severity)

    owners = Owners(report)
    ranked = enumerate(sorted(report.findings, key=rank), 1)
    return tuple(
        _card(number, each, report, _owner(owners.of(each)), places.number_of(each)) for number, each in ranked
    )


def _owner(name: str) -> str:
    return capital(name) if name in (NOBODY, ORGANISATION) else name


def _card(number: int, finding: Finding, report: Report, owner: str, node: int) -> Card:
    return Card(
        number=number,
        finding=finding,
        owner=owner,
        node=node,
        kind=_kind(finding, report.nodes, node),
        reasons=reasons(finding),
        binding=application_of(finding, report.as_of),
        under=tuple(dict.fromkeys(one for cite in finding.provisions for one in above(cite))),
        due=due(finding, report.as_of),
        due_said=_due_said(finding, report.as_of),
    )


def _kind(finding: Finding, nodes: Sequence[NodeShown], node: int) -> str:
    """What sort of thing the finding is about, in words."""
    if node >= 0 and nodes[node].type == finding.subject.type:
        return nodes[node].kind
    return KINDS.get(finding.subject.type, finding.subject.type)


def _due_said(finding: Finding, as_of: date) -> str:
    """By when it should be fixed: now, or from when it first binds."""
    if finding.category == "stale-review":
        return "overdue"
    day = due(finding, as_of)
    return f"{day_said(day)} (in {(day - as_of).days} days)" if day else "now"
