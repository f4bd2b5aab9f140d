"""A text as YAML writes it."""

from __future__ import annotations

import json
import re

from art17.reading.formats.yaml_text import documents_of
from art17.reading.io.unreadable import UnreadableError

_PLAIN = re.compile(r"[\w/(+][^\n]*")
_IN_FLOW = re.compile(r"[,\[\]{}]")


def scalar(value: str, style: str = "", *, in_flow: bool = False) -> str | None:
    """A text as a scalar, in the style that was there where that can hold it; None where none can.

    >>> scalar("role:qm"), scalar("It is: so"), scalar("a, b", in_flow=True), scalar("x", "'")
    ('role:qm', "'It is: so'", "'a, b'", "'x'")
    """
    single, double = "'" + value.replace("'", "''") + "'", json.dumps(value, ensure_ascii=False)
    tries = {"'": (single, double), '"': (double, single)}.get(style, (value, single, double))
    for written in tries:
        if "\n" in written or (written == value and not _may_be_plain(value, in_flow=in_flow)):
            continue
        if _reads_as(written, value, in_flow=in_flow):
            return written
    return None


def _may_be_plain(value: str, *, in_flow: bool) -> bool:
    return bool(_PLAIN.fullmatch(value)) and value == value.strip() and not (in_flow and _IN_FLOW.search(value))


def _reads_as(written: str, value: str, *, in_flow: bool) -> bool:
    try:
        found = documents_of(f"[{written}]" if in_flow else f"k: {written} # c")
    except UnreadableError:
        return False
    wanted: object = [value] if in_flow else {"k": value}
    return found == (wanted,)
