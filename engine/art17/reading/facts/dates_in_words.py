"""Dates, intervals and statuses as people write them, in English, German and French."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jän jänner janvier janv", "february feb februar fév févr février fev fevr fevrier", "march mar märz maerz mär mrz mars",
            "april apr avril avr", "may mai", "june jun juni juin", "july jul juli juillet juil", "august aug août aout",
            "september sep sept septembre", "october oct oktober okt octobre", "november nov novembre",
            "december dec dezember dez décembre déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTHS_A_YEAR = 12
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d\d.{0,16})?")
_NUMERIC = re.compile(r"(\d{1,2})(?:[./-]|\. )(\d{1,2})(?:[./-]|\. )(\d{4}|\d{2})")
_DAY_FIRST = re.compile(
    r"(?:le |am |den |vom )?(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:of |de )?([^\W\d]+)\.?,?\s+(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]{1,20})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_DASHED = re.compile(r"(\d{1,2})[- ]([^\W\d]{3,9})[- ](\d{4}|\d{2})")

_UNITS: Mapping[str, str] = {
    "day": "D", "days": "D", "tag": "D", "tage": "D", "tagen": "D", "jour": "D", "jours": "D",
    "week": "W", "weeks": "W", "woche": "W", "wochen": "W", "semaine": "W", "semaines": "W",
    "month": "M", "months": "M", "monat": "M", "monate": "M", "monaten": "M", "mois": "M",
    "year": "Y", "years": "Y", "jahr": "Y", "jahre": "Y", "jahren": "Y", "an": "Y", "ans": "Y", "année": "Y", "années": "Y",
}  # fmt: skip
_NUMBERS: Mapping[str, int] = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "ein": 1, "eine": 1, "einem": 1,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "zwölf": 12, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4,
    "cinq": 5, "douze": 12,
}  # fmt: skip
_INTERVALS: Mapping[str, str] = {
    "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "every year": "P1Y", "jährlich": "P1Y",
    "einmal jährlich": "P1Y", "annuel": "P1Y", "annuelle": "P1Y", "annuellement": "P1Y", "chaque année": "P1Y",
    "biennial": "P2Y", "biennially": "P2Y", "zweijährlich": "P2Y", "biennal": "P2Y",
    "biennale": "P2Y", "triennial": "P3Y", "dreijährlich": "P3Y", "triennal": "P3Y", "triennale": "P3Y",
    "semi annual": "P6M", "semi annually": "P6M", "semiannually": "P6M", "half yearly": "P6M",
    "halbjährlich": "P6M", "semestriel": "P6M", "semestrielle": "P6M",
    "quarterly": "P3M", "vierteljährlich": "P3M", "quartalsweise": "P3M", "trimestriel": "P3M", "trimestrielle": "P3M",
    "monthly": "P1M", "monatlich": "P1M", "mensuel": "P1M", "mensuelle": "P1M", "weekly": "P1W", "wöchentlich": "P1W",
    "hebdomadaire": "P1W", "2 yearly": "P2Y", "chaque semestre": "P6M", "chaque trimestre": "P3M",
    "jedes jahr": "P1Y", "alle jahre": "P1Y", "pro jahr": "P1Y", "tous les ans": "P1Y",
    "zweimal jährlich": "P6M", "every half year": "P6M", "every quarter": "P3M", "every month": "P1M", "each year": "P1Y", "per year": "P1Y",
}  # fmt: skip
_EVERY = re.compile(r"(?:every|each|alle|tous les|toutes les|chaque|within)?\s*(\d{1,3}|[^\W\d]+)[\s-]+([^\W\d]+)")
_TIMES = re.compile(
    r"(?P<twice>twice|zweimal|deux fois)?(?:once|einmal|une fois)? (?:an?|per|every|each|pro|im|in der|par) (?P<unit>[^\W\d]+)"
)
_OTHER = re.compile(r"every (?:other|second) (?P<unit>[^\W\d]+)|jede[nrs]? zweite[nrs]? (?P<german>[^\W\d]+)")
_LONG_UNITS: Mapping[str, str] = {
    "quarter": "P3M", "quartal": "P3M", "trimestre": "P3M", "half": "P6M", "halbjahr": "P6M", "semestre": "P6M",
}  # fmt: skip
_HALVES: Mapping[str, str] = {"P1Y": "P6M", "P6M": "P3M", "P1M": "P2W"}
_ISO_DURATION = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?")

_STATUSES: Mapping[str, tuple[str, ...]] = {
    "draft": ("draft", "in draft", "work in progress", "wip", "in progress", "entwurf", "in bearbeitung", "in arbeit", "brouillon",
              "projet", "en cours", "en cours de rédaction"),
    "in-review": ("in review", "under review", "review", "for review", "pending approval", "awaiting approval", "zur prüfung",
                  "in prüfung", "zur freigabe", "en revue", "en validation", "à valider", "en attente d'approbation"),
    "approved": ("approved", "freigegeben", "genehmigt", "approuvé", "approuvée", "validé", "validée", "final", "released", "signed",
                 "endgültig", "définitif", "published"),
    "effective": ("effective", "in force", "active", "valid", "current", "gültig", "in kraft", "aktiv", "gültig ab", "en vigueur",
                  "applicable", "actif", "valable", "operational", "implemented", "in production", "live", "produktiv", "en production"),
    "superseded": ("superseded", "replaced", "ersetzt", "abgelöst", "remplacé", "remplacée"),
    "retired": ("retired", "obsolete", "withdrawn", "archived", "ungültig", "zurückgezogen", "archiviert", "außer kraft", "obsolète",
                "retiré", "archivé", "abrogé"),
}  # fmt: skip
_STATUS_OF = {word: status for status, words in _STATUSES.items() for word in words}
_TRIM = " \t\n.*_`\"'()[]"


def date_of(text: str, *, month_first: bool | None = None) -> str:
    """The day that a whole text names, as ISO date; "" where it names none, or day and month cannot be told apart.

    `month_first` says how `03/04/2025` is meant where that is known.

    >>> [date_of(text) for text in ("12 March 2025", "12. 3. 2025", "1er avril 2025", "March 3rd, 2025", "03/04/2025")]
    ['2025-03-12', '2025-03-12', '2025-04-01', '2025-03-03', '']
    """
    text = text.strip(_TRIM).casefold()
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found[1], found[2], found[3], is_dotted="." in text, month_first=month_first)
    for pattern, day, month, year in ((_DAY_FIRST, 1, 2, 3), (_MONTH_FIRST, 2, 1, 3), (_DAY_DASHED, 1, 2, 3)):
        found = pattern.fullmatch(text)
        if found and (number := _MONTHS.get(found[month])):
            return _day(_four(found[year]), str(number), found[day])
    return ""


_MONTH = re.compile(r"(?:(?P<name>[^\W\d]+)\.?,?\s+|(?P<number>0?[1-9]|1[0-2])\s*[/.]\s*)(?P<year>(?:19|20)\d{2})")
_QUARTER = re.compile(
    r"(?:q(?P<before>[1-4])|(?P<behind>[1-4])(?:\.|st|nd|rd|th|er|e|ème)? ?(?:quartal|quarter|trimestre))[ /.-]{0,3}"
    r"(?P<year>(?:19|20)\d{2})"
)
_ISO_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<number>0[1-9]|1[0-2])")


def month_of(text: str, *, is_last_day: bool = False) -> str:
    """A day for a month that a whole text names, the first or the last of it; "" where it names none.

    >>> month_of("Februar 2026"), month_of("02/2028", is_last_day=True), month_of("in 2026")
    ('2026-02-01', '2028-02-29', '')
    >>> month_of("Q1/2026", is_last_day=True), month_of("2. Quartal 2026")
    ('2026-03-31', '2026-04-01')
    """
    text = text.strip(_TRIM).casefold()
    if quarter := _QUARTER.fullmatch(text):
        number = 3 * int(quarter["before"] or quarter["behind"]) - (0 if is_last_day else 2)
        text = f"{number:02}/{quarter['year']}"
    found = _ISO_MONTH.fullmatch(text) or _MONTH.fullmatch(text)
    if not found:
        return ""
    name = found.groupdict().get("name")
    number = _MONTHS.get(name, 0) if name else int(found["number"])
    if not number:
        return ""
    year = int(found["year"])
    day = monthrange(year, number)[1] if is_last_day else 1
    return date(year, number, day).isoformat()


def is_month_first(text: str) -> bool | None:
    """What a date in digits tells of the order of a folder: whether the month comes first; None where it tells nothing.

    >>> is_month_first("03/25/2025"), is_month_first("25/03/2025"), is_month_first("03/04/2025")
    (True, False, None)
    """
    found = _NUMERIC.fullmatch(text.strip(_TRIM))
    if not found or "." in text:
        return None
    first, second = int(found[1]), int(found[2])
    return True if second > 12 >= first else False if first > 12 >= second else None


def order_in(texts: Iterable[str]) -> bool | None:
    """Whether the days of a column have the month first, by those that tell; None where none does, or they differ.

    >>> order_in(["03/25/2025", "03/04/2025", ""]), order_in(["03/04/2025"])
    (True, None)
    """
    orders = {order for text in texts if (order := is_month_first(text)) is not None}
    return orders.pop() if len(orders) == 1 else None


def is_undecided(text: str) -> bool:
    """Whether a text is a day in digits of which day and month cannot be told apart.

    >>> is_undecided("03/04/2025"), is_undecided("25/03/2025"), is_undecided("03.04.2025"), is_undecided("3/3/2025")
    (True, False, False, False)
    """
    found = _NUMERIC.fullmatch(text.strip(_TRIM))
    if not found or "." in text or found[1] == found[2]:
        return False
    return max(int(found[1]), int(found[2])) <= MONTHS_A_YEAR and min(int(found[1]), int(found[2])) > 0


def _numeric(first: str, second: str, year: str, *, is_dotted: bool, month_first: bool | None) -> str:
    if is_dotted or int(first) > 12:
        return _day(_four(year), second, first)
    if int(second) > 12:
        return _day(_four(year), first, second)
    if first == second:
        return _day(_four(year), first, second)
    if month_first is None:
        return ""
    return _day(_four(year), first, second) if month_first else _day(_four(year), second, first)


def _four(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def interval_of(text: str) -> str:
    """The interval that a text names, as ISO 8601 duration; "" where it names none.

    >>> [interval_of(text) for text in ("Annually", "every two years", "alle 24 Monate", "tous les 3 ans", "12 months", "P2Y")]
    ['P1Y', 'P2Y', 'P24M', 'P3Y', 'P12M', 'P2Y']
    >>> [interval_of(text) for text in ("une fois par trimestre", "twice a year", "every other month", "zweimal im Jahr")]
    ['P3M', 'P6M', 'P2M', 'P6M']
    """
    text = text.strip(_TRIM)
    if _ISO_DURATION.fullmatch(text):
        return text
    plain = " ".join(text.casefold().replace("-", " ").split())
    plain = re.sub(
        r"^(?:at least|mindestens|au moins|minimum|reviewed|turnusmäßig|regelmäßig|in der regel) ", "", plain
    )
    if told := _told_by_times(plain):
        return told
    head = re.split(r"[,;(+]| or | oder | ou | and | und | et | unless | by | durch | par ", plain)[0].strip()
    if head in _INTERVALS:
        return _INTERVALS[head]
    found = _EVERY.fullmatch(head)
    unit = _UNITS.get(found[2], "") if found else ""
    count = _count(found[1]) if found else 0
    return f"P{count}{unit}" if unit and count else ""


def _told_by_times(plain: str) -> str:
    """The interval of `once a quarter`, `deux fois par an`, `every other month`; "" where it is told otherwise."""
    head = re.split(r"[,;(+]", plain)[0].strip()
    if found := _OTHER.fullmatch(head):
        unit = _UNITS.get(found["unit"] or found["german"], "")
        return f"P2{unit}" if unit else ""
    found = _TIMES.fullmatch(head)
    if found is None:
        return ""
    unit = found["unit"]
    whole = _LONG_UNITS.get(unit) or (f"P1{_UNITS[unit]}" if unit in _UNITS else "")
    return _HALVES.get(whole, "") if found["twice"] else whole


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.get(text, 0)


_QUALIFIED = re.compile(r"(?:\(?v?\d|by |von |durch |par |on |am |le |since |seit |depuis |from |ab |à partir )")
"""What may follow a status word without changing it: a day, a version, who and since when."""


_SIGNS = re.compile(r"^[^\w(\[]+")
"""Ticks and coloured dots before a status."""

_BY_WHOM = re.compile(r"\s{0,9}\((?!TB[ACD]|WIP|OLD|NOT|REV|NA)[A-ZÄÖÜ]{2,5}\)?$")
"""Whose status it is, by a short name in capitals."""


def status_of(text: str) -> str:
    """The status that a text names, in our words; "" where it names none, or takes back what it says.

    >>> [status_of(text) for text in ("Freigegeben", "DRAFT for comments", "in force since 2024", "blue")]
    ['approved', 'draft', 'effective', '']
    >>> [status_of(text) for text in ("\u2705 Freigegeben (GF)", "Approved (TBC)", "In Kraft (QMB)")]
    ['approved', '', 'effective']
    >>> [status_of(text) for text in ("Final draft", "Approved pending signature", "Approved by A. Lind, 3 May 2025")]
    ['draft', '', 'approved']
    """
    text = _BY_WHOM.sub("", _SIGNS.sub("", text).strip(_TRIM + ")"))
    plain = " ".join(text.strip(_TRIM).casefold().replace("-", " ").replace("_", " ").split())
    if plain in _STATUS_OF:
        return _STATUS_OF[plain]
    if any(word in f" {plain} " for word in (" draft", " entwurf", " brouillon")):
        return "draft"
    words = plain.split(" ")
    for length in (3, 2, 1):
        rest = " ".join(words[length:]).lstrip(" ,(|–")
        if (head := " ".join(words[:length]).rstrip(",(:")) in _STATUS_OF and _QUALIFIED.match(rest):
            return _STATUS_OF[head]
    return ""
