"""A text that follows the guide where the Regulation differs gets a note; one that knows better gets none."""

import pytest

from art17.citations.citations import citations_in
from art17.law.errata import errata, errata_in
from law.the_law import AFTER, the_act


def notes(text: str) -> list[str]:
    """The ids of the notes that a text gets."""
    citations = citations_in(text, "eu-ai-act")
    return [found.erratum.id for found in errata_in(text, citations, the_act())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The eight mandatory elements of the QMS are covered.", ["thirteen-points"]),
        ("Art. 17(2) lists the minimum contents.", ["contents-in-17-1"]),
        ("We prepare the CE marking under Art. 43.", ["ce-marking-is-not-43"]),
        ("We prepare the CE marking (Art. 47).", ["ce-marking-is-not-47"]),
        ("Simplified obligations for us under Art. 62.", ["simplification-is-63"]),
        ("Retention for 10 years follows Art. 11.", ["retention-is-not-11"]),
        ("Logs: retention by Art. 12.", ["retention-is-not-12"]),
        ("The QMS must be operational on 2 August 2026.", ["operational-in-august-2026"]),
        ("The QMS was due on 2 August 2026, now on 2 December 2027.", []),
        ("Conformity assessment (Art. 43) precedes the CE marking (Art. 48).", []),
        ("The declaration (Art. 47) precedes the CE marking.", []),
        ("Art. 12 asks for logs; Art. 19 for their retention.", []),
        ("Art. 63 simplifies, Art. 62 supports.", []),
        ("The thirteen points; the guide counts eight elements of a QMS.", []),
        ("Art. 12 GDPR and retention.", []),
        ("Art. 12: Log Retention Policy", []),
        ("| Art. 12 | Record-keeping | Retention of logs |", []),
        ("| QMS | must be operational | 2 August 2026 |", []),
        ("The deadline of 2 August 2026 for the QMS was replaced by the Digital Omnibus.", []),
        ("High-risk duties apply from 2 August 2026.", []),
        ("Art. 50 must be met on 2 August 2026; the QMS helps.", []),
        ("Under Art. 111(2) systems placed before 2 August 2026 must not have a QMS.", []),
        ("Das QMS muss am 2. August 2026 eingerichtet sein.", ["operational-in-august-2026"]),
        ("Le système de gestion de la qualité doit être en place le 2 août 2026.", ["operational-in-august-2026"]),
    ],
)
def test_notes(text, expected) -> None:
    """The wording of the guide is noticed, the wording of the Regulation is not."""
    assert notes(text) == expected


def test_every_erratum_names_provisions_in_force() -> None:
    """Each erratum says what the Regulation says, and where."""
    act = the_act()
    assert len(errata(act)) >= 28
    for erratum in errata(act):
        assert erratum.regulation
        assert all(act.live_on(cite, AFTER) for cite in erratum.provisions), erratum.id
