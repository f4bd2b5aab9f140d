"""Links and citations of Word, Excel, HTML, reStructuredText and MDX are checked as those of Markdown are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import art17
from houses import DAY
from reading.formats.make_office import OFFICE, R, W, field, p, package, relations, run, table, word

RULES = ("art17/links/text-leads-to-something", "art17/links/anchor-exists")
Found = list[tuple[str, str]]


def reported(folder: Path, files: Mapping[str, str | bytes], rules: tuple[str, ...] = RULES) -> Found:
    """The place and message of what some rules report of the files."""
    packs = "[art17, eu-ai-act]" if "citations" in rules[0] else "[art17]"
    (folder / "art17.yaml").write_text(f'read: ["**/*.html", "**/*.rst", "**/*.docx", "**/*.mdx"]\npacks: {packs}\n')
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = art17.check(folder, as_of=DAY).findings
    return [(str(each.subject.place), each.message) for each in found if each.rule in rules]


def linking(*targets: str, body: str = "") -> bytes:
    """A Word file with a heading and a link to each target, in a paragraph of its own."""
    links = "".join(f'<w:p><w:hyperlink r:id="t{at}">{run("x")}</w:hyperlink></w:p>' for at, _ in enumerate(targets))
    outside = "".join(
        f'<Relationship Id="t{at}" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for at, target in enumerate(targets)
    )
    return package(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W} {R}><w:body>{p('Records')}{links}{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations().replace("</Relationships>", f"{outside}</Relationships>"),
        }
    )


OTHERS = {"sop/b.docx": word(p("Other words")), "forms/F 1.pdf": "", "c.md": "# C\n"}


@pytest.mark.parametrize(
    "target",
    [
        "b.docx", "../forms/F%201.pdf", "..\\forms\\F 1.pdf", "../c.md#heading", "file:///C:/gone.docx", "C:\\gone.docx",
        "\\\\server\\share\\gone.docx", "/gone.docx", "mailto:a@example.org", "https://example.org/x", "onenote:x",
    ],
)  # fmt: skip
def test_a_word_link_that_leads_somewhere_or_nobody_can_follow_is_silent(tmp_path: Path, target: str) -> None:
    """Files beside, with blanks and backslashes; disks, shares, programs and addresses are left alone."""
    found = reported(tmp_path, {**OTHERS, "sop/a.docx": linking(target)})
    assert [each for each in found if "heading" not in each[1]] == []


def test_a_word_link_to_no_file_is_reported_where_it_is(tmp_path: Path) -> None:
    """With the paragraph, since a Word file has no lines."""
    found = reported(tmp_path, {**OTHERS, "sop/a.docx": linking("b.docx", "gone.docx")})
    assert [(place, "gone.docx" in message) for place, message in found] == [("sop/a.docx, par 3", True)]


def test_bookmarks_and_references_within_a_word_file(tmp_path: Path) -> None:
    """A link or a reference to a bookmark that is gone is reported; one that is there, or the top, is not."""
    mark = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>'
    links = "".join(f'<w:hyperlink w:anchor="{name}">{run("x")}</w:hyperlink>' for name in ("_Ref1", "_top", "Gone"))
    fields = field("REF _Ref1 \\h", run("1")) + field("REF _Ref2 \\h", run("2")) + field("PAGE", run("3"))
    found = reported(tmp_path, {"a.docx": linking(body=f"<w:p>{mark}{links}{fields}</w:p>")})
    assert sorted(message.split("'")[1] for _, message in found) == ["#Gone", "#_Ref2"]


PAGE = '<h1 id="top">A</h1>\n<p>x</p>\n<table id="T"><tr><td>x</td></tr></table>\n'


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('<a href="b.html">x</a><a href="b.html#B">x</a><a href="#T">x</a><a href="?x=1">x</a><a href="#">x</a>', 0),
        ('<a href="javascript:void(0)">x</a><a href="{{ url }}">x</a><a href="//example.org/x">x</a>', 0),
        ('<a href="/gone.html">x</a><img src="/gone.png">', 0),  # where the site begins is not known
        ('<a href="gone.html">x</a>', 1),
        ('<p><img\nsrc="gone.png"></p>', 1),
        ('<a href="#gone">x</a>', 1),
        ('<a href="b.html#gone">x</a>', 1),
        ('<script src="x.js"></script><a href="#gone">x</a>', 0),  # a script may make it
        ('<base href="https://example.org/"><a href="gone.html">x</a>', 0),
    ],
)
def test_links_of_html(tmp_path: Path, text: str, count: int) -> None:
    """Pages, pictures and names, with the line; what a program or a template resolves is left alone."""
    found = reported(tmp_path, {"a.html": PAGE + text, "b.html": '<h1 id="B">B</h1>'})
    assert [place for place, _ in found] == ["a.html:4:" + str(4 if "<p>" in text else 1)] * count


SPHINX = {
    "docs/conf.py": "",
    "docs/index.rst": "Top\n===\n\n.. toctree::\n\n   a\n   Other <sub/b>\n   self\n   genindex\n   autoapi/x\n",
    "docs/sub/b.rst": ".. _the-roles:\n\nRoles and duties\n----------------\n\nWords\n",
    "docs/_static/x.png": "",
    "docs/part.txt": "",
}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (":doc:`sub/b` :doc:`x </sub/b>` :ref:`the-roles` :ref:`Roles and duties` :doc:`python:library`", 0),
        ("`x <sub/b.rst>`_ `y <sub/b.html>`_ `z <named_>`_ named_\n\n.. _named: https://example.org", 0),
        (".. image:: _static/x.png\n\n.. include:: part.txt\n\n.. figure:: /_static/x.png", 0),
        (":ref:`of-another-project` ``:doc:`gone```", 0),
        (":need:`REQ_1` :term:`gone`", 0),
        (":doc:`gone`", 1),
        (":doc:`/sub/gone`", 1),
        (".. toctree::\n\n   gone", 1),
        (".. image:: gone.png", 1),
        (".. include:: gone.txt", 1),
        ("`x <gone.rst>`_", 1),
        (":ref:`the_roles`" + " :ref:`the-roles`" * 9, 1),  # nearly there
    ],
)
def test_links_of_sphinx(tmp_path: Path, text: str, count: int) -> None:
    """Pages without endings, from the root and from here; labels; pictures, included files and contents."""
    found = reported(tmp_path, {**SPHINX, "docs/a.rst": f"A\n=\n\n{text}\n"})
    assert len(found) == count, found
    assert all(place.startswith("docs/a.rst:") for place, _ in found)


def test_links_of_mdx(tmp_path: Path) -> None:
    """As in Markdown; an alias of the site is not looked up."""
    text = "# A\n\n[x](gone.md) [y](b.mdx#part-one) [z](@site/x.md) [w](#nowhere)\n"
    found = reported(tmp_path, {"a.mdx": text, "b.mdx": "# B\n\n## Part one\n"})
    assert len(found) == 2


CITING = "This procedure follows the AI Act (Regulation (EU) 2024/1689). Incidents are reported under Art. 73."


@pytest.mark.parametrize("wrong", ["Art. 17(1)(z)", "Article 200"])
def test_citations_in_every_format_are_checked(tmp_path: Path, wrong: str) -> None:
    """In a paragraph, a cell and a page; a right one is silent, and each wrong one has its place."""
    files = {
        "a.docx": word(p(CITING) + table(("Basis", f"{wrong} of the AI Act"))),
        "b.html": f"<h1>B</h1>\n<p>{CITING}</p>\n<p>See {wrong} of the AI Act.</p>",
        "c.rst": f"C\n=\n\n{CITING}\nSee {wrong} of the AI Act.\n",
    }
    found = reported(tmp_path, files, ("art17/citations/citation-is-right",))
    assert [place for place, _ in found] == ["a.docx, table 1 row 1 col 2", "b.html:3:4", "c.rst:5:1"]


def test_pages_that_a_site_makes_of_data_are_one_note(tmp_path: Path) -> None:
    """A page without a source, in a folder without sources, is no finding where the generator makes pages of data."""
    text = (
        "---\ntype: procedure\n---\n# A\n\n[x](/apps/x.html) [y](/sub/gone.html) [z](/people/y)\n"
        + "[y](/sub/a.html) " * 6
        + "\n"
        "[a](/repos/a.html) [b](/repos/b.html) [c](/repos/all.html) [d](/repos.json) [e](/repos/#{name}.html)\n"
    )
    pages = {"source/sub/a.html.md": text, "source/repos/all.html.md.erb": "", "source/repos.json.erb": ""}
    found = reported(tmp_path, {"config.rb": "", **pages}, (*RULES, "art17/links/linked-folder-is-there"))
    assert len(found) == 2
    assert sum("4 links are to pages that the site may make of data" in message for _, message in found) == 1
    assert sum("/sub/gone.html" in message for _, message in found) == 1


def test_an_address_without_its_scheme_is_no_file(tmp_path: Path) -> None:
    """Who wrote mail or a site without `mailto:` or `https://` meant no file; an owner by mail is judged as one."""
    text = "# A\n\nOwner: qm@a.example\n\n[us](qm@a.example.org), [see](www.a.eu/x), [code](github.com/a/b), [gone](gone.md)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    (tmp_path / "art17.yaml").write_text("types: {a.md: policy}\n", "utf-8")
    found = [each for each in art17.check(tmp_path).findings if each.rule == "art17/links/text-leads-to-something"]
    assert [each.cause for each in found] == ["gone.md"]
