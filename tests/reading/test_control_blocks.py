"""Control facts by where people write them, in three languages; what is no fact; what a draft says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art17.model.artefact import Artefact
from art17.model.document import Document
from art17.model.labels import Labels
from art17.model.place import Place
from art17.model.settings import Settings
from art17.reading.documents.read import document_in
from art17.reading.facts.block_fields import with_block_facts
from art17.reading.facts.control_blocks import all_facts_in, facts_in
from art17.reading.facts.dates_in_words import date_of, interval_of, month_of, status_of
from art17.reading.facts.disagreements import disagreements
from art17.reading.facts.front_facts import facts_of_front
from art17.reading.facts.keys import Keys
from art17.reading.packs.declared import declared_by
from reading.formats.make_office import p, table, word

VOCABULARY = declared_by(Settings(packs=("art17",))).vocabulary
LABELS = VOCABULARY.labels
KEYS = Keys(VOCABULARY)


def facts(text: str, path: str = "sop.md", labels: Labels = LABELS) -> dict[str, str]:
    """Field and value of every fact of a Markdown text but the title; "" where it is open."""
    found = facts_in(document_in("markdown", text), path, labels)
    return {fact.field: fact.value for fact in found if fact.field != "title"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n**Owner:** Head of Quality\n**Version:** 2.1\n", {"owner": "Head of Quality", "version": "2.1"}),
        ("# A\n\nOwner: QM · Version 3 · **Status:** Draft\n", {"owner": "QM", "version": "3", "status": "draft"}),
        ("# A\n\n- Verantwortlich: Leitung Qualität\n- Freigegeben am: 12. März 2025\n",
         {"owner": "Leitung Qualität", "approved_on": "2025-03-12"}),
        ("# A\n\n> Propriétaire : Responsable qualité\n> Prochaine revue : 1er avril 2026\n",
         {"owner": "Responsable qualité", "next_review": "2026-04-01"}),
        ("# A\n\n| Field | Value |\n|---|---|\n| Document owner | QM |\n| Review frequency | every two years |\n",
         {"owner": "QM", "review_in": "P2Y"}),
        ("# A\n\n| Owner | QM | Version | 4.0 |\n|---|---|---|---|\n| Approved by | J. Doe | Status | Approved |\n",
         {"owner": "QM", "version": "4.0", "approved_by": "J. Doe", "status": "approved"}),
        ("# A\n\n| Version | Owner | Approval Date |\n|---|---|---|\n| 1.2 | QM | 2025-05-06 |\n",
         {"version": "1.2", "owner": "QM", "approved_on": "2025-05-06"}),
        ("# A\n\ntext\n\n## Revision history\n\n| Version | Date | Author | Change |\n|---|---|---|---|\n"
         "| 1.0 | 2024-01-01 | A. Lind | first |\n| 1.10 | 2025-01-01 | B. Berg | ninth |\n| 1.9 | 2024-06-01 | A. Lind | x |\n",
         {"version": "1.10", "dated": "2025-01-01", "author": "B. Berg"}),
        ("# A\n\n**Owner:** QM\n\n| Code | Role | Meaning |\n|---|---|---|\n| R | Responsible | Does the work |\n"
         "| A | Accountable | Signs off |\n| C | Consulted | Is asked |\n", {"owner": "QM"}),
        ("# A\n\n**Owner:** QM\n\n| Field | Requirement |\n|---|---|\n| Owner | A named individual |\n| Version | A number |\n",
         {"owner": "QM"}),
        ("# A\n\n| From | Who | Notes |\n|---|---|---|\n| draft | Owner | submits it |\n| review | Owner | takes it back |\n", {}),
        ("# A\n\nVersion 0.5 - 12 March 2025\n", {"version": "0.5", "dated": "2025-03-12"}),
        ("# A\n\nThis policy is reviewed annually.\n", {"review_in": "P1Y"}),
        ("# A\n\n**Version:** 2.0 | **Erstellt:** 17.11.2025 | **Aktualisiert:** 2. 12. 2025 | **Status:** \u2705 Produktiv (QM)\n",
         {"version": "2.0", "dated": "2025-12-02", "status": "effective"}),
        ("# A\n\n**Next review:** 17 Feb 2026 (every 3 months)\n", {"next_review": "2026-02-17", "review_in": "P3M"}),
        ("# A\n\nOwner: [Name]\nVersion: TBD\n", {"owner": "", "version": ""}),
        ("# A\n\nPropriétaire : Indiquer la fonction\nAuteur : Nom du responsable\n", {"owner": "", "author": ""}),
        ("# A\n\nReview Date: 2027-01-01\nApproval Date: 2026-01-01\n", {"next_review": "2027-01-01", "approved_on": "2026-01-01"}),
        ("# A\n\nReview Date: 2025-01-01\nApproval Date: 2026-01-01\n", {"last_reviewed": "2025-01-01", "approved_on": "2026-01-01"}),
        ("# A\n\nApproved: 3 May 2025\n", {"approved_on": "2025-05-03"}),
        ("# A\n\nApproved: Managing Director\n", {"approved_by": "Managing Director"}),
        ("# A\n\nErstellt: 03.02.2026\nGeprüft: C. Vogt\n", {"dated": "2026-02-03"}),
        ("# A\n\nProcedure ID / Number: QP-7\nApproved by (management): B. Berg\n", {"id": "QP-7", "approved_by": "B. Berg"}),
        ("# A\n\nVersion 3.1 – Stand: Oktober 2025\n", {"version": "3.1", "dated": "2025-10-01"}),
        ("# A\n\nVersion 1.0 — Approved 15 March 2025\n", {"version": "1.0", "approved_on": "2025-03-15", "status": "approved"}),
        ("# A\n\nENTWURF Version 0.5 — Verhandlungsstand 8. April 2026\n",
         {"version": "0.5", "status": "draft", "dated": "2026-04-08"}),
        ("# A\n\n## Approvals\n\n| Role | Name | Position | Date |\n|---|---|---|---|\n| Author | A. Lind | Engineer | 2025-01-02 |\n"
         "| Approved by | B. Berg | Director | 2025-01-09 |\n",
         {"author": "A. Lind, Engineer", "approved_by": "B. Berg, Director", "approved_on": "2025-01-09"}),
        ("# A\n\n| Rédaction | Vérification | Approbation |\n|---|---|---|\n| A. Lind | C. Vogt | B. Berg |\n"
         "| 02/01/2025 | 03/01/2025 | 13/01/2025 |\n",
         {"author": "A. Lind", "approved_by": "B. Berg", "approved_on": "2025-01-13"}),
        ("# A\n\n| Version | Owner | Status |\n|---|---|---|\n| 1.2 | QM | Approved |\n| **Author** | **Next review** | **ID** |\n"
         "| A. Lind | 2027-05-06 | QP-4 |\n",
         {"version": "1.2", "owner": "QM", "status": "approved", "author": "A. Lind", "next_review": "2027-05-06", "id": "QP-4"}),
        ("# A\n\ntext\n\n## Change log\n\n| Date | Author | Description |\n|---|---|---|\n| 2024-01-01 | A. Lind | first |\n"
         "| 2025-01-01 | B. Berg | second |\n", {"dated": "2025-01-01", "author": "B. Berg"}),
        ("# A\n\n" + "text\n\n" * 80 + "## 9. Document control\n\nReview frequency: annually\n\n## 10. Annex\n\n" + "text\n\n" * 20,
         {"review_in": "P1Y"}),
        ("# A\n\n" + "text\n\n" * 80 + "Approved by:\n\nManaging Director\n", {"approved_by": "Managing Director"}),
        ("# A\n\n" + "text\n\n" * 80 + "*Lyon, le 12 mars 2025*\n", {"dated": "2025-03-12"}),
        ("# A\n\n" + "text\n\n" * 80 + "_Approuvé à Lyon, le 16 juillet 2025._\n", {"approved_on": "2025-07-16"}),
        ("# Training programme\n\nThe training programme is reviewed annually by the owner.\n", {"review_in": "P1Y"}),
        ("# A\n\nThis register is reviewed:\n\n- at least every two years\n- after changes\n", {"review_in": "P2Y"}),
        ("# Richtlinie\n\nDiese Richtlinie gilt ab sofort. Sie wird jährlich und anlassbezogen überprüft.\n", {"review_in": "P1Y"}),
        ("# A\n\nLa présente procédure est revue tous les deux ans.\n", {"review_in": "P2Y"}),
    ],
)  # fmt: skip
def test_a_fact_is_found_where_people_write_it(text: str, expected: dict[str, str]) -> None:
    """Label lines, quotes, tables of several shapes, histories, free lines and sentences; open values are open."""
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n| Risk | Owner | Status |\n|---|---|---|\n| Fall | QM | open |\n| Fire | IT | closed |\n",
        "# A\n\nOwner: Version\n",
        "# A\n\n| Type | Author | Reviewer | Approval |\n|---|---|---|---|\n| VA | Lind | QM | Berg |\n| AA | Vogt | QM | QM |\n",
        "# A\n\n| Role | Responsibility |\n|---|---|\n| CISO | Owns it |\n| Authors | Draft it |\n",
        "# A\n\nThe owner: whoever is on duty decides on the day.\n\n## 1. Scope\n\nVersion: 4.2.3 of the system is sold.\n",
        "# A\n\nAccounts are reviewed annually.\n",
        "# A\n\nDate: soon\nVersion: the newest\n",
        "# Supplier policy\n\nThis register is reviewed quarterly by the buyer.\n",
        "# A\n\nThe risk register is reviewed quarterly.\n",
        "# Summary\n\nOwner: A. Lind\nVersion: 1.0\n\nOwner: B. Berg\nVersion: 2.0\n\nOwner: C. Vogt\nVersion: 3.0\n",
        "# A\n\n| Supplier | Owner | Status | Version |\n|---|---|---|---|\n| X | QM | open | 1 |\n| Y | IT | closed | 2 |\n| Z | IT | open | 3 |\n",
        "# Phases\n\n## A\n\n"
        + "".join(
            f"### {at} · {name}\n\n- **Goal:** {at}\n- **Responsible:** Team {at}\n\n"
            for at, name in enumerate(("Intake", "Design", "Validation", "Operation"), 1)
        ),
    ],
)
def test_what_is_about_something_else_is_no_fact(text: str) -> None:
    """Rows of a register, a label as a value, what stands in a section, other things' reviews, shapes that do not fit."""
    assert facts(text) == {}


