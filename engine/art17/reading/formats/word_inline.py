"""The words of a Word paragraph: runs, fields, content controls, tracked changes, links, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from art17.model.document import Mark, MarkKind, Text
from art17.reading.formats.package import DEEPEST, Element, Relation
from art17.reading.formats.word_names import CAME, GONE, MC, R, W, value_of
from art17.reading.formats.word_styles import Styles

_SIGNS = {"F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F052": "☑", "F0A3": "☐", "F053": "☒"}
"""What the signs of Wingdings that people use as check boxes look like."""

_PLAIN = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_REFERENCES = {W + f"{kind}Reference": kind for kind in ("footnote", "endnote", "comment")}
_MOST_FIELDS = 50
_MOST_COVERED = 200_000
_CONTENTS = "TOC"

Notes = Mapping[tuple[str, str], Mark]
"""Footnotes, endnotes and comments, by kind and number."""


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and where its result began in this paragraph, -1 until it does."""

    code: list[str] = field(default_factory=list[str])
    start: int = -1

    @property
    def words(self) -> str:
        return "".join(self.code).strip()


@dataclass(slots=True)
class Words:
    """The words of a paragraph while they are gathered, with what hangs on them and the boxes anchored in it."""

    parts: list[str] = field(default_factory=list[str])
    length: int = 0
    bold: int = 0
    marks: list[Mark] = field(default_factory=list[Mark])
    boxes: list[Element] = field(default_factory=list[Element])
    notes: list[tuple[str, Mark]] = field(default_factory=list[tuple[str, Mark]])

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, kind: MarkKind, start: int, text: str = "", by: Element | None = None) -> None:
        who, when = (by.get(W + "author", ""), by.get(W + "date", "")) if by is not None else ("", "")
        self.marks.append(Mark(kind, start, self.length, text, who, when))

    def prompt(self, start: int, name: str = "") -> None:
        """What was said since `start` is only a prompt; what follows another prompt goes on with it."""
        last = self.marks[-1] if self.marks else None
        if last is not None and last.kind == "placeholder" and last.end == start and not name:
            self.marks[-1] = replace(last, end=self.length)
        elif self.length > start:
            self.mark("placeholder", start, name)

    @property
    def is_bold(self) -> bool:
        """Whether all of the words are bold."""
        return self.length > 0 and self.bold >= len("".join(self.parts).strip())

    def text(self) -> Text:
        return Text("".join(self.parts), tuple(self.marks))


@dataclass(slots=True)
class Part:
    """A part of a document while it is read: what its words rest on, and what was not read of it.

    `covered_left` is how many cells merged ones may still cover; `is_closed` says that every field
    ends, so that one may go over several paragraphs.
    """

    styles: Styles
    relations: Mapping[str, Relation]
    notes: Notes
    name: str = ""
    is_closed: bool = True
    unread: Counter[str] = field(default_factory=Counter[str])
    shown_notes: set[str] = field(default_factory=set[str])
    covered_left: int = _MOST_COVERED


def part_of(root: Element, styles: Styles, relations: Mapping[str, Relation], notes: Notes, name: str = "") -> Part:
    """The part with this root; "" is the name of the body."""
    steps = Counter(each.get(W + "fldCharType") for each in root.iter(W + "fldChar"))
    return Part(styles, relations, notes, name, steps["begin"] == steps["end"])


