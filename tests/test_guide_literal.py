"""A company that writes exactly the eight documents of the guide, and nothing else."""

from datetime import date
from pathlib import Path

from art17.checking.request import Request
from art17.model.report import Report
from art17.run import check
from houses import SPECIMENS, checked, copied

REPORT = checked(SPECIMENS / "guide-literal")


def test_by_the_guide_s_own_measure_all_is_there() -> None:
    """The guide's eight elements are not met by the eight documents."""
    (view,) = REPORT.views
    assert view.line == "8 of 8 elements of the guide"


def test_the_points_that_the_guide_leaves_out_are_gaps() -> None:
    """Nobody tells the company that points (c), (j), (l) and (m) are missing."""
    missing = {f.subject.id for f in REPORT.findings if f.rule == "eu-ai-act/17-1/every-point-is-addressed"}
    assert missing == {f"Art. 17(1)({letter})" for letter in "cjlm"}


def test_the_errata_that_its_documents_repeat_are_noted() -> None:
    """A slip of the guide, copied into a document, goes unnoticed."""
    noted = {f.discriminator for f in REPORT.findings if f.rule == "art17/citations/guide-is-not-the-law"}
    assert noted >= {
        "operational-in-august-2026",
        "contents-in-17-1",
        "thirteen-points",
        "ce-marking-is-not-43",
        "ce-marking-is-not-47",
        "retention-is-not-11",
        "retention-is-not-12",
        "simplification-is-63",
    }


def articles(report: Report) -> set[str]:
    """The articles in which something is lacking."""
    return {p.split("(")[0] for f in report.findings if f.category == "gap" for p in f.provisions}


def test_what_the_act_asks_besides_is_told(tmp_path: Path) -> None:
    """Eight documents are no file under Annex IV, oversight or instructions; nor, where the Act binds, a declaration."""
    assert {"Art. 11", "Art. 13", "Art. 14"} <= articles(REPORT)
    assert not {"Art. 43", "Art. 47", "Art. 49"} & articles(REPORT)  # Art. 111(2): the system came in 2026
    folder = copied(SPECIMENS / "guide-literal", tmp_path)
    manifest = folder / "art17.yaml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace("placed_on_market: 2026-09-14", "placed_on_market: 2028-02-14"), "utf-8")
    assert {"Art. 43", "Art. 47", "Art. 49"} <= articles(check(Request(folder, date(2028, 5, 2))))
