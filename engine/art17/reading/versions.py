"""What artefacts stated in earlier versions of their files, read as those of now are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from art17.digest import digest_of
from art17.law.act import Act
from art17.model.artefact import Artefact
from art17.model.labels import Labels
from art17.model.settings import Settings
from art17.model.then import Then
from art17.model.value import leaves
from art17.model.vocabulary import Vocabulary
from art17.reading.io.git import sizes_of
from art17.reading.io.stored import Blob, StoredFiles
from art17.reading.qms import Reading, read_qms

_DATES = re.compile(
    r"\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.] ?\d{1,2}[-/.] ?\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)? (?:of )?[^\W\d]{3,10}\.? \d{4}|[^\W\d]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b"
)
_LABEL = re.compile(r":|(?<=.)\|")
_CALLED = frozenset({"id", "type", "title", "version", "owner", "author", "links", "satisfies", "supersedes", "covers"})


def stated_in(
    root: Path,
    settings: Settings,
    vocabulary: Vocabulary,
    act: Act | None,
    blobs: Mapping[str, str],
    process: frozenset[str],
) -> dict[str, dict[str, Then]]:
    """By path, and by id of the artefact, what stored versions of files state; of what cannot be read nothing.

    `process` names the fields that do not count for what an artefact says.
    """
    sizes = sizes_of(root, sorted(set(blobs.values())))
    stored = {path: Blob(blob, sizes[blob], is_regular=True) for path, blob in blobs.items() if blob in sizes}
    reading = read_qms(root, settings, vocabulary, act, StoredFiles(root, stored))
    return stated_by(reading, vocabulary, process, stored)


def stated_by(
    reading: Reading, vocabulary: Vocabulary, process: frozenset[str], paths: Iterable[str]
) -> dict[str, dict[str, Then]]:
    """By path, and by id of the artefact, what some files state."""
    found: dict[str, dict[str, Then]] = {path: {} for path in paths}
    for artefact in reading.artefacts:
        if artefact.path in found and not artefact.unreadable:
            found[artefact.path].setdefault(artefact.id, _then(artefact, reading, vocabulary, process))
    return found


def _then(artefact: Artefact, reading: Reading, vocabulary: Vocabulary, process: frozenset[str]) -> Then:
    sections = reading.sections_of(artefact.path) if artefact.register is None else ()
    apart = process | _CALLED
    text = [(_undated(title), _undated(_spoken(body, vocabulary.labels, apart))) for title, body in sections]
    kind = vocabulary.types.get(artefact.type)
    declared = {*vocabulary.fields, *(kind.fields if kind else ())}
    fields = {name: value for name, value in artefact.fields.items() if name in declared and name != "sections"}
    own = {name: value for name, value in fields.items() if name not in _CALLED}
    return Then(
        last_reviewed=artefact.text("last_reviewed"),
        approved_on=artefact.text("approved_on"),
        approved_by=tuple(leaves(artefact.fields.get("approved_by"))),
        status=artefact.text("status"),
        digest=digest_of(fields, text, process).whole,
        content=digest_of(own, text, process).whole,
    )


def _spoken(text: str, labels: Labels, apart: frozenset[str]) -> str:
    """A text without the lines, and rows of tables, that are control data."""
    return "\n".join(line for line in text.splitlines() if labels.field_of(_LABEL.split(line, 1)[0]) not in apart)


def _undated(text: str) -> str:
    """A text without its days: where the control data of a document are part of its text, they change with them."""
    return _DATES.sub("", " ".join(text.split()))


def own_paths(artefacts: Collection[Artefact]) -> frozenset[str]:
    """The paths of files that speak for themselves: what a side-car says of a file has another history."""
    described = {each.path for each in artefacts if each.describes or _is_of_others(each)}
    return frozenset(artefact.path for artefact in artefacts) - described


def _is_of_others(artefact: Artefact) -> bool:
    """Whether something outside its file says what an artefact states."""
    return any(place.path != artefact.path for place in artefact.elsewhere.values())
