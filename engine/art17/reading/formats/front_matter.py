"""The YAML between two `---` lines at the top of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from art17.reading.io.unreadable import UnreadableError

_OPENS = re.compile(r"---[ \t]*\n")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"""(?:[ \t]*(?:\#.*)?\n)*["']?[\w.-][\w .-]*["']?[ \t]*:(?:\s|\Z)""")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML, its first line in the file, and the offset at which the body begins."""

    text: str
    line: int
    body_at: int


def front_matter_in(text: str) -> FrontMatter | None:
    r"""The front matter of a Markdown text, or None where it has none.

    >>> front_matter_in("---\nid: A\n---\n# Title")
    FrontMatter(text='id: A\n', line=2, body_at=14)

    Raises:
        UnreadableError: where it opens and never closes.
    """
    opens = _OPENS.match(text)
    if not opens:
        return None
    closes = _CLOSES.search(text, opens.end())
    if closes:
        return FrontMatter(text[opens.end() : closes.start()], 2, closes.end())
    if _KEY.match(text, opens.end()):
        raise UnreadableError("The front matter is not closed", "end it with a line `---`", 1, 1)
    return None  # only a rule across the page
