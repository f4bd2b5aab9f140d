"""Whose text it is: a long one that treats everything in passing is on no single matter."""

from __future__ import annotations

from collections.abc import Sequence

from art17.model.text_reading import OTHER_TYPE
from art17.texts.read import LONG
from texts.procedures import TYPES, honest, read


def of_all(names: Sequence[str]) -> str:
    """One text of two procedures for each type."""
    bodies = [honest(name, "en", nth).markdown().split("\n\n", 2)[2] for name in names for nth in (0, 1)]
    return "\n\n".join(["# How we work", *bodies])


def test_a_long_manual_of_everything_is_asked_whose_it_is():
    """What treats each matter in passing is of doubtful type, whatever it answers."""
    manual = read(of_all(TYPES), "incident-procedure")
    assert manual.words > LONG
    assert manual.mentions
    assert manual.reason == OTHER_TYPE


def test_a_long_text_on_one_matter_is_of_its_type():
    """Length alone makes no doubt."""
    own = read(of_all(["incident-procedure"] * 12), "incident-procedure")
    assert own.words > LONG
    assert own.reason == ""
