"""Every labelled citation of `fixtures/citations/` is read as its label says."""

import pytest

from art17.law.citations import citations_in
from art17.law.standing import standing_of
from law.labelled import Labelled, labelled
from law.the_law import AFTER, the_act

NAMES = ("english", "german", "french", "wrong", "silent")


def seen(line: Labelled) -> tuple[str, ...]:
    """What is found in a line, written as labels are."""
    act = the_act()
    found = [each for each in citations_in(line.text, line.default) if each.act == act.id]
    standings = [standing_of(each, act, AFTER) for each in found]
    return tuple(
        f"{each.provision}"
        + ("" if each.status == "ok" else f" = {each.status}")
        + (f" -> {each.meant}" if each.meant else "")
        for each in standings
    )


@pytest.mark.parametrize("name", NAMES)
def test_labelled(name) -> None:
    """All lines of a file are read as labelled; all that are not are shown together."""
    wrong = {
        f"{line.place} {line.text!r}": (seen(line), line.expected)
        for line in labelled(name)
        if seen(line) != line.expected
    }
    assert wrong == {}


def test_there_are_enough() -> None:
    """At least 500 lines, 100 of them German or French, 200 that must stay silent."""
    counts = {name: sum(1 for _ in labelled(name)) for name in NAMES}
    assert sum(counts.values()) >= 500
    assert counts["german"] + counts["french"] >= 100
    assert counts["silent"] >= 200
