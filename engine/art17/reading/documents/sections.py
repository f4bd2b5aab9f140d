"""The text of a Markdown body by section, for the digests that attestations and waivers bind to."""

from __future__ import annotations

from art17.reading.formats.markdown import markdown_in
from art17.reading.io.unreadable import UnreadableError


def sections_of(body: str) -> tuple[tuple[str, str], ...]:
    """Each heading of a body with the text up to the next one; what stands before the first has the title "".

    >>> sections_of("intro\\n\\n# A\\n\\none\\n\\n## B\\n\\ntwo\\n")
    (('', 'intro'), ('A', 'one'), ('B', 'two'))
    """
    try:
        sections = markdown_in(body).sections
    except UnreadableError:
        return (("", body),)
    titles = ["", *(section.title for section in sections)]
    starts = [0, *(section.text_at for section in sections)]
    ends = [*(section.offset for section in sections), len(body)]
    found = [(title, body[start:end].strip()) for title, start, end in zip(titles, starts, ends, strict=True)]
    return tuple(found[1:] if not found[0][1] else found)
