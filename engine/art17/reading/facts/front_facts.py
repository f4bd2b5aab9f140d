"""Control facts of front matter, under the keys that others use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from art17.model.labels import DAY_OR_PERSON, REVIEW_DATE, REVIEWER, Labels
from art17.model.value import Value, is_placeholder, leaves
from art17.reading.documents.documents import document_of
from art17.reading.facts.control_blocks import Fact
from art17.reading.facts.dates_in_words import interval_of, status_of
from art17.reading.facts.keys import Keys
from art17.reading.facts.shapes import DATES, day_of, is_open
from art17.reading.io.text import text_of

_OWN = frozenset({
    "id", "title", "version", "status", "owner", "author", "approved_by", "approved_on", "effective_on", "dated",
    "last_reviewed", "review_in", "next_review",
})  # fmt: skip

BARE = "a bare number"
_MOST_MONTHS, _MOST_DAYS = 120, 3660


def facts_of_front(data: bytes, file_format: str, keys: Keys, labels: Labels) -> tuple[Fact, ...]:
    """What the front matter of a Markdown file states of the document; nothing in other formats.

    Raises:
        UnreadableError: where it does not read.
    """
    if file_format not in ("markdown", "mdx"):
        return ()
    values = document_of("markdown", text_of(data)).values
    first = values[0] if values else None
    return facts_of_keys(first if isinstance(first, Mapping) else {}, keys, labels)


def labelled_facts(stated: Mapping[str, Value], keys: Keys, labels: Labels) -> tuple[Fact, ...]:
    """What keys state that no vocabulary knows and that are labels of control facts: `Nächste Prüfung`."""
    foreign = {key: value for key, value in stated.items() if not keys.is_known(key, "")}
    return facts_of_keys(foreign, keys, labels) if foreign else ()


def facts_of_keys(stated: Mapping[str, Value], keys: Keys, labels: Labels) -> tuple[Fact, ...]:
    """The control facts that front matter states, one a field."""
    found: dict[str, Fact] = {}
    for key, value in stated.items():
        field = keys.canonical(key)
        if field not in _OWN:
            field = labels.field_of(key.replace("_", " ").replace("-", " ")) or ""
        if field and field not in (REVIEWER, REVIEW_DATE) and field not in found:
            found |= {fact.field: fact for fact in _of_value(field, value, key)}
    return tuple(found.values())


def _of_value(field: str, value: Value, key: str) -> Iterator[Fact]:
    texts = () if isinstance(value, Mapping) else tuple(leaves(value))  # `[[Name]]` of a vault is a list in a list
    text = ", ".join(texts).strip()
    if not text:
        return
    if field in DAY_OR_PERSON:
        field = DAY_OR_PERSON[field][0 if day_of("dated", text, month_first=True) else 1]
    if field == REVIEWER:
        return
    if is_open(text) or (is_placeholder(f"[{text}]") and text.startswith("[")):
        yield Fact(field, "", "data", f"front matter: {key}", is_open=True)
        return
    unit = unit_of(text) if field == "review_in" else ""
    where = f"front matter: {key}{f', {BARE} of {unit}' if unit else ''}"
    yield Fact(field, _read(field, text) or text, "data", where)


def unit_of(text: str) -> str:
    """What a bare number between two reviews counts: months up to ten years, else days; "" where it is none.

    >>> unit_of("12"), unit_of("365"), unit_of("12 months")
    ('months', 'days', '')
    """
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= _MOST_DAYS:
        return ""
    return "months" if int(text) <= _MOST_MONTHS else "days"


def _read(field: str, text: str) -> str:
    if field in DATES:
        return day_of(field, text)
    if field == "review_in":
        unit = unit_of(text)
        return interval_of(text) or (f"P{text}{unit[:1].upper()}" if unit else "")
    return status_of(text) if field == "status" else text
