"""A case judged: verdicts, findings at their level, and what waivers say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from art17.commands.case import Case
from art17.evaluation.evaluate import Judgement, judgements
from art17.evaluation.findings import findings_of
from art17.gate.level import levelled
from art17.gate.waivers import Ground
from art17.gate.waiving import failing, told_of, waived
from art17.model.artefact import Defect
from art17.model.days import duration_in
from art17.model.report import Finding


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of a run, and its findings at their level, with the status that waivers give them."""

    verdicts: tuple[Judgement, ...]
    findings: tuple[Finding, ...]


def judged_in(case: Case) -> Judged:
    """A case judged: verdicts, findings, levels, waivers."""
    verdicts = tuple(judgements(case.rules, case.scene, case.settings.place))
    found = tuple(levels_of(case, findings_of(verdicts, case.scene)))
    outcome = waived(found, _ground(case))
    return with_defects(case, Judged(verdicts, outcome.findings), outcome.defects)


def with_defects(case: Case, judged: Judged, defects: Sequence[tuple[int, Defect]]) -> Judged:
    """What was judged, with the findings on defects that showed only afterwards."""
    verdicts, found = told_of(defects, case.rules, case.scene, case.settings.place)
    return Judged((*judged.verdicts, *verdicts), (*judged.findings, *levels_of(case, found)))


def _ground(case: Case) -> Ground:
    """What the waivers of a case are held against."""
    return Ground(
        graph=case.graph,
        as_of=case.order.as_of,
        rules=case.all_rules,
        digest_of=lambda node: case.digest_of(node).whole,
        failing=failing(case.all_rules, case.scene, case.settings.place),
        ignores=case.reading.ignores,
        at_most=duration_in(case.settings.waivers_at_most),
        applies=not case.order.no_ignores,
        partial=case.order.is_partial,
    )


def levels_of(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings at the severity that they have in this run."""
    lifecycles = {case.graph.nodes[i].name: _text(case, i, "lifecycle") for i in case.graph.of_trait("system")}
    return levelled(findings, case.settings, lifecycles, case.order.as_of)


def _text(case: Case, index: int, name: str) -> str:
    value = case.graph.nodes[index].fields.get(name)
    return value if isinstance(value, str) else ""
