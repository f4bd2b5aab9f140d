"""Packs as data: their rules, their vocabulary and the law they bring, from a bundle or a folder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from art17.errors import Mistakes, PackError
from art17.law.soundness import unsound
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Route
from art17.model.problem import Problem
from art17.model.rule import Pack, RuleText
from art17.model.settings import Settings
from art17.model.value import Value
from art17.reading.documents.places import line_at, located_in
from art17.reading.formats.json_text import value_of
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.bundled import bundled
from art17.reading.io.source import MAX_BYTES, too_large
from art17.reading.io.text import text_of
from art17.reading.io.trees import beginning_of, digest_of_tree, files_beneath
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.cues import cues_in, without_examples
from art17.reading.packs.lists import LISTS, Lists, lists_in, written_out
from art17.reading.packs.pack_places import is_bundled, is_path, shown
from art17.reading.packs.pack_words import vocabulary_of_pack
from art17.reading.packs.schemas import misshapen
from art17.reading.packs.views import views_in

ALWAYS = "art17"
RELIEF = "relief.yaml"
LAW_WORDS = "act.words"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*+")
_NAME_FIX = "rename it: letters, digits, `-`, `_` and `.` make a name"
_TABLES = frozenset({"pack.yaml", "links.yaml", "labels.yaml", RELIEF, LISTS})
_OFTEN_TWICE = ("some", "every", "none", "count", "latest", "earliest", "any", "not", "share")
"""Words of conditions of which people write two in one mapping."""
_NO_RULES = frozenset({"types", "cases", "cues", "texts"})
"""Folders of a pack that hold no rules; nor does any whose name ends in `-source`."""


def packs_of(settings: Settings) -> tuple[Pack, ...]:
    """The packs of a run: first that of the engine's own rules, then those named, after what they need.

    Raises:
        PackError: with everything that is wrong in any of them.
    """
    return loaded((ALWAYS, *settings.packs), Path(settings.folder), settings.place, settings.within)


def loaded(names: tuple[str, ...], folder: Path, asked_at: Place, within: str = "") -> tuple[Pack, ...]:
    """The packs of these names and what they need, each once, after what it needs; none outside of `within`."""
    packs: dict[Path, Pack] = {}
    waiting: list[Path] = []
    with Mistakes().raised_as(PackError) as mistakes:

        def load(name: str, beside: Path, where: Place) -> None:
            if within and is_path(name) and not _is_within(beside, name, within):  # asked before what is there
                fix = "put the pack inside, or name the manifest with --config"
                mistakes.add(where, f"The pack {name!r} lies outside of what is checked", fix)
                return
            found = _folder_of(name, beside)
            if found is None:
                known = sorted(path.name for path in bundled("rules").iterdir() if path.is_dir())
                near = did_you_mean(name, known)
                fix = f"bundled are {', '.join(known)}; others are named by folder"
                if not is_path(name) and _folder_of(f"./{name}", beside):
                    near, fix = "", f"write ./{name}, for a folder; bundled are {', '.join(known)}"
                mistakes.add(where, f"There is no pack {name!r}{near}", fix)
                return
            if found in packs or found in waiting:
                return
            waiting.append(found)
            if not _NAME.fullmatch(found.name):
                mistakes.add(where, f"The pack {name!r} is in a folder that no rule can be named by", _NAME_FIX)
                return
            pack = _pack(found, mistakes)
            for need in pack.needs:
                load(need, found, Place(f"{shown(found)}/pack.yaml", (0, "needs")))
            packs[found] = pack

        for name in names:
            load(name, folder, asked_at)
    return tuple(packs.values())


def pack_paths(packs: Iterable[Pack], settings: Settings) -> Iterator[str]:
    """The paths by which a manifest and packs name the folders of packs, before any link in them is followed."""
    yield from (str(Path(settings.folder, name).absolute()) for name in settings.packs if is_path(name))
    yield from (str(Path(pack.folder, name)) for pack in packs for name in pack.needs if is_path(name))


def _is_within(beside: Path, name: str, within: str) -> bool:
    """Whether a path, its links followed, stays in the folder that a pack may be in, or is that of a bundled one."""
    try:
        found = (beside / name).resolve()
    except (OSError, ValueError, RuntimeError):
        return True  # no path can be so: that is what is wrong with it
    return found.is_relative_to(within) or found.parent == bundled("rules").resolve()


def _folder_of(name: str, beside: Path) -> Path | None:
    """Where a pack is: a bare name is bundled, one with a slash or dot is a folder."""
    try:
        found = (beside / name if is_path(name) else bundled("rules") / name).resolve()
        return found if (found / "pack.yaml").is_file() else None
    except (OSError, ValueError, RuntimeError):  # no path can be so, or it is a ring of links
        return None


def rule_files_in(name: str, beside: Path) -> int:
    """How many rules the pack of a name has, whether they can be read or not."""
    found = _folder_of(name, beside)
    return sum(_is_rule(path) for path in files_beneath(str(found))) if found else 0


def _pack(folder: Path, mistakes: Mistakes) -> Pack:
    """The pack in a folder; what is wrong with it goes to the mistakes."""
    pack, wrong = _came_with_the_tool(folder) if is_bundled(folder) else _pack_in(folder)
    mistakes.extend(wrong)
    return pack


def _pack_in(folder: Path) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack in a folder, and what is wrong with it."""
    mistakes = Mistakes()
    tree = "" if is_bundled(folder) else digest_of_tree(str(folder))  # before the files are read: they may change
    reader = _Reader(folder, mistakes)
    head = reader.mapping("pack.yaml", "pack")
    links: Mapping[str, Value] = reader.mapping("links.yaml", "links") if "links.yaml" in reader.files else {}
    labels: Mapping[str, Value] = reader.mapping("labels.yaml", "labels") if "labels.yaml" in reader.files else {}
    for path in reader.files:
        if path.endswith(".yaml") and (_is_rule(path) or path.startswith("types/")):
            reader.check_name(path)
        if not is_bundled(folder):
            reader.check_not_overlooked(path)
    types = {
        Path(path).stem: reader.mapping(path, "type")
        for path in reader.files
        if path.startswith("types/") and path.endswith(".yaml")
    }
    rules = [reader.rule(path) for path in reader.files if _is_rule(path)]
    cues = {
        Path(path).stem: reader.cues(path)
        for path in reader.files
        if path.startswith("cues/") and path.endswith(".yaml")
    }
    act_file = head.get("act")
    act = reader.json(act_file) if isinstance(act_file, str) else None
    words = vocabulary_of_pack(folder.name, head, links, types, reader.place, mistakes, labels)
    extended = {each.name for each in words.extensions.values()}
    pack = Pack(
        name=folder.name,
        title=str(head.get("title") or folder.name),
        version=str(head.get("version") or ""),
        digest=reader.digest(),
        vocabulary=replace(
            words,
            cues={name: text for name, text in cues.items() if text and name not in extended},
            extra_cues={name: (text,) for name, text in cues.items() if text and name in extended},
            law_words=reader.data(LAW_WORDS) if LAW_WORDS in reader.files else b"",
        ),
        rules=tuple(rule for rule in rules if rule),
        act=act,
        folder=str(folder),
        sources=texts(head.get("sources")),
        needs=texts(head.get("needs")),
        process=texts(head.get("process")),
        views=views_in(reader.checked("views.yaml", "views") if "views.yaml" in reader.files else None),
        tree=tree,
        relief=reader.rule(RELIEF) if RELIEF in reader.files else None,
    )
    return pack, tuple(reader.with_source(each) for each in mistakes.found)


