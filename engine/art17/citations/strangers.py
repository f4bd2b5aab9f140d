"""Acts that no table knows, told by their shape: `Art. 328 OR`, `Works Councils Act, Art. 27`, `### Netherlands: WOR`.

Who cites a law of his country cites it like the Act. What is named directly with a citation, and looks like the name
of an act, is one; then the citation is not of the Act. Words of the field that are written alike (`Art. 9 RMS`) are
listed: a missing one only hides a citation, and never accuses.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from art17.citations.between import one_of
from art17.citations.languages import words, words_in

_ROMAN = frozenset("IVX")
_NEAR = 90
_SOON = 44
_SMALL = 3
_LONGEST = 120
_NOTHING_FOLLOWS = frozenset("|(-–—:=&+\n")
_BLANK_OR_MARK = frozenset(" \t\n*_>\u00a0\u202f([,:")
_MARKS = r"[\s*_>\u00a0\u202f]"

# Abbreviations beside citations of the Act that are not laws: systems, plans, roles, ratings, words in capitals.
_NO_ACTS = words_in(
    """
    A AI AIMS ALL AND ANY API APIS BIAS BOTH CAB CABS CAPA CE CEO CI CIO CISO CJEU CONFORMITY CTO DEV DO DOC
    DOCS DONE DPA DPIA DPO DRAFT DSFA EACH EC EDPB EDPS EEA EN ESG ETSI EU EUR EWR FAIL FAQ FLOP FLOPS FMEA FOR
    FRIA FRIAS GAP GPAI GPAIM GPAIS GPU GRC HIGH HITL HLEG HMI HOOTL HOTL HR HRAI HRAIS IA ID IDS IEC IF IFU IN
    IS ISMS ISO IST IT ITEM JSON KEY KI KMU KO KPI KPIS KRI KYC LAW LEGAL LLM LLMS LOG LOGS LOW MAY MD ML MLOPS
    MS MSA MSAS MUST N NANDO NB NBS NCA NCAS NEW NIST NO NOT NOTE OECD OF OJ OK ON ONLY OP OPEN OS OWASP PART
    PASS PDF PII PIMS PME PMM PMMP PMMPS PMMS PMP PMS PO POC PRE PRO PS QA QC QM QMS RACI RAG RBI RCA REQ RIA
    RISK RMF RMS ROI SBOM SDK SDLC SEE SHALL SHOULD SIEM SLA SLO SMC SMCS SME SMES SOP SOPS STOP TBC TBD TEVV
    THE TO TODO TOM TRL TÜV UE UI UN URL US USE UX VALID VS WARN WG WITH WP XAI XML YAML YES
    """
)
_ABBREVIATION = r"[A-ZÄÖÜ]{2,8}|[A-ZÄÖÜ][a-zäöüß]{1,8}(?:[A-ZÄÖÜ][a-zäöüß]{0,8}){0,2}(?:G|GB|VO|V)"
_YEAR = r"(?:,? (?:of )?\d{4})?"
_NUMBER = r"(?: No\.?| Nr\.?| n[°o])? ?\d[\d/.-]{0,12}"  # `Decree 356`
_BLANK = r"(?:[ \u00a0]{1,2}|[ ]?\r?\n[ >]{0,6})"  # also where a line is wrapped
_NAME = rf"(?:[A-ZÄÖÜÉ][\w’'&-]{{1,30}}{_BLANK}(?:(?:of|and|for|on|du|de la|des){_BLANK})?){{1,4}}"
# What stands before `Act` or `Regulation` and names none: the one that is spoken of, or a kind.
_NO_NAMES = words_in(
    """
    a act additional any applicable apply artificial commission delegated each eu european every existing future
    general implementing key law legal national new open other our proposed regulation regulatory relevant same see
    source such that the their these this those under union
    """
)


@cache
def _kinds() -> str:
    """Kinds of act with a capital, as they end a name; not `Code of Practice`."""
    plain = "|".join(word.capitalize() for word in words("act_kinds") if word[0] != "-")
    return rf"(?:{plain})(?![^\W_]|[ ]of[ ](?:[Pp]ractice|[Cc]onduct))"


@cache
def _compound() -> str:
    """`Arbeitsgesetz`: one word that names an act."""
    endings = "|".join(word[1:] for word in words("act_kinds") if word[0] == "-")
    return rf"[A-ZÄÖÜ][\wäöüß-]{{2,40}}(?:{endings})(?![^\W_])"


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"{_MARKS}{{1,6}}(?:(?i:{one_of('leads_to_act')}) ?)?(?:(?i:{one_of('the')}) ?)?[*_]{{0,2}}"
        rf"(?:(?P<name>{_NAME}){_kinds()}|(?P<compound>{_compound()})|(?P<short>{_ABBREVIATION})(?![\w’'/-]))"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<name>{_NAME}){_kinds()}{_YEAR}|(?P<compound>{_compound()}|{_kinds()}{_NUMBER}))[,:]?{_MARKS}{{1,4}}[(\[]?$"
        rf"|(?<![\w/-])(?<![\dIVX)][ ])(?P<short>{_ABBREVIATION}){_MARKS}{{1,4}}$"
    )


def named_after(text: str, end: int) -> bool:
    """Whether the name of an unknown act directly follows a citation.

    >>> named_after("Art. 328 OR asks", 8), named_after("Art. 9 RMS is", 6), named_after("Art. 2 of the Works Code", 6)
    (True, False, True)
    >>> named_after("Art. 9 FTP asks, by the fault tracing plan (FTP)", 6)
    False
    """
    if text[end : end + 1] not in _BLANK_OR_MARK or text[end + 1 : end + 2] in _NOTHING_FOLLOWS:
        return False
    match = _after().match(text, end)
    return match is not None and _is_name(match, text) and not _goes_on_citing().match(text, match.end())


def named_before(text: str, start: int) -> bool:
    """Whether the name of an unknown act directly precedes a citation: `ET Art. 64`.

    >>> named_before("ET Art. 64", 3), named_before("Art. 9 OR Art. 10", 10), named_before("Labour Code, Art. 3", 13)
    (True, False, True)
    """
    if text[start - 2 : start - 1] in _NOTHING_FOLLOWS:
        return False
    tail = text[max(0, start - _SOON) : start].rstrip(" \t\n*_>([,:")
    if not tail[-1:].isalnum() or text[start - 1] not in _BLANK_OR_MARK:
        return False
    last = tail.split()[-1].lstrip("*_([>")
    if not (last[:1].isdecimal() or (last[:1].isupper() and _ends_a_name().search(last))):
        return False
    window = text[max(0, start - _NEAR) : start]
    match = _before().search(window)
    return match is not None and _is_name(match, text)


@cache
def _ends_a_name() -> re.Pattern[str]:
    """A word with which the name of an act may end: asked first, since most words before a citation are others."""
    endings = "|".join(word[1:] for word in words("act_kinds") if word[0] == "-")
    return re.compile(rf"(?:{_kinds()}|{endings}|{_ABBREVIATION})$")


def _is_name(match: re.Match[str], text: str) -> bool:
    short: str | None = match["short"]
    if short:
        return (
            short not in _NO_ACTS
            and not _ROMAN.issuperset(short)
            and not _in_capitals(match.string, match.start("short"), match.end("short"))
            and short not in _own_words(text)
        )
    if match["name"]:
        names = [word for word in match["name"].lower().split() if word not in _NO_NAMES]
        return bool(names) and names[-1] not in ("ai", "check")  # `Plan-Do-Check-Act` is not an act
    return True


@lru_cache(maxsize=8)
def _own_words(text: str) -> frozenset[str]:
    """The abbreviations of a document that it writes out as a thing of the organisation, and its plain words.

    `Fault Tracing Plan (FTP)`, `FTP: fault tracing plan`. What is not written out so may be the name of an act.
    """
    own = {word.upper() for word in _plain_words().findall(text)}
    for match in _spelled_before().finditer(text):
        said = text[max(0, match.start() - _LONGEST) : match.start()].rpartition("\n\n")[2]
        if _spells_out(_letters().findall(said)[::-1], match["short"][::-1]):
            own.add(match["short"])
    for match in _spelled_after().finditer(text):
        said = text[match.end() : match.end() + _LONGEST].partition("\n\n")[0]
        if _spells_out(_letters().findall(said), match["short"]):
            own.add(match["short"])
    return frozenset(own)


@cache
def _plain_words() -> re.Pattern[str]:
    """Words in lower case: `STOP` is no act where `stop` is written too; short ones are not asked, for `OR` is one."""
    return re.compile(r"(?<![^\W_])[a-zäöüß]{4,8}(?![^\W_])")


@cache
def _spelled_before() -> re.Pattern[str]:
    return re.compile(rf"\((?P<short>{_ABBREVIATION})s?\)")


@cache
def _spelled_after() -> re.Pattern[str]:
    """What leads to the words of an abbreviation: `PMMP (...`, `PMMP: ...`, `| PMMP | ...`."""
    return re.compile(
        rf"(?<![\w-])(?P<short>{_ABBREVIATION})[*_]{{0,2}}[ ]{{0,3}}(?:[(:=|–—-]|stands for|means|steht für|bedeutet)"
    )


def _spells_out(found: Sequence[str], letters: str) -> bool:
    """Whether the first of these words begin, one after the other, with the letters, and name a thing."""
    taken: list[str] = []
    for word in found:
        if len(taken) == len(letters):
            break
        lower = word.lower()
        if lower[0] == letters[len(taken)].lower():
            taken.append(lower)
        elif len(lower) > _SMALL:
            return False
    return len(taken) == len(letters) and any(_is_thing(word) for word in (taken[0], taken[-1]))


def _is_thing(word: str) -> bool:
    return word in words("things") or word.removesuffix("s") in words("things")


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation stands among words in capitals, as in a title: then it need not be one."""
    left = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    right = text[end : end + _NEAR].partition("\n")[0]
    longer = _longer_words().findall(f"{left} {right}")
    return len(longer) > 1 and all(word.isupper() for word in longer)


