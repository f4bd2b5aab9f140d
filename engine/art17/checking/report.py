"""The report of a run: its findings with their places, and everything else that it shows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from art17.checking.answering import rows_of, samples_of, with_samples
from art17.checking.context import RunContext, several_below
from art17.checking.forecast import forecast_of
from art17.checking.graph_view import links_shown, nodes_shown, personal_rules
from art17.checking.master_list import master_list
from art17.checking.owners import with_owners
from art17.checking.places import located
from art17.checking.turns import next_turn
from art17.checking.verdicts import RunVerdicts, obligations_in, undecided_in
from art17.conditions.left_out import transition_of
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import EXCLUDED
from art17.evaluation.rule import Rule
from art17.evaluation.views import views_of
from art17.gate.behind import with_reasons
from art17.gate.earlier import compared_with
from art17.gate.groups import first_of, grouped, step_of
from art17.law.act import Act
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.forecast import Coming
from art17.model.judged import RuleJudged
from art17.model.late import Late
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.question import Question
from art17.model.report import (
    Compared,
    Declared,
    Finding,
    Obligation,
    PackUsed,
    ParameterSet,
    Report,
    Summary,
)
from art17.model.rule import SEVERITIES
from art17.model.vocabulary import Vocabulary
from art17.reading.facts.approvals import FIELD as APPROVALS
from art17.reading.hand_over import with_files
from art17.reading.qms import Reading
from art17.reading.report_file import findings_in

MOST_FILES = 8


def report_of(context: RunContext, gated: RunVerdicts) -> Report:
    """The whole report; of its findings only those on the paths that were asked for, where some were."""
    request, reading, graph, verdicts = context.request, context.reading, context.graph, gated.verdicts
    asked_for = tuple(finding for finding in gated.findings if is_asked_for(finding, request.only))
    findings, groups = grouped(with_owners(located(context, asked_for), graph), reading.paths, graph.vocabulary.words)
    questions = tuple(question for question in gated.questions if _is_asked_on(question, request.only))
    first = first_of(groups, findings, request.as_of)
    counted = Counter(each.verdict for each in verdicts)
    severities = Counter(finding.severity for finding in findings if finding.status == "active")
    vacuous = _vacuous(context.rules, verdicts)
    samples = tuple(samples_of(context.ledger, context))
    sampled = with_samples(obligations_in(context, gated), samples, context)
    obligations = tuple(_in_words(with_reasons(sampled, findings, questions), graph.vocabulary.topics))
    asked = (*gated.questions, *gated.answered)
    return Report(
        as_of=request.as_of,
        partial=request.is_partial,
        law=((context.act.id, context.act.version_on(request.as_of)),) if context.act else (),
        packs=tuple(PackUsed(pack.name, pack.version, pack.digest) for pack in context.packs),
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
        problems=problems_in(context, verdicts),
        obligations=obligations,
        systems=tuple(graph.nodes[index].name for index in graph.of_trait("system")),
        left_out=tuple(_left_out(context)),
        law_checked=context.act.checked if context.act else None,
        parameters=tuple(
            ParameterSet(rule.id, each.name, each.value, each.default)
            for rule in context.rules
            for each in rule.set_by_manifest
        ),
        vacuous=vacuous,
        manifest="" if context.settings.is_default else context.settings.place.path,
        fail_on=context.settings.fail_on,
        fail_on_questions=context.settings.fail_on_questions,
        unfinished=sum(node.is_unfinished and node.register < 0 for node in graph.nodes),
        excluded=reading.excluded,
        groups=groups,
        declared=tuple(_declared(context)),
        first=tuple(dict.fromkeys(step_of(group) for group in first)),
        first_groups=tuple(group.id for group in first),
        next_change=next_turn(context, gated.turn, gated.findings),
        forecast=Late(lambda: _forecast(context, gated)),
        nodes=Late(lambda: nodes_shown(graph)),
        edges=Late(lambda: links_shown(graph)),
        personal=tuple(personal_rules(context.rules, verdicts, graph.vocabulary)),
        views=tuple(views_of(context.packs, verdicts)),
        rules=tuple(rules_judged(context.rules)),
        wanted=wanted_by(graph.vocabulary, context.act),
        files=reading.files,
        inventory=reading.inventory,
        questions=questions,
        source_url=context.settings.source_url,
        hand_over=with_files(context.settings.hand_over, Path(context.settings.folder), request.root),
        language=request.language,
        words=graph.vocabulary.words or graph.vocabulary.matters,
        quotes=request.quotes,
        quotations=reading.quotations(passage for each in questions for passage in each.passages)
        if request.quotes == "full"
        else {},
        compared=_compared(context, gated, findings),
        left_open=gated.left_open,
        guesses=reading.guesses,
        answers=gated.answers,
        answered=gated.answered,
        samples=samples,
        rows=Late(lambda: rows_of(context, gated.may_answer, asked, obligations, findings, groups)),
        documents=Late(lambda: master_list(context, obligations)),
    )


def _in_words(obligations: Iterable[Obligation], topics: Mapping[str, str]) -> Iterator[Obligation]:
    """The obligations with what they are about in the language of the run."""
    for each in obligations:
        yield replace(each, topic=topics[each.provision]) if each.provision in topics else each


def _forecast(context: RunContext, gated: RunVerdicts) -> Iterator[Coming]:
    """What becomes a finding, on the paths that were asked for."""
    coming = forecast_of(context, context.request.days_ahead, gated.decided)
    return (each for each in coming if is_asked_for(each.finding, context.request.only))


def _left_out(context: RunContext) -> Iterator[tuple[str, str]]:
    """The systems on the market that a transitional provision leaves out, with that provision."""
    scene = context.scene
    for node in (context.graph.nodes[index] for index in context.graph.of_trait("system")):
        is_out = node.is_withdrawn or node.fields.get("classification") in EXCLUDED
        if not is_out and (by := transition_of(node, scene)):
            yield node.name, by


def _compared(context: RunContext, gated: RunVerdicts, findings: tuple[Finding, ...]) -> Compared | None:
    """What is new, still there and gone against the report that was named."""
    if context.request.compare is None:
        return None
    as_of, before = findings_in(context.request.compare, context.request.root)
    counting = (finding for finding in findings if finding.status != "waived")
    return compared_with(counting, before, as_of, undecided_in(context, gated))


def _declared(context: RunContext) -> Iterator[Declared]:
    """What the manifest declares once for many documents: where their approvals are kept."""
    kept_in = context.settings.approvals_kept_in
    if not kept_in:
        return
    held = [
        node for node in context.graph.nodes if node.artefact and node.artefact.origins.get(APPROVALS) == "assessor"
    ]
    place = Place(context.settings.place.path, (*context.settings.place.route, "approvals", "kept_in"))
    known = context.reading.located([place])
    yield Declared(f"Approvals are kept in {kept_in}", known.get(place, place), len(held))


def is_asked_for(finding: Finding, only: tuple[str, ...]) -> bool:
    """Whether a finding is on one of the paths (files or folders), or no paths were named."""
    path = finding.subject.place.path
    return not only or any(path == each or path.startswith(f"{each}/") for each in only)


def _is_asked_on(question: Question, only: tuple[str, ...]) -> bool:
    """Whether a question is on one of the paths that were asked for, or no paths were named."""
    paths = {passage.place.path for passage in question.passages}
    return not only or any(path == each or path.startswith(f"{each}/") for each in only for path in paths)


def problems_in(context: RunContext, verdicts: tuple[Judgement, ...]) -> tuple[Problem, ...]:
    """Why a run cannot be relied on as a whole, with places: what did not read, and that nothing was checked."""
    problems = [*context.reading.problems, *_second_providers(context)]
    if several_below(context.reading, context.settings):
        pass
    elif not context.graph.nodes:
        fix = (
            "`art17 adopt` proposes what each of the files is (docs/adopting.md); give their types under `types:` in "
            "art17.yaml, or run `art17 init`"
        )
        message = f"Nothing was checked: there is no artefact here{_files_here(context.reading)}"
        problems.append(Problem(context.settings.place, message, fix))
    elif not verdicts:
        fix = "name a pack under `packs:`, or widen --select"
        problems.append(Problem(context.settings.place, "Nothing was checked: no rule had a subject", fix))
    elif not context.request.is_partial and not any(each.verdict in (MET, UNMET) for each in verdicts):
        fix = "state what the artefacts are and hold as data, or give their types by glob under `types:`"
        problems.append(Problem(context.settings.place, "Nothing was decided: no rule was met or unmet", fix))
    known = context.reading.located({problem.place for problem in problems})
    placed = (replace(problem, place=known.get(problem.place, problem.place)) for problem in problems)
    return tuple(sorted(placed, key=lambda problem: (problem.place, problem.message)))


def _second_providers(context: RunContext) -> Iterator[Problem]:
    """Each organisation beyond the first: whose QMS it is cannot be decided, so nothing here can be relied on."""
    nodes = (context.graph.nodes[index] for index in context.graph.of_trait("organisation"))
    found = [node for node in nodes if not node.is_withdrawn]
    fix = "check each provider in a folder with a manifest of its own, or set `status: superseded` of the other"
    for node in found[1:]:
        message = f"Two providers are declared here, {found[0].name} ({found[0].place}) and {node.name}; a QMS has one"
        yield Problem(node.place, message, fix)


def _files_here(reading: Reading) -> str:
    """The files of a folder in which nothing is an artefact, counted by kind, and the first of them."""
    counts = reading.inventory.files
    total = sum(counts.values())
    if not total:
        return ""
    kinds = ", ".join(
        f"{count} {kind or 'without ending'}" for kind, count in sorted(counts.items(), key=lambda e: -e[1])[:4]
    )
    names = sorted(reading.paths)
    more = f" and {len(names) - MOST_FILES} more" if len(names) > MOST_FILES else ""
    return f" among {total} file{'s' if total > 1 else ''} ({kinds}): {', '.join(names[:MOST_FILES])}{more}"


def _vacuous(rules: Iterable[Rule], verdicts: Iterable[Judgement]) -> tuple[str, ...]:
    """The rules that had no subject, or to none of whose subjects they applied."""
    applied = {each.rule.id for each in verdicts if each.verdict != NOT_APPLICABLE}
    silent = (rule for rule in rules if rule.subjects.sort not in ("defect", "link", "citation"))
    return tuple(sorted(rule.id for rule in silent if rule.id not in applied))


def digest_of_input(files: Iterable[tuple[str, str]]) -> str:
    """One digest over all files that were read, by path and content."""
    lines = sorted(f"{path}\0{digest}" for path, digest in files)
    return f"sha256:{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"


def rules_judged(rules: Iterable[Rule]) -> Iterator[RuleJudged]:
    """Every rule of the run, in the order of their ids."""
    for rule in sorted(rules, key=lambda rule: rule.id):
        yield RuleJudged(
            id=rule.id,
            title=rule.title,
            basis=rule.basis,
            category=rule.category,
            severity=rule.severity,
            rationale=rule.rationale,
            fix=rule.fix,
            provisions=rule.provisions,
            serves=rule.serves,
        )


def wanted_by(vocabulary: Vocabulary, act: Act | None) -> Mapping[str, tuple[str, ...]]:
    """For each provision the titles of the types that can satisfy it, by name of the type."""
    found: dict[str, list[str]] = {}
    for _, kind in sorted(vocabulary.types.items()):
        if kind.strength == "deemed":
            continue  # another law stands in for the provision; nobody would write that to meet it
        claims = (act.resolve(claim) for claim in kind.satisfies) if act else ()
        for provision in dict.fromkeys(above for claim in claims for above in (claim, *_above(claim, act))):
            found.setdefault(provision, []).append(kind.title)
    return {provision: tuple(titles) for provision, titles in sorted(found.items())}


def _above(provision: str, act: Act | None) -> tuple[str, ...]:
    return tuple(act.ancestors(provision)) if act else ()
