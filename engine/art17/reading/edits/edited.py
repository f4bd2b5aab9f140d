"""An edit applied to the bytes of a file, with its guard: read again, exactly the wanted change, or refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from art17.model.place import Place, Route
from art17.model.repair import Edit
from art17.reading.documents.places import located_in
from art17.reading.edits.scalars import scalar
from art17.reading.edits.spans import Offset, Span, spans_of
from art17.reading.formats.front_matter import front_matter_in
from art17.reading.formats.yaml_text import documents_of
from art17.reading.io.endings import PACKED, blocks_format_of
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError

Flat = dict[Route, str | None]
Splice = tuple[int, int, str]
"""What is taken out, from one offset to another, and what takes its place."""

_YAML = ("yaml", "yml")
_MARK = "\ufeff"


class RefusedError(Exception):
    """An edit that cannot be shown to change what is meant and nothing else."""


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of one file with edits, from the last place to the first.

    Raises:
        RefusedError: where one of them cannot be applied, or changes anything besides.
    """
    try:
        text = data.decode()
        for edit in _from_the_end(data, tuple(edits)):
            text = _edited(text, edit)
    except (UnicodeDecodeError, UnreadableError) as error:
        raise RefusedError("the file does not read as text") from error
    return text.encode()


def _from_the_end(data: bytes, edits: tuple[Edit, ...]) -> Iterable[Edit]:
    if len(edits) == 1:
        return edits
    known = located_in(data, [edit.place for edit in edits])
    return sorted(edits, key=lambda edit: (known[edit.place].line, known[edit.place].column), reverse=True)


@dataclass(frozen=True, slots=True)
class _File:
    """A text with the part of it that is data: its first line (from 0), and where it ends."""

    text: str
    path: str
    starts: Sequence[int]
    data: str
    line: int
    ending: str

    @property
    def body_at(self) -> int:
        """The offset behind which nothing is data."""
        lines = self.line + self.data.count("\n")
        return self.starts[min(lines, len(self.starts) - 1)] if self.ending == "front" else len(self.text)

    def offset(self, at: Offset) -> int:
        return self.starts[at[0] + self.line] + at[1]


