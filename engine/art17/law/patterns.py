"""The patterns of the citation grammar, made of the language tables; repetitions are bounded: matching is linear."""

import re

from art17.law.languages import ordinals, words

# Blanks between the parts of a citation: a few spaces, or the end of a wrapped line; never an empty line.
GAP = r"(?:[ \t\u00a0\u202f]|&nbsp;){0,3}(?:\r?\n[ \t>]{0,12})?"
_END = r"(?![^\W_])"
_LETTERS = r"(?:[a-z][ab]?|[ivx]{1,4})"
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?[a-z]?"


def either(*kinds: str, beyond: tuple[str, ...] = ()) -> str:
    """A pattern for any word of these kinds in any language; a word without a full stop must end there."""
    found = {word for kind in kinds for word in words(kind)} - set(beyond)
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) + ("" if word[-1] in ".§°'’&" else _END) for word in ordered) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _in_every_case(*kinds: str) -> str:
    """Alternatives in lower case, capitalised and upper case: searching so is faster than ignoring case."""
    found = {form for kind in kinds for word in words(kind) for form in (word, word.capitalize(), word.upper())}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


# Where a citation starts: the word, then a number. `art17` is no citation, `Art.17` is one.
HEAD = re.compile(
    rf"(?P<article>{_in_every_case('article', 'articles')})(?:(?<=\.){GAP}"
    rf"|(?=[\s\u00a0\u202f&]){GAP})(?P<number>\d{{1,3}}[a-z]?){_END}"
    rf"|(?P<annex>{_in_every_case('annex', 'annexes')})(?:(?<=\.){GAP}"
    rf"|(?=[\s\u00a0\u202f&]){GAP})(?P<roman>[IVX]{{1,5}})(?!-[a-z]){_END}"
)
# What every head begins with; searching for that first costs a tenth.
_OPENINGS = {word[:3] for kind in ("article", "articles", "annex", "annexes") for word in words(kind)}
HEAD_OPENING = re.compile(
    "[{}](?<![^\\W_].)(?:{})".format(
        "".join(sorted({letter for word in _OPENINGS for letter in (word[0], word[0].upper())})),
        "|".join("".join(f"[{letter}{letter.upper()}]" for letter in word[1:]) for word in sorted(_OPENINGS)),
    )
)
DIVISION = _compiled(
    rf"(?:(?P<chapter>{either('chapter')})|(?P<title>{either('title')})){GAP}(?P<number>[IVX]{{1,5}}){_END}"
)

BRACKET = _compiled(rf"(?P<gap>{GAP})\([ ]?(?P<label>{_NUMBER}|{_LETTERS})[ ]?\)")
DOTTED = re.compile(r"\.(?P<label>\d{1,2}|[a-z])(?![A-Za-z0-9])(?!\.\d)")
CLOSED = re.compile(rf",?{GAP}(?P<label>[a-z]|[ivx]{{1,4}})\)|(?<=\))(?P<close>[a-z])(?![A-Za-z0-9])")
ANNEX_NUMBER = re.compile(
    rf"(?:(?P<comma>,){GAP}|(?P<dot>\.)|{GAP})(?P<label>\d{{1,2}}(?:\.\d)?)(?:(?=\()"
    rf"|(?![A-Za-z0-9])(?!\.?\d)(?P<bare>))"
)
_VALUE = (
    rf"(?:\((?P<bracketed>{_NUMBER}|{_LETTERS})\)|(?P<bare>\d{{1,3}}(?:\.\d)?[a-z]?(?!\.?\d){_END}"
    rf"|{_LETTERS}{_END}\)?))"
)
PARAGRAPH = _compiled(rf",?{GAP}(?:{either('paragraph')}){GAP}{_VALUE}")
POINT = _compiled(rf",?{GAP}(?P<word>{either('number', 'letter', 'subpoint')}){GAP}{_VALUE}")
_ORDINALS = "|".join(re.escape(word) for word in sorted(ordinals(), key=len, reverse=True))
_ORDINAL = f"(?P<ordinal>{_ORDINALS}){_END}"
SUBPARAGRAPH = _compiled(
    rf",?{GAP}(?:{_ORDINAL}{GAP}{either('subparagraph')}"
    rf"|{either('subparagraph', beyond=('paragraph',))}{GAP}\(?(?P<count>\d){_END}\)?)"
)
SENTENCE = _compiled(rf",?{GAP}(?:{_ORDINAL}{GAP}{either('sentence')}|{either('sentence')}{GAP}\d{{1,2}}{_END})")
SECTION = _compiled(rf",?{GAP}(?:{either('section')}){GAP}(?P<section>[A-C]|\d){_END}")
DIVISION_PART = _compiled(rf",?{GAP}(?:{either('section', 'chapter')}){GAP}(?P<section>\d){_END}")

SEPARATOR = _compiled(
    rf"{GAP}(?:(?P<range>[-–—]|{either('until')})|(?P<joined>(?:[,;]{GAP})?{either('conjunctions')})|(?P<list>[,;/]))"
    rf"{GAP}"
)
ARTICLE_NUMBER = re.compile(r"(?P<number>\d{1,3}[a-z]?)(?![A-Za-z0-9])(?!\.\d|/\d|%| ?[%€°])")
ROMAN_NUMBER = re.compile(r"(?P<number>[IVX]{1,5})(?![A-Za-z0-9])(?!-[a-z])")
BARE_LETTER = re.compile(r"(?P<label>[a-z])(?!\.?[A-Za-z0-9])\)?(?!\s{1,6}[a-z]{3,}(?<!and)(?<!und)(?<!bis))")
ENDS_HERE = re.compile(
    rf"\r?\n(?=\s{{0,12}}(?:$|[-*+#|>]|\d{{1,3}}[.)]\s|\n))|{GAP}(?:$|[,;:.)\]|*\"'”»/(-]|–|—"
    rf"|{either('conjunctions', 'until', 'of', 'paragraph', 'letter', 'number')}|[A-ZÄÖÜ])",
)
UNIT_OF_TIME = _compiled(
    rf"{GAP}(?:-?{GAP})?(?:day|week|month|year|hour|minute|percent|euro|tag|woche|monat|jahr|stunde|prozent"
    rf"|jour|semaine|mois|ans?|heure)s?(?:e|en|n|s)?(?![^\W_])"
)
ORDINAL_SUBPARAGRAPH = rf"(?:the{GAP})?(?:{_ORDINALS}){GAP}{either('subparagraph')}"
OF_PATTERN = rf"{GAP}{either('of')}{GAP}(?:the{_END}{GAP}|l['’])?"
