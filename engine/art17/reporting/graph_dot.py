"""The graph in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from art17.model.drawing import BROKEN, LOOSE, Dot, Drawing, Line
from art17.reporting.safe import safe

_LOOKS = {BROKEN: ' style=dashed color="#b00020" fontcolor="#b00020"', LOOSE: " style=dotted"}


def dot_of(drawing: Drawing) -> str:
    """The drawing; broken links are red and dashed, and are listed at the top as comments."""
    ids = drawing.ids()
    lines = [
        *(f"// broken: {_bare(_told(line, ids))}" for line in drawing.broken),
        "digraph qms {",
        '  graph [rankdir=LR charset="UTF-8"];',
        '  node [shape=box fontname="sans-serif"];',
        '  edge [fontname="sans-serif" fontsize=10];',
        *(_dot(dot, drawing) for dot in drawing.dots),
        *_edges(drawing),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _told(line: Line, ids: Mapping[str, str]) -> str:
    return f"{ids[line.source]} {line.said} {ids[line.target]} ({line.status}), {line.path}"


def _bare(text: str) -> str:
    """A text that cannot go on after its line."""
    return safe(text).replace("\\", "/")


def _dot(dot: Dot, drawing: Drawing) -> str:
    if not dot.type and not dot.path:
        return f'  {dot.key} [label={_quoted(dot.id)} style=dashed color="#767676"];'
    label = "\n".join(part for part in (dot.id, dot.title, dot.type) if part)
    bold = " penwidth=3" if dot.key == drawing.focus else ""
    faint = " style=dashed" if dot.status in ("draft", "in-review", "superseded", "retired") else ""
    return f"  {dot.key} [label={_quoted(label)} tooltip={_quoted(dot.path)}{bold}{faint}];"


def _edges(drawing: Drawing) -> Iterator[str]:
    for line in drawing.lines:
        look = _LOOKS.get(line.sort, "")
        yield f"  {line.source} -> {line.target} [label={_quoted(line.said)}{look}];"


def _quoted(text: str) -> str:
    r"""A text as DOT reads it back, entities of HTML too, whatever is in it; line breaks of ours stay.

    >>> print(_quoted('a "b" \\N &lt;'))
    "a \"b\" \\N &amp;lt;"
    """
    plain = (safe(part).replace("&", "&amp;") for part in text.split("\n"))
    parts = (part.replace("\\", "\\\\").replace('"', '\\"') for part in plain)
    return '"' + "\\n".join(parts) + '"'
