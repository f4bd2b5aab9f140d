"""Texts that say nothing, and sections that lead nowhere; the short words and other forms that are neither."""

from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.model.report import Report
from art17.run import check

MANIFEST = "packs: [eu-ai-act]\nread: ['*.md', '*.yaml']\n"
PROCEDURE = """\
id: SOP
type: modification-procedure
title: Changes
version: '1.0'
status: effective
owner: role:a
steps: [{steps}]
substantial_modification_criteria: [another trade, another country]
"""


def report(folder: Path, **files: str) -> Report:
    (folder / "art17.yaml").write_text(MANIFEST, "utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    return check(Request(folder, date(2028, 5, 2)))


def hollow(found: Report) -> set[str]:
    rule = "art17/artefact/texts-say-something"
    return {each.discriminator for each in found.findings if each.rule == rule}


@pytest.mark.parametrize("text", ["yes", "'no'", "x", ".", "';'", "ja", "oui", "OK", "true"])
def test_a_text_that_says_nothing_is_found_and_only_stated(text: str, tmp_path: Path) -> None:
    """A word of agreement, a letter or a point is reported, and what rests on it has the strength `stated`."""
    found = report(tmp_path, a__yaml=PROCEDURE.format(steps=text))
    assert hollow(found) == {"`steps`"}
    of_a = [each for each in found.obligations if each.provision == "Art. 17(1)(a)" and not each.system]
    assert all(item.strength == "stated" for each in of_a for item in each.evidence if item.id == "SOP")


def test_a_document_of_one_word_is_found(tmp_path: Path) -> None:
    """A file whose text is one word is reported, one whose text is a sentence is not."""
    text = "---\nid: {name}\ntype: design-specification\ntitle: Design\n---\n\n{body}\n"
    files = {"a__md": text.format(name="A", body="Ja"), "b__md": text.format(name="B", body="A ranker over forms.")}
    assert hollow(report(tmp_path, **files)) == {"its text, of one word"}


SKELETON = """\
## Purpose and scope

{open}why this document exists, and what it applies to{shut}

## Who does what

{open}the steps, who takes each of them, when, and what comes of it{shut}
"""


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        (SKELETON.format(open="[text: ", shut="]"), True),
        (SKELETON.format(open="", shut=""), True),
        ("## Purpose and scope\n\n## Who does what\n\n## What is kept\n", True),
        (SKELETON.format(open="", shut="") + "\nThe board decides each change in its weekly meeting.\n", False),
        ("## Steps\n\n## Criteria\n", False),
        ("", False),
    ],
)
def test_the_text_of_a_skeleton_is_found_and_only_stated(body: str, is_found: bool, tmp_path: Path) -> None:
    """A document in force with the text that `init` wrote, with or without brackets, is reported; a draft is not."""
    front = PROCEDURE.format(steps="the owner judges each change")
    files = {"a__md": f"---\n{front}---\n\n# Changes\n\n{body}"}
    found = report(tmp_path, **files)
    named = [each.subject.id for each in found.findings if each.rule == "art17/artefact/text-is-no-skeleton"]
    assert named == ["SOP"] * is_found
    of_a = [each for each in found.obligations if each.provision == "Art. 17(1)(a)" and not each.system]
    strengths = {item.strength for each in of_a for item in each.evidence if item.id == "SOP"}
    assert strengths <= ({"stated"} if is_found else {"evidenced"})
    draft = report(tmp_path, a__md=files["a__md"].replace("status: effective", "status: draft"))
    assert not [each for each in draft.findings if each.rule == "art17/artefact/text-is-no-skeleton"]


def test_what_a_skeleton_asks_for_is_no_answer(tmp_path: Path) -> None:
    """A field that says its own name, as the prompt without its brackets does, is reported; a place called so is not."""
    files = {
        "a__yaml": PROCEDURE.format(steps="Steps"),
        "b__yaml": "id: B\ntype: quality-assurance-procedure\ntitle: B\nqc_activities: [activity log]\n",
    }
    assert hollow(report(tmp_path, **files)) == {"`steps`"}


def pointers(found: Report) -> set[str]:
    rule = "art17/links/pointer-leads-to-something"
    return {each.discriminator for each in found.findings if each.rule == rule}


@pytest.mark.parametrize("text", ["see QM 5", "siehe VA-17", "voir PR 12.", "refer to SOP-99, chapter 2"])
def test_a_pointer_to_nothing_is_found(text: str, tmp_path: Path) -> None:
    """A text that only points to a document by a number that nothing here has is a broken linkage."""
    found = pointers(report(tmp_path, a__yaml=PROCEDURE.format(steps=f"'{text}'")))
    assert len(found) == 1
    assert found.pop().startswith("steps ")


