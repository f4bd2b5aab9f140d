r"""Globs over paths: `*` and `?` stay within a name, `**` crosses folders.

A glob without a slash fits a name in any folder; one that ends in a slash, or names a folder,
fits everything beneath it.  Every group is atomic, so that no glob can make matching explode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

_TOKEN = re.compile(r"\*+|\?|\[!?\]?[^\]/]{0,200}\]|[^*?\[]+|\[")


def matches_any(globs: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path fits one of the globs, as a function.

    >>> matches_any(["qms/**/*.md", "*.csv"])("qms/a/b.md")
    True
    """
    if not globs:
        return lambda _path: False
    search = re.compile("|".join(_pattern(glob) for glob in globs)).match
    return lambda path: search(path) is not None


def last_match(pairs: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """What the last fitting glob stands for, or "", as a function.

    >>> last_match([("*.md", "procedure"), ("plans/", "plan")])("plans/a.md")
    'plan'
    """
    if not pairs:
        return lambda _path: ""
    turned = pairs[::-1]
    match = re.compile("|".join(f"({_pattern(glob)})" for glob, _ in turned)).match

    def meant(path: str) -> str:
        found = match(path)
        return turned[found.lastindex - 1][1] if found and found.lastindex else ""

    return meant


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> str:
    anchored = glob.rstrip("/").removeprefix("./")
    segments = [segment for segment in anchored.split("/") if segment] or ["**"]
    if "/" not in anchored and not glob.startswith("/"):
        segments.insert(0, "**")
    names_folder = glob.endswith("/") or not any(sign in segments[-1] for sign in "*?[")
    return f"(?s:{_path(segments)}{'(?:/|$)' if names_folder else '$'})".replace("$", r"\Z")


def _path(segments: Sequence[str]) -> str:
    """What stands between two `**` fits at the first place where it can, and need not move on."""
    runs = _runs(segments)
    pattern = runs[0]
    for index, run in enumerate(runs[1:], 1):
        if not run:
            pattern += ".+" if index == len(runs) - 1 else ""
        elif index == len(runs) - 1:
            pattern += f"(?:[^/]+/)*{run}"
        else:
            pattern += f"(?>(?:[^/]+/)*?{run}/)"
    return pattern


def _runs(segments: Sequence[str]) -> list[str]:
    """The patterns of the names between `**`; the first one ends where the first `**` begins."""
    runs: list[list[str]] = [[]]
    for segment in segments:
        if segment == "**":
            runs.append([])
        else:
            runs[-1].append(_name(segment))
    joined = ["/".join(run) for run in runs]
    if len(runs) > 1 and joined[0]:
        joined[0] += "/"
    return joined


def _name(glob: str) -> str:
    """One name; what follows a star is taken where it first occurs, save after the last star."""
    parts = [""]
    for token in _TOKEN.findall(glob):
        if token.startswith("*"):
            parts.append("")
        elif token == "?":
            parts[-1] += "[^/]"
        elif token.startswith("[") and len(token) > 1:
            parts[-1] += _characters(token[1:-1])
        else:
            parts[-1] += re.escape(token)
    first, *others = parts
    if not others:
        return first
    between = "".join(f"(?>[^/]*?{part})" for part in others[:-1] if part)
    return f"{first}{between}[^/]*{others[-1]}"


def _characters(inner: str) -> str:
    """One character of a set, as `[a-z]` or `[!a-z]` writes it; a range that runs backwards holds none."""
    negated = inner.startswith("!")
    held = "".join(
        f"{re.escape(first)}-{re.escape(last)}" if last else re.escape(first)
        for first, last in _ranges(inner[negated:])
        if not last or first <= last
    )
    if not inner[negated:]:
        return re.escape(f"[{inner}]")
    if negated:
        return f"(?!/)[^{held}]" if held else "[^/]"
    return f"(?!/)[{held}]" if held else "(?!)"


def _ranges(inner: str) -> Iterator[tuple[str, str]]:
    """The characters of a set, and its ranges with both ends."""
    at = 0
    while at < len(inner):
        is_range = inner[at + 1 : at + 2] == "-" and at + 2 < len(inner)
        yield inner[at], inner[at + 2] if is_range else ""
        at += 3 if is_range else 1
