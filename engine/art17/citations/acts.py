"""The acts that people cite, by the names they go by; which act a mention names."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from art17.citations.languages import words_in
from art17.citations.patterns import either

AI_ACT = "eu-ai-act"
OTHER = "other"
STANDARD = "standard"
OMNIBUS = "digital-omnibus"

# Named beside the Act without changing what is cited: standards have clauses, and the Digital Omnibus amends the Act.
NEUTRAL = frozenset({STANDARD, OMNIBUS})

# Abbreviations that are also words of the field (MDR: managed detection; AIA: algorithmic impact assessment; 21 CFR):
# they name an act only directly with a citation, or after `under the`.
_AMBIGUOUS = words_in(
    """
    AGG AIA AIDA AMLD AMLR APPI AVG BIPA BV CFR CNIL CRA CRC CRD CRPD CRR DGA DMA DORA DSA EUV FCRA FDCA FADP GG
    GLBA GPSR GRC GRCh KWG LED MDD MDR MICA MiCA NDSG PDPA PLD RIA TEU TUE UDHR UWG Charte Charter IVDD
    """
)


def over_lines(pattern: str) -> str:
    """A pattern in which a blank may also be the end of a wrapped line, as in `AI⏎Act`; never an empty line."""
    end = r" ?\r?\n[ \t>]{0,12}+"
    return re.sub(r"\[ -\]|(\[[^]]*\])| ", lambda blank: blank[1] or f"(?:{blank[0]}|{end})", pattern)


def _each(names: str, rest: str) -> str:
    """Alternatives that begin with different names and go on alike; each begins with its own letters."""
    return "|".join(name.replace("_", " ") + rest for name in names.split())


_EU = r"(?: ?\((?:EU|EC|EEC|Euratom|EG|EWG|UE|CE|CEE)\))?(?: ?No\.?| ?Nr\.?| ?n[o°])? ?"
_KINDS = (
    "Regulation Directive Decision Recommendation Verordnung Richtlinie Beschluss Entscheidung Règlement "
    "règlement directive décision Directive Décision"
)

# Name of the act, then how it is written; the first that fits wins, so narrower names stand before wider ones.
# Adding an act is adding a line. Every alternative begins with a plain letter or a digit.
_ACTS: tuple[tuple[str, str], ...] = (
    (
        "ai-act-proposal",
        r"COM\s?\(2021\)\s?206(?: final)?|"
        + _each("proposed draft", r" (?:EU )?(?:AI Act|Artificial Intelligence Act)")
        + r"|AI Act (?:proposal|draft)|AIA (?:proposal|draft)|Commission proposal|original proposal"
        r"|Kommissionsvorschlag|KI-VO-E\b|proposition de la Commission",
    ),
    (
        "other-ai-law",
        _each(
            "Colorado Korean? Texas Utah California Illinois New_York UK US Canad\\w+ Japan\\w* Brazil\\w* "
            "Chin\\w+ Ital\\w+ Span\\w+ Vietnam\\w* Peru\\w*",
            r"(?:['’]s)? (?:AI|Artificial Intelligence)(?: (?:Basic|Policy|and Data))? (?:Act|Law|Bill|Code)",
        )
        + r"|AI Basic Act|AIDA|Framework Convention on (?:AI|Artificial Intelligence)",
    ),
    (
        AI_ACT,
        r"EU[ -]AI[ -]Act|European AI[ -]Act|EU Artificial Intelligence Act|EU AI Regulation|AI Regulation"
        r"|European Artificial Intelligence Act|AI[ -]Act|Artificial Intelligence Act|EU[ -]AIA|AIA"
        r"|eu-ai-act|eu_ai_act|ai-act|ai_act|euaiact|KI-Verordnung|KI-VO|KIVO|KI-Gesetz(?: der EU)?|AI-Verordnung"
        r"|Verordnung über künstliche Intelligenz"
        r"|loi sur l['’]IA|RIA|"
        + _each("règlement Règlement", r" (?:européen )?(?:sur l['’](?:IA|intelligence artificielle)|IA)")
        + "|"
        + _each("Regulation Verordnung règlement Règlement", _EU + "2024/1689")
        + r"|\(EU\) 2024/1689|\(UE\) 2024/1689|2024/1689",
    ),
    (OMNIBUS, r"\(EU\) 2026/1744|2026/1744|Digital Omnibus(?: on AI)?|AI Omnibus"),
    (
        "gdpr",
        r"UK[ -]GDPR|EU-GDPR|GDPR|DS-?GVO|RGPD|AVG|General Data Protection Regulation|Datenschutz-Grundverordnung"
        r"|règlement général sur la protection des données|Règlement général sur la protection des données",
    ),
    ("mdr", r"EU[ -]MDR|MDR|Medical Devices? Regulation|Medizinprodukteverordnung"),
    ("ivdr", r"IVDR|In Vitro Diagnostic\w* (?:Medical Devices? )?Regulation"),
    ("mdd", r"MDD|AIMDD|IVDD|Medical Devices? Directive"),
    (
        "machinery",
        r"Machinery (?:Regulation|Directive)|Maschinenverordnung|Maschinenrichtlinie|Règlement machines"
        r"|règlement machines",
    ),
    ("cra", r"CRA|Cyber ?[Rr]esilience Act|Cyberresilienzgesetz"),
    ("dsa", r"DSA|Digital Services Act|Gesetz über digitale Dienste"),
    ("dma", r"DMA|Digital Markets Act|Gesetz über digitale Märkte"),
    ("dora", r"DORA|Digital Operational Resilience Act"),
    ("nis2", r"NIS[ -]?2(?:[ -]Directive|[ -]Richtlinie)?|NIS Directive"),
    ("data-act", r"EU Data Act|Data Act|Datengesetz"),
    ("dga", r"DGA|Data Governance Act"),
    ("eidas", r"eIDAS"),
    (
        "charter",
        r"EU Charter(?: of Fundamental Rights)?|Charter(?: of Fundamental Rights)?|CFR|GRCh?"
        r"|EU-Grundrechtecharta|Grundrechtecharta|Charte",
    ),
    ("treaties", r"TFEU|TEU|AEUV|EUV|TFUE|TUE|EG-Vertrag|EC Treaty"),
    ("echr", r"ECHR|EMRK|CEDH|European Convention on Human Rights"),
    ("market-surveillance", r"Market Surveillance Regulation|Marktüberwachungsverordnung"),
    ("product-liability", r"PLD|Product Liability Directive|Produkthaftungsrichtlinie|ProdHaftG|GPSR"),
    ("police-data", r"LED|Law Enforcement Directive|EUDPR"),
    ("eprivacy", r"ePrivacy(?: Directive)?|TTDSG|TDDSG|TDDDG"),
    (
        "german-law",
        r"GG|BGB|HGB|StGB|BDSG|BetrVG|AGG|ArbSchG|UWG|ProdSG|BayDSG|MPDG|KI-MIG|GmbHG|AktG|KWG|LkSG|Grundgesetz",
    ),
    (
        "french-law",
        r"Code (?:civil|du travail|pénal|de commerce|de la santé publique)|code (?:civil|du travail|pénal"
        r"|de commerce)|Loi (?:n° ?)?\d+-\d+|loi (?:n° ?)?\d+-\d+"
        r"|loi Informatique et Libertés|CNIL",
    ),
    ("swiss-law", r"nDSG|revDSG|FADP|BV"),
    ("american-law", r"CCPA|CPRA|HIPAA|FDCA|BIPA|GLBA|FCRA"),
    ("foreign-law", r"PIPL|PIPEDA|LGPD|POPIA|PDPA|APPI"),
    ("financial-law", r"CRR|CRD(?: IV| V| VI)?|MiFID(?: II)?|MiFIR|PSD ?[23]|Solvency II|MaRisk|AMLD\d?|AMLR|MiCAR?"),
    (
        "convention",
        _each("Geneva Vienna Budapest Hague Berne UN", r" Convention\w*")
        + r"|Convention 108\+?|UN Charter|UNCRPD|CRPD|CRC|UDHR",
    ),
    (
        STANDARD,
        r"prEN(?: ISO(?:/IEC)?| IEC)? \d{3,5}(?:-\d+)?(?::\d{4})?|EN(?: ISO(?:/IEC)?"
        r"| IEC)? \d{3,5}(?:-\d+)?(?::\d{4})?"
        r"|ISO(?:/IEC)?(?:/TR|/TS)? ?(?:TR |TS )?\d{4,5}(?:-\d+)?(?::\d{4})?|IEC ?\d{5}(?:-\d+)*"
        r"|NIST(?: AI)? (?:RMF|SP [\d-]+)|21 CFR(?: Part)? \d+|SOC ?2",
    ),
    (
        OTHER,
        _each(
            "Commission_Implementing Commission_Delegated Implementing Delegated",
            rf" (?:Regulation|Directive|Decision|Act){_EU}\d{{1,4}}/\d{{1,4}}",
        )
        + "|"
        + _each(_KINDS, _EU + r"\d{1,4}/\d{1,4}(?:/(?:EU|EC|EEC|EG|EWG|UE|CE|CEE))?")
        + r"|19\d\d/\d{1,4}/(?:EU|EC|EG|UE|CE)|20\d\d/\d{1,4}/(?:EU|EC|EG|UE|CE)|"
        + _each("0 1 2 3 4 5 6 7 8 9", r"\d/\d{1,3}/(?:EEC|EC|EWG|EG|CEE|CE)"),
    ),
)

_BY_NUMBER = {
    "2016/679": "gdpr",
    "2017/745": "mdr",
    "2017/746": "ivdr",
    "2024/2847": "cra",
    "2022/2065": "dsa",
    "2022/2554": "dora",
    "2022/2555": "nis2",
    "2023/1230": "machinery",
    "2019/1020": "market-surveillance",
    "2026/1744": OMNIBUS,
    "2022/868": "dga",
    "2023/2854": "data-act",
    "2016/680": "police-data",
}


ACTS = frozenset({*(act for act, _ in _ACTS), *_BY_NUMBER.values()} - {STANDARD})
"""The names of the acts that are known."""


@cache
def _alternatives() -> tuple[tuple[str, str, str], ...]:
    """Every way to write an act: the act, the letter that it begins with, the rest of its pattern."""
    bar = re.compile(r"(?:^|\|)((?:\\.|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\[[^\]]*\]|[^|\\(\[])+)")
    found = ((act, alternative) for act, pattern in _ACTS for alternative in bar.findall(pattern))
    return tuple((act, text[: 1 + (text[0] == "\\")], text[1 + (text[0] == "\\") :]) for act, text in found)


@cache
def _mention(*, small: bool) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The pattern of a mention, gathered by first letters, and the act that each of its groups tells.

    Few ways to write an act begin with a `small` letter; but most words do, so searching without them is much faster.
    """
    gathered: dict[str, list[tuple[str, str]]] = {}
    for act, letter, rest in _alternatives():
        if small or not letter.islower():
            gathered.setdefault(letter, []).append((act, over_lines(rest)))
    acts = tuple(act for ways in gathered.values() for act, _ in ways)
    # Each way ends with a group of its own, which tells the act; a group around it would hide its second letter.
    words = [letter + "(?:" + "|".join(f"{rest}()" for _, rest in ways) + ")" for letter, ways in gathered.items()]
    # A letter that begins a word; only then, stepping back, the names that begin with it: most letters fail at once.
    begins = rf"[{''.join(gathered)}](?<![A-Za-z0-9\u00c0-\u024f].)"
    return re.compile(rf"{begins}(?<=(?=(?:{'|'.join(words)})(?![^\W_])).)"), acts


