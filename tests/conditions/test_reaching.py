"""Which types a path can lead to."""

from __future__ import annotations

import pytest

from art17.conditions.reaching import types_reached, types_with
from art17.graph.path import path_in
from art17.model.vocabulary import LinkOf
from builders import SMALL, words
from evaluation.words import TELLING

REGISTERS = {"register", "pages"}


@pytest.mark.parametrize(
    ("path", "start", "reached"),
    [
        ("covers", {"risk"}, {"system"}),
        ("^covers", {"system"}, None),
        ("^mitigates", {"risk"}, {"control"}),
        ("owner", {"risk"}, {"person", "role"}),
        ("links_to", {"risk"}, None),
        ("items", {"register"}, {"risk", "control"}),
        ("items", {"pages"}, {"page"}),
        ("items", None, {"risk", "control", "page", "step"}),
        ("items", {"risk"}, None),
        ("item_of", {"risk"}, {"register"}),
        ("item_of", {"page", "risk"}, REGISTERS),
        ("item_of", None, {*REGISTERS, "paper"}),
        ("item_of", {"person"}, None),
        ("items / item_of", {"pages"}, {"pages"}),
        ("items / mitigates", {"register"}, {"risk"}),
        ("(covers | mitigates)", {"control"}, {"system", "risk"}),
        ("(covers | links_to)", {"control"}, None),
        ("(item_of | items)", {"register"}, None),
        ("(item_of | covers)", {"page"}, {"pages", "system"}),
        ("covers+", {"risk"}, {"system"}),
        ("item_of+", {"page"}, None),
        ("(items / item_of)+", {"pages"}, {"pages"}),
        ("artefacts", {"risk"}, None),
    ],
)
def test_types_that_are_reached(path: str, start: set[str] | None, reached: set[str] | None) -> None:
    """A rule is refused for a type that can be there, or taken with one that cannot."""
    found = types_reached(path_in(path, TELLING), frozenset(start) if start else None, TELLING)
    assert found == (frozenset(reached) if reached else None)


def test_traits_stand_for_their_types() -> None:
    """A trait names types that do not have it."""
    assert types_with(("system", "risk"), TELLING) == {"system", "risk"}
    assert types_with(("person", "role"), TELLING) == {"person", "role"}
    assert types_with((), TELLING) is None


def test_any_link_is_not_the_link_of_that_name() -> None:
    """A pack that calls a link `any` has all rules on any link refused."""
    named = words(SMALL.types.values(), [LinkOf("any", "is any of", targets=("risk",))])
    assert types_reached(path_in("any", named), frozenset({"procedure"}), named) is None
