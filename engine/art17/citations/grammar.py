"""Reads one citation, with the list or range that follows it, at a place in a text; says nothing of acts or meaning."""

import re
from collections.abc import Iterator

from art17.citations import patterns
from art17.citations.languages import words
from art17.citations.parts import Found, label_of, labelled_at, with_parts
from art17.citations.place import Place, between, deepened, is_number, levels, roman_value, sibling

# In a document a longer range counts as its two ends: so a page of ranges costs no more than a page of citations.
_LONGEST_RANGE = 25
_SHORT = 2000
_PATH_SIGNS = frozenset("/-@#$\\=")


def group_at(text: str, head: re.Match[str]) -> tuple[Found, ...]:
    """The citations that start with a head (`Art. 9`) and the ones that a list or range adds; empty if it is none."""
    article, number, annex, roman = head.groups()
    if roman and roman_value(roman) is None:
        return ()
    place = Place("Annex", roman) if roman else Place("Art.", number)
    word = (article or annex).lower()
    plural = word.endswith(")") or word in words("articles", "annexes")
    first = with_parts(text, Found(place, head.start(), head.end()))
    return followed_by(text, first, plural=plural)


def followed_by(text: str, first: Found, *, plural: bool) -> tuple[Found, ...]:
    """A citation and the further members of its list or range."""
    found = _opened(text, first)
    goes_on = True
    while goes_on:
        stacked = _stacked(text, found[-1])
        if stacked is not None:
            found.append(stacked)
        else:
            goes_on = _add_member(text, found, plural=plural)
    return tuple(found)


def _add_member(text: str, found: list[Found], *, plural: bool) -> bool:
    """Add the next member of a list or range, or those up to it; whether there is one."""
    latest = found[-1]
    separator = _separator(text, latest.end, plural=plural)
    if separator is None or (separator.group().strip() == ";" and "\n" in separator.group()):
        return False  # the next item of an enumeration, not of this list
    member = _member(text, separator, latest, plural=plural)
    if member is None:
        return False
    if len(member.place.labels) > len(latest.place.labels) and _continues(member.place, latest.place):
        found[-1] = member._replace(start=latest.start)
    elif separator["range"] is None:
        found.append(member)
    elif _ascends(latest.place, member.place):
        places = between(latest.place, member.place, _LONGEST_RANGE if len(text) > _SHORT else None)
        worded, end = member.worded, member.end
        found.extend(Found(place, latest.start, end, worded, inner=place != places[-1]) for place in places)
    else:
        return False
    return True


def _separator(text: str, end: int, *, plural: bool) -> re.Match[str] | None:
    """What leads to the next member; in `Articles 12 (logs), 13` behind a word in brackets."""
    separator = patterns.separator().match(text, end)
    if separator is None and plural and (aside := patterns.aside().match(text, end)):
        return patterns.separator().match(text, aside.end())
    return separator


def _opened(text: str, found: Found) -> list[Found]:
    """The citation, opened up where its last bracket holds several labels: `Article 20(1-2)`."""
    match = patterns.bracketed_list().match(text, found.end) if "(" in text[found.end : found.end + 2] else None
    if match is None:
        return [found]
    opened: list[Found] = []
    for label in patterns.label_in_list().finditer(match["labels"]):
        place = deepened(found.place, label["label"].lower())
        if place is None or (opened and levels(place.labels) != levels(opened[-1].place.labels)):
            return [found]
        if label["range"] and opened and _ascends(opened[-1].place, place):
            steps = between(opened[-1].place, place, _LONGEST_RANGE)
            opened.extend(Found(each, found.start, match.end(), inner=each != place) for each in steps)
        else:
            opened.append(Found(place, found.start, match.end()))
    return opened


def _stacked(text: str, latest: Found) -> Found | None:
    """`(d)` of `Article 16(a)(d)`: a further letter, since nothing with that label stands beneath the first."""
    if text[latest.end : latest.end + 1] != "(" or levels(latest.place.labels)[-1:] != ("letter",):
        return None
    match = patterns.bracket().match(text, latest.end)
    label = match["label"].lower() if match else ""
    if len(label) != 1 or not label.isalpha() or label <= latest.place.labels[-1]:
        return None
    place = sibling(latest.place, label)
    return Found(place, latest.end, match.end()) if match and place else None


def _continues(longer: Place, shorter: Place) -> bool:
    """Whether a member only goes on with what was cited: `Article 17 (1), (a)` is one citation."""
    return longer.number == shorter.number and longer.labels[: len(shorter.labels)] == shorter.labels


