"""Decides of which act a citation is, from the words around it; where they leave it open, of none."""

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise

from art17.citations.acts import AI_ACT, Mention, mentions_in, over_lines
from art17.citations.layout import Block, Layout
from art17.citations.parts import Found

_REACH = 40
_THE = (
    r"(?:the |that |said |aforementioned |dem |der |des |de l['’]|de la |du |l['’]|le |la |la dite |EU |EU's "
    r"|European |European Union['’]s |Union['’]s |new |2024 )*"
)
_BLANK = r"[\s>\u00a0\u202f*_\"'”»]{0,6}"


def _wrapped(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(over_lines(pattern), flags)


@cache
def _goes_on() -> re.Pattern[str]:
    """With what the next four begin, so that most citations need not be held against each of them."""
    return re.compile(
        rf"{_BLANK}+[,(]?{_BLANK}+(?:of|in|under|to|th|ib|[dz]|eine|unsere|ihre|je|w[op]|-|gruppe|[$€£]|usd|eur)",
        re.IGNORECASE,
    )


@cache
def _act_follows() -> re.Pattern[str]:
    """Between a citation and the name of its act: `Art. 9 of the ...`, `Art. 9 (...)`, `Art. 9 ff. ...`."""
    return _wrapped(
        rf"(?:\s(?:ff?\.?|et seqq?\.?|et suiv(?:\.|ants)))?"
        rf"{_BLANK}(?P<mark>[,(\[–—/-]?){_BLANK}(?:(?:of|in|under|from|to|des|der|dem|im|in|nach|gemäß|du|de"
        rf"|d['’]) ?{_BLANK})?{_THE}"
    )


@cache
def _act_stands_before() -> re.Pattern[str]:
    """Between the name of an act and a citation: `GDPR: Art. 30`, `the AI Act's Article 9`."""
    return _wrapped(
        rf"(?:['’]s?)?{_BLANK}[,:;(\[|–—-]{{0,2}}{_BLANK}(?:\((?:[A-Z][\w -]{{1,20}})\),?\s)?(?:(?:in|under|see"
        rf"|cf\.|i\.e\.|per|gemäß|nach|à|its|and its|seine|laut) )?(?:l['’]|the )?{_BLANK}"
    )


@cache
def _same_again() -> re.Pattern[str]:
    """`Art. 9 of that Regulation`."""
    return _wrapped(
        rf"{_BLANK},?{_BLANK}(?:(?:of|in|under) (?:that|the same|said|the said|the latter"
        rf"|the aforementioned) (?:Regulation|Directive|Act|Decision|Law|Treaty)"
        r"|thereof|ibid|(?:derselben|jener|der genannten|der vorgenannten) (?:Verordnung|Richtlinie)"
        r"|(?:dudit|de ladite|du même|de la même|de ce|de cette) (?:règlement|directive|acte))",
        re.IGNORECASE,
    )


@cache
def _this_act() -> re.Pattern[str]:
    """`Art. 9 of this Regulation`."""
    return _wrapped(
        rf"{_BLANK},?{_BLANK}(?:(?:of|in|under) (?:this|the) (?:Regulation|Act)\b|(?:dieser|der vorliegenden"
        rf"|der) Verordnung\b"
        r"|(?:du présent|du) règlement\b)",
        re.IGNORECASE,
    )


@cache
def _something_else() -> re.Pattern[str]:
    """Something else that has articles or annexes: a contract, a handbook, a treaty by name."""
    return _wrapped(
        rf"{_BLANK}[,(]?{_BLANK}(?:of|to|des|der|dem|zum|zur|eine[rs]|unsere[rs]|ihre[rs]|diese[rs]|du|de la"
        rf"|de l['’]|de|d['’]un|d['’]une)\s{{1,6}}"
        r"(?:(?:the|this|that|our|its|their|my|your|an?|these|each|such|dieses|dieser|unseres|unserer|notre|ce"
        r"|cette|le|la)\s{1,6})?(?:[\w’'/&-]{1,40}\s{1,6}){0,3}?"
        r"(?:Acts?|Regulations?|Directives?|Laws?|Codes?|Treaty|Treaties|Charter|Conventions?|Constitution"
        r"|Statutes?|Agreements?|Contracts?"
        r"|Polic(?:y|ies)|Procedures?|Manual|Handbook|SOP|Protocol|By-?laws|Articles of Association|Terms|Reports?"
        r"|Documents?|Standards?|MoU|DPA|SLA|Schedule"
        r"|Appendix|Templates?|Decree|Ordinance|Proposal|Draft|Cookbook|Magazine|Series|Blog"
        r"|\w*[Vv]ertrage?s|\w*[Gg]esetz(?:es|buche?s)|Satzung|Vereinbarung|\w*[Hh]andbuch(?:s|es)|\w*[Rr]ichtlinie"
        r"|Grundgesetz(?:es)|\w*[Oo]rdnung|Abkommens|Entwurfs"
        r"|contrat|accord|traité|code|loi|convention|statuts|charte|directive|décret|constitution|manuel"
        r"|procédure)(?![^\W_])",
        re.IGNORECASE,
    )


@cache
def _not_a_citation() -> re.Pattern[str]:
    """What shows that a number was none of an article: `Article 29 Working Party`, `Art. 5 €`."""
    return _wrapped(
        rf"(?:{_BLANK}(?:Data Protection )?Working Party|{_BLANK}WP\b|-Datenschutzgruppe|\s?-?Gruppe\b"
        rf"|{_BLANK}(?:\$|€|£|USD|EUR))",
        re.IGNORECASE,
    )


class Surroundings:
    """A text as attribution sees it: its layout, the acts that it names, and the act that it is about by default."""

    __slots__ = ("_found", "_of_headings", "_starts", "agree", "by_default", "layout")

    def __init__(self, layout: Layout, by_default: str | None) -> None:
        self.layout = layout
        self.by_default = by_default
        self._found = mentions_in(layout.text)
        self._starts = [mention.start for mention in self._found]
        named = {mention.act for mention in self._found} - {"standard"}
        self.agree = not named or named == {AI_ACT} == {by_default}
        """Whether no act is named but the AI Act by default: then no place can speak of any other."""
        self._of_headings = [] if self.agree else self._acts_of_headings()

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
        return self._of_headings[index] if index >= 0 else None

    def _acts_of_headings(self) -> list[str | None]:
        """The act that each heading names, else the one that the heading above it has."""
        acts: list[str | None] = []
        for start, end, _, above in self.layout.headings:
            named = _one(self.within(start, end))
            acts.append(acts[above] if named is None and above >= 0 else named)
        return acts


Group = tuple[Found, ...]


def acts_of(groups: list[Group], around: Surroundings) -> tuple[str | None, ...]:
    """The act of each group: named beside it, beside a group that it is joined with, or by what surrounds it."""
    beside: list[str | None] = []
    context: list[str | None] = []
    for index, group in enumerate(groups):
        beside.append(_beside(groups, index, around))
        context.append(_from_context(group, around) if beside[-1] is None else None)
    joined = [_joined(around.layout.text, left, right) for left, right in pairwise(groups)]
    for index in range(len(groups) - 2, -1, -1):
        if beside[index] is None and joined[index]:
            beside[index] = beside[index + 1]
    for index in range(1, len(groups)):
        if beside[index] is None and joined[index - 1]:
            beside[index] = beside[index - 1]
    return tuple(named if named is not None else other for named, other in zip(beside, context, strict=True))


@cache
def _joins() -> re.Pattern[str]:
    """What stands between two groups of one list."""
    return re.compile(
        r"[\s>*_]{0,6}(?:[,;/&+]|and|or|und|oder|et|ou|to|bis|in conjunction with|read with|together with|sowie"
        r"|i\.? ?V\.? ?m\.?|in Verbindung mit)"
        r"[\s>,*_]*(?:and|or|und|et|with|the|l['’]|mit)?[\s>*_]*",
    )


def _joined(text: str, left: Group, right: Group) -> bool:
    """Whether two groups stand in one list: `Art. 9 and Annex IV`."""
    start, end = left[-1].end, right[0].start
    return end - start <= _REACH and _joins().fullmatch(text, start, end) is not None


def _beside(groups: list[Group], index: int, around: Surroundings) -> str | None:
    """The act named directly after or before a group; `` where something else with articles is."""
    text = around.layout.text
    start, end = groups[index][0].start, groups[index][-1].end
    next_start = groups[index + 1][0].start if index + 1 < len(groups) else len(text)
    goes_on = _goes_on().match(text, end) is not None
    if goes_on and _not_a_citation().match(text, end):
        return ""
    after = _named_after(text, end, next_start, around)
    if after is not None:
        return after
    if goes_on:
        if _same_again().match(text, end):
            return _latest(around, around.layout.block(start).start, start) or ""
        if _this_act().match(text, end):
            return _latest(around, around.layout.block(start).start, start) or around.by_default or ""
        if _something_else().match(text, end):
            return ""
    return _named_before(text, start, around)


def _named_after(text: str, end: int, next_start: int, around: Surroundings) -> str | None:
    """The act of `Art. 9 of the AI Act`; not that of `Art. 9, GDPR Art. 5`, which belongs to what follows it."""
    mention = around.after(end)
    if mention is None or mention.start >= next_start:
        return None
    if mention.act == "standard" and not text[end : end + 16].lstrip().startswith("of"):
        return None  # standards have clauses: `Art. 17 to ISO 42001` compares the two
    gap = _act_follows().fullmatch(text, end, mention.start)
    if gap is None:
        return None
    belongs_to_next = (
        gap["mark"]
        and next_start - mention.end <= _REACH
        and _act_stands_before().fullmatch(text, mention.end, next_start)
    )
    return None if belongs_to_next else mention.act


def _named_before(text: str, start: int, around: Surroundings) -> str | None:
    """The act of `GDPR Art. 30`."""
    mention = around.before(start)
    if mention is None or mention.end > start or not _act_stands_before().fullmatch(text, mention.end, start):
        return None
    return mention.act


def _latest(around: Surroundings, start: int, end: int) -> str | None:
    found = around.within(start, end)
    return found[-1].act if found else None


def _from_context(group: Group, around: Surroundings) -> str | None:
    """The act that row, sentence, paragraph, headings or the document speak of, the nearest of them that names one."""
    if around.agree:
        return around.by_default
    start, end = group[0].start, group[-1].end
    block = around.layout.block(start)
    named = (_from_row if block.is_row else _from_prose)(start, end, block, around)
    if named is None:
        named = around.named_by_headings(start)
    return named if named is not None else around.by_default


def _one(mentions: tuple[Mention, ...]) -> str | None:
    """The AI Act where only it is named; `` where another act is: then a bare citation is in doubt."""
    acts = {mention.act for mention in mentions if mention.act != "standard"} if mentions else None
    if not acts:
        return None
    return AI_ACT if acts == {AI_ACT} else ""


def _from_row(start: int, end: int, row: Block, around: Surroundings) -> str | None:
    """Own cell, title of the column, cells before; a later cell only where it holds nothing but the name of an act."""
    layout = around.layout
    of_the_row = around.within(row.start, row.end)
    own = _one(around.within(*layout.cell(start, row))) if of_the_row else None
    if own is not None:
        return own
    titles = layout.column_titles(row.start)
    if around.within(*titles):
        named = _one(around.within(*layout.column_title(start, row.start, titles)))
        if named is not None:
            return named
    if not of_the_row:
        return None
    before = around.within(row.start, start)
    if before:
        return _one(before[-1:])
    for mention in around.within(end, row.end):
        left, right = layout.cell(mention.start, row)
        if layout.text[left:right].strip(" *_") == layout.text[mention.start : mention.end]:
            return _one((mention,))
    return None


def _from_prose(start: int, end: int, block: Block, around: Surroundings) -> str | None:
    """The sentence, else the last act named before it in the paragraph."""
    if not around.within(block.start, max(block.end, end)):
        return None
    left, right = around.layout.sentence(start)
    named = _one(around.within(left, max(right, end)))
    if named is not None:
        return named
    before = tuple(each for each in around.within(block.start, left) if each.act != "standard")
    return _one(before[-1:])
