"""The text of a document by section, for the digests that attestations and waivers bind to."""

from __future__ import annotations

from art17.model.document import Block, Document
from art17.reading.formats.markdown import markdown_in
from art17.reading.io.unreadable import UnreadableError


def sections_of(body: str) -> tuple[tuple[str, str], ...]:
    """Each heading of a body with the text up to the next one; what stands before the first has the title "".

    >>> sections_of("intro\\n\\n# A\\n\\none\\n\\n## B\\n\\ntwo\\n")
    (('', 'intro'), ('A', 'one'), ('B', 'two'))
    """
    try:
        sections = markdown_in(body).sections
    except UnreadableError:
        return (("", body),)
    titles = ["", *(section.title for section in sections)]
    starts = [0, *(section.text_at for section in sections)]
    ends = [*(section.offset for section in sections), len(body)]
    found = [(title, body[start:end].strip()) for title, start, end in zip(titles, starts, ends, strict=True)]
    return tuple(found[1:] if not found[0][1] else found)


def sections_of_blocks(document: Document) -> tuple[tuple[str, str], ...]:
    """The same of blocks, whatever the bytes are: Word writes its files anew at each save.

    Page headers and footers, and contents, are no part of it: they hold numbers of pages and days of printing.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    for block in document.blocks:
        if block.spot.part in ("header", "footer") or block.kind in ("toc", "header", "footer"):
            continue
        if block.kind == "heading":
            found.append((_words(block), []))
        else:
            found[-1][1].extend(_lines(block))
    whole = [(title, "\n".join(lines)) for title, lines in found]
    return tuple(whole[1:] if not whole[0][1] else whole)


def _words(block: Block) -> str:
    return f"{block.label} {block.text.text}".strip()


def _lines(block: Block) -> tuple[str, ...]:
    if not block.rows:
        return (_words(block),)
    return tuple(" | ".join(cell.text.text for cell in row.cells if not cell.is_covered) for row in block.rows)
