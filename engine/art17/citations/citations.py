"""Finds citations: `cited` in a string that should be one, `citations_in` in prose, tables and YAML strings."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from art17.citations import between, patterns
from art17.citations.about import About
from art17.citations.acts import AI_ACT, Mention, mentions_in
from art17.citations.attribution import Attributed, Group, Surroundings, acts_of
from art17.citations.grammar import followed_by, group_at, heads_in
from art17.citations.languages import words
from art17.citations.layout import Layout, layout_of
from art17.citations.masking import masked
from art17.citations.parts import Found, begins_with_part, with_parts
from art17.citations.place import Place, canonical, is_plain, roman_value
from art17.citations.prefixes import with_prefix
from art17.model.law import Citation

_FARTHEST = 160
_NEIGHBOURS = 3
_NEAR = 80
_SHORT = 50


def citations_in(text: str, default: About | str | None = None) -> tuple[Citation, ...]:
    """Every citation in a text, in order, each with its act; the act is None where the words leave it open.

    By `default`, where no words near a citation name its act, it is of the act that the document is about.

    >>> [(each.provision, each.act) for each in citations_in("Art. 30 GDPR; see the AI Act, Art. 9 and 10.")]
    [('Art. 30', 'gdpr'), ('Art. 9', 'eu-ai-act'), ('Art. 10', 'eu-ai-act')]
    """
    if not cites_something(text) and not _may_have_divisions().search(text):
        return ()
    prose = masked(text)
    groups = _with_divisions(_groups(prose), prose)
    if not groups:
        return ()
    layout = layout_of(prose)
    cites = [_cites(group) for group in groups]
    about = default if isinstance(default, About) else About(default, is_stated=default is not None)
    found: list[Citation] = []
    for index, of in enumerate(acts_of(groups, Surroundings(layout, about, text))):
        found.extend(_citations(text, groups[index], cites[index], of, _neighbourhood(layout, groups, index, cites)))
    return tuple(found)


def _cites(group: Group) -> tuple[str, ...]:
    return tuple([canonical(found.place) for found in group])


def cites_something(text: str) -> bool:
    """Whether a text has anything that looks like a citation; far cheaper than reading it."""
    return next(heads_in(text), None) is not None


def _groups(prose: str) -> list[Group]:
    """The citations of a text, each with its list or range."""
    groups: list[Group] = []
    position = 0
    for head in sorted(heads_in(prose), key=lambda head: head.start()):
        if head.start() < position:
            continue
        group = group_at(prose, head)
        if group:
            group = with_prefix(prose, group, position)
            groups.append(group)
            position = group[-1].end
    return groups


def _with_divisions(groups: list[Group], prose: str) -> list[Group]:
    """The groups of a text and its chapters and titles, in order."""
    divisions = list(_named_divisions(prose))
    if not divisions:
        return groups
    taken = sorted(position for group in groups for position in (group[0].start, group[-1].end))
    new = {group[0].start: group for group in divisions if not _lies_in(group[0], taken)}
    return sorted([*groups, *new.values()], key=lambda group: group[0].start)


def _lies_in(found: Found, taken: list[int]) -> bool:
    """Whether any of these places, which are in order, lies in a citation."""
    index = bisect_left(taken, found.start)
    return index < len(taken) and taken[index] <= found.end


def _named_divisions(prose: str) -> Iterator[Group]:
    """Chapters and titles with which the Act is named; others are the document's own: `Title IV of the AI Act`."""
    for mention in mentions_in(prose):
        if mention.act != AI_ACT:
            continue
        for left, right in ((max(0, mention.start - _NEAR), mention.start), (mention.end, mention.end + _NEAR)):
            beside = prose[left:right].replace("\n", " ")
            if " I" in beside or " V" in beside or " X" in beside:
                yield from _divisions_beside(prose, mention, left, right)


