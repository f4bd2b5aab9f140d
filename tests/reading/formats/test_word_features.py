"""What a Word document can hold, each in the role that it has for a reader of the finished document."""

from __future__ import annotations

import pytest

from art17.model.document import Document
from art17.reading.formats.word import word_document
from reading.formats.make_office import (
    NUMBERING,
    W,
    control,
    field,
    p,
    package,
    relations,
    run,
    styles_of,
    table,
    word,
)

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
CELL = f"<w:tc>{p('Click here')}</w:tc>"
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def par(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def texts(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each block, with what is shown before them."""
    return [(block.kind, f"{block.label} {block.text.text}".strip()) for block in document.blocks]


def marks(document: Document, kind: str) -> list[str]:
    """What is marked so, in all blocks and cells: its own words, else those that it covers."""
    cells = [cell.text for block in document.blocks for row in block.rows for cell in row.cells if not cell.is_covered]
    return [
        mark.text or text.text[mark.start : mark.end]
        for text in [*(block.text for block in document.blocks), *cells]
        for mark in text.marks
        if mark.kind == kind
    ]


def test_the_strict_form_of_the_standard_is_read() -> None:
    """Word can save under names of the second edition; numbers, links and tables are the same."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = p("Scope", "Überschrift1") + table(("Owner", "QM"))
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".replace(usual, strict),
    }
    found = word_document(package(parts))
    assert texts(found) == [("heading", "Scope"), ("table", "")]


def test_a_field_over_paragraphs_hides_its_instruction_and_no_more() -> None:
    """The instruction of a field is never text, also where it goes over paragraphs; its result is."""
    body = (
        par(run("A "), BEGIN, code('IF "'), run("hidden in code"))
        + par(run("still code"), SEPARATE, run("result"))
        + par(run("goes on"), END, run(" B"))
    )
    assert texts(word_document(word(body))) == [
        ("paragraph", "A"),
        ("paragraph", "result"),
        ("paragraph", "goes on B"),
    ]


def test_the_result_of_a_field_within_an_instruction_is_no_text() -> None:
    """`{ IF { DOCPROPERTY x } = "" "none" "some" }` shows what the outer field came to."""
    body = par(BEGIN, code("IF "), field("DOCPROPERTY x", run("inner")), code(' = "" '), SEPARATE, run("outer"), END)
    assert texts(word_document(word(body))) == [("paragraph", "outer")]


def test_a_field_that_never_ends_hides_nothing_that_follows() -> None:
    """A damaged field costs its own paragraph at most."""
    body = par(BEGIN, code("DATE"), run("lost")) + par(run("Owner: QM"))
    assert ("paragraph", "Owner: QM") in texts(word_document(word(body)))


def test_what_a_contents_field_shows_is_contents() -> None:
    """Whatever style its lines have."""
    body = par(BEGIN, code(' TOC \\o "1-3" '), SEPARATE, run("Scope 1")) + par(run("Roles 2")) + par(END) + p("Scope")
    assert [each for each in texts(word_document(word(body))) if each[1]] == [
        ("toc", "Scope 1"), ("toc", "Roles 2"), ("paragraph", "Scope"),
    ]  # fmt: skip


def test_hidden_by_style_by_row_and_shown_again() -> None:
    """A style of paragraphs or runs may hide words, a run may show them all the same, and a row may be hidden."""
    styles = styles_of(
        ("paragraph", "Secret", "<w:rPr><w:vanish/></w:rPr>"),
        ("paragraph", "Note", '<w:basedOn w:val="Secret"/>'),
        ("character", "Quiet", "<w:rPr><w:vanish/></w:rPr>"),
    )
    shown = run("shown", '<w:vanish w:val="0"/>')
    hidden_row = f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('row')}</w:tc></w:tr></w:tbl>"
    body = p("one", "Note") + par(run("two"), shown, properties='<w:pStyle w:val="Secret"/>') + par(
        run("three", '<w:rStyle w:val="Quiet"/>'), run("seen")
    )  # fmt: skip
    found = word_document(word(body + hidden_row, styles=styles))
    assert [text for _, text in texts(found)] == ["", "shown", "seen", ""]
    assert marks(found, "hidden") == ["one", "two", "three", "row"]


