"""Reads the labelled citations of `fixtures/citations/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "citations"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line as somebody writes it, the act its document is about, and what is to be found in it.

    Where the default is `document`, the line is a whole document, which says itself which act it is about.
    """

    place: str
    default: str | None
    text: str
    expected: tuple[str, ...]


def labelled(name: str) -> Iterator[Labelled]:
    """The lines of one file; comments begin with `# ` and a lower-case or capital letter on a line without an arrow."""
    default: str | None = None
    silent = name == "silent"
    for number, line in enumerate((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("@default "):
            default = None if line.endswith(" none") else line.removeprefix("@default ")
        elif line and (number > 1) and (silent or " ==> " in line):
            text, _, expected = line.partition(" ==> ")
            wanted = tuple(part.strip() for part in expected.split(";") if part.strip(" -"))
            yield Labelled(f"{name}.txt:{number}", default, text.replace("\\n", "\n"), wanted)
