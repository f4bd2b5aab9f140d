"""Parts of a Word document: headings that make the contents, paragraphs, lists, tables, fields."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from art17.errors import UsageError
from art17.reporting.extras import lacking
from art17.reporting.safe import safe

SHADES = {
    "unmet": "F8D7DA", "error": "F8D7DA", "undecided": "FFF3CD", "warning": "FFF3CD", "met": "D8F0DC",
    "note": "DCE9F9", "head": "E8EAED",
}  # fmt: skip
LARGEST_TEMPLATE = 64 * 2**20
"""Bytes of a template, unpacked."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CODE = re.compile(r"`([^`]+)`")
_NO_XML = re.compile("[\ufffe\uffff]")
_TWIPS = 635
"""EMU: Word measures widths of columns in twentieths of a point, the library in these."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"

_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

Cell = str | tuple[str, str]
"""The text of a cell, or the text with the name of its shade."""


class Pages:
    """A document that grows from top to bottom; it begins as the template, with its styles, header and footer."""

    def __init__(self, template: bytes = b"") -> None:
        self._docx = _library()
        self.document: Any = self._opened(template)
        self._body: Any = self.document.element.body
        for element in list(self._body):
            if not element.tag.endswith("}sectPr"):
                self._body.remove(element)
        self._headings: list[tuple[int, str, str]] = []
        self._contents: Any = None
        self._complete_styles()
        if not template:
            self._lay_out()

    def _lay_out(self) -> None:
        """A4 with narrow margins, where no template says otherwise."""
        section, cm = self.document.sections[0], self._docx.shared.Cm
        section.page_width, section.page_height = cm(21), cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = cm(2)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", self._docx.shared.Pt(10)
        normal.paragraph_format.space_after = self._docx.shared.Pt(5)

    def _opened(self, template: bytes) -> Any:
        if not template:
            return self._docx.Document()
        try:
            return self._docx.Document(io.BytesIO(_as_document(template)))
        except (BadZipFile, KeyError, ValueError, SyntaxError, self._docx.opc.exceptions.OpcError) as error:
            raise UsageError(
                "the template is not a Word document", "name a .docx or .dotx file by `report.template` in the manifest"
            ) from error

    def _complete_styles(self) -> None:
        """Add the styles that are used and that a template may lack."""
        styles, kinds = self.document.styles, self._docx.enum.style.WD_STYLE_TYPE
        known = {style.name for style in styles}
        for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "TOC 1", "TOC 2", "List Bullet"):
            if name not in known and name.lower() not in known:
                made = styles.add_style(name, kinds.PARAGRAPH)
                made.base_style = styles["Normal"] if "Normal" in known else None
        for level in (1, 2):
            tabs = styles[f"TOC {level}"].paragraph_format.tab_stops
            if not len(tabs):
                align, leader = self._docx.enum.text.WD_TAB_ALIGNMENT, self._docx.enum.text.WD_TAB_LEADER
                tabs.add_tab_stop(self._docx.shared.Emu(self.width), align.RIGHT, leader.DOTS)

    @property
    def width(self) -> int:
        """The width between the margins, in EMU."""
        section = self.document.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading, which the contents list down to the second level."""
        paragraph = self.document.add_heading("", level)
        mark = f"_Toc{len(self._headings) + 1:04}"
        self._headings.append((level, _clean(text), mark))
        number = len(self._headings)
        paragraph._p.append(self._xml(f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'))
        paragraph.add_run(_clean(text))
        paragraph._p.append(self._xml(f'<w:bookmarkEnd w:id="{number}"/>'))

    def paragraph(self, text: str, style: str = "Normal", *, is_bold: bool = False, is_faint: bool = False) -> None:
        """A paragraph; what is in backticks is set as code."""
        names = {each.name for each in self.document.styles}
        paragraph = self.document.add_paragraph(style=style if style in names else None)
        paragraph.paragraph_format.keep_with_next = is_bold or None
        for part, is_code in _parts(_clean(text)):
            run = paragraph.add_run(part)
            run.bold = is_bold or None
            if is_code:
                run.font.name = "Consolas"
            if is_faint:
                run.font.color.rgb = self._docx.shared.RGBColor(0x5F, 0x63, 0x68)

    def bullets(self, texts: Iterable[str]) -> None:
        """A list."""
        for text in texts:
            self.paragraph(text, "List Bullet")

    def picture(self, data: bytes, centimetres: float = 4) -> None:
        """A picture of that width."""
        try:
            self.document.add_picture(io.BytesIO(data), width=self._docx.shared.Cm(centimetres))
        except (self._docx.image.exceptions.UnrecognizedImageError, ValueError, KeyError, ZeroDivisionError) as error:
            fix = "name a PNG or JPEG file by `report.logo` in the manifest"
            raise UsageError("the logo is not a picture that Word shows", fix) from error

    def page_break(self) -> None:
        """A new page."""
        self.document.add_page_break()

    def turn(self) -> None:
        """A new page with the sides changed, for tables of many columns; turned again the pages are as before."""
        made = self.document.add_section(self._docx.enum.section.WD_SECTION.NEW_PAGE)
        made.page_width, made.page_height = made.page_height, made.page_width
        made.different_first_page_header_footer = False
        kinds = self._docx.enum.section.WD_ORIENT
        made.orientation = kinds.LANDSCAPE if made.page_width > made.page_height else kinds.PORTRAIT

    def table(self, head: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
        """A table whose head is repeated on each page; `widths` are shares of the page."""
        whole = self.width // _TWIPS
        columns = [whole * each // sum(widths) for each in widths]
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
        lines = [_row([(each, "head") for each in head], columns, is_head=True)] if head else []
        lines += [_row(row, columns) for row in rows]
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BDC1C6"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        self._put(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
        )
        after = self.document.add_paragraph().paragraph_format
        after.space_after, after.line_spacing = self._docx.shared.Pt(0), self._docx.shared.Pt(8)

    def contents(self) -> None:
        """The place of the contents, which are filled in at the end."""
        self._contents = self.document.add_paragraph()._p

    def running_heads(self, above: str, below: str, page: str) -> None:
        """What stands at the head and foot of each page, unless the template has its own."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        if not any(each.text.strip() for each in section.header.paragraphs) and not section.header.tables:
            section.header.paragraphs[0].text = _clean(above)
        if any(each.text.strip() for each in section.footer.paragraphs) or section.footer.tables:
            return
        foot = section.footer.paragraphs[0]
        foot.text = f"{_clean(below)} \N{MIDDLE DOT} {_clean(page)} "
        for name in ("PAGE", "NUMPAGES"):
            foot._p.append(self._xml(f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
            if name == "PAGE":
                foot.add_run(" / ")

    def properties(self, title: str, author: str, subject: str, language: str, day: date) -> None:
        """What the file says of itself; nothing of it is the time at which it was written."""
        core, at = self.document.core_properties, datetime.combine(day, time())
        core.title, core.author, core.subject, core.language = _clean(title), _clean(author), _clean(subject), language
        core.created = core.modified = at
        core.last_modified_by, core.revision, core.comments, core.keywords = "", 1, "", ""

    def bytes(self) -> bytes:
        """The document; the same parts give the same bytes."""
        if self._contents is not None:
            self._fill_contents()
        target = io.BytesIO()
        self.document.save(target)
        again = io.BytesIO()
        with ZipFile(target) as made, ZipFile(again, "w", ZIP_DEFLATED) as told:
            for name in made.namelist():
                entry = ZipInfo(name, _EPOCH)
                entry.compress_type = ZIP_DEFLATED
                told.writestr(entry, made.read(name))
        return again.getvalue()

    def _fill_contents(self) -> None:
        """A field that Word renews when it opens the file; until then it lists the headings without their pages."""
        listed = [each for each in self._headings if each[0] <= 2]
        lines: list[str] = []
        for at, (level, text, mark) in enumerate(listed):
            begin = _field_begin(r'TOC \o "1-2" \h \z \u', 'w:dirty="true"') if at == 0 else ""
            end = _FIELD_END if at == len(listed) - 1 else ""
            style = quoteattr(self.document.styles[f"TOC {level}"].style_id)
            lines.append(
                f"<w:p><w:pPr><w:pStyle w:val={style}/></w:pPr>{begin}"
                f'<w:hyperlink w:anchor="{mark}" w:history="1"><w:r>'
                f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
                f"</w:hyperlink>{end}</w:p>"
            )
        for line in lines:
            self._contents.addprevious(self._xml(line))
        self._body.remove(self._contents)

    def _put(self, text: str) -> None:
        self._body.insert(len(self._body) - 1, self._xml(text))

    def _xml(self, text: str) -> Any:
        """An element; the names of Word are declared in it."""
        head, rest = re.match(r"(<[\w:]+)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        return self._docx.oxml.parse_xml(f'{head} xmlns:w="{_W}"{rest}')


def _library() -> Any:
    try:
        import docx  # noqa: PLC0415  an extra, needed here alone
        import docx.enum.section  # noqa: PLC0415  # pyright: ignore[reportUnusedImport]
        import docx.enum.style  # noqa: PLC0415  # pyright: ignore[reportUnusedImport]
        import docx.enum.text  # noqa: PLC0415  # pyright: ignore[reportUnusedImport]
        import docx.image.exceptions  # noqa: PLC0415  # pyright: ignore[reportUnusedImport]
        import docx.opc.exceptions  # noqa: PLC0415  # pyright: ignore[reportUnusedImport]
    except ImportError as error:
        raise lacking("docx", "python-docx", "word") from error
    return docx


def _as_document(template: bytes) -> bytes:
    """A template of Word as a document; both hold the same parts."""
    with ZipFile(io.BytesIO(template)) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST_TEMPLATE:
            raise ValueError("the template is too large")
        types = packed.read("[Content_Types].xml")
        if _TEMPLATE_TYPE not in types:
            return template
        target = io.BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED) as made:
            for name in packed.namelist():
                data = packed.read(name)
                is_list = name == "[Content_Types].xml"
                made.writestr(name, data.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE) if is_list else data)
        return target.getvalue()


def _row(cells: Sequence[Cell], columns: Sequence[int], *, is_head: bool = False) -> str:
    told = "".join(_cell(cell, width, is_head=is_head) for cell, width in zip(cells, columns, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{told}</w:tr>"


def _cell(cell: Cell, width: int, *, is_head: bool) -> str:
    text, shade = (cell, "") if isinstance(cell, str) else cell
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADES[shade]}"/>' if shade in SHADES else ""
    lines = _clean_lines(text)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        + "".join(_line(line, is_bold=is_head) for line in lines)
        + "</w:tc>"
    )


def _line(text: str, *, is_bold: bool) -> str:
    runs = "".join(_run(part, is_bold=is_bold, is_code=is_code) for part, is_code in _parts(text))
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>{runs}</w:p>'


def _run(text: str, *, is_bold: bool, is_code: bool) -> str:
    font = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' if is_code else ""
    bold = "<w:b/>" if is_bold else ""
    return f'<w:r><w:rPr>{font}{bold}<w:sz w:val="17"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field_begin(code: str, state: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin" {state}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _parts(text: str) -> Iterable[tuple[str, bool]]:
    """A text in pieces, each with whether it is code."""
    for at, part in enumerate(_CODE.split(text)):
        if part:
            yield part, at % 2 == 1


def _clean(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", safe(text))


def _clean_lines(text: str) -> Sequence[str]:
    return [_clean(line) for line in text.split("\n")] or [""]


def shade_of(verdict: str, shades: Mapping[str, str] = SHADES) -> str:
    """The shade of a verdict or severity; "" where it has none."""
    return verdict if verdict in shades else ""
