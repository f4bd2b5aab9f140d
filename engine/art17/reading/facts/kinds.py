"""Whether the value of a field reads as the kind that the vocabulary declares for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from art17.model.days import date_in, duration_in
from art17.model.nearest import did_you_mean
from art17.model.vocabulary import FieldOf

Malformed = tuple[Literal["bad-date", "bad-value", "bad-choice", "bare-number"], str, str]
"""The kind of defect, its message and its fix."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_INTEGER = re.compile(r"[+-]?\d+")
_POINT = re.compile(
    r"""(?xi) \s{0,9} (?: annex\s+ | anhang\s+ | annexe\s+ )? (?P<annex> [IVX]+ )? [\s.,]{0,9}
        (?: point | nr\.? | nummer | punkt | no\.? )? \s{0,9} \(? (?P<number> \d{1,2} ) \)?
        (?: \s{0,9} \(? (?P<letter> [a-z] ) \)? )? \s{0,9} """
)
_BOOLEAN = frozenset({"true", "yes", "on", "false", "no", "off"})


def read_as(text: str, field: FieldOf, name: str, units: Mapping[str, str]) -> tuple[str, Malformed | None]:
    """A text as its kind has it, and what is wrong with it.

    >>> read_as("12", FieldOf("duration"), "review_in", {"review_in": "months"})
    ('12 months', None)
    >>> read_as("5(b)", FieldOf("citation", beneath="Annex III"), "annex_iii_point", {})
    ('Annex III(5)(b)', None)
    >>> read_as("In Review", FieldOf("choice", choices=("draft", "in-review")), "status", {})
    ('in-review', None)
    """
    kind = field.kind
    if kind == "choice":
        return _choice(text, field, name)
    if kind == "duration":
        return _duration(text, name, units)
    if kind == "citation" and field.beneath:
        return _point(text, field.beneath), None
    if kind == "date" and date_in(text) is None:
        return text, ("bad-date", f"{text[:60]!r} is not a date", "write YYYY-MM-DD, a day that exists")
    if kind == "number" and not _NUMBER.fullmatch(text.strip()):
        return text, ("bad-value", f"{text[:60]!r} is not a number", "write digits, with a point for decimals")
    if kind == "integer" and not _INTEGER.fullmatch(text.strip()):
        return text, ("bad-value", f"{text[:60]!r} is not a whole number", "write digits only")
    if kind == "boolean" and text.strip().lower() not in _BOOLEAN:
        return text, ("bad-value", f"{text[:60]!r} is neither true nor false", "write true or false")
    if kind == "group":
        parts = ", ".join(field.parts)
        return text, ("bad-value", f"{text[:60]!r} was found where a mapping belongs", f"give it keys: {parts}")
    return text, None


def _point(text: str, whole: str) -> str:
    """A citation that may have been written as a point alone: `5(b)`, `point 5 b`, or of Annex III `III.5`."""
    found = _POINT.fullmatch(text)
    if not found or (found["annex"] and not whole.endswith(f" {found['annex'].upper()}")):
        return text
    return f"{whole}({found['number']})" + (f"({found['letter'].lower()})" if found["letter"] else "")


def _choice(text: str, field: FieldOf, name: str) -> tuple[str, Malformed | None]:
    if text in field.choices:
        return text, None
    spelled = re.sub(r"[\s_-]+", "-", text.strip().lower())
    for choice in field.choices:
        if re.sub(r"[\s_-]+", "-", choice.lower()) == spelled:
            return choice, None
    near = did_you_mean(text, field.choices)
    shown = ", ".join(field.choices)
    return text, ("bad-choice", f"{text[:60]!r} is not a valid {name}{near}", f"write one of {shown}")


def _duration(text: str, name: str, units: Mapping[str, str]) -> tuple[str, Malformed | None]:
    bare = text.strip()
    if bare.isascii() and bare.isdigit():
        if name in units:
            return f"{bare} {units[name]}", None
        fix = f"write `P{bare}M` or `{bare} months`, or give `units: {{{name}: months}}` in the manifest"
        return text, ("bare-number", f"The number {bare[:20]} has no unit", fix)
    if duration_in(text) is None:
        return text, ("bad-value", f"{text[:60]!r} is not a duration", "write e.g. `P6M` or `6 months`")
    return text, None
