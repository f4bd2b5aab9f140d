"""The dossier as one HTML page that needs nothing else, and prints."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from art17.model.dossier import Dossier
from art17.reporting.dossier_words import (
    DOCUMENTS,
    INDEX,
    LIST_IS,
    NONE,
    SHOWN,
    cells_of,
    head_of,
    index_cells,
    shown_cells,
    title_of,
)
from art17.reporting.safe import safe

_STYLE = """\
:root { color-scheme: light dark }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
dt { font-weight: 600 } dd { margin: 0; overflow-wrap: anywhere }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: 600; padding: .4rem 0 }
th, td { border: 1px solid #8888; padding: .3em .5em; text-align: left; vertical-align: top; max-width: 30em }
.whole { white-space: nowrap } .long { overflow-wrap: anywhere; min-width: 12em }
@media print { body { font-size: 7.5pt; margin: 0; max-width: none } .scroll { overflow: visible }
  .long { min-width: 10em }
  thead { display: table-header-group } tr { break-inside: avoid } @page { size: A3 landscape; margin: 12mm } }"""

_SHAPES = {
    **dict.fromkeys(("Document", "Provision", "Approved on", "Last reviewed", "Next review"), "whole"),
    **dict.fromkeys(("File", "Digest", "Evidence", "Artefacts"), "long"),
}
"""Columns whose words stand on one line, and those whose words may be broken anywhere."""


def dossier_html(dossier: Dossier) -> str:
    """Head, the index of a reader where there is one, master document list, evidence for each provision."""
    title = _text(title_of(dossier))
    head = "\n".join(f"<dt>{name}</dt><dd>{_text(text)}</dd>" for name, text in head_of(dossier))
    documents = _table("Master document list", DOCUMENTS, (cells_of(each, dossier) for each in dossier.documents))
    shown = _table("Evidence for each provision", SHOWN, (shown_cells(each) for each in dossier.shown))
    index = _table(dossier.index.title, INDEX, map(index_cells, dossier.index.points)) if dossier.index else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<dl>
{head}
</dl>
<p>{_text(LIST_IS)}</p>
{index}
{documents}
{shown}
</main>
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(safe(text))


def _table(caption: str, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    columns = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "\n".join(_row(names, cells) for cells in rows)
    return (
        f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0">\n<table>\n'
        f"<caption>{caption}</caption>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _row(names: tuple[str, ...], cells: tuple[str, ...]) -> str:
    shapes = [f' class="{_SHAPES[name]}"' if name in _SHAPES else "" for name in names]
    first, *rest = (_text(cell) or NONE for cell in cells)
    others = "".join(f"<td{shape}>{cell}</td>" for shape, cell in zip(shapes[1:], rest, strict=True))
    return f'<tr><th scope="row"{shapes[0]}>{first}</th>{others}</tr>'
