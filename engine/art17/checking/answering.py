"""What people may answer in a run, what they have answered, and the samples that were drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from art17.checking.context import RunContext
from art17.evaluation.aspects import words_in
from art17.evaluation.causes import Failure
from art17.evaluation.rule import Rule
from art17.gate.answers import AnswerContext, asked_of, basis_of, fingerprint_of, requirement_targets, scope_of
from art17.model.answer import (
    FINDING,
    QUESTION,
    REQUIREMENT,
    SAMPLE,
    TEXT,
    About,
    Answer,
    Ledger,
    Row,
    SampleShown,
    about_question,
)
from art17.model.evidence import MET, NOT_APPLICABLE, UNMET
from art17.model.question import Question
from art17.model.report import Finding, Group, Obligation, about_group


def rows_of(
    context: RunContext,
    failures: Sequence[Failure],
    questions: Iterable[Question],
    obligations: Iterable[Obligation],
    findings: Iterable[Finding],
    groups: Iterable[Group],
) -> Iterator[Row]:
    """Everything that a person may say something about, each with what there is to be looked at.

    `failures` are the verdicts that people may decide, those that they have decided included.
    """
    held = context.answer_context
    maker = _Rows(held, failures)
    seen: set[About] = set()
    for about in _abouts(questions, obligations, findings, groups):
        if about not in seen:
            seen.add(about)
            yield maker.row(about)
    for about in held.ledger.in_force():
        if about not in seen:
            yield replace(maker.row(about), is_asked=about.kind == SAMPLE)


def _abouts(
    questions: Iterable[Question],
    obligations: Iterable[Obligation],
    findings: Iterable[Finding],
    groups: Iterable[Group],
) -> Iterator[About]:
    yield from map(about_question, questions)
    for each in obligations:
        yield About(REQUIREMENT, each.provision, (each.system,) if each.system else ())
    yield from (About(FINDING, finding.id) for finding in findings)
    yield from map(about_group, groups)


class _Rows:
    """Makes the rows of a run; what is asked of several is worked out once."""

    def __init__(self, context: AnswerContext, failures: Sequence[Failure]) -> None:
        self._context = context
        self._said = context.ledger.in_force()
        self._rules = {rule.id: rule for rule in context.rules}
        self._failures = failures
        self._by_question: dict[About, list[Failure]] = defaultdict(list)
        self._by_finding: dict[str, Failure] = {}
        for failure in failures:
            about = About(QUESTION, failure.judgement.rule.id, scope_of(failure.judgement, context.scene))
            self._by_question[about].append(failure)
            self._by_finding.setdefault(fingerprint_of(failure, context.scene), failure)

    def row(self, about: About) -> Row:
        """The row of what an answer may be about."""
        failures, rules = self._behind(about)
        names = dict.fromkeys(name for failure in failures for name in basis_of(failure, self._context))
        if about.kind == TEXT:
            names = dict.fromkeys([about.name])
        looked_at = ((name, self._context.digest_of(name)) for name in names)
        answer = self._said.get(about)
        return Row(
            about,
            tuple(sorted((name, digest) for name, digest in looked_at if digest)),
            asked_of(rules) if rules else "",
            answer.said if answer else {},
            answer.id if answer else "",
            answer.conflicts if answer else (),
            answer.sample if answer else {},
        )

    def _behind(self, about: About) -> tuple[Sequence[Failure], list[Rule]]:
        if about.kind == QUESTION:
            return self._by_question.get(about, ()), [self._rules[about.name]] if about.name in self._rules else []
        if about.kind == FINDING and about.name in self._by_finding:
            failure = self._by_finding[about.name]
            return [failure], [failure.judgement.rule]
        if about.kind == REQUIREMENT:
            rules = list(self._context.rules_of(about.name))
            return requirement_targets(about, self._failures, self._context.scene), rules
        return (), []


def samples_of(ledger: Ledger, context: RunContext) -> Iterator[SampleShown]:
    """The samples that were drawn, by type and seed, with what people found in the records."""
    held: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for about, answer in ledger.in_force().items():
        if about.kind == SAMPLE:
            held[about.name, about.scope[0]].append(answer)
    kinds = context.graph.vocabulary.types
    for (name, seed), answers in sorted(held.items()):
        verdicts = [answer.word("verdict") for answer in answers if answer.word("state") != "draft"]
        kind = kinds.get(name)
        yield SampleShown(
            type=name,
            title=kind.title if kind else name,
            population=max(_number(answer.sample.get("of")) for answer in answers),
            drawn=max(len(answers), *(_number(answer.sample.get("n")) for answer in answers)),
            seed=seed,
            met=verdicts.count(MET),
            unmet=verdicts.count(UNMET),
            by=tuple(sorted({answer.word("by") for answer in answers if answer.word("by")})),
            provisions=provisions_of(name, context),
            population_now=len(population_of(name, context)),
        )


def with_samples(
    obligations: Iterable[Obligation], samples: Iterable[SampleShown], context: RunContext
) -> Iterator[Obligation]:
    """The obligations; where a sampled record was judged not met, records do not show what is asked."""
    failed = {cite for sample in samples if sample.unmet for cite in sample.provisions}
    act = context.act
    for each in obligations:
        is_failed = act is not None and any(act.is_beneath(cite, each.provision) for cite in failed)
        yield replace(each, shown=UNMET) if is_failed and each.verdict != NOT_APPLICABLE else each


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def population_of(name: str, context: RunContext) -> tuple[int, ...]:
    """The records of a type that count: not drafts, nor what was withdrawn."""
    return tuple(index for index in context.graph.of_type(name) if context.graph.node(index).is_in_force)


def provisions_of(name: str, context: RunContext) -> tuple[str, ...]:
    """The provisions for which the records of a type matter: of the rules that name it."""
    found: dict[str, None] = {}
    for rule in context.all_rules:
        if rule.carries_obligations and any(
            name in set(words_in(rule.text.data.get(part))) for part in ("for", "require")
        ):
            found |= dict.fromkeys(rule.provisions)
    return tuple(found)
