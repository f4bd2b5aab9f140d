"""Which language a text is in, by its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

COMMON: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to is are be in that for with by on which when from as it its not or we our this every",
        "de": "der die das und ist sind wird werden den dem des ein eine nicht mit von zu bei auf fuer oder im wir",
        "fr": "le la les des et est sont un une du que qui dans pour par sur au aux pas ne ou en nous chaque",
        "nl": "het een van en de dat is niet wordt worden zijn met voor op aan door wij naar ook",
        "it": "il lo gli che di del della e non per con sono viene una nel ogni anno al dalla",
        "es": "el los las que de del y no por con son una se al para",
        "pl": "i w z na do nie jest sie przez oraz o od lub dla",
        "pt": "o os as que de do da e nao por com sao uma em ao",
        "da": "og i at det er ikke en til af der paa med",
        "sv": "och i att det ar inte en till av som med",
        "cs": "a v je na se ze pro do jsou byt nebo ktere ktery podle",
        "ro": "si in de la este sunt cu pentru care din nu sau prin un o",
        "hu": "a az es hogy nem egy van meg ki vagy minden szerint",
        "fi": "ja on ei se ovat tai kun jos mukaan joka sekae",
    }.items()
}
TELLING: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "owner approved effective manager head officer years months days testing development procedure review "
        "risk "
        "records reporting accountable responsible design supplier",
        "de": "verantwortlich verantwortlicher leitung geschaeftsfuehrung freigegeben gueltig jahre monate tage "
        "pruefung "
        "entwicklung aufzeichnungen risikomanagement daten normen behoerde vorfaelle technische frist zustaendig",
        "fr": "proprietaire approuve vigueur ans mois jours gestion donnees essais conception risques qualite "
        "directeur "
        "directrice reglementaire delai autorite archivage surveillance",
    }.items()
}
"""Words of tables and labels, where a text has hardly a sentence."""


def _by_word(known: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[str, ...]]:
    """The languages of each word."""
    every = frozenset[str]().union(*known.values())
    return {word: tuple(code for code, words in known.items() if word in words) for word in every}


_OF_SENTENCES = _by_word(COMMON)
_OF_ANY_TEXT = _by_word({code: common | TELLING.get(code, frozenset()) for code, common in COMMON.items()})
_FEW, _DISTINCT = 5, 3
"""So many common words, and so many different ones: a list of letters is in no language."""
_LEAST_SHARE = 0.03
_CLEARLY = 1.25


def language_of(words: Iterable[str]) -> str:
    """The ISO 639-1 code of the language whose common words are clearly the most; "" where none is.

    >>> language_of("the clerk checks each file and the log when it is full".split())
    'en'
    """
    counted = Counter(words)
    whole = sum(counted.values())
    return _clearest(counted, whole, _OF_SENTENCES) or _clearest(counted, whole, _OF_ANY_TEXT)


def _clearest(counted: Counter[str], whole: int, languages: Mapping[str, tuple[str, ...]]) -> str:
    """The language of whose words there are clearly the most; "" where none is."""
    scores = dict.fromkeys(COMMON, 0)
    seen = counted.keys() & languages.keys()
    for word in seen:
        for code in languages[word]:
            scores[code] += counted[word]
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    score = scores[best]
    is_clear = (
        score >= _FEW
        and sum(best in languages[word] for word in seen) >= _DISTINCT
        and score >= _LEAST_SHARE * whole
        and score > _CLEARLY * scores[second]
    )
    return best if is_clear else ""
