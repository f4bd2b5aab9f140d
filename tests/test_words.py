"""The phrases that docs/glossary.md says we do not use are used nowhere that people read."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
import pytest

from art17.cli import art17

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "engine" / "art17"
GLOSSARY = ROOT / "docs" / "glossary.md"
HISTORY = ROOT / "docs" / "decisions"
FORMS_OF_WORDS = {ENGINE / "citations" / "languages.py", *(ENGINE / "texts" / "speech").glob("*.py")}
"""Modules that hold what other people write."""
WORDS_OF_OTHERS = ("cues", "texts", "labels.yaml")
"""Files of packs that hold what other people write."""
RULES = sorted(
    path
    for path in (ROOT / "rules").rglob("*")
    if path.suffix in (".yaml", ".json") and not set(WORDS_OF_OTHERS) & set(path.parts)
)
DOCS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "templates").rglob("*.yml"), ROOT / "action.yml"]
)
SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))
PAGES = sorted((ENGINE / "reporting" / "html" / "templates").glob("*.html"))
_NO_WORDS = re.compile(r"\b(?:beneath|beside|stands_in)\"?:|{[{%].*?[%}]}")
"""Keys of formats, which keep their names, and code in templates of pages."""


@dataclass(frozen=True)
class Phrase:
    """A phrase of the glossary, what to write in its place, and within which longer phrases it is right."""

    words: str
    instead: str
    save_in: tuple[str, ...]

    def found_in(self, text: str) -> list[str]:
        """Where the text uses it, with the words around."""
        for longer in self.save_in:
            text = re.sub(re.escape(longer), "…", text, flags=re.IGNORECASE)
        pattern = rf"(?<![\w`/-])(?:{self.words})(?![\w`/(-])"
        return [text[max(0, at.start() - 40) : at.end() + 40] for at in re.finditer(pattern, text, re.IGNORECASE)]


def phrases() -> list[Phrase]:
    """The rows of the table of phrases."""
    table = GLOSSARY.read_text("utf-8").partition("## Phrases that we do not use")[2]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]
    return [
        Phrase(
            "|".join(re.escape(word.strip()) for word in words.split(",")),
            instead,
            tuple(longer.strip() for longer in save_in.split(",") if longer.strip()),
        )
        for words, instead, save_in in rows[2:]
    ]


def messages(file: Path) -> Iterator[str]:
    """The texts of a module that people may read: its strings of several words, without docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
            yield "" if "\\" in text else text
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare | within:
            yield node.value if " " in node.value.strip() and "\\" not in node.value else ""


def helps(command: click.Command) -> Iterator[str]:
    """What a command and those under it say of themselves."""
    yield command.help or ""
    yield from (getattr(option, "help", None) or "" for option in command.params)
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            under = command.get_command(click.Context(command), name)
            yield from helps(under) if under else ()


@cache
def texts() -> dict[Path, str]:
    """What people read, by its file: each is read once for all phrases."""
    found = {file: file.read_text("utf-8") for file in (*RULES, *DOCS, *SCHEMAS, *PAGES) if file != GLOSSARY}
    found |= {file: "\n".join(messages(file)) for file in ENGINE.rglob("*.py") if file not in FORMS_OF_WORDS}
    found[ENGINE / "cli"] = "\n".join(helps(art17))
    return {file: _NO_WORDS.sub("", text) for file, text in found.items()}


PHRASES = phrases()


def test_the_glossary_has_phrases() -> None:
    """The table is read, and every row says what to write in place of the phrase."""
    assert len(PHRASES) > 15
    assert all(phrase.words and phrase.instead for phrase in PHRASES)


def test_a_phrase_is_found_save_where_it_is_right() -> None:
    """A phrase is found as whole words in any case, and not within a longer one that the row allows."""
    phrase = Phrase("is no", "is not a", ("there is no", "is no longer"))
    assert phrase.found_in("X IS NO date")
    assert not phrase.found_in("There is no date; it is no longer so; this is nothing")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.instead)
def test_no_phrase_is_in_what_people_read(phrase: Phrase) -> None:
    """No message, help, page, schema or rule has the phrase."""
    found = {str(file.relative_to(ROOT)): places for file, text in texts().items() if (places := phrase.found_in(text))}
    assert not found, f"write {phrase.instead!r}"
