"""Finding citations in the body of a document, and what that costs."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from art17.citations.acts import mentions_in
from art17.citations.masking import masked
from art17.citations.place import is_number, levels
from art17.reading.documents.documents import document_of
from art17.reading.facts.cited_files import citations_in_file
from art17.reading.facts.citing import about_of, citations_in_body
from art17.reading.formats.markdown import markdown_in
from houses import checked, house
from law.the_law import the_act

FRONT_MATTER = """---
id: PMM-001
type: plan
title: Post-market monitoring plan
owner: quality-manager
reviewed_on: 2026-10-01
satisfies: [Art. 72(1), Art. 17(1)(h)]
---
# Post-market monitoring under the EU AI Act
"""
SECTION = """
## {n}. Monitoring and reporting

The plan is part of the technical documentation (Annex IV, 9) and is drawn up before the system is placed on the market.
It collects what `qms/monitoring/*.md` describes, **relevant data** on performance throughout the lifetime, and feeds
the risk management system; its results go to the [management review](../management-review.md) every quarter.

| Step | Who | Requirement | Record |
|------|-----|-------------|--------|
| Collect data on performance | Quality manager | Art. 72(2) | `records/data-{n}.yaml` |
| Report a serious incident within 15 days | Head of safety | Art. 73(2) | `records/incident-{n}.yaml` |
| Correct, withdraw or recall | Head of engineering | CAPA procedure | CAPA-{n} in the ticket system |
| Inform the importer and the distributor | Customer care | Supplier contracts | `records/notice-{n}.yaml` |

- Retention: the logs are kept for at least six months, the documentation for ten years after the last system.
- Each version of the system is tested again before release, with the data set that the data sheet {n} names.
- Whoever uses the system is told what changed, and how to reach support; answers are due within two working days.
- **Review:** the plan is reviewed by its owner each half-year, after each serious incident, and after each change of
  the intended purpose; who reviewed it, and when, stands in the front matter.
