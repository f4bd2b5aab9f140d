"""Snapshots: what artefacts stated and what was found on a day, kept by whoever assesses, where there is no git."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from art17.errors import UsageError
from art17.memory.steps import data_of_step, step_in
from art17.memory.versions import Stated, then_in
from art17.model.course import Step

FORMAT = "art17/snapshot/v1"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a folder stated by path and id on a day, and what was found in it."""

    day: date
    stated: Mapping[str, Stated]
    step: Step


def snapshots_in(folder: Path) -> Iterator[Snapshot]:
    """The snapshots of a folder, oldest first; there may be none yet.

    Raises:
        UsageError: where one of them cannot be read.
    """
    for file in sorted(folder.glob("????-??-??.json")) if folder.is_dir() else ():
        try:
            found = _snapshot_in(json.loads(file.read_text("utf-8")), date.fromisoformat(file.stem))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            found = None
        if found is None:
            raise UsageError(f"{file} is not a snapshot that can be read", "restore the file, or take it away")
        yield found


def _snapshot_in(data: Mapping[str, Any], day: date) -> Snapshot | None:
    if data["format"] != FORMAT:
        return None
    stated = {path: {str(row[0]): then_in(row[1:]) for row in rows} for path, rows in data["stated"].items()}
    return Snapshot(day, stated, step_in(data["step"]))


def snapshot_text(day: date, stated: Mapping[str, Stated], step: Step) -> str:
    """The snapshot of a day, as its file holds it."""
    rows: dict[str, list[list[Any]]] = {
        path: [[name, *astuple(then)] for name, then in sorted(each.items())] for path, each in sorted(stated.items())
    }
    data = {"format": FORMAT, "day": day.isoformat(), "step": data_of_step(step), "stated": rows}
    return json.dumps(data, ensure_ascii=True, indent=0, sort_keys=True) + "\n"
