"""A folder as artefacts: which files are read, what each of them holds, and what went wrong."""

from __future__ import annotations

import gc
import posixpath
import unicodedata
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from art17.errors import SettingsError, UsageError
from art17.law.act import Act
from art17.model.artefact import Artefact, Defect
from art17.model.guessed import Guessed, recognised
from art17.model.inventory import Inventory
from art17.model.nearest import nearest
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.question import PassageAt, Quotation
from art17.model.settings import Settings
from art17.model.vocabulary import Vocabulary
from art17.model.waiver import Ignore
from art17.reading.documents.documents import document_of
from art17.reading.documents.places import located
from art17.reading.documents.read import can_read, document_in
from art17.reading.documents.sections import sections_of, sections_of_blocks
from art17.reading.facts.approvals import with_approvals_kept
from art17.reading.facts.artefacts import written_in_manifest
from art17.reading.facts.day_order import month_first_in, with_days_decided
from art17.reading.facts.document_lists import with_lists_joined
from art17.reading.facts.drafts import Drafts, Given, SideCar
from art17.reading.facts.file import FileRead, FileReader, Wanted
from art17.reading.facts.notes import Note, Notes, notes_in, notes_of
from art17.reading.facts.scope import Scope
from art17.reading.facts.set_aside import guessed_of
from art17.reading.facts.side_cars import SideCars
from art17.reading.facts.stock import StockTaker
from art17.reading.inventory import inventory_of
from art17.reading.io.endings import blocks_format_of, format_of, is_lock
from art17.reading.io.overlay import WithOverlay
from art17.reading.io.source import MOST_BYTES, Source, WorkingTree, digest_of_bytes
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.manifests import ANSWERS, MANIFEST, is_of_answers
from art17.reading.quotations import quotations_of
from art17.reading.workers import files_read


