"""What keeps a provision from being met: the findings and questions that its verdicts became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from art17.model.question import Question
from art17.model.report import Finding, Obligation


def with_reasons(
    obligations: Iterable[Obligation], findings: Sequence[Finding], questions: Sequence[Question]
) -> Iterator[Obligation]:
    """The obligations, each with the findings that stand for its failing verdicts, and the questions on its open ones.

    The verdicts are named by their fingerprints; what failed for a cause that another finding speaks for is found
    by what that one hides.
    """
    order = {finding.id: at for at, finding in enumerate(findings)}
    speaks: dict[str, str] = {}
    for finding in findings:
        speaks.update(dict.fromkeys(finding.hides, finding.id))
    speaks.update({name: name for name in order})
    asked = _by_rule(questions)
    for each in obligations:
        found = {speaks[name] for name in each.findings if name in speaks}
        open_ones = {q.id: None for rule in each.rules for q in asked.get(rule, ()) if _is_on(q, each)}
        is_open = each.verdict == "undecided"
        yield replace(
            each,
            findings=tuple(sorted(found, key=order.__getitem__)),
            questions=tuple(open_ones) if is_open else (),
        )


def _by_rule(questions: Iterable[Question]) -> Mapping[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        found[question.rule].append(question)
    return found


def _is_on(question: Question, obligation: Obligation) -> bool:
    """Whether a question is on the provision or what is below it, for whom the obligation is."""
    below = any(
        cite == obligation.provision or cite.startswith(f"{obligation.provision}(") for cite in question.provisions
    )
    return below and (not obligation.system or not question.systems or obligation.system in question.systems)
