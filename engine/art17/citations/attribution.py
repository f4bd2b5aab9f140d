"""Decides of which act a citation is, from the words around it; where they leave it open, of none."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from art17.citations import between
from art17.citations.about import About, acts_in_name, is_headed
from art17.citations.acts import AI_ACT, NEUTRAL, OTHER, STANDARD, Mention, mentions_in
from art17.citations.layout import Block, Layout
from art17.citations.masking import hidden_in
from art17.citations.parts import Found
from art17.citations.strangers import (
    heads_laws,
    may_name_in_headings,
    named_after,
    named_before,
    named_in_heading,
)

_REACH = 40
_MANY = 3
_OUTWEIGHED = 3
_FEW = 4
_MOST_COLUMNS = 40
_ABOVE = 200
_ENDS = frozenset("|):;.")  # no word that goes on with a citation follows these
_NEAR = "near"
"""What is near names other acts alone: a bare citation is left open, and no reader is in doubt."""


class Attributed(NamedTuple):
    """The act of a group, None where it is left open.

    `is_named` where words near the group, or the document, name it, or, where it is left open, name other acts alone;
    `is_doubted` where its sentence has what may be the name of another act too.
    """

    act: str | None
    is_named: bool
    is_doubted: bool = False


class Surroundings:
    """A text as attribution sees it: its layout, the acts that it names, and the act that it is about by default."""

    __slots__ = (
        *("_found", "_has_strangers", "_law_columns", "_of_headings", "_starts", "_written"),
        *("agree", "by_default", "has_rows", "hides", "layout", "presumed"),
    )

    def __init__(self, layout: Layout, by_default: About, written: str = "") -> None:
        self.layout = layout
        self._written = written or layout.text
        self.by_default = by_default
        self.presumed = Attributed(by_default.act, by_default.is_stated, by_default.is_doubted)
        self._found = mentions_in(layout.text)
        self._starts = [mention.start for mention in self._found]
        self._of_headings: dict[int, str | None] = {-1: None}
        self._law_columns: dict[int, int] = {}
        self.has_rows = "|" in layout.text
        headings = " ".join([layout.text[start:end] for start, end, _, _ in layout.headings])
        self._has_strangers = may_name_in_headings(headings)
        named = {mention.act for mention in self._found} - NEUTRAL
        self.hides = not acts_in_name(hidden_in(self._written)) <= {AI_ACT}
        agree = not named or named == {AI_ACT} == {by_default.act}
        self.agree = agree and not self._has_strangers and not self.hides
        """Whether no act is named but the AI Act by default: then no place can speak of any other."""

    def law_column(self, row: Block) -> int:
        """The index of the column of a row's table that is titled `Law`; -1 where none is."""
        titles = self.layout.column_titles(row.start)
        if titles[0] not in self._law_columns:
            found = self.layout.text[slice(*titles)].split("|")[:_MOST_COLUMNS] if titles[0] < titles[1] else []
            self._law_columns[titles[0]] = next((at for at, title in enumerate(found) if heads_laws(title)), -1)
        return self._law_columns[titles[0]]

    @property
    def names_ours(self) -> bool:
        """Whether the text names the AI Act anywhere."""
        return any(mention.act == AI_ACT for mention in self._found)

    def is_one_block(self, left: int, right: int) -> bool:
        """Whether two places are in one paragraph, item of a list or row."""
        block = self.layout.block(left)
        return block.start <= right < max(block.end, left + 1)

    def linked_to(self, end: int) -> str | None:
        """The act that the address of a link around a citation names: `[Art. 35](https://gdpr-info.eu/art-35)`."""
        link = _LINK.match(self._written, end) if self.hides else None
        return _the_one(acts_in_name(link["to"])) if link else None

    def named_in_code(self, start: int, end: int) -> str | None:
        """The act that code or addresses between two places name; `` where it is another one, or several."""
        if not self.hides:
            return None
        written, prose = self._written[start:end], self.layout.text[start:end]
        if written == prose:
            return None
        hidden = "".join([sign if sign != shown else " " for sign, shown in zip(written, prose, strict=True)])
        return _the_one(acts_in_name(hidden))

    def span(self, position: int) -> tuple[int, int]:
        """The row or sentence around a position."""
        block = self.layout.block(position)
        return (block.start, block.end) if block.is_row else self.layout.sentence(position)

    def near(self, position: int) -> tuple[int, int]:
        """The part of it that is near: so a long line of citations costs no more than many short ones."""
        left, right = self.span(position)
        return max(left, position - _ABOVE), min(right, position + _ABOVE)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin between two places."""
        first = bisect_left(self._starts, start)
        if first == len(self._found) or self._found[first].start >= end:
            return ()
        return self._found[first : bisect_left(self._starts, end, first)]

    def after(self, position: int) -> Mention | None:
        """The mention that begins soon after a place."""
        index = bisect_left(self._starts, position)
        near = index < len(self._found) and self._starts[index] < position + _REACH
        return self._found[index] if near else None

    def before(self, position: int) -> Mention | None:
        """The mention that begins shortly before a place."""
        index = bisect_left(self._starts, position) - 1
        near = index >= 0 and self._starts[index] >= position - 2 * _REACH
        return self._found[index] if near else None

    def named_by_headings(self, position: int) -> str | None:
        """The act that the headings above a position speak of, the nearest of them that names one."""
        index = self.layout.heading_over(position)
        if index not in self._of_headings:
            self._of_headings[index] = self._of_heading(index)
        return self._of_headings[index]

    def _of_heading(self, index: int) -> str | None:
        """The act that a heading names, known or told by its shape, else the one that the heading above it has."""
        start, end, _, above = self.layout.headings[index]
        named = self.named_by_title(start, end)
        if named is not None:
            return named
        if self._has_strangers and named_in_heading(self.layout.text[start:end]):
            return OTHER
        return self.named_by_headings(self.layout.headings[above][0]) if above >= 0 else None

    def named_by_title(self, start: int, end: int) -> str | None:
        """The act that a heading, a column's title or a cell names; an everyday abbreviation only where it is alone."""
        mentions = self.within(start, end)
        acts = {each.act for each in mentions if each.act not in NEUTRAL and not each.is_ambiguous}
        if acts:
            return acts.pop() if len(acts) == 1 else ""
        title = self.layout.text[start:end] if mentions else ""
        alone = (each.act for each in mentions if each.is_ambiguous and is_headed(title, each, start))
        return next(alone, None)


