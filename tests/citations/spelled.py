"""Spells a provision as people write it, in each language, to prove that what is printed is read."""

from dataclasses import dataclass
from typing import Literal

from art17.citations.languages import ENGLISH, FRENCH, GERMAN, Language
from art17.citations.place import Level, Place, levels, place_of

Style = Literal["brackets", "words", "abbreviated", "inverted"]
STYLES: tuple[Style, ...] = ("brackets", "words", "abbreviated", "inverted")


@dataclass(frozen=True, slots=True)
class Printing:
    """How a language is printed: the shape of a letter, what stands between parts, where it has capitals."""

    words: Language
    letter_style: str
    part_separator: str
    article_of: str
    annex_of: str
    capital_heads: bool = True
    capital_parts: bool = False
    ordinal_subparagraphs: bool = True


PRINTED = (
    Printing(ENGLISH, "({})", ", ", "of Article", "of Annex"),
    Printing(GERMAN, "{}", " ", "des Artikels", "des Anhangs", capital_parts=True, ordinal_subparagraphs=False),
    Printing(FRENCH, "{})", ", ", "de l'article", "de l'annexe", capital_heads=False),
)


def spelled(cite: str, language: Printing, style: Style) -> str:
    """A canonical citation in the spelling of a language.

    >>> english, german, french = PRINTED
    >>> spelled("Art. 17(1)(a)", german, "abbreviated")
    'Art. 17 Abs. 1 Buchst. a'
    >>> spelled("Art. 17(1)(a)", french, "words")
    'article 17, paragraphe 1, point a)'
    >>> spelled("Annex III(5)(b)", english, "inverted")
    'point 5(b) of Annex III'
    """
    place = place_of(cite)
    if place is None:
        return cite
    if style == "inverted" and place.kind in ("Art.", "Annex"):
        return _inverted(place, language)
    head = _head(place, language, style)
    if style == "brackets" and place.subparagraph is None:
        return head + _brackets(place.labels)
    return language.part_separator.join([head, *_parts(place, language, style)])


def _inverted(place: Place, language: Printing) -> str:
    """`point (a) of Article 17(1)`: the last part first; where there is none, as in words."""
    depths = levels(place.labels)
    if not depths or place.subparagraph is not None:
        return language.part_separator.join([_head(place, language, "words"), *_parts(place, language, "words")])
    outside = 1 if place.kind == "Art." and len(depths) > 1 and depths[0] == "digit" else 0
    inner = place.labels[outside:]
    if depths[outside] == "letter":
        opening = _cased(language.words.letter[0], language) + " " + language.letter_style.format(inner[0])
    else:
        words = language.words.paragraph if place.kind == "Art." else language.words.number
        opening = f"{_cased(words[0], language)} {inner[0]}"
    of = language.article_of if place.kind == "Art." else language.annex_of
    section = f", {language.words.section[0].capitalize()} {place.section}" if place.section else ""
    return f"{opening}{_brackets(inner[1:])} {of} {place.number}{section}{_brackets(place.labels[:outside])}"


def _head(place: Place, language: Printing, style: Style) -> str:
    """`Article 17`, `Anhang I, Abschnitt A`."""
    kinds = {
        "Art.": language.words.article,
        "Annex": language.words.annex,
        "Chapter": language.words.chapter,
        "Title": language.words.title,
    }
    word = _word(kinds[place.kind], "abbreviated" if style == "brackets" else style)
    head = f"{word.capitalize() if language.capital_heads or word.endswith('.') else word} {place.number}"
    division = (language.words.chapter if place.kind == "Title" else language.words.section)[0]
    division = division.capitalize() if language.capital_heads else division
    return f"{head}, {division} {place.section}" if place.section else head


def _parts(place: Place, language: Printing, style: Style) -> list[str]:
    """The parts after the head, each in words; what stands beneath a letter is written onto it: `point (h)(iii)`."""
    parts: list[str] = []
    for depth, label in zip(levels(place.labels), place.labels, strict=True):
        if depth == "letter" and place.subparagraph is not None:
            parts.append(_subparagraph(place.subparagraph, language))
        if depth == "sub":
            parts[-1] += f"({label})"
        else:
            parts.append(_part(place, depth, label, language, style))
    if place.subparagraph is not None and "letter" not in levels(place.labels):
        parts.append(_subparagraph(place.subparagraph, language))
    return parts


def _part(place: Place, depth: Level, label: str, language: Printing, style: Style) -> str:
    """`paragraph 1`, `Buchst. a`."""
    if depth == "digit":
        counts_paragraphs = place.kind == "Art." and place.number != "3"  # Art. 3 has points: its definitions
        words = language.words.paragraph if counts_paragraphs else language.words.number
        return f"{_cased(_word(words, style), language)} {label}"
    return f"{_cased(_word(language.words.letter, style), language)} {language.letter_style.format(label)}"


def _subparagraph(number: int, language: Printing) -> str:
    """`second subparagraph`, `Unterabsatz 2`, `deuxième alinéa`."""
    word = _cased(language.words.subparagraph[0], language)
    ordinal = language.words.ordinals[number - 1].split("|")[0]
    return f"{ordinal} {word}" if language.ordinal_subparagraphs else f"{word} {number}"


def _word(words: tuple[str, ...], style: Style) -> str:
    """The full word, or its first abbreviation."""
    if style != "abbreviated":
        return words[0]
    return next((word for word in words if word.endswith(".")), words[0])


def _cased(word: str, language: Printing) -> str:
    """German writes nouns with a capital."""
    return word.capitalize() if language.capital_parts else word


def _brackets(labels: tuple[str, ...]) -> str:
    return "".join(f"({label})" for label in labels)
