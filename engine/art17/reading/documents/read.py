"""From a file's format to the reader of its blocks; each reader is loaded when the first such file is met."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from art17.model.document import Document
from art17.reading.formats.front_matter import front_matter_in
from art17.reading.formats.pdf_parser import can_read_pdf
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError

_READERS = {
    "html": ("html", "html_document"),
    "rst": ("restructured", "restructured_document"),
    "text": ("plain", "plain_document"),
}
"""The module and function for a format other than Markdown that is text."""

_PACKED = {
    "docx": ("word", "word_document"),
    "pdf": ("pdf", "pdf_document"),
    "xlsx": ("excel", "excel_document"),
}
"""The same for formats that are bytes."""


def document_in(file_format: str, content: bytes | str) -> Document:
    """The blocks of a file of a format; bytes are decoded first.

    Raises:
        UnreadableError: where it is none of that format, or nothing reads that format.
    """
    if file_format in _PACKED and isinstance(content, bytes):
        return _reader(*_PACKED[file_format])(content)
    text = text_of(content) if isinstance(content, bytes) else content
    if file_format in ("markdown", "mdx"):
        return _markdown(text, file_format)
    if file_format not in _READERS:
        raise UnreadableError(f"Nothing reads the format {file_format!r}")
    return _reader(*_READERS[file_format])(text)


def can_read(file_format: str) -> bool:
    """Whether what reads a format is installed: PDF is an extra."""
    return file_format != "pdf" or can_read_pdf()


def _markdown(text: str, file_format: str) -> Document:
    from art17.reading.formats.markdown_blocks import markdown_document  # noqa: PLC0415  # only where one is met

    front = front_matter_in(text)
    return markdown_document(text, front.body_at if front else 0, file_format)


def _reader(module: str, function: str) -> Callable[[Any], Document]:
    reader: Callable[[Any], Document] = getattr(import_module(f"art17.reading.formats.{module}"), function)
    return reader
