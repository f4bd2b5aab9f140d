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
    following: tuple[str, ...]
    """`et seq.`: what may follow a citation before its act is named."""
    leads_to_act: tuple[str, ...]
    """Words between a citation and its act: `of` in `Art. 9 of the AI Act`."""
    the: tuple[str, ...]
    """Words that may precede the name of an act, one or several: `the new European`."""
    after_act: tuple[str, ...]
    """Words between the name of an act and a citation of it: `the GDPR, in its`."""
    that_act: tuple[str, ...]
    """What refers back to an act named before: `of that`, then one of `act_nouns`."""
    this_very_act: tuple[str, ...]
    """`of this`, said by an act of itself."""
    this_act: tuple[str, ...]
    """What refers to the act that the text is about: `of this`, then one of `own_nouns`."""
    act_nouns: tuple[str, ...]
    own_nouns: tuple[str, ...]
    thereof: tuple[str, ...]
    """Words that refer back alone: `thereof`."""
    of_something: tuple[str, ...]
    """Words between a citation and any work that it is a part of."""
    determiners: tuple[str, ...]
    works: tuple[str, ...]
    """Works that have articles or annexes and are no act by name: `contract`; `-gesetz` also ends a compound."""
    no_articles: tuple[str, ...]
    """What shows that a number before it was not of an article: `Article 29 Working Party`."""
    joins: tuple[str, ...]
    """Words that join two citations into one list: `in conjunction with`."""
    under: tuple[str, ...]
    """Words after which an abbreviation that is also an everyday word names an act: `under the CRA`."""
    act_kinds: tuple[str, ...]
    """Kinds of act, as they end the name of one: `Works Councils Act`; `-gesetz` ends a compound."""
    heading_kinds: tuple[str, ...]
    """Those that make a heading the name of an act; a `Richtlinie` there is mostly the organisation's own."""
    of_a_law: tuple[str, ...]
    """What follows a kind of act in its name: `Act on`, `Gesetz über`, `Loi sur`."""
    law_columns: tuple[str, ...]
    """Titles of columns whose cells name acts."""
    codes: tuple[str, ...]
    """What a `code` of law is about: `Labour Code`, not `Source Code`."""
    law_verbs: tuple[str, ...]
    """What an act does, and a product or team of the same letters hardly: `the MDR requires`."""
    law_nouns: tuple[str, ...]
    """What a heading says of an act beside its name: `MDR requirements`."""
    things: tuple[str, ...]
    """What an organisation's own abbreviation stands for: the `plan` of `Fault Tracing Plan (FTP)`."""
    countries: tuple[str, ...]
    """Countries whose laws are cited beside the Act."""
    basis: tuple[str, ...]
    """Words of a line that only states a legal basis: `Basis:`, `Legal reference`."""
    abbreviations: tuple[str, ...]
    """Abbreviations after whose full stop a sentence goes on."""


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
    following=("ff.", "ff", "f.", "f", "et seq.", "et seq", "et seqq.", "et seqq"),
    leads_to_act=("of", "in", "under", "from", "to"),
    the=(
        *("the", "that", "said", "aforementioned", "eu", "eu's", "european", "european union's", "european union’s"),
        *("union's", "union’s", "new", "2024"),
    ),
    after_act=(
        *("in its", "in the", "in", "under", "see", "cf.", "i.e.", "per", "and its", "its", "the"),
        *("in particular", "especially", "notably", "namely", "specifically", "mainly", "e.g.", "for example", "here"),
    ),
    that_act=tuple(
        f"{preposition} {which}"
        for preposition in ("of", "in", "under")
        for which in ("that", "the same", "said", "the said", "the latter", "the aforementioned")
    ),
    this_very_act=("of this", "in this", "under this", "to this"),
    this_act=("of the", "in the", "under the", "to the"),
    act_nouns=("regulation", "directive", "act", "decision", "law", "treaty"),
    own_nouns=("regulation", "act"),
    thereof=("thereof", "ibid"),
    of_something=("of", "to"),
    determiners=("the", "this", "that", "our", "its", "their", "my", "your", "a", "an", "these", "each", "such"),
    works=(
        *("act", "acts", "regulation", "regulations", "directive", "directives", "law", "laws", "code", "codes"),
        *("treaty", "treaties", "charter", "convention", "conventions", "constitution", "statute", "statutes"),
        *("agreement", "agreements", "contract", "contracts", "policy", "policies", "procedure", "procedures"),
        *("manual", "handbook", "sop", "protocol", "by-law", "by-laws", "bylaws", "articles of association", "terms"),
        *("report", "reports", "document", "documents", "standard", "standards", "mou", "dpa", "sla", "schedule"),
        *("appendix", "template", "templates", "decree", "ordinance", "proposal", "draft", "cookbook", "magazine"),
        *("series", "blog"),
    ),
    no_articles=(
        *("data protection working party", "working party", "wp"),
        *(
            "-bis",
            "-ter",
            "-quater",
            "-quinquies",
            "-sexies",
            "-septies",
            "-octies",
            "c.p.",
            "c.c.",
            "c.p.p.",
            "c.p.c.",
        ),
    ),
    joins=("and", "or", "to", "in conjunction with", "read with", "together with", "with", "the"),
    under=("under", "pursuant to", "required by", "according to", "comply with", "compliance with", "as per"),
    act_kinds=("act", "regulation", "directive", "code", "law", "ordinance", "statute", "constitution", "decree"),
    heading_kinds=("act", "directive", "ordinance", "statute", "decree"),
    of_a_law=("on", "concerning"),
    law_columns=("law", "laws", "act", "acts", "legal act", "regulation", "legislation", "statute", "legal instrument"),
    codes=("labour", "labor", "civil", "criminal", "penal", "commercial", "tax", "employment", "social", "obligations"),
    law_verbs=("requires", "demands", "obliges", "applies", "prohibits", "stipulates", "has", "asks", "sets", "lays"),
    law_nouns=(
        "requirements",
        "obligations",
        "compliance",
        "provisions",
        "mapping",
        "articles",
        "law",
        "duties",
        "file",
    ),
    things=(
        *("plan", "system", "procedure", "process", "report", "assessment", "analysis", "register", "record", "file"),
        *("board", "committee", "team", "officer", "manager", "management", "monitoring", "documentation", "strategy"),
        *("specification", "evaluation", "inventory", "program", "programme", "checklist", "test", "review", "model"),
        *("activity", "activities", "requirement", "service", "tool", "matrix", "log", "unit", "group", "workflow"),
    ),
    countries=(
        *("australia", "austria", "belgium", "brazil", "bulgaria", "canada", "chile", "china", "croatia", "cyprus"),
        *("czechia", "denmark", "estonia", "finland", "france", "germany", "greece", "hungary", "iceland", "india"),
        *("ireland", "israel", "italy", "japan", "korea", "latvia", "liechtenstein", "lithuania", "luxembourg"),
        *("malta", "mexico", "netherlands", "norway", "poland", "portugal", "romania", "singapore", "slovakia"),
        *("slovenia", "spain", "sweden", "switzerland", "taiwan", "turkey", "uk", "united kingdom", "united states"),
        *("usa", "vietnam", "california", "colorado", "texas", "new york", "illinois", "utah", "peru", "thailand"),
    ),
    basis=(
        "basis",
        "legal",
        "reference",
        "references",
        "requirement",
        "source",
        "ref",
        "ref.",
        "clause",
        "law",
        "ai act",
    ),
    abbreviations=("art", "arts", "no", "nos", "cf", "e.g", "i.e", "par", "para", "p", "f", "ff", "seq", "seqq", "lit"),
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
    following=("ff.", "ff", "f.", "f", "fortfolgende"),
    leads_to_act=("des", "der", "dem", "im", "in", "nach", "gemäß"),
    the=("die", "dem", "der", "des", "neuen", "europäischen"),
    after_act=(
        *("gemäß", "nach", "seine", "laut", "in", "dort", "siehe", "vgl.", "hier", "insbesondere", "namentlich"),
        *("vor allem", "v. a.", "v.a.", "insb.", "z. B.", "z.B.", "etwa", "u. a.", "u.a."),
    ),
    that_act=("derselben", "jener", "der genannten", "der vorgenannten", "der besagten"),
    this_very_act=("dieser", "der vorliegenden"),
    this_act=("der",),
    act_nouns=("verordnung", "richtlinie"),
    own_nouns=("verordnung",),
    thereof=("ebenda", "ebd"),
    of_something=(
        *("des", "der", "dem", "zum", "zur", "einer", "eines", "unserer", "unseres", "ihrer", "ihres"),
        *("dieser", "dieses"),
    ),
    determiners=("dieses", "dieser", "unseres", "unserer"),
    works=(
        *("-vertrags", "-vertrages", "-gesetzes", "-gesetzbuchs", "-gesetzbuches", "-handbuchs", "-handbuches"),
        *("-richtlinie", "-ordnung", "satzung", "-vereinbarung", "abkommens", "entwurfs", "-anweisung"),
    ),
    no_articles=("-datenschutzgruppe", "-gruppe"),
    joins=("und", "oder", "sowie", "i.v.m.", "i. v. m.", "iv.m.", "i.v. m.", "in verbindung mit", "mit"),
    under=("nach", "gemäß", "unter", "laut"),
    act_kinds=("-gesetz", "-gesetzes", "-gesetzbuch", "-verordnung", "-richtlinie"),
    heading_kinds=("-gesetz", "-gesetzes", "-gesetzbuch", "-verordnung"),
    of_a_law=("über", "zur", "zum"),
    law_columns=("gesetz", "rechtsakt", "vorschrift", "rechtsquelle", "verordnung"),
    codes=(),
    law_verbs=("verlangt", "fordert", "gilt", "regelt", "verpflichtet", "sieht", "schreibt", "verbietet", "hat"),
    law_nouns=("anforderungen", "pflichten", "konformität", "vorgaben", "artikel"),
    things=(
        *("plan", "bericht", "verzeichnis", "verfahren", "prozess", "handbuch", "akte", "konzept", "ausschuss"),
        *("abteilung", "beauftragter", "beauftragte", "bewertung", "prüfung", "dokumentation", "anforderung"),
    ),
    countries=(
        *("australien", "belgien", "brasilien", "china", "deutschland", "dänemark", "england", "finnland"),
        *("frankreich", "griechenland", "großbritannien", "indien", "irland", "italien", "japan", "kanada", "korea"),
        *("liechtenstein", "luxemburg", "niederlande", "norwegen", "polen", "portugal", "schweden", "schweiz"),
        *("singapur", "spanien", "tschechien", "ungarn", "vereinigtes königreich", "österreich"),
    ),
    basis=("rechtsgrundlage", "grundlage", "quelle", "anforderung", "rechtsbezug", "ki-vo", "ki-verordnung"),
    abbreviations=("abs", "nr", "nrn", "lit", "vgl", "buchst", "s", "z.b", "ziff"),
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
    following=("et suiv.", "et suivants", "et s.", "et ss."),
    leads_to_act=("du", "de", "d'", "d’", "des"),
    the=("des", "de l'", "de l’", "de la", "du", "l'", "l’", "le", "la", "la dite", "ladite", "dudit"),
    after_act=(
        *("à", "l'", "l’", "dans son", "en son", "notamment", "en particulier", "voir", "spécialement"),
        *("par exemple", "surtout"),
    ),
    that_act=("dudit", "de ladite", "du même", "de la même", "de ce", "de cette"),
    this_very_act=("du présent",),
    this_act=("du",),
    act_nouns=("règlement", "directive", "acte"),
    own_nouns=("règlement",),
    thereof=(),
    of_something=("du", "de la", "de l'", "de l’", "de", "d'un", "d’un", "d'une", "d’une"),
    determiners=("notre", "ce", "cette", "le", "la"),
    works=(
        *("contrat", "accord", "traité", "code", "loi", "convention", "statuts", "charte", "directive", "décret"),
        *("constitution", "manuel", "procédure", "ordonnance"),
    ),
    no_articles=(),
    joins=("et", "ou", "l'", "l’", "en liaison avec", "lu en combinaison avec"),
    under=("selon", "en vertu de", "en vertu du", "au titre de", "au titre du", "conformément à", "conformément au"),
    act_kinds=("loi", "code", "décret", "ordonnance", "statut"),
    heading_kinds=("loi", "décret", "ordonnance"),
    of_a_law=("sur", "relative", "relatif", "n°"),
    law_columns=("loi", "acte", "texte", "règlement", "législation", "texte juridique"),
    codes=("travail", "civil", "pénal", "commerce"),
    law_verbs=("exige", "impose", "prévoit", "interdit", "oblige", "s'applique", "s’applique"),
    law_nouns=("exigences", "obligations", "conformité", "articles"),
    things=(
        *("plan", "système", "procédure", "processus", "rapport", "évaluation", "analyse", "registre", "dossier"),
        *("comité", "équipe", "responsable", "gestion", "surveillance", "documentation", "outil", "exigence"),
    ),
    countries=(
        *("allemagne", "autriche", "belgique", "brésil", "canada", "chine", "corée", "danemark", "espagne", "finlande"),
        *("france", "grèce", "inde", "irlande", "italie", "japon", "luxembourg", "norvège", "pays-bas", "pologne"),
        *("portugal", "roumanie", "royaume-uni", "singapour", "suisse", "suède", "états-unis", "québec"),
    ),
    basis=("base", "légale", "juridique", "référence", "références", "exigence", "fondement", "source"),
    abbreviations=("al", "art", "p"),
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH)


def words_in(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


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
