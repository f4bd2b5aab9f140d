"""How well a heading names the matter of a type: by its words, or by the point of the law that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from art17.texts.folding import folded, words_of

CLOSE = 0.75
"""From which fit on a heading is about the matter and about nothing else."""
_OF_POINT = re.compile(
    r"(?:\bart(?:icle|ikel|\.)?\s*17\s*(?:\(1\)|abs\.?(?:atz)?\s*1)[\s,]*|\brequirements?\s|\bpoint\s|\bpunkt\s"
    r"|\banforderung\s|\bexigence\s|\blit\.?\s|\bbuchst(?:abe|\.)\s)"
    r"(?:lit\.?\s*|buchst(?:abe|\.)?\s*|point\s*)?(?:\(([a-m])\)|([a-m])\)?(?=\s*(?:[:.,\u2013\u2014-]|$)))"
)
_OF_THE_LAW = re.compile(r"\b(?:annex|anhang|annexe)\s+[ivx]+\b|\b(?:articles?|artikel|art\.?)\s*(\d+)")
_REFERS = re.compile(r"\bcross.?ref|\bcorrespondence\b|\bmapping\b|querverweis|zuordnung|entsprechung|\bcorrespondance")
_PLAIN = frozenset(
    words_of(
        "a an and or of the for to in on with by per as our its art article articles artikel annex anhang annexe "
        "section abschnitt requirement requirements anforderung anforderungen exigence exigences point punkt lit "
        "buchst buchstabe element chapter kapitel chapitre system systems systeme procedure procedures process "
        "processes policy plan strategy concept management measures overview general i ii iii iv v vi vii viii ix x "
        "und oder der die das des den dem fuer zur zum von mit im verfahren prozess konzept massnahmen et ou de du le "
        "la les l d pour sur avec processus politique gestion maitrise mesures ai act eu regulation verordnung"
    )
)
_LEAST = 4
_ENDING = 2


def is_of_references(heading: str) -> bool:
    """Whether a heading is that of a table that only leads elsewhere.

    >>> is_of_references("4. Art. 17 to ISO 42001 Cross-Reference Table"), is_of_references("Record keeping")
    (True, False)
    """
    return _REFERS.search(folded(heading)) is not None


def point_named(heading: str) -> str:
    """The letter of the point of Art. 17(1) that a heading names, "" where it names none.

    >>> [point_named(text) for text in ("3.1 Requirement (a): Strategy", "Art. 17(1)(k)", "Art. 17 Abs. 1 lit. m")]
    ['a', 'k', 'm']
    >>> point_named("A plan for a requirement a day"), point_named("(a) Strategy")
    ('', '')
    """
    found = _OF_POINT.search(folded(heading))
    return found[1] or found[2] if found else ""


def content_of(heading: str) -> list[str]:
    """The words of a heading that say what it is about.

    >>> content_of("3.9 Requirement (i): Systems and Procedures for Record Keeping")
    ['record', 'keeping']
    """
    return [word for word in words_of(folded(heading)) if len(word) > 1 and not word.isdigit() and word not in _PLAIN]


def fit(heading: str, names: Iterable[str], cites: Sequence[str] = ()) -> float:
    """How much of what a heading says is in the names of a matter, from 0 to 1; by its point alone it is 1.

    The names are the title and topics of a type, `cites` the provisions that it satisfies: a heading that cites
    another one is less about it, and one that names its point is more.

    >>> fit("3.10 Resource Management", ["resource", "resources"])
    1.0
    >>> fit("3.4 Computational Resources (Annex IV, 2(c))", ["resource", "resources"], ["Art. 17(1)(l)"])
    0.25
    >>> fit("Requirement (l)", ["resource"], ["Art. 17(1)(l)"]), fit("Requirement (j)", ["resource"], ["Art. 17(1)(l)"])
    (1.0, 0.0)
    """
    own = content_of(_OF_POINT.sub(" ", folded(heading)))
    point = point_named(heading)
    is_of_point = bool(point) and f"Art. 17(1)({point})" in cites
    if not own:
        return 1.0 if is_of_point else 0.0
    known = _words_in(tuple(names))
    share = sum(any(_is_alike(word, other) for other in known) for word in own) / len(own)
    if not point and any(not _is_cited(found, cites) for found in _OF_THE_LAW.finditer(folded(heading))):
        share /= 2
    return min(share + 0.25, 1.0) if is_of_point and share else share


def _is_cited(found: re.Match[str], cites: Sequence[str]) -> bool:
    return bool(found[1]) and any(re.match(rf"Art\. {found[1]}\b", cite) for cite in cites)


@lru_cache(maxsize=256)
def _words_in(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in words_of(folded(name)) if word not in _PLAIN)


def _is_alike(word: str, other: str) -> bool:
    """Whether two words are the same but for their ending: authority, authorities."""
    length = max(_LEAST, min(len(word), len(other)) - _ENDING)
    return word == other or word[:length] == other[:length]
