"""CSV as rows."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from art17.reading.formats.csv_text import rows_of
from art17.reading.io.unreadable import UnreadableError


def test_rows_know_their_line():
    """A row begins on its line, also after a cell of several lines; empty rows are none."""
    rows = rows_of('id;note\nA;"two\nlines"\n;\nB;x\n')
    assert [(row.cells[0], row.line) for row in rows] == [("id", 1), ("A", 2), ("B", 5)]


def test_only_line_ends_end_lines():
    """Characters that Python, but no editor, takes for line ends divide rows and move the lines below."""
    rows = rows_of("id,x\nA,a\x0bb\x0cc\x1cd\x85e\u2028f\nB,y\n")
    assert [(row.cells[0], row.line) for row in rows] == [("id", 1), ("A", 2), ("B", 3)]


def test_stray_quote_is_a_problem():
    """A row that cannot be read is a problem on its line."""
    with pytest.raises(UnreadableError) as caught:
        rows_of('id,x\nA,"b"c\n')
    assert caught.value.line == 2


@given(st.text(alphabet='ab,;"\n\t \r', max_size=80))
def test_any_text_is_rows(text: str):
    """Any text is rows or a problem."""
    with suppress(UnreadableError):
        rows_of(text)
