"""The repositories of a portfolio: folders of folders, files of rows, or a list in YAML or CSV."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from art17.errors import Art17Error
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.problem import Problem
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.unreadable import UnreadableError

KEYS = ("name", "where", "owner", "tags", "manifest", "report")
_URL = re.compile(r"(?:https|ssh|file)://[^@\s]+(?:@[^/@\s]+[^@\s]*)?|git@[\w.-]+:[^@\s]+")
_COMMIT = re.compile(r"(?P<url>.+)@(?P<commit>[0-9a-f]{40}|[0-9a-f]{64})")
_PAGE = re.compile(r"https?://[^\s\"'<>]+")
ROWS = ".parquet"
_FIX = "a list has `repositories:`, each with `where:` (folder, git bundle, URL@commit, rows.parquet), and may say more"


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository: `where` is a folder, a git bundle or the URL of a git repository, at `commit` if that is given.

    It may also be a file of rows, which `art17 check --format parquet` wrote where the repository is.
    `manifest` is a manifest to use instead of its own; `owner`, `tags` and `report`, the address of its own report,
    are for the views alone.
    """

    name: str
    where: str
    owner: str = ""
    tags: tuple[str, ...] = ()
    manifest: str = ""
    commit: str = ""
    report: str = ""

    @property
    def is_collected(self) -> bool:
        """Whether it was checked elsewhere."""
        return self.where.endswith(ROWS)

    @property
    def is_remote(self) -> bool:
        """Whether it has to be fetched: a URL, or a bundle."""
        return bool(_URL.fullmatch(self.where)) or self.where.endswith(".bundle")


def repositories_in(sources: Sequence[Path]) -> tuple[Repository, ...]:
    """The repositories that lists and folders name, by name; names that occur twice get their folder before them.

    Raises:
        Art17Error: with all that is wrong in all lists.
    """
    problems: list[Problem] = []
    found: list[Repository] = []
    for source in sources:
        if source.is_dir():
            found += _beneath(source)
        else:
            try:
                found += _listed(source, problems)
            except (OSError, UnicodeDecodeError, UnreadableError, csv.Error) as error:
                cause = getattr(error, "message", "") or (str(error).splitlines() or ["it cannot be read"])[0]
                problems.append(Problem(Place(str(source)), f"The list cannot be read: {cause}", _FIX))
    if not found and not problems:
        named = ", ".join(map(str, sources))
        problems.append(Problem(Place(named), "No repository is named here", _FIX))
    if problems:
        raise Art17Error(problems)
    return _with_own_names(found)


def _beneath(folder: Path) -> Iterator[Repository]:
    for each in sorted(folder.iterdir()):
        if each.name.startswith(".") or each.is_symlink():
            continue
        if each.suffix in (".bundle", ROWS):
            yield Repository(each.stem, str(each))
        elif each.is_dir():
            rows = _rows_in(each)
            yield Repository(each.name, str(rows[0] if len(rows) == 1 else each))


def _rows_in(folder: Path) -> list[Path]:
    """The files of rows in a folder in which nothing else is, as CI services hand over what was kept of a run."""
    try:
        inside = list(folder.iterdir())
    except OSError:
        return []
    return inside if all(each.suffix == ROWS for each in inside) else []


def _listed(file: Path, problems: list[Problem]) -> Iterator[Repository]:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".csv":
        rows: Iterable[object] = csv.DictReader(io.StringIO(text))
    else:
        told: Any = only_document(text)
        listed: Any = cast("dict[str, Any]", told).get("repositories", ()) if isinstance(told, dict) else told
        if not isinstance(listed, list):
            problems.append(Problem(Place(str(file)), "The list names no repositories", _FIX))
            return
        rows = cast("list[object]", listed)
    for number, row in enumerate(rows, 1):
        given: object = {"where": row} if isinstance(row, str) else row
        if not isinstance(given, dict):
            problems.append(Problem(Place(str(file)), f"Entry {number} is not a mapping", _FIX))
            continue
        entry = cast("dict[object, object]", given)
        slips = list(_slips(entry))
        problems += [Problem(Place(str(file)), f"Entry {number}: {slip}", _FIX) for slip in slips]
        if not slips:
            yield _repository(entry, file.parent)


def _slips(entry: Mapping[object, object]) -> Iterator[str]:
    for key, value in entry.items():
        if key not in KEYS:
            yield f"'{key}' is not a key{did_you_mean(str(key), KEYS)}"
        elif value is not None and not (isinstance(value, str | int) or key == "tags"):
            yield f"'{key}' is not a text"
    if entry.get("report") and not _PAGE.fullmatch(str(entry["report"])):
        yield "'report' is not the address of a page (https://...)"
    if not entry.get("where"):
        yield "it does not say where the repository is"


def _repository(entry: Mapping[object, object], beside: Path) -> Repository:
    def text(key: str) -> str:
        return str(entry.get(key) or "").strip()

    at = _COMMIT.fullmatch(text("where"))
    where, commit = (at["url"], at["commit"]) if at else (text("where"), "")
    if not _URL.fullmatch(where):
        where = str(beside / where)
    tags = entry.get("tags") or ""
    listed = (
        [str(each) for each in cast("list[object]", tags)] if isinstance(tags, list) else re.split(r"[;,]", str(tags))
    )
    name = (
        text("name")
        or where.rstrip("/").removesuffix(".git").removesuffix(".bundle").removesuffix(ROWS).rpartition("/")[2]
    )
    manifest = str(beside / text("manifest")) if text("manifest") else ""
    named = tuple(each.strip() for each in listed if each.strip())
    return Repository(name, where, text("owner"), named, manifest, commit, text("report"))


def _with_own_names(found: Sequence[Repository]) -> tuple[Repository, ...]:
    """Each name once: what is named alike gets the folder that it lies in, then a number."""
    often = Counter(each.name for each in found)
    longer = [
        replace(each, name=f"{Path(each.where).parent.name}/{each.name}") if often[each.name] > 1 else each
        for each in found
    ]
    seen: Counter[str] = Counter()
    own: list[Repository] = []
    for each in longer:
        seen[each.name] += 1
        own.append(replace(each, name=f"{each.name} ({seen[each.name]})") if seen[each.name] > 1 else each)
    return tuple(sorted(own, key=lambda each: each.name))
