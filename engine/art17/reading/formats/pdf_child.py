"""The process in which PDFs are parsed: it may be felled by a file, and the run goes on.

Started by `pdf_parser.py` as a script of its own, which imports nothing of art17.  It reads, from
stdin, a line with a length and that many bytes, again and again, and answers each on stdout with a
line with a length and that much JSON: the pages as lines of words with their positions.  Memory and
processor time are limited where the system can do that.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import islice
from typing import Any

MOST_PAGES = 1000
MOST_CHARACTERS = 2_000_000
MOST_OBJECTS = 5000
"""How many objects of a page are asked whether they are pictures."""

MOST_BOOKMARKS = 2000
SECONDS = 8
"""How much processor time one file may take; the largest of 70 real ones took a sixth of a second."""

_MEMORY = 192 * 1024 * 1024
"""How much memory of its own the process may have, what Python needs included."""

_GAP = 0.9
"""Words further apart than this, in heights of a letter, stand in different columns."""

_PICTURE = 0.05
"""Of which part of a page a picture is told; smaller ones are logos and lines."""

_FEW = 100
_COVERED = 0.5
"""With fewer signs than this, a page that a picture covers by half is a scan with a stamp on it."""

_LINE_ENDS = re.compile(r"\r\n|[\r\n]")
_WORD = re.compile(r"\S+")
_WEIGHT_OF_BOLD = 600
_MOST_OF_A_NAME = 256


def main() -> None:
    """Answer until nobody asks any more."""
    begin_file = _limited()
    pdfium: Any = import_module("pypdfium2")
    raw: Any = import_module("pypdfium2.raw")
    while head := sys.stdin.buffer.readline():
        data = sys.stdin.buffer.read(int(head))
        begin_file()
        reply = json.dumps(_answer(pdfium, raw, data), separators=(",", ":")).encode("ascii")
        sys.stdout.buffer.write(b"%d\n" % len(reply) + reply)
        sys.stdout.buffer.flush()


def _limited() -> Callable[[], None]:
    """Limit memory, and give what limits the time of the next file; where the system cannot, the parent waits."""
    try:
        resource: Any = import_module("resource")
    except ImportError:
        return lambda: None
    for name, most in (("RLIMIT_CORE", 0), ("RLIMIT_DATA", _MEMORY), ("RLIMIT_AS", 8 * _MEMORY)):
        with suppress(AttributeError, OSError, ValueError):  # a system may know no such limit, or have a lower one
            resource.setrlimit(getattr(resource, name), (most, most))

    def begin_file() -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))

    return begin_file


def _answer(pdfium: Any, raw: Any, data: bytes) -> dict[str, object]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": "password" if getattr(error, "err_code", 0) == raw.FPDF_ERR_PASSWORD else "damaged"}
    try:
        count = len(document)
        pages: list[dict[str, object]] = []
        left = MOST_CHARACTERS
        for number in range(min(count, MOST_PAGES)):
            page, signs = _page(document, number, raw, left)
            pages.append(page)
            left -= signs
            if left <= 0:
                break
        return {
            "pages": pages,
            "count": count,
            "properties": document.get_metadata_dict(skip_empty=True),
            "bookmarks": list(_bookmarks(pdfium, document)),
        }
    finally:
        document.close()


def _bookmarks(pdfium: Any, document: Any) -> Iterator[list[object]]:
    """Level (from 0), title and page (from 0) of the outline."""
    try:
        for each in islice(document.get_toc(max_depth=6), MOST_BOOKMARKS):
            target = each.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                yield [each.level, each.get_title(), page]
    except (pdfium.PdfiumError, ValueError, UnicodeError):
        return


def _page(document: Any, number: int, raw: Any, most: int) -> tuple[dict[str, object], int]:
    """A page as lines of words, and how many signs it has."""
    try:
        page = document[number]
        words = page.get_textpage()
        count = min(words.count_chars(), most)
        text = words.get_text_range(0, count, errors="replace") if count else ""
        width, height = page.get_size()
        pictures, covered, objects = _pictures(page, raw, width * height)
        is_scan = objects > 0 and (not text.strip() or (len(text.split()) < _FEW // 5 and covered > _COVERED))
        found: dict[str, object] = {
            "height": height,
            "pictures": pictures,
            "is_scan": is_scan,
            "forms": _forms(page, raw),
            "lines": list(_lines(words.raw, text, raw, is_even=len(text) == count)),
        }
        words.close()
        page.close()
    except (RuntimeError, ValueError, UnicodeError):  # PdfiumError is a RuntimeError: this page alone is damaged
        return {"error": "damaged"}, 1
    return found, max(1, len(text))


def _pictures(page: Any, raw: Any, area: float) -> tuple[int, float, int]:
    """How many pictures a page has, which part of it the largest covers, and how many objects there are."""
    objects = raw.FPDFPage_CountObjects(page.raw)
    count, largest = 0, 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for at in range(min(objects, MOST_OBJECTS)):
        each = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(each) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        if raw.FPDFPageObj_GetBounds(each, left, bottom, right, top) and area > 0:
            part = abs((right.value - left.value) * (top.value - bottom.value)) / area
            count += part > _PICTURE
            largest = max(largest, part)
    return count, largest, objects


def _forms(page: Any, raw: Any) -> int:
    """How many fields of a form stand on a page: what is filled in there is no text of it."""
    found = 0
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_OBJECTS)):
        note = raw.FPDFPage_GetAnnot(page.raw, at)
        found += raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET
        raw.FPDFPage_CloseAnnot(note)
    return found


def _lines(words: Any, text: str, raw: Any, *, is_even: bool) -> Iterator[list[object]]:
    """Each line: height of its baseline, size of its letters, whether they are bold, and its columns."""
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))

    def sign(at: int) -> int:
        return at if is_even else raw.FPDFText_GetCharIndexFromTextIndex(words, at)

    start = 0
    for end in (*(each.span() for each in _LINE_ENDS.finditer(text)), (len(text), len(text))):
        columns: list[list[object]] = []
        base, size, reached = 0.0, 0.0, 0.0
        first = last = 0
        for word in _WORD.finditer(text, start, end[0]):
            at, last = sign(word.start()), sign(word.end() - 1)
            raw.FPDFText_GetCharOrigin(words, at, x, y)
            raw.FPDFText_GetCharBox(words, last, left, right, bottom, top)
            if not columns:
                first, base, size = at, y.value, _size(words, at, raw)
            apart = x.value - reached
            if columns and -size < apart < _GAP * max(size, 1.0):
                columns[-1][1] = round(right.value, 1)
                columns[-1][2] = f"{columns[-1][2]} {word[0]}"
            else:
                columns.append([round(x.value, 1), round(right.value, 1), word[0]])
            reached = right.value
        if columns:
            is_bold = _is_bold(words, first, raw) and _is_bold(words, last, raw)
            yield [round(base, 1), round(size, 1), int(is_bold), columns]
        start = end[1]


def _is_bold(words: Any, at: int, raw: Any) -> bool:
    """Whether a sign is bold, by its weight or by the name of its font."""
    if raw.FPDFText_GetFontWeight(words, at) >= _WEIGHT_OF_BOLD:
        return True
    name = ctypes.create_string_buffer(_MOST_OF_A_NAME)
    length = raw.FPDFText_GetFontInfo(words, at, name, _MOST_OF_A_NAME, ctypes.c_int())
    font = name.raw[: max(0, min(length, _MOST_OF_A_NAME) - 1)].lower()
    return any(part in font for part in (b"bold", b"black", b"heavy"))


def _size(words: Any, at: int, raw: Any) -> float:
    """The height of a letter as it is shown: some programs write a size of 1 and scale the page."""
    stated = abs(float(raw.FPDFText_GetFontSize(words, at)))
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(words, at, matrix):
        return stated
    return stated * (math.hypot(matrix.b, matrix.d) or 1.0)


if __name__ == "__main__":
    main()