"""
DENSE = FRONT_MATTER + "".join(SECTION.format(n=n) for n in range(1, 21))


def seconds(step: Callable[[], object]) -> float:
    """The time that a step takes, nothing being remembered."""
    for remembering in (masked, mentions_in, levels, is_number, about_of):
        remembering.cache_clear()
    start = time.process_time()
    step()
    return time.process_time() - start


def ratio(one: Callable[[], object], other: Callable[[], object]) -> float:
    """What one step costs of another: the best of each, taken in turns, for other programs only ever add to a time."""
    rounds = [(seconds(one), seconds(other)) for _ in range(15)]
    return min(first for first, _ in rounds) / min(second for _, second in rounds)


def test_scanning_costs_less_than_parsing() -> None:
    """Citations in a document with one in every 500 characters are found in less time than it takes to parse it."""
    document = document_of("markdown", DENSE)
    assert len(citations_in_body(document.body, partial(about_of, document.body))) == 20 * 3

    def parse() -> None:
        parsed = document_of("markdown", DENSE)
        markdown_in(parsed.body, parsed.body_at)

    def scan() -> None:
        citations_in_body(document.body, partial(about_of, document.body))

    assert any(ratio(scan, parse) < 1 for _ in range(5))


@pytest.mark.parametrize(
    ("beside", "act"),
    [
        ("note: as Art. 72 KI-VO asks", "eu-ai-act"),
        ("note: as Art. 30 GDPR asks", "eu-ai-act"),
        ("note: the ISO 13485 team and the CRA", "eu-ai-act"),
        ("law: GDPR", "gdpr"),
        ("law: EU AI Act\nnote: The GDPR, again the GDPR, the GDPR and the GDPR", "eu-ai-act"),
        ("note: GDPR, GDPR, GDPR, GDPR", "gdpr"),
    ],
)
def test_what_stands_beside_a_field(tmp_path: Path, beside, act) -> None:
    """Citations in a file are of the AI Act unless a value beside them, or the whole file, is about another."""
    file = tmp_path / "record.yaml"
    file.write_text(f"id: X\nbasis: [Art. 17 Abs. 1 Buchst. a]\n{beside}\n", encoding="utf-8")
    found = {at.citation.provision: at.citation.act for at, _ in citations_in_file(str(file), the_act())}
    assert found["Art. 17(1)(a)"] == act


OURS = "The quality management system follows Article 17(a).\n\n"


@pytest.mark.parametrize(
    "passing",
    [
        "We also keep ISO 13485.",
        "Wir haben ISO/IEC 27001 und ISO/IEC 42001.",
        "Records live in the GRC tool.",
        "The LED team checks it.",
        "Medical products also follow the Medical Devices Regulation and the GDPR.",
        "Personenbezogene Daten: siehe DSGVO.",
        "Pour les données personnelles, voir le RGPD.",
        "The Digital Omnibus moved one date.",
    ],
)
def test_what_is_named_in_passing_leaves_the_presumed_act(passing: str) -> None:
    """One mention of a standard, another act or an everyday abbreviation silences a whole document."""
    long = "Words on nothing in particular. " * 110
    body = f"# Manual\n\n{OURS}{long}\n\n{passing}\n"
    found = citations_in_body(body, about_of(body, presumed="eu-ai-act"))
    assert [each.act for each in found] == ["eu-ai-act"]


@pytest.mark.parametrize(
    "other",
    [
        "GDPR one.\n\nGDPR two.\n\nGDPR three.\n\nGDPR four.",
    ],
)
def test_a_document_about_another_act_presumes_nothing(other: str) -> None:
    """Where many sentences speak of another act and none of the Act, a bare citation may be of that one."""
    long = "Words on nothing in particular. " * 110
    body = f"# Manual\n\n{OURS}{long}\n\n{other}\n"
    found = citations_in_body(body, about_of(body, presumed="eu-ai-act"))
    assert "eu-ai-act" not in {each.act for each in found}


@pytest.mark.parametrize("other", ["## Duties under the GDPR", "## MDR requirements", "## Switzerland: OR"])
def test_a_heading_speaks_for_its_section_alone(other: str) -> None:
    """A section on another act leaves the citations of the other sections as they were."""
    body = f"# Manual\n\n{OURS}{other}\n\nSee Art. 9.\n"
    ours, theirs = citations_in_body(body, about_of(body, presumed="eu-ai-act"))
    assert ours.act == "eu-ai-act"
    assert theirs.act != "eu-ai-act"


@pytest.mark.parametrize("body", ["Art. 8 CFR binds.", "# MDR file\n\nArt. 10 asks.", "Art. 25 AVG.", "GG: Art. 1."])
def test_everyday_abbreviations_count_with_a_citation(body: str) -> None:
    """In a heading or directly with a citation an everyday abbreviation is an act."""
    assert "eu-ai-act" not in {each.act for each in citations_in_body(body, about_of(body, presumed="eu-ai-act"))}


PROCEDURE = "---\nid: {}\ntype: procedure\n---\n# {}\n\nArt. 16(1) and Article 83(9).\n"


@pytest.mark.parametrize(
    ("acts", "wrong"),
    [
        ("", {"A", "P"}),
        ('acts: {"privacy/**": gdpr}\n', {"A"}),
        ('acts: {"**": gdpr, "a.md": eu-ai-act}\n', {"A"}),
        ('acts: {"**": gdpr}\n', set()),
    ],
)
def test_the_manifest_says_which_act(acts: str, wrong: set[str], tmp_path: Path) -> None:
    """By glob, the last that fits; citations of other acts are no findings."""
    files = {"a.md": PROCEDURE.format("A", "A"), "privacy/p.md": PROCEDURE.format("P", "P")}
    report = checked(house(tmp_path, {"art17.yaml": f"packs: [qms-practice, eu-ai-act]\n{acts}", **files}))
    found = {each.subject.id for each in report.findings if each.rule == "art17/citations/citation-is-right"}
    likely = {each.subject.id for each in report.findings if each.rule.endswith("means-what-its-words-say")}
    assert found | likely == wrong