_LINK = re.compile(r"[*_)\]]{0,4}\]\((?P<to>[^()\s]{0,300})\)")


def _the_one(acts: set[str]) -> str | None:
    """The AI Act where only it is named, near where only others are; `` where both are, None where no act is."""
    if not acts:
        return None
    return AI_ACT if acts == {AI_ACT} else "" if AI_ACT in acts else _NEAR


def _attributed(named: str) -> Attributed:
    """What a name, near, or `` for several acts comes to."""
    return Attributed(None, is_named=named == _NEAR) if named in ("", _NEAR) else Attributed(named, is_named=True)


Group = tuple[Found, ...]


def acts_of(groups: list[Group], around: Surroundings) -> tuple[Attributed, ...]:
    """The act of each group: named beside it, beside a group that it is joined with, or by what surrounds it.

    Where most acts that are named directly with a citation are others, the rest is left open, unless the document says
    which act it is about: whoever writes on a law of his country names it once, and then its articles alone. So an
    article is in doubt that the document cites of another act, too.
    """
    beside = [_beside(groups, index, around) for index in range(len(groups))]
    named = [act for act in beside if act is not None] + _hidden(groups, beside, around)
    ours = named.count(AI_ACT)
    others = len(named) - ours
    if not around.by_default.is_stated and others:
        if others >= _MANY and len(named) > _OUTWEIGHED * ours:
            around.presumed = Attributed(None, is_named=False)
        elif not around.names_ours or (others >= _MANY and others * _FEW >= ours):
            around.presumed = around.presumed._replace(is_doubted=True)
    context = [
        _from_context(group, around) if act is None else _OPEN for group, act in zip(groups, beside, strict=True)
    ]
    elsewhere = {
        group[0].place[:2] for group, act in zip(groups, beside, strict=True) if act is not None and act != AI_ACT
    }
    context = [
        of._replace(is_doubted=True) if group[0].place[:2] in elsewhere else of
        for group, of in zip(groups, context, strict=True)
    ]
    joined = [_joined(around.layout.text, left, right) for left, right in pairwise(groups)]
    for index in range(len(groups) - 2, -1, -1):
        if beside[index] is None and joined[index]:
            beside[index] = beside[index + 1]
    for index in range(1, len(groups)):
        if beside[index] is None and joined[index - 1]:
            beside[index] = beside[index - 1]
    return tuple(
        _attributed(named) if named is not None else other for named, other in zip(beside, context, strict=True)
    )