class Recall(Protocol):
    """What was read in earlier runs, found again by bytes; `digests` are those of the records of this run, by path."""

    digests: dict[str, str]

    def get(self, wanted: Wanted, digest: str, /) -> FileRead | None:
        """What a file with these bytes was read as."""
        ...

    def put(self, wanted: Wanted, read: FileRead, record: str, /) -> None:
        """Keep what a file was read as."""
        ...

    def save(self) -> None:
        """Keep it for the next run."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a QMS gave.

    `files` are path and SHA-256 of every file that was read as an artefact; `paths` are all that
    exist, artefacts or not; `excluded` is how many the manifest left out.  `opened` are path and
    SHA-256 ("" where there were no bytes) of all that were looked at, artefacts or not; `records`
    are the digests of their records, where a snapshot has them.

    `guesses` say what documents seem to be where nobody has said what they are; `is_bare` where no manifest does.

    Nothing of it changes afterwards but `looked`, which is a log and no part of what was read: the
    paths of which a place or a text was asked for since.  `memory/` reads it when the run is over,
    for such a file counts with its bytes, not with its record.
    """

    artefacts: tuple[Artefact, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    excluded: int = 0
    paths: frozenset[str] = frozenset()
    source: Source | None = field(default=None, repr=False, compare=False)
    opened: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    ignores: tuple[Ignore, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    inventory: Inventory = field(default_factory=Inventory)
    guesses: tuple[Guessed, ...] = ()
    is_bare: bool = False
    looked: set[str] = field(default_factory=set[str], repr=False, compare=False)  # a log; see above

    def located(self, places: Iterable[Place]) -> dict[Place, Place]:
        """The places with line and column, from the bytes that were read."""
        digests = dict(self.files)
        wanted = tuple(places)
        self.looked.update(place.path for place in wanted)

        def bytes_of(path: str) -> bytes | None:
            data = _bytes_or_none(self.source, path)
            known = data is not None and (path not in digests or digests[path] == digest_of_bytes(data))
            return data if known else None

        return located(wanted, bytes_of)

    def quotations(self, passages: Iterable[PassageAt]) -> Mapping[PassageAt, Quotation]:
        """What passages say in the words of their documents."""
        wanted = tuple(passages)
        self.looked.update(passage.place.path for passage in wanted)
        return quotations_of(wanted, self.source) if self.source else {}

    def text_of(self, path: str) -> str:
        """The Markdown of a file below its front matter; "" where there is none."""
        self.looked.add(path)
        data = _bytes_or_none(self.source, path)
        if data is None or format_of(path) != "markdown":
            return ""
        try:
            return document_of("markdown", text_of(data)).body
        except UnreadableError:
            return ""

    def sections_of(self, path: str) -> tuple[tuple[str, str], ...]:
        """The text of a document by section: of its blocks where it is read as blocks alone."""
        file_format = blocks_format_of(path)
        if not file_format:
            return sections_of(self.text_of(path))
        self.looked.add(path)
        data = _bytes_or_none(self.source, path)
        try:
            return sections_of_blocks(document_in(file_format, data)) if data is not None else ()
        except UnreadableError:
            return ()


def read_qms(
    root: Path,
    settings: Settings,
    vocabulary: Vocabulary,
    act: Act | None = None,
    source: Source | None = None,
    recall: Recall | None = None,
) -> Reading:
    """The artefacts of a folder, in the order of their paths; total over any bytes.

    What is recalled by its bytes is not read again, and what is read is kept there.
    """
    held = source or WorkingTree(root)
    with without_collection():
        return _Run(root, settings, vocabulary, act, held).reading(recall)


def read_again(
    root: Path, settings: Settings, vocabulary: Vocabulary, act: Act | None, source: Source, paths: Iterable[str]
) -> Iterator[FileRead]:
    """What some files of a folder hold now."""
    return _Run(root, settings, vocabulary, act, source).files(paths)


class OneFile:
    """Reads single files of a folder again, by what was known of the folder when this was made."""

    def __init__(self, root: Path, settings: Settings, vocabulary: Vocabulary, act: Act | None, source: Source) -> None:
        self._run = _Run(root, settings, vocabulary, act, source)

    def read(self, path: str) -> FileRead | None:
        """What a file holds; None where that is not a matter of its own bytes."""
        return self._run.alone(path)


@contextmanager
def without_collection() -> Generator[None, None, None]:
    """Reading and joining make many values and no garbage in cycles, so looking for it is wasted time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_MISTYPED = 0.88
"""How near an unknown type is to one of ours where it is mistyped: `manual` is no slip for `quality-manual`."""
_NAMED_BY_PEOPLE = ("system", "organisation")


class _Run:
    """One reading of one folder."""

    def __init__(self, root: Path, settings: Settings, vocabulary: Vocabulary, act: Act | None, source: Source) -> None:
        self._settings = settings
        self._vocabulary = vocabulary
        self._act = act
        self._drafts = Drafts(vocabulary, settings, act)
        self._scope = Scope(settings, self._drafts.keys)
        self._all = source.paths()
        self._source = WithOverlay(root, settings, source)
        self._paths = frozenset(self._all)
        self._cars = SideCars(self._source, self._paths)
        self._notes = self._noted()
        self._is_bare = False

    def _noted(self) -> Notes:
        """What an overlay file says of the documents.

        Raises:
            SettingsError: where it is not there, or not understood.
        """
        path = self._source.file
        if not path:
            return Notes()
        data = self._source.read(path)
        if data is None:
            place = Place(self._settings.place.path, (*self._settings.place.route, "overlay"))
            fix = "write it with `art17 adopt`, or fix `overlay`"
            raise SettingsError([Problem(place, "The overlay does not exist", fix)])
        return notes_in(data, path, self._vocabulary.types)

    def reading(self, recall: Recall | None) -> Reading:
        read, wanted = self._read(recall)
        if notes := self._notes_without_manifest(read):
            self._notes, self._is_bare = notes, True
            read, wanted = self._read(None)
            read = [each for each in read if not self._is_data_of_others(each)]
        elif self._is_all_of_others(read):
            read = [each for each in read if not each.is_artefact or each.problems]
        return self._reading(read, wanted, recall)

    def _read(self, recall: Recall | None) -> tuple[list[FileRead], list[Wanted]]:
        kept = [path for path in self._all if not self._is_asked_elsewhere(path)]
        wanted = [self._wanted(path) for path in kept if not (self._scope.excludes(path) or is_lock(path))]
        _refuse_too_many_bytes(self._source.size_of(each.path) for each in wanted if each.is_opened)
        reader = FileReader(self._source, self._scope, self._drafts)
        found = _read_or_known(wanted, reader, recall) if recall else (r for r, _ in files_read(wanted, reader))
        return sorted(_bounded(found), key=lambda each: each.path), wanted

    def _notes_without_manifest(self, read: Sequence[FileRead]) -> Notes:
        """Guesses at what the documents are, where no manifest is there and few of them say it themselves."""
        if not self._settings.is_default or any(path.endswith(f"/{MANIFEST}") for path in self._all):
            return Notes()
        declared = {each.path for each in read if self._declares_itself(each)}
        others = [path for path in self._all if path not in declared and not self._is_asked_elsewhere(path)]
        documents = [path for path in others if format_of(path) == "markdown" or blocks_format_of(path)]
        if len(documents) <= len(declared):
            return Notes()
        taker = StockTaker(self._vocabulary, self._act, self._settings, looks_closely=True)
        guesses = guessed_of(taker.of(self._source, others))
        return notes_of(guesses) if recognised(guesses) > len(declared) else Notes()

    def _declares_itself(self, read: FileRead) -> bool:
        """Whether a file was written for art17: it says of itself, under our own key, that it is of a type of ours.

        Others say `type: procedure` too, and state an id, a status and an owner; none but ours says what it satisfies.
        """
        first = read.artefacts[0] if read.is_artefact and read.artefacts else None
        kind = self._vocabulary.types.get(first.type) if first else None
        if first is None:
            return False
        if kind is None:
            return "type" not in first.written and bool(nearest(first.text("type"), self._vocabulary.types, _MISTYPED))
        own = {name for name in ("type", "satisfies") if first.fields.get(name) and name not in first.written}
        return "type" in own and (not kind.is_everyday or "satisfies" in own)

    def _is_all_of_others(self, read: Sequence[FileRead]) -> bool:
        """Whether without a manifest nothing has a type of ours: `type: feat` was written for another tool."""
        if not self._settings.is_default:
            return False
        is_known = any(each.type in self._vocabulary.types for file in read for each in file.artefacts)
        return not is_known and not any(map(self._declares_itself, read))

    def _is_data_of_others(self, read: FileRead) -> bool:
        """Whether a data file speaks of types that nobody declares: it was written for another tool."""
        is_known = any(each.type in self._vocabulary.types for each in read.artefacts)
        return format_of(read.path) in ("yaml", "json") and not is_known

    def _reading(self, read: Sequence[FileRead], wanted: Sequence[Wanted], recall: Recall | None) -> Reading:
        kept = [path for path in self._all if not self._is_asked_elsewhere(path)]
        artefacts = self._without_guessed_systems([artefact for each in read for artefact in each.artefacts])
        artefacts = [*with_days_decided(artefacts, month_first_in(artefacts))]
        artefacts = with_lists_joined(artefacts, self._all, self._vocabulary)
        artefacts = [*with_approvals_kept(artefacts, self._settings)]
        artefacts.extend(written_in_manifest(self._settings, self._drafts))
        problems = [problem for each in read for problem in each.problems]
        opened = {each.path: (each.path, each.digest) for each in read if each.digest}
        files = [opened[each.path] for each in read if each.is_artefact]
        return Reading(
            artefacts=tuple(with_clashes(_with_unique_names(artefacts))),
            problems=(*problems, *self._cars.problems),
            files=tuple(sorted([*files, *self._cars.files])),
            excluded=sum(map(self._scope.excludes, kept)),
            paths=frozenset(self._all),
            source=self._source,
            ignores=tuple(ignore for each in read for ignore in each.ignores),
            records=recall.digests if recall else {},
            inventory=self._inventory(read),
            guesses=tuple(self._notes.guesses(self._all)),
            is_bare=self._is_bare,
            opened=(
                *(opened.get(each.path, (each.path, "")) for each in wanted if each.is_opened),
                *self._cars.files,
                *self._cars.nothing,
            ),
        )

    def _without_guessed_systems(self, artefacts: Sequence[Artefact]) -> list[Artefact]:
        """The artefacts but for systems and organisations that only a guessed register lists: a person names those."""
        kinds = self._vocabulary.types
        named = {name for name, kind in kinds.items() if kind.kind in _NAMED_BY_PEOPLE}
        lists = {name for name, kind in kinds.items() if not named.isdisjoint(kind.items.values())}
        guessed = {each.place for each in artefacts if each.origins.get("type") == "name"}
        return [
            replace(each, reading=None) if each.place in guessed and each.type in lists else each
            for each in artefacts
            if not (each.register in guessed and each.type in named)
        ]

    def _inventory(self, read: Sequence[FileRead]) -> Inventory:
        paths = [path for path in self._all if not self._scope.excludes(path)]
        named = {path for path in paths if self._scope.names(path)}
        known = {path for path in paths if self._cars.of(path) or self._scope.given(path).type or self._notes.of(path)}
        understood = {each.path for each in read if each.is_artefact}
        partly = {each.path: each.left_out for each in read if each.left_out}
        noted = {path: note.aside for path in paths if (note := self._notes.of(path)) and note.aside}
        return inventory_of(self._source, paths, understood, known, named, partly, noted)

    def files(self, paths: Iterable[str]) -> Iterator[FileRead]:
        reader = FileReader(self._source, self._scope, self._drafts)
        return (reader.read(self._wanted(path)) for path in paths)

    def alone(self, path: str) -> FileRead | None:
        """What a file holds that only its own bytes decide on; None for others."""
        wanted = self._wanted(path)
        is_other = self._is_asked_elsewhere(path) or self._scope.excludes(path) or is_lock(path)
        if is_other or path not in self._paths or not (wanted.depends_on_bytes_alone and wanted.is_opened):
            return None
        return FileReader(self._source, self._scope, self._drafts).read(wanted)

    def _is_asked_elsewhere(self, path: str) -> bool:
        """Whether a file is the manifest or the answers next to it, or only speaks for another."""
        if path in (MANIFEST, self._settings.place.path, self._source.file) or self._cars.is_side_car(path):
            return True
        beside = posixpath.join(posixpath.dirname(self._settings.place.path), ANSWERS)
        return path == beside and is_of_answers(_bytes_or_none(self._source, path) or b"")

    def _wanted(self, path: str) -> Wanted:
        if note := self._notes.of(path):
            return self._noted_file(path, note)
        given, cars = self._scope.given(path), self._cars.of(path)
        is_named = bool(cars or given.type) or self._scope.names(path)
        of_blocks = blocks_format_of(path) if is_named and not cars else ""
        file_format = format_of(path) or (of_blocks if can_read(of_blocks) else "")
        return Wanted(path, file_format, given, cars, is_named)

    def _noted_file(self, path: str, note: Note) -> Wanted:
        """A document that an overlay file or a guess speaks of: it is read, and what is confirmed counts more."""
        if note.aside:
            return Wanted(path, "", Given(), has_note=True)
        given, cars = self._scope.given(path), self._cars.of(path)
        stated = note.stated.get("type")
        if note.guessed_type and not given.counts_more:
            given = replace(given, type=note.guessed_type, is_guess=True)
        elif isinstance(stated, str) and (named := self._drafts.keys.type_named(stated)):
            given = replace(given, type=named, counts_more=True)
        own: SideCar | None = note.car(self._source.file)
        file_format = format_of(path) or blocks_format_of(path)
        can_be_read = (can_read(file_format) or file_format == format_of(path)) and not cars
        return Wanted(path, file_format if can_be_read else "", given, (*cars, *((own,) if own else ())), True, True)


def _refuse_too_many_bytes(sizes: Iterable[int]) -> None:
    """Raise where files together are more than a run can read, whatever each of them is."""
    if (whole := sum(sizes)) > MOST_BYTES:
        raise UsageError(
            f"The files that are read have {whole // 1024**2} MiB together, more than {MOST_BYTES // 1024**2}", _FEWER
        )


def _bounded(found: Iterable[FileRead]) -> Iterator[FileRead]:
    """The files, as long as they hold no more artefacts than a run can evaluate.

    Raises:
        UsageError: where they hold more; half of a QMS is not evaluated.
    """
    count = 0
    for each in found:
        count += len(each.artefacts)
        if count > MOST_ARTEFACTS:
            raise UsageError(f"The files hold more than {MOST_ARTEFACTS} artefacts together", _FEWER, Place(each.path))
        yield each


_FEWER = "exclude what is no part of the QMS, or check a part of the folder by itself"
MOST_ARTEFACTS = 400_000
"""So many artefacts, rows included, all files may hold together."""


def _read_or_known(wanted: Sequence[Wanted], reader: FileReader, recall: Recall) -> Iterator[FileRead]:
    """What each file holds, in any order: from recall where it knows these bytes."""
    unknown: dict[str, Wanted] = {}
    for each in wanted:
        data = _bytes_or_none(reader.source, each.path) if each.depends_on_bytes_alone and each.is_opened else None
        known = recall.get(each, digest_of_bytes(data)) if data is not None else None
        if known:
            yield known
        else:
            unknown[each.path] = each
    for read, record in files_read(tuple(unknown.values()), reader):
        recall.put(unknown[read.path], read, record)
        yield read
    recall.save()


def _with_unique_names(artefacts: list[Artefact]) -> Iterator[Artefact]:
    """Artefacts without an id are named by their file; where that name is taken, by their path."""
    taken: dict[str, int] = {}
    for artefact in artefacts:
        if artefact.register is None:
            taken[artefact.id] = taken.get(artefact.id, 0) + 1
    for artefact in artefacts:
        has_own = artefact.register is not None or artefact.fields.get("id") is not None
        if has_own or taken[artefact.id] == 1:
            yield artefact
        else:
            yield replace(artefact, id=artefact.path)


def with_clashes(artefacts: Iterable[Artefact]) -> Iterator[Artefact]:
    """A path that differs from another by case or Unicode form alone is one file on some machines."""
    first: dict[str, str] = {}
    for artefact in artefacts:
        path = artefact.path
        folded = path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()
        other = first.setdefault(folded, path)
        if other == path:
            yield artefact
            continue
        message = f"The name differs from that of {other} by case or Unicode form alone"
        clash = Defect("clashing-path", artefact.place, path, message, "rename one of them")
        yield replace(artefact, defects=(*artefact.defects, clash))


def _bytes_or_none(source: Source | None, path: str) -> bytes | None:
    try:
        return source.read(path) if source else None
    except UnreadableError:
        return None