def _ascends(first: Place, last: Place) -> bool:
    """Whether two places can be the ends of a range."""
    if first.number == last.number:
        if not first.labels or not last.labels or first.labels[:-1] != last.labels[:-1]:
            return False  # `Arts. 9-9`
        return _key(first.labels[-1]) < _key(last.labels[-1])
    return _key(first.number) < _key(last.number)


def _key(label: str) -> tuple[int, str]:
    digits = label.rstrip("abcdefghijklmnopqrstuvwxyz")
    if digits.isdecimal():
        return int(digits), label[len(digits) :]
    return roman_value(label.upper()) or 0, label


def _member(text: str, separator: re.Match[str], latest: Found, *, plural: bool) -> Found | None:
    """The member of a list that starts after a separator; None where something else follows."""
    position = separator.end()
    for read in (_bracketed_member, _worded_member, _bare_member):
        member = read(text, position, latest)
        if member is not None:
            return with_parts(text, member)
    return _further_head(text, separator, latest, plural=plural)


def _bracketed_member(text: str, position: int, latest: Found) -> Found | None:
    """`(b)` after `Art. 17(1)(a), `."""
    match = patterns.bracket().match(text, position)
    if match is None:
        return None
    label = match["label"].lower()
    place = sibling(latest.place, label)
    if place is None and latest.place.labels:
        place = deepened(latest.place, label)
    return Found(place, position, match.end()) if place else None


def _worded_member(text: str, position: int, latest: Found) -> Found | None:
    """`point (b)` or `paragraph 5` after a separator."""
    part = labelled_at(text, position)
    if part is None:
        return None
    place = sibling(latest.place, label_of(part))
    return Found(place, position, part.end(), worded=part["bare"] is not None) if place else None


def _bare_member(text: str, position: int, latest: Found) -> Found | None:
    """`b` or `2` after `lit. a, ` or `Abs. 1 und `: only where a word had introduced the first."""
    if not latest.worded:
        return None
    match = patterns.article_number().match(text, position) or patterns.bare_letter().match(text, position)
    if match is None or patterns.unit_of_time().match(text, match.end()):
        return None
    label = match.group(1)
    if is_number(label) is not is_number(latest.place.labels[-1]) or _key(label) <= _key(latest.place.labels[-1]):
        return None
    place = sibling(latest.place, label)
    return Found(place, position, match.end(), worded=True) if place else None


def _further_head(text: str, separator: re.Match[str], latest: Found, *, plural: bool) -> Found | None:
    """`10` after `Art. 9, `; a number that counts something else (`Art. 9, 12 risks`) is none."""
    annex = latest.place.kind == "Annex"
    slashed = separator.group() == "/" and not annex
    pattern = patterns.roman_number() if annex else patterns.slashed_number() if slashed else patterns.article_number()
    match = pattern.match(text, separator.end())
    if match is None or latest.place.kind not in ("Art.", "Annex") or (annex and roman_value(match["number"]) is None):
        return None
    rises = _key(latest.place.number) < _key(match["number"])
    member = with_parts(text, Found(Place(latest.place.kind, match["number"]), match.start(), match.end()))
    if member.place.labels or member.place.section:
        return member if plural or rises or _goes_further(latest.place, member.place) else None
    if patterns.unit_of_time().match(text, match.end()):
        return None
    certain = (plural and (separator["list"] is None or annex)) or (slashed and rises)
    certain = certain or (annex and len(match["number"]) > 1 and separator["list"] == "+")
    return member if certain or ((rises or plural) and patterns.ends_here().match(text, match.end())) else None


def _goes_further(first: Place, second: Place) -> bool:
    """`16(2)` after `Article 16(1) and`: the same article, further on."""
    if first.number != second.number or not first.labels or not second.labels:
        return False
    return is_number(first.labels[0]) is is_number(second.labels[0]) and _key(first.labels[0]) < _key(second.labels[0])


def heads_in(text: str) -> Iterator[re.Match[str]]:
    """Every place of a text where a citation may start, in no order; not inside a word or a path."""
    starts = patterns.head()
    for openings in patterns.head_openings():
        for opening in openings.finditer(text):
            start = opening.start()
            head = starts.match(text, start)
            if head is not None and text[start - 1 : start] not in _PATH_SIGNS and not _speaks_of_art(text, head):
                yield head


def _speaks_of_art(text: str, head: re.Match[str]) -> bool:
    """Whether the head is none: `state of the art. 3 systems`; `Art. 9/2024`, the number of a file."""
    word, start = head["article"] or "", head.start()
    if text.startswith(("/19", "/20"), head.end()) and text[head.end() + 3 : head.end() + 5].isdecimal():
        return True
    return word in ("art", "art.") and (
        text[max(0, start - 16) : start].rstrip().endswith("the")
        or (word == "art" and text[head.end() : head.end() + 1] != "(")
    )