def test_a_word_file_says_the_same_as_a_markdown_file() -> None:
    """The reader of facts knows no format."""
    document = document_in(
        "docx", word(p("Recall", "Titel") + table(("Owner", "QM"), ("Version", "2.0"), ("Status", "Approved")))
    )
    assert {fact.field: fact.value for fact in facts_in(document, "a.docx", LABELS)} == {
        "title": "Recall", "owner": "QM", "version": "2.0", "status": "approved",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Approved", "approved"), ("Approved by A. Lind", "approved"), ("Approved pending signature", ""), ("Final draft", "draft"),
        ("Genehmigt unter Vorbehalt", ""), ("Entwurf zur Prüfung", "draft"), ("en vigueur depuis 2024", "effective"),
        ("Effective once signed", ""), ("Valid until 2024", ""), ("Review completed", ""), ("brouillon", "draft"),
    ],
)  # fmt: skip
def test_a_status_that_is_taken_back_is_none(text: str, status: str) -> None:
    """A qualified status is never approval."""
    assert status_of(text) == status


def test_months_are_read_as_they_are_abbreviated() -> None:
    """A tool that writes `03 févr. 2026` leaves an approval without its day."""
    short = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
    assert [date_of(f"03 {month} 2026") for month in short] == [f"2026-{at:02}-03" for at in range(1, 13)]
    german = ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")
    assert [date_of(f"03. {month} 2026") for month in german] == [f"2026-{at:02}-03" for at in range(1, 13)]


