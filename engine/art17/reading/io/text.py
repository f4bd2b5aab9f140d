"""From bytes to text: what encoding a file has, and where it has none."""

from __future__ import annotations

import codecs

from art17.reading.io.unreadable import UnreadableError, line_and_column

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE = "save the file as UTF-8"


def text_of(data: bytes) -> str:
    r"""The text of a file, without byte order mark and with plain line ends.

    >>> text_of(b"\xef\xbb\xbfa: 1\r\n")
    'a: 1\n'

    Raises:
        UnreadableError: where the bytes are no text.
    """
    text = _decoded(data)
    if "\0" in text:
        raise UnreadableError("The file contains NUL bytes, so it is not text", _SAVE, *_at(text, text.index("\0")))
    return _with_plain_ends(text)


def text_at_first(data: bytes) -> str:
    r"""The text of a file as far as it can be made out: enough to see what the file may be.

    >>> text_at_first(b"a: \xff\r\n"), text_at_first("type: risk".encode("utf-16-le"))
    ('a: \ufffd\n', 'type: risk')
    """
    try:
        return text_of(data)
    except UnreadableError:
        return _with_plain_ends(data.decode("utf-8", "replace").replace("\0", ""))


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes) -> str:
    mark, encoding = next((known for known in _MARKS if data.startswith(known[0])), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode() if encoding == "utf-8" else data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(mark) : len(mark) + error.start] if encoding == "utf-8" else b""
        found = data[len(mark) + error.start] if encoding == "utf-8" else data[error.start]
        raise UnreadableError(
            f"The byte 0x{found:02X} is not {encoding.upper()} text", _SAVE, *_at(before.decode(), len(before))
        ) from None


def _at(text: str, offset: int) -> tuple[int, int]:
    return line_and_column(_with_plain_ends(text[:offset]), offset)
