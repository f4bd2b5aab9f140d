"""A document as passages: what can say something, each with what stands around it.

A passage is a sentence, a list item with the line that introduces its list, or a row of a table with
the heads of its columns.  What can say nothing whatever its words (contents, examples, questions,
matrices of responsibilities, lists of inputs, definitions, text on what is out of scope) has a `reason`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from art17.model.document import Block, Document, Text
from art17.texts.folding import folded, words_of
from art17.texts.lexicon import Hits, Lexicon

_END = re.compile(r"""[.!?;](?:(?=\s+[A-ZÄÖÜÉÈÀÇ("„«])|(?<!;)(?=\s+[\d*])|(?<=\.)$)""")
_SHORT = re.compile(
    r"\b(?:Art|Arts|Abs|Nr|No|lit|bzw|ca|z\. ?B|d\. ?h|e\.g|i\.e|etc|vs|Dr|Prof|Tz|Ziff|Anh|inkl|ggf|approx|M|Mme|p|al"
    r"|u\. ?a|i\.V\.m|Mr|Ms|Inc|Ltd|resp|max|min|Std|usw|evtl|cf|ex|env)\.$"
)
_LONGEST_SHORT = 12
"""Among how many signs before the end of a sentence an abbreviation stands."""
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_LABEL = re.compile(r"^([^.:|]{2,60}?)\s*[:–—]\s+(?=\S)")
_LEADERS = re.compile(r"\.{5,}|…{2,}|_{4,}")
_PROMPT = re.compile(r"\[[^\]]{2,60}\](?!\()|_{4,}|\.{5,}|…{2,}|\{\{[^}]*\}\}|<[A-Za-z][^<>@/]{2,100}>")
_BRACKETED = re.compile(r"\[[^\]]*\]\.?")
_BOX = re.compile(r"\[[ xX]?\]|\( \)|☐|☑|□")
_RACI = re.compile(r"[RACIS](?:\s*[/,+]\s*[RACIS])*")
_OF_RACI = frozenset("racis")
_INTRODUCES = (":", ",", "…", " wenn", " if", " when", " si", " lorsque", " lorsqu'elle")
"""With what the line ends that introduces a list."""
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]?\s+\w")
_CONTROL = re.compile(r"[^:.|]{2,30} ?: ?(?:\S+ ?){1,6}")
_WORDS_OF_LABEL = 6
_WORDS_OF_RUN_IN = 8
_FAR_ABOVE = 12
"""From how many blocks above nothing is the label of a list or table."""
_LEAST_OF_PROMPT = 4
_MOST_OF_CONTENTS = 12
_MOST_OF_A_TASK = 25
_BODY = ("paragraph", "item", "table", "box", "note")


@dataclass(slots=True)
class Around:
    """A text beside a passage, with its words and the groups that are found in them.

    `is_name_of_list` is true where it is only the name of a list ("Outputs"), and not of a thing ("Records of
    complaints"); `lists` where it begins so; `is_label_of_law` where it says that what follows is the law's
    ("Requirement", but not "Requirements without a standard").
    """

    text: str
    words: list[str]
    hits: Hits
    is_name_of_list: bool = False
    lists: bool = False
    is_label_of_law: bool = False

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Around:
        """From a folded text."""
        words = words_of(text)
        found = cls(text, words, lexicon.hits(words))
        if listed := found.hits.get("listed_only"):
            length = sum(not word.isdigit() for word in words)
            found.is_name_of_list = (0, length) in listed
            found.lists = any(start == 0 for start, _ in listed)
        if of_law := found.hits.get("law_label"):
            found.is_label_of_law = any(start == 0 and end >= len(words) - 2 for start, end in of_law)
        return found


@dataclass(slots=True)
class Passage:
    """What can say something.

    `words` are those of `text` folded, with the line that introduces the list before them from the
    word `own` on; `reason` says why it says nothing, "" where it may.  `cells` are the folded texts of a
    row, `first` is how many words the first of them has, `columns` are the folded texts of its heads.  `section` is the
    index of the block of its heading, -1 for none; `is_numbered` is true of an item with a number,
    `is_under_title` of what stands above the first section.
    `words_of_cells`, `is_law`, `is_quoted`, `clauses` and `bounds` (of clauses and what joins them) are found where
    somebody asks.
    """

    text: str
    block: int
    offset: int
    kind: str
    words: list[str]
    folded: str
    hits: Hits
    own: int = 0
    reason: str = ""
    section: int = -1
    label: Around | None = None
    leads: tuple[Around, ...] = ()
    head: Around | None = None
    before: Around | None = None
    first: int = 0
    headings: tuple[Around, ...] = ()
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    row: int = -1
    is_numbered: bool = False
    is_under_title: bool = False
    words_of_cells: tuple[list[str], ...] = ()
    is_law: bool | None = None
    is_quoted: bool | None = None
    clauses: frozenset[int] | None = None
    bounds: list[int] | None = None


@dataclass(slots=True)
class Reader:
    """Makes passages of a document by the words of one language; texts that come again are looked at once."""

    lexicon: Lexicon
    _around: dict[str, Around] = field(default_factory=dict[str, Around])
    _last_item: int = field(default=-2, init=False)
    _items: list[int] = field(default_factory=list[int], init=False)
    """The last item of a list, with those above that it stands under."""
    _introduced: Around | None = field(default=None, init=False)
    """The line that introduces the list."""
    _above: int = field(default=-1, init=False)
    """The last heading or paragraph."""
    _run_ins: dict[int, Around | None] = field(default_factory=dict[int, "Around | None"], init=False)
    _title: int = field(default=-1, init=False)
    """The title, where it stands beside the sections."""
    _sections: dict[int, tuple[tuple[Around, ...], str]] = field(
        default_factory=dict[int, tuple[tuple[Around, ...], str]], init=False
    )

    def around(self, text: str) -> Around:
        """A text beside passages."""
        found = self._around.get(text)
        if found is None:
            found = self._around[text] = Around.of(folded(text), self.lexicon)
        return found

    def passages(self, document: Document) -> list[Passage]:
        """The passages of a document in reading order."""
        self._sections, self._run_ins, self._last_item, self._above = {}, {}, -2, -1
        self._title = _title_beside(document)
        found: list[Passage] = []
        for at, block in enumerate(document.blocks):
            if block.kind in _BODY and block.spot.part not in ("header", "footer"):
                found += self._of_block(document, at, block)
            if block.kind in ("heading", "paragraph"):
                self._above = at
        _mark_definitions(found)
        return found

    def _of_block(self, document: Document, at: int, block: Block) -> Sequence[Passage]:
        section = block.under
        if section not in self._sections:
            above = document.above(at)
            around = tuple(self.around(document.blocks[index].text.text) for index in above)
            reason = self._of_section(document, above, around)
            is_beside = self._title >= 0 and above and self._title not in above
            title = (self.around(document.blocks[self._title].text.text),) if is_beside else ()
            self._sections[section] = ((*around, *title), reason)
        headings, reason = self._sections[section]
        made = (
            self._of_table(block, at, self._sentence_above(document, at))
            if block.kind == "table"
            else self._of_text(document, block, at)
        )
        run = self._run_in(document, at) if block.kind != "paragraph" else None
        is_numbered = block.kind == "item" and block.label[:1].isdigit()
        is_box = _BOX.fullmatch(block.label) is not None
        for passage in made:
            passage.headings, passage.section, passage.is_numbered = headings, section, is_numbered
            passage.is_under_title = section == 0
            if passage.label is None:
                passage.label = run
            if reason and not (reason == "law" and "actor" in passage.hits):
                passage.reason = reason
            elif passage.is_under_title and _states_control(block):
                passage.reason = "control"
            elif not passage.reason:
                passage.reason = "question" if is_box else _reason_of(passage)
        return made

    def _of_section(self, document: Document, above: Sequence[int], headings: Sequence[Around]) -> str:
        """Why nothing in a section says anything; the title of the document says nothing about it."""
        for index, heading in zip(above, headings, strict=True):
            if document.blocks[index].level <= 1 and index == above[-1] and len(above) > 1:
                break
            hits = heading.hits
            if "skipped_heading" in hits or any(start <= 1 for start, _ in hits.get("skipped_start", ())):
                return "section"
            if "law_heading" in hits:
                return "law"
        return ""

    def _run_in(self, document: Document, at: int) -> Around | None:
        """A short paragraph that ends in a colon, begins with a number or is bold, just above a list or table."""
        if self._above < 0 or at - self._above >= _FAR_ABOVE or document.blocks[self._above].kind == "heading":
            return None
        if self._above not in self._run_ins:
            self._run_ins[self._above] = self._run_in_of(document.blocks[self._above].text)
        return self._run_ins[self._above]

    def _run_in_of(self, above: Text) -> Around | None:
        text = above.text.strip()
        is_bold = any(mark.kind == "strong" and mark.end - mark.start >= len(text) - 1 for mark in above.marks)
        is_label = (is_bold or text.endswith(":") or (_NUMBERED.match(text) and text[-1] not in ".!?;")) and len(
            text.split()
        ) <= _WORDS_OF_RUN_IN
        return self.around(text) if is_label else None

    def _of_text(self, document: Document, block: Block, at: int) -> list[Passage]:
        leads = self._leads(document, at) if block.kind == "item" else ()
        lead = leads[0] if leads and leads[0].text.rstrip().endswith(_INTRODUCES) else None
        label = self._bold(block) if block.text.marks else None
        made: list[Passage] = []
        for offset, text in sentences(block.text.text):
            own = folded(text)
            words = words_of(own)
            if lead:
                whole, of_whole, first = f"{lead.text} {own}", [*lead.words, *words], len(lead.words)
            else:
                whole, of_whole, first = own, words, 0
            passage = Passage(text, at, offset, block.kind, of_whole, whole, self.lexicon.hits(of_whole), first)
            if ": " in text or "–" in text or "—" in text:
                found = _LABEL.match(text)
                if found and len(found[1].split()) <= _WORDS_OF_LABEL:
                    label = self.around(found[1])
            if made:
                before = made[-1]
                passage.before = self.around(before.text) if lead else Around(before.folded, before.words, before.hits)
            passage.label, passage.leads = label, leads
            if label is not None and plain_of(own) == plain_of(label.text):
                passage.reason = "label"  # a heading within the paragraph
            made.append(passage)
        return made

    def _bold(self, block: Block) -> Around | None:
        """The words at the start that are bold: a heading within the paragraph."""
        text = block.text.text
        for mark in block.text.marks:
            if mark.kind == "strong" and mark.start == 0 and mark.end < len(text) and mark.end <= 80:
                return self.around(text[: mark.end].rstrip(" :.–—-"))
        return None

    def _leads(self, document: Document, at: int) -> tuple[Around, ...]:
        """The items above that an item stands under, the nearest first, and the line that introduces the list."""
        level = document.blocks[at].level
        if self._last_item != at - 1:
            self._items, self._introduced = [], self._introducing(document, at - 1)
        while self._items and document.blocks[self._items[-1]].level >= level:
            self._items.pop()
        found = tuple(self.around(document.blocks[index].text.text) for index in reversed(self._items))
        self._items.append(at)
        self._last_item = at
        return (*found, self._introduced) if self._introduced else found

    def _introducing(self, document: Document, above: int) -> Around | None:
        """The last sentence of a paragraph above a list, where it introduces one."""
        block = document.blocks[above] if above >= 0 else None
        if block is None or block.kind != "paragraph" or not block.text.text.rstrip().endswith(_INTRODUCES):
            return None
        said = [text for _, text in sentences(block.text.text)]
        return self.around(said[-1]) if said else None

    def _sentence_above(self, document: Document, at: int) -> Around | None:
        """The last sentence of the paragraph right above a table."""
        above = document.blocks[at - 1] if at else None
        said = [text for _, text in sentences(above.text.text)] if above and above.kind == "paragraph" else []
        return self.around(said[-1]) if said else None

    def _of_table(self, block: Block, at: int, before: Around | None) -> list[Passage]:
        heads = max(block.heads, 0)
        columns = [cell.text.text for cell in block.rows[heads - 1].cells] if 0 < heads <= len(block.rows) else []
        if not heads and _looks_like_heads(block):
            columns = [cell.text.text for cell in block.rows[0].cells]
        head = self.around(" | ".join(columns)) if columns else None
        folded_columns = tuple(map(folded, columns))
        made: list[Passage] = []
        for number, row in enumerate(block.rows[heads:], heads):
            if row.is_hidden:
                continue
            texts = [" ".join(cell.text.text.split()) for cell in row.cells]
            shown = [n for n, cell in enumerate(row.cells) if texts[n] and (n == 0 or not cell.is_covered)]
            if not shown:
                continue
            cells = [*map(folded, texts)]
            plain = " | ".join([cells[n] for n in shown])
            words = words_of(plain)
            text = " | ".join([texts[n] for n in shown])
            passage = Passage(text, at, 0, "row", words, plain, self.lexicon.hits(words), head=head, row=number)
            passage.cells = tuple(cells)
            passage.first = len(words_of(cells[0])) if len(cells) > 1 else 0
            passage.columns, passage.before = folded_columns, before
            made.append(passage)
        return made


def _looks_like_heads(block: Block) -> bool:
    """Whether the first row of a table whose format marks none as heads may be that: a few words in each cell.

    Word marks only rows that come again on each page. The row stays a passage, since it may be one.
    """
    if len(block.rows) < 2 or len(block.rows[0].cells) < 2:
        return False
    texts = [cell.text.text.strip() for cell in block.rows[0].cells]
    return all(text and len(text.split()) <= _WORDS_OF_RUN_IN and not text[:1].isdigit() for text in texts)


def plain_of(text: str) -> str:
    """A text without the signs around it."""
    return text.strip(" .:–—-")


def _states_control(block: Block) -> bool:
    """Whether a paragraph is lines of a label and a few words: who owns a document, its version and status."""
    lines = block.text.text.split("\n") if block.kind == "paragraph" else []
    return len(lines) > 1 and all(_CONTROL.fullmatch(line.strip()) for line in lines)


def _reason_of(passage: Passage) -> str:
    """Why a passage can say nothing, "" where it may."""
    text, hits, label = passage.text, passage.hits, passage.label
    if ("..." in text or "…" in text or "___" in text) and _is_contents(text):
        return "contents"
    if ("[" in text or "<" in text or "…" in text or "{{" in text or "__" in text or ".." in text) and _is_prompt(text):
        return "prompt"
    if text.endswith("?") or _BOX.match(text) or ("question" in hits and _is_task(passage)):
        return "question"
    if "announced" in hits and any(start <= passage.own for start, _ in hits.get("announcing", ())):
        return "announces"  # what the document, or a section, is about: "This procedure describes ..."
    if (label and label.is_name_of_list) or (passage.leads and any(lead.lists for lead in passage.leads)):
        return "list"  # an entry of a list of inputs, outputs, records, examples
    if passage.kind == "row" and _is_matrix(passage):
        return "matrix"
    if (label and label.is_label_of_law) or (passage.leads and any(lead.is_label_of_law for lead in passage.leads)):
        return "law"
    return ""


def _is_contents(text: str) -> bool:
    """Leaders, and few words besides."""
    return _LEADERS.search(text) is not None and len(words_of(_LEADERS.sub(" ", folded(text)))) < _MOST_OF_CONTENTS


def _is_prompt(text: str) -> bool:
    """A prompt of a template, and few words besides."""
    if _BRACKETED.fullmatch(text):
        return True
    rest = _PROMPT.sub("", text)
    return rest != text and len(rest.replace("|", " ").split()) < _LEAST_OF_PROMPT


def _is_task(passage: Passage) -> bool:
    """A task of a quiz."""
    is_short = len(passage.words) - passage.own < _MOST_OF_A_TASK
    return is_short and any(start <= passage.own + 1 for start, _ in passage.hits["question"])


def _is_matrix(passage: Passage) -> bool:
    """Whether a row only distributes responsibilities: letters of a RACI matrix in most of its cells."""
    letters = sum(1 for cell in passage.cells if cell[:1] in _OF_RACI and _RACI.fullmatch(cell.upper()))
    return letters >= 3 or (letters >= 2 and letters >= len(passage.cells) - 1)


_DEFINITION = re.compile(r"[^.:]{3,60}?(?::|\s[–—-])\s+(\S+)")
_SAYS_WHO = ("actor",)


def _title_beside(document: Document) -> int:
    """The index of a title of the same level as the sections, which a wiki writes under it; -1 where there is none.

    It is the first heading, without number, and no text stands between it and the next.
    """
    at = [index for index, block in enumerate(document.blocks) if block.kind == "heading"]
    if len(at) < 2:
        return -1
    first, second = (document.blocks[index] for index in at[:2])
    between = document.blocks[at[0] + 1 : at[1]]
    has_text = any(block.kind in ("paragraph", "item") and block.text.text.strip() for block in between)
    is_numbered = bool(first.label) or first.text.text.lstrip()[:1].isdigit()
    return -1 if first.level != second.level or has_text or is_numbered else at[0]


def _mark_definitions(passages: Sequence[Passage]) -> None:
    """Three passages of the shape `term: noun phrase`, half of their section: a glossary, whatever its title.

    Items with numbers are steps.
    """
    count = Counter(passage.section for passage in passages)
    shaped: dict[int, list[Passage]] = {}
    for passage in passages:
        if passage.kind in ("paragraph", "item") and not passage.is_numbered and _is_definition(passage):
            shaped.setdefault(passage.section, []).append(passage)
    for section, found in shaped.items():
        if len(found) >= 3 and len(found) * 2 >= count[section]:
            for passage in found:
                passage.reason = passage.reason or "definition"


_NOUN = frozenset(
    {
        "a", "an", "the", "any", "all", "figures", "document", "time", "ein", "eine", "der", "die", "das", "alle",
        "jede", "jeder", "jedes", "le", "la", "les", "l", "un", "une", "tout", "toute", "ensemble",
    }
)  # fmt: skip


def _is_definition(passage: Passage) -> bool:
    """A term and a noun phrase: after the colon or dash an article, and nobody of the organisation acts."""
    text = passage.text
    if ": " not in text and " -" not in text and " –" not in text and " —" not in text:
        return False
    found = _DEFINITION.match(text)
    return found is not None and folded(found[1]) in _NOUN and not any(group in passage.hits for group in _SAYS_WHO)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with where it begins; abbreviations and ordinals end none.

    >>> [each for _, each in sentences("Art. 73 says so. We report; The clerk helps.")]
    ['Art. 73 says so.', 'We report;', 'The clerk helps.']
    """
    start = 0
    length = len(text.rstrip())
    for found in _END.finditer(text):
        end = found.end()
        if found[0] == "." and end < length:
            near = max(start, end - _LONGEST_SHORT)
            if _SHORT.search(text, near, end) or _ORDINAL.search(text, near, end):
                continue
        so_far = text[start:end]
        if so_far.strip():
            yield start + len(so_far) - len(so_far.lstrip()), " ".join(so_far.split())
        start = end
    rest = text[start:]
    if rest.strip():
        yield start + len(rest) - len(rest.lstrip()), " ".join(rest.split())
