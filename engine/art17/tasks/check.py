"""The main line: from a folder to a report."""

from __future__ import annotations

import fnmatch
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from art17.conditions.scene import Scene
from art17.digest import Digest, digest_of
from art17.gate.level import levelled
from art17.gate.waivers import Ground
from art17.gate.waiving import failing, told_of, waived
from art17.graph.build import graph_of
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.judging.evaluate import Judgement, judgements
from art17.judging.findings import findings_of
from art17.judging.obligations import obligations_of
from art17.judging.rule import Rule
from art17.judging.views import views_of
from art17.law.act import Act
from art17.model.artefact import Defect
from art17.model.days import duration_in
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET, Evidence
from art17.model.late import Late
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.report import Finding, PackUsed, Report, Summary
from art17.model.rule import CLASSES, SEVERITIES, Pack
from art17.model.settings import Settings
from art17.reading.identity import tool
from art17.reading.qms import Reading, read_qms
from art17.reading.sections import sections_of
from art17.reading.settings import settings_of
from art17.reading.snapshot import Snapshot
from art17.reading.source import Source
from art17.reading.store import Store
from art17.tasks.judged import rules_judged, wanted_by
from art17.tasks.shown import links_shown, nodes_shown, personal_rules
from art17.tasks.words import words_of

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What one run is asked to do.

    Without a `source` the files of the folder are read as they are now; one that `remembers` does
    not read anew what it knows by its bytes.
    """

    root: Path
    as_of: date
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    no_ignores: bool = False
    source: Source | None = None
    remembers: bool = False
    is_staged: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether not all rules are judged."""
        return bool(self.select or self.ignore)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a run judges: settings, packs, rules, law, and the graph that was read."""

    order: Order
    settings: Settings
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    act: Act | None
    reading: Reading
    graph: Graph
    all_rules: tuple[Rule, ...] = ()

    @property
    def scene(self) -> Scene:
        return Scene(self.graph, self.order.as_of, self.act, digests=lambda node: self.digest_of(node).whole)

    def digest_of(self, node: Node) -> Digest:
        """The digest of a node's fields and, where it is a file, of its text."""
        process = frozenset(name for pack in self.packs for name in pack.process)
        own = {name: value for name, value in node.fields.items() if name != "sections"}
        text = sections_of(self.reading.text_of(node.place.path)) if node.register < 0 else ()
        return digest_of(own, text, process)


def opened(order: Order, progress: Progress = lambda _: None) -> Case:
    """Everything read and compiled, nothing judged yet.

    Raises:
        Art17Error: where the manifest, a pack or a rule is wrong, or the folder is not there.
    """
    settings = settings_of(order.root, order.config, order.source)
    words = words_of(settings)
    progress("reading")
    snapshot = Snapshot(Store(order.root), tool(), words.packs, settings) if order.remembers else None
    reading = read_qms(order.root, settings, words.vocabulary, words.act, order.source, snapshot)
    progress(f"judging {len(reading.artefacts)} artefacts")
    graph = graph_of(reading.artefacts, words.vocabulary, reading.paths, settings.place)
    return Case(order, settings, words.packs, _chosen(words.rules, order), words.act, reading, graph, words.rules)


def _chosen(rules: Iterable[Rule], order: Order) -> tuple[Rule, ...]:
    def fits(rule: Rule, globs: Sequence[str]) -> bool:
        return any(fnmatch.fnmatchcase(rule.id, glob) for glob in globs)

    return tuple(r for r in rules if (not order.select or fits(r, order.select)) and not fits(r, order.ignore))


def check(order: Order, progress: Progress = lambda _: None) -> Report:
    """The report on a folder.

    Raises:
        Art17Error: where the run cannot begin.
    """
    case = opened(order, progress)
    judged = judged_in(case)
    return report_of(case, judged.verdicts, located(case, judged.findings))


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
    lifecycles = {case.graph.nodes[i].name: _text(case, i, "lifecycle") for i in case.graph.systems}
    return levelled(findings, case.settings, lifecycles, case.order.as_of)


def located(case: Case, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with the line and column of every place that they show, in their one order."""
    places = {place for finding in findings for place in _places(finding)}
    known = case.reading.located(places)

    def at(place: Place) -> Place:
        return known.get(place, place)

    shown = (
        replace(
            finding,
            subject=replace(finding.subject, place=at(finding.subject.place)),
            because=_evidence_at(finding.because, at),
            related=tuple(replace(each, place=at(each.place)) for each in finding.related),
            waived=replace(finding.waived, place=at(finding.waived.place)) if finding.waived else None,
        )
        for finding in findings
    )
    return tuple(sorted(shown, key=_order))


def _places(finding: Finding) -> Iterable[Place]:
    yield finding.subject.place
    yield from (each.place for each in finding.related)
    if finding.waived:
        yield finding.waived.place
    yield from _evidence_places(finding.because)


def _evidence_places(evidence: Evidence) -> Iterable[Place]:
    if evidence.place:
        yield evidence.place
    for child in evidence.children:
        yield from _evidence_places(child)


def at_places(case: Case, trees: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The trees with the line and column of every place in them."""
    known = case.reading.located({place for tree in trees for place in _evidence_places(tree)})
    return tuple(_evidence_at(tree, lambda place: known.get(place, place)) for tree in trees)


def _evidence_at(evidence: Evidence, at: Callable[[Place], Place]) -> Evidence:
    return replace(
        evidence,
        place=at(evidence.place) if evidence.place else None,
        children=tuple(_evidence_at(child, at) for child in evidence.children),
    )


def _order(finding: Finding) -> tuple[object, ...]:
    """The one order of findings: by file and place, then class, rule and what tells them apart."""
    place = finding.subject.place
    return (
        place.path,
        place.line,
        place.column,
        CLASSES.index(finding.category),
        finding.rule,
        finding.subject.id,
        finding.discriminator,
    )


def report_of(case: Case, verdicts: tuple[Judgement, ...], findings: tuple[Finding, ...]) -> Report:
    """Everything that the run has to say."""
    order, reading, graph = case.order, case.reading, case.graph
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
        systems=tuple(graph.nodes[index].name for index in graph.systems),
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
        mend = "run `art17 init`, or name the files to read in art17.yaml (docs/adopting.md)"
        problems.append(Problem(case.settings.place, "Nothing was checked: there is no artefact here", mend))
    elif not verdicts:
        mend = "name a pack under `packs:`, or widen --select"
        problems.append(Problem(case.settings.place, "Nothing was checked: no rule had a subject", mend))
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
    return finding.mend if finding.subject.type in ("provision", "qms") else f"{finding.subject.id}: {finding.mend}"


def digest_of_input(files: Iterable[tuple[str, str]]) -> str:
    """One digest over all files that were read, by path and content."""
    lines = sorted(f"{path}\0{digest}" for path, digest in files)
    return f"sha256:{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"


def _text(case: Case, index: int, name: str) -> str:
    value = case.graph.nodes[index].fields.get(name)
    return value if isinstance(value, str) else ""
