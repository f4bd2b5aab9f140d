"""The findings of an earlier report, from the JSON that `check` wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from art17.errors import UsageError
from art17.model.report import Earlier
from art17.reading.io.source import bytes_named
from art17.reading.io.unreadable import UnreadableError

SCHEMA = "art17/report/v1"
_FIX = "name a file that `art17 check --format json=FILE` wrote"


def findings_in(file: Path, root: Path) -> tuple[str, tuple[Earlier, ...]]:
    """The as-of date of an earlier report, and its findings that counted.

    Raises:
        UsageError: where there is no such file, or it is not a report.
    """
    try:
        stated = json.loads(bytes_named(file, root))
    except OSError as error:
        raise UsageError(f"cannot read the report {file}: {error.strerror}", _FIX) from error
    except (UnreadableError, ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not a report of art17", _FIX) from error
    if not isinstance(stated, Mapping) or cast("Mapping[str, Any]", stated).get("schema") != SCHEMA:
        raise UsageError(f"{file} is not a report of art17", _FIX)
    whole = cast("Mapping[str, Any]", stated)
    try:
        found = tuple(_earlier(each) for each in whole["findings"] if each.get("status") != "waived")
        return str(whole["as_of"]), found
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} is not a whole report of art17", _FIX) from error


def _earlier(stated: Mapping[str, Any]) -> Earlier:
    return Earlier(
        id=str(stated["id"]),
        rule=str(stated["rule"]),
        severity=str(stated["severity"]),
        message=str(stated["message"]),
        path=str(stated["subject"]["path"]),
        subject=str(stated["subject"]["id"]),
    )
