"""English of messages: the article before a noun, words in a row, denials, sentences in one."""

from __future__ import annotations

from collections.abc import Sequence

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

    >>> in_one(["Nothing on steps was found there.", "Nothing on owners was found there."])
    ('Nothing on steps; owners was found there.', ('steps', 'owners'))
    >>> in_one(["It has no owner.", "Its review is overdue."])
    ('', ())
    """
    split = [sentence.split(" ") for sentence in dict.fromkeys(sentences)]
    shortest = min(map(len, split))
    same = [len(set(column)) == 1 for column in zip(*split, strict=False)]
    before = same.index(False) if False in same else shortest
    same = [len(set(column)) == 1 for column in zip(*(reversed(words) for words in split), strict=False)]
    after = min(same.index(False) if False in same else shortest, shortest - before)
    parts = [words[before : len(words) - after] for words in split]
    is_frame = len(split) >= _SEVERAL and before + after >= _FRAME
    if not is_frame or not all(0 < len(part) <= _LONGEST_STRETCH and not _repeats(part) for part in parts):
        return "", ()
    told = tuple(" ".join(part) for part in parts)
    return " ".join((*split[0][:before], "; ".join(told), *split[0][len(split[0]) - after :])), told


def _repeats(words: Sequence[str]) -> bool:
    """Whether a stretch says one thing twice, so that the sentences differ in two places."""
    plain = [word.strip(".,:;") for word in words]
    return len(set(plain)) < len(plain)
