"""What a statement of applicability says: the controls that an organisation has excluded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from art17.model.document import Document

TITLES = re.compile(
    r"statement of applicability|erklärung zur anwendbarkeit|anwendbarkeitserklärung|déclaration d.applicabilité"
    r"|(?:^|[\W_])soa(?=$|[\W_])",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"(?:A\.?\s?)?(\d{1,2}(?:\.\d{1,2}){1,3})(?!\d)")
_NUMBER = ("ref", "control", "no", "nr", "number", "id", "clause", "section", "maßnahme", "kontrolle", "mesure")
_APPLIES = ("applicable", "applicability", "app", "included", "anwendbar", "anwendbarkeit", "applicabilité")
_NO = frozenset({"no", "n", "not applicable", "excluded", "nein", "nicht anwendbar", "ausgeschlossen", "non", "exclu"})


def excluded_in(document: Document) -> Iterator[str]:
    """The numbers of the controls that tables say do not apply: `6.2.4`, without the letter of the annex."""
    for block in document.blocks:
        if len(block.rows) < 2:  # a head and a row
            continue
        heads = [_plain(cell.text.text) for cell in block.rows[max(1, block.heads) - 1].cells]
        applies = next((at for at, head in enumerate(heads) if head in _APPLIES), -1)
        numbers = [at for at, head in enumerate(heads) if head.split(" ")[0] in _NUMBER]
        if applies < 0:
            continue
        for row in block.rows[max(1, block.heads) :]:
            texts = [cell.text.text for cell in row.cells]
            if applies < len(texts) and _plain(texts[applies]) in _NO:
                found = (_CONTROL.match(texts[at].strip()) for at in numbers or range(applies) if at < len(texts))
                yield from (match[1] for match in found if match)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
