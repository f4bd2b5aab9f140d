"""The graph in Mermaid, as code hosts draw it in Markdown."""

from __future__ import annotations

import re

from art17.model.drawing import BROKEN, LOOSE, Dot, Drawing
from art17.reporting.safe import safe

_ARROWS = {BROKEN: "-. {} .->", LOOSE: "-. {} .->"}
_MARKUP = re.compile(r"[^\w .,/:()+-]")
_RED = "stroke:#b00020,stroke-dasharray:4,color:#b00020"


def mermaid_of(drawing: Drawing) -> str:
    """The drawing; broken links are dashed and red, and are listed at the end as comments."""
    body = [_dot(dot) for dot in drawing.dots]
    body += [
        f"  {line.source} {_ARROWS.get(line.sort, '-- {} -->').format(_quoted(line.said))} {line.target}"
        for line in drawing.lines
    ]
    at = [str(index) for index, line in enumerate(drawing.lines) if line.sort == BROKEN]
    if at:
        body.append(f"  linkStyle {','.join(at)} {_RED}")
    ghosts = [dot.key for dot in drawing.dots if not dot.type and not dot.path]
    if ghosts:
        body += ["  classDef absent stroke-dasharray:4", f"  class {','.join(ghosts)} absent"]
    if drawing.focus:
        body += ["  classDef focus stroke-width:3px", f"  class {drawing.focus} focus"]
    ids = drawing.ids()
    told = [f"  %% broken: {_plain(f'{ids[line.source]} {line.said} {ids[line.target]}')}" for line in drawing.broken]
    return "\n".join(("flowchart LR", *body, *told)) + "\n"


def _dot(dot: Dot) -> str:
    parts = [_entities(part) for part in (dot.id, dot.title, dot.type) if part]
    return f'  {dot.key}["{"<br/>".join(parts)}"]'


def _quoted(text: str) -> str:
    return f'"{_entities(text)}"'


def _entities(text: str) -> str:
    """A text in which nothing is markup of Mermaid, Markdown or HTML.

    >>> _entities('<b>"R&D"</b>')
    '#60;b#62;#34;R#38;D#34;#60;/b#62;'
    """
    return _MARKUP.sub(lambda found: f"#{ord(found[0])};", safe(text))


def _plain(text: str) -> str:
    """A text for a comment: letters, digits and harmless signs."""
    return _MARKUP.sub("?", safe(text))
