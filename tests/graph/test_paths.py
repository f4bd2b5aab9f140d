"""Paths: what they mean, and what is no path."""

from __future__ import annotations

import pytest

from art17.graph.path import Either, PathError, Repeated, Sequel, StepAlong, Walk, path_in
from builders import SMALL, a_graph, artefact

CHAIN = a_graph(
    artefact("A", links={"supersedes": "B", "verified_by": "C"}),
    artefact("B", links={"supersedes": "C"}),
    artefact("C", links={"supersedes": "A"}),
    artefact("D", links={"verified_by": "A"}, status="draft"),
)


@pytest.mark.parametrize(
    ("path", "start", "expected"),
    [
        ("supersedes", "A", "B"),
        ("^supersedes", "A", "C"),
        ("superseded_by", "A", "C"),
        ("^superseded_by", "A", "B"),
        ("supersedes / supersedes", "A", "C"),
        ("supersedes | verified_by", "A", "BC"),
        ("supersedes+", "A", "ABC"),
        ("^(supersedes / verified_by)", "C", "C"),
        ("(supersedes | verified_by) / supersedes", "A", "AC"),
        ("any", "A", "BC"),
        ("^any", "A", "C"),
        ("artefacts", "A", "BC"),
        ("  artefacts ", "A", "BC"),
        ("verified_by", "B", ""),
    ],
)
def test_paths_lead_to(path: str, start: str, expected: str) -> None:
    """`^` and `+` bind closer than `/`, and that closer than `|`; drafts are not reached."""
    reached = Walk(CHAIN).along(path_in(path, SMALL), CHAIN.by_id[start][0])
    assert "".join(CHAIN.nodes[index].name for index in reached) == expected


def test_statuses_may_be_included() -> None:
    """What is a draft is reached where its status is named."""
    reached = Walk(CHAIN, frozenset({"draft"})).along(path_in("verifies", SMALL), CHAIN.by_id["A"][0])
    assert [CHAIN.nodes[index].name for index in reached] == ["D"]


def test_a_draft_that_would_have_been_reached_is_noted() -> None:
    """The walk tells what exists only as draft."""
    walk = Walk(CHAIN)
    assert walk.along(path_in("verifies", SMALL), CHAIN.by_id["A"][0]) == ()
    assert [CHAIN.nodes[index].name for index in walk.unfinished] == ["D"]


def test_binding() -> None:
    """`a | b / c+` is a, or b and then c once or more."""
    step = {name: StepAlong(name, backwards=False, written=name) for name in ("covers", "mitigates", "supersedes")}
    expected = Either((step["covers"], Sequel((step["mitigates"], Repeated(step["supersedes"])))))
    assert path_in("covers | mitigates / supersedes+", SMALL) == expected


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("mitigate", "'mitigate' is not a link; did you mean 'mitigates'?"),
        ("mitigated_bye / covers", "did you mean 'mitigated_by'?"),
        ("artefact", "did you mean 'artefacts'?"),
        ("covers / artefacts", "'artefacts' is not a link"),
        ("", "a link is missing"),
        ("^", "a link is missing"),
        ("covers /", "a link is missing"),
        ("+covers", "a link is missing"),
        ("(covers", "a closing parenthesis is missing"),
        ("covers)", "')' is not expected here"),
        ("covers covers", "'covers' is not expected here"),
        ("covers & mitigates", "'& mitigates' is not part of a path"),
        ("covers | " * 60 + "covers", "longer than 400 characters"),
    ],
)
def test_mistakes(path: str, message: str) -> None:
    """What is no path is refused with what is wrong, and the nearest word."""
    with pytest.raises(PathError) as error:
        path_in(path, SMALL)
    assert message in str(error.value)