@cache
def _longer_words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]{4,}")


@cache
def _goes_on_citing() -> re.Pattern[str]:
    """`Art. 9 OR Art. 10`: the capitals are not the name of an act."""
    return re.compile(rf"{_MARKS}{{1,4}}(?i:{one_of('article', 'articles', 'annex', 'annexes')})")


@cache
def _name() -> re.Pattern[str]:
    """The name of an act in a heading."""
    kinds = "|".join(word.capitalize() for word in (*words("heading_kinds"), "code") if word[0] != "-")
    return re.compile(
        rf"(?<![\w-])(?:(?P<name>{_NAME})(?P<kind>{kinds})(?![^\W_])"
        rf"|(?P<compound>{_compound()}|(?:{kinds}) {one_of('of_a_law')})|(?P<short>(?!)))"
    )


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(word for word in (*words("heading_kinds"), "code") if word[0] != "-")


@cache
def _kind_endings() -> tuple[str, ...]:
    return tuple(word[1:] for word in words("heading_kinds") if word[0] == "-")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(_ABBREVIATION)


def heads_laws(title: str) -> bool:
    """Whether the title of a column says that its cells name laws.

    >>> heads_laws(" Law "), heads_laws("Law or policy"), heads_laws("Applicable regulation")
    (True, False, True)
    """
    return _heads_laws().fullmatch(title.strip(" *_:")) is not None


