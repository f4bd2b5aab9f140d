"""Whether a text has the shape of a field's value, and the value as it is to be read."""

from __future__ import annotations

import re

from art17.model.labels import Labels
from art17.model.value import is_placeholder
from art17.reading.facts.dates_in_words import date_of, interval_of, month_of, status_of

DATES = frozenset({"approved_on", "effective_on", "dated", "last_reviewed", "next_review"})
PEOPLE = frozenset({"owner", "author", "approved_by"})
_LENIENT_END = frozenset({"next_review", "last_reviewed"})
"""A month alone ends a review's time with its last day: nobody is overdue who may still be in time."""

_VERSION = re.compile(r"[vr]?\.?\s{0,10}(\d+(?:\.\d+){0,3}(?:[-+ ]?[a-z]\w{0,10})?)", re.IGNORECASE)
_NAMED_VERSION = re.compile(r"(?:version|rev(?:ision)?\.?|issue|ausgabe|indice)\s*(\d+(?:\.\d+){0,3})", re.IGNORECASE)
_BEGINS_WITH_VERSION = re.compile(r"v?(\d+(?:\.\d+){0,3})(?=\s*[,;(/–—-])")
_LETTER = re.compile(r"(?i:version|rev(?:ision)?\.?|indice|ausgabe)?\s{0,10}([A-Z])")
_PROMPT = re.compile(
    r"(?i)^(?:click|tap|enter|insert|select|choose|type here|klicken|hier eingeben|bitte|saisir|cliquez|choisir|"
    r"à compléter|to be (?:filled|completed|assigned|determined|confirmed|added|provided)|noch (?:festzulegen|offen)|"
    r"un-?named|unnamed|"
    r"indiquer|indiquez|renseigner|renseignez|préciser|précisez|insérer|insérez|einfügen|eintragen|angeben|"
    r"(?:title|titre|titel|name|nom) (?:of |de |du |des |der )(?:the |la |l['’])?"
    r"(?:document|procedure|procédure|policy|politique|process|processus|dokuments|verfahrens|responsable|owner|author|auteur)$|"
    r"(?:dd|tt|jj|mm|yyyy|jjjj|aaaa)(?:[-/. ](?:dd|tt|jj|mm|yyyy|jjjj|aaaa|yy))+)"
)
_DIRECTIVE_ID = re.compile(r"[^\W_][\w.:/-]{0,119}")
"""The identifier in a directive: one word, which need not have a digit."""
_ID = re.compile(r"[^\W_][\w./:-]*(?: [\w./:-]+){0,3}")

_LETTERS = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{2,6})+")


def is_open(text: str) -> bool:
    """Whether what stands for a value is a placeholder or a prompt."""
    return bool(is_placeholder(text) or "<%" in text or "{{" in text or _PROMPT.match(text.strip("[]<>() ")))


def shaped(field: str, text: str, labels: Labels, *, month_first: bool | None = None) -> str:
    """A text as a value of a field; "" where it does not have the field's shape."""
    if not text or (field not in ("title", "status") and labels.field_of(text) is not None):
        return ""
    if field in DATES:
        return day_of(field, text, month_first=month_first)
    if field == "review_in":
        return interval_of(text)
    if field == "status":
        return status_of(text)
    if field == "version":
        return version_of(text)
    if field == "directive id":
        return text if _DIRECTIVE_ID.fullmatch(text) else ""
    if field == "id":
        is_numbered = any(sign.isdigit() for sign in text) or bool(_LETTERS.fullmatch(text))
        is_short = len(text) <= 40 and is_numbered and bool(_ID.fullmatch(text))
        return text if is_short and not day_of("dated", text, month_first=True) else ""
    if field in PEOPLE:
        return text if is_person(text) else ""
    return text if len(text) <= 200 and not day_of("dated", text, month_first=True) else ""


def version_of(text: str) -> str:
    """The version that a text names: a number, or one capital letter.

    >>> version_of("v2.1"), version_of("3.2 (draft)"), version_of("Rev. B"), version_of("the newest")
    ('2.1', '3.2', 'B', '')
    """
    for pattern in (_VERSION, _LETTER):
        if found := pattern.fullmatch(text):
            return found[1].strip()
    found = _NAMED_VERSION.match(text) or _BEGINS_WITH_VERSION.match(text)
    return found[1].strip() if found else ""


def is_person(text: str) -> bool:
    """Whether a text may name people or roles: short, with letters, no day, no sentence."""
    if not (2 <= len(text) <= 100 and any(sign.isalpha() for sign in text)) or text.endswith((":", ".md")):
        return False
    return len(text.split()) <= 14 and not date_of(text, month_first=True) and not month_of(text)


def day_of(field: str, text: str, *, month_first: bool | None = None) -> str:
    """The day that a text names or begins with; of a month alone a day that accuses nobody."""
    head = re.split(r"\s{0,40}[(;,|]\s{0,40}(?!\d{4})|\s{1,40}-\s+|\s{1,40}[–—]\s+", text)[0]
    for each in dict.fromkeys((text, head)):
        is_last = field in _LENIENT_END
        if day := date_of(each, month_first=month_first) or month_of(each, is_last_day=is_last):
            return day
    return ""
