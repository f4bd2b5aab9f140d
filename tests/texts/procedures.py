"""Procedures that a script writes from the examples of cues: one for each point of Art. 17(1), in three languages."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from art17.model.cue import Cues
from art17.model.document import Document
from art17.model.place import Place
from art17.model.text_reading import TextReading
from art17.reading.documents.read import document_in
from art17.reading.packs.cues import CueExample, cues_in, examples_in
from art17.texts.plans import Tongue, tongues
from art17.texts.read import read_text

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "de", "fr")
POINTS = {
    "Art. 17(1)(a)": "regulatory-compliance-strategy",
    "Art. 17(1)(b)": "design-control-procedure",
    "Art. 17(1)(c)": "quality-assurance-procedure",
    "Art. 17(1)(d)": "test-and-validation-procedure",
    "Art. 17(1)(e)": "standards-register",
    "Art. 17(1)(f)": "data-management-procedure",
    "Art. 17(1)(g)": "risk-management-procedure",
    "Art. 17(1)(h)": "pmm-procedure",
    "Art. 17(1)(i)": "incident-procedure",
    "Art. 17(1)(j)": "communication-procedure",
    "Art. 17(1)(k)": "record-keeping-procedure",
    "Art. 17(1)(l)": "resource-management-plan",
    "Art. 17(1)(m)": "accountability-framework",
}
TYPES = (*POINTS.values(), "modification-procedure")
"""The types of the documents: Art. 17(1)(a) asks for two."""
TITLES = {"en": "How we work", "de": "Wie wir arbeiten", "fr": "Comment nous travaillons"}
HEADS = {
    "en": "Owner: Head of Quality\nVersion: 2.1\nStatus: approved",
    "de": "Verantwortlich: Leiterin Qualität\nVersion: 2.1\nStatus: freigegeben",
    "fr": "Responsable: Cheffe de la qualité\nVersion: 2.1\nStatut: approuvé",
}


def cue_files() -> dict[str, str]:
    """The files of cues of all bundled packs, by type."""
    return {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "rules").glob("*/cues/*.yaml"))}


@lru_cache(maxsize=1)
def all_cues() -> dict[str, Cues]:
    return {name: cues_in(name, text) for name, text in cue_files().items()}


@lru_cache(maxsize=1)
def spoken() -> dict[str, Tongue]:
    return tongues(all_cues())


@lru_cache(maxsize=64)
def examples(type_name: str) -> tuple[CueExample, ...]:
    return tuple(examples_in(type_name, cue_files()[type_name]))


@dataclass(frozen=True)
class Procedure:
    """A document of a type as its paragraphs, each with the matter that it treats."""

    type: str
    language: str
    paragraphs: tuple[tuple[str, str], ...]

    def markdown(self) -> str:
        body = "\n\n".join(text for _, text in self.paragraphs)
        return f"# {TITLES[self.language]}\n\n{HEADS[self.language]}\n\n{body}\n"

    def without(self, matter: str) -> Procedure:
        return replace(self, paragraphs=tuple(each for each in self.paragraphs if each[0] != matter))

    def reading(self) -> TextReading:
        return read(self.markdown(), self.type)


def read(markdown: str, type_name: str) -> TextReading:
    """What a Markdown text says on the matters of a type."""
    document = document_in("markdown", markdown)
    return read_text(document, type_name, spoken(), lambda block, offset, row: Place("p.md", (), block + 1, offset + 1))


def honest(type_name: str, language: str, nth: int = 0) -> Procedure:
    """A procedure that treats every matter of its type: the nth example of each cue."""
    paragraphs: list[tuple[str, str]] = []
    for matter in dict.fromkeys(example.matter for example in examples(type_name)):
        of_cue = [e for e in examples(type_name) if e.matter == matter and e.language == language and e.is_read]
        chosen = of_cue[nth % len(of_cue)]
        text = f"## {chosen.under}\n\n{chosen.text}" if chosen.under else chosen.text
        paragraphs.append((matter, text))
    return Procedure(type_name, language, tuple(paragraphs))


def refusing(type_name: str, language: str) -> Procedure:
    """A text with the words of every matter in which nothing is laid down: denied, put off, told of the law."""
    chosen = [example for example in examples(type_name) if example.language == language and not example.is_read]
    return Procedure(type_name, language, tuple((each.matter, each.text) for each in chosen))


def word_file(document: Document) -> bytes:
    """A document as a Word file."""
    parts: list[str] = []
    for block in document.blocks:
        if block.rows:
            rows = "".join(
                "<w:tr>"
                + "".join(f"<w:tc><w:p><w:r><w:t>{escape(c.text.text)}</w:t></w:r></w:p></w:tc>" for c in row.cells)
                + "</w:tr>"
                for row in block.rows
            )
            parts.append(f"<w:tbl>{rows}</w:tbl>")
            continue
        style = f'<w:pPr><w:pStyle w:val="Heading{max(block.level, 1)}"/></w:pPr>' if block.kind == "heading" else ""
        if block.kind == "item":
            style = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        lines = "<w:r><w:br/></w:r>".join(
            f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in block.text.text.split("\n")
        )
        parts.append(f"<w:p>{style}{lines}</w:p>")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f'<?xml version="1.0"?><w:document {space}><w:body>{"".join(parts)}</w:body></w:document>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2, 3)
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"'
        ' Target="styles.xml"/></Relationships>',
        "word/document.xml": body,
        "word/styles.xml": f'<?xml version="1.0"?><w:styles {space}>{styles}</w:styles>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name), text)
    return held.getvalue()
