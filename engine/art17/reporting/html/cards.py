"""Findings as cards: numbered, most severe first, each with its owner, its reasons and its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from art17.judging.wording import sentences
from art17.model.report import Finding, Report
from art17.model.rule import SEVERITIES
from art17.model.shown import NodeShown
from art17.reporting.html.owners import Owners
from art17.reporting.html.wording import BASES, CLASSES, above, day_said
from art17.reporting.words import binding_said

_MOST_REASONS = 5
_SAID_ALREADY = ("The QMS has no artefact of the kind.",)
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


def cards_of(report: Report, owners: Owners) -> tuple[Card, ...]:
    """All findings: active ones first, by severity, else in the order of the report."""

    def rank(finding: Finding) -> tuple[bool, int]:
        return finding.status != "active", SEVERITIES.index(finding.severity)

    return tuple(_card(number, each, report, owners) for number, each in enumerate(sorted(report.findings, key=rank), 1))


def _card(number: int, finding: Finding, report: Report, owners: Owners) -> Card:
    due = min((each.since for each in finding.binding if each.since), default=None)
    node = owners.node_of(finding)
    return Card(
        number=number,
        finding=finding,
        owner=owners.owner_of(finding),
        node=node,
        kind=_kind(finding, report.nodes, node),
        reasons=_reasons(finding),
        binding=binding_said(finding, report.as_of),
        under=tuple(dict.fromkeys(one for cite in finding.provisions for one in above(cite))),
        due=due,
        due_said=_due_said(finding, due, report.as_of),
    )


def _kind(finding: Finding, nodes: tuple[NodeShown, ...], node: int) -> str:
    """What sort of thing the finding is about, in words."""
    if node >= 0 and nodes[node].type == finding.subject.type:
        return nodes[node].kind
    return KINDS.get(finding.subject.type, finding.subject.type)


def _reasons(finding: Finding) -> tuple[str, ...]:
    told = tuple(said for said in sentences(finding.because)[:_MOST_REASONS] if said not in _SAID_ALREADY)
    return ("This could not be decided.", *told) if finding.verdict == "undecided" else told


def _due_said(finding: Finding, due: date | None, as_of: date) -> str:
    """By when it should be mended, as far as the report knows."""
    if finding.category == "stale-review":
        return "overdue now"
    if due is None:
        return "no date known"
    return f"{day_said(due)} (in {(due - as_of).days} days)" if due > as_of else f"since {day_said(due)}"
