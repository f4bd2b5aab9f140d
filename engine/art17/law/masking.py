"""Blanks out what is no prose: code, addresses, comments. Offsets stay as they were."""

import re

_FENCE = re.compile(r"^[ >]{0,6}(`{3,}|~{3,})(.*)$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_ADDRESS = re.compile(r"[hf]t?tps?://[^\s<>|)\]]+|www\.[^\s<>|)\]]+|mailto:[^\s<>|)\]]+|\]\([^()\s]{0,300}\)|<!--|-->")
_LONGEST_SPAN = 400


def masked(text: str) -> str:
    """The text with code, URLs, link targets and comments replaced by blanks of the same length.

    >>> masked("see `Art. 9` at https://x.eu/art-9.")
    'see          at                       '
    """
    spans: list[tuple[int, int]] = []
    if "`" in text or "~~~" in text:
        spans.extend(_code(text))
    if "://" in text or "](" in text or "www." in text or "<!--" in text or "mailto:" in text:
        spans.extend(_addresses(text))
    return _blanked(text, sorted(spans)) if spans else text


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these spans blank; line ends stay, so that lines remain lines."""
    kept: list[str] = []
    position = 0
    for start, end in spans:
        if end <= position:
            continue
        start = max(start, position)
        kept.append(text[position:start])
        gone = text[start:end]
        kept.append(" " * len(gone) if "\n" not in gone else re.sub(r"[^\n]", " ", gone))
        position = end
    kept.append(text[position:])
    return "".join(kept)


def _code(text: str) -> list[tuple[int, int]]:
    """Fenced blocks and code spans."""
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for fence in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        marker = fence.group(1)
        if opened is None:
            if "`" not in fence.group(2):
                opened = (fence.start(), marker)
        elif marker.startswith(opened[1]) and not fence.group(2).strip():
            spans.append((opened[0], fence.end()))
            opened = None
    if opened is not None:
        spans.append((opened[0], len(text)))
    return spans + _code_spans(text, spans)


def _code_spans(text: str, fenced: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans between equally long runs of backticks, outside of fenced blocks, within one paragraph."""
    outside = iter([*fenced, (len(text), len(text))])
    fence = next(outside)
    spans: list[tuple[int, int]] = []
    opened: dict[int, int] = {}
    for run in _TICKS.finditer(text):
        while run.start() >= fence[1]:
            fence, opened = next(outside, (len(text) + 1, len(text) + 1)), {}
        if run.start() >= fence[0]:
            continue
        length = run.end() - run.start()
        start = opened.pop(length, None)
        if start is not None and run.end() - start <= _LONGEST_SPAN and "\n\n" not in text[start : run.start()]:
            spans.append((start, run.end()))
            opened = {}
        else:
            opened[length] = run.start()
    return spans


def _addresses(text: str) -> list[tuple[int, int]]:
    """URLs, link targets and comments."""
    spans: list[tuple[int, int]] = []
    comment: int | None = None
    for match in _ADDRESS.finditer(text):
        token = match.group()
        if token == "<!--":
            comment = match.start() if comment is None else comment
        elif token == "-->":
            spans.extend([(comment, match.end())] if comment is not None else [])
            comment = None
        else:
            spans.append((match.start() + (1 if token.startswith("](") else 0), match.end()))
    return spans
