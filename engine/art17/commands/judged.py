"""What a report says of its rules, and which kinds of artefact could satisfy the provisions it judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from art17.evaluation.rule import Rule
from art17.law.act import Act
from art17.model.judged import RuleJudged
from art17.model.vocabulary import Vocabulary


def rules_judged(rules: Iterable[Rule]) -> Iterator[RuleJudged]:
    """Every rule of the run, in order of their ids."""
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
