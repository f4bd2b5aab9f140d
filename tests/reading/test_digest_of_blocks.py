"""The digest of a document that is read as blocks is over what it says, not over its bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.commands.digest import digest
from houses import DAY
from reading.formats.make_office import field, p, run, table, word
from reading.formats.make_pdf import Said, pdf

BODY = p("Roles", "berschrift1") + p("The head of quality decides.") + table(("Owner", "QM"))


def digest_with(folder: Path, data: bytes, name: str = "sop.docx") -> str:
    """The digest of a procedure with these bytes."""
    (folder / "art17.yaml").write_text(f"packs: [eu-ai-act]\ntypes: {{'{name}': procedure}}\n")
    (folder / name).write_bytes(data)
    return digest(Request(folder, DAY), "sop").whole


def saved_again(data: bytes) -> bytes:
    """The same package as another program packs it: other order, other compression, other days."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in reversed(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name))
    return made.getvalue()


def test_saving_a_word_file_again_changes_no_digest(tmp_path: Path) -> None:
    """Other bytes, other runs, another page number in the footer, the same words."""
    before = digest_with(tmp_path, word(BODY))
    assert digest_with(tmp_path, saved_again(word(BODY))) == before
    divided = BODY.replace("of quality", "</w:t></w:r><w:r><w:t xml:space='preserve'>of quality")
    assert divided != BODY
    assert digest_with(tmp_path, word(divided)) == before
    assert digest_with(tmp_path, word(BODY, header=f"<w:p>{field('PAGE', run('7'))}</w:p>")) == before


@pytest.mark.parametrize("change", [("decides", "may decide"), ("QM", "CEO"), ("Roles", "Duties")])
def test_a_word_that_changes_changes_it(tmp_path: Path, change: tuple[str, str]) -> None:
    """In a paragraph, a cell and a heading; also in a PDF."""
    assert digest_with(tmp_path, word(BODY)) != digest_with(tmp_path, word(BODY.replace(*change)))
    one, other = (pdf([Said(f"{word} who decides about suppliers")]) for word in change)
    assert digest_with(tmp_path, one, "sop.pdf") != digest_with(tmp_path, other, "sop.pdf")