def _divisions_beside(prose: str, mention: Mention, left: int, right: int) -> Iterator[Group]:
    if _is_part_of_a_name().match(prose, mention.end):
        return
    for match in patterns.division().finditer(prose, left, right):
        if not match["number"].isupper() or roman_value(match["number"]) is None:
            continue
        group = _division(prose, match)
        end = group[0].end
        gap = between.act_follows().fullmatch(prose, end, mention.start) if end <= mention.start else None
        if gap or (
            match.start() >= mention.end and between.act_stands_before().fullmatch(prose, mention.end, match.start())
        ):
            yield group


@cache
def _may_have_divisions() -> re.Pattern[str]:
    return re.compile(rf"{patterns.either('chapter', 'title')}\s[IVX]", re.IGNORECASE)


@cache
def _is_part_of_a_name() -> re.Pattern[str]:
    """`the AI Act Handbook`: a book has chapters of its own."""
    divisions = "|".join({word.capitalize() for word in words("chapter", "title", "article", "annex")})
    return re.compile(rf"['’]?s?[ \n-](?!(?:{divisions}))[A-Z][a-z]{{2,}}")


class Neighbourhood(NamedTuple):
    """What may state the topic of a group: words before and after, other citations, the heading of a bare line."""

    before: str = ""
    after: str = ""
    beside: tuple[str, ...] = ()
    heading: str = ""


def _neighbourhood(layout: Layout, groups: list[Group], index: int, cites: Sequence[tuple[str, ...]]) -> Neighbourhood:
    """The words of a group's sentence or row up to its neighbours, and these."""
    start, end = groups[index][0].start, groups[index][-1].end
    first, last = layout.sentence(start)
    left = groups[index - 1][-1].end if index else 0
    right = groups[index + 1][0].start if index + 1 < len(groups) else last
    before = layout.text[max(first, left, start - _FARTHEST) : start]
    after = layout.text[end : max(end, min(last, right, end + _FARTHEST))]
    beside: tuple[str, ...] = ()
    if left > first or right < last:
        for other in range(max(0, index - _NEIGHBOURS), min(len(groups), index + 1 + _NEIGHBOURS)):
            if other != index and first <= groups[other][0].start < last:
                beside += cites[other]
    is_point = len(groups[index][0].place.labels) > 1  # of what has no letter the heading tells nothing
    is_bare = is_point and len(before) + len(after) <= _SHORT and _has_no_words(before) and _has_no_words(after)
    heading = layout.heading(start) if is_bare else ""
    return Neighbourhood(before, after, beside, heading)


@cache
def _words_of_a_basis() -> re.Pattern[str]:
    """What a line holds that only states the legal basis: signs, and words that lead to a citation."""
    return re.compile(rf"(?:[^\w]|{patterns.either('beside', 'conjunctions', 'basis')})*+", re.IGNORECASE)


def _has_no_words(text: str) -> bool:
    return _words_of_a_basis().fullmatch(text) is not None


def _citations(
    text: str, group: Group, mates: tuple[str, ...], of: Attributed, around: Neighbourhood
) -> list[Citation]:
    before, after, beside, heading = around
    act, is_named, is_doubted = of
    if len(group) == 1:
        start, end = group[0].start, group[0].end
        return [
            Citation(
                text[start:end],
                start,
                end,
                mates[0],
                act,
                before,
                after,
                beside,
                (),
                0,
                False,
                is_named,
                heading,
                is_doubted,
            )
        ]
    return [
        Citation(
            text[at:end], at, end, cite, act, before, after, beside, mates, nth, inner, is_named, heading, is_doubted
        )
        for nth, ((_, at, end, _, inner), cite) in enumerate(zip(group, mates, strict=True))
    ]


