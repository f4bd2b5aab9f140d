"""What docs/rules.md tells a newcomer to write and run does what it says; so do the examples of docs/packs.md."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from art17.cli import art17
from art17.model.place import Place
from art17.reading.formats.yaml_text import only_document
from art17.reading.packs.schemas import misshapen
from houses import ROOT

_BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_in(page: str) -> Iterator[tuple[str, str]]:
    """The language and the text of each block of code, in order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return ((found[1], found[2]) for found in _BLOCK.finditer(text))


def test_the_five_minutes_run_word_for_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer who follows the page in an empty folder ends at a mistake."""
    monkeypatch.chdir(tmp_path)
    said = ""
    for language, text in blocks_in("rules.md"):
        if language == "yaml":
            file = tmp_path / text.split()[1]
            assert file.exists() or file.name == "art17.yaml", "the page writes a file that it has not begun"
            file.write_text(text, encoding="utf-8")
            continue
        for line in text.splitlines():
            name, *arguments = shlex.split(line, comments=True)
            assert name == "art17"
            done = CliRunner().invoke(art17, arguments)
            assert done.exit_code == 0, f"{line}\n{done.output}"
            said += done.output
    assert "1 rules checked, 0 mistakes, 0 remarks" in said
    assert "1 rule, 3 cases, 0 wrong" in said
    assert "0 surviving" in said
    assert "A supplier of a part of the system has somebody to call" in said


@pytest.mark.parametrize("name", ["views", "coverage", "crosswalk"])
def test_an_example_of_a_table_has_the_shape_of_its_schema(name: str) -> None:
    """The page shows a table that a pack may not have."""
    (text,) = (text for _, text in blocks_in("packs.md") if text.startswith(f"# {name}.yaml"))
    assert misshapen(name, only_document(text), text.encode(), Place(f"{name}.yaml", (0,))) == ()


def test_the_words_of_a_pack_have_the_shape_of_their_schema() -> None:
    """The page shows a key that pack.yaml may not have."""
    (text,) = (text for _, text in blocks_in("packs.md") if text.startswith("title: EU AI Act"))
    assert misshapen("pack", only_document(text), text.encode(), Place("pack.yaml", (0,))) == ()
