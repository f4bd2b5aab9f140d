"""The manifest as settings: `art17.yaml`, or `[tool.art17]` of `pyproject.toml`, or the defaults."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from art17.errors import SettingsError, UsageError
from art17.model.hand_over import HandOver
from art17.model.place import Place, Route
from art17.model.problem import Problem
from art17.model.settings import DEFAULT_PACKS, Settings
from art17.model.value import Value
from art17.reading.documents.places import line_at, located_in
from art17.reading.formats.toml_text import table_of
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.git import repository_of
from art17.reading.io.source import Source, WorkingTree, bytes_named, whole_of
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.manifests import MANIFEST, MISNAMED, PYPROJECT
from art17.reading.packs.pack_places import is_path
from art17.reading.packs.schemas import misshapen, violations_of

_TABLE: Route = ("tool", "art17")


def settings_of(root: Path, config: Path | None = None, source: Source | None = None) -> Settings:
    """The settings of a folder, from its manifest or from the one that is named.

    With a source, the manifest is the one that it holds, and what stands on disk does not count.

    Raises:
        UsageError: where the folder or the named manifest does not exist.
        SettingsError: with everything that is wrong in the manifest.
    """
    if not root.is_dir():
        raise UsageError(f"There is no folder {str(root)!r}", "name the folder that holds the QMS")
    if config is not None:
        if not config.is_file():
            raise UsageError(f"There is no manifest {str(config)!r}", "name a file, or leave --config out")
        shown = Path(os.path.relpath(config, root)).as_posix()  # as all paths of a report: from what is checked
        return _apart(_from_bytes(_named(config, root, shown), shown, config.parent), root)
    source = source or WorkingTree(root)
    stated = _bytes_at(MANIFEST, source)
    if stated is not None:
        return _apart(_bounded(_from_bytes(stated, MANIFEST, root), root), root)
    for name in MISNAMED:
        if _bytes_at(name, source) is not None:
            raise SettingsError(
                [Problem(Place(name), f"A manifest of that name is not read: {name}", f"rename it {MANIFEST}")]
            )
    stated = _bytes_at(PYPROJECT, source)
    if stated is not None and b"[tool.art17" in stated:
        return _apart(_bounded(_from_bytes(stated, PYPROJECT, root), root), root)
    return Settings(folder=str(root))


def anchored(root: Path, config: Path | None = None) -> tuple[Path, Path | None]:
    """The folder that is checked and the manifest that is used, where one says under `root:` what it is about.

    A manifest in a repository that the call does not name may be a stranger's: what it is about is in the same
    repository, and it names no pack of its own.

    Raises:
        UsageError, SettingsError: where the manifest is wrong, or leads elsewhere.
    """
    home = config.parent if config else root
    if not home.is_dir() or (config is None and not (root / MANIFEST).is_file()):
        return root, config
    settings = settings_of(root if config is None or root.is_dir() else home, config)
    if not settings.root:
        return root, config
    about = home / settings.root
    place = Place(settings.place.path, (*settings.place.route, "root"))
    if not about.is_dir():
        problem = Problem(place, f"There is no folder {settings.root!r}, which the manifest is about", "fix `root`")
        raise SettingsError([problem])
    if config is None and (any(map(is_path, settings.packs)) or not _may_be_about(about, root)):
        fix = f"name the manifest, if you trust it: `art17 check --config {(root / MANIFEST).as_posix()}`"
        message = "The manifest is about a folder outside of the repository that it is in, or names packs in folders"
        raise SettingsError([Problem(place, message, fix)])
    return Path(os.path.normpath(about)), config or root / MANIFEST


def _may_be_about(about: Path, folder: Path) -> bool:
    """Whether a manifest that nobody named may be about a folder: one in a repository stays in it."""
    repository = repository_of(folder)
    return repository is None or _leads_inside(about, repository)


def _bytes_at(name: str, source: Source) -> bytes | None:
    """What a file at the root of the folder holds; None where there is none."""
    if source.is_special(name):
        fix = "put a regular file there, or name another with --config"
        raise SettingsError([Problem(Place(name), "This is a link or no file, which is not read here", fix)])
    try:
        return source.read(name)
    except UnreadableError as error:
        raise SettingsError([error.problem(name)]) from None


def _named(config: Path, root: Path, shown: str) -> bytes:
    try:
        return bytes_named(config, root)
    except OSError as error:
        raise UsageError(f"cannot read {shown}: {error.strerror}", "make it readable") from None
    except UnreadableError as error:
        raise SettingsError([error.problem(shown)]) from None


def _bounded(settings: Settings, root: Path) -> Settings:
    """The settings of a manifest that stands in the folder: it may be a stranger's, so what it names stands there too.

    The repository that the folder is in counts as well, for packs that several folders share.
    """
    if not settings.overlay and not any(map(is_path, settings.packs)):
        return settings
    within = whole_of(root)
    if settings.overlay and not _leads_inside(root / settings.overlay, within):
        place = Place(settings.place.path, (*settings.place.route, "overlay"))
        told = f"The overlay {settings.overlay!r} leads out of what is checked"
        raise SettingsError([Problem(place, told, "name a folder inside, or name the manifest with --config")])
    return replace(settings, within=str(within))


def _apart(settings: Settings, root: Path) -> Settings:
    """The settings, whose overlay does not hold what it is laid over: each file would be there twice."""
    if settings.overlay and _leads_inside(root, Path(os.path.realpath(Path(settings.folder) / settings.overlay))):
        place = Place(settings.place.path, (*settings.place.route, "overlay"))
        told = f"The overlay {settings.overlay!r} holds the folder that it is laid over"
        raise SettingsError([Problem(place, told, "give it a folder of its own")])
    return settings


def _leads_inside(path: Path, within: Path) -> bool:
    try:
        return Path(os.path.realpath(path)).is_relative_to(within)
    except ValueError:  # no path can hold a NUL
        return False


def _from_bytes(data: bytes, shown: str, folder: Path) -> Settings:
    """The settings that a manifest states."""
    try:
        stated, route = _stated(Path(shown), data)
    except UnreadableError as error:
        raise SettingsError([error.problem(shown)]) from None
    if wrong := misshapen("manifest", stated, data, Place(shown, route)):
        raise SettingsError([replace(problem, source=line_at(data, problem.place)) for problem in wrong])
    return _settings(cast("Mapping[str, Any]", stated), Place(shown, route), str(folder))


def _stated(file: Path, data: bytes) -> tuple[Value, Route]:
    """What a manifest says, and the route to it."""
    text = text_of(data)
    if file.suffix == ".toml":
        return table_of(text, _TABLE), _TABLE
    return only_document(text) or {}, (0,)


def _settings(stated: Mapping[str, Any], place: Place, folder: str) -> Settings:
    return Settings(
        place=place,
        is_default=False,
        folder=folder,
        read=_texts(stated.get("read")),
        exclude=_texts(stated.get("exclude")),
        root=stated.get("root", ""),
        overlay=stated.get("overlay", ""),
        packs=_texts(stated.get("packs")) or DEFAULT_PACKS,
        types=tuple((glob, ", ".join(_texts(types))) for glob, types in stated.get("types", {}).items()),
        sections=tuple(stated.get("sections", {}).items()),
        acts=tuple(stated.get("acts", {}).items()),
        reading=tuple(stated.get("reading", {}).items()),
        aliases={name: _texts(names) for name, names in stated.get("aliases", {}).items()},
        labels={name: _texts(labels) for name, labels in stated.get("labels", {}).items()},
        columns=stated.get("columns", {}),
        values=stated.get("values", {}),
        units=stated.get("units", {}),
        severity=tuple(stated.get("severity", {}).items()),
        parameters=stated.get("parameters", {}),
        fail_on=stated.get("fail_on", "warning"),
        fail_on_questions=stated.get("fail_on_questions") == "true",
        enforce=stated.get("enforce", "now"),
        provider=stated.get("provider"),
        systems=tuple(stated.get("systems", ())),
        waivers_at_most=stated.get("waivers", {}).get("at_most", ""),
        approvals_kept_in=stated.get("approvals", {}).get("kept_in", ""),
        source_url=stated.get("source_url", ""),
        hand_over=HandOver(**stated.get("report", {})),
        history=stated.get("history") == "true",
        code_owners=stated.get("code_owners") == "true",
        reviews_at_most=stated.get("reviews", {}).get("at_most", ""),
        answers_at_most=stated.get("answers", {}).get("at_most", ""),
        assessors=_texts(stated.get("answers", {}).get("assessors")),
    )


def _texts(stated: Any) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else tuple(stated or ())


def located_in_manifest(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """Problems in a manifest with their line and column, and the line itself."""
    wrong = list(problems)
    file = Path(settings.folder, Path(settings.place.path).name)
    try:
        data = bytes_named(file, Path(settings.folder)) if file.is_file() else b""
    except (OSError, UnreadableError):
        return wrong
    own = [problem.place for problem in wrong if problem.place.path == settings.place.path]
    known = located_in(data, own) if data else {}
    found = ((problem, known.get(problem.place, problem.place)) for problem in wrong)
    return [
        replace(problem, place=at, source=line_at(data, at) if at in known.values() else "") for problem, at in found
    ]


def with_artefacts_of(settings: Settings, source: Source) -> Settings:
    """The settings with the provider and the systems that the manifest states in another source of the same files.

    A manifest that lies outside of what the source holds is the same for all of them.
    """
    path = settings.place.path
    if settings.is_default or path.startswith(("/", "..")) or ":" in path[:3]:
        return settings
    try:
        stated, _ = _stated(Path(path), source.read(path) or b"")
    except UnreadableError:
        stated = None
    is_known = isinstance(stated, Mapping) and not violations_of("manifest", stated)
    known = cast("Mapping[str, Any]", stated if is_known else {})
    held = _settings(known, settings.place, settings.folder)
    return replace(settings, provider=held.provider, systems=held.systems)
