"""Comments that ignore a rule: `<!-- art17: ignore[RULE] until DATE because REASON -->`, in YAML after `#`.

In YAML the parser says which texts are values: what stands inside one is no comment, however it
is quoted.  A comment that begins with `art17:`, or nearly so, and does not say all of this is kept as malformed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from art17.model.waiver import Ignore
from art17.reading.documents.documents import Document
from art17.reading.formats.front_matter import front_matter_in
from art17.reading.formats.markdown import markdown_in
from art17.reading.formats.yaml_text import events_of
from art17.reading.io.lines import Lines

MARK = "art17:"
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*((?i:art17)[^\n]*)", re.MULTILINE)
_NEARLY = re.compile(r"(?i:art17)[ \t]{0,9}[-_.:]?[ \t]{0,9}(?i:ig[a-z]{2,6}|disable|waive|skip)\b")
"""How a comment begins that is meant to ignore a rule, and is not written as one."""

_SAID = re.compile(
    r"art17:\s*ignore\[(?P<rules>[^\]\n]+)\]\s+until\s+(?P<until>\S+)\s+because\s+(?P<reason>\S.*)", re.DOTALL
)
_BETWEEN = re.compile(r"[\s,]+")

Span = tuple[int, int]


def ignores_in(path: str, document: Document) -> tuple[Ignore, ...]:
    """The comments of a document that are meant for art17, in the order of the file."""
    if not _may_be_in(document.text):
        return ()
    lines = Lines(path, document.text)
    found = _in_markdown(document) if document.format == "markdown" else _in_yaml_file(document)
    return tuple(_ignore(text, at, lines) for text, at in found)


def _may_be_in(text: str) -> bool:
    return MARK in text or "rt17" in text or "RT17" in text


def _is_meant(comment: str) -> bool:
    """Whether a comment is meant for art17: it begins with the mark, or nearly so."""
    return comment.startswith(MARK) or _NEARLY.match(comment) is not None


def _in_markdown(document: Document) -> Iterator[tuple[str, int]]:
    """The comments of the front matter, then of the body; code is no comment."""
    front = front_matter_in(document.text)
    if front:
        yield from _in_yaml(front.text, document.text.index("\n") + 1)
    for comment in markdown_in(document.body, document.body_at).comments:
        if _is_meant(comment.text):
            yield comment.text, comment.offset


def _in_yaml_file(document: Document) -> Iterator[tuple[str, int]]:
    if document.format == "yaml":
        yield from _in_yaml(document.text, 0)


def _in_yaml(text: str, begins_at: int) -> Iterator[tuple[str, int]]:
    """The comments of a YAML text outside its values."""
    found = list(_COMMENT.finditer(text))
    spans = _values(text) if found else ()
    starts = [start for start, _ in spans]
    for comment in found:
        if not _is_meant(comment[1]):
            continue
        nearest = bisect_right(starts, comment.start()) - 1
        if nearest < 0 or comment.start() >= spans[nearest][1]:
            yield comment[1], begins_at + comment.start()


def _values(text: str) -> tuple[Span, ...]:
    """From where to where each quoted or block scalar stands, in order; no other can hold a `#` after a blank."""
    return tuple(
        (event.start_mark.index, event.end_mark.index)
        for event in events_of(text)
        if getattr(event, "style", None) in ("'", '"', "|", ">")
    )


def _ignore(text: str, at: int, lines: Lines) -> Ignore:
    said = _SAID.fullmatch(text.strip())
    place, folded = lines.place(at), " ".join(text.split())
    if not said:
        return Ignore(place, is_well_formed=False, text=folded)
    rules = tuple(rule for rule in _BETWEEN.split(said["rules"]) if rule)
    return Ignore(place, rules, said["until"], " ".join(said["reason"].split()), bool(rules), folded)
