"""Which files are read: those that the manifest names, and those that say what they are."""

from __future__ import annotations

import os
import posixpath

from art17.model.settings import Settings
from art17.reading.facts.drafts import Given
from art17.reading.facts.first_look import FirstLook
from art17.reading.facts.keys import Keys, plain
from art17.reading.facts.parts import stated_parts
from art17.reading.io.endings import format_of
from art17.reading.io.globs import last_match, matches_any


class Scope:
    """Decides by path, then by a first look at the text."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._excluded = matches_any(settings.exclude)
        self.names = matches_any(settings.read)
        self._type_of = last_match(settings.types)
        self._exact = frozenset(path for path, _ in settings.types)
        self._sections = tuple((matches_any((glob,)), stated_parts(stated)) for glob, stated in settings.sections)
        self._keys = keys
        self._reads_some = bool(settings.read)
        self._look = FirstLook(keys)

    def excludes(self, path: str) -> bool:
        """Whether the manifest leaves a file out, or whatever a folder may hold."""
        return self._excluded(f"{path}*" if path.endswith("/") else path)

    def given(self, path: str) -> Given:
        """The type that the manifest gives a file; it counts more where it names the very file.

        A glob gives no type to what `read:` leaves out, nor to the quiz, form or checklist that
        belongs to a procedure and carries its number.
        """
        is_exact = path in self._exact
        if not is_exact and (is_auxiliary(path) or (self._reads_some and format_of(path) and not self.names(path))):
            return Given()
        first, *more = (self._keys.type_named(name) for name in self._type_of(path).split(", "))
        sections = tuple(part for fits, parts in self._sections if fits(path) for part in parts)
        return Given(first, counts_more=is_exact, more=tuple(more), sections=sections)

    def is_artefact(self, file_format: str, text: str) -> bool:
        """Whether a text says of itself that it is an artefact."""
        return self._look.is_artefact(file_format, text)


_AUXILIARY = frozenset(
    {
        "quiz", "checklist", "form", "template", "questionnaire", "worksheet", "exam", "test_questions",
        "formular", "checkliste", "vorlage", "fragebogen", "muster", "formulaire", "modele", "modèle", "gabarit",
    }
)  # fmt: skip
"""Words in a file's name that make it something to be filled in."""


def is_auxiliary(path: str) -> bool:
    """Whether a file is by its name something to be filled in, not what it belongs to.

    >>> [is_auxiliary(path) for path in ("SOP-3-quiz.json", "forms/Recall form.docx", "performance.md")]
    [True, True, False]
    """
    words = plain(stem(path)).replace(".", "_").split("_")
    return not _AUXILIARY.isdisjoint(words)


def shown_path(path: str) -> str:
    """A path as it can be written down: bytes that are no UTF-8 are written out.

    >>> shown_path("a\\udcff.md")
    'a\\\\xff.md'
    """
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def stem(path: str) -> str:
    """The name of a file without folder and ending."""
    return posixpath.splitext(posixpath.basename(path))[0]
