"""A tree of evidence as people read it: what was asked, of whom, what was seen, and what followed."""

from __future__ import annotations

from collections.abc import Iterator

from art17.model.evidence import MET, UNDECIDED, UNMET, Evidence
from art17.reporting.safe import safe
from art17.reporting.style import Style, plain

MARKS = {MET: "✓", UNMET: "✗", UNDECIDED: "?"}
DEEPEST = 12
WIDEST = 12


def tree_of(evidence: Evidence, style: Style = plain, indent: str = "") -> Iterator[str]:
    """The lines of a tree; beyond the widest and the deepest it says how much is left out."""
    mark = style(MARKS[evidence.verdict], evidence.verdict)
    about_one = evidence.shape in ("leaf", "fact", "some", "none")
    place = f"  {style(safe(str(evidence.place)), 'faint')}" if evidence.place and about_one else ""
    vacuous = " (over nothing)" if evidence.vacuous else ""
    asked = f"{safe(evidence.of)} {safe(evidence.asked)}" if about_one else evidence.asked
    seen = f": {safe(evidence.seen)}" if evidence.seen else ""
    yield f"{indent}{mark} {asked}{seen}{vacuous}{place}"
    if len(indent) // 2 >= DEEPEST:
        if evidence.children:
            yield f"{indent}  ... and what lies deeper"
        return
    for child in evidence.children[:WIDEST]:
        yield from tree_of(child, style, f"{indent}  ")
    if len(evidence.children) > WIDEST:
        yield f"{indent}  ... and {len(evidence.children) - WIDEST} more"
