"""Files that speak for others."""

from pathlib import Path

import pytest

from art17.graph.build import graph_of
from art17.model.place import Place
from art17.model.settings import Settings
from art17.reading.settings import settings_of
from reading.small import WORDS, only, read, written

SAYS = "id: CON-1\ntype: procedure\napproved_on: 2026-01-02\n"


def test_side_car_of_a_file_that_is_not_read(tmp_path: Path):
    """A PDF stands in the graph through the side-car beside it, which has lines to point at."""
    found = only(read(written(tmp_path, **{"contract.pdf_yaml": SAYS, "contract_pdf": b"%PDF\0"})))
    assert (found.id, found.path, found.describes) == ("CON-1", "contract.pdf.yaml", "contract.pdf")


def test_side_car_of_a_document(tmp_path: Path):
    """What a side-car says of a document counts more than the document, and stands in the side-car."""
    root = written(tmp_path, a_md="---\nid: A\ntype: risk\n---\n# Title\n", **{"a.md_yaml": SAYS})
    found = only(read(root))
    assert (found.id, found.type, found.fields["title"], found.path) == ("CON-1", "procedure", "Title", "a.md")
    assert found.place_of("approved_on") == Place("a.md.yaml", (0, "approved_on"))


def test_overlay_outside_of_the_folder(tmp_path: Path):
    """An overlay mirrors a folder that need not be touched; its places can be shown."""
    root = written(tmp_path, client__docs__a_md="# A\n", **{"ours__over__docs__a.md_yaml": SAYS})
    reading = read(root / "client", Settings(folder=str(root / "ours"), overlay="over"))
    found = only(reading)
    place = found.place_of("approved_on")
    assert (found.id, found.path, place.path) == ("CON-1", "docs/a.md", "../ours/over/docs/a.md.yaml")
    assert reading.located([place])[place].line == 3


def test_overlay_inside_of_the_folder(tmp_path: Path):
    """An overlay inside the folder holds no artefacts of its own."""
    root = written(tmp_path, a_md="# A\n", **{"over__a.md_yaml": SAYS})
    assert only(read(root, Settings(folder=str(root), overlay="over"))).path == "a.md"


def test_side_car_without_its_file(tmp_path: Path):
    """A side-car in the overlay for a file that is not there is a problem."""
    root = written(tmp_path, a_md="# A\n", **{"over__b.md_yaml": SAYS})
    (problem,) = read(root, Settings(folder=str(root), overlay="over")).problems
    assert "'b.md'" in problem.message


def test_unreadable_side_car(tmp_path: Path):
    """A side-car that cannot be read is a problem, once."""
    root = written(tmp_path, a_md="# A\n", **{"a.md_yaml": "id: [\n"})
    assert [problem.place.path for problem in read(root).problems] == ["a.md.yaml"]


def test_missing_overlay(tmp_path: Path):
    """An overlay folder that does not exist is a problem."""
    assert len(read(tmp_path, Settings(folder=str(tmp_path), overlay="nowhere")).problems) == 1


def test_type_by_glob_for_a_file_that_is_not_read(tmp_path: Path):
    """A glob may give a picture its type."""
    found = only(read(written(tmp_path, c__x_png="x"), Settings(types=(("c/*.png", "procedure"),))))
    assert (found.id, found.type, found.path) == ("x", "procedure", "c/x.png")


def test_manifest_outside_of_the_folder_has_lines(tmp_path: Path):
    """What a manifest elsewhere states can be pointed at."""
    root = written(tmp_path, client__a_txt="x", ours__m_yaml="packs: art17\nprovider:\n  id: P\n")
    settings = settings_of(root / "client", root / "ours" / "m.yaml")
    reading = read(root / "client", settings)
    place = only(reading).place_of("id")
    assert (place.path, reading.located([place])[place].line) == ("../ours/m.yaml", 3)


@pytest.mark.parametrize(("gone", "kinds"), [(False, []), (True, ["lost-file"])])
def test_a_side_car_beside_a_file_that_is_gone(tmp_path: Path, gone: bool, kinds: list[str]):
    """Evidence that was deleted is missed where its side-car stays behind."""
    root = written(tmp_path, **{"contract.pdf_yaml": SAYS + "status: approved\n", "contract_pdf": b"%PDF\0"})
    if gone:
        (root / "contract.pdf").unlink()
    reading = read(root)
    graph = graph_of(reading.artefacts, WORDS, reading.paths)
    assert [defect.kind for _, defect in graph.defects] == kinds


def test_letters_may_be_put_together_otherwise_than_in_the_name_of_the_side_car(tmp_path: Path):
    """A file of which git on a Mac wrote the name of one of the two is told to be gone."""
    root = written(tmp_path, **{"u\u0308.pdf_yaml": SAYS + "status: approved\n", "\u00fc_pdf": b"%PDF\0"})
    reading = read(root)
    assert graph_of(reading.artefacts, WORDS, reading.paths).defects == ()


def test_an_overlay_loses_no_file(tmp_path: Path):
    """A side-car in the overlay stands beside no file, and misses none."""
    root = written(tmp_path, client__a_pdf="x", **{"over__a.pdf_yaml": SAYS + "status: approved\n"})
    reading = read(root / "client", Settings(folder=str(root), overlay="over"))
    assert graph_of(reading.artefacts, WORDS, reading.paths).defects == ()
