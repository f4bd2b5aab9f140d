"""Blanks out what is no prose: code, addresses, comments. Offsets stay as they were."""

import re
from functools import cache, lru_cache

_DEEPEST_FENCE = 6
_LONGEST_SPAN = 400
_MOST_RUNS = 20


@cache
def _fences() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"(```+)(.*)"), re.compile(r"(~~~+)(.*)")


@cache
def _single() -> re.Pattern[str]:
    """A span between two backticks, within one paragraph."""
    return re.compile(r"`[^`\n]*+(?:\n(?!\n)[^`\n]*+)*+`")


@cache
def _url() -> re.Pattern[str]:
    """Each alternative begins with a plain letter: so the search leaps from one to the next."""
    openings = ("ht?tps?://", "ft?tps?://", r"www\.", "mailto:")
    return re.compile("|".join(rf"{opening}[^\s<>|)\]]+" for opening in openings))


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"\]\([^()\s]{0,300}\)")


@cache
def _comment_mark() -> re.Pattern[str]:
    return re.compile(r"<!--|-->")


@lru_cache(maxsize=8)
def masked(text: str) -> str:
    """The text with code, URLs, link targets and comments replaced by blanks of the same length; the latest are kept.

    >>> masked("see `Art. 9` at https://x.eu/art-9.")
    'see          at                       '
    """
    spans = _spans(text)
    return _blanked(text, spans) if spans else text


def hidden_in(text: str) -> str:
    """The code spans and addresses of a text, which are masked; not whole blocks of code.

    >>> hidden_in("see `Art. 9` at https://x.eu/art-9.")
    '`Art. 9` https://x.eu/art-9.'
    """
    return " ".join([text[start:end] for start, end in _spans(text) if end - start <= _LONGEST_SPAN])


@lru_cache(maxsize=8)
def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if "`" in text or "~~~" in text:
        spans.extend(_code(text))
    if "://" in text or "www." in text or "mailto:" in text:
        spans.extend(match.span() for match in _url().finditer(text))
    spans.extend((match.start() + 1, match.end()) for match in _link().finditer(text))
    if "<!--" in text:
        spans.extend(_comments(text))
    return sorted(spans)


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
        kept.append(" " * len(gone) if "\n" not in gone else "\n".join(" " * len(line) for line in gone.split("\n")))
        position = end
    kept.append(text[position:])
    return "".join(kept)


def _code(text: str) -> list[tuple[int, int]]:
    """Fenced blocks, and code spans between them."""
    fenced = _fenced(text) if "```" in text or "~~~" in text else []
    spans = list(fenced)
    position = 0
    for start, end in [*fenced, (len(text), len(text))]:
        spans.extend(_code_spans(text, position, start))
        position = end
    return spans


def _fenced(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    found = (fence for pattern in _fences() for fence in pattern.finditer(text))
    for fence in sorted(found, key=lambda fence: fence.start()):
        start, marker = fence.start(), fence.group(1)
        line = text.rfind("\n", max(0, start - _DEEPEST_FENCE - 1), start) + 1
        if start - line > _DEEPEST_FENCE or text[line:start].strip(" >"):
            continue
        if opened is None:
            if "`" not in fence.group(2):
                opened = (line, marker)
        elif marker.startswith(opened[1]) and not fence.group(2).strip():
            spans.append((opened[0], fence.end()))
            opened = None
    return [*spans, (opened[0], len(text))] if opened else spans


def _code_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between equally long runs of backticks, within one paragraph."""
    if text.find("``", start, end) < 0:
        return _single_spans(text, start, end)
    runs = [run.span() for run in re.compile("`+").finditer(text, start, end)]
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        opening, inner = runs[index]
        index += 1
        closing = _closing(text, runs, index, inner - opening)
        if closing is not None:
            spans.append((opening, runs[closing][1]))
            index = closing + 1
    return spans


def _single_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The same where no two backticks stand together, as almost everywhere: much faster."""
    spans: list[tuple[int, int]] = []
    while (match := _single().search(text, start, end)) is not None:
        opening, start = match.span()
        if start - opening > _LONGEST_SPAN + 2:
            start = opening + 1
        else:
            spans.append((opening, start))
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


def _comments(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    comment: int | None = None
    for match in _comment_mark().finditer(text):
        if match.group() == "<!--":
            comment = match.start() if comment is None else comment
        elif comment is not None:
            spans.append((comment, match.end()))
            comment = None
    return spans
