"""How an answer is worded: by whom, on which day, on which kind of evidence."""

from __future__ import annotations

from collections.abc import Mapping

from art17.model.answer import Answer
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET

AGREED: Mapping[str, str] = {
    MET: "met",
    UNMET: "not met",
    NOT_APPLICABLE: "not applicable",
    UNDECIDED: "cannot be decided",
}


def said_by(answer: Answer) -> str:
    """By whom an answer was given, when, and on what: `as Jane Doe judged on 2026-11-20 (interview: minutes 3)`."""
    kind = answer.word("evidence")
    reference = answer.word("reference")
    seen = ": ".join(part for part in (kind, reference) if part)
    return f"as {answer.word('by')} judged on {answer.word('on')}{f' ({seen})' if seen else ''}"
