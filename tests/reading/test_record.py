"""Records hold all that reading a file gave."""

from pathlib import Path

import pytest

from art17.checking.context import load
from art17.checking.request import Request
from art17.model.artefact import Artefact
from art17.model.place import Place
from art17.reading.facts.file import FileRead, FileReader
from art17.reading.records import file_in, record_of
from houses import DAY, NORTHLIGHT, SPECIMENS, house


def read_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[FileRead]:
    """What each file of a folder gives."""
    found: list[FileRead] = []
    read = FileReader.read

    def noted(self: FileReader, wanted: object) -> FileRead:
        found.append(read(self, wanted))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(FileReader, "read", noted)
    load(Request(folder, DAY))
    return found


@pytest.mark.parametrize("name", ["northlight", "northlight-broken", "guide-literal", "five-systems"])
def test_a_file_comes_back_from_its_record(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record loses or changes something of a file."""
    for read in read_in(SPECIMENS / name, monkeypatch):
        assert file_in(record_of(read)) == read


def test_strange_texts_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tabs, separators, control signs, other scripts, or what cannot be encoded are changed on the way."""
    text = '---\nid: X-1\ntype: procedure\ntitle: "a\\tb\\x1e\\n\\u2028 \\U0001F600 Ä"\nlist: [[a, {b: [c]}], ~]\n---\n# T\n'
    house(
        tmp_path,
        {"a.md": text, "b.yaml": "id: Y\ntype: procedure\nowner: [TBD]\nnext_review: soon\n", "c.md": "# no\n"},
    )
    (tmp_path / "d.md").write_bytes(b"---\nid: Z\ntype: procedure\n---\n\xff\xfe\n")
    for read in read_in(tmp_path, monkeypatch):
        assert file_in(record_of(read)) == read
    odd = FileRead("caf\udce9.md", artefacts=(Artefact("\ud800", "", Place("caf\udce9.md"), {"a": "\udcff" * 99}),))
    assert file_in(record_of(odd)) == odd


def test_fields_are_a_mapping_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields that are decoded late behave otherwise than those of a file just read."""
    for read in read_in(NORTHLIGHT, monkeypatch):
        for kept, own in zip(file_in(record_of(read)).artefacts, read.artefacts, strict=True):
            assert list(kept.fields) == list(own.fields)
            assert {**kept.fields} == own.fields
            assert all(kept.fields.get(name) == value and name in kept.fields for name, value in own.fields.items())
            assert kept.fields.get("no such field") is None
            assert "no such field" not in kept.fields


@pytest.mark.parametrize("record", ["", "{}", "[]", "[1]", '\n["a",false,2,[],[]]', '\n["a",false,1,[],[]]\nx'])
def test_what_is_no_record_is_refused(record: str) -> None:
    """Something broken is taken for a record."""
    with pytest.raises((ValueError, TypeError)):
        file_in(record)
