"""The trees behind the findings, small enough to travel in the page and to be drawn when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from art17.model.evidence import MET, UNDECIDED, UNMET, Evidence
from art17.reporting.html.cards import Card
from art17.reporting.html.data import Texts

DEEPEST = 8
WIDEST = 8
VERDICTS = (MET, UNMET, UNDECIDED)


def trees_of(cards: Iterable[Card]) -> dict[str, Any]:
    """A tree for each card in order; texts and trees that occur again are kept once.

    A tree is [verdict, question, answer, place, children, left out]: numbers of texts, -1 for none.
    """
    texts = Texts()
    trees = [_tree(card.finding.because, texts, 0) for card in cards]
    return {"trees": trees, "texts": texts.all, "verdicts": VERDICTS}


def _tree(evidence: Evidence, texts: Texts, depth: int) -> list[Any]:
    is_about_one = evidence.shape in ("leaf", "fact", "some")
    asked = f"{evidence.of} {evidence.asked}" if is_about_one else evidence.asked
    seen = f"{evidence.seen}{' (over nothing)' if evidence.vacuous else ''}".strip()
    children = evidence.children[:WIDEST] if depth < DEEPEST else ()
    return [
        VERDICTS.index(evidence.verdict),
        texts.number(asked),
        texts.number(seen) if seen else -1,
        texts.number(str(evidence.place)) if evidence.place and is_about_one else -1,
        [_tree(child, texts, depth + 1) for child in children],
        len(evidence.children) - len(children),
    ]
