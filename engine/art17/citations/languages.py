"""How each language writes a citation: one table a language. Adding a language is adding a table here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a citation in one language, in lower case; the first of each kind is the one that is printed."""

    name: str
    article: tuple[str, ...]
    articles: tuple[str, ...]
    annex: tuple[str, ...]
    annexes: tuple[str, ...]
    chapter: tuple[str, ...]
    title: tuple[str, ...]
    section: tuple[str, ...]
    paragraph: tuple[str, ...]
    number: tuple[str, ...]
    """Words before a numbered point: `point 5`, `Nummer 5`."""
    letter: tuple[str, ...]
    """Words before a lettered point: `point (a)`, `Buchstabe a`."""
    subpoint: tuple[str, ...]
    subparagraph: tuple[str, ...]
    """Words for an unnumbered part of a paragraph: `second subparagraph`, `Unterabsatz 2`."""
    sentence: tuple[str, ...]
    """Words for a sentence, which the Act does not number: read and left out."""
    ordinals: tuple[str, ...]
    """First, second, third, ...: words separated by `|` are forms of one number."""
    conjunctions: tuple[str, ...]
    until: tuple[str, ...]
    """Words that make a range."""
    of: tuple[str, ...]
    """Words between a part and its whole: `point (a) of Article 17(1)`; also between a citation and its act."""
    beside: tuple[str, ...]
    """Words that may stand beside a citation and change nothing: `see`, `et seq.`, `in conjunction with`, `the Act`."""


ENGLISH = Language(
    name="en",
    article=("article", "art.", "art"),
    articles=("articles", "arts.", "arts", "art.s"),
    annex=("annex",),
    annexes=("annexes",),
    chapter=("chapter", "chap.", "ch."),
    title=("title",),
    section=("section", "sect.", "sec."),
    paragraph=("paragraph", "par.", "paragraphs", "paras.", "paras", "para.", "para", "pars.", "par", "§"),
    number=("point", "points", "pt.", "item", "items", "no.", "nos.", "area", "areas", "category", "number", "numbers"),
    letter=(
        *("point", "points", "pt.", "pts.", "letter", "letters", "lit.", "lit", "item", "items", "subpoint"),
        *("subparagraph", "sub-paragraph"),  # in Britain a point is called so
    ),
    subpoint=("point", "points", "subpoint", "sub-point", "item"),
    subparagraph=("subparagraph", "sub-paragraph", "subpara.", "subpara", "paragraph"),
    sentence=("sentence", "indent"),
    ordinals=("first|1st", "second|2nd", "third|3rd", "fourth|4th", "fifth|5th", "sixth|6th"),
    conjunctions=("and/or", "and", "or", "as well as", "&"),
    until=("to", "through", "until", "up to"),
    of=("of", "in", "under", "to"),
    beside=(
        *("see", "see also", "cf.", "pursuant to", "according to", "in accordance with", "as per", "per"),
        *("in conjunction with", "read with", "together with", "et seq.", "et seqq.", "seq."),
        *("the", "this", "eu", "act", "regulation"),
    ),
)

GERMAN = Language(
    name="de",
    article=("artikel", "artikels", "art."),
    articles=("artikel", "artikeln"),
    annex=("anhang", "anhangs", "anhanges", "anh."),
    annexes=("anhänge", "anhängen"),
    chapter=("kapitel", "kap."),
    title=("titel",),
    section=("abschnitt", "abschnitts", "abschn."),
    paragraph=("absatz", "absätze", "absätzen", "absatzes", "abs."),
    number=("nummer", "nummern", "nr.", "nrn.", "punkt", "ziffer", "ziff.", "bereich"),
    letter=("buchstabe", "buchstaben", "buchst.", "lit.", "lit", "punkt"),
    subpoint=("ziffer", "ziffern", "ziff.", "nummer", "nr."),
    subparagraph=("unterabsatz", "unterabs.", "uabs."),
    sentence=("satz", "s.", "halbsatz"),
    ordinals=("erster|ersten|erstes", "zweiter|zweiten", "dritter|dritten", "vierter|vierten", "fünfter|fünften"),
    conjunctions=("und/oder", "und", "oder", "sowie", "bzw.", "u."),
    until=("bis",),
    of=("des", "der", "im", "in", "von", "vom", "zu", "zur", "nach"),
    beside=(
        *("siehe", "s.", "vgl.", "gemäß", "gem.", "nach", "laut", "f.", "ff.", "fortfolgende"),
        *("in verbindung mit", "i.v.m.", "i. v. m.", "ivm", "dieser", "verordnung", "vo"),
    ),
)

FRENCH = Language(
    name="fr",
    article=("article", "art."),
    articles=("articles",),
    annex=("annexe",),
    annexes=("annexes",),
    chapter=("chapitre",),
    title=("titre",),
    section=("section",),
    paragraph=("paragraphe", "paragraphes", "par.", "§", "§§"),
    number=("point", "points", "pt", "numéro", "no", "n°"),
    letter=("point", "points", "lettre", "lettres", "let.", "lit."),
    subpoint=("point", "points", "sous-point"),
    subparagraph=("alinéa", "al."),
    sentence=("phrase",),
    ordinals=("premier|première|1er", "deuxième|second|2e", "troisième|3e", "quatrième|4e", "cinquième|5e"),
    conjunctions=("et/ou", "et", "ou", "ainsi que"),
    until=("à", "au", "jusqu'à"),
    beside=(
        *("voir", "cf.", "selon", "conformément à", "en vertu de", "au titre de", "en application de"),
        *("en liaison avec", "lu en combinaison avec", "et suivants", "et suiv.", "et s.", "et ss."),
        *("l'", "l’", "le", "du présent", "règlement"),
    ),
    of=("de l'", "de l’", "à l'", "à l’", "de la", "du", "des", "de", "aux", "au"),
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH)


@cache
def words(*kinds: str) -> tuple[str, ...]:
    """Every word of these kinds in any language, longest first, so that a pattern takes the whole word.

    >>> words("until")[-1]
    'à'
    """
    found = {word for language in LANGUAGES for kind in kinds for word in getattr(language, kind)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def ordinals() -> Mapping[str, int]:
    """Every ordinal word in any language, with its number.

    >>> ordinals()["deuxième"]
    2
    """
    return {
        form: number
        for language in LANGUAGES
        for number, forms in enumerate(language.ordinals, start=1)
        for form in forms.split("|")
    }