@cache
def _heads_laws() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_]{{1,12}} )?{one_of('law_columns')}", re.IGNORECASE)


def may_name_in_headings(headings: str) -> bool:
    """Whether any of the headings of a document may name an unknown act: asked once, since in most none does."""
    lower = headings.lower().replace("ai act", "")
    if any(ending in lower for ending in (*_kind_endings(), *(name for name in _countries() if not name.isalpha()))):
        return True
    tokens = set(_letters().findall(lower))
    return not (tokens.isdisjoint(_kind_words()) and tokens.isdisjoint(_countries()))


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")


def named_in_heading(heading: str) -> bool:
    """Whether a heading names an unknown act: by its kind, or by an abbreviation beside a country.

    >>> [named_in_heading(each) for each in ("### Netherlands: WOR", "## Labour Code (LC)", "## Source Code")]
    [True, True, False]
    """
    capital = [word for each in heading.split() if (word := each.strip("()[]:,.*_/&–—"))[:1].isupper()]
    if heading.isupper() or not capital:
        return False
    of_kind = any(word.lower() in _kind_words() or word.endswith(_kind_endings()) for word in capital)
    if of_kind and any(_is_name(match, heading) and _is_law(match) for match in _name().finditer(heading)):
        return True
    return any(_is_short_name(word) for word in capital) and _names_a_country(heading)


def _is_law(match: re.Match[str]) -> bool:
    """Whether a name in a heading is that of a law: `Labour Code`, not `Source Code` or `KI-Richtlinie`."""
    if match["compound"]:
        return " " in match["compound"] or str(match["compound"]).endswith(_kind_endings())
    return match["kind"] != "Code" or not set(words("codes")).isdisjoint(match["name"].lower().split())


def _is_short_name(word: str) -> bool:
    """Whether a word is an abbreviation that may name an act; not a Roman number."""
    return (
        not word[1:].islower()
        and word not in _NO_ACTS
        and not _ROMAN.issuperset(word)
        and bool(_short().fullmatch(word))
    )


def _names_a_country(heading: str) -> bool:
    tokens = [each.strip("()[]:,.*_/&–—") for each in heading.lower().split()]
    pairs = (f"{first} {second}" for first, second in pairwise(tokens))
    return not _countries().isdisjoint((*tokens, *pairs))


@cache
def _countries() -> frozenset[str]:
    return frozenset(words("countries"))
