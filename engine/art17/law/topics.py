"""What the words beside a citation say that it is about, where they say it plainly."""

import re
from collections.abc import Iterable, Mapping, Sequence

from art17.model.law import Citation

_MARKUP = re.compile(r"[*_`\"'“”„«»]+")
_BLANKS = re.compile(r"[\s\u00a0\u2010\u2011-]+")
_CLAUSE = re.compile(r"[;.!?]\s|\)\s*,|\),")
_NEAR = 60
_STEM = 6
_WORD_END = re.compile(r"\w*")
_PLURALS = frozenset({"", "s", "es", "n", "en", "e"})
_LONGER = re.compile(r"[^\W\d_]{3,}")
_LIST_SIGN = re.compile(r"^(?:[-*+#>|]|\d{1,3}[.)]|\[[ x]\])\s*")
_SUFFIX = re.compile(
    r"(?:s|en|e)?(?: (?:requirements?|obligations?|duties|systems?|plan|procedure|process|for (?:high risk )?ai systems"
    r"|for high risk systems|of providers|by providers|anforderungen|pflichten|system|plan|verfahren|exigences))?"
)
_EMPTY = frozenset({"and", "the", "for", "high", "risk", "system", "provid", "und", "der", "die", "des", "les", "with"})
_FORMER = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|ex|old|draft|proposal|proposed|renumbered|originally|deleted|repealed"
    r"|superseded|ehemals?|früher\w*|entwurfs?(?:fassung|nummer\w*|text|version)?(?! und entwicklung)"
    r"|alt(?:e[rsn]?)?|aufgehoben|gestrichen|ancien(?:ne)?|anciennement|projet|proposition|abrogé|supprimé)\b",
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


def topics_of_title(title: str, words: Mapping[str, Words]) -> frozenset[str]:
    """The keys that a heading states: every one of which it has a phrase."""
    text = plain(title)
    return frozenset(key for key, own in words.items() if any(_position(text, each) >= 0 for each in phrases_in(own)))


def mentions_topic(citation: Citation, words: Words, *, whole: bool = False) -> bool:
    """Whether any of these words stands anywhere around a citation; `whole`: not as the beginning of a longer word."""
    text = plain(f"{citation.before} | {citation.after}")
    return any(_has_word(text, word) if whole else _position(text, word) >= 0 for word in phrases_in(words))


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word as it is, or in the plural; `regist*` stands for all that begins so.

    >>> [_has_word("feeds smes and registration", word) for word in ("fee", "sme", "regist*", "regist")]
    [False, True, True, False]
    """
    stem = word.removesuffix("*")
    position = _position(text, stem)
    while position >= 0:
        rest = _WORD_END.match(text, position + len(stem))
        if word != stem or (rest is not None and rest.group() in _PLURALS):
            return True
        later = _position(text[position + 1 :], stem)
        position = later + position + 1 if later >= 0 else -1
    return False


def clauses(citation: Citation) -> tuple[str, ...]:
    """What is said to be the topic of a citation and nothing else: in brackets, after a colon, in the next cell.

    >>> from art17.citations.citations import citations_in
    >>> each, = citations_in("| Record-keeping | Art. 14 of the AI Act | yes |")
    >>> clauses(each)
    ('record keeping',)
    """
    before, after = _MARKUP.sub("", citation.before).rstrip(), _MARKUP.sub("", citation.after).lstrip()
    found: list[str] = []
    if before.endswith(("(", "[")):
        found.append(_last_clause(before[:-1]))
    elif before.endswith("|") or after.startswith("|"):
        found.append(before.rstrip("| ").rpartition("|")[2] if before.endswith("|") else "")
        found.append(after.lstrip("| ").partition("|")[0] if after.startswith("|") else "")  # else it is its own cell
    elif before.endswith((":", "–", "—", " -")):
        found.append(_last_clause(before))
    if after.startswith(("(", "[")):
        found.append(after[1:].partition(")")[0])
    elif after.startswith((":", "–", "—", "- ")):
        found.append(_first_clause(after[1:]).partition("\n")[0])
    cleaned = (_LIST_SIGN.sub("", plain(each)).strip(" .,:;#") for each in found)
    return tuple(dict.fromkeys(each for each in cleaned if each))


def states_heading(clause: str, words: Words) -> bool:
    """Whether a clause is the heading of a provision, with or without what it says of whom or for what.

    >>> states_heading("human oversight requirements", {"en": ["human oversight"]})
    True
    >>> states_heading("human oversight design review", {"en": ["human oversight"]})
    False
    """
    return any(clause.startswith(phrase) and _SUFFIX.fullmatch(clause, len(phrase)) for phrase in phrases_in(words))


def shares_a_word(clause: str, other: str) -> bool:
    """Whether two texts have a word in common that says something."""
    return bool(_stems(clause) & _stems(plain(other)))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _LONGER.findall(text)} - _EMPTY


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
    """The key whose words stand nearest to one end of a text.

    Where phrases overlap, the one that begins first counts: in `design and development procedure`, `design and
    development`; where they begin together, the longer one.
    """
    found: list[tuple[int, int, str]] = []
    for key, phrases in words.items():
        for phrase in phrases_in(phrases):
            position = _position(text, phrase, from_end=from_end)
            if position >= 0:
                found.append((position, position + len(phrase), key))
    if not found:
        return None
    best = max(found, key=lambda span: (span[1], span[1] - span[0])) if from_end else min(found, key=_first_longest)
    overlapping = [span for span in found if span[0] < best[1] and span[1] > best[0]]
    return min(overlapping, key=_first_longest)[2]


def _first_longest(span: tuple[int, int, str]) -> tuple[int, int]:
    return span[0], -span[1]


def phrases_in(words: Words) -> Iterable[str]:
    """All phrases of all languages."""
    return (phrase for phrases in words.values() for phrase in phrases)


def _position(text: str, phrase: str, *, from_end: bool = False) -> int:
    """Where a phrase starts, at the beginning of a word; -1 where it does not stand."""
    position = text.rfind(phrase) if from_end else text.find(phrase)
    while position > 0 and text[position - 1].isalnum():
        position = text.rfind(phrase, 0, position) if from_end else text.find(phrase, position + 1)
    return position
