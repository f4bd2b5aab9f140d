"""Whether a text stands in a block of code as a whole, so that nothing in it is read as prose."""

from __future__ import annotations

_FENCES = ("```", "~~~")
_OF_TEXT = frozenset({"", "markdown", "md", "text", "txt"})
_MOST = 0.8
_LINES = 8


def wrapped_line(text: str) -> int:
    """The line of the fence that opens a block of text with nearly all of a document in it; 0 where there is none.

    Templates are often kept so, to be copied: what they cite is example, not text.
    """
    if not any(fence in text for fence in _FENCES):
        return 0
    within, opened, sign, widest = 0, 0, "", (0, 0)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        mark = line.strip()
        if sign and mark.startswith(sign) and not mark.strip(sign[0]):
            widest, sign = max(widest, (within, opened)), ""
        elif not sign and mark.startswith(_FENCES):
            fence = mark[: len(mark) - len(mark.lstrip(mark[0]))]
            is_text = mark[len(fence) :].strip().lower() in _OF_TEXT
            sign, within, opened = fence, 0, number if is_text else 0
        elif sign and mark:
            within += opened > 0
    filled = sum(1 for line in lines if line.strip() and not line.strip().startswith(_FENCES))
    most, first = widest
    return first if most >= _LINES and most >= _MOST * filled else 0
