"""Steps of a history as data, and those that were judged before: kept by what was looked at, which cannot change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from art17.memory.store import Store
from art17.model.course import Step
from art17.model.known import Entry

NAME = "steps"
MOST = 5000
"""So many are kept; the oldest are forgotten first."""


def data_of_step(step: Step) -> dict[str, Any]:
    """A step as JSON holds it."""
    return {
        "day": step.day.isoformat(),
        "name": step.name,
        "title": step.title,
        "points": [[provision, system, verdict] for (provision, system), verdict in step.points.items()],
        "findings": [
            [each.id, each.rule, each.subject, each.file, each.severity, each.verdict, each.status, each.message,
             list(each.hides)]
            for each in step.findings
        ],
    }  # fmt: skip


def step_in(data: Mapping[str, Any]) -> Step:
    """The step that data hold.

    Raises:
        ValueError, TypeError, KeyError: where they hold none.
    """
    points = {(str(provision), str(system)): str(verdict) for provision, system, verdict in data["points"]}
    entries = tuple(map(_entry_in, data["findings"]))
    return Step(date.fromisoformat(data["day"]), str(data["name"]), str(data["title"]), points, entries)


def _entry_in(row: Sequence[Any]) -> Entry:
    name, rule, subject, file, severity, verdict, status, message = map(str, row[:8])
    hides = tuple(map(str, row[8]))
    return Entry(name, rule, subject, file, severity, verdict, status, message, hides=hides)


class Steps:
    """The steps that were judged under the same tool, packs and manifest (`ground`)."""

    def __init__(self, store: Store | None, ground: str) -> None:
        self._store, self._ground = store, ground
        self._known: dict[str, dict[str, Any]] = {}
        self._is_new = False
        data = store.load(NAME) if store else None
        if data:
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                kept = json.loads(data)
                self._known = kept["steps"] if kept["ground"] == ground else {}

    def get(self, key: str, step: Step) -> Step | None:
        """A step with what was found at its key; None where that is not known."""
        with suppress(ValueError, TypeError, KeyError, AttributeError, IndexError):
            known = step_in(self._known[key])
            return replace(step, points=known.points, findings=known.findings)
        return None

    def put(self, key: str, step: Step) -> None:
        """Keep what was found."""
        self._known[key] = data_of_step(step)
        self._is_new = True

    def save(self) -> None:
        """Keep it for the next run, if anything is new."""
        if self._store and self._is_new:
            kept = dict(list(self._known.items())[-MOST:])
            data = json.dumps({"ground": self._ground, "steps": kept}, separators=(",", ":"))
            self._store.save(NAME, [data.encode()])
