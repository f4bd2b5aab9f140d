"""From bytes to text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError


@pytest.mark.parametrize(
    "data",
    ["a: é\nb\n".encode(enc) for enc in ("utf-8", "utf-8-sig", "utf-16", "utf-32")]
    + [b"\xff\xfe" + "a: é\r\nb\r".encode("utf-16-le"), "a: é\r\nb\r".encode()],
)
def test_marked_encodings_and_line_ends(data: bytes):
    """A byte order mark tells the encoding, and all line ends are one."""
    assert text_of(data) == "a: é\nb\n"


@pytest.mark.parametrize(
    ("data", "line", "column"), [(b"ok\nab\xff", 2, 3), (b"a\r\nb\0", 2, 2), ("é\0".encode(), 1, 2)]
)
def test_no_text_has_a_place(data: bytes, line: int, column: int):
    """Bytes that are no text are a problem at their place."""
    with pytest.raises(UnreadableError) as caught:
        text_of(data)
    assert (caught.value.line, caught.value.column) == (line, column)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(data: bytes):
    """Any bytes are a text, which can be written again, or a problem."""
    with suppress(UnreadableError):
        assert text_of(data).encode().decode() == text_of(data)
