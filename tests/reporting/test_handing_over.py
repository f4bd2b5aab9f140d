"""What a report that one hands over says: for whom it is, what is new, where approvals are kept, from when it applies."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.errors import UsageError
from art17.gate.earlier import compared_with
from art17.model.hand_over import HandOver
from art17.model.place import Place
from art17.model.question import PassageAt, Question, Quotation
from art17.model.report import BindingDate, Earlier, Finding, Report
from art17.reading.hand_over import with_files
from art17.reading.report_file import findings_in
from art17.reporting.applying import LATER, PRACTICE, READY, TODAY, stage_of, strip_of
from art17.reporting.grouping import places_of
from art17.reporting.html import html_of
from art17.reporting.json_text import json_of
from art17.reporting.text import text_of
from art17.run import check
from reporting.page import read
from reporting.small import DAY, a_finding, a_report

PNG = b"\x89PNG\r\n\x1a\n"

MANIFEST = """
source_url: https://git.example.org/qms/blob/main/{path}#L{line}
approvals: {kept_in: the signature system}
report: {client: Muster GmbH, assessor: J. Doe, status: final}
"""
NEXT = date(2027, 12, 2)


def a_folder(folder: Path, manifest: str) -> Path:
    """Five procedures that name an owner nobody knows, and no approver."""
    folder.mkdir()
    (folder / "art17.yaml").write_text(manifest, "utf-8")
    for number in range(5):
        (folder / f"SOP-{number}.md").write_text(
            f"---\nid: SOP-{number}\ntype: procedure\ntitle: Title {number}\nstatus: effective\nversion: '1'\n"
            f"owner: role:ceo\n---\n\n# Title {number}\n\nWe work.\n",
            "utf-8",
        )
    return folder


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Report]:
    """The same folder with and without what the manifest says of approvals."""
    folder = tmp_path_factory.mktemp("handed")
    with_it, without = a_folder(folder / "with", MANIFEST), a_folder(folder / "without", "fail_on: error\n")
    return check(Request(with_it, DAY)), check(Request(without, DAY))


def rules_in(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_approvals_that_are_kept_elsewhere_are_one_declared_fact(reports: tuple[Report, Report]) -> None:
    """Each document is reported for naming no approver, or nobody sees that the manifest says so."""
    told, silent = reports
    assert "qms-practice/documents/approver-is-named" in rules_in(silent)
    assert "qms-practice/documents/approver-is-named" not in rules_in(told)
    (declared,) = told.declared
    assert (declared.what, declared.artefacts) == ("Approvals are kept in the signature system", 5)
    assert "Approvals are kept in the signature system" in text_of(told)


def test_one_rule_over_many_documents_is_read_once(reports: tuple[Report, Report]) -> None:
    """Five documents without an approver fill a page."""
    text = text_of(reports[1])
    assert text.count("qms-practice/documents/approver-is-named") == 1
    assert "Each of these 5 artefacts is in force, and nobody is named who approved it." in text
    every = text_of(reports[1], limit=0)
    assert all(f"SOP-{number}.md" in every for number in range(5))


def test_a_finding_leads_to_its_source(reports: tuple[Report, Report]) -> None:
    """A reader has to look for the file by hand."""
    links = [each.attributes["href"] for each in read(html_of(reports[0])).all("a") if "rel" in each.attributes]
    assert any(link.startswith("https://git.example.org/qms/blob/main/SOP-0.md#L") for link in links)


def test_the_page_says_for_whom_it_is(reports: tuple[Report, Report]) -> None:
    """Client and assessor are in the manifest and not on the page."""
    words = read(html_of(reports[0])).by_id("about").words
    for part in ("Muster GmbH", "J. Doe", "Final", "5 of"):
        assert part in words


def test_owners_and_groups_are_with_every_finding(reports: tuple[Report, Report]) -> None:
    """A machine cannot say which findings are one, or whose they are."""
    stated = json.loads(json_of(reports[1]))
    groups = {group["id"]: group for group in stated["groups"]}
    for finding in stated["findings"]:
        assert finding["id"] in groups[finding["group"]]["findings"]
    assert {finding["owner"] for finding in stated["findings"] if finding["subject"]["type"] == "procedure"} == {
        "role:ceo"
    }


def question(value: str = "P15D") -> Question:
    passage = PassageAt("SOP-1", "deadlines", Place("SOP-1.md", (), 12, 1), "A heading of the client", 0, value)
    return Question("q", "treated", "a/b/c", "Is it so?", "Set it.", passages=(passage,))


@pytest.mark.parametrize(
    ("quotes", "there", "gone"),
    [
        ("none", ["SOP-1.md"], ["SOP-1.md:12", "A heading of the client", "15 days"]),
        ("places", ["SOP-1.md:12"], ["A heading of the client", "15 days"]),
        ("full", ["SOP-1.md:12", "A heading of the client", "15 days", "We report within"], []),
    ],
)
def test_texts_are_repeated_as_far_as_is_allowed(quotes: str, there: list[str], gone: list[str]) -> None:
    """A confidential text is in a report that goes to others."""
    said = {question().passages[0]: Quotation("We report within fifteen days.")} if quotes == "full" else {}
    page = html_of(a_report(questions=(question(),), quotes=quotes, quotations=said))
    words = read(page).by_id("attested").words
    assert all(part in words for part in there)
    assert not [part for part in gone if part in words]


def test_a_confidential_text_is_named_and_not_repeated() -> None:
    """Heading, value or words of a document that is marked as confidential are in the report."""
    marked = {question().passages[0]: Quotation(is_confidential=True)}
    report = a_report(questions=(question(),), quotes="full", quotations=marked)
    words = read(html_of(report)).by_id("attested").words
    assert "SOP-1.md confidential" in words
    assert not [part for part in ("SOP-1.md:12", "A heading of the client", "15 days") if part in words]


def test_a_logo_is_in_the_page_and_nothing_else_is_let_in() -> None:
    """The logo is left out, or the page may load pictures from elsewhere."""
    page = html_of(a_report(a_finding(), hand_over=HandOver(logo="a.png", logo_data=PNG)))
    assert read(page).all("img")[0].attributes["src"].startswith("data:image/png;base64,")
    assert "img-src data:;" in page
    assert "img-src" not in html_of(a_report(a_finding()))
    with pytest.raises(UsageError, match="logo"):
        html_of(a_report(hand_over=HandOver(logo="a.txt", logo_data=b"no picture")))


def test_new_known_and_gone() -> None:
    """What another finding speaks for now, or a text leaves open now, counts as gone, or an old one as new."""
    before = [Earlier(name, "a/b/c", "error", "It is so.", "a.md", f"P-{name}") for name in ("1", "2", "3", "5")]
    now = [replace(a_finding(), id="1"), replace(a_finding(), id="9", hides=("2",)), replace(a_finding(), id="4")]
    found = compared_with(now, before, "2026-10-01", {("a/b/c", "P-5")})
    assert (found.new, found.known, [each.id for each in found.gone]) == (("4",), ("1", "9"), ["3"])
    assert [each.id for each in found.open] == ["5"]
    report = a_report(a_finding(), compared=found)
    assert "1 new, 1 gone, 1 now undecided, 2 still there" in text_of(report)
    assert "1 new, 1 gone, 2 still there" in read(html_of(report)).by_id("summary").words


def test_an_earlier_report_is_read_from_its_json(tmp_path: Path) -> None:
    """What `check` wrote is not understood; what is waived counts as there."""
    file = tmp_path / "last.json"
    file.write_text(json_of(a_report(a_finding(1), a_finding(2, status="waived"))), "utf-8")
    day, found = findings_in(file, tmp_path)
    assert (day, [each.id for each in found]) == (DAY.isoformat(), [f"{1:016x}"])


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "x"}', '{"schema": "art17/report/v1"}', "\x00"])
def test_a_file_that_is_no_report_is_said(text: str, tmp_path: Path) -> None:
    """A wrong file ends in a traceback, or all findings are new."""
    file = tmp_path / "last.json"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="not a"):
        findings_in(file, tmp_path)
    with pytest.raises(UsageError, match="cannot read"):
        findings_in(tmp_path / "none.json", tmp_path)


def test_template_and_logo_are_read_once_they_are_named(tmp_path: Path) -> None:
    """A file that is not there is passed over, or is read where nobody named it."""
    (tmp_path / "logo.png").write_bytes(b"picture")
    assert with_files(HandOver(logo="logo.png"), tmp_path, tmp_path).logo_data == b"picture"
    assert with_files(HandOver(), tmp_path, tmp_path) == HandOver()
    with pytest.raises(UsageError, match=r"cannot read the template none\.docx"):
        with_files(HandOver(template="none.docx"), tmp_path, tmp_path)


def applying(*days: date | None, basis: str = "law") -> Finding:
    return a_finding(basis=basis, binding=tuple(BindingDate("S", day, "Art. 113", "confirmed") for day in days))


@pytest.mark.parametrize(
    ("finding", "stage"),
    [
        (applying(), TODAY),
        (applying(DAY), TODAY),
        (applying(NEXT), LATER),
        (applying(None), READY),
        (applying(DAY, NEXT), TODAY),
        (applying(DAY, basis="practice"), PRACTICE),
    ],
)
def test_when_a_finding_applies(finding: Finding, stage: str) -> None:
    """What applies later is called a breach, or what nobody asks for a duty."""
    assert stage_of(finding, DAY) == stage


def test_disputed_days_are_shown_in_both_readings() -> None:
    """One of two readings of the law is shown as if it were sure."""
    strip = strip_of(a_report(applying(DAY, NEXT), applying(NEXT), applying(None)))
    assert [(each.day, each.sure, each.disputed) for each in strip.days] == [(DAY, 0, 1), (NEXT, 1, 1)]
    assert strip.left_out == 1


def test_places_of_a_group_are_counted() -> None:
    """A group of forty names forty places, or hides how many there are."""
    members = [a_finding(number, f"{number}.md", message="It is so.") for number in range(1, 8)]
    (line,) = places_of(members, 4)
    assert line.endswith("and 3 more")
