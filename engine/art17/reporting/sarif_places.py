"""Places, files and messages as SARIF writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from art17.model.place import Place
from art17.reporting.safe import safe

ROOT = "%SRCROOT%"
LONGEST = 4_000


class Files:
    """The files that a run names, each with its number in `artifacts`."""

    def __init__(self, digests: Iterable[tuple[str, str]]) -> None:
        self._digests = dict(digests)
        self._numbers: dict[str, int] = {}

    def number(self, path: str) -> int:
        """The number of a file; the next one where it is new."""
        return self._numbers.setdefault(path, len(self._numbers))

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Path and SHA-256 of every file that got a number; "" where it was read as no artefact."""
        return tuple((path, self._digests.get(path, "")) for path in self._numbers)


def artifact(path: str, digest: str) -> dict[str, Any]:
    """A file that results point to."""
    hashes = {"hashes": {"sha-256": digest}} if digest else {}
    return {"location": {"uri": uri_of(path), "uriBaseId": ROOT}, "roles": ["analysisTarget"], **hashes}


def location(place: Place, files: Files, *, name: str = "", said: str = "", number: int = -1) -> dict[str, Any]:
    """A place, with the name of what stands there or why a reader should look."""
    found: dict[str, Any] = {"id": number} if number >= 0 else {}
    found["physicalLocation"] = {
        "artifactLocation": {"uri": uri_of(place.path), "uriBaseId": ROOT, "index": files.number(place.path)},
        "region": {"startLine": place.line or 1, "startColumn": place.column or 1},
    }
    names = [each for each in (name, place.in_words) if each]
    if names:
        found["logicalLocations"] = [{"fullyQualifiedName": safe(each)} for each in names]
    if said:
        found["message"] = message(said)
    return found


def uri_of(path: str) -> str:
    """A relative path as a reference.

    >>> uri_of("qms/risk register #2.md"), uri_of("a:b.md")
    ('qms/risk%20register%20%232.md', 'a%3Ab.md')
    """
    return quote(path.encode("utf-8", "backslashreplace"), safe="/-_.~")


def message(text: str) -> dict[str, str]:
    r"""A message in plain text, in which nothing can be taken for a link or a placeholder of SARIF.

    >>> message("[look](https://example.org) at {0}")["text"]
    '[look] (https://example.org) at {{0}}'
    """
    clean = "\n".join(safe(line) for line in text.split("\n"))
    shown = clean if len(clean) <= LONGEST else f"{clean[:LONGEST]} ..."
    return {"text": shown.replace("](", "] (").replace("{", "{{").replace("}", "}}")}