class InlineReader:
    """Reads the words of the paragraphs of one part, in their order: a field may go over several."""

    def __init__(self, part: Part) -> None:
        self.unread = part.unread
        self._styles = part.styles
        self._relations = part.relations
        self._notes = part.notes
        self._fields: list[_Field] = []
        self._carries_fields = part.is_closed
        self._in_prompt = 0
        self._is_hidden = self._is_bold = False

    def read(self, paragraph: Element, words: Words, depth: int, prompt: str | None = None) -> None:
        """Add the words of a paragraph; all of it is a prompt where it stands in a control that shows its own."""
        properties = paragraph.find(W + "pPr")
        self._is_hidden = self._styles.hides(properties)
        self._is_bold = self._styles.makes_bold(properties)
        if not self._carries_fields:
            self._fields.clear()
        start = words.length
        for each in self._fields:
            each.start = start if each.start >= 0 else -1
        self._in_prompt += prompt is not None
        self._inline(paragraph, words, depth)
        self._in_prompt -= prompt is not None
        if prompt is not None:
            words.prompt(start, prompt)
        for each in self._fields:
            if each.start >= 0 and words.length > each.start:
                _close(each, words)

    @property
    def is_in_contents(self) -> bool:
        """Whether a table of contents is open: what stands in it is no text of the document."""
        return any(each.start >= 0 and each.words.upper().startswith(_CONTENTS) for each in self._fields)

    @property
    def _is_in_code(self) -> bool:
        """Whether what comes now is the instruction of a field, or of one around it, and not its result."""
        return any(each.start < 0 for each in self._fields)

    def _inline(self, element: Element, words: Words, depth: int) -> None:
        if depth > DEEPEST:
            self.unread["too-deep"] += 1
            return
        for each in element:
            tag = each.tag
            if tag == W + "r":
                self._run(each, words, depth)
            elif tag in GONE:
                gone = "".join(t.text or "" for t in each.iter() if t.tag in (W + "delText", W + "t"))
                words.mark("deleted", words.length, gone, each)
            elif tag == W + "sdt":
                self._control(each, words, depth)
            elif tag == W + "bookmarkStart":
                if not (name := each.get(W + "name", "")).startswith("_"):
                    words.mark("anchor", words.length, name)
            elif tag == MC + "AlternateContent":
                self._alternative(each, words, depth)
            elif tag not in (W + "pPr", W + "tbl"):
                self._wrapped(each, words, depth)

    def _wrapped(self, element: Element, words: Words, depth: int) -> None:
        """What an insertion, a link, a field or any other wrapper holds."""
        start = words.length
        self._inline(element, words, depth + 1)
        if element.tag in CAME:
            words.mark("inserted", start, by=element)
        elif element.tag == W + "hyperlink":
            anchor = element.get(W + "anchor", "")
            relation = self._relations.get(element.get(R + "id", ""))
            words.mark("link", start, (relation.target if relation else "") + (f"#{anchor}" if anchor else ""))
        elif element.tag == W + "fldSimple":
            code = element.get(W + "instr", "").strip()
            target = _target_in(code)
            words.mark("link" if target else "field", start, target or code)

    def _control(self, element: Element, words: Words, depth: int) -> None:
        """A content control within a line: its text, and whether that is only its prompt."""
        start, content = words.length, element.find(W + "sdtContent")
        name, is_prompt = control_of(element)
        self._in_prompt += is_prompt
        if content is not None:
            self._inline(content, words, depth + 1)
        self._in_prompt -= is_prompt
        words.mark("placeholder" if is_prompt else "choice", start, name)

    def _alternative(self, element: Element, words: Words, depth: int) -> None:
        """Of several forms of one thing the first, or what older programs are given."""
        chosen = element.find(MC + "Choice")
        chosen = chosen if chosen is not None else element.find(MC + "Fallback")
        if chosen is None or depth > DEEPEST:
            return
        if chosen.find(W + "r") is not None:
            self._inline(chosen, words, depth + 1)
        else:
            self._run(chosen, words, depth + 1)

    def _run(self, run: Element, words: Words, depth: int) -> None:
        properties = run.find(W + "rPr")
        start = words.length
        if self._styles.is_hidden(properties, usual=self._is_hidden):
            self._hidden(run, words)
            return
        for each in run:
            tag = each.tag
            if tag == W + "fldChar":
                self._field(each, words)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code.append(each.text or "")
            elif not self._is_in_code:
                self._sign(each, words, depth)
        if words.length == start:
            return
        if self._styles.is_bold(properties, usual=self._is_bold):
            words.bold += words.length - start
        if not self._in_prompt and self._styles.is_prompt(properties):
            words.prompt(start)

    def _hidden(self, run: Element, words: Words) -> None:
        for each in run.iter(W + "fldChar"):
            self._field(each, words)
        for each in run.iter(W + "instrText"):
            if self._fields:
                self._fields[-1].code.append(each.text or "")
        hidden = "".join(t.text or "" for t in run.iter(W + "t"))
        if hidden:
            words.mark("hidden", words.length, hidden)

    def _sign(self, element: Element, words: Words, depth: int) -> None:
        tag = element.tag
        if tag == W + "t":
            words.say(element.text or "")
        elif tag in _PLAIN:
            words.say(_PLAIN[tag])
        elif tag == W + "sym":
            words.say(_SIGNS.get(element.get(W + "char", "").upper(), "\N{REPLACEMENT CHARACTER}"))
        elif tag in _REFERENCES:
            self._reference(_REFERENCES[tag], element.get(W + "id", ""), words)
        elif tag == MC + "AlternateContent":
            self._alternative(element, words, depth)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            boxes = list(_boxes_in(element))
            words.boxes.extend(boxes)
            if not boxes:
                self.unread["embedded" if tag == W + "object" else "image"] += 1
        elif tag == W + "ruby":
            for base in element.iter(W + "rubyBase"):
                words.say("".join(t.text or "" for t in base.iter(W + "t")))

    def _reference(self, kind: str, number: str, words: Words) -> None:
        note = self._notes.get((kind, number))
        if note is None:
            return
        words.marks.append(replace(note, start=words.length, end=words.length))
        if note.kind == "note":
            words.notes.append((f"{kind} {number}", note))

    def _field(self, element: Element, words: Words) -> None:
        """The beginning, middle or end of a field: instruction, then result."""
        step = element.get(W + "fldCharType")
        if step == "begin":
            if len(self._fields) < _MOST_FIELDS:
                self._fields.append(_Field())
            if shown := _shown_by(element):
                words.say(shown)
        elif step == "separate" and self._fields:
            self._fields[-1].start = words.length
        elif step == "end" and self._fields:
            done = self._fields.pop()
            if done.start >= 0:
                _close(done, words)