@pytest.mark.parametrize(
    "body",
    [
        control(p("Click here"), "Owner", is_prompt=True),
        par(control(run("Click here"), "Owner", is_prompt=True)),
        f"<w:tbl><w:tr><w:tc>{p('Owner')}</w:tc>{control(CELL, 'Owner', is_prompt=True)}</w:tr></w:tbl>",
        f"<w:tbl>{control(f'<w:tr>{CELL}</w:tr>', 'Owner', is_prompt=True)}</w:tbl>",
    ],
    ids=["paragraph", "run", "cell", "row"],
)
def test_a_control_that_shows_its_prompt_is_open_wherever_it_is(body: str) -> None:
    """Around runs, paragraphs, cells and rows: the prompt is marked over all of its words."""
    found = word_document(word(body))
    assert marks(found, "placeholder") == ["Owner"]


def test_a_prompt_without_its_control_is_known_by_its_style() -> None:
    """Runs in the style of prompts, one after the other, are one prompt."""
    styles = styles_of(("character", "Placeholder Text", ""))
    prompt = '<w:rStyle w:val="PlaceholderText"/>'
    found = word_document(word(par(run("Owner: "), run("Click ", prompt), run("here", prompt)), styles=styles))
    assert marks(found, "placeholder") == ["Click here"]


def test_a_form_of_the_old_kind_shows_what_was_chosen() -> None:
    """Check boxes and lists that stand in the field itself."""
    entries = '<w:result w:val="1"/><w:listEntry w:val="Draft"/><w:listEntry w:val="Approved"/>'
    chosen = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{entries}</w:ddList></w:ffData></w:fldChar></w:r>{code("FORMDROPDOWN")}{END}'
    box = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>{code("FORMCHECKBOX")}{END}'
    assert texts(word_document(word(par(run("Status: "), chosen) + par(box, run(" done"))))) == [
        ("paragraph", "Status: Approved"), ("paragraph", "☒ done"),
    ]  # fmt: skip


def test_text_boxes_come_once() -> None:
    """A box is given in two forms, and may hold another."""
    inner = f"<w:r><w:pict><w:txbxContent>{p('inner')}</w:txbxContent></w:pict></w:r>"
    box = f"<w:txbxContent>{p('outer')}{par(inner)}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    for body in (
        par(f"<w:r>{both}</w:r>"),
        par(
            f"<mc:AlternateContent><mc:Choice><w:r><w:drawing>{box}</w:drawing></w:r></mc:Choice></mc:AlternateContent>"
        ),
    ):
        assert texts(word_document(word(body))) == [("box", "outer"), ("box", "inner")]


