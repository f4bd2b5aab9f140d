"""What the skeletons that `init` writes say before anybody wrote in them: such a text is nobody's."""

from __future__ import annotations

import re
from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "Purpose and scope": "why this document exists, and what it applies to",
    "Who does what": "the steps, who takes each of them, when, and what comes of it",
    "What is kept": "which records show that it was done, where they are, and for how long",
}
"""What the body of a document asks for, under each heading."""
_LONGEST = 2_000
"""A body of more characters has something besides."""


def _plain(text: str) -> str:
    """A line without brackets, marks and the word `text:` that begins a prompt."""
    return re.sub(r"\W+", " ", re.sub(r"^\W*text:", "", text.strip())).strip().casefold()


_PROMPTS = frozenset(map(_plain, HEADINGS.values()))
_TITLES = frozenset(map(_plain, HEADINGS))


def is_skeleton(body: str) -> bool:
    """Whether a Markdown body is that of a skeleton: its headings, and under them nothing but its prompts, if these.

    >>> is_skeleton("# Design\\n\\n## Who does what\\n\\nthe steps, who takes each of them, when, and what comes of it")
    True
    >>> is_skeleton("# Design\\n\\n## Who does what\\n\\nTwo people.")
    False
    """
    if len(body) > _LONGEST:
        return False
    lines = [line for line in body.splitlines() if line.strip()]
    texts = [_plain(line) for line in lines if not line.lstrip().startswith("#")]
    headings = frozenset(_plain(line) for line in lines if line.startswith("##"))
    if texts:
        return {*texts} <= _PROMPTS
    return headings == _TITLES


def is_prompt(field: str, text: str) -> bool:
    """Whether a text is what a skeleton asks for in a field, without the brackets: the name of the field.

    >>> is_prompt("contents.section", "section"), is_prompt("design_choices", "Design choices.")
    (True, True)
    """
    return _plain(text) == field.rpartition(".")[2].replace("_", " ")
