"""Owners by CODEOWNERS, where the manifest says so: for documents that name none, and to compare with those that do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from art17.conditions.matching import Pattern, PatternError, pattern_of
from art17.model.artefact import Artefact, Reference
from art17.model.value import leaves
from art17.model.vocabulary import Vocabulary
from art17.reading.code_owners import CodeOwnersFile, code_owners_file_of
from art17.reading.io.globs import last_match
from art17.reading.qms import Reading

LINK = "code_owned_by"
_SECTION = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?\s*(?P<owners>.*)")
_WORD = re.compile(r"(?:\\.|[^\s\\])+")
Line = tuple[str, tuple[str, ...]]


def with_code_owners(reading: Reading, vocabulary: Vocabulary, root: Path) -> Reading:
    """What was read, with the owners that CODEOWNERS names, as far as the directory knows them."""
    file = code_owners_file_of(root)
    if file is None:
        return reading
    owners = owners_in(file)
    known = _people(reading.artefacts, vocabulary)

    def owned(artefact: Artefact) -> Artefact:
        if artefact.register or artefact.is_part or "owned" not in vocabulary.traits_of(artefact.type):
            return artefact
        named = (known.get(_plain(name), "") for name in owners(artefact.path))
        return _with_owners(artefact, list(dict.fromkeys(target for target in named if target)))

    return replace(reading, artefacts=tuple(owned(artefact) for artefact in reading.artefacts))


def _with_owners(artefact: Artefact, targets: Sequence[str]) -> Artefact:
    if not targets:
        return artefact
    references = [*artefact.references, *(Reference(LINK, target, artefact.place) for target in targets)]
    if artefact.fields.get("owner") is not None:
        return replace(artefact, references=references)
    references.append(Reference("owner", targets[0], artefact.place))
    return replace(artefact, references=references, fields={**artefact.fields, "owner": targets[0]})


def _people(artefacts: Iterable[Artefact], vocabulary: Vocabulary) -> dict[str, str]:
    """How links name the people and roles of the directory, by address and handle."""
    known: dict[str, str] = {}
    for artefact in artefacts:
        if artefact.type in ("person", "role") and artefact.type in vocabulary.types:
            for name in vocabulary.types[artefact.type].known_by:
                for word in leaves(artefact.fields.get(name)):
                    known.setdefault(_plain(word), f"{artefact.type}:{artefact.id}")
    return known


def _plain(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


def owners_in(file: CodeOwnersFile) -> Callable[[str], tuple[str, ...]]:
    """Whom a file names for a path of the checked folder, as a function.

    The last line that fits decides, in GitLab's form that of each section; in Gitea's form every line that fits counts.

    >>> lines = ("* @all", "docs/ @writers", "[Law] @lawyers", "docs/acts/", "*.md @editors")
    >>> owners_in(CodeOwnersFile("CODEOWNERS", "docs/", lines))("acts/one.txt")
    ('@writers', '@lawyers')
    """
    if file.path.startswith(".gitea/"):
        return _by_expressions(file)
    sections = [_by_globs(lines) for lines in _sections(file.lines)]
    return lambda path: tuple(dict.fromkeys(name for section in sections for name in section(f"{file.folder}{path}")))


def _sections(lines: Iterable[str]) -> Iterator[list[Line]]:
    """The lines by section; one that names nobody has the owners of its section."""
    found: list[Line] = []
    usual: tuple[str, ...] = ()
    for line in lines:
        text = line.strip()
        if section := _SECTION.fullmatch(text):
            yield found
            found, usual = [], tuple(section["owners"].split())
        elif text and not text.startswith("#"):
            glob, *names = _words(text)
            found.append((glob, tuple(names) or usual))
    yield found


def _words(text: str) -> list[str]:
    """The words of a line up to a comment; a blank within a path is written with a stroke before it."""
    words = [re.sub(r"\\(.)", r"\1", word) for word in _WORD.findall(text)]
    return words[: next((at for at, word in enumerate(words) if at and word.startswith("#")), len(words))]


def _by_globs(lines: Sequence[Line]) -> Callable[[str], tuple[str, ...]]:
    pairs: list[tuple[str, str]] = []
    for at, (glob, _) in enumerate(lines):
        pairs.append((glob, str(at)))
        if not glob.endswith(("/", "*")):
            pairs.append((f"{glob}/", str(at)))  # the name of a folder is everything in it
    last = last_match(pairs)

    def owners(path: str) -> tuple[str, ...]:
        found = last(path)
        return lines[int(found)][1] if found else ()

    return owners


def _by_expressions(file: CodeOwnersFile) -> Callable[[str], tuple[str, ...]]:
    """Expressions that fit a whole path; one after `!` is for all other paths."""
    rules: list[tuple[bool, Pattern, tuple[str, ...]]] = []
    for line in file.lines:
        text = line.strip()
        if text and not text.startswith("#"):
            expression, *names = _words(text.replace("\\", "\\\\"))
            with suppress(PatternError):
                compiled = pattern_of(f"^(?:{expression.removeprefix('!')})$")
                rules.append((not expression.startswith("!"), compiled, tuple(names)))

    def owners(path: str) -> tuple[str, ...]:
        whole = f"{file.folder}{path}"
        fitting = (names for is_meant, fits, names in rules if bool(fits.search(whole)) == is_meant)
        return tuple(dict.fromkeys(name for names in fitting for name in names))

    return owners