def test_a_footnote_follows_what_it_is_to() -> None:
    """Its words are a block of their own, once, and a mark wherever it is referred to; also in a table."""
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:type="separator" w:id="0">{p("")}</w:footnote><w:footnote w:id="2">{p("See Art. 9")}</w:footnote>'
    cell = f"<w:tbl><w:tr><w:tc>{par(run('b'), reference)}</w:tc></w:tr></w:tbl>"
    found = word_document(word(par(run("a"), reference) + p("next") + cell, footnotes=notes))
    assert texts(word_document(word(cell, footnotes=notes))) == [("table", ""), ("note", "See Art. 9")]
    assert texts(found) == [
        ("paragraph", "a"), ("note", "See Art. 9"), ("paragraph", "next"), ("table", ""),
    ]  # fmt: skip
    assert found.blocks[1].spot.part == "footnote 2"
    assert marks(found, "note") == ["See Art. 9", "See Art. 9"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    """As it is read once the change is accepted; the number is counted once."""
    gone = '<w:rPr><w:del w:author="A"/></w:rPr>'
    body = (
        p("One", "berschrift1", (1, 0)) + par(run("Roles "), properties=gone) + p("and duties", "berschrift1", (1, 0))
    )
    assert texts(word_document(word(body))) == [("heading", "4. One"), ("heading", "5. Roles and duties")]
    assert texts(word_document(word(par(run("last"), properties=gone)))) == [("paragraph", "last")]


def test_a_deleted_cell_and_row_are_no_evidence() -> None:
    """Tracked deletions of cells and rows."""
    rows = f"<w:tr><w:tc>{p('Owner')}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('QM')}</w:tc></w:tr>"
    rows += f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('Version')}</w:tc></w:tr>"
    (block,) = word_document(word(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert [[cell.text.text for cell in row.cells] for row in block.rows] == [["Owner", ""]]


LEVELS = '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>{0}</w:lvl>'


def test_numbers_begin_anew_where_the_document_says_so() -> None:
    """A list of its own start, a level that never begins anew, and numbers that are legal."""
    never = '<w:lvlRestart w:val="0"/>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{LEVELS.format("")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{LEVELS.format(never)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    pairs = [(1, 0), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (3, 0), (3, 1), (3, 0), (3, 1)]
    found = word_document(word("".join(p("x", "", pair) for pair in pairs), numbering=numbering))
    assert [block.label for block in found.blocks] == ["I", "1.1", "II", "2.1", "I", "II", "I", "1.1", "II", "2.2"]


def test_a_list_whose_shape_stands_in_a_style() -> None:
    """Lists of styles lead to another list by the style."""
    numbering = NUMBERING.replace(
        "</w:numbering>",
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="OurList"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>',
    )
    styles = styles_of(("numbering", "OurList", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    found = word_document(word(p("a", "", (7, 0)), styles=styles, numbering=numbering))
    assert [block.label for block in found.blocks] == ["4."]


@pytest.mark.parametrize(
    ("name", "level"),
    [("Überschrift 2", 2), ("Titre 1", 1), ("Título 3", 3), ("heading 4", 4), ("Titel", 0), ("Titre", 0)],
)
def test_names_of_styles_in_other_languages(name: str, level: int) -> None:
    """Programs other than Word write the names of their language; some files have no table of styles at all."""
    heading = p("Scope", name.replace(" ", ""))
    for data in (word(heading, styles=styles_of(("paragraph", name, ""))), word(heading, styles=styles_of())):
        (block,) = word_document(data).blocks
        assert (block.kind, block.level) == ("heading", level)


def bold(text: str) -> str:
    return par(run(text, "<w:b/>"))


def band(text: str, *rows: tuple[str, ...]) -> str:
    """A table with one text over its whole width on top."""
    top = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{len(rows[0])}"/></w:tcPr>{p(text)}</w:tc></w:tr>'
    return table(*rows).replace("<w:tbl>", f"<w:tbl>{top}")


def guessed(document: Document) -> list[tuple[int, str, str]]:
    assert all(block.is_guessed for block in document.blocks if block.kind == "heading")
    return [(block.level, block.label, block.text.text) for block in document.blocks if block.kind == "heading"]


def test_sections_are_guessed_where_no_style_makes_any() -> None:
    """Numbered, capital and bold lines, and bands; the name of the document is no section, nor is a short sentence."""
    body = (
        bold("PURCHASING PROCEDURE")
        + table(("Owner", "QM"), ("Version", "2"))
        + p("1. Purpose") + p("We buy what is good enough for our devices.")
        + p("1.1 Parts") + p("All of them are looked at when they come in.")
        + bold("Responsibilities") + p("The head of purchasing decides.")
        + p("RECORDS") + p("They are kept.")
        + band("SECTION 5 — REGISTER", ("ID", "Risk", "Owner"), ("R-1", "Fire", "QM"))
    )  # fmt: skip
    found = word_document(word(body))
    assert guessed(found) == [
        (1, "1", "Purpose"), (2, "1.1", "Parts"), (1, "", "Responsibilities"), (1, "", "RECORDS"), (1, "SECTION 5", "REGISTER"),
    ]  # fmt: skip
    register = found.blocks[-1]
    assert (len(register.rows), register.rows[0].cells[0].spot.ref) == (2, "table 2 row 2 col 1")
    assert texts(found)[0] == ("paragraph", "PURCHASING PROCEDURE")


def test_what_only_looks_like_sections_is_none() -> None:
    """A list typed with numbers, contents typed by hand, a band within a register, and a document with headings."""
    typed = p("We need:") + p("1. Paper") + p("2. Ink") + p("3. Staples")
    assert guessed(word_document(word(typed))) == []
    contents = p("1. Purpose") + p("2. Scope") + bold("1. Purpose") + p("We buy.") + bold("2. Scope") + p("All parts.")
    assert guessed(word_document(word(p("A text above.") + contents))) == [(1, "1", "Purpose"), (1, "2", "Scope")]
    groups = table(("ID", "Risk", "Owner"), ("R-1", "Fire", "QM"))
    rows = groups.replace(
        "</w:tbl>", f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{p("HIGH")}</w:tc></w:tr></w:tbl>'
    )
    assert [len(block.rows) for block in word_document(word(rows)).blocks] == [3]
    styled = p("Purpose", "berschrift1") + p("We buy.") + bold("RECORDS") + p("They are kept.")
    assert [text for kind, text in texts(word_document(word(styled))) if kind == "heading"] == ["Purpose"]
