"""The title of a document: a heading, a line above the first one, a line of the page header, or a property."""

from __future__ import annotations

import re
from dataclasses import replace

from art17.model.document import Block, Document, Text, where
from art17.model.labels import Labels
from art17.reading.facts.free_lines import ID_BEFORE_TITLE
from art17.reading.facts.pairs import labelled

_FIRST = 12
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]?\s+\S")
_LONGEST = 120
_CHAPTER = re.compile(r"\d+(?:\.\d+)*[.)]?\s+(?:[–—-]\s+)?(?P<title>\D.{2,119})")
_OF_CONTENTS = re.compile(
    r"(?i)(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|(?:executive )?summary|"
    r"synthèse(?: ex[ée]cutive)?|zusammenfassung"
)
_KINDS_OF_TEXT = re.compile(
    r"(?i)polic(?:y|ies)|procedure|plan\b|register|report|statement|objectives|manual|programme|record|minutes|checklist|form\b|"
    r"instruction|guideline|standard|scope|strategy|assessment|analysis|charter|log\b|template|agreement|"
    r"richtlinie|verfahren|handbuch|konzept|protokoll|erklärung|prüfung|analyse|matrix|liste|register|plan\b|"
    r"anweisung|bericht|verzeichnis|leitlinie|vereinbarung|vorlage|gutachten|ordnung|"
    r"politique|procédure|manuel|registre|rapport|instruction|déclaration|compte rendu|stratégie|charte|modèle|fiche"
)


def title_of(document: Document, labels: Labels) -> tuple[str, str, str]:
    """The title with how and where it was found; three empty texts where there is none."""
    blocks = document.blocks[:_FIRST]
    if document.format == "xlsx":
        return _of_sheet(document, labels)
    first = next((index for index, block in enumerate(blocks) if block.kind == "heading"), len(blocks))
    levels = {block.level for block in document.blocks if block.kind == "heading"}
    is_above = first < len(blocks) and bool(_OF_CONTENTS.fullmatch(blocks[first].text.text.strip()))
    for index, block in enumerate(blocks[:first]):
        is_line = block.kind in ("paragraph", "box") and not block.spot.part and _may_be_title(block, labels)
        if is_line and is_above:
            return _told(block), "free", where(document, index)
        if is_line and _KINDS_OF_TEXT.search(block.text.text):
            is_control = first < len(blocks) and labels.is_section(blocks[first].text.text)
            if index == 0 or is_control or first == len(blocks) or blocks[first].is_guessed:
                return _told(block), "free", where(document, index)
    for index, block in enumerate(blocks):
        is_top = block.kind == "heading" and (block.level <= 1 or (index == first and block.level == min(levels)))
        if is_top and not block.is_guessed and _may_be_title(block, labels):
            return _told(block), "block", where(document, index)
    lines = [
        (index, block) for index, block in enumerate(blocks[:10])
        if block.kind in ("paragraph", "box", "heading") and not block.spot.part and _may_be_title(block, labels)
    ]  # fmt: skip
    named = [(index, block) for index, block in lines if _KINDS_OF_TEXT.search(block.text.text)]
    alone = [(index, block) for index, block in lines if index == 0 and len(block.text.text.split()) <= 9]
    for index, block in named or alone:
        return _told(block), "free", where(document, index)
    if found := _of_header(document, labels) or _numbered_title(document, first):
        return found
    text = document.properties.get("title", "")
    return (text, "property", "document property") if text else ("", "", "")


def _numbered_title(document: Document, first: int) -> tuple[str, str, str] | None:
    """The one heading of the highest level, without the number of its chapter: `# 9 Change control`."""
    tops = [index for index, block in enumerate(document.blocks) if block.kind == "heading" and block.level <= 1]
    if tops != [first] or document.blocks[first].is_guessed:
        return None
    numbered = _CHAPTER.fullmatch(" ".join(document.blocks[first].text.text.split()))
    return (numbered["title"], "block", where(document, first)) if numbered else None


def _of_header(document: Document, labels: Labels) -> tuple[str, str, str] | None:
    """A line or cell of a page header that names a kind of document."""
    for index, block in enumerate(document.blocks):
        if block.kind != "header" and block.spot.part != "header":
            continue
        cells = (cell.text for row in block.rows for cell in row.cells if not cell.is_covered)
        for text in (block.text, *cells):
            line = replace(block, kind="header", text=Text(" ".join(text.text.split())), label="")
            if _may_be_title(line, labels) and _KINDS_OF_TEXT.search(line.text.text):
                return _told(line), "header", where(document, index)
    return None


def _of_sheet(document: Document, labels: Labels) -> tuple[str, str, str]:
    """The first line of the first sheet; a stroke keeps it apart from number and day."""
    for index, block in enumerate(document.blocks[:4]):
        if (
            block.kind == "paragraph"
            and (text := block.text.text.split(" | ")[0].strip())
            and len(text) <= 120
            and _says_no_label(text, labels)
        ):
            return text, "free", where(document, index)
    text = document.properties.get("title", "")
    return (text, "property", "document property") if text else ("", "", "")


def _says_no_label(text: str, labels: Labels) -> bool:
    return not labelled(text, labels) and labels.field_of(text) is None


def _told(block: Block) -> str:
    """A title in one line, without the number before it."""
    text = " ".join(block.text.text.split())
    text = text[found.end() :] if (found := ID_BEFORE_TITLE.match(text)) else text
    return text.rstrip(" :")


def _may_be_title(block: Block, labels: Labels) -> bool:
    """Whether a line may be the name of the document: short, without a label, number or full stop."""
    text = block.text.text.strip()
    if block.kind == "heading":
        text = text.rstrip(" :")
    if not 2 < len(text) <= _LONGEST or "\n" in text or text[-1] in ".;:?" or labels.field_of(text) is not None:
        return False
    if labels.is_section(text):
        return False
    if ID_BEFORE_TITLE.match(text):
        return True
    if labelled(text, labels):
        return False
    return not (block.label[:1].isdigit() or _NUMBERED.match(text) or text.startswith(("§", "http")))
