"""What no machine can judge: rules that ask for a person's word, and evidence that rests on one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from art17.model.report import Report
from art17.model.shown import LinkShown, NodeShown, PersonalRule
from art17.model.vocabulary import STRENGTHS

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Word:
    """An artefact whose strength is a person's word; `about` are the artefacts it speaks of, by number and id."""

    number: int
    node: NodeShown
    about: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Attested:
    """Rules, words by strength (attested before declared before deemed), and obligations that rest on them."""

    rules: tuple[PersonalRule, ...]
    words: tuple[tuple[str, tuple[Word, ...]], ...]
    resting: tuple[tuple[str, str, str], ...]


def attested_of(report: Report) -> Attested:
    """What in the report rests on people, not on files."""
    leaving: dict[int, list[LinkShown]] = defaultdict(list)
    for edge in report.edges:
        leaving[edge.source].append(edge)
    words = {
        strength: tuple(
            Word(at, node, _about(leaving[at], report.nodes))
            for at, node in enumerate(report.nodes)
            if node.strength == strength
        )
        for strength in STRENGTHS[1:]
    }
    return Attested(
        rules=tuple(rule for rule in report.personal if rule.met or rule.unmet or rule.undecided),
        words=tuple((strength, found) for strength, found in words.items() if found),
        resting=tuple(
            (each.provision, each.system, each.strength)
            for each in report.obligations
            if each.strength in STRENGTHS[1:]
        ),
    )


def _about(edges: list[LinkShown], nodes: Sequence[NodeShown]) -> tuple[tuple[int, str], ...]:
    reached = dict.fromkeys(edge.target for edge in edges if edge.target >= 0)
    return tuple((at, nodes[at].id) for at in reached if not nodes[at].is_of_people)[:_MOST_NAMED]
