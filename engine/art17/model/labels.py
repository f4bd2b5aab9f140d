"""The labels of control facts as data: which field each names, and which columns and headings go with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

OTHER = ""
"""The field of labels of something else."""
REVIEWER = "reviewer"
REVIEW_DATE = "review date"
DAY_OR_PERSON = {
    "approved": ("approved_on", "approved_by"),
    "written": ("dated", "author"),
    "reviewed": ("last_reviewed", REVIEWER),
}
"""Labels of which the value decides what they name: the field of a day, and that of a person."""

_WORDS = re.compile(r"[^\w']+")
_DECORATION = re.compile(r"^[\s*_`>#|•·\-–—☐☑✓✔]+|[\s*_`:|]+$")
_IN_BRACKETS = re.compile(r"\s{0,40}\([^()]{1,40}\)\s{0,40}$")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of labels; all keys in the spelling of `plain_label`.

    `fields` say which field a label names: `reviewer`, `review date` and those of `DAY_OR_PERSON` are
    decided by what follows, "" is that of a label of something else.  `columns` name the columns of
    tables of approvals (`name`, `position`, `day`), `sections` the headings of control sections,
    `apart` those of sections whose tables hold no records.
    """

    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    sections: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    def field_of(self, label: str) -> str | None:
        """The field that a label names; "" for a label of something else, None for what is no label.

        What stands in brackets behind it, and a second name behind a stroke, may be unknown.
        """
        if len(label) > _LONGEST:
            return None
        found = self.fields.get(plain_label(label))
        if found is None and label.rstrip(" :*_").endswith(")"):
            found = self.fields.get(plain_label(_IN_BRACKETS.sub("", label.rstrip(" :*_"))))
        if found is None and "/" in label:
            named = {self.fields.get(plain_label(part)) for part in label.split("/")}
            found = named.pop() if len(named) == 1 else None
        return found

    def column_of(self, head: str) -> str:
        """Whether a column holds names, positions or days; "" for any other."""
        return self.columns.get(plain_label(head), "")

    def is_section(self, heading: str) -> bool:
        """Whether a heading, without its number, is that of a control section."""
        return _unnumbered(heading) in self.sections

    def is_apart(self, heading: str) -> bool:
        """Whether a heading is that of a section about other documents, words or the document itself."""
        return _unnumbered(heading) in self.apart or self.is_section(heading)

    def with_more(self, more: Labels) -> Labels:
        """These labels with others, which count more."""
        return Labels(
            {**self.fields, **more.fields},
            {**self.columns, **more.columns},
            self.sections | more.sections,
            self.apart | more.apart,
        )


def _unnumbered(heading: str) -> str:
    return plain_label(re.sub(r"^[\d.]+\s*", "", heading))


def plain_label(text: str) -> str:
    """A label without decoration, in the spelling that the table has.

    >>> plain_label("**Document No.:**"), plain_label("Prochaine  révision :")
    ('document no', 'prochaine révision')
    """
    text = _DECORATION.sub("", unicodedata.normalize("NFC", text)).casefold().replace("\u2019", "'")
    return _WORDS.sub(" ", text.replace("n°", "no")).strip()


def plain_labels(labels: Iterable[str], documents: Iterable[str] = ()) -> Iterable[str]:
    """Labels in plain spelling, `{document}` put in as each word for a document.

    >>> list(plain_labels(["{document} ID"], ["Policy", "SOP"]))
    ['policy id', 'sop id']
    """
    words = tuple(documents)
    for label in labels:
        filled = [label.replace("{document}", word) for word in words] if "{document}" in label else [label]
        yield from map(plain_label, filled)
