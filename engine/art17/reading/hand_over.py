"""The files that a report that is handed over takes in: a template for Word, a logo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from art17.errors import UsageError
from art17.model.hand_over import HandOver
from art17.reading.io.source import bytes_named
from art17.reading.io.unreadable import UnreadableError

LARGEST = 16 * 2**20
"""Bytes; a template or a logo has no more."""


def with_files(stated: HandOver, folder: Path, root: Path) -> HandOver:
    """What the manifest says of a report, with what its files hold.

    Raises:
        UsageError: where one of them cannot be read.
    """
    return replace(
        stated,
        template_data=_data(stated.template, "template", folder, root),
        logo_data=_data(stated.logo, "logo", folder, root),
    )


def _data(name: str, what: str, folder: Path, root: Path) -> bytes:
    if not name:
        return b""
    fix = f"name a file by `report.{what}` in the manifest, relative to it"
    try:
        data = bytes_named(folder / name, root)
    except OSError as error:
        raise UsageError(f"cannot read the {what} {name}: {error.strerror}", fix) from error
    except UnreadableError as error:
        raise UsageError(f"cannot read the {what} {name}: {error}", fix) from error
    if len(data) > LARGEST:
        raise UsageError(f"the {what} {name} is larger than {LARGEST // 2**20} MiB", fix)
    return data
