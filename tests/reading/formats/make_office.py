"""Word and Excel files for tests, put together from XML by hand, so that every part of them is known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Our heading"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """The relations of a part: kind and target, with the ids r1, r2, ..."""
    outside = ' TargetMode="External"'
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"{outside if "://" in target else ""}/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word(
    body: str,
    *,
    header: str = "",
    custom: str = "",
    styles: str = STYLES,
    numbering: str = NUMBERING,
    footnotes: str = "",
) -> bytes:
    """A Word document with a body of WordprocessingML, a page header and footnotes."""
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W} {R} {MC}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/_rels/document.xml.rels": relations(
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("hyperlink", "https://example.org/there"),
            *([("header", "header1.xml")] if header else []),
            *([("footnotes", "footnotes.xml")] if footnotes else []),
        ),
    }
    if header:
        parts["word/header1.xml"] = f"<w:hdr {W} {R}>{header}</w:hdr>"
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes {W} {R}>{footnotes}</w:footnotes>"
    if custom:
        parts["docProps/custom.xml"] = custom
    return package(parts)


def p(text: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    """A paragraph."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inner += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{inner}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styles_of(*stated: tuple[str, str, str]) -> str:
    """A table of styles: type, name and properties of each; its id is its name without blanks."""
    inner = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{properties}</w:style>'
        for kind, name, properties in stated
    )
    return f"<w:styles {W}>{inner}</w:styles>"


def field(code: str, result: str) -> str:
    """The runs of a field: its instruction and its result."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{result}{end}"


def control(content: str, name: str = "", *, is_prompt: bool = False) -> str:
    """A content control; one that nobody filled in shows its prompt."""
    prompt = "<w:showingPlcHdr/>" if is_prompt else ""
    return f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/>{prompt}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of plain cells."""
    inner = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{inner}</w:tbl>"
