"""Words of reports that one hands over, in the language of the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from art17.model.report import Report
from art17.reporting.in_words import MONTHS as ENGLISH_MONTHS
from art17.reporting.in_words import day_said

MONTHS = {
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember"),
}  # fmt: skip


class Words:
    """The fixed words of a report: the English ones, or what the packs of the run say for them.

    >>> Words("de", {"Summary": "Zusammenfassung"})("Summary")
    'Zusammenfassung'
    """

    def __init__(self, language: str, words: dict[str, str]) -> None:
        self.language = language
        self._words = words

    def __call__(self, english: str, /, **values: object) -> str:
        """A phrase, with values filled in."""
        return self._words.get(english, english).format(**values) if values else self._words.get(english, english)

    def day(self, day: date | str | None) -> str:
        """A day in words."""
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                return str(day)
        if self.language not in MONTHS or day is None:
            return day_said(day) if day else self("not known")
        return f"{day.day}. {MONTHS[self.language][day.month - 1]} {day.year}"

    def reason(self, text: str) -> str:
        """A reason that is put together of phrases with colons between them.

        >>> Words("de", {"set aside": "beiseite"}).reason("set aside: old.md")
        'beiseite: old.md'
        """
        return ": ".join(map(self._part, text.split(": ")))

    def _part(self, text: str) -> str:
        """A part of a reason, of which a word of the document or a number stands before the phrase."""
        first, sign, phrase = text.partition(" in its ")
        if not sign:
            first, sign, phrase = text.partition(" blanks ")
        known = self._words.get(f"{sign}{phrase}".strip()) if sign else None
        return f"{first} {known}" if known else self(text)

    def month(self, day: date) -> str:
        """The month of a day, with its year."""
        return f"{MONTHS.get(self.language, ENGLISH_MONTHS)[day.month - 1]} {day.year}"

    def number(self, number: int) -> str:
        """A number with its thousands apart.

        >>> Words("de", {}).number(12345), Words("en", {}).number(12345)
        ('12.345', '12,345')
        """
        told = f"{number:,}"
        return told.replace(",", ".") if self.language == "de" else told

    def count(self, number: int, one: str, many: str) -> str:
        """A number with its word, given in English for one and for several."""
        return f"{self.number(number)} {self(one if number == 1 else many)}"

    def ahead(self, days: int) -> str:
        """How far a day lies ahead.

        >>> Words("en", {}).ahead(1), Words("en", {}).ahead(30)
        ('in 1 day', 'in 30 days')
        """
        return self("in 1 day") if days == 1 else self("in {count} days", count=self.number(days))

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row of words.

        >>> Words("en", {}).listed(["a", "b", "c"])
        'a, b and c'
        """
        return f"{', '.join(names[:-1])} {self('and')} {names[-1]}" if len(names) > 1 else "".join(names)

    def cites(self, provisions: Iterable[str]) -> str:
        """Citations in a row, as readers of the language write them."""
        return ", ".join(map(self.provision, provisions))

    def provision(self, cite: str) -> str:
        """A citation as readers of the language write it.

        >>> Words("de", {}).provision("Art. 17(1)(a)")
        'Art. 17 Abs. 1 Buchst. a'
        """
        if self.language != "de" or not cite.startswith("Art. "):
            return (
                cite.replace("Annex", "Anhang").replace(", Section ", " Abschnitt ") if self.language == "de" else cite
            )
        head, *parts = cite.replace(")", "").split("(")
        told = [head]
        for part in parts:
            told.append(
                f"Abs. {part}" if part[:1].isdigit() else f"Ziff. {part}" if len(told) > 2 else f"Buchst. {part}"
            )
        return " ".join(told)


ENGLISH = Words("en", {})


def words_of(report: Report) -> Words:
    """The words of a report."""
    return Words(report.language, dict(report.words))
