"""What was looked at to reach a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.place import Place

Truth = bool | None
"""True, False, or None for undecided (Kleene's third value)."""

MET = "met"
UNMET = "unmet"
NOT_APPLICABLE = "not-applicable"
UNDECIDED = "undecided"
VERDICTS = (MET, UNMET, NOT_APPLICABLE, UNDECIDED)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something fails that is not its own fault: what another finding tells already.

    Kinds: `absent` (no artefact of these types, for this system or the organisation), `draft`
    (the artefact is unfinished), `blank` (of this system or organisation, which has no status that
    could say so, some fields hold only placeholders), `broken` (this link leads nowhere), `malformed` (this field of
    this artefact), `duplicate` (this id), `unreadable` (this file), `no-directory`, `silent` (nothing of
    its type was found in the text of this artefact).  What a text leaves open has the kinds that
    `conditions/openness.py` names.
    """

    kind: str
    about: str

    def __lt__(self, other: Cause) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str]:
        """Nodes in node order, whatever their numbers are; others by what they are called."""
        head = self.about.partition(":")[0]
        return self.kind, int(head) if head.isdecimal() else -1, self.about


@dataclass(frozen=True, slots=True)
class Evidence:
    """One question of a condition, of whom it was asked, what was seen, and what follows.

    `shape` is how children make the whole: `leaf` (none), `fact` (none, and it is asked of a link,
    a citation or the like, whose message says it already), `all`, `any`, `not`, `some` (children
    are the nodes that a path led to; `verb` says how), `none` (the same, where none may pass).
    `relative` is what each of the children is asked, to follow "none": "whose `result` is `pass`".
    `seen` follows the name of `of` as the rest of a sentence: "has no `owner`".
    `named` is the name that the rule gives to the node.
    """

    asked: str
    of: str
    seen: str
    truth: Truth
    place: Place | None = None
    shape: str = "leaf"
    verb: str = ""
    children: tuple[Evidence, ...] = ()
    node: int = -1
    vacuous: bool = False
    causes: tuple[Cause, ...] = ()
    relative: str = ""
    named: str = ""

    @property
    def verdict(self) -> str:
        return {True: MET, False: UNMET, None: UNDECIDED}[self.truth]
