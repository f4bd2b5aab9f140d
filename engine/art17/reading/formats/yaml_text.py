"""YAML as values: every scalar stays text, whatever it looks like; the only importer of PyYAML.

Values are built from the parser's events, on a stack of our own: no node objects, no resolution
of types, no recursion that deep nesting could exhaust.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import yaml
import yaml.parser
import yaml.reader
import yaml.scanner
from yaml import Mark

from art17.model.value import Bracketed, Value
from art17.reading.io.unreadable import UnreadableError, line_and_column

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # a PyYAML that was built without libyaml: slower, same events

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        """The parser in Python alone."""

        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


MAX_DEPTH = 64
MAX_EVENTS = 1_000_000
MAX_ALIASED = 100_000
"""How many values the aliases of a file may stand for, all together."""

Event = Any
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE = "<<"
_QUOTES = frozenset({"'", '"'})


def documents_of(text: str) -> tuple[Value, ...]:
    r"""The documents of a YAML text.

    >>> documents_of("version: 2.10\nlocation: NO\nowner:\ntags: [a]")
    ({'version': '2.10', 'location': 'NO', 'owner': None, 'tags': ['a']},)

    Raises:
        UnreadableError: where it is no YAML, repeats a key, or is nested or aliased beyond measure.
    """
    return _Builder(text).documents()


def only_document(text: str) -> Value:
    """The one document of a YAML text; None where it holds nothing.

    Raises:
        UnreadableError: where `documents_of` does, and where there are several.
    """
    documents = documents_of(text)
    if len(documents) > 1:
        raise UnreadableError("The file holds several YAML documents", "keep one; `---` begins another")
    return documents[0] if documents else None


def events_of(text: str) -> Iterator[Event]:
    """The events of a YAML text, which know their line and column.

    Raises:
        UnreadableError: where it is no YAML.
    """
    with _refusals(text):
        yield from _parsed(text)


def _parsed(text: str) -> Iterator[Event]:
    parser: Any = _Parser(text)
    return iter(parser.get_event, None)


@contextmanager
def _refusals(text: str) -> Generator[None, None, None]:
    """What the parser refuses, in our words."""
    try:
        yield
    except yaml.YAMLError as error:
        raise _unreadable(error, text) from None


class _Frame:
    """A mapping or list that is being built."""

    __slots__ = ("awaits_key", "is_odd", "is_quoted", "key", "merged", "start", "value")

    def __init__(self, value: dict[str, Value] | list[Value], event: Event) -> None:
        self.value: Any = value
        self.awaits_key = value.__class__ is dict
        self.key: str | None = None
        self.merged: list[Value] | None = None
        self.is_odd = False
        self.is_quoted = False
        self.start = event


class _Builder:
    """Turns events into documents; guards the stack, the anchors and the bounds."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Frame] = []
        self._anchors: dict[str, Value] = {}
        self._documents: list[Value] = []
        self._aliased = 0
        self._repeated: UnreadableError | None = None

    def documents(self) -> tuple[Value, ...]:
        """All documents, once the last event is seen."""
        handlers = {
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        scalar = yaml.ScalarEvent
        with _refusals(self._text):
            for count, event in enumerate(_parsed(self._text)):
                kind = event.__class__
                if kind is scalar:  # nine of ten
                    self._scalar(event)
                elif kind in handlers:
                    handlers[kind](event)
                if count > MAX_EVENTS:
                    raise UnreadableError(f"The YAML has more than {MAX_EVENTS} parts", "split the file")
        if self._repeated:
            raise self._repeated
        return tuple(self._documents)

    def _document(self, _event: Event) -> None:
        self._anchors = {}

    def _scalar(self, event: Event) -> None:
        text = event.value
        value = None if text in _NULLS and event.implicit[0] else text
        if event.anchor:
            self._anchors[event.anchor] = value
        frame = self._stack[-1] if self._stack else None
        if frame and frame.value.__class__ is Bracketed and event.style in _QUOTES:
            frame.is_quoted = True
        if frame and frame.awaits_key:
            self._key(frame, text, event)
        else:
            self._put(value, event)

    def _key(self, frame: _Frame, key: str, event: Event) -> None:
        frame.awaits_key = False
        frame.key = key
        if key in frame.value and not self._repeated:
            self._repeated = _at(event, f"The key {key[:80]!r} occurs twice", "keep one of the two")

    def _put(self, value: Value, event: Event) -> None:
        if not self._stack:
            self._documents.append(value)
            return
        frame = self._stack[-1]
        into = frame.value
        if into.__class__ is not dict:
            into.append(value)
        elif frame.awaits_key:
            self._odd_key(frame, value, event)
        else:
            frame.awaits_key = True
            if frame.key == _MERGE:
                frame.merged = [*(frame.merged or ()), value]
            elif frame.key is not None:
                into[frame.key] = value

    def _odd_key(self, frame: _Frame, key: Value, event: Event) -> None:
        """A key that is an alias of a text is that text; a mapping with any other is kept as text."""
        if isinstance(key, str):
            self._key(frame, key, event)
        else:
            frame.awaits_key = False
            frame.key = None
            frame.is_odd = True

    def _mapping(self, event: Event) -> None:
        self._push(_Frame({}, event), event)

    def _sequence(self, event: Event) -> None:
        self._push(_Frame(Bracketed() if event.flow_style else [], event), event)

    def _push(self, frame: _Frame, event: Event) -> None:
        self._stack.append(frame)
        if len(self._stack) > MAX_DEPTH:
            raise _at(event, f"The YAML is nested more than {MAX_DEPTH} deep", "flatten it")

    def _end(self, event: Event) -> None:
        frame = self._stack.pop()
        value: Value = [*frame.value] if frame.is_quoted else frame.value  # nobody quotes a prompt
        if frame.merged:
            value = _with_merged(frame.value, frame.merged)
        if frame.is_odd:  # such as {{TOKEN}}: what was written says more than what YAML makes of it
            value = self._text[frame.start.start_mark.index : event.end_mark.index].rstrip()
        if frame.start.anchor:
            self._anchors[frame.start.anchor] = value
        self._put(value, frame.start)

    def _alias(self, event: Event) -> None:
        if event.anchor not in self._anchors:
            raise _at(event, f"Nothing before *{event.anchor} is anchored as &{event.anchor}", "anchor it first")
        value = self._anchors[event.anchor]
        self._aliased += self._size(value, event)
        self._put(value, event)

    def _size(self, value: Value, event: Event) -> int:
        """How many values an alias stands for; raises where that is beyond measure."""
        size, level, depth = 1, [value], len(self._stack)
        while level:
            depth += 1
            size += sum(len(held) for held in level if not isinstance(held, str | None))
            if self._aliased + size > MAX_ALIASED or depth > MAX_DEPTH:
                raise _at(event, f"The aliases represent more than {MAX_ALIASED} values", "write them out")
            level = [part for held in level for part in _parts(held)]
        return size


def _parts(value: Value) -> Iterable[Value]:
    if isinstance(value, Mapping):
        return value.values()
    return () if isinstance(value, str | None) else value


def _with_merged(own: Any, merged: list[Value]) -> dict[str, Value]:
    """A mapping with the entries of others beneath its own, as `<<` asks: what is later in the list comes first."""
    others = [
        other
        for value in merged
        for other in ([value] if isinstance(value, Mapping) else _parts(value))
        if isinstance(other, Mapping)
    ]
    whole: dict[str, Value] = {}
    for other in (*reversed(others), own):
        whole.update(other)
    return whole


def _at(event: Event, message: str, fix: str) -> UnreadableError:
    return UnreadableError(message, fix, event.start_mark.line + 1, event.start_mark.column + 1)


def _unreadable(error: yaml.YAMLError, text: str) -> UnreadableError:
    if _is_too_deep(text):  # libyaml stops at a depth of its own, in words that change with its version
        return UnreadableError(f"The YAML is nested more than {MAX_DEPTH} deep", "flatten it", 1, 1)
    fix = "fix the YAML; texts with a colon or a bracket need quotes"
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or "it is malformed"
        start = getattr(error, "context_mark", None)
        if slip := _unclosed(problem, text, start) or _slip(problem, text, mark.line, mark.column):
            return slip
        return UnreadableError(f"This is not YAML: {problem}", fix, *_within(text, mark.line + 1, mark.column + 1))
    if isinstance(error, yaml.reader.ReaderError):
        shown = f"U+{ord(error.character) if isinstance(error.character, str) else error.character:04X}"
        where = line_and_column(text, _offset_of(text, error.character))
        return UnreadableError(f"YAML does not allow the character {shown}", "remove it", *where)
    return UnreadableError(f"This is not YAML: {error}", fix)


def _unclosed(problem: str, text: str, start: Mark | None) -> UnreadableError | None:
    """A bracket or quote that nothing closes, told where it opens."""
    if start is None or not any(words in problem for words in ("expected ',' or", "unexpected end of stream")):
        return None
    lines = text.splitlines()
    sign = lines[start.line][start.column : start.column + 1] if start.line < len(lines) else ""
    if sign not in _CLOSED_BY:
        return None
    fix = f"close it with `{_CLOSED_BY[sign]}`, or write the text that it begins in quotes"
    return UnreadableError(f"Nothing closes this `{sign}`", fix, start.line + 1, start.column + 1)


_CLOSED_BY = {"{": "}", "[": "]", '"': '"', "'": "'"}


def _slip(problem: str, text: str, line: int, column: int) -> UnreadableError | None:
    """One of the slips that everybody makes, in words of ours and at the sign that is wrong."""
    lines = text.splitlines()
    written = lines[line] if line < len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    if "cannot start any token" in problem and written[column : column + 1] in ("@", "`", "%"):
        sign = written[column]
        return UnreadableError(f"A text cannot begin with `{sign}`", "write it in quotes", line + 1, column + 1)
    if _is_misplaced(problem, lines, line, len(indent)):
        fix = "indent it as the keys that it belongs with"
        return UnreadableError("This line is indented like none of those above", fix, line + 1, len(indent) + 1)
    if "\t" in indent and "cannot start any token" in problem:
        return UnreadableError("A tab cannot indent YAML", "indent with spaces", line + 1, indent.index("\t") + 1)
    key = _SECOND_COLON.match(written)
    if "mapping values are not allowed" not in problem or key is None:
        return None
    fix = f'write it in quotes: {key[1].strip()} "{key[2].strip()}"'
    return UnreadableError("A text that holds `: ` needs quotes", fix, line + 1, key.start(2) + 1)


def _is_misplaced(problem: str, lines: list[str], line: int, indent: int) -> bool:
    """Whether a key stands deeper than a line that has a value already, or as deep as none of those above."""
    if line >= len(lines) or not _KEY.match(lines[line]):
        return False
    above = [each for each in lines[:line] if each.strip()]
    if not above or not _KEY.match(above[-1]):
        return False
    depths = {len(each) - len(each.lstrip()) for each in above}
    if "mapping values are not allowed" in problem:
        return indent > len(above[-1]) - len(above[-1].lstrip())
    return "did not find expected key" in problem and indent not in depths


_KEY = re.compile(r"\s*(?:- )?[\w.-]{1,80}:(?:\s|$)")
_SECOND_COLON = re.compile(r"(\s*(?:- )?[\w.-]{1,80}:)\s+([^\s\"'\[{|>&*#][^\"]*:\s.*)")
_OPENING = ("BlockSequenceStartToken", "BlockMappingStartToken", "FlowSequenceStartToken", "FlowMappingStartToken")
_CLOSING = ("BlockEndToken", "FlowSequenceEndToken", "FlowMappingEndToken")


def _is_too_deep(text: str) -> bool:
    """Whether the tokens of a text that no parser took nest beyond our own limit."""
    depth = 0
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            name = type(token).__name__
            depth += (name in _OPENING) - (name in _CLOSING)
            if depth > MAX_DEPTH:
                return True
    except yaml.YAMLError:
        pass  # what else is wrong is said by whoever noticed it first
    return False


def _within(text: str, line: int, column: int) -> tuple[int, int]:
    """A line and column, or the end of the text: libyaml counts one line more where the text ends too early."""
    return (line, column) if line <= text.count("\n") + 1 else line_and_column(text, len(text))


def _offset_of(text: str, character: Any) -> int:
    """Where a refused character stands: libyaml counts bytes, PyYAML characters, so we look."""
    found = text.find(character if isinstance(character, str) else chr(character))
    return max(found, 0)
