"""The trees behind the findings, small enough to travel in the page and to be drawn when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from art17.model.evidence import MET, UNDECIDED, UNMET, Evidence
from art17.reporting.html.cards import Card
from art17.reporting.html.data import Texts

DEEPEST = 8
WIDEST = 8
VERDICTS = (MET, UNMET, UNDECIDED)


def trees_of(cards: Iterable[Card]) -> dict[str, Any]:
    """A tree for each card in order; texts that occur again are kept once.

    A tree is [verdict, question, answer, place, children, left out]: numbers of texts, -1 for none.
    What decided stands first; what did not is told in one line, without what lies below it.
    """
    texts = Texts()
    trees = [_tree(card.finding.because, texts, 0) for card in cards]
    return {"trees": trees, "texts": texts.all, "verdicts": VERDICTS}


def _tree(evidence: Evidence, texts: Texts, depth: int) -> list[Any]:
    is_about_one = evidence.shape in ("leaf", "fact", "some")
    asked = f"{evidence.of} {evidence.asked}" if is_about_one else evidence.asked
    seen = f"{evidence.seen}{' (over nothing)' if evidence.vacuous else ''}".strip()
    deciding, others = _parted(evidence)
    shown = (deciding + others)[:WIDEST] if depth < DEEPEST else []
    return [
        VERDICTS.index(evidence.verdict),
        texts.number(asked),
        texts.number(seen) if seen else -1,
        texts.number(str(evidence.place)) if evidence.place and is_about_one else -1,
        [_tree(each if each in deciding else replace(each, children=()), texts, depth + 1) for each in shown],
        len(evidence.children) - len(shown),
    ]


def _parted(evidence: Evidence) -> tuple[list[Evidence], list[Evidence]]:
    """The parts that made the whole what it is, and the others."""
    deciding = [each for each in evidence.children if evidence.shape == "not" or each.truth is evidence.truth]
    return deciding, [each for each in evidence.children if each not in deciding]