@pytest.mark.parametrize(
    "text",
    ["see SOP", "see QM 7", "see QM-7", "see ISO 14971", "see the drawings of March"],
)
def test_a_pointer_that_leads_somewhere_is_left_alone(text: str, tmp_path: Path) -> None:
    """A number that an artefact has, a standard, and words that say more are left alone."""
    other = "id: QM-7\ntype: procedure\ntitle: Storage\n"
    assert pointers(report(tmp_path, a__yaml=PROCEDURE.format(steps=f"'{text}'"), b__yaml=other)) == set()


@pytest.mark.parametrize("text", ["see Confluence", "siehe Wiki", "voir https://quality.example/p/4"])
def test_a_pointer_elsewhere_is_declared(text: str, tmp_path: Path) -> None:
    """What is only said to be in a system outside the folder is reported nowhere, and counts as declared."""
    found = report(tmp_path, a__yaml=PROCEDURE.format(steps=f"'{text}'"))
    assert hollow(found) == pointers(found) == set()
    of_a = [each for each in found.obligations if each.provision == "Art. 17(1)(a)" and not each.system]
    assert {item.strength for each in of_a for item in each.evidence if item.id == "SOP"} <= {"declared"}


@pytest.mark.parametrize("text", ["none", "monthly", "H", "5", "peer review", "see SOP-5", "by hand, each time"])
def test_short_words_that_say_something_are_no_hollowness(text: str, tmp_path: Path) -> None:
    """A terse answer, a grade, a number or a pointer is left alone."""
    assert hollow(report(tmp_path, a__yaml=PROCEDURE.format(steps=f"'{text}'"))) == set()


def test_one_sentence_everywhere_says_nothing(tmp_path: Path) -> None:
    """The same sentence in three fields of different names is reported; in one field of several files it is not."""
    same = "The team does what is needed."
    fields = f"operations: [{{operation: storage, procedure: {same}}}]\n"
    files = {
        "a__yaml": PROCEDURE.format(steps=same),
        "b__yaml": f"id: B\ntype: quality-assurance-procedure\ntitle: B\nqc_activities: [{same}]\nqa_activities: [{same}]\n",
        "c__yaml": f"id: C\ntype: data-management-procedure\ntitle: C\n{fields}",
    }
    assert len(hollow(report(tmp_path, **files))) == 3
    twins = {f"d{n}__yaml": PROCEDURE.format(steps=same).replace("SOP", f"SOP-{n}") for n in range(4)}
    folder = tmp_path / "twins"
    folder.mkdir()
    assert hollow(report(folder, **twins)) == set()


def test_one_sentence_in_three_documents_says_nothing(tmp_path: Path) -> None:
    """One sentence in documents of several kinds is reported, a short phrase, or one in two documents, is not."""
    texts = {
        "a__yaml": "id: A\ntype: pmm-procedure\ntitle: A\nset_up: {0}\n",
        "b__yaml": "id: B\ntype: pmm-procedure\ntitle: B\nset_up: {0}\n",
        "c__yaml": "id: C\ntype: pmm-plan\ntitle: C\ncollection: {0}\n",
    }

    def filled(text: str, *names: str) -> dict[str, str]:
        return {name: texts[name].format(text) for name in names or texts}

    assert len(hollow(report(tmp_path, **filled("the team does what is needed")))) == 2
    for at, files in enumerate((filled("once a month"), filled("the team does what is needed", "a__yaml", "c__yaml"))):
        folder = tmp_path / str(at)
        folder.mkdir()
        assert hollow(report(folder, **files)) == set()


FILE = """\
---
id: TD
type: technical-documentation
title: File
contents:
- {{provision: Annex IV(1), section: Purpose}}
- {{provision: Annex IV(2), section: 2. Building it}}
- {{provision: Annex IV(3), section: {third}}}
---
# File

## Purpose

It sorts.

## 2 Building it

Two people.

## 3 Running it

Carefully.
"""


@pytest.mark.parametrize(
    ("third", "is_dead"),
    [
        ("Chapter 99", True),
        ("Watching it", True),
        ("Running it", False),
        ("section 3", False),
        ("running it, end of the page", False),
        ("manual/part-4.md", False),
    ],
)
def test_a_section_that_is_not_there_is_found(third: str, is_dead: bool, tmp_path: Path) -> None:
    """A section that no heading of the document is called is reported; numbers, parts and files lead somewhere."""
    found = report(tmp_path, a__md=FILE.format(third=third))
    named = {each.discriminator for each in found.findings if each.rule == "art17/links/section-exists"}
    assert named == ({third} if is_dead else set())


def test_sections_of_another_kind_are_left_alone(tmp_path: Path) -> None:
    """Where most sections are named in a way of their own, nothing is said of them."""
    text = FILE.format(third="Annex 7").replace("section: Purpose", "section: binder one").replace("2. B", "b")
    found = report(tmp_path, a__md=text.replace("building it}", "binder two}"))
    assert not [each for each in found.findings if each.rule == "art17/links/section-exists"]
