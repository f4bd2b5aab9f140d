"""Blanks out what is no prose: code, addresses, comments. Offsets stay as they were."""

import re

_FENCE = re.compile(r"^[ >]{0,6}(`{3,}|~{3,})(.*)$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_ADDRESS = re.compile(r"[hf]t?tps?://[^\s<>|)\]]+|www\.[^\s<>|)\]]+|mailto:[^\s<>|)\]]+|\]\([^()\s]{0,300}\)|<!--|-->")
_LONGEST_SPAN = 400
_MOST_RUNS = 20


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
        opening = max(start, position)
        kept.append(text[position:opening])
        gone = text[opening:end]
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
    runs = [run.span() for run in _TICKS.finditer(text)]
    spans: list[tuple[int, int]] = []
    fences = iter([*fenced, (len(text) + 1, len(text) + 1)])
    fence = next(fences)
    index = 0
    while index < len(runs):
        start, end = runs[index]
        while start >= fence[1]:
            fence = next(fences)
        index += 1
        if start >= fence[0]:
            continue
        closing = _closing(text, runs, index, end - start)
        if closing is not None:
            spans.append((start, runs[closing][1]))
            index = closing + 1
    return spans


def _closing(text: str, runs: list[tuple[int, int]], index: int, length: int) -> int | None:
    """The next run of the same length that closes a span; looked for only nearby, so that the time stays linear."""
    opened = runs[index - 1][1]
    for candidate in range(index, min(index + _MOST_RUNS, len(runs))):
        start, end = runs[candidate]
        if start - opened > _LONGEST_SPAN:
            return None
        if end - start == length:
            return candidate if "\n\n" not in text[opened:start] else None
    return None


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
