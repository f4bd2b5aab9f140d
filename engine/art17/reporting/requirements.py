"""The requirement matrix as rows: each provision for the organisation and for each system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from art17.model.evidence import MET, NOT_APPLICABLE
from art17.model.report import Obligation, Report
from art17.model.rule import SEVERITIES
from art17.reporting.columns import due_said
from art17.reporting.plan import NOBODY, Action, actions_of
from art17.reporting.words import plural

REQUIREMENT_COLUMNS = (
    "Requirement", "Topic", "For", "Applicability", "Reason", "Required artefacts", "Found artefacts", "State",
    "Result", "Strength", "Gap", "Severity", "Evidence", "Action", "Owner", "Due",
)  # fmt: skip
MOST = 12


def requirement_rows(report: Report) -> Iterator[Mapping[str, str]]:
    """A row for each obligation, in the order of the law, by the names of `REQUIREMENT_COLUMNS`."""
    actions = tuple(action for action in actions_of(report) if action.finding.basis == "law")
    states = {(node.id, node.path): node.state for node in report.nodes}
    for obligation in report.obligations:
        found = [] if obligation.verdict in (MET, NOT_APPLICABLE) else _for(obligation, actions)
        evidence = obligation.evidence
        worst = min((action.finding.severity for action in found), key=SEVERITIES.index, default="")
        told = (
            obligation.provision,
            obligation.topic,
            obligation.system or "Organisation",
            *_applicability(obligation),
            ", ".join(report.wanted.get(obligation.provision, ())),
            _listed([item.id for item in evidence]),
            _listed([states.get((item.id, item.path), "") for item in evidence]),
            obligation.verdict,
            obligation.strength,
            _listed([action.finding.message for action in found], "\n"),
            worst,
            _listed([f"{item.id}: {item.path}" for item in evidence], "\n"),
            _listed([action.finding.fix for action in found], "\n"),
            _listed([action.owner for action in found if action.owner != NOBODY] or [NOBODY][: len(found)]),
            min((due_said(action) for action in found), default="") if not _is_now(found) else "now",
        )
        yield dict(zip(REQUIREMENT_COLUMNS, told, strict=True))


def _is_now(found: Sequence[Action]) -> bool:
    return any(action.due is None for action in found)


def _applicability(obligation: Obligation) -> tuple[str, str]:
    """Whether a provision applies, and what says so."""
    judged = sum(number for verdict, number in obligation.counts.items() if verdict != NOT_APPLICABLE)
    rules = plural(len(obligation.rules), "rule")
    ask = f"{rules} {'asks' if len(obligation.rules) == 1 else 'ask'} for it"
    if obligation.verdict == NOT_APPLICABLE:
        asked = f"{ask}, and none applied: each is excluded by its own condition"
        return "not applicable", asked if obligation.rules else "no rule that asks for it is about this system"
    if not judged:
        return "applies", f"{ask}, and none is applicable: there is no such artefact yet"
    return "applies", f"{plural(judged, 'verdict')} by {rules}"


def _for(obligation: Obligation, actions: Sequence[Action]) -> list[Action]:
    """The findings that keep an obligation from being met: its own, and those that hold its rules up."""
    rules = frozenset(obligation.rules)
    own = [action for action in actions if _concerns(action, obligation, rules)]
    nearest = [action for action in own if not obligation.system or obligation.system in action.finding.systems]
    return nearest or own


def _concerns(action: Action, obligation: Obligation, rules: frozenset[str]) -> bool:
    finding = action.finding
    if not rules.isdisjoint(finding.blocks):
        return True
    return finding.rule in rules and any(_is_at(cite, obligation.provision) for cite in finding.provisions)


def _is_at(cite: str, provision: str) -> bool:
    """Whether a citation is of a provision or of what stands beneath it.

    >>> [_is_at(cite, "Art. 17(1)") for cite in ("Art. 17(1)", "Art. 17(1)(a)", "Art. 17(10)")]
    [True, True, False]
    >>> _is_at("Annex VIII.A(5)", "Annex VIII")
    True
    """
    return cite == provision or (cite.startswith(provision) and not cite[len(provision)].isalnum())


def _listed(texts: Sequence[str], between: str = ", ") -> str:
    """The texts, each once; beyond the most it says how many more."""
    different = tuple(dict.fromkeys(text for text in texts if text))
    more = f"{between}and {len(different) - MOST} more" if len(different) > MOST else ""
    return between.join(different[:MOST]) + more
