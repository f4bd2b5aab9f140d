"""What the Act answers."""

from datetime import date

from law.the_law import AFTER, BEFORE, the_act


def test_version_on() -> None:
    """The version of a day is the last one not later than it."""
    act = the_act()
    assert act.versions == ("2024-07-12", "2026-07-27")
    assert [act.version_on(day) for day in (date(2024, 1, 1), BEFORE, date(2026, 7, 27))] == [
        "2024-07-12",
        "2024-07-12",
        "2026-07-27",
    ]


def test_the_thirteen_points() -> None:
    """The points of Art. 17(1) are its children, (a) to (m)."""
    assert the_act().children("Art. 17(1)", AFTER) == tuple(f"Art. 17(1)({letter})" for letter in "abcdefghijklm")


def test_live_on() -> None:
    """A deleted provision lives until its version ends; an inserted one from its own."""
    act = the_act()
    assert (act.live_on("Art. 10(5)", BEFORE), act.live_on("Art. 10(5)", AFTER)) == (True, False)
    assert (act.live_on("Art. 4a", BEFORE), act.live_on("Art. 4a", AFTER)) == (False, True)


def test_resolve() -> None:
    """Aliases and needless subparagraphs lead to the canonical citation; what does not exist stays as it is."""
    act = the_act()
    assert act.resolve("Annex I(11)") == "Annex I, Section A(11)"
    assert act.resolve("Art. 6(3), subparagraph 2, point (d)") == "Art. 6(3)(d)"
    assert act.resolve("Art. 113, subparagraph 3, point (a)") == "Art. 113(a)"
    assert act.resolve("Art. 11(1), subparagraph 1") == "Art. 11(1)"
    assert act.resolve("Annex IV, Section 2(g)") == "Annex IV(2)(g)"
    assert act.resolve("Art. 6(3), subparagraph 1, point (d)") == "Art. 6(3), subparagraph 1, point (d)"


def test_is_beneath() -> None:
    """A provision is beneath itself and what it stands in, however it is spelled; not beneath a namesake."""
    act = the_act()
    assert act.is_beneath("Art. 17(1)(a)", "Art. 17")
    assert act.is_beneath("Annex I(11)", "Annex I, Section A")
    assert not act.is_beneath("Art. 17", "Art. 17(1)")
    assert not act.is_beneath("Art. 1(1)", "Art. 17")


def test_nearest() -> None:
    """The nearest provision is the one above that exists on the day."""
    act = the_act()
    assert act.nearest("Art. 17(1)(n)", AFTER) == "Art. 17(1)"
    assert act.nearest("Art. 17a", AFTER) == "Art. 17"
    assert act.nearest("Art. 4a(1)", BEFORE) == "Art. 4"
    assert act.nearest("Art. 114", AFTER) is None


def test_references_by_version() -> None:
    """References out and in are those of the version of the day."""
    act = the_act()
    assert "Art. 17" in act.references_out("Art. 43(3)", AFTER)
    assert "Art. 17" not in act.references_out("Art. 43(3)", BEFORE)
    assert "Art. 16(c)" in act.references_in("Art. 17", BEFORE)
    assert ("Art. 43(3)" in act.references_in("Art. 17", AFTER)) is True


def test_an_unknown_provision_has_no_answers() -> None:
    """Questions about what does not exist are answered with nothing, not with an error."""
    act = the_act()
    assert act.provision("Art. 999") is None
    assert act.topic_of("Art. 999") == ""
    assert act.children("Art. 999") == act.references_out("Art. 999", AFTER) == act.ancestors("Art. 999") == ()


def test_last_beneath() -> None:
    """Art. 17(1) ends with (m); what has nothing beneath it ends nowhere."""
    act = the_act()
    assert act.last_beneath("Art. 17(1)", AFTER) == "Art. 17(1)(m)"
    assert act.last_beneath("Annex III", AFTER) == "Annex III(8)"
    assert act.last_beneath("Art. 17(1)(m)", AFTER) is None