def test_days_that_cannot_be_told_apart_are_none() -> None:
    """Day and month in digits need a hint; a span of days is not a day."""
    assert (date_of("03/04/2025"), date_of("03/04/2025", month_first=True)) == ("", "2025-03-04")
    assert date_of("2025-03-12 to 2026-03-11") == ""


@pytest.mark.parametrize("text", ["biannual", "unbefristet", "soon", "every so often", "730"])
def test_an_interval_that_is_none_or_ambiguous_is_none(text: str) -> None:
    """What people use for two intervals counts for neither."""
    assert interval_of(text) == ""


def test_a_month_alone_accuses_nobody() -> None:
    """A review is due with the last day of its month, and what was done in a month was done on its first."""
    assert facts("# A\n\nNext review: Februar 2027\nApproved on: February 2026\n") == {
        "next_review": "2027-02-28", "approved_on": "2026-02-01",
    }  # fmt: skip
    assert facts("# A\n\nNächste Review: Q1/2027\nApproved on: Q2 2026\n") == {
        "next_review": "2027-03-31", "approved_on": "2026-04-01",
    }  # fmt: skip
    assert month_of("2026") == ""


def test_only_a_person_signs_but_a_role_may_own() -> None:
    """Where the name is a placeholder, the position beside it is an owner, and no author."""
    text = "# A\n\n| Role | Name | Title |\n|---|---|---|\n| Procedure owner | [Name] | Quality lead |\n| Author | [Name] | Engineer |\n"
    assert facts(text) == {"owner": "Quality lead", "author": ""}