_came_with_the_tool = lru_cache(maxsize=32)(_pack_in)
"""What came with the tool does not change while it runs: a process that checks twice reads it once."""


def _is_rule(path: str) -> bool:
    folder, _, rest = path.partition("/")
    return bool(rest) and path.endswith(".yaml") and folder not in _NO_RULES and not folder.endswith("-source")


def texts(stated: Value) -> tuple[str, ...]:
    """A text or list of texts, as a tuple."""
    if isinstance(stated, str):
        return (stated,)
    return tuple(part for part in stated or () if isinstance(part, str))


class _Reader:
    """Reads the files of one pack, once each, and collects what is wrong with them."""

    def __init__(self, folder: Path, mistakes: Mistakes) -> None:
        self._folder = folder
        self._mistakes = mistakes
        self._bytes: dict[str, bytes] = {}
        self._base = str(folder)
        self._shown = shown(folder)
        found = sorted(files_beneath(self._base))
        self.files = [path for path in found if not path.endswith("/")]
        for path in found:
            if path.endswith("/"):
                mistakes.add(self.place(path), "The folder cannot be read", "make it readable, or take it out")
        self._known = frozenset(self.files)
        self._known_lists: Lists | None = None

    def place(self, path: str, route: Route = ()) -> Place:
        """A place in a file of the pack, with its line where the route leads somewhere."""
        where = Place(f"{self._shown}/{path}", route)
        return located_in(self._bytes[path], [where])[where] if path in self._bytes else where

    def with_source(self, problem: Problem) -> Problem:
        """A problem with the line that it is about, where that is in a file of the pack."""
        data = self._bytes.get(problem.place.path.removeprefix(f"{self._shown}/"))
        return replace(problem, source=line_at(data, problem.place)) if data is not None else problem

    def check_name(self, path: str) -> None:
        """Note a path of which the id of a rule or type cannot be made."""
        if not all(_NAME.fullmatch(part) for part in path.split("/")):
            self._mistakes.add(self.place(path), f"The name {path!r} is not one for a rule or type", _NAME_FIX)

    def check_not_overlooked(self, path: str) -> None:
        """Note a file that looks like a rule or type and would be read as none."""
        if path.endswith(".yml"):
            self._mistakes.add(self.place(path), "A file of a pack ends in `.yaml`", "rename it")
        elif "/" not in path and path.endswith(".yaml") and path not in _TABLES and "require" in self.mapping(path):
            fix = "move it into one, such as `policies/`; the folder is part of its id"
            self._mistakes.add(self.place(path), "A rule is in a folder of its pack, and this file in none", fix)

    def data(self, path: str) -> bytes:
        """The bytes of a file of the pack; nothing outside the pack is read."""
        if path not in self._bytes:
            self._bytes[path] = _read(f"{self._base}/{path}") if path in self._known else b""
        return self._bytes[path]

    def mapping(self, path: str, schema: str = "") -> Mapping[str, Value]:
        """The mapping in a YAML file; empty where it holds none."""
        with self._told(path):
            value = only_document(text_of(self.data(path)))
            if not isinstance(value, Mapping):
                raise UnreadableError("The file does not hold one mapping", "write `key: value` lines", 1, 1)
            if not schema or not self._is_misshapen(path, value, schema):
                return value
        return {}

    def checked(self, path: str, schema: str) -> Value:
        """What a YAML file holds, or None where it is wrong."""
        with self._told(path):
            value = only_document(text_of(self.data(path)))
            if not self._is_misshapen(path, value, schema):
                return value
        return None

    @contextmanager
    def _told(self, path: str) -> Generator[None, None, None]:
        """Note that a file cannot be read, where that shows inside the block."""
        try:
            yield
        except UnreadableError as error:
            found = error.problem(f"{self._shown}/{path}")
            is_twice = any(found.message == f"The key {word!r} occurs twice" for word in _OFTEN_TWICE)
            fix = "put both in a list under `all:`" if is_twice else found.fix
            self._mistakes.extend([replace(found, fix=fix)])

    def _is_misshapen(self, path: str, value: Value, schema: str) -> bool:
        """Whether a value does not have the shape that a schema says; each mistake is noted."""
        wrong = misshapen(schema, value, self.data(path), Place(f"{self._shown}/{path}", (0,)))
        self._mistakes.extend(wrong)
        return bool(wrong)

    def rule(self, path: str) -> RuleText | None:
        """The rule in a file, or None where it cannot be read."""
        data = self.mapping(path)
        where = Place(f"{self._shown}/{path}", (0,))
        lists = self._lists()
        data = {
            key: written_out(part, lists, replace(where, route=(0, key)), self._mistakes) for key, part in data.items()
        }
        return RuleText(f"{self._folder.name}/{path.removesuffix('.yaml')}", where, data) if data else None

    def _lists(self) -> Lists:
        """The lists of the pack, read once."""
        if self._known_lists is None:
            stated: Mapping[str, Value] = self.mapping(LISTS) if LISTS in self._known else {}
            self._known_lists = lists_in(stated, Place(f"{self._shown}/{LISTS}", (0,)), self._mistakes)
        return self._known_lists

    def cues(self, path: str) -> str:
        """The cues in a file, as text; those that came with the tool were looked at when the tool was made."""
        with self._told(path):
            text = text_of(self.data(path))
            if is_bundled(self._folder):
                return without_examples(text)
            if not self._is_misshapen(path, only_document(text), "cues"):
                cues_in(Path(path).stem, text)
                return text
        return ""

    def json(self, path: str) -> Mapping[str, object] | None:
        """The law as data; one that came with the tool was looked at when the tool was made."""
        with self._told(path):
            text = text_of(self.data(path))
            stated = value_of(text) if not is_bundled(self._folder) else None
            if stated is None or not (self._is_misshapen(path, stated, "act") or self._is_unsound(path, stated)):
                loaded: Mapping[str, object] = json.loads(text)
                return loaded
        return None

    def _is_unsound(self, path: str, stated: Value) -> bool:
        """Whether a law of the right shape does not hold together; each mistake is noted."""
        wrong = tuple(unsound(cast("Mapping[str, Any]", stated)))
        places = [Place(f"{self._shown}/{path}", (0, *route)) for route, _ in wrong]
        known = located_in(self.data(path), places) if places else {}
        for place, (_, message) in zip(places, wrong, strict=True):
            self._mistakes.add(known[place], message, "write it as that of eu-ai-act is written")
        return bool(wrong)

    def digest(self) -> str:
        """The digest of what was read, line ends and byte order marks aside."""
        whole = hashlib.sha256()
        for path in sorted(self._bytes):
            data = self._bytes[path].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
            whole.update(f"{path}\0{len(data)}\0".encode() + data)
        return f"sha256:{whole.hexdigest()}"


def _read(path: str) -> bytes:
    try:
        data = beginning_of(path)
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror}", "make it readable") from None
    if len(data) > MAX_BYTES:
        raise too_large("split it")
    return data
