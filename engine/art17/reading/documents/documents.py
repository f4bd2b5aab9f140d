"""From bytes to a document, by format; total: any bytes become a document or are unreadable."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.value import Value
from art17.reading.formats.csv_text import CsvRow, rows_of
from art17.reading.formats.front_matter import FrontMatter, front_matter_in
from art17.reading.formats.json_text import value_of
from art17.reading.formats.toml_text import table_of
from art17.reading.formats.yaml_text import documents_of
from art17.reading.io.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its format has it.

    `values` are the YAML documents, the one JSON value, or the front matter; `body_at` is where
    a Markdown body begins in `text`; `rows` are those of a CSV file.
    """

    format: str
    text: str
    values: tuple[Value, ...] = ()
    body_at: int = 0
    rows: tuple[CsvRow, ...] = ()

    @property
    def body(self) -> str:
        """The Markdown below the front matter; nothing in other formats."""
        return self.text[self.body_at :] if self.format == "markdown" else ""


def document_of(file_format: str, text: str) -> Document:
    """The document in a text.

    Raises:
        UnreadableError: where the text is none of that format.
    """
    if file_format == "markdown":
        return _markdown(text)
    if file_format == "yaml":
        return Document("yaml", text, documents_of(text))
    if file_format == "json":
        return Document("json", text, (value_of(text),))
    if file_format == "csv":
        return Document("csv", text, rows=rows_of(text))
    return Document("", text)


def _values_of(front: FrontMatter) -> tuple[Value, ...]:
    if front.language == "toml":
        return (table_of(front.text, ()),)
    return (value_of(front.text),) if front.language == "json" else documents_of(front.text)


def _markdown(text: str) -> Document:
    front = front_matter_in(text)
    if front is None:
        return Document("markdown", text)
    try:
        found = _values_of(front)
    except UnreadableError as error:
        raise error.moved(front.line - 1) from None
    if found and isinstance(found[0], list):
        raise UnreadableError("The front matter is a list", "write `key: value` lines", front.line, 1)
    return Document("markdown", text, found[:1], front.body_at)
