"""What may stand between a citation and the name of its act: patterns made of the language tables."""

import re
from functools import cache

from art17.citations.acts import over_lines
from art17.citations.languages import words

BLANK = r"[\s>\u00a0\u202f*_\"'”»]{0,6}+"
_GAP = r"\s{1,6}"
_END = r"(?![^\W_])"


def one_of(*kinds: str) -> str:
    """A pattern for any word of these kinds, in any language; `-gesetz` also ends a longer word."""
    found = words(*kinds)
    whole = "|".join(_plain(word) for word in found if word[0] != "-" and word[-1].isalnum())
    signs = "".join(f"|{_plain(word)}" for word in found if word[0] != "-" and not word[-1].isalnum())
    endings = "|".join(_plain(word[1:]) for word in found if word[0] == "-")
    compounds = rf"|[\w-]{{0,40}}(?:{endings}){_END}" if endings else ""
    return rf"(?:(?:{whole}){_END}{signs}{compounds})"


def _plain(word: str) -> str:
    return re.escape(word).replace("\\ ", " ")  # `over_lines` makes any blank a possible end of the line


def _wrapped(pattern: str) -> re.Pattern[str]:
    return re.compile(over_lines(pattern), re.IGNORECASE)


@cache
def goes_on() -> re.Pattern[str]:
    """With what most of these begin, so that few citations need be held against each of them."""
    beginnings = {
        word[:2]
        for word in words("that_act", "this_act", "this_very_act", "thereof", "of_something", "no_articles")
        if word[0] != "-"
    }
    return _wrapped(rf"{BLANK}(?:-|[,(]?{BLANK}(?:{'|'.join(map(_plain, sorted(beginnings)))}|[$€£]|usd|eur|gruppe))")


@cache
def act_follows() -> re.Pattern[str]:
    """Between a citation and the name of its act: `Art. 9 of the ...`, `Art. 9 (...)`, `Art. 9 ff. ...`."""
    return _wrapped(
        rf"(?:\s{one_of('following')})?{BLANK}(?P<mark>[,(\[–—/-]?){BLANK}"
        rf"(?:{one_of('leads_to_act')} ?{BLANK})?(?:{one_of('the')} ?){{0,4}}"
    )


@cache
def act_stands_before() -> re.Pattern[str]:
    """Between the name of an act and a citation: `GDPR: Art. 30`, `the AI Act's Article 9`."""
    return _wrapped(
        rf"(?:['’]s?)?{BLANK}[,:;(\[|–—-]{{0,2}}{BLANK}(?:\((?:[A-Z][\w -]{{1,20}})\),?\s)?"
        rf"(?:{one_of('after_act')} ?)?(?:{one_of('the')} ?)?{BLANK}"
    )


@cache
def same_again() -> re.Pattern[str]:
    """`Art. 9 of that Regulation`."""
    return _wrapped(rf"{BLANK},?{BLANK}(?:{one_of('that_act')}{_GAP}{one_of('act_nouns')}|{one_of('thereof')})")


@cache
def this_act() -> re.Pattern[str]:
    """`Art. 9 of this Regulation`; `own` where it says `this`, not `the`."""
    own = rf"(?P<own>{one_of('this_very_act')})"
    return _wrapped(rf"{BLANK},?{BLANK}(?:{own}|{one_of('this_act')}){_GAP}{one_of('own_nouns')}")


@cache
def something_else() -> re.Pattern[str]:
    """Something else that has articles or annexes: a contract, a handbook, a treaty by name."""
    return _wrapped(
        rf"{BLANK}[,(]?{BLANK}{one_of('of_something')}\s{{0,6}}(?:{one_of('determiners')}{_GAP})?"
        rf"(?:[\w’'/&-]{{1,40}}{_GAP}){{0,3}}?{one_of('works')}"
    )


@cache
def not_a_citation() -> re.Pattern[str]:
    """What shows that a number was none of an article: `Article 29 Working Party`, `Art. 5 €`."""
    plain = "|".join(_plain(word) for word in words("no_articles") if word[0] != "-")
    joined = "|".join(_plain(word[1:]) for word in words("no_articles") if word[0] == "-")
    return _wrapped(rf"{BLANK}(?:(?:{plain}){_END}|[$€£]|(?:USD|EUR){_END})|\s?-?(?:{joined}){_END}")


@cache
def joins() -> re.Pattern[str]:
    """What stands between two groups of one list."""
    return _wrapped(
        rf"[\s>*_]{{0,6}}(?:[,;/&+]|{one_of('joins', 'until')})[\s>,*_]{{0,6}}(?:{one_of('joins')})?[\s>*_]{{0,6}}"
    )
