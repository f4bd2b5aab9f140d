"""What a cell of a workbook shows: numbers, dates and percentages in their format (ISO/IEC 29500-1, 18.8.30).

Dates and times are in ISO form, whatever a sheet shows.  Of other formats what makes an identifier
or a version is kept: digits behind the point, leading zeros, letters around, per cent.  Thousands
are not parted and currencies not named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

Kind = Literal["date", "elapsed", "percent", "number", ""]

_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The built-in number formats that show a date or time."""

_BUILT_IN = {1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 46: "[h]:mm:ss"}
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]{0,200}\]', re.IGNORECASE)
_CONDITION = re.compile(r"\[(?!h|m|s)[^\]]{0,200}\]", re.IGNORECASE)
_DATE_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h|m|s)+\]", re.IGNORECASE)
_PLAIN = re.compile(
    r'(?P<before>(?:"[^"]*"|\\.|[- ./:])*)(?P<whole>#*0+)(?:\.(?P<part>0+))?(?P<after>(?:"[^"]*"|\\.|[ %])*)$'
)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Form:
    """A number format: what it shows, and for plain numbers the digits and the words around them."""

    kind: Kind = ""
    before: str = ""
    digits: int = 0
    places: int = 0
    after: str = ""


def form_of(code: str) -> Form:
    """What a number format shows.

    >>> [form_of(code).kind for code in ("[$-407]d. mmmm yyyy", "[h]:mm:ss", "0.0%", '"SOP-"000', "General", "#,##0")]
    ['date', 'elapsed', 'percent', 'number', '', '']
    """
    first = _SECTION.match(code)
    section = _CONDITION.sub("", first[0]) if first else ""
    bare = _NOT_SHOWN.sub("", section)
    if "general" in bare.lower():
        return Form()
    if _ELAPSED.search(bare):
        return Form("elapsed")
    found = _PLAIN.fullmatch(section)
    if found:
        kind: Kind = "percent" if "%" in _NOT_SHOWN.sub("", found["after"]) else "number"
        before, after = (
            _QUOTED.sub(lambda each: each[1] or each[2] or "", found[name]) for name in ("before", "after")
        )
        return Form(kind, before, found["whole"].count("0"), len(found["part"] or ""), after)
    if "%" in bare and not _DATE_SIGNS.search(bare):
        return Form("percent", "", 1, bare.partition(".")[2].count("0"), "%")
    return Form("date") if _DATE_SIGNS.search(bare) else Form()


def built_in(number: int) -> Form:
    """What a built-in number format shows."""
    return Form("date") if number in _DATES and number not in _BUILT_IN else form_of(_BUILT_IN.get(number, "General"))


def shown(raw: str, form: Form, *, is_1904: bool) -> tuple[str, str]:
    """A number as a cell shows it, and as a plain decimal or ISO date.

    >>> shown("0.125", form_of("0.0%"), is_1904=False), shown("7", form_of('"SOP-"000'), is_1904=False)
    (('12.5%', '0.125'), ('SOP-007', '7'))
    """
    try:
        number = float(raw)
    except ValueError:
        return raw, ""
    if form.kind == "elapsed":
        text = _elapsed(number)
        return text, text
    if form.kind == "date" and (day := _dated(number, is_1904=is_1904)):
        return day, day
    plain = str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
    return (_formed(raw, form) if form.kind in ("percent", "number") else plain) or plain, plain


def _formed(raw: str, form: Form) -> str:
    """A number with the digits and words of its format; "" where it cannot be formed."""
    try:
        number = Decimal(raw) * (100 if form.kind == "percent" else 1)
        if number.adjusted() > _MOST_DIGITS:
            return ""
        digits = number.quantize(Decimal(1).scaleb(-form.places), ROUND_HALF_UP)
    except (InvalidOperation, ValueError):
        return ""
    sign, text = ("-", f"{-digits:f}") if digits < 0 else ("", f"{digits:f}")
    whole, point, part = text.partition(".")
    return f"{sign}{form.before}{whole.zfill(form.digits)}{point}{part}{form.after}"


def _dated(number: float, *, is_1904: bool) -> str:
    """The day, time or both that a serial number stands for, in ISO 8601; "" where it is none.

    >>> _dated(46093, is_1904=False), _dated(0.5, is_1904=False), _dated(46093.75, is_1904=False)
    ('2026-03-12', '12:00:00', '2026-03-12T18:00:00')
    """
    if not 0 <= number < 2_958_466:
        return ""
    is_time = number < 1 and not is_1904
    if is_1904:
        number += 1462
    elif number < 60:
        number += 1  # Excel takes 1900 for a leap year
    moment = datetime(1899, 12, 30) + timedelta(days=number, microseconds=500_000)  # noqa: DTZ001  sheets know no zones
    moment = moment.replace(microsecond=0)
    if is_time:
        return moment.time().isoformat()
    is_midnight = not (moment.hour or moment.minute or moment.second)
    return moment.date().isoformat() if is_midnight else moment.isoformat()


def _elapsed(days: float) -> str:
    if not abs(days) < 1e9:
        return ""
    seconds = round(days * 86_400)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
