"""From findings to findings with their waivers applied, and what is wrong with the waivers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from art17.conditions.scene import Scene
from art17.evaluation.evaluate import Judgement, judgements
from art17.evaluation.findings import findings_of
from art17.evaluation.rule import Rule
from art17.gate.waiver_defects import defects_of, useless
from art17.gate.waivers import OWN_RULES, TYPE, WaiverContext, covers, fits, names_in, waivable, waivers_of
from art17.model.artefact import Defect
from art17.model.evidence import UNDECIDED, UNMET
from art17.model.place import Place
from art17.model.report import Finding, Waived
from art17.model.waiver import Waiver

WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class WaivedFindings:
    """The findings with their status, and the defects of waivers, each with its node."""

    findings: tuple[Finding, ...]
    defects: tuple[tuple[int, Defect], ...]


def waived(findings: Sequence[Finding], ground: WaiverContext) -> WaivedFindings:
    """The findings of a run, those that a waiver in force is about as waived; never fewer."""
    held = replace(ground, by_name=names_in(ground.graph)) if ground.ignores or ground.graph.of_type(TYPE) else ground
    waivers = [replace(each, defects=defects_of(each, held)) for each in waivers_of(held)]
    standing = [each for each in waivers if each.is_in_force and not each.defects]
    allowed = waivable(held.rules)
    used: set[int] = set()
    told: list[Finding] = []
    near = _Near(standing)
    for finding in findings:
        about: Sequence[int] = ()
        if finding.rule in allowed:
            about = near.about(finding, held)
        used.update(about)
        told.append(_with(standing[about[0]], finding) if about and held.applies else finding)
    defects = [(each.node, defect) for each in waivers for defect in each.defects]
    if not held.partial:
        subjects = frozenset(finding.subject.id for finding in findings)
        for at, each in enumerate(standing):
            defects += [(each.node, defect) for defect in useless(each, held, subjects, is_used=at in used)]
    return WaivedFindings(tuple(told), tuple(defects))


class _Near:
    """The waivers that may be about a finding, by its rule and file: each pair of those is gone through once."""

    def __init__(self, waivers: Sequence[Waiver]) -> None:
        self._waivers = waivers
        self._by_rule: dict[str, tuple[list[int], dict[str, list[int]]]] = {}

    def about(self, finding: Finding, held: WaiverContext) -> Sequence[int]:
        """The numbers of the waivers that are about a finding, in their order."""
        fitting, comments = self._fitting(finding.rule)
        entries = [at for at in fitting if covers(self._waivers[at], finding, held)]
        own = comments.get(finding.subject.place.path, [])
        return sorted((*entries, *own)) if entries else own

    def _fitting(self, rule: str) -> tuple[list[int], dict[str, list[int]]]:
        """The waivers that name a rule, and the comments that do, by file: they are about all of it there."""
        if rule not in self._by_rule:
            fitting = [at for at, each in enumerate(self._waivers) if fits(rule, each.rules)]
            comments: dict[str, list[int]] = {}
            for at in fitting:
                if self._waivers[at].file:
                    comments.setdefault(self._waivers[at].file, []).append(at)
            self._by_rule[rule] = [at for at in fitting if not self._waivers[at].file], comments
        return self._by_rule[rule]


def _with(waiver: Waiver, finding: Finding) -> Finding:
    reason = Waived(waiver.name, waiver.until, waiver.reason, waiver.place, waiver.approved_by)
    return replace(finding, status=WAIVED, waived=reason)


def failing(rules: Iterable[Rule], scene: Scene, manifest: Place) -> frozenset[int]:
    """The waivers that a rule on waivers is not met for, whether or not that rule was chosen for the run."""
    if not scene.facts.of_type(TYPE):
        return frozenset()
    own = [rule for rule in rules if rule.id.startswith(OWN_RULES) and rule.subjects.sort == "node"]
    found = judgements(own, scene, manifest)
    return frozenset(each.subject.index for each in found if each.verdict in (UNMET, UNDECIDED))


def told_of(
    defects: Sequence[tuple[int, Defect]], rules: Iterable[Rule], scene: Scene, manifest: Place
) -> tuple[tuple[Judgement, ...], tuple[Finding, ...]]:
    """The verdicts and findings of the engine's rules on defects that only showed once all was judged."""
    if not defects:
        return (), ()
    shown = replace(scene, facts=scene.facts.with_defects(tuple(defects)))
    own = [rule for rule in rules if rule.pack == "art17" and rule.subjects.sort == "defect"]
    verdicts = tuple(judgements(own, shown, manifest))
    return verdicts, tuple(findings_of(verdicts, shown))
