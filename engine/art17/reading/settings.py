"""The manifest as settings: `art17.yaml`, or `[tool.art17]` of `pyproject.toml`, or the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from art17.errors import SettingsError, UsageError
from art17.model.artefact import Problem
from art17.model.place import Place, Route
from art17.model.settings import DEFAULT_PACKS, Settings
from art17.model.value import Value
from art17.reading.places import located_in
from art17.reading.schemas import violations_of
from art17.reading.text import text_of
from art17.reading.toml_text import table_of
from art17.reading.unreadable import UnreadableError
from art17.reading.yaml_text import documents_of

MANIFEST = "art17.yaml"
PYPROJECT = "pyproject.toml"
_TABLE: Route = ("tool", "art17")
_MISNAMED = ("art17.yml", ".art17.yaml", ".art17.yml", "art17.json")


def settings_of(root: Path, config: Path | None = None) -> Settings:
    """The settings of a folder, from its manifest or from the one that is named.

    Raises:
        UsageError: where the folder or the named manifest does not exist.
        SettingsError: with everything that is wrong in the manifest.
    """
    if not root.is_dir():
        raise UsageError(f"There is no folder {str(root)!r}", "name the folder that holds the QMS")
    if config is not None:
        if not config.is_file():
            raise UsageError(f"There is no manifest {str(config)!r}", "name a file, or leave --config out")
        return _from_file(config, root)
    if (root / MANIFEST).is_file():
        return _from_file(root / MANIFEST, root)
    for name in _MISNAMED:
        if (root / name).is_file():
            raise SettingsError(
                [Problem(Place(name), f"A manifest of that name is not read: {name}", f"rename it {MANIFEST}")]
            )
    if (root / PYPROJECT).is_file() and b"[tool.art17" in (root / PYPROJECT).read_bytes():
        return _from_file(root / PYPROJECT, root)
    return Settings(folder=str(root))


def _from_file(file: Path, root: Path) -> Settings:
    """The settings that a file states."""
    shown = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    data = file.read_bytes()
    try:
        stated, route = _stated(file, data)
    except UnreadableError as error:
        raise SettingsError([error.problem(shown)]) from None
    wrong = violations_of("manifest", stated)
    if wrong:
        at = [Place(shown, (*route, *where)) for where, _, _ in wrong]
        found = located_in(data, at)
        raise SettingsError(
            [Problem(found[place], message, mend) for place, (_, message, mend) in zip(at, wrong, strict=True)]
        )
    return _settings(cast("Mapping[str, Any]", stated), Place(shown, route), str(file.parent))


def _stated(file: Path, data: bytes) -> tuple[Value, Route]:
    """What a manifest says, and the route to it."""
    text = text_of(data)
    if file.suffix == ".toml":
        return table_of(text, _TABLE), _TABLE
    documents = documents_of(text)
    if len(documents) > 1:
        raise UnreadableError("The manifest holds several YAML documents", "keep one")
    return (documents[0] if documents and documents[0] is not None else {}), (0,)


def _settings(stated: Mapping[str, Any], place: Place, folder: str) -> Settings:
    return Settings(
        place=place,
        is_default=False,
        folder=folder,
        read=_texts(stated.get("read")),
        exclude=_texts(stated.get("exclude")),
        overlay=stated.get("overlay", ""),
        packs=_texts(stated.get("packs")) or DEFAULT_PACKS,
        types=tuple(stated.get("types", {}).items()),
        aliases={name: _texts(names) for name, names in stated.get("aliases", {}).items()},
        values=stated.get("values", {}),
        units=stated.get("units", {}),
        severity=tuple(stated.get("severity", {}).items()),
        fail_on=stated.get("fail_on", "warning"),
        enforce=stated.get("enforce", "now"),
        provider=stated.get("provider"),
        systems=tuple(stated.get("systems", ())),
        waivers_at_most=stated.get("waivers", {}).get("at_most", ""),
    )


def _texts(stated: Any) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else tuple(stated or ())