_OPEN = Attributed(None, is_named=False)


def _hidden(groups: list[Group], beside: Sequence[str | None], around: Surroundings) -> list[str]:
    """The acts that code or addresses in the row or sentence of the other groups name."""
    if not around.hides:
        return []
    left = (around.near(group[0].start) for group, act in zip(groups, beside, strict=True) if act is None)
    return [act for span in left if (act := around.named_in_code(*span)) is not None]


def _joined(text: str, left: Group, right: Group) -> bool:
    """Whether two groups stand in one list: `Art. 9 and Annex IV`."""
    start, end = left[-1].end, right[0].start
    return end - start <= _REACH and between.joins().fullmatch(text, start, end) is not None


def _beside(groups: list[Group], index: int, around: Surroundings) -> str | None:
    """The act named directly after or before a group; `other` where something else with articles is."""
    text = around.layout.text
    start, end = groups[index][0].start, groups[index][-1].end
    next_start = groups[index + 1][0].start if index + 1 < len(groups) else len(text)
    goes_on = text[end : end + 1] not in _ENDS and between.goes_on().match(text, end) is not None
    if goes_on and between.not_a_citation().match(text, end):
        return OTHER
    after = _named_after(text, end, next_start, around)
    if after is not None:
        return after
    if goes_on:
        if between.same_again().match(text, end):
            return _latest(around, around.layout.block(start).start, start) or ""
        if (this := between.this_act().match(text, end)) and (own := _of_this_act(this, start, around)) is not None:
            return own
        if between.something_else().match(text, end):
            return OTHER
    before = _named_before(text, start, around)
    if before is not None:
        return before
    linked = around.linked_to(end)
    if linked is not None:
        return linked
    return OTHER if named_before(text, start) or named_after(text, end) else None


def _of_this_act(this: re.Match[str], start: int, around: Surroundings) -> str | None:
    """`of this Regulation` is the document's own, where it says which; `of the Regulation` is the one named last."""
    default = around.by_default
    if default.is_stated and this["own"]:
        return default.act or ""
    latest = _latest(around, around.layout.block(start).start, start)
    if latest is None:
        latest = default.act if default.is_stated else _latest(around, 0, start)
    return None if latest is None and default.act else latest or ""


def _named_after(text: str, end: int, next_start: int, around: Surroundings) -> str | None:
    """The act of `Art. 9 of the AI Act`; not that of `Art. 9, GDPR Art. 5`, which belongs to what follows it."""
    mention = around.after(end)
    if mention is None or mention.start >= next_start or not around.is_one_block(end - 1, mention.start):
        return None
    if mention.act == STANDARD and not text[end : end + 16].lstrip().startswith("of"):
        return None  # standards have clauses: `Art. 17 to ISO 42001` compares the two
    gap = between.act_follows().fullmatch(text, end, mention.start)
    if gap is None:
        return None
    belongs_to_next = (
        gap["mark"]
        and next_start - mention.end <= _REACH
        and between.act_stands_before().fullmatch(text, mention.end, next_start)
    )
    return None if belongs_to_next else mention.act


