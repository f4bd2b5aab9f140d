"""A company that writes exactly the eight documents of the guide, and nothing else."""

from houses import SPECIMENS, checked

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


def test_what_the_act_asks_besides_is_told() -> None:
    """Eight documents pass for a file under Annex IV, oversight, instructions, declaration or registration."""
    articles = {p.split("(")[0] for f in REPORT.findings if f.category == "gap" for p in f.provisions}
    assert {"Art. 11", "Art. 13", "Art. 14", "Art. 43", "Art. 47", "Art. 49"} <= articles