def test_what_is_said_in_two_places_is_known_of_both() -> None:
    """The label table counts before the history, and the history is not forgotten."""
    text = "# A\n\n| Owner | QM |\n|---|---|\n| Version | 2.0 |\n\n| Version | Date | Author |\n|---|---|---|\n| 1.0 | 2024-01-01 | X. Y |\n| 3.0 | 2025-01-01 | X. Y |\n"
    found = all_facts_in(document_in("markdown", text), "a.md", LABELS)
    assert [fact.value for fact in found if fact.field == "version"] == ["2.0", "3.0"]


def test_labels_of_a_manifest_are_known_besides_those_of_packs() -> None:
    """`labels:` adds a label to a field, or takes one away with `other`."""
    more = declared_by(
        Settings(packs=("art17",), labels={"owner": ("Sachgebiet",), "other": ("Autor",)})
    ).vocabulary.labels
    text = "# A\n\nSachgebiet: QM\nAutor: A. Lind\n"
    assert (facts(text), facts(text, labels=more)) == ({"author": "A. Lind"}, {"owner": "QM"})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# QP-004: Recall of products\n", "Recall of products"),
        ("SUPPLIER POLICY\n\n# Document control\n\nOwner: QM\n", "SUPPLIER POLICY"),
        ("## Personnel register\n\nLast updated: 2025-01-01\n", "Personnel register"),
        ("# Document control\n\nOwner: QM\n", ""),
        ("# Catalogue\n\nThe columns are:\n\n1. **Title** - Name of the step\n2. **Time** - In minutes\n", "Catalogue"),
        ("# 9 – Change control\n\nText.\n\n## Steps\n", "Change control"),
        ("# 1 Purpose\n\nText.\n\n# 2 Steps\n", ""),
        ("BANK CASES\n\nText of it.\n\n# Table of contents\n\n# Cases\n", "BANK CASES"),
    ],
)
def test_the_title_is_the_name_without_its_number(text: str, title: str) -> None:
    """A number before it, a line above the first heading, a second rank; the heading of a control section is none."""
    found = facts_in(document_in("markdown", text), "a.md", LABELS)
    assert next((fact.value for fact in found if fact.field == "title"), "") == title


