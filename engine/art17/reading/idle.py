"""Entries of a manifest that fit nothing: globs without a file or rule, and fields that nobody declares."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterator

from art17.model.artefact import Defect
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Step
from art17.model.settings import Settings
from art17.model.vocabulary import Vocabulary
from art17.reading.io.globs import matches_any


def idle_entries(
    settings: Settings, vocabulary: Vocabulary, paths: Collection[str], rules: Collection[str]
) -> Iterator[Defect]:
    """A defect for each entry that fits none of the paths, declared fields or ids of rules.

    Where a folder cannot be listed, nobody knows what a glob over paths fits; one for a kind of
    file, such as `**/*.md`, is no slip where there is none of that kind.
    """
    if not any(path.endswith("/") for path in paths):
        globs: list[tuple[str, str, Step]] = [("read", glob, at) for at, glob in enumerate(settings.read)]
        globs += [("types", glob, glob) for glob, _ in settings.types]
        globs += [("acts", glob, glob) for glob, _ in settings.acts]
        for key, glob, step in globs:
            if _names_something(glob) and not any(map(matches_any([glob]), paths)):
                yield _idle(settings, key, glob, step, f"No file fits the glob {glob!r} under `{key}`")
    known = _declared(vocabulary)
    for key, names in (("aliases", settings.aliases), ("values", settings.values), ("units", settings.units)):
        for name in names:
            if name.partition(".")[0] not in known:
                message = f"Nothing declares a field {name!r}, which `{key}` names{did_you_mean(name, known)}"
                yield _idle(settings, key, name, name, message)
    for glob, _ in settings.severity:
        if not any(fnmatch.fnmatchcase(rule, glob) for rule in rules):
            near = did_you_mean(glob, rules)
            yield _idle(settings, "severity", glob, glob, f"No rule fits the glob {glob!r} under `severity`{near}")


def _names_something(glob: str) -> bool:
    """Whether a glob names a folder or a file, not only a kind of file."""
    return any(not name.startswith("*") for name in glob.strip("/").split("/"))


def _idle(settings: Settings, key: str, entry: str, step: Step, message: str) -> Defect:
    place = Place(settings.place.path, (*settings.place.route, key, step))
    return Defect("idle-entry", place, f"{key}: {entry}", message, "fix the entry, or take it out")


def _declared(vocabulary: Vocabulary) -> frozenset[str]:
    """Every name that a key of an artefact may mean."""
    of_types = (name for kind in vocabulary.types.values() for name in (*kind.fields, *kind.items))
    return frozenset({*vocabulary.fields, *vocabulary.links, *vocabulary.inverses, *of_types})
