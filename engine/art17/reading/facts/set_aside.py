"""Which documents of a folder are no part of its QMS, and which are the same one twice: guesses, with the reason."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from art17.model.guessed import Guessed
from art17.reading.facts.scope import is_auxiliary
from art17.reading.facts.stock import DocumentFacts
from art17.reading.io.endings import BLOCKS

_OF_SOFTWARE = re.compile(
    r"(?:^|/)(?:\.[^/]+|node_modules|dist|build|_site|_build|vendor/[^/]+|coverage|target)/"
    r"|(?:^|/)requirements(?:-\w{1,20})?\.txt$"
    r"|(?:^|/)(?:licen[cs]e|notice|copying|authors|changelog|changes|robots|humans|llms|source|cmakelists|manifest|"
    r"pull_request_template|code_of_conduct|contributing|security|claude|agents)"
    r"(?:[-_.](?:[a-z]{2}|mit|apache|bsd|gpl|docs|code))?\.(?:txt|md|mdx|rst|markdown)$",
    re.IGNORECASE,
)
"""Folders that tools write, and files about a repository or a program."""

_CLIPPED = re.compile(r"(?:^|/)(?:clippings?|web[ _-]?clips?|readwise|bookmarks)/", re.IGNORECASE)
"""Folders in which programs keep what somebody saved from the web."""

_THE_LAW = re.compile(
    r"\W{0,4}(?:regulation|directive|verordnung|richtlinie|règlement)s? (?:\((?:eu|ue)\) )?\d{4}/\d{1,4}\b.{0,60}"
    r"(?:of the european parliament|des europäischen parlaments|du parlement européen)",
    re.IGNORECASE,
)
"""How the title of an act of the Union begins."""
_FRONT_PAGE = re.compile(r"(?:^|/)(?:_?index|home|start|summary|_sidebar|toc)\.\w+$", re.IGNORECASE)

_VERSION = re.compile(
    r"(?:^|[\s_.(-])(?:(?:v|ver|version|rev|revision|r|stand|issue|ausgabe)[\s_.-]{0,2}\d{1,4}(?:[._-]\d{1,3}){0,3}[a-z]?"
    r"|(?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d|(?:final|draft|entwurf|old|alt|archiv|archive|kopie|copy|obsolete|superseded)"
    r"|\(\d{1,2}\)|[0-9a-f]{32})(?=$|[\s_.)-])",
    re.IGNORECASE,
)
_LANGUAGES = frozenset(["en", "de", "fr", "nl", "it", "es", "pl", "pt", "da", "sv", "cs", "ro", "hu", "fi"])
_LANGUAGE = re.compile(rf"(?:^|[\s_.(-])({'|'.join(sorted(_LANGUAGES))})(?=$|[\s_.)-])", re.IGNORECASE)
_OLD = re.compile(
    r"(?:^|[\s_./(-])(?:old|alt|archiv|archive|archived|obsolete|superseded|veraltet|ungültig)(?=$|[\s_./)-])", re.I
)
_EXAMPLE = re.compile(
    r"(?:sample|example|beispiel|exemple)(?:s|e)?(?:[-_. ]+(?:of|for|d'une?|de|für|fuer))?[-_. ]", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_ORDER = (
    ".docx",
    ".docm",
    ".xlsx",
    ".xlsm",
    ".md",
    ".markdown",
    ".mdx",
    ".rst",
    ".html",
    ".htm",
    ".csv",
    ".txt",
    ".pdf",
)
"""Of one document in two formats the one that is kept is read: the first of these."""
_PACKS_OF_ONE = 4
"""Of so many files under one name nobody says that they are versions of each other."""


def guessed_of(stock: Sequence[DocumentFacts]) -> tuple[Guessed, ...]:
    """What each document of a folder seems to be, in their order; earlier versions and translations are set aside."""
    first = {each.path: _guessed(each) for each in stock}
    main = Counter(each.language for each in stock if each.language and not first[each.path].aside)
    language = main.most_common(1)[0][0] if main else ""
    kept = [each for each in stock if not first[each.path].aside]
    for path, reason in _doubles(kept, language):
        guess = first[path]
        first[path] = Guessed(path, guess.kind, guess.type, guess.is_sure, guess.why, reason, guess.points)
    return tuple(first[each.path] for each in stock)


def _guessed(found: DocumentFacts) -> Guessed:
    if found.problem:
        return Guessed(found.path, why=found.problem, aside=f"it could not be read: {found.problem}")
    guess = found.guess
    if guess is None:
        return Guessed(found.path, aside="nothing reads it")
    why = guess.why or {}
    kind, name = guess.kind, "" if guess.type == "none" else guess.type
    reason = why.get("type", "") or why.get("kind", "") or "neither title, name nor headings show a type"
    aside = _aside(found, kind, why.get("kind", ""))
    if _CLIPPED.search(found.path):
        return Guessed(found.path, kind, why=reason, aside=aside)
    return Guessed(found.path, kind, name, guess.is_sure and bool(name), reason, aside, guess.points)


def _aside(found: DocumentFacts, kind: str, why: str) -> str:
    """Why a document is no part of the QMS, or ""."""
    if _OF_SOFTWARE.search(found.path):
        return "it is about the folder or a program"
    if _CLIPPED.search(found.path):
        return "it was saved from elsewhere"
    if _THE_LAW.match(found.value("title")):
        return "it is the law itself"
    if kind == "other":
        return "it is about the folder itself"
    if kind == "index" and _FRONT_PAGE.search(found.path):
        return "the front page of the folder, which tools write"
    if kind == "form":
        return f"a form or template: {why}" if why else "a form or template"
    if _is_example(found):
        return "an example by its name"
    if is_auxiliary(found.path) and kind != "register":
        return "a form, quiz or template by its name"
    return ""


def _is_example(found: DocumentFacts) -> bool:
    """Whether a name or title says that it only shows what such a document looks like: `Sample risk register`."""
    guess, name = found.guess, posixpath.splitext(posixpath.basename(found.path))[0]
    is_named = bool(guess and guess.is_sure and guess.type and not guess.is_by_topic)
    return is_named and any(_EXAMPLE.match(text) for text in (name, found.value("title")))


def _doubles(stock: Sequence[DocumentFacts], language: str) -> Iterator[tuple[str, str]]:
    """Documents that are another one again: in another format, an earlier version, or a translation."""
    gone: set[str] = set()
    for group in _named_alike(stock):
        by_language: defaultdict[str, list[DocumentFacts]] = defaultdict(list)
        for each in group:
            by_language[_language_of(each) or language].append(each)
        newest = {code: _newest(found) for code, found in by_language.items()}
        for code, found in by_language.items():
            for each in found:
                if each is not newest[code]:
                    gone.add(each.path)
                    yield each.path, _why_double(each, newest[code])
        chosen = newest.get(language) or newest[min(newest)]
        for each in newest.values():
            if each is not chosen and each.path not in gone:
                yield each.path, f"the same in another language as {chosen.path}"


def _named_alike(stock: Sequence[DocumentFacts]) -> Iterator[list[DocumentFacts]]:
    """Documents of one name but for version, language and format, in one folder or an archive of it."""
    found: defaultdict[tuple[str, str], list[DocumentFacts]] = defaultdict(list)
    for each in stock:
        folder, name = posixpath.split(each.path)
        stem = posixpath.splitext(name)[0]
        bare = _bare(stem)
        if bare and _is_distinct(stem, bare):
            found[_folder(folder), bare].append(each)
    yield from (group for group in found.values() if 1 < len(group) <= _PACKS_OF_ONE and _are_one(group))


def _folder(folder: str) -> str:
    """A folder without what only says that its files are old or in a language."""
    names = (name for name in folder.split("/") if name.lower() not in _LANGUAGES and not _OLD.fullmatch(name))
    return "/".join(names)


def _bare(stem: str) -> str:
    """A name without version, day and language."""
    return " ".join(re.findall(r"\w+", _LANGUAGE.sub(" ", _VERSION.sub(" ", stem)).replace("_", " ").casefold()))


def _is_distinct(stem: str, bare: str) -> bool:
    return sum(sign.isalpha() for sign in bare) >= 4 or bare == stem.casefold()


def _are_one(group: Iterable[DocumentFacts]) -> bool:
    """Whether nothing that they say of themselves tells them apart: their numbers are the same, where they have one."""
    numbers = {_numbers(each.value("id")) for each in group if each.value("id")}
    types = {each.guess.type for each in group if each.guess and each.guess.type}
    return len(numbers) <= 1 and len(types) <= 1


def _numbers(text: str) -> str:
    return re.sub(r"[\W_]+", "", _LANGUAGE.sub("", text)).casefold()


def _language_of(found: DocumentFacts) -> str:
    """The language of a document: of its text, else of its name or folder."""
    if found.language:
        return found.language
    named = _LANGUAGE.search(posixpath.splitext(posixpath.basename(found.path))[0])
    return named[1].lower() if named else ""


def _newest(group: Sequence[DocumentFacts]) -> DocumentFacts:
    """The latest of several: by version, day and name; of one version the format that people edit."""

    def order(each: DocumentFacts) -> tuple[object, ...]:
        version = tuple(int(part) for part in _DIGITS.findall(each.value("version"))[:4])
        day = max(
            (each.value(name) for name in ("effective_on", "approved_on", "dated") if each.value(name)), default=""
        )
        named = tuple(int(part) for part in _DIGITS.findall(posixpath.basename(each.path))[-4:])
        ending = posixpath.splitext(each.path)[1].lower()
        rank = -_ORDER.index(ending) if ending in _ORDER else -len(_ORDER)
        return (not _OLD.search(each.path), version, day, named, rank)

    return max(group, key=order)


def _why_double(each: DocumentFacts, newest: DocumentFacts) -> str:
    one, other = (posixpath.splitext(found.path) for found in (each, newest))
    if one[0] == other[0] and one[1].lower() != other[1].lower() and one[1].lower() in (*BLOCKS, ".md", ".csv"):
        return f"the same in another format as {newest.path}"
    return f"an earlier version of {newest.path}"