@settings(deadline=None)
@given(st.sampled_from(sorted(LABELS.fields)))
def test_a_label_is_never_a_value(label: str) -> None:
    """Whatever the label, it is not read as what another label says."""
    assert LABELS.field_of(label) is not None
    assert "owner" not in facts(f"# A\n\nOwner: {label}\n")


@given(st.text(max_size=300))
def test_any_text_has_facts_or_none(text: str) -> None:
    """Nothing is raised, and every fact says where it is."""
    assert all(fact.where for fact in facts_in(document_in("markdown", text), "a.md", LABELS))
    assert facts_in(Document("markdown"), "", LABELS) == ()


def test_what_a_text_says_of_documents_in_general_is_no_disagreement() -> None:
    """A procedure that explains at its end what a cover has to name does not contradict its own cover."""
    text = "# A\n\nApproved by: B. Berg\n\n" + "text\n\n" * 70 + "- Approved by: individual with authority\n"
    found = [
        fact for fact in all_facts_in(document_in("markdown", text), "a.md", LABELS) if fact.field == "approved_by"
    ]
    assert [(fact.value, fact.found_in) for fact in found] == [
        ("B. Berg", "block"),
        ("individual with authority", "tail"),
    ]
    artefact = Artefact("A", "procedure", Place("a.md"), {})
    assert not list(disagreements(artefact, found))


@pytest.mark.parametrize("value", ["[[Head of Quality]]", "\n  - - Head of Quality"])
def test_a_link_of_a_vault_is_a_name(value: str) -> None:
    """`[[Name]]` in front matter is a list in a list to YAML, and a link to whoever wrote it."""
    front = f"---\npropriétaire: {value}\n---\n# A\n".encode()
    found = facts_of_front(front, "markdown", KEYS, LABELS)
    assert [(fact.field, fact.value) for fact in found] == [("owner", "Head of Quality")]


@pytest.mark.parametrize(
    ("name", "number"), [("P120-PLAN.rst", "P120-PLAN"), ("ISO27001-POLICY.md", ""), ("SOP-04 Recall.md", "SOP-04")]
)
def test_a_file_name_begins_with_a_number_of_its_own(name: str, number: str) -> None:
    """A project with the short name of a document is one number; that of a standard is none."""
    assert facts("# A\n", name).get("id", "") == number


