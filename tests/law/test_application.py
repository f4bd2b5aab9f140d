"""From when a provision binds which system (Art. 113)."""

from datetime import date

import pytest

from art17.law.application import binding
from law.the_law import AFTER, BEFORE, the_act


def days(cite: str, day: date, *, point: str | None = None, section: str | None = None) -> list[str]:
    """The days of the readings, in order."""
    found = binding(the_act(), cite, day, annex_iii_point=point, annex_i_section=section)
    return [reading.applies_from.isoformat() for reading in found.readings]


@pytest.mark.parametrize(
    ("cite", "point", "section", "expected"),
    [
        ("Art. 17(1)(g)", "4", None, ["2027-12-02"]),
        ("Art. 17(1)(g)", None, "A", ["2028-08-02"]),
        ("Art. 17(1)(g)", "4", "A", ["2027-12-02", "2028-08-02"]),
        ("Art. 5(1)(a)", "4", None, ["2025-02-02"]),
        ("Art. 5(1)(ba)", "4", None, ["2026-12-02"]),
        ("Art. 6(5)", "4", None, ["2026-08-02"]),
        ("Art. 28", None, None, ["2025-08-02"]),
        ("Art. 99(4)", "4", None, ["2025-08-02"]),
        ("Art. 101", "4", None, ["2026-08-02"]),
        ("Art. 105", None, None, ["2026-07-27"]),
        ("Art. 50(1)", "4", None, ["2026-08-02"]),
        ("Art. 72(3)", "4", None, ["2026-08-02", "2027-12-02"]),
        ("Art. 73(2)", None, "A", ["2026-08-02", "2028-08-02"]),
        ("Annex IV(2)(g)", "4", None, ["2027-12-02"]),
        ("Annex VI", "4", None, ["2026-08-02", "2027-12-02"]),
    ],
)
def test_dates_in_force(cite, point, section, expected) -> None:
    """Each provision binds from the day of its own rule; disputed ones keep both readings."""
    assert days(cite, AFTER, point=point, section=section) == expected


def test_dates_before_the_amendment() -> None:
    """Under the law of 2024 Art. 17 was to bind from August 2026 (Annex III) or 2027 (Annex I)."""
    assert days("Art. 17(1)", BEFORE, point="4") == ["2026-08-02"]
    assert days("Art. 17(1)", BEFORE, section="A") == ["2027-08-02"]


def test_superseded_rules_are_kept() -> None:
    """A report can say which date people still have in mind."""
    found = binding(the_act(), "Art. 17(1)", AFTER, annex_iii_point="4")
    assert [rule.applies_from.isoformat() for rule in found.superseded] == ["2026-08-02"]
    assert found.applies_from == date(2027, 12, 2)
    assert not found.disputed


def test_disputed_dates_say_so() -> None:
    """Two readings with different days are marked, and each has a source."""
    found = binding(the_act(), "Art. 47", AFTER, annex_iii_point="4")
    assert found.disputed
    assert {reading.confidence for reading in found.readings} == {"disputed"}
    assert all(reading.source and reading.basis for reading in found.readings)


def test_products_of_section_b() -> None:
    """To products under Annex I, Section B, only what Art. 2(2) names applies."""
    act = the_act()
    assert binding(act, "Art. 17(1)", AFTER, annex_i_section="B").excluded_by == "Art. 2(2)"
    assert days("Art. 6(1)", AFTER, section="B") == ["2028-08-02"]
