"""What kind of document a file is, and of which type, by its title, name and folder in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art17.model.settings import Settings
from art17.reading.documents.read import document_in
from art17.reading.facts.blanks import blanks_of, may_have_blanks
from art17.reading.facts.recognition import KINDS, Recogniser
from art17.reading.packs.declared import declared_by

DECLARED = declared_by(Settings())
RECOGNISER = Recogniser(DECLARED.vocabulary, DECLARED.act)


def guessed(path: str, title: str = "", text: str = "# A\n\nSome text.\n") -> tuple[str, str, bool]:
    found = RECOGNISER.guess(path, title, document_in("markdown", text))
    return found.kind, found.type, found.is_sure


@pytest.mark.parametrize(
    ("path", "title", "kind", "type_name"),
    [
        ("a.md", "Incident Management Procedure", "document", "incident-procedure"),
        ("a.md", "Incident Report Form", "form", "template"),
        ("a.md", "Security Incident Report 2025-03", "record", "incident"),
        ("a.md", "Incident Log", "register", "incident-register"),
        ("a.md", "Verfahrensanweisung Vorfallsmanagement", "document", "incident-procedure"),
        ("a.md", "Procédure de gestion des incidents", "document", "incident-procedure"),
        ("a.md", "Risikoregister", "register", "risk-register"),
        ("a.md", "Registre des risques", "register", "risk-register"),
        ("a.md", "Risikoanalyse 2026", "record", "risk-review"),
        ("QM/SOP-04_Supplier-Control.docx", "", "document", "supplier-procedure"),
        ("VA-12 Lieferanten.docx", "", "document", "supplier-procedure"),
        ("02-procedures/SOP-14 Corrective and Preventive Action.md", "", "document", "corrective-action-procedure"),
        ("a.md", "EU-Konformitätserklärung", "record", "declaration-of-conformity"),
        ("Konformitaetserklaerung_v2.pdf", "", "record", "declaration-of-conformity"),
        ("a.md", "Déclaration UE de conformité", "record", "declaration-of-conformity"),
        ("a.md", "Manuel qualité", "document", "quality-manual"),
        ("a.md", "Acceptable Use Policy", "document", "policy"),
        ("a.md", "Document Register", "index", "qms-index"),
        ("a.md", "Management Handbuch", "document", "quality-manual"),
        ("a.md", "Internal Audit Schedule 2026", "document", "internal-audit-programme"),
        ("a.md", "Internal Audit Procedure and Checklist", "document", "internal-audit-programme"),
        ("a.md", "Statement of Applicability", "document", "statement-of-applicability"),
        ("SOA.xlsx", "", "document", "statement-of-applicability"),
        ("Erklärung zur Anwendbarkeit.docx", "", "document", "statement-of-applicability"),
        ("README.md", "", "other", "none"),
        ("CONTRIBUTING.md", "", "other", "none"),
    ],
)
def test_a_title_or_name_tells_the_type(path: str, title: str, kind: str, type_name: str) -> None:
    """The matter and the form together; the form is the head of the title in each language."""
    assert guessed(path, title) == (kind, type_name, True)


@pytest.mark.parametrize(
    ("path", "title"), [("notes.md", "Thoughts"), ("governance/minutes-07.md", "Minutes"), ("x.md", "")]
)
def test_what_nothing_tells_is_unsure(path: str, title: str) -> None:
    """A folder alone, or a form alone, does not make a type sure."""
    assert not guessed(path, title)[2]


def test_a_vorlage_is_a_template_and_a_vorstandsvorlage_is_not() -> None:
    """The longest word counts where one ends with another."""
    assert guessed("a.md", "Vorlage Prüfbericht")[0] == "form"
    assert guessed("a.md", "Vorstandsvorlage")[0] == "record"


def test_points_come_with_their_reason() -> None:
    """A risk register carries (g), since the law names Art. 9 there; a form is about what it records."""
    found = RECOGNISER.guess("a.md", "Risk register", document_in("markdown", "# A\n"))
    assert (found.points, (found.why or {})["g"]) == (("g",), "it is about risk register")
    assert RECOGNISER.guess("a.md", "Incident report form", document_in("markdown", "# A\n")).points == ("i",)


BLANK = "# Record\n\nName: ________\n\n| Cause | |\n|---|---|\n| Action | |\n| Result | |\n\nDate: ________\n"


def test_blanks_make_a_form_of_a_record_but_not_of_a_procedure() -> None:
    """Three blanks in a fifth of the blocks: a record that nobody filled, but a procedure that is not finished."""
    assert guessed("capa.md", "CAPA record", BLANK)[:2] == ("form", "template")
    assert guessed("capa.md", "CAPA procedure", BLANK)[0] == "document"
    assert blanks_of(document_in("markdown", BLANK + "text\n\n" * 40)) == 0
    assert blanks_of(document_in("markdown", "# A\n\nOwner: ________\n\nDate: ________\n")) == 0


PROMPTS = "# Risk management\n\n## 1. Purpose\n\n[State the purpose of this procedure.]\n\n## 2. Scope\n\n[Define what it covers.]\n"


@pytest.mark.parametrize(
    ("more", "is_blank"),
    [
        ("\n## 3. Steps\n\n[Describe them one by one.]\n", True),
        ("\n| Role | Duty |\n|---|---|\n| Quality manager |  |\n", True),
        ("\nWe meet each week.\n", False),
        ("\n[The risks](risks.md)\n\n[1]: notes.md\n\n[x]\n", False),
    ],
)
def test_paragraphs_in_brackets_are_blanks(more: str, is_blank: bool) -> None:
    """A skeleton of prompts ("[State the purpose]") passes for a text that somebody wrote."""
    assert may_have_blanks(PROMPTS + more) == is_blank
    assert bool(blanks_of(document_in("markdown", PROMPTS + more), with_boxes=False)) == is_blank


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_has_a_kind(path: str, title: str) -> None:
    """Nothing is raised, and every kind is one of six."""
    assert guessed(path, title)[0] in KINDS


@pytest.mark.parametrize(
    ("path", "title", "kind", "type_name"),
    [
        ("3.Procédures/PROC-30.md", "Réalisation des évaluations", "document", ""),
        ("a.md", "Cartographie des processus", "document", ""),
        ("a.md", "Processus - Développement commercial", "document", "procedure"),
        ("records/kpi.md", "Performance Dashboard", "record", ""),
        ("documents/HR_01.md", "Nacharbeiten", "document", ""),
    ],
)
def test_a_word_beside_the_matter_tells_nothing(path: str, title: str, kind: str, type_name: str) -> None:
    """A form that is an object, a folder of documents, one word of a longer matter: no kind and no sure type."""
    found = guessed(path, title)
    assert (found[0], found[2]) == (kind, False)
    assert found[1] in (type_name, "", "procedure")