@cache
def _small_openings() -> tuple[str, ...]:
    """What those begin with that begin with a small letter: `ai-act`, `directive`."""
    plain = re.compile(r"[\w-]* ?(?![?*+])")
    found = {letter + plain.findall(rest)[0] for _, letter, rest in _alternatives() if letter.islower()}
    return tuple(sorted(each for each in found if not any(other in each for other in found - {each})))


_LONGEST_LEAD = 40
_NUMBER = re.compile(r"\d{4}/\d{2,4}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names an act; `is_ambiguous` where the same letters are an everyday abbreviation."""

    act: str
    start: int
    end: int
    is_ambiguous: bool = False


@lru_cache(maxsize=8)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """Every mention of an act in a text, in order; of the latest texts they are remembered.

    >>> [mention.act for mention in mentions_in("Art. 30 GDPR and Article 12 of Regulation (EU) 2024/1689")]
    ['gdpr', 'eu-ai-act']
    """
    flat = text.replace("\r", " ").replace("\n", " ")
    small = any(opening in flat for opening in _small_openings())
    pattern, acts = _mention(small=small)
    found: list[Mention] = []
    for match in pattern.finditer(text):
        group = match.lastindex or 1
        start, end = match.start(), match.end(group)
        if not found or start >= found[-1].end:
            act = acts[group - 1]
            name = text[start:end]
            is_ambiguous = name in _AMBIGUOUS and not _is_led_to(text, start, end)
            found.append(Mention(_by_number(name) if act == OTHER else act, start, end, is_ambiguous))
    return tuple(found)


def _is_led_to(text: str, start: int, end: int) -> bool:
    """Whether the words around an abbreviation make it the name of an act: `under the MDR`, `the MDR requires`."""
    if _leads().search(text, max(0, start - _LONGEST_LEAD), start):
        return True
    return _rules().match(text, end) is not None


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![^\W_])(?:{either('under')})[ \n]{{1,3}}(?:{either('the')}[ \n]{{0,2}})?$")


@cache
def _rules() -> re.Pattern[str]:
    return re.compile(rf"(?i)[ \n]{{1,3}}(?:{either('law_verbs')})")


def _by_number(name: str) -> str:
    """The act that goes by a number only: `Regulation (EU) 2016/679`."""
    number = _NUMBER.search(name)
    return _BY_NUMBER.get(number.group(), OTHER) if number else OTHER