def control_of(element: Element) -> tuple[str, bool]:
    """The name of a content control, and whether it shows its prompt because nobody filled it in."""
    properties = element.find(W + "sdtPr")
    name = value_of(properties, "alias") or value_of(properties, "tag") or ""
    return name, properties is not None and properties.find(W + "showingPlcHdr") is not None


def _close(done: _Field, words: Words) -> None:
    target = _target_in(done.words)
    words.mark("link" if target else "field", done.start, target or done.words)


def _shown_by(element: Element) -> str:
    """What a field of an older form shows by itself: a check box, or the chosen entry of a list."""
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = value_of(box, "checked")
        state = value_of(box, "default") if state is None else state
        return "☒" if state in ("1", "true", "") else "☐"
    entries = element.find(f"{W}ffData/{W}ddList")
    if entries is None:
        return ""
    chosen = value_of(entries, "result") or value_of(entries, "default") or "0"
    names = [each.get(W + "val", "") for each in entries.findall(W + "listEntry")]
    return names[int(chosen)] if chosen.isdigit() and len(chosen) < 6 and int(chosen) < len(names) else ""


def _boxes_in(element: Element, depth: int = 0) -> Iterator[Element]:
    """The outermost text boxes: one within another is read with it."""
    for each in element:
        if each.tag == W + "txbxContent":
            yield each
        elif each.tag == MC + "AlternateContent":
            chosen = each.find(MC + "Choice")
            chosen = chosen if chosen is not None else each.find(MC + "Fallback")
            if chosen is not None and depth < DEEPEST:
                yield from _boxes_in(chosen, depth + 1)
        elif depth < DEEPEST:
            yield from _boxes_in(each, depth + 1)


_LEADS = re.compile(r'\s*HYPERLINK(?:\s+"(?P<target>[^"]*)")?(?:\s+\\l\s+"(?P<anchor>[^"]*)")?', re.IGNORECASE)


def _target_in(code: str) -> str:
    r"""Where the instruction of a field leads: `HYPERLINK "https://..."`, `HYPERLINK \l "bookmark"`.

    >>> _target_in('HYPERLINK "a.docx" \\l "b"'), _target_in("PAGE")
    ('a.docx#b', '')
    """
    found = _LEADS.match(code)
    if not found:
        return ""
    return (found["target"] or "") + (f"#{found['anchor']}" if found["anchor"] else "")
