"""Packages of Office Open XML (ISO/IEC 29500-2): a zip of XML parts, opened so that no file can do harm.

The only importer of zipfile, pyexpat and ElementTree.  Bounded in size, depth and number; a DTD,
which the standard forbids, is refused before anything in it is looked at; nothing is fetched, run
or written.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Protocol
from xml.etree import ElementTree as ET
from xml.parsers import expat

from art17.reading.io.unreadable import TooLargeError, UnreadableError

Element = ET.Element

_MIB = 1024 * 1024
MOST_OF_A_PART = 24 * _MIB
"""How much of a part is read as a tree: as text it may take four times that, twice."""

MOST_OF_A_FILE = 128 * _MIB
MOST_PARTS = 10_000
MOST_TAGS = 1_000_000
DEEPEST = 200
_HEAD = 64 * 1024
_MOST_OTHERS = 200_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_STRICT_NAMES = tuple(
    (_STRICT + family + b"/" + name, _TRANSITIONAL + family + b"/2006/" + name)
    for family, names in (
        (b"wordprocessingml", (b"main",)),
        (b"spreadsheetml", (b"main",)),
        (b"drawingml", (b"main", b"chart", b"wordprocessingDrawing")),
        (b"officeDocument", (b"relationships", b"custom-properties", b"extended-properties", b"docPropsVTypes")),
    )
    for name in names
)
"""What the strict form of the standard calls the names that all else has from the first edition."""

_APP_PROPERTIES = frozenset({"Company", "Manager", "Template"})


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of its kind, the path of the target, whether it is outside."""

    kind: str
    target: str
    is_external: bool


class _FoundRootError(Exception):
    """The first element came, so there is no DTD before it."""


class Package:
    """The parts of a package, by their names.

    Raises:
        UnreadableError: where the bytes are no such package, are encrypted, or of an older format.
        TooLargeError: where it holds more parts than are read.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise UnreadableError(
                "The file is encrypted, or of an Office format before 2007", "save it as .docx or .xlsx"
            )
        if not data.startswith(b"PK"):
            raise UnreadableError("This is not an Office file, whatever its name says", "save it again, or rename it")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise UnreadableError(f"The Office file is damaged: {error}", "save it again") from None
        if len(entries) > MOST_PARTS:
            raise TooLargeError(f"The Office file has more than {MOST_PARTS} parts", "save it again, or exclude it")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableError("The Office file is encrypted", "save it without a password")
        self._entries = {_part_name(entry.filename): entry for entry in entries}
        self._left = MOST_OF_A_FILE

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case, with `/`."""
        return frozenset(self._entries)

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of a part, unpacked; None where there is none of that name.

        Raises:
            UnreadableError: where it is damaged.
            TooLargeError: where it, or all so far, unpack to more than is read.
        """
        entry = self._entries.get(_part_name(name))
        if entry is None:
            return None
        most = min(MOST_OF_A_PART, self._left)
        try:
            with self._zip.open(entry) as part:
                data = part.read(most + 1)
        except Exception as error:  # zlib, lzma and zipfile have exceptions of many families
            raise UnreadableError(f"The part {name} is damaged: {error}", "save the file again") from None
        if len(data) > most:
            raise _too_large(name, most)
        self._left -= len(data)
        return data

    def xml_of(self, name: str) -> Element | None:
        """The tree of a part; None where there is none of that name.

        Raises:
            UnreadableError: where it is no XML, has a DTD, or is damaged.
            TooLargeError: where it has more tags than are read.
        """
        data = self.bytes_of(name)
        return None if data is None else _tree_of(data, name)

    def stream(self, name: str, tag: str, take: Callable[[Element], bool]) -> Element | None:
        """The tree of a part without the elements of a tag, which `take` is given one by one; it says whether to go on.

        Nothing but what is left is held, so that such a part may be as large as a file.

        Raises:
            UnreadableError: where it is no XML, has a DTD, or is damaged.
            TooLargeError: where what is left has more elements than are read.
        """
        entry = self._entries.get(_part_name(name))
        if entry is None:
            return None
        try:
            return self._streamed(entry, name, tag, take)
        except UnreadableError:
            raise
        except Exception as error:  # as above
            raise UnreadableError(f"The part {name} is damaged: {error}", "save the file again") from None

    def _streamed(self, entry: zipfile.ZipInfo, name: str, tag: str, take: Callable[[Element], bool]) -> Element:
        with self._zip.open(entry) as part:
            head = part.read(_HEAD)
            if _STRICT in head:  # names are rewritten in the whole of it
                data = head + part.read(min(MOST_OF_A_PART, self._left) + 1 - len(head))
                if len(data) > min(MOST_OF_A_PART, self._left):
                    raise _too_large(name, min(MOST_OF_A_PART, self._left))
                self._left -= len(data)
                data = _usual_names(data)
                _refuse_types(data, name, is_whole=True)
                return _without(io.BytesIO(data), name, tag, take)
            _refuse_types(head, name, is_whole=len(head) < _HEAD)
            bounded = _Bounded(head, part, self._left)
            root = _without(bounded, name, tag, take)
        if bounded.is_over:
            raise _too_large(name, self._left)
        self._left -= bounded.count
        return root

    def relations_of(self, name: str) -> Mapping[str, Relation]:
        """What a part ("" for the package) leads to, by the ids that it uses for that."""
        folder, _, own = name.rpartition("/")
        root = self.xml_of(f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels")
        found: dict[str, Relation] = {}
        for each in root if root is not None else ():
            is_external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            path = target if is_external else _path_from(name, target)
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], path, is_external)
        return found

    def main_part(self, usual: str) -> str:
        """The name of the part that is the document itself."""
        relations = self.relations_of("").values()
        return next((each.target for each in relations if each.kind == "officeDocument"), usual)

    def properties(self) -> dict[str, str]:
        """Core, extended (`app:`) and custom (`custom:`) properties that say something."""
        found: dict[str, str] = {}
        for name, prefix in (
            ("docProps/core.xml", ""),
            ("docProps/app.xml", "app:"),
            ("docProps/custom.xml", "custom:"),
        ):
            root = self.xml_of(name)
            for each in root if root is not None else ():
                key = each.get("name") or each.tag.rpartition("}")[2]
                text = "".join(each.itertext()).strip()
                if text and (prefix != "app:" or key in _APP_PROPERTIES):
                    found[prefix + key] = text
        return found


def _part_name(name: str) -> str:
    """Some programs write backslashes, a slash in front, or letters of another case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _path_from(base: str, target: str) -> str:
    """The path of a target that a part names relative to itself."""
    if target.startswith(("/", "\\")):
        return target[1:]
    parts = base.split("/")[:-1]
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Bounded:
    """A part as it is unpacked, to a number of bytes."""

    def __init__(self, head: bytes, rest: IO[bytes], most: int) -> None:
        self._head = head
        self._rest = rest
        self._most = most
        self.count = 0

    @property
    def is_over(self) -> bool:
        return self.count > self._most

    def read(self, size: int = -1, /) -> bytes:
        data, self._head = self._head, b""
        data = data or (b"" if self.is_over else self._rest.read(size))
        self.count += len(data)
        return data


