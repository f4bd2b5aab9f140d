"""Every labelled citation of `fixtures/citations/` is read as its label says."""

import re

import pytest

from art17.citations.about import About, about
from art17.citations.citations import citations_in
from art17.law.standing import standings_of
from citations.labelled import Labelled, labelled
from law.the_law import AFTER, the_act

NAMES = ("english", "german", "french", "wrong", "silent", "acts", "forms", "topics")


def seen(line: Labelled) -> tuple[str, ...]:
    """What is found in a line, written as labels are."""
    act = the_act()
    found = [each for each in citations_in(line.text, default_of(line)) if each.act == act.id]
    standings = standings_of(found, act, AFTER)
    return tuple(
        f"{each.provision}"
        + ("" if each.status == "ok" else f" = {each.status}")
        + (f" -> {each.meant}" if each.meant else "")
        for each in standings
    )


def default_of(line: Labelled) -> About | str | None:
    """The act that the line's document is about."""
    return about(line.text) if line.default == "document" else line.default


@pytest.mark.parametrize("name", NAMES)
def test_labelled(name) -> None:
    """All lines of a file are read as labelled; all that are not are shown together."""
    wrong = {
        f"{line.place} {line.text!r}": (seen(line), line.expected)
        for line in labelled(name)
        if seen(line) != line.expected
    }
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_wrapped_anywhere_it_reads_the_same(name) -> None:
    """Where a line of prose ends hides a citation, makes one, or gives one to another act."""
    changed = [
        wrapped
        for line in labelled(name)
        if not any(sign in line.text for sign in "\n|`")
        for blank in re.finditer(r" (?=\w(?!\d?[.)] )|\()", line.text)
        for wrapped in [f"{line.text[: blank.start()]}\n{line.text[blank.end() :]}"]
        if found(wrapped, default_of(line)) != found(line.text, default_of(line))
    ]
    assert changed == []


def found(text: str, default: About | str | None) -> list[tuple[str | None, str | None]]:
    """Provisions that a text cites, each with its act."""
    return [(each.provision, each.act) for each in citations_in(text, default)]


def test_there_are_enough() -> None:
    """At least 900 lines, 100 of them German or French, 200 that must stay silent."""
    counts = {name: sum(1 for _ in labelled(name)) for name in NAMES}
    assert sum(counts.values()) >= 900
    assert counts["german"] + counts["french"] >= 100
    assert counts["silent"] >= 200


def test_what_does_not_exist_is_found() -> None:
    """Of right citations, of which a slip of the pen makes an article 119, at least 95 in 100 are reported."""
    seen_as: dict[str, bool] = {}
    for name in ("english", "german", "french", "acts"):
        for line in labelled(name):
            for each in citations_in(line.text, default_of(line)):
                if each.act == the_act().id and not each.mates and re.match(r"Art\.|[Aa]rti[ck]", each.text):
                    slip = re.sub(r"\d+[a-z]?", "119", each.text, count=1)
                    text = line.text[: each.start] + slip + line.text[each.end :]
                    standings = standings_of(citations_in(text, default_of(line)), the_act(), AFTER)
                    seen_as[text] = any("119" in (of.provision or "") and of.status != "ok" for of in standings)
    assert len(seen_as) >= 100
    assert sum(seen_as.values()) >= 0.95 * len(seen_as), [text for text, is_seen in seen_as.items() if not is_seen]
