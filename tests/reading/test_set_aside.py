"""Which documents of a folder are no part of its QMS, and which are the same one twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.model.settings import Settings
from art17.reading.facts.control_blocks import Fact
from art17.reading.facts.recognition import Guess
from art17.reading.facts.set_aside import guessed_of
from art17.reading.facts.sites import site_of
from art17.reading.facts.stock import DocumentFacts, StockTaker
from art17.reading.io.source import WorkingTree
from art17.reading.packs.declared import declared_by


def found(path: str, *, language: str = "en", kind: str = "document", **facts: str) -> DocumentFacts:
    """A document of the type of a policy, with facts."""
    guess = Guess(kind, "policy", True, (), {"type": "'policy' in its title"})
    stated = tuple(Fact(name, value, "line", "1:1") for name, value in facts.items())
    return DocumentFacts(path, stated, guess=guess, language=language)


def asides(*documents: DocumentFacts) -> dict[str, str]:
    """Why each document is set aside, those that are not left out."""
    return {each.path: each.aside for each in guessed_of(documents) if each.aside}


@pytest.mark.parametrize(
    "path",
    [
        "LICENSE.md",
        "a/requirements-dev.txt",
        "SECURITY.md",
        "CHANGELOG.rst",
        "node_modules/x/policy.md",
        "vendor/lib/policy.md",
        "docs/source.txt",
    ],
)
def test_files_of_programs_are_set_aside(path: str) -> None:
    """What tools and repositories keep is about them."""
    assert path in asides(found(path))


@pytest.mark.parametrize(
    ("title", "is_law"),
    [
        ("Regulation (EU) 2024/1689 of the European Parliament and of the Council of 13 June 2024", True),
        ("VERORDNUNG (EU) 2024/1689 DES EUROPÄISCHEN PARLAMENTS UND DES RATES", True),
        ("Règlement (UE) 2016/679 du Parlement européen et du Conseil", True),
        ("Directive 2006/42/EC of the European Parliament and of the Council", True),
        ("Compliance with Regulation (EU) 2024/1689 of the European Parliament", False),
        ("Regulation (EU) 2024/1689: our procedure", False),
    ],
)
def test_the_text_of_an_act_is_set_aside(title: str, is_law: bool) -> None:
    """The law that somebody keeps in the folder is no document of the organisation."""
    assert asides(found("law/act.pdf", title=title)) == ({"law/act.pdf": "it is the law itself"} if is_law else {})


@pytest.mark.parametrize("path", ["sample-policy.docx", "docs/Example of a policy.md", "Beispiel-Richtlinie.md"])
def test_an_example_of_a_document_is_none(path: str) -> None:
    """It shows what such a document looks like."""
    assert asides(found(path)) == {path: "an example by its name"}


@pytest.mark.parametrize(
    "path",
    [
        "samples.md",
        "sampling-policy.md",
        "policy-sample.md",
        "security-policy.md",
        "requirements_guideline.rst",
        "change-management.md",
        "source-control.md",
        "x/notices.md",
        "vendor/policy.md",
    ],
)
def test_documents_that_only_begin_like_them_are_not(path: str) -> None:
    """A policy on security is no page about the security of a repository."""
    assert asides(found(path)) == {}


def test_of_two_versions_the_newer_counts() -> None:
    """By the version that it states, whatever the names; one in an archive is the older."""
    assert asides(found("Policy v1.docx", version="1.0"), found("Policy v2.docx", version="2.0")) == {
        "Policy v1.docx": "an earlier version of Policy v2.docx"
    }
    assert list(asides(found("old/Policy.docx", version="3"), found("Policy.docx", version="2"))) == ["old/Policy.docx"]


def test_of_two_formats_the_one_that_people_edit_counts() -> None:
    """A PDF next to its Word file is the same document."""
    assert asides(found("Policy.pdf"), found("Policy.docx")) == {
        "Policy.pdf": "the same in another format as Policy.docx"
    }


def test_of_two_languages_that_of_the_folder_counts() -> None:
    """A translation is the same document; the language of most documents is the one that is read."""
    documents = (found("Policy_de.docx", language="de"), found("Policy_en.docx"), found("Other.docx"))
    assert asides(*documents) == {"Policy_de.docx": "the same in another language as Policy_en.docx"}


def test_documents_with_different_numbers_are_two() -> None:
    """Names that are alike but for a number say nothing where the documents have numbers of their own."""
    assert asides(found("Policy 1.docx", id="P-1"), found("Policy 2.docx", id="P-2")) == {}


def test_the_front_page_of_a_site_is_set_aside() -> None:
    """Tools write the front page of an export or a vault; a list of documents under its own name is kept."""
    assert list(asides(found("index.html", kind="index"), found("Document list.html", kind="index"))) == ["index.html"]


@pytest.mark.parametrize(
    ("paths", "site"),
    [
        (["a.md", ".obsidian/app.json"], "Obsidian vault"),
        (["index.html", "Risk-Management_65541.html"], "Confluence export"),
        ([f"Page {digit * 32}.md" for digit in "abc"], "Notion export"),
        (["docs/conf.py", "docs/index.rst"], "Sphinx documentation"),
        (["a.docx", "b.xlsx"], ""),
    ],
)
def test_a_site_is_known_by_the_files_of_its_tool(paths: list[str], site: str) -> None:
    """The kind of a folder shows in the files that a tool leaves."""
    assert site_of(paths) == site


@pytest.mark.parametrize(
    ("title", "text", "is_sure"),
    [
        (
            "AI Governance Starter Kit - Product Rebuild Plan",
            "We build the shop anew, and sell it to more people. ",
            False,
        ),
        ("AI Governance Plan", "The head of quality is responsible for data management and answers for it. ", True),
        ("Accountability framework", "We build the shop anew, and sell it to more people. ", True),
    ],
)
def test_a_word_of_the_matter_tells_no_type_against_the_text(
    title: str, text: str, is_sure: bool, tmp_path: Path
) -> None:
    """A title names what a document is; a topic in it has to be borne out, where there is text enough."""
    declared = declared_by(Settings())
    (tmp_path / "a.md").write_text(f"# {title}\n\n{text * 12}\n", "utf-8")
    taker = StockTaker(declared.vocabulary, declared.act, looks_closely=True)
    (document,) = taker.of(WorkingTree(tmp_path), ["a.md"])
    assert document.guess is not None
    assert (document.guess.type, document.guess.is_sure) == ("accountability-framework", is_sure)
