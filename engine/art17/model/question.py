"""What a person has to decide, since a text or the law leaves it open."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.place import Place

CONTRARY = "contrary"
WHOSE_TEXT = "whose-text"
TREATED = "treated"
NOT_FOUND = "not-found"
NOT_RECOGNISED = "not-recognised"
OF_A_RULE = "of-a-rule"
QUESTION_KINDS = (CONTRARY, WHOSE_TEXT, TREATED, NOT_FOUND, NOT_RECOGNISED, OF_A_RULE)
"""In the order in which they are asked: a text states another value than the rule allows; it may not be the
organisation's own, or not of its type; it treats the matter; nothing on the matter was found; no document was
recognised that addresses a provision; a rule leaves to people what the law's words do not decide."""


@dataclass(frozen=True, slots=True)
class PassageAt:
    """Where a text treats a matter: the artefact, the best place, the heading above, how many passages more."""

    artefact: str
    matter: str
    place: Place
    section: str = ""
    more: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a passage says in the words of its document; nothing where that bears a label that it is confidential."""

    text: str = ""
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question for a requirement and a scope (`systems`, none for the organisation).

    `text` asks it, `fix` says what to write so that it need not be asked; `not_found` are the matters
    of which nothing was found.  `change` is "worsened" where the requirement was decided at the revision that the run
    is compared with.
    """

    id: str
    kind: str
    rule: str
    text: str
    fix: str
    provisions: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    passages: tuple[PassageAt, ...] = ()
    not_found: tuple[str, ...] = ()
    change: str = ""
