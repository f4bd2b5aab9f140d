"""The patterns of the citation grammar, made of the language tables; repetitions are bounded: matching is linear.

Each is compiled when first asked for: most runs read only citations that are canonical already.
"""

import re
from functools import cache

from art17.citations.languages import ordinals, words

# Blanks between the parts of a citation: a few spaces, or the end of a wrapped line; never an empty line.
_BLANKS = r"[ \t\u00a0\u202f]{0,3}+"
GAP = rf"{_BLANKS}(?:&nbsp;[ \t\u00a0\u202f]?+){{0,2}}+(?:\r?\n[ \t>]{{0,12}}+)?+"
_END = r"(?![^\W_])"
_LETTERS = r"(?:[a-z][ab]?|[ivx]{1,4})"
_NUMBER = r"[1-9]\d{0,2}(?:\.\d{1,2})?[a-z]?"
PLURAL = r"(?:\((?:s|es|n|en)\))"  # `area(s)`, `Artikel(n)`
_BLANK_TO_FILL = r"(?-i:[XYZN])(?![^\W_])"  # `Nr. X`: a capital that stands for whatever is to be filled in
_WORD = rf"[^\W\d_]{{1,20}}+(?:-[^\W\d_]{{1,20}})?(?:\.|{_END})"


def either(*kinds: str) -> str:
    """A pattern for any word of these kinds in any language; a word without a full stop must end there."""
    return _one_of({word for kind in kinds for word in words(kind)})


def _one_of(found: set[str]) -> str:
    ordered = sorted(found, key=lambda word: (-len(word), word))
    whole = "|".join(re.escape(word) for word in ordered if word[-1] not in ".§°'’&")
    signs = "".join("|" + re.escape(word) for word in ordered if word[-1] in ".§°'’&")
    return f"(?:(?:{whole}){_END}{signs})" if whole else f"(?:{signs[1:]})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _in_every_case(*kinds: str) -> str:
    """Alternatives in lower case, capitalised and upper case: searching so is faster than ignoring case.

    Those of one case stand together: they begin alike, so all are passed over at once.
    """
    found = {word: None for kind in kinds for word in words(kind)}
    ordered = [re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))]
    return "|".join(f"(?:{'|'.join(map(form, ordered))})" for form in (str.lower, str.capitalize, str.upper))


@cache
def head() -> re.Pattern[str]:
    """Where a citation starts: the word, then a number. `art17` is no citation, `Art.17` and `Anhang-IV-Akte` are."""
    gap = rf"(?:(?<=\.){GAP}|(?=[\s\u00a0\u202f&]){GAP})"
    articles, annexes = _in_every_case("article", "articles"), _in_every_case("annex", "annexes")
    return re.compile(
        rf"(?P<article>(?:{articles}){PLURAL}?)(?:{gap}|-(?=\d{{1,3}}[a-z]?-[A-ZÄÖÜ]))(?P<number>\d{{1,3}}[a-z]?){_END}"
        rf"|(?P<annex>(?:{annexes}){PLURAL}?)(?:{gap}|-(?=[IVX]{{1,5}}-[A-ZÄÖÜ]))(?P<roman>[IVX]{{1,5}})(?!-[a-z]){_END}"
    )


@cache
def head_openings() -> tuple[re.Pattern[str], ...]:
    """What heads begin with, a pattern for each first letter: to search for one fixed letter costs least by far."""
    openings = {word[:3] for word in words("article", "articles", "annex", "annexes")}
    gathered: dict[str, list[str]] = {}
    for form in sorted({form for word in openings for form in (word, word.capitalize(), word.upper())}):
        gathered.setdefault(form[0], []).append(form[1:])
    return tuple(re.compile(rf"{first}(?:{'|'.join(rests)})(?<![^\W_]...)") for first, rests in gathered.items())


@cache
def division() -> re.Pattern[str]:
    """`Chapter III`, `Titel II`."""
    return _compiled(
        rf"(?:(?P<chapter>{either('chapter')})|(?P<title>{either('title')})){GAP}(?P<number>[IVX]{{1,5}}){_END}"
    )


_PART_KINDS = ("section", "chapter", "subparagraph", "paragraph", "number", "letter", "subpoint", "sentence")


@cache
def word() -> re.Pattern[str]:
    """A word that may introduce a part, and the gap after it; whether it does, the tables say."""
    odd = {word for kind in _PART_KINDS for word in words(kind)} | set(ordinals())
    odd = {word for word in odd if re.fullmatch(_WORD, word) is None}
    return _compiled(rf",?{GAP}(?P<word>{_one_of(odd)}|{_WORD}){PLURAL}?{GAP}")


@cache
def part() -> re.Pattern[str]:
    """What may follow a citation as a part of it; the group matched last says which kind of part it is."""
    return re.compile(
        rf"(?P<gap>{GAP})\([ ]?(?!{_BLANK_TO_FILL})(?P<label>(?i:{_NUMBER}|{_LETTERS}))[ ]?\)"
        r"|\.(?P<dotted>\d{1,2}|[a-z])(?![A-Za-z0-9])(?!\.\d)"
        rf"|,?{GAP}(?P<closed>[a-z]|[ivx]{{1,4}})\)|(?<=\))(?P<close>[a-z])(?![A-Za-z0-9])"
        rf"|(?i:{word().pattern})"
        rf"|(?:(?P<comma>,){GAP}|(?P<dot>\.)|{GAP})(?P<counted>\d{{1,2}}(?:\.\d)?)"
        r"(?:(?=\()|(?![A-Za-z0-9])(?!\.?\d)(?P<bare>))"
    )


