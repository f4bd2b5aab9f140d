"""Marks of an unfinished merge in a text."""

from __future__ import annotations

_OURS, _BETWEEN, _THEIRS = "<<<<<<< ", "=======", ">>>>>>> "
_FENCES = ("```", "~~~")


def conflict_line(text: str) -> int:
    """The line of the first conflict that a merge left in a text; 0 where there is none.

    Blocks of code are left out: a text on git shows such marks.
    """
    if _OURS not in text or _THEIRS not in text:
        return 0
    begun, is_divided, is_code = 0, False, False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(_FENCES):
            is_code = not is_code
        elif is_code:
            continue
        elif line.startswith(_OURS):
            begun, is_divided = number, False
        elif begun and line == _BETWEEN:
            is_divided = True
        elif begun and is_divided and line.startswith(_THEIRS):
            return begun
    return 0
