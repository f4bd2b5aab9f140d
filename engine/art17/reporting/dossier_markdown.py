"""The dossier as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from art17.model.dossier import Dossier, Index
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
from art17.reporting.markdown_text import escaped, row


def dossier_markdown(dossier: Dossier) -> str:
    """Head, master document list, evidence for each provision."""
    head = [f"- {name}: {escaped(text)}" for name, text in head_of(dossier)]
    documents = [cells_of(each, dossier) for each in dossier.documents]
    parts = (
        f"# {escaped(title_of(dossier))}",
        "\n".join(head),
        LIST_IS,
        *([f"## {escaped(dossier.index.title)}", _index(dossier.index)] if dossier.index else []),
        "## Master document list",
        _table(DOCUMENTS, documents),
        "## Evidence for each provision",
        _table(SHOWN, [shown_cells(each) for each in dossier.shown]),
    )
    return "\n\n".join(parts) + "\n"


def _index(index: Index) -> str:
    return _table(INDEX, [index_cells(each) for each in index.points])


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    told = [row([escaped(cell) or NONE for cell in cells]) for cells in rows]
    return "\n".join((row(list(names)), row(["---"] * len(names)), *told)) if told else "None."
