"""What was judged as a report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from art17.commands.case import Case
from art17.commands.judge import Judged
from art17.commands.judged import rules_judged, wanted_by
from art17.commands.located import located
from art17.commands.shown import links_shown, nodes_shown, personal_rules
from art17.evaluation.evaluate import Judgement
from art17.evaluation.obligations import obligations_of
from art17.evaluation.rule import Rule
from art17.evaluation.views import views_of
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.late import Late
from art17.model.problem import Problem
from art17.model.report import Finding, PackUsed, Report, Summary
from art17.model.rule import SEVERITIES


def report_of(case: Case, judged: Judged) -> Report:
    """Everything that the run has to say."""
    order, reading, graph, verdicts = case.order, case.reading, case.graph, judged.verdicts
    findings = located(case, judged.findings)
    counted = Counter(each.verdict for each in verdicts)
    severities = Counter(finding.severity for finding in findings if finding.status == "active")
    vacuous = _vacuous(case.rules, verdicts)
    turns = [each.turn for each in verdicts if each.turn]
    return Report(
        as_of=order.as_of,
        partial=order.is_partial,
        law=((case.act.id, case.act.version_on(order.as_of)),) if case.act else (),
        packs=tuple(PackUsed(pack.name, pack.version, pack.digest) for pack in case.packs),
        artefacts=len(graph.nodes),
        links=len(graph.links),
        digest=digest_of_input(reading.files),
        summary=Summary(
            **{severity: severities[severity] for severity in SEVERITIES},
            met=counted[MET],
            unmet=counted[UNMET],
            not_applicable=counted[NOT_APPLICABLE],
            undecided=counted[UNDECIDED],
            vacuous=len(vacuous),
        ),
        findings=findings,
        problems=_problems(case, verdicts),
        obligations=tuple(obligations_of(case.rules, verdicts, case.scene)),
        systems=tuple(graph.nodes[index].name for index in graph.of_trait("system")),
        vacuous=vacuous,
        manifest="" if case.settings.is_default else case.settings.place.path,
        fail_on=case.settings.fail_on,
        unfinished=sum(node.is_unfinished and node.register < 0 for node in graph.nodes),
        excluded=reading.excluded,
        first=_first_steps(findings),
        next_change=min(turns, default=None),
        nodes=Late(lambda: nodes_shown(graph)),
        edges=Late(lambda: links_shown(graph)),
        personal=tuple(personal_rules(case.rules, verdicts, graph.vocabulary)),
        views=tuple(views_of(case.packs, verdicts)),
        rules=tuple(rules_judged(case.rules)),
        wanted=wanted_by(graph.vocabulary, case.act),
        files=reading.files,
    )


def _problems(case: Case, verdicts: tuple[Judgement, ...]) -> tuple[Problem, ...]:
    problems = list(case.reading.problems)
    if not case.graph.nodes:
        fix = "run `art17 init`, or name the files to read in art17.yaml (docs/adopting.md)"
        problems.append(Problem(case.settings.place, "Nothing was checked: there is no artefact here", fix))
    elif not verdicts:
        fix = "name a pack under `packs:`, or widen --select"
        problems.append(Problem(case.settings.place, "Nothing was checked: no rule had a subject", fix))
    known = case.reading.located({problem.place for problem in problems})
    placed = (replace(problem, place=known.get(problem.place, problem.place)) for problem in problems)
    return tuple(sorted(placed, key=lambda problem: (problem.place, problem.message)))


def _vacuous(rules: Iterable[Rule], verdicts: Iterable[Judgement]) -> tuple[str, ...]:
    """The rules that had no subject, or to none of whose subjects they applied."""
    applied = {each.rule.id for each in verdicts if each.verdict != NOT_APPLICABLE}
    silent = (rule for rule in rules if rule.subjects.sort not in ("defect", "link", "citation"))
    return tuple(sorted(rule.id for rule in silent if rule.id not in applied))


def _first_steps(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The three things to do first: what is severe, absent, and holds up the most."""
    gaps = [finding for finding in findings if finding.category == "gap" and finding.status == "active"]
    gaps.sort(key=lambda finding: (SEVERITIES.index(finding.severity), -len(finding.blocks)))
    return tuple(dict.fromkeys(_step(finding) for finding in gaps))[:3]


def _step(finding: Finding) -> str:
    """What to do, and about what."""
    return finding.fix if finding.subject.type in ("provision", "qms") else f"{finding.subject.id}: {finding.fix}"


def digest_of_input(files: Iterable[tuple[str, str]]) -> str:
    """One digest over all files that were read, by path and content."""
    lines = sorted(f"{path}\0{digest}" for path, digest in files)
    return f"sha256:{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"