def cited(text: str, act_by_default: str = AI_ACT) -> tuple[Citation, ...]:
    """The citations of a string that is a citation, a list or a range; what is none of it comes with provision None.

    >>> [each.provision for each in cited("Art. 17(1)(a), (b) and Annex IV")]
    ['Art. 17(1)(a)', 'Art. 17(1)(b)', 'Annex IV']
    >>> [(each.text, each.provision) for each in cited("Art. 9 and so on")]
    [('Art. 9', 'Art. 9'), ('and so on', None)]
    """
    if is_plain(text):
        return (Citation(text, 0, len(text), text, act_by_default or None),)
    groups = _strict_groups(text)
    mentions = mentions_in(text)
    around = Surroundings(layout_of(text), About(act_by_default, is_stated=True))
    acts = acts_of(groups, around)
    found: list[Citation] = []
    covered = [(each.start, each.end) for each in mentions]
    for index, (group, of) in enumerate(zip(groups, acts, strict=True)):
        right = groups[index + 1][0].start if index + 1 < len(groups) else len(text)
        topic = _topic().match(text, group[-1].end, right)
        covered.append((group[0].start, topic.end() if topic else group[-1].end))
        found.extend(_citations(text, group, _cites(group), of, Neighbourhood(after=topic.group() if topic else "")))
    found.extend(_strays(text, sorted(covered)))
    return tuple(sorted(found, key=lambda each: each.start))


@cache
def _topic() -> re.Pattern[str]:
    """A topic stated beside a citation: `Art. 9 (risk management)`, `Art. 9: risk management`."""
    return re.compile(r"\s*(?:\([^()\d]{3,80}\)|[:–—-]\s+[^\d;|]{3,100})")


@cache
def _bare() -> re.Pattern[str]:
    """A number that needs no `Art.`: `17(1)(a)`."""
    return re.compile(r"\s*(?P<number>\d{1,3}[a-z]?)(?=\s?\(|$)")


@cache
def _between() -> re.Pattern[str]:
    """What may stand between the citations of a string."""
    return re.compile(rf"(?:\s|[,;/&+.()'’-]|{patterns.either('conjunctions', 'of', 'beside')})*+", re.IGNORECASE)


def _strict_groups(text: str) -> list[Group]:
    groups = _groups(text)
    divisions = [_division(text, match) for match in patterns.division().finditer(text)]
    bare = _bare().match(text)
    if bare is not None and not groups:
        first = with_parts(text, Found(Place("Art.", bare["number"]), bare.start("number"), bare.end("number")))
        groups = [followed_by(text, first, plural=True)] if first.place.labels else []
    return sorted([*groups, *divisions], key=lambda group: group[0].start)


def _division(text: str, head: re.Match[str]) -> Group:
    """`Chapter III, Section 2`; also `Title III, Chapter 2`, as the draft was divided."""
    place = Place("Chapter" if head["chapter"] else "Title", head["number"])
    return (with_parts(text, Found(place, head.start(), head.end())),)


def _strays(text: str, covered: list[tuple[int, int]]) -> list[Citation]:
    """The parts of a string that are neither citations nor what stands between them."""
    strays: list[Citation] = []
    position = 0
    for start, end in [*covered, (len(text), len(text))]:
        piece = text[position:start]
        if start > position and _between().fullmatch(piece) is None:
            offset = position + len(piece) - len(piece.lstrip())
            strays.append(Citation(piece.strip(), offset, offset + len(piece.strip()), None, None))
        position = max(position, end)
    if not strays and not covered:
        strays.append(Citation(text, 0, len(text), None, None))
    return strays


def rejoined(items: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The citations of a list that YAML split at its commas, each with the index of its first item.

    >>> rejoined(["Article 17 (1)", "point (a)", "Art. 9"])
    ((0, 'Article 17 (1), point (a)'), (2, 'Art. 9'))
    """
    joined: list[tuple[int, str]] = []
    for index, item in enumerate(items):
        if joined and _goes_on(item):
            first, text = joined[-1]
            joined[-1] = (first, f"{text}, {item}")
        else:
            joined.append((index, item))
    return tuple(joined)


def _goes_on(item: str) -> bool:
    """Whether an item of a list is only the rest of the citation before it: `point (a)`, `(b)`, `10`."""
    if patterns.head().search(item) or patterns.division().search(item):
        return False
    text = item.strip()
    return begins_with_part(text) or patterns.article_number().match(text) is not None
