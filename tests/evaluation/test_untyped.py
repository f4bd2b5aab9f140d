"""A document without a type, a section of one of another type: what its text treats is not called absent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import art17

MANIFEST = """\
read: ["*.md"]
packs: [eu-ai-act]
provider: {id: P, title: Invented Works, size: small, role: [provider], established_in: IE, established_in_union: true,
  address: Mill Road 9, contact: desk@invented.example}
"""
TREATS = """\
# Duty handbook

The safety officer notifies the market surveillance authority of each serious incident within 15 days of becoming
aware of it. When a person has died, our report reaches the authority within ten days after we learned of the incident.
We open an investigation of each serious incident on the day of the report. The duty manager preserves the logs.
"""
PASSES = "# Duty handbook\n\n" + "The duty manager opens the doors at nine, and our clerk tells the guests of it. " * 5


@pytest.mark.parametrize(
    ("text", "more", "verdict"),
    [
        (TREATS, "", "undecided"),
        (PASSES, "", "unmet"),
        (TREATS, "reading: {'**': closed}\n", "unmet"),
        (TREATS.replace("# Duty", "---\nstatus: draft\n---\n# Duty"), "", "unmet"),
    ],
)
def test_what_may_be_it_is_asked_for(text: str, more: str, verdict: str, tmp_path: Path):
    """An incident procedure without a type is called absent; or any text, a closed one, a draft passes for one."""
    (tmp_path / "duty.md").write_text(text, encoding="utf-8")
    (tmp_path / "art17.yaml").write_text(MANIFEST + more, encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    found = {each.provision: each.verdict for each in report.obligations if not each.system}
    asked = [each.passages[0].artefact for each in report.questions if "Art. 17(1)(i)" in each.subjects]
    assert (found["Art. 17(1)(i)"], found["Art. 17(1)(g)"]) == (verdict, "unmet")
    assert asked == (["duty"] if verdict == "undecided" else [])


SECTION = {
    "en": (
        "Quality control",
        "A second engineer reviews the code of each change before it is merged. "
        "Our quality lead inspects each release against the acceptance criteria and signs the result.",
    ),
    "de": (
        "Qualitätssicherung",
        "Entwickler schreiben zu jedem Modul Modultests, und eine Kollegin liest den Code vor dem Zusammenführen. "
        "Unsere Qualitätsleiterin prüft jede Version vor der Freigabe gegen die Abnahmekriterien.",
    ),
    "fr": (
        "Assurance qualité",
        "Un second développeur relit le code de chaque modification avant la fusion. "
        "Notre responsable qualité contrôle chaque version avant la livraison.",
    ),
}
DESIGN = {
    "en": "# Design\n\n## Scope\n\nThis is how our team designs the system, from the brief to the review of the design.\n",
    "de": "# Konzeption\n\n## Geltungsbereich\n\nSo entwirft unser Team das System, vom Auftrag bis zur Prüfung des Entwurfs. Die Leiterin der Entwicklung gibt ihn frei.\n",
    "fr": "# Conception\n\n## Portée\n\nVoici comment notre équipe conçoit le système, du besoin à la revue de conception.\n",
}


@pytest.mark.parametrize("code", ["en", "de", "fr"])
@pytest.mark.parametrize("case", ["said", "emptied", "said elsewhere", "closed", "stated"])
def test_a_section_on_another_matter_is_asked_about(code: str, case: str, tmp_path: Path, own_cache: Path):
    """A design procedure whose section lays down quality control leaves that point open; without its text it is unmet.

    So it is where the document states its type itself: then it could state the section too.
    """
    heading, words = SECTION[code]
    heading = "Annex" if case == "said elsewhere" else heading
    front = "---\nid: DESIGN\ntype: design-control-procedure\n---\n\n" if case == "stated" else ""
    text = f"{front}{DESIGN[code]}\n## {heading}\n\n{'' if case == 'emptied' else words}\n"
    (tmp_path / "design.md").write_text(text, encoding="utf-8")
    closed = "reading: {'**': closed}\n" if case == "closed" else ""
    types = "types: {design.md: design-control-procedure}\n"
    (tmp_path / "art17.yaml").write_text(MANIFEST + types + closed, encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    found = {each.provision: each.verdict for each in report.obligations if not each.system}
    asked = [(each.passages[0].artefact, each.passages[0].section) for each in report.questions if "(c)" in each.text]
    assert found["Art. 17(1)(c)"] == ("undecided" if case == "said" else "unmet")
    assert asked == ([("design", heading)] if case == "said" else [])
    again = art17.check(tmp_path, as_of=date(2026, 11, 23))
    assert again.questions == report.questions  # what a section may be is kept between runs


def test_a_section_is_named_where_documents_are_only_guessed_at(tmp_path: Path, own_cache: Path):
    """Without a manifest of types a report asks which document addresses a point though a section of one does."""
    heading, words = SECTION["en"]
    (tmp_path / "design.md").write_text(f"{DESIGN['en']}\n## {heading}\n\n{words}\n", encoding="utf-8")
    guess = {"type": "design-control-procedure", "why": "its title"}
    (tmp_path / "overlay.yaml").write_text(f"design.md: {{guessed: {guess}}}\n", encoding="utf-8")
    manifest = MANIFEST.replace('read: ["*.md"]\n', 'overlay: overlay.yaml\nreading: {"**": open}\n')
    (tmp_path / "art17.yaml").write_text(manifest, encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    asked = {each.subjects[0]: each.passages for each in report.questions if each.kind == "not-recognised"}
    assert [(each.artefact, each.section) for each in asked["Art. 17(1)(c)"]] == [("design", heading)]
    assert asked["Art. 17(1)(k)"] == ()


def test_one_matter_of_two_is_enough_for_a_section(tmp_path: Path, own_cache: Path):
    """A register of standards has rows and requirements: a section on which standards are applied may be it."""
    words = "Until then the company applies ISO/IEC 42001 and its own specifications."
    (tmp_path / "design.md").write_text(f"{DESIGN['en']}\n## Technical specifications\n\n{words}\n", encoding="utf-8")
    types = "types: {design.md: design-control-procedure}\n"
    (tmp_path / "art17.yaml").write_text(MANIFEST + types, encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    found = {each.provision: each.verdict for each in report.obligations if not each.system}
    assert (found["Art. 17(1)(e)"], found["Art. 17(1)(m)"]) == ("undecided", "unmet")


MANUAL = """\
---
id: MANUAL
---
# Quality management system