def _named_before(text: str, start: int, around: Surroundings) -> str | None:
    """The act of `GDPR Art. 30`."""
    mention = around.before(start)
    if mention is None or mention.end > start or not around.is_one_block(mention.start, start):
        return None
    return mention.act if between.act_stands_before().fullmatch(text, mention.end, start) else None


def _latest(around: Surroundings, start: int, end: int) -> str | None:
    found = around.within(start, end)
    return found[-1].act if found else None


def _from_context(group: Group, around: Surroundings) -> Attributed:
    """The act that row, sentence, paragraph, headings or the document speak of, the nearest of them that names one."""
    start, end = group[0].start, group[-1].end
    if around.agree and not around.has_rows:
        return around.presumed
    block = around.layout.block(start)
    if around.agree:
        other = _from_law_column(block, around) if block.is_row else None
        return around.presumed if other is None else Attributed(other, is_named=True)
    named = (_from_row if block.is_row else _from_prose)(start, end, block, around)
    left, right = around.span(start)
    if named is None:
        named = around.named_in_code(*around.near(start))
    if named is None:
        named = around.named_by_headings(start)
    mentions = around.within(
        min(left, max(0, start - _ABOVE)), right
    )  # also the label over a list: `**DORA reporting**`
    is_doubted = any(each.is_ambiguous and each.act != AI_ACT for each in mentions)
    of = around.presumed if named is None else _attributed(named)
    return of._replace(is_doubted=True) if is_doubted else of


def _one(mentions: Sequence[Mention]) -> str | None:
    """The AI Act where only it is named; near where another act is: then a bare citation is in doubt."""
    return _the_one({each.act for each in mentions if each.act not in NEUTRAL and not each.is_ambiguous})


def _from_row(start: int, end: int, row: Block, around: Surroundings) -> str | None:
    """Own cell, title of the column, cells before; a later cell only where it holds nothing but the name of an act."""
    layout = around.layout
    of_the_row = around.within(row.start, row.end)
    own = _one(around.within(*layout.cell(start, row))) if of_the_row else None
    if own is not None:
        return own
    titles = layout.column_titles(row.start)
    if around.within(*titles):
        named = around.named_by_title(*layout.column_title(start, row.start, titles))
        if named is not None:
            return named
    for mention in reversed([each for each in of_the_row if each.start < start and each.act not in NEUTRAL]):
        if not mention.is_ambiguous or around.named_by_title(*layout.cell(mention.start, row)) is not None:
            return AI_ACT if mention.act == AI_ACT else _NEAR
    for mention in of_the_row:
        left, right = layout.cell(mention.start, row)
        name = layout.text[left:right].strip(" *_")
        if mention.start >= end and name == layout.text[mention.start : mention.end] and mention.act not in NEUTRAL:
            return mention.act
    return _from_law_column(row, around)


def _from_law_column(row: Block, around: Surroundings) -> str | None:
    """Another act, where a cell of the row stands under the title `Law` and names none that is known."""
    column = around.law_column(row)
    if column < 0:
        return None
    cells = around.layout.text[row.start : row.end].strip().removeprefix("|").split("|", column + 1)
    return OTHER if column < len(cells) and _is_filled(cells[column]) else None


def _is_filled(cell: str) -> bool:
    """Whether a cell names something, other than a citation itself."""
    return cell.strip(" *_-–—").replace(" ", "").isalnum() and not any(sign.isdigit() for sign in cell)


def _from_prose(start: int, end: int, block: Block, around: Surroundings) -> str | None:
    """The sentence, else the last act named before it in the paragraph."""
    if not around.within(block.start, max(block.end, end)):
        return None
    left, right = around.layout.sentence(start)
    named = _one(around.within(left, max(right, end)))
    if named is not None:
        return named
    before = [each for each in around.within(block.start, left) if each.act not in NEUTRAL and not each.is_ambiguous]
    return _one(before[-1:])