@cache
def bracket() -> re.Pattern[str]:
    """`(1)`, `(a)`."""
    return _compiled(rf"{GAP}\([ ]?(?!{_BLANK_TO_FILL})(?P<label>{_NUMBER}|{_LETTERS})[ ]?\)")


@cache
def bracketed_list() -> re.Pattern[str]:
    """`(1-2)`, `(a, c and d)`: several labels in one bracket."""
    label, between = rf"(?:{_NUMBER}|{_LETTERS}){_END}", rf"(?:[-–—,;/]|{either('conjunctions', 'until')})"
    return _compiled(rf"{GAP}\([ ]?(?P<labels>{label}(?:{GAP}{between}{GAP}{label}){{1,12}})[ ]?\)")


@cache
def label_in_list() -> re.Pattern[str]:
    """One label of such a bracket, and whether a range leads to it."""
    return _compiled(rf"(?P<range>[-–—]|{either('until')})?{GAP}(?<![^\W_])(?P<label>{_NUMBER}|{_LETTERS}){_END}")


@cache
def aside() -> re.Pattern[str]:
    """A word in brackets between the members of a list: `Articles 12 (logs), 13 (information)`."""
    return re.compile(rf"{GAP}\([^()\d\n]{{2,60}}\)")


@cache
def slashed_number() -> re.Pattern[str]:
    """The next number of `13/14/26`; not a year."""
    return re.compile(r"(?P<number>\d{1,3}[a-z]?)(?![A-Za-z0-9])(?!\.\d|%|/(?:19|20)\d\d)")


@cache
def value() -> re.Pattern[str]:
    """What stands after the word of a paragraph or point: `1`, `(a)`, `a)`."""
    return _compiled(
        rf"\((?!{_BLANK_TO_FILL})(?P<bracketed>{_NUMBER}|{_LETTERS})\)"
        rf"|(?!{_BLANK_TO_FILL})(?P<bare>\d{{1,3}}(?:\.\d)?[a-z]?(?!\.?\d){_END}|{_LETTERS}{_END}\)?)"
    )


@cache
def section_value() -> re.Pattern[str]:
    """The letter of a section of an annex, the number of one of a chapter."""
    return _compiled(rf"(?:[A-C]|\d){_END}")


@cache
def count() -> re.Pattern[str]:
    """The number of a subparagraph: `2`, `(2)`."""
    return re.compile(rf"\(?(?P<count>\d){_END}\)?")


@cache
def sentence_value() -> re.Pattern[str]:
    """The number of a sentence."""
    return re.compile(rf"\d{{1,2}}{_END}")


@cache
def separator() -> re.Pattern[str]:
    """What stands between the members of a list or the ends of a range."""
    return _compiled(
        rf"{GAP}(?:(?P<range>[-–—]|{either('until')})"
        rf"|(?P<joined>(?:[,;]{GAP})?{either('conjunctions')})|(?P<list>[,;/+])){GAP}"
    )


@cache
def article_number() -> re.Pattern[str]:
    """`10`, `4a`, not `10 %`."""
    return re.compile(r"(?P<number>\d{1,3}[a-z]?)(?![A-Za-z0-9])(?!\.\d|/\d|%| ?[%€°])")


@cache
def roman_number() -> re.Pattern[str]:
    """The number of an annex."""
    return re.compile(r"(?P<number>[IVX]{1,5})(?![A-Za-z0-9])(?!-[a-z])")


@cache
def bare_letter() -> re.Pattern[str]:
    """A letter alone, with no noun after it."""
    return re.compile(r"(?P<label>[a-z])(?!\.?[A-Za-z0-9]|['’])\)?(?!\s{1,6}[a-z]{3,}(?<!and)(?<!und)(?<!bis))")


@cache
def ends_here() -> re.Pattern[str]:
    """What shows that a number before it counts nothing: the end of a line, a sign, a word of citations, a capital."""
    return re.compile(
        rf"\r?\n(?=\s{{0,12}}(?:$|[-*+#|>]|\d{{1,3}}[.)]\s|\n))|{GAP}(?:$|[,;:.)\]|*\"'”»/(-]|–|—"
        rf"|{either('conjunctions', 'until', 'of', 'paragraph', 'letter', 'number')}|[A-ZÄÖÜ])",
    )


@cache
def goes_on_counting() -> re.Pattern[str]:
    """`, 12` after `Articles 5 and 6, Annex III, 10`: the articles go on."""
    return re.compile(rf",{GAP}\d{{1,3}}{_END}")


@cache
def unit_of_time() -> re.Pattern[str]:
    """`days`, `Jahre`: what a number before it counts."""
    return _compiled(
        rf"{GAP}(?:-?{GAP})?(?:day|week|month|year|hour|minute|percent|euro|tag|woche|monat|jahr|stunde|prozent"
        rf"|jour|semaine|mois|ans?|heure)s?(?:e|en|n|s)?{_END}"
    )


def ordinal_subparagraph() -> str:
    """`the second subparagraph`."""
    return rf"(?:the{GAP})?(?:{'|'.join(map(re.escape, ordinals()))}){GAP}{either('subparagraph')}"


def of() -> str:
    """What stands between a part and its whole: `of the`, `de l'`."""
    return rf"{GAP}{either('of')}{GAP}(?:the{_END}{GAP}|l['’])?"
