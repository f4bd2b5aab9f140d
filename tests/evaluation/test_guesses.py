"""What is said of documents whose type is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.evaluation.evaluate import judgements
from art17.evaluation.findings import findings_of
from art17.evaluation.guesses import at_most_warnings
from art17.model.report import Finding, Subject
from builders import MANIFEST, SMALL, a_graph, a_rule, artefact, scene_of

GUESSED = replace(artefact("A"), origins={"type": "name"})


def finding_about(kind: str, path: str) -> Finding:
    """An error about something of a kind, in a file."""
    scene = scene_of(a_graph(GUESSED))
    (found,) = findings_of(tuple(judgements([a_rule({"text": "a"}, {"type": "procedure"})], scene, MANIFEST)), scene)
    place = replace(found.subject.place, path=path)
    return replace(found, subject=Subject("X", kind, place), message="Nothing is there.")


@pytest.mark.parametrize(
    ("kind", "path", "severity"),
    [
        ("provision", "art17.yaml", "warning"),
        ("qms", "art17.yaml", "warning"),
        ("procedure", "A.yaml", "warning"),
        ("procedure", "B.yaml", "error"),
    ],
)
def test_what_rests_on_a_guess_is_at_most_a_warning(kind: str, path: str, severity: str) -> None:
    """What the QMS lacks, and what a guessed document says, are warnings; what another one says stays an error."""
    scene = scene_of(a_graph(GUESSED))
    found = finding_about(kind, path)
    assert [each.severity for each in at_most_warnings([found], scene)] == [severity]
    assert [each.severity for each in at_most_warnings([replace(found, severity="note")], scene)] == ["note"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, "As far as documents were recognised, nothing is there."),
        (
            {"As far as documents were recognised, {message}": "Soweit erkannt: {message}"},
            "Soweit erkannt: Nothing is there.",
        ),
    ],
)
def test_what_is_absent_was_not_recognised(words: dict[str, str], said: str) -> None:
    """In English a message goes on in one sentence; in another language it stays one of its own."""
    scene = scene_of(a_graph(GUESSED, vocabulary=replace(SMALL, words=words)))
    assert [each.message for each in at_most_warnings([finding_about("provision", "art17.yaml")], scene)] == [said]
