"""The languages that texts are read in: a table each, and how one tells them apart."""

from __future__ import annotations

from art17.texts.speech.english import ENGLISH
from art17.texts.speech.french import FRENCH
from art17.texts.speech.german import GERMAN
from art17.texts.speech.table import Speech

SPEECHES: dict[str, Speech] = {each.code: each for each in (ENGLISH, GERMAN, FRENCH)}
"""By ISO 639-1 code. Another language is another file here."""
