"""Sections as artefacts, several types of one document, and points that a generic document claims."""

from __future__ import annotations

from pathlib import Path

from art17.graph.build import graph_of
from art17.model.artefact import Artefact
from art17.reading.facts.file import FileRead
from art17.reading.packs.declared import declared_by
from art17.reading.qms import read_qms
from art17.reading.records import file_in, record_of
from art17.reading.settings import settings_of
from reading.formats.make_office import p, word

MANUAL = """---
id: QM
type: quality-manual
owner: role:qm
status: effective
sections:
  risk: {heading: Managing risks, type: risk-management-procedure, steps: [identification]}
---
# Manual

## 1. Scope

All.

## 2. Managing risks

We look for them.

## 3. Nothing here
"""


def read(folder: Path, name: str, content: str | bytes, manifest: str = "read: ['*']\n") -> dict[str, Artefact]:
    """The artefacts of a file by their ids."""
    folder.joinpath("art17.yaml").write_text(manifest, "utf-8")
    folder.joinpath(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    settings = settings_of(folder)
    declared = declared_by(settings)
    return {each.id: each for each in read_qms(folder, settings, declared.vocabulary, declared.act).artefacts}


def test_a_section_is_an_artefact_of_its_own(tmp_path: Path) -> None:
    """It has its type and fields, and the control facts of the document; owner and review are judged on that alone."""
    found = read(tmp_path, "manual.md", MANUAL)
    part = found["QM#risk"]
    assert (part.type, part.section, part.fields["title"]) == (
        "risk-management-procedure",
        "Managing risks",
        "Managing risks",
    )
    assert (part.fields["owner"], part.fields["steps"], part.place_of("owner").route) == (
        "role:qm",
        ["identification"],
        (0, "owner"),
    )
    assert "satisfies" not in part.fields
    vocabulary = declared_by(settings_of(tmp_path)).vocabulary
    nodes = {node.name: node for node in graph_of(found.values(), vocabulary).nodes}
    assert "owned" in nodes["QM"].traits
    assert nodes["QM#risk"].traits == {"document"}
    assert nodes["QM#risk"].status == "effective"


def test_a_section_without_text_or_heading_is_no_evidence(tmp_path: Path) -> None:
    """It is a draft, and what is wrong is said where it is stated."""
    for heading in ("Nothing here", "Managing riscs"):
        found = read(tmp_path, "manual.md", MANUAL.replace("heading: Managing risks", f"heading: {heading}"))
        assert found["QM#risk"].fields["status"] == "draft"
        (defect,) = found["QM"].defects
        assert (defect.kind, defect.place.route) == ("bad-value", (0, "sections", "risk"))


def test_the_manifest_makes_sections_of_a_word_file(tmp_path: Path) -> None:
    """The file itself is not touched."""
    manifest = (
        "read: ['*']\ntypes: {'*.docx': [quality-manual, accountability-framework]}\n"
        "sections: {'*.docx': {inc: {heading: Incidents, type: incident-procedure}}}\n"
    )
    content = word(p("Manual", "Titel") + p("Incidents", "berschrift1") + p("We report them."))
    found = read(tmp_path, "manual.docx", content, manifest)
    assert {name: each.type for name, each in found.items()} == {
        "manual": "quality-manual",
        "manual#accountability-framework": "accountability-framework",
        "manual#inc": "incident-procedure",
    }


def test_a_document_of_two_types_has_a_part_with_all_its_fields(tmp_path: Path) -> None:
    """The first type is that of the document; a document that would be a record as well is malformed."""
    text = "---\nid: P\ntype: [incident-procedure, complaint-procedure]\nowner: role:qm\nimmediate: true\n---\n# P\n"
    found = read(tmp_path, "p.md", text)
    assert found["P"].type == "incident-procedure"
    assert found["P#complaint-procedure"].fields["immediate"] == "true"
    found = read(tmp_path, "p.md", text.replace("complaint-procedure", "incident"))
    assert [each.kind for each in found["P"].defects] == ["bad-value"]
    found = read(tmp_path, "p.md", text.replace("complaint-procedure", "complant-procedure"))
    assert [each.kind for each in found["P"].defects] == ["unknown-type"]


def test_a_generic_document_takes_the_types_whose_points_it_claims(tmp_path: Path) -> None:
    """Each type of kind document that declares exactly this point; another type takes none."""
    text = "---\nid: M\ntype: quality-manual\nsatisfies: [Art. 17(1)(b), Art. 16(c)]\n---\n# M\n"
    found = read(tmp_path, "m.md", text)
    assert found["M#design-control-procedure"].fields["satisfies"] == ["Art. 17(1)(b)"]
    assert set(found) == {"M", "M#design-control-procedure"}
    assert set(read(tmp_path, "m.md", text.replace("quality-manual", "incident-procedure"))) == {"M"}


def test_parts_survive_their_record(tmp_path: Path) -> None:
    """What workers hand over, and what is kept, is the same."""
    found = tuple(read(tmp_path, "manual.md", MANUAL).values())
    again = {each.id: each for each in file_in(record_of(FileRead("manual.md", "0", True, found))).artefacts}
    assert (again["QM#risk"].is_part, again["QM#risk"].section) == (True, "Managing risks")


def test_what_an_assessor_asserts_has_that_origin(tmp_path: Path) -> None:
    """A field from the overlay is an assessor's word; one from a side-car beside the file is the author's."""
    tmp_path.joinpath("a.pdf").write_bytes(b"%PDF")
    tmp_path.joinpath("b.pdf").write_bytes(b"%PDF")
    tmp_path.joinpath("b.pdf.yaml").write_text("id: B\ntype: incident-procedure\nimmediate: true\n", "utf-8")
    tmp_path.joinpath("over").mkdir()
    tmp_path.joinpath("over/a.pdf.yaml").write_text("id: A\ntype: incident-procedure\nimmediate: true\n", "utf-8")
    found = read(tmp_path, "n.md", "# N\n", "overlay: over\n")
    assert (found["A"].origins.get("immediate"), found["B"].origins.get("immediate")) == ("assessor", None)