## 3.1 Requirement (a): {heading}

**Art. 17(1)(a):** "a strategy for regulatory compliance, including compliance with conformity assessment procedures"

{body}
"""
ROWS = """\
| Requirement element | Here | Kept in |
| --- | --- | --- |
| Strategy | Routing of each product by its class | CLS-001 |
| Modifications | Checklist for every change of a model | CHG-002 |
"""


@pytest.mark.parametrize(
    ("heading", "body", "verdict"),
    [
        ("Strategy for Regulatory Compliance", ROWS, "undecided"),
        ("", ROWS, "undecided"),
        ("Strategy for Regulatory Compliance", "", "unmet"),
        (
            "Strategy for Regulatory Compliance",
            ROWS.replace("Routing of each product by its class | CLS-001", "| "),
            "unmet",
        ),
        ("Cross-Reference to Regulatory Compliance", ROWS, "unmet"),
        ("Bicycles in the Porch", ROWS, "unmet"),
    ],
)
def test_a_table_under_a_heading_on_the_point_is_a_candidate(heading: str, body: str, verdict: str, tmp_path: Path):
    """A manual with a section for each point, a quote of the law and a table, has none of them; or the quote is enough."""
    (tmp_path / "manual.md").write_text(MANUAL.format(heading=heading, body=body), encoding="utf-8")
    (tmp_path / "art17.yaml").write_text(MANIFEST + "types: {manual.md: quality-manual}\n", encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    found = {each.provision: each.verdict for each in report.obligations if not each.system}
    assert (found["Art. 17(1)(a)"], found["Art. 17(1)(f)"]) == (verdict, "unmet")


@pytest.mark.parametrize(("heads", "verdict"), [("Responsibility | Who", "undecided"), ("Document | Owner", "unmet")])
def test_a_table_of_responsibilities_needs_no_heading(heads: str, verdict: str, tmp_path: Path):
    """Who is responsible stands in a table of the quality policy right under its title, and nobody is told."""
    rows = "| Design and testing of models | Head of Engineering |\n| Incidents and authorities | Head of Quality |\n"
    text = f"# Quality policy\n\nThe board answers for quality.\n\n| {heads} |\n| --- | --- |\n{rows}"
    (tmp_path / "policy.md").write_text(text, encoding="utf-8")
    (tmp_path / "art17.yaml").write_text(MANIFEST + "types: {policy.md: quality-policy}\n", encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    found = {each.provision: each.verdict for each in report.obligations if not each.system}
    assert found["Art. 17(1)(m)"] == verdict


def test_the_section_that_names_the_matter_best_is_shown_first(tmp_path: Path):
    """A question on resources points at computational resources of the technical documentation, not at the manual."""
    rows = ROWS.replace("Strategy", "Human resources").replace("Modifications", "Supply chain")
    sections = {
        "a.md": "# Technical documentation\n\n## 3.4 Computational Resources (Annex IV, 2(c))",
        "b.md": "# Quality management system\n\n## 3.10 Resource Management",
    }
    for name, head in sections.items():
        (tmp_path / name).write_text(f"{head}\n\n{rows}", encoding="utf-8")
    types = "types: {a.md: technical-documentation, b.md: quality-manual}\n"
    (tmp_path / "art17.yaml").write_text(MANIFEST + types, encoding="utf-8")
    report = art17.check(tmp_path, as_of=date(2026, 11, 23))
    asked = [each.passages for each in report.questions if "Art. 17(1)(l)" in each.subjects]
    assert [(each.artefact, each.section) for each in asked[0]] == [("b", "3.10 Resource Management")]