def _file(text: str, path: str) -> _File:
    if blocks_format_of(path) in PACKED:
        raise RefusedError("Word and Excel files are not written to")
    if "\r" in text.replace("\r\n", ""):
        raise RefusedError("the lines of the file end in more than one way")
    mark = len(text) - len(text.removeprefix(_MARK))
    starts = [mark, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    plain = text_of(text.encode())
    ending = path.rpartition(".")[2].lower()
    if ending in (*_YAML, "json"):
        return _File(text, path, starts, plain, 0, ending)
    front = front_matter_in(plain) if ending not in ("csv", "toml") else None
    if front is None:
        return _File(text, path, starts, "", 0, ending)
    if front.language != "yaml":
        raise RefusedError(f"front matter in {front.language.upper()} is not written to")
    return _File(text, path, starts, front.text, front.line - 1, "front")


def _values(file: _File) -> Flat:
    """Everything that the data of a file says, each text by its route."""
    value: object
    if file.ending == "json":
        try:
            value = (json.loads(file.data),)
        except ValueError as error:
            raise RefusedError("the file does not read as JSON") from error
    elif file.ending == "csv":
        value = list(csv.reader(io.StringIO(file.text)))
    else:
        value = documents_of(file.data) if file.data else ()
    return dict(_leaves(value, ()))


def _leaves(value: object, route: Route) -> Iterable[tuple[Route, str | None]]:
    if isinstance(value, Mapping):
        yield (*route, "{}"), None
        for key, part in cast("Mapping[object, object]", value).items():
            yield from _leaves(part, (*route, str(key)))
    elif isinstance(value, list | tuple):
        yield (*route, "[]"), None
        for at, part in enumerate(cast("Sequence[object]", value)):
            yield from _leaves(part, (*route, at))
    else:
        yield route, None if value is None else str(value)


def _edited(text: str, edit: Edit) -> str:
    file = _file(text, edit.place.path)
    before = _values(file)
    start, end, new = _SPLICES[edit.how](file, edit)
    after_text = text[:start] + new + text[end:]
    after = _file(after_text, file.path)
    if file.ending == "front" and edit.how != "text" and text[file.body_at :] != after_text[after.body_at :]:
        raise RefusedError("the body of the file would change")
    if not _is_wanted(before, _values(after), edit, is_in_data=start < file.body_at and bool(before)):
        raise RefusedError("reading the file again shows another change than the one that is meant")
    return after_text


def _is_wanted(before: Flat, after: Flat, edit: Edit, *, is_in_data: bool) -> bool:
    """Whether exactly the change that is meant is what reading shows."""
    if edit.how == "text":
        return _is_replaced(before, after, edit, is_in_data=is_in_data)
    return list(after.items()) == list(_wanted(before, edit).items()) or after == _wanted(before, edit)


def _is_replaced(before: Flat, after: Flat, edit: Edit, *, is_in_data: bool) -> bool:
    """Whether at most one value (in the data of the file exactly one) has its words replaced, and no other differs."""
    if before.keys() != after.keys():
        return False
    differing = [route for route in before if before[route] != after[route]]
    if len(differing) != int(is_in_data):
        return len(differing) == 0 and not is_in_data
    for route in differing:
        old, new = _words(before[route]), _words(after[route])
        if _words(edit.old) not in old or len(old) - len(new) != len(_words(edit.old)) - len(_words(edit.new)):
            return False
    return True


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _wanted(before: Flat, edit: Edit) -> Flat:
    """The values as they are meant to be after an edit."""
    route = edit.place.route
    if edit.how == "value":
        return {**before, route: edit.new}
    if edit.how == "key":
        return {
            (*route[:-1], edit.new, *at[len(route) :]) if at[: len(route)] == route else at: value
            for at, value in before.items()
        }
    if edit.how == "drop":
        return {at: value for at, value in before.items() if at[: len(route)] != route}
    if edit.how == "set":
        return {**before, (*route, edit.key): edit.new}
    if (*route, "[]") in before:
        count = len({at[len(route)] for at in before if len(at) > len(route) and at[: len(route)] == route}) - 1
        return {**before, (*route, count): edit.new}
    single = before.get(route)
    rest = {at: value for at, value in before.items() if at != route}
    return {**rest, (*route, "[]"): None, (*route, 0): single, (*route, 1): edit.new}


def _span(file: _File, route: Route, kind: str = "") -> Span:
    if not file.data:
        raise RefusedError("the place is not in data that can be edited")
    span = spans_of(file.data).get(route)
    if span is None:
        raise RefusedError("nothing is written at the place")
    if not span.is_plain:
        raise RefusedError("an anchor, an alias or a tag is written there")
    if kind and span.kind != kind:
        raise RefusedError(f"what is written there is not a {kind}")
    return span


def _replace_value(file: _File, edit: Edit) -> Splice:
    if edit.place.line:
        return _replace_text(file, edit)
    span = _span(file, edit.place.route, "scalar")
    if span.style in ("|", ">") or span.start[0] != span.end[0]:
        raise RefusedError("the value is written over several lines")
    if edit.old and _values(file).get(edit.place.route) != edit.old:
        raise RefusedError("the value is another one by now")
    start, end = file.offset(span.start), file.offset(span.end)
    written = _written(edit.new, '"' if file.ending == "json" else span.style, in_flow=span.in_flow)
    is_absent = start == end
    return start, end, (f" {written}" if is_absent and not file.text[:start].endswith(" ") else written)


def _written(value: str, style: str = "", *, in_flow: bool = False) -> str:
    written = scalar(value, style, in_flow=in_flow)
    if written is None:
        raise RefusedError("the value cannot be written on one line")
    return written


def _rename_key(file: _File, edit: Edit) -> Splice:
    span = _span(file, edit.place.route)
    if span.key is None or span.key[0][0] != span.key[1][0]:
        raise RefusedError("there is no key at the place")
    start, end = (file.offset(at) for at in span.key)
    quote = file.text[start] if file.text[start] in "\"'" else ""
    return start, end, _written(edit.new, quote, in_flow=span.in_flow)


def _replace_text(file: _File, edit: Edit) -> Splice:
    """Words at a line and column, or the first such words behind it on the line."""
    place = edit.place if edit.place.line else located_in(file.text.encode(), [edit.place])[edit.place]
    start = file.starts[place.line - 1] + max(place.column - 1, 0)
    end_of_line = file.text.find("\n", start)
    line = file.text[start : end_of_line if end_of_line >= 0 else len(file.text)]
    at = line.find(edit.old) if edit.old else -1
    if at < 0:
        raise RefusedError(f"{edit.old!r} is not written at the place as one piece")
    if at and line.count(edit.old) > 1:
        raise RefusedError(f"{edit.old!r} is written there more than once")
    return start + at, start + at + len(edit.old), edit.new


def _line_end(file: _File, line: int) -> tuple[int, str]:
    """The offset behind a line, and what has to be written before a line that is put there."""
    newline = "\r\n" if "\r\n" in file.text else "\n"
    at = file.starts[line + 1] if line + 1 < len(file.starts) else len(file.text)
    return at, "" if file.text[:at].endswith("\n") else newline


def _last_line(span: Span) -> int:
    """The last line on which a value has something of its own."""
    line, column = span.last
    if span.kind == "scalar" and span.style in ("|", ">"):
        raise RefusedError("a text over several lines is written last there")
    return line - 1 if column == 0 and line > span.start[0] else line


def _insert_line(file: _File, span: Span, line: str, column: int) -> Splice:
    if any(each.style in ("|", ">") and each.last == span.last for each in spans_of(file.data).values()):
        raise RefusedError("a text over several lines is written last there")
    at, lead = _line_end(file, file.line + _last_line(span))
    newline = "\r\n" if "\r\n" in file.text else "\n"
    return at, at, f"{lead}{' ' * column}{line}{newline}"


def _append(file: _File, edit: Edit) -> Splice:
    span = _span(file, edit.place.route)
    if span.kind == "scalar":
        if span.style or span.start[0] != span.end[0]:
            raise RefusedError("the value is not one word that could become a list")
        old = _written(_values(file).get(edit.place.route) or "", in_flow=True)
        both = f"[{old}, {_written(edit.new, in_flow=True)}]"
        return file.offset(span.start), file.offset(span.end), both
    if span.kind != "sequence":
        raise RefusedError("what is written there is not a list")
    if span.is_flow:
        return _in_flow(file, span, _written(edit.new, '"' if file.ending == "json" else "", in_flow=True))
    return _insert_line(file, span, f"- {_written(edit.new)}", span.start[1])


def _in_flow(file: _File, span: Span, written: str) -> Splice:
    start, end = file.offset(span.start), file.offset(span.end) - 1
    inner = file.text[start + 1 : end]
    if "\n" in inner:
        raise RefusedError("the list is written over several lines")
    begin = end - (len(inner) - len(inner.rstrip()))
    has_comma = inner.rstrip().endswith(",")
    separator = "" if not span.count else " " if has_comma else ", "
    return begin, end if has_comma else begin, separator + written


def _set_key(file: _File, edit: Edit) -> Splice:
    route = (*edit.place.route, edit.key)
    if route in spans_of(file.data):
        return _replace_value(file, Edit(Place(file.path, route), "value", edit.new))
    span = _span(file, edit.place.route, "mapping")
    if span.is_flow:
        quote = '"' if file.ending == "json" else ""
        key, value = (_written(word, quote, in_flow=True) for word in (edit.key, edit.new))
        return _in_flow(file, span, f"{key}: {value}")
    return _insert_line(file, span, f"{_written(edit.key)}: {_written(edit.new)}", span.start[1])


def _drop(file: _File, edit: Edit) -> Splice:
    """A key of a block with everything under it, whole lines."""
    span = _span(file, edit.place.route)
    if span.key is None or span.in_flow:
        raise RefusedError("only an entry on lines of its own is taken out")
    line = span.key[0][0]
    start = file.starts[line + file.line]
    if file.text[start : file.offset(span.key[0])].strip():
        raise RefusedError("only an entry on lines of its own is taken out")
    end, _ = _line_end(file, file.line + _last_line(span))
    return start, end, ""


_SPLICES: Mapping[str, Callable[[_File, Edit], Splice]] = {
    "value": _replace_value,
    "key": _rename_key,
    "text": _replace_text,
    "append": _append,
    "set": _set_key,
    "drop": _drop,
}
