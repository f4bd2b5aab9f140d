"""Word documents (.docx, .docm, .dotx) as blocks: body, tables, content controls, tracked changes, notes, headers.

What counts is what a reader of the finished document sees: insertions are text, deletions and
hidden words are marks, comments are marks, a control that shows its prompt is marked as a
placeholder.  Places are paragraphs and table cells by their count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from art17.model.document import Block, BlockKind, Document, Mark, MarkKind, Spot, Unread, under_headings
from art17.reading.formats.guessed_sections import with_guessed_sections
from art17.reading.formats.package import Element, Package, Relation
from art17.reading.formats.word_body import Reader
from art17.reading.formats.word_inline import Notes, part_of
from art17.reading.formats.word_names import W
from art17.reading.formats.word_styles import Styles
from art17.reading.io.unreadable import UnreadableError

Relations = Mapping[str, Relation]


def word_document(data: bytes) -> Document:
    """The blocks of a Word document.

    Raises:
        UnreadableError: where it is none, is damaged or encrypted, or larger than is read.
    """
    package = Package(data)
    main = package.main_part("word/document.xml")
    root = package.xml_of(main)
    if root is None:
        raise UnreadableError("The Office file has no document in it", "save it again as .docx")
    relations = package.relations_of(main)
    styles = Styles(_related(package, relations, "styles"), _related(package, relations, "numbering"))
    notes = _notes(package, relations)
    part = part_of(root, styles, relations, notes)
    reader = Reader(part)
    body = root.find(W + "body")
    reader.read(body if body is not None else root)
    unread = Counter(part.unread)
    margins = list(_margins(package, relations, styles, notes, unread))
    unread.update(_left_out(package.names))
    unread["external"] += sum(each.is_external and each.kind != "hyperlink" for each in relations.values())
    return Document(
        "docx",
        under_headings([*with_guessed_sections(reader.blocks, reader.bold), *margins]),
        package.properties(),
        tuple(Unread(what, Spot(), count) for what, count in sorted(unread.items()) if count),
        frozenset(each.get(W + "name", "").lower() for each in root.iter(W + "bookmarkStart")),
    )


def _related(package: Package, relations: Relations, kind: str) -> Element | None:
    """The part of a kind that the document leads to."""
    names = [each.target for each in relations.values() if each.kind == kind and not each.is_external]
    return package.xml_of(names[0]) if names else None


def _left_out(names: Iterable[str]) -> Iterator[str]:
    """What a package holds that is never opened."""
    for name in names:
        if name.endswith("vbaproject.bin"):
            yield "macro"
        elif "/embeddings/" in name:
            yield "embedded"
        elif "/charts/chart" in name:
            yield "chart"


def _notes(package: Package, relations: Relations) -> Notes:
    """Footnotes, endnotes and comments, by kind and number."""
    found: dict[tuple[str, str], Mark] = {}
    for part, one, kind in (
        ("footnotes", "footnote", "note"),
        ("endnotes", "endnote", "note"),
        ("comments", "comment", "comment"),
    ):
        root = _related(package, relations, part)
        for note in root if root is not None else ():
            if note.get(W + "type") is None:  # others are the lines that divide notes from the text
                paragraphs = ("".join(t.text or "" for t in p.iter(W + "t")) for p in note.iter(W + "p"))
                shape: MarkKind = "note" if kind == "note" else "comment"
                who, when = note.get(W + "author", ""), note.get(W + "date", "")
                found[one, note.get(W + "id", "")] = Mark(shape, 0, 0, " ".join(paragraphs).strip(), who, when)
    return found


def _margins(
    package: Package, relations: Relations, styles: Styles, notes: Notes, unread: Counter[str]
) -> Iterator[Block]:
    """The blocks of page headers and footers, each text once however many sections repeat it."""
    seen: set[str] = set()
    kinds: tuple[BlockKind, ...] = ("header", "footer")
    for kind in kinds:
        names = sorted(each.target for each in relations.values() if each.kind == kind and not each.is_external)
        for name in names:
            root = package.xml_of(name)
            if root is None:
                continue
            part = part_of(root, styles, package.relations_of(name), notes, kind)
            reader = Reader(part)
            reader.read(root, kind)
            unread.update(part.unread)
            texts = repr(
                [(each.text.text, [[c.text.text for c in row.cells] for row in each.rows]) for each in reader.blocks]
            )
            if texts not in seen:
                seen.add(texts)
                yield from (each for each in reader.blocks if each.rows or each.text.text.strip())
