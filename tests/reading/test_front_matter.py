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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!--\nid: A\ntitle: Bins\nowner: role:quality\n-->\n# T\n", ("id: A\ntitle: Bins\nowner: role:quality\n", 2)),
        ("\ufeff<!--\n---\nTitel: 'Bins: all'\nVersion: 2\n---\n-->\n# T\n", ("Titel: 'Bins: all'\nVersion: 2\n", 3)),
        ("<!--\nSPDX-License-Identifier: MIT\nCopyright: A. Lind\n-->\n# T\n", None),
        ("<!--\nid: A\n-->\n# T\n", None),
        ("<!--\nid: A: B\ntitle: x\n-->\n# T\n", None),
        ("# T\n\n<!--\nid: A\ntitle: x\n-->\n", None),
    ],
)  # fmt: skip
def test_front_matter_in_a_comment(text: str, expected: tuple[str, int] | None):
    """A comment at the top that holds nothing but plain keys of a document is its front matter; a licence is not."""
    found = front_matter_in(text)
    assert (found and (found.text, found.line)) == expected
