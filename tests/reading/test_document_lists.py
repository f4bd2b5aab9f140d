"""The list of documents that a QMS keeps: what it gives, what it contradicts, what it names and lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.model.artefact import Artefact
from art17.reading.facts.file import FileRead
from art17.reading.packs.declared import declared_by
from art17.reading.qms import read_qms
from art17.reading.records import file_in, record_of
from art17.reading.settings import settings_of
from reading.formats.make_office import p, table, word

LIST = """# Document register

| Doc. no. | Title | Version | Owner | Next review |
|---|---|---|---|---|
| QP-1 | Recall | 2.0 | QM | 12 March 2027 |
| QP-2 | Storage | 3.0 | QM | 2027-04-01 |
"""


def read(folder: Path, **files: str | bytes) -> dict[str, Artefact]:
    """The artefacts of a folder by path; `QP_1_md` is the file `QP-1.md`."""
    folder.joinpath("art17.yaml").write_text(
        "read: ['**/*']\ntypes: {'**/QP-*': procedure, 'list*': qms-index}\n", "utf-8"
    )
    for name, content in files.items():
        path = folder / ".".join(name.rsplit("_", 1)).replace("_", "-")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    settings = settings_of(folder)
    declared = declared_by(settings)
    return {each.path: each for each in read_qms(folder, settings, declared.vocabulary, declared.act).artefacts}


def defects(artefact: Artefact) -> list[str]:
    return [each.kind for each in artefact.defects]


def test_a_list_gives_what_a_document_does_not_say(tmp_path: Path) -> None:
    """Version, owner and next review, with the list's line as their place; what the document says counts."""
    found = read(
        tmp_path,
        QP_1_md="# Recall\n\nWe recall.\n",
        QP_2_md="# Storage\n\nOwner: IT\nVersion: 3\n\nWe store.\n",
        list_md=LIST,
    )
    first, second = found["QP-1.md"], found["QP-2.md"]
    assert {name: first.fields[name] for name in ("version", "owner", "next_review")} == {
        "version": "2.0", "owner": "QM", "next_review": "2027-03-12",
    }  # fmt: skip
    assert (first.origins["version"], first.place_of("version").path, first.place_of("version").line) == (
        "block",
        "list.md",
        5,
    )
    assert (second.fields["owner"], second.fields["next_review"]) == ("IT", "2027-04-01")
    assert [defects(each) for each in (first, second, found["list.md"])] == [[], [], []]


def test_a_list_that_says_another_version_is_noted_at_its_row(tmp_path: Path) -> None:
    """The note names both, and what the document says counts."""
    found = read(tmp_path, QP_1_md="# Recall\n\nVersion: 4.0\n\nWe recall.\n", QP_2_md="# Storage\n", list_md=LIST)
    (defect,) = found["QP-1.md"].defects
    assert (defect.kind, defect.place.path, defect.place.line) == ("facts-differ", "list.md", 5)
    assert "'2.0'" in defect.message
    assert "'4.0'" in defect.message
    assert found["QP-1.md"].fields["version"] == "4.0"


def test_what_is_listed_and_not_there_and_the_other_way_round(tmp_path: Path) -> None:
    """One finding each, on the list; a file that is there and not read is not missing."""
    found = read(tmp_path, QP_1_md="# Recall\n\nWe recall.\n", QP_7_md="# New\n", list_md=LIST)
    assert defects(found["list.md"]) == ["listed-missing", "not-listed"]
    assert "QP-2" in found["list.md"].defects[0].message
    assert "QP-7" in found["list.md"].defects[1].message
    tmp_path.joinpath("QP-2_Storage.zip").write_bytes(b"x")
    assert defects(read(tmp_path)["list.md"]) == ["not-listed"]


def test_a_list_of_other_things_accuses_nobody(tmp_path: Path) -> None:
    """Where no row is in the folder, or most documents are not in the list, it is the list of something else."""
    assert defects(read(tmp_path, QP_8_md="# A\n", QP_9_md="# B\n", list_md=LIST)["list.md"]) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list_csv", "Dokument-Nr.;Titel;Version;Verantwortlich\nQP-1;Recall;2.0;QM\nQP-2;Storage;3.0;QM\n"),
        (
            "list_docx",
            word(
                p("Liste")
                + table(
                    ("N° de document", "Titre", "Version", "Responsable"),
                    ("QP-1", "Recall", "2.0", "QM"),
                    ("QP-2", "Storage", "3.0", "QM"),
                )
            ),
        ),
        (
            "list_md",
            "# L\n\n| File | Version | Owner |\n|---|---|---|\n| [Recall](QP-1.md) | 2.0 | QM |\n| QP-2.md | 3.0 | QM |\n",
        ),
    ],
)
def test_a_list_is_read_in_every_format(tmp_path: Path, name: str, content: str | bytes) -> None:
    """CSV, Word and Markdown, by number, by file name and by link."""
    found = read(tmp_path, QP_1_md="# Recall\n\nWe recall.\n", QP_2_md="# Storage\n", **{name: content})
    assert (found["QP-1.md"].fields["version"], found["QP-2.md"].fields["owner"]) == ("2.0", "QM")


def test_a_list_survives_its_record(tmp_path: Path) -> None:
    """What workers hand over, and what is kept, is the same."""
    listing = read(tmp_path, list_md=LIST)["list.md"]
    read_again = file_in(record_of(FileRead("list.md", "0", True, (listing,))))
    assert read_again.artefacts[0].listed == listing.listed
