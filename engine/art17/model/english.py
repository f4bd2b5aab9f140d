"""English of messages: the article before a noun, words in a row, denials, sentences in one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SILENCE = re.compile(r"Nothing on (.+?)( was found .+)")
_BEFORE_NAMES = re.compile(r"(?:the )?\w+ (?:for|of) (?=Art\. |Annex )")
_SEVERAL, _FRAME, _LONGEST_STRETCH = 2, 4, 8
"""How many sentences are put into one, of how many words they share, and how many may differ."""


def with_article(noun: str) -> str:
    """A noun after "a" or "an".

    >>> with_article("link"), with_article("artefact"), with_article("RE2 expression"), with_article("unit")
    ('a link', 'an artefact', 'an RE2 expression', 'a unit')
    """
    first = noun.lstrip("`'\"")
    is_vowel = first[:1].lower() in "aeiou" and not first.lower().startswith(("uni", "use", "eu"))
    spelled_out = first[:2].isupper() and first[:1] in "AEFHILMNORSX"
    return f"{'an' if is_vowel or spelled_out else 'a'} {noun}"


def listed(words: Sequence[str], word: str = "and") -> str:
    """Words in a row, the last after "and" or another word.

    >>> listed(["a"]), listed(["a", "b", "c"]), listed(["a", "b"], "or")
    ('a', 'a, b and c', 'a or b')
    """
    *first, last = words or ("",)
    return f"{', '.join(first)} {word} {last}" if first else last


_DENIED = {
    "is": "is not",
    "belongs": "does not belong",
    "cites": "does not cite",
    "contains": "does not contain",
    "ends": "does not end",
    "matches": "does not match",
    "satisfies": "does not satisfy",
    "starts": "does not start",
}


def negated(predicate: str) -> str:
    """A predicate denied, or "" where its verb is not known.

    >>> negated("is on or after the as-of date"), negated("contains `Art. 6`"), negated("has none")
    ('is not on or after the as-of date', 'does not contain `Art. 6`', '')
    """
    verb, _, rest = predicate.partition(" ")
    return f"{_DENIED[verb]} {rest}" if verb in _DENIED else ""


def in_one(sentences: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Sentences that differ in one stretch of words as one sentence, and the stretches; "" where they differ otherwise.

    >>> in_one(["It lacks a day on page 1.", "It lacks a name on page 1."])
    ('It lacks a day; name on page 1.', ('day', 'name'))
    >>> in_one(["Nothing on how it is set up was found there.", "Nothing on how it is run was found there."])
    ('Nothing on how it is set up or how it is run was found there.', ('how it is set up', 'how it is run'))
    >>> in_one(["It has no owner.", "Its review is overdue."])
    ('', ())
    """
    if silence := _silence_in_one(tuple(dict.fromkeys(sentences))):
        return silence
    split = [sentence.split(" ") for sentence in dict.fromkeys(sentences)]
    shortest = min(map(len, split))
    same = [len(set(column)) == 1 for column in zip(*split, strict=False)]
    before = same.index(False) if False in same else shortest
    same = [len(set(column)) == 1 for column in zip(*(reversed(words) for words in split), strict=False)]
    after = min(same.index(False) if False in same else shortest, shortest - before)
    before = _whole_from(split, before, after)
    parts = [words[before : len(words) - after] for words in split]
    is_frame = len(split) >= _SEVERAL and before + after >= _FRAME
    if not is_frame or not all(0 < len(part) <= _LONGEST_STRETCH and not _repeats(part) for part in parts):
        return "", ()
    told = tuple(" ".join(part) for part in parts)
    return " ".join((*split[0][:before], "; ".join(told), *split[0][len(split[0]) - after :])), told


def _whole_from(split: Sequence[Sequence[str]], before: int, after: int) -> int:
    """Where the stretches begin: behind a colon, so that each is whole, as long as they stay short."""
    colons = [at + 1 for at, word in enumerate(split[0][:before]) if word.endswith(":")]
    is_short = all(len(words) - after - max(colons, default=before) <= _LONGEST_STRETCH for words in split)
    return max(colons) if colons and is_short else before


def _silence_in_one(sentences: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """Sentences that say of several matters that nothing on them was found in one text, with each matter whole.

    Words with which all matters begin are said once where a name follows them ("responsibility for").
    """
    found = [_SILENCE.fullmatch(sentence) for sentence in sentences]
    told = [each[1] for each in found if each]
    if len(told) < _SEVERAL or len(told) < len(found) or len({each[2] for each in found if each}) > 1:
        return None
    shared = _BEFORE_NAMES.match(told[0])
    head = shared[0] if shared and all(each.startswith(shared[0]) for each in told) else ""
    row = listed([told[0], *(each.removeprefix(head) for each in told[1:])], "or")
    return f"Nothing on {row}{found[0][2] if found[0] else ''}", tuple(told)


def _repeats(words: Sequence[str]) -> bool:
    """Whether a stretch says one thing twice, so that the sentences differ in two places."""
    plain = [word.strip(".,:;") for word in words]
    return len(set(plain)) < len(plain)
