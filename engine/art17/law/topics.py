"""What the words beside a citation say that it is about, where they say it plainly."""

import re
from collections.abc import Iterable, Mapping, Sequence

from art17.model.law import Citation

_MARKUP = re.compile(r"[*_`\"'“”„«»]+")
_BLANKS = re.compile(r"[\s\u00a0\u2010\u2011-]+")
_CLAUSE = re.compile(r"[;.!?]\s|\)\s*,|\),")
_NEAR = 60
_FORMER = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|ex|old|draft|proposal|proposed|renumbered|originally|deleted|repealed"
    r"|superseded"
    r"|ehemals?|früher\w*|entwurf\w*|alt(?:e[rsn]?)?|aufgehoben|gestrichen|ancien(?:ne)?|anciennement|projet"
    r"|proposition|abrogé|supprimé)\b",
    re.IGNORECASE,
)

Words = Mapping[str, Sequence[str]]


def speaks_of_the_past(citation: Citation) -> bool:
    """Whether the words beside a citation say that it is a former one: then its author knows."""
    return bool(_FORMER.search(citation.before[-_NEAR:]) or _FORMER.search(citation.after[:_NEAR]))


def stated_topics(citation: Citation, words: Mapping[str, Words], reach: int = _NEAR) -> frozenset[str]:
    """The keys whose words stand nearest to a citation, in the part of its surroundings that is about it.

    >>> from art17.citations.citations import citations_in
    >>> each, = citations_in("Post-market monitoring (Art. 61 of the AI Act), then training.")
    >>> stated_topics(each, {"Art. 72": {"en": ["post market monitoring"]}, "Art. 4": {"en": ["training"]}})
    frozenset({'Art. 72'})
    """
    before, after = about(citation, reach)
    found = {_nearest(before, words, from_end=True), _nearest(after, words, from_end=False)}
    return frozenset(key for key in found if key is not None)


def mentions_topic(citation: Citation, words: Words) -> bool:
    """Whether any of these words stands anywhere around a citation."""
    text = plain(f"{citation.before} | {citation.after}")
    return any(_position(text, phrase) >= 0 for phrase in _phrases(words))


def about(citation: Citation, reach: int = _NEAR) -> tuple[str, str]:
    """The words before and after that are about a citation: `Monitoring (Art. 72), risks` leaves out the risks."""
    before, after = _MARKUP.sub("", citation.before).rstrip(), _MARKUP.sub("", citation.after).lstrip()
    if before.endswith(("(", "[")):
        inside, _, _ = after.partition(")")
        return plain(_last_clause(before[:-1])), plain(inside)
    if before.endswith("|") or after.startswith("|"):
        return plain(before), plain(after)
    if after.startswith(("(", "[", ":", "–", "—", "- ")):
        return "", plain(_first_clause(after[1:]))
    if before.endswith((":", "–", "—", " -")):
        return plain(_last_clause(before)), ""
    return plain(_last_clause(before))[-reach:], plain(_first_clause(after))[:reach]


def plain(text: str) -> str:
    """A text in lower case, without markup and hyphens, for comparing words."""
    return _BLANKS.sub(" ", _MARKUP.sub("", text)).strip().casefold()


def _last_clause(text: str) -> str:
    return _CLAUSE.split(text)[-1]


def _first_clause(text: str) -> str:
    return _CLAUSE.split(text)[0]


def _nearest(text: str, words: Mapping[str, Words], *, from_end: bool) -> str | None:
    """The key whose words stand nearest to one end of a text; the longer phrase where two start together."""
    best: tuple[int, int] | None = None
    nearest: str | None = None
    for key, phrases in words.items():
        for phrase in _phrases(phrases):
            position = _position(text, phrase, from_end=from_end)
            distance = len(text) - position - len(phrase) if from_end else position
            if position >= 0 and (best is None or (distance, -len(phrase)) < best):
                best, nearest = (distance, -len(phrase)), key
    return nearest


def _phrases(words: Words) -> Iterable[str]:
    return (phrase for phrases in words.values() for phrase in phrases)


def _position(text: str, phrase: str, *, from_end: bool = False) -> int:
    """Where a phrase starts, at the beginning of a word; -1 where it does not stand."""
    position = text.rfind(phrase) if from_end else text.find(phrase)
    while position > 0 and text[position - 1].isalnum():
        position = text.rfind(phrase, 0, position) if from_end else text.find(phrase, position + 1)
    return position
