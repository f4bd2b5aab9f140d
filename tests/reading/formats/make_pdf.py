"""PDFs for tests, written by hand, so that every letter of them has a known place, size and weight."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
)
PICTURE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"


@dataclass(frozen=True)
class Said:
    """Words at a place of a page; `x` and `y` in points from the left bottom corner."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 10
    is_bold: bool = False


def pdf(
    *pages: Sequence[Said], pictures: Iterable[int] = (), title: str = "", bookmarks: Sequence[tuple[str, int]] = ()
) -> bytes:
    """A PDF of pages; those whose number (from 0) is in `pictures` are covered by one."""
    covered = set(pictures)
    objects = [CATALOG, b""]
    numbers: list[int] = []
    first = 6  # 3 and 4 are the fonts, 5 the picture
    for at, said in enumerate(pages):
        words = b"".join(
            b"BT /F%d %g Tf %g %g Td (%s) Tj ET\n" % (each.is_bold, each.size, each.x, each.y, _escaped(each.text))
            for each in said
        )
        shown = (b"q 595 0 0 842 0 0 cm /X Do Q\n" if at in covered else b"") + words
        numbers.append(first + 2 * at)
        objects_of_page = [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F0 3 0 R/F1 4 0 R>>"
            b"/XObject<</X 5 0 R>>>>>>" % (first + 2 * at + 1),
            stream(shown),
        ]
        objects += objects_of_page
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(numbers))
    objects[2:2] = [*FONTS, PICTURE]
    if bookmarks:
        begin = len(objects) + 1
        entries = [
            b"<</Title(%s)/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>"
            % (
                _escaped(text),
                begin,
                numbers[page],
                b"/Next %d 0 R" % (begin + at + 2) if at + 1 < len(bookmarks) else b"",
            )
            for at, (text, page) in enumerate(bookmarks)
        ]
        outline = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
            begin + 1,
            begin + len(entries),
            len(entries),
        )
        objects[0] = b"<</Type/Catalog/Pages 2 0 R/Outlines %d 0 R>>" % begin
        objects += [outline, *entries]
    info = b"<</Title(%s)>>" % _escaped(title) if title else b""
    return assembled([*objects, info] if info else objects, info=len(objects) + 1 if info else 0)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """An object of packed bytes."""
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), more, packed)


def assembled(objects: Sequence[bytes], info: int = 0, encrypt: bytes = b"") -> bytes:
    """A file of numbered objects, the first of which is the catalog."""
    out = b"%PDF-1.7\n"
    offsets: list[int] = []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    more = (b"/Info %d 0 R" % info if info else b"") + encrypt
    trailer = b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, more)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%sstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        trailer,
        start,
    )


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
