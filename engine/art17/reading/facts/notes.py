"""What whoever assesses says of the documents of a folder, in one file: the overlay that `art17 adopt` writes.

An entry under `guessed:` is a guess, and only its type counts; what is under `confirmed:`, or in the entry
itself, is the word of the assessor, as in a side-car.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from art17.errors import SettingsError
from art17.model.guessed import UNSURE, Guessed
from art17.model.nearest import did_you_mean
from art17.model.place import Place, Route
from art17.model.problem import Problem
from art17.model.value import Value
from art17.reading.facts.drafts import SideCar
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError

GUESSED, CONFIRMED = "guessed", "confirmed"
NONE = "none"
ABOUT = ("why", "points", "aside", "perhaps", "kind", "language")
"""Keys that are about the guess, and no fields of the document."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one document: `stated` as the assessor's word, `guessed` until somebody has confirmed it."""

    path: str
    stated: Mapping[str, Value] = field(default_factory=dict[str, Value])
    guessed: Mapping[str, Value] = field(default_factory=dict[str, Value])
    route: Route = ()

    @property
    def is_guess(self) -> bool:
        """Whether nobody has confirmed it."""
        return bool(self.guessed) and not self.stated

    @property
    def aside(self) -> str:
        """Why the document is set aside, or ""."""
        return _text((self.guessed if self.is_guess else self.stated).get("aside"))

    @property
    def guessed_type(self) -> str:
        """The type that is guessed, "" where it is unsure or somebody has said otherwise."""
        named = _text(self.guessed.get("type")) if self.is_guess else ""
        return "" if named in (UNSURE, NONE) else named

    def car(self, overlay: str) -> SideCar | None:
        """The side-car that the assessor's word is; None where nothing is confirmed."""
        said = {name: value for name, value in self.stated.items() if name not in ABOUT}
        if _text(said.get("type")) in (UNSURE, NONE):
            del said["type"]
        return SideCar(overlay, said, is_overlay=True, route=self.route, is_note=True) if said else None

    def as_guess(self) -> Guessed:
        """The guess, as a report shows it."""
        points = self.guessed.get("points")
        return Guessed(
            self.path,
            _text(self.guessed.get("kind")) or "document",
            self.guessed_type or _text(self.guessed.get("perhaps")),
            bool(self.guessed_type),
            _text(self.guessed.get("why")),
            self.aside,
            tuple(str(each) for each in points) if isinstance(points, list) else (),
        )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes on the documents of a folder, by path; `overlay` is the path of the file they are in, "" for none."""

    by_path: Mapping[str, Note] = field(default_factory=dict[str, Note])
    overlay: str = ""

    def __bool__(self) -> bool:
        return bool(self.by_path)

    def of(self, path: str) -> Note | None:
        """The note on a document."""
        return self.by_path.get(path)

    def guesses(self, paths: Iterable[str]) -> Iterator[Guessed]:
        """The guesses that nobody has confirmed, on documents that are there."""
        there = frozenset(paths)
        yield from (note.as_guess() for path, note in self.by_path.items() if note.is_guess and path in there)


def notes_of(guesses: Iterable[Guessed]) -> Notes:
    """Notes in memory, of guesses that are in no file."""
    return Notes({each.path: Note(each.path, guessed=_stated(each)) for each in guesses})


def _stated(guess: Guessed) -> Mapping[str, Value]:
    said: dict[str, Value] = {"type": guess.type if guess.counts else UNSURE, "kind": guess.kind, "why": guess.why}
    if guess.type and not guess.counts:
        said["perhaps"] = guess.type
    if guess.points:
        said["points"] = list(guess.points)
    return said | ({"aside": guess.aside} if guess.aside else {})


def notes_in(data: bytes, overlay: str, types: Collection[str] | None = None) -> Notes:
    """The notes that an overlay file holds; types are not looked at where none are given.

    Raises:
        SettingsError: with every entry that is not understood.
    """
    try:
        stated = only_document(text_of(data)) or {}
    except UnreadableError as error:
        raise SettingsError([error.problem(overlay)]) from None
    if not isinstance(stated, Mapping):
        fix = "write an entry for each document: its path, and below it `type: TYPE`"
        raise SettingsError([Problem(Place(overlay), "The overlay holds no mapping from documents to entries", fix)])
    found: dict[str, Note] = {}
    wrong: list[Problem] = []
    for path, entry in stated.items():
        if entry is None:
            continue
        if not isinstance(entry, Mapping):
            wrong.append(
                Problem(Place(overlay, (0, path)), f"The entry for {path!r} is not a mapping", "write `type: TYPE`")
            )
            continue
        note = _note(path, entry)
        found[path] = note
        if types is not None and note.guessed_type and note.guessed_type not in types:
            near = did_you_mean(note.guessed_type, types)
            place = Place(overlay, (0, path, GUESSED, "type"))
            wrong.append(
                Problem(
                    place, f"No pack declares a type {note.guessed_type!r}{near}", "`art17 schema --types` lists them"
                )
            )
    if wrong:
        raise SettingsError(wrong)
    return Notes(found, overlay)


def _note(path: str, entry: Mapping[str, Value]) -> Note:
    guessed, confirmed = entry.get(GUESSED), entry.get(CONFIRMED)
    own = {name: value for name, value in entry.items() if name not in (GUESSED, CONFIRMED)}
    inner: Mapping[str, Value] = confirmed if isinstance(confirmed, Mapping) else {}
    route: Route = (0, path, CONFIRMED) if inner and not own else (0, path)
    return Note(path, {**inner, **own}, guessed if isinstance(guessed, Mapping) else {}, route)