def test_a_page_header_names_what_has_no_title() -> None:
    """A document whose name is only in the header of its pages has that name."""
    document = document_in("docx", word(p("We keep records."), header=p("Incident Management Policy")))
    assert [fact.value for fact in facts_in(document, "a.docx", LABELS) if fact.field == "title"] == [
        "Incident Management Policy"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Control\n\nOwner: QM\n\n## 1 Cover\n\nAs in this example:\n\n| Owner | Lab |\n|---|---|\n| Version | 9 |\n| Next review | 2020-01-01 |\n",
         {"owner": "QM"}),
        ("# Lenkung\n\nVersion: 1\n\n## Beispiel eines Deckblatts\n\n| Feld | Wert |\n|---|---|\n| Version | 9 |\n| Verantwortlich | Labor |\n",
         {"version": "1"}),
        ("# A\n\nOwner: QM\n\n## Related documents\n\n| Number | Title | Version | Next review |\n|---|---|---|---|\n| S-3 | B | 6.1 | 2019-04-01 |\n",
         {"owner": "QM"}),
        ("# Beispiel AG: Lenkung\n\n| Verantwortlich | QM |\n|---|---|\n| Version | 9 |\n", {"owner": "QM", "version": "9"}),
        ("# A\n\nApproved: Dr. Uwe Kern, 17.05.2027\n", {"approved_by": "Dr. Uwe Kern", "approved_on": "2027-05-17"}),
        ("# A\n\nErstellt von: Jana Roth (2. Mai 2027)\n", {"author": "Jana Roth"}),
        ("# A\n\nApproved by: A. Lind, Head of Quality\n", {"approved_by": "A. Lind, Head of Quality"}),
        ("# A\n\n**Owner:** QM **Revision:** r2 **Status:** Draft\n", {"owner": "QM", "version": "2", "status": "draft"}),
        ("# Plan: Draft\n\nText.\n", {"status": "draft"}),
        ("# A\n\nÜberprüfung: Quartalsweise\n", {"review_in": "P3M"}),
        ("# A\n\nGenerated: 2025-10-22T10:56:54.823376+00:00\n", {"dated": "2025-10-22"}),
        ("# A\n\nGenehmigt durch: [TODO], CISO\n", {"approved_by": ""}),
        ("# A\n\n## Log\n\nREV #|Doc ID|Effective Date|Change\n-|-|-|-\n01|Q-3|2014-12-17|First\n02|Q-3|2022-03-10|Fixes\n",
         {"version": "02", "effective_on": "2022-03-10"}),
        ("# A\n\n## Log\n\nRev|Doc ID|Date|Change\n-|-|-|-\n1|Q-3|2014-12-17|First\n2|Q-4|2022-03-10|Fixes\n", {}),
        ("# A\n\nApproving signature|Name|Role|Date\n-|-|-|-\n/s/ A. Lind|A. Lind|CEO|2021-09-15\n",
         {"approved_by": "A. Lind", "approved_on": "2021-09-15"}),
        ("# A\n\n" + "## S\n\nText.\n\n" * 9 + "Updated: 2026-01-01\nMaintained by: QM\nVersion: 1.0\n",
         {"dated": "2026-01-01", "owner": "QM", "version": "1.0"}),
        ("# A\n\n" + "## S\n\nText.\n\n" * 9 + "Version: 1.0\n", {}),
    ],
)  # fmt: skip
def test_examples_and_other_documents_state_nothing(text: str, expected: dict[str, str]):
    """What an example or a list of related documents states is no fact of the document; a person's day is a fact of its own."""
    assert facts(text) == expected


def test_numbers_in_page_headers_and_revisions_in_names():
    """A number right before the title in a page header is the document's; `Rev3` in a file's name is its version."""
    document = document_in(
        "docx", word(p("Chain checks", "berschrift1") + p("Text."), header=table(("VA-31 Chain checks", "Page 1")))
    )
    assert {fact.field: fact.value for fact in facts_in(document, "x.docx", LABELS)} == {
        "id": "VA-31",
        "title": "Chain checks",
    }
    header = table(("[Logo]", "Title: Chain check form", "REV:"), ("", "Quality form", "Doc ID: QF-12"))
    document = document_in(
        "docx",
        word(p("Part one", "berschrift1") + p("Text."), header=header.replace("REV:", "REV:</w:t><w:br/><w:t>01")),
    )
    assert {fact.field: fact.value for fact in facts_in(document, "x.docx", LABELS)} == {
        "id": "QF-12", "title": "Chain check form", "version": "01",
    }  # fmt: skip
    assert facts("# T\n\nText.\n", "AUDIT_EPICS_1_8_REPORT.md") == {}
    assert facts("# Trolleys\n\nText.\n", "SOP-19_Rev3_Trolleys.md") == {"id": "SOP-19", "version": "3"}


@pytest.mark.parametrize(("status", "count"), [("Approved", 1), ("Draft", 0)])
def test_open_changes_of_an_approved_document_are_one_note(status: str, count: int):
    """An approved document that holds changes which nobody has accepted says so once; a draft may hold them."""
    change = '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>added</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    document = document_in("docx", word(p("Chains", "berschrift1") + p(f"Status: {status}") + change))
    artefact = with_block_facts(Artefact("A", "procedure", Place("a.docx"), {}), document, LABELS)
    assert [defect.message for defect in artefact.defects] == [
        "The document is approved, and has 2 tracked changes that nobody has accepted or rejected"
    ] * count
