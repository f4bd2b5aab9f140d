"""The front matter of Markdown."""

import pytest

from art17.reading.formats.front_matter import front_matter_in
from art17.reading.io.unreadable import UnreadableError


def test_front_matter_ends_at_its_line():
    """A later rule across the page does not belong to it."""
    found = front_matter_in("---\nid: A\n---\nbody\n---\n")
    assert found is not None
    assert (found.text, found.line, found.body_at) == ("id: A\n", 2, 14)


@pytest.mark.parametrize("text", ["", "# A\n---\nid: x\n---\n", "---\n\nJust a line\n", "--- x\nid: A\n---\n"])
def test_other_markdown_has_none(text: str):
    """Only lines between two `---` at the very top are front matter."""
    assert front_matter_in(text) is None


def test_open_front_matter_is_a_problem():
    """Front matter that never closes is a problem on line 1."""
    with pytest.raises(UnreadableError, match="not closed"):
        front_matter_in("---\nid: A\n\n# Title\n")
