"""The nearest known word, to offer where one is mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word that is nearest to `word`, or "" where none is near; how near, says `cutoff`.

    >>> nearest("sevreity", ["severity", "class"])
    'severity'
    """
    import difflib  # noqa: PLC0415  late: only messages need it

    words = list(known)
    if word.lower() in words:
        return word.lower()
    found = difflib.get_close_matches(word[:200], words, n=1, cutoff=cutoff)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The half sentence that offers the nearest word, or ""."""
    near = nearest(word, known, cutoff)
    return f"; did you mean {near!r}?" if near else ""
