"""What artefacts stated in earlier versions of their files, read as those of now are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from art17.digest import digest_of
from art17.law.act import Act
from art17.model.artefact import Artefact
from art17.model.settings import Settings
from art17.model.then import Then
from art17.model.value import leaves
from art17.model.vocabulary import Vocabulary
from art17.reading.io.git import sizes_of
from art17.reading.io.stored import Blob, StoredFiles
from art17.reading.qms import Reading, read_qms

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
    found: dict[str, dict[str, Then]] = {path: {} for path in stored}
    for artefact in reading.artefacts:
        if artefact.path in found and not artefact.unreadable:
            found[artefact.path].setdefault(artefact.id, _then(artefact, reading, process))
    return found


def _then(artefact: Artefact, reading: Reading, process: frozenset[str]) -> Then:
    text = reading.sections_of(artefact.path) if artefact.register is None else ()
    fields = {name: value for name, value in artefact.fields.items() if name != "sections"}
    own = {name: value for name, value in fields.items() if name not in _CALLED}
    return Then(
        last_reviewed=artefact.text("last_reviewed"),
        approved_on=artefact.text("approved_on"),
        approved_by=tuple(leaves(artefact.fields.get("approved_by"))),
        status=artefact.text("status"),
        digest=digest_of(fields, text, process).whole,
        content=digest_of(own, text, process).whole,
    )


def own_paths(artefacts: Collection[Artefact]) -> frozenset[str]:
    """The paths of files that speak for themselves: what a side-car says of a file has another history."""
    described = {artefact.path for artefact in artefacts if artefact.describes or artefact.elsewhere}
    return frozenset(artefact.path for artefact in artefacts) - described