def _too_large(name: str, most: int) -> TooLargeError:
    return TooLargeError(f"The part {name} unpacks to more than {most // _MIB} MiB", "split or exclude the file")


def _usual_names(data: bytes) -> bytes:
    """XML with the names of the first edition of the standard, where it has those of the strict form."""
    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    return data


def _refuse_types(data: bytes, name: str, *, is_whole: bool) -> None:
    """Refuse a document type definition before anything in it is looked at."""

    def refuse(*_: object) -> None:
        raise UnreadableError(
            f"The part {name} has a document type definition, which Office files never have", "exclude it"
        )

    def stop(*_: object) -> None:
        raise _FoundRootError

    first = expat.ParserCreate()
    first.StartDoctypeDeclHandler, first.StartElementHandler = refuse, stop
    try:
        first.Parse(data, is_whole)
    except _FoundRootError:
        return
    except expat.ExpatError as error:
        raise UnreadableError(f"The part {name} is not XML: {error}", "save the file again") from None
    raise UnreadableError(f"The part {name} is not XML: it has no element", "save the file again")


def _tree_of(data: bytes, name: str) -> Element:
    if data.count(b"<") > MOST_TAGS:
        raise TooLargeError(f"The part {name} has more than {MOST_TAGS} tags", "split or exclude the file")
    data = _usual_names(data)
    _refuse_types(data, name, is_whole=True)
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError) as error:
        raise UnreadableError(f"The part {name} is not XML: {error}", "save the file again") from None


def _without(data: _Readable, name: str, tag: str, take: Callable[[Element], bool]) -> Element:
    """The tree without the elements of a tag; a document type definition later than at the head is no XML."""
    root: Element | None = None
    above: list[Element] = []
    others = 0
    inside = 0
    for event, element in ET.iterparse(data, events=("start", "end")):
        root = element if root is None else root
        if event == "start":
            inside += element.tag == tag
            if not inside:
                above.append(element)
            continue
        if element.tag == tag:
            inside -= 1
            if not inside:
                goes_on = take(element)
                above[-1].clear()
                if not goes_on:
                    break
        elif not inside:
            above.pop()
            others += 1
            if others > _MOST_OTHERS:
                raise TooLargeError(
                    f"The part {name} has more than {_MOST_OTHERS} elements", "split or exclude the file"
                )
    if root is None:
        raise UnreadableError(f"The part {name} is not XML: it has no element", "save the file again")
    return root
