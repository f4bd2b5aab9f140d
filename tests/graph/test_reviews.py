"""When a document is due for review."""

import pytest

from art17.graph.reviews import due_on
from art17.model.days import duration_in

YEARLY = {"review_in": "P1Y"}


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"last_reviewed": "2026-01-31", "review_in": "P1Y", "next_review": "2027-06-30"}, "2027-01-31"),
        ({"last_reviewed": "2026-01-31", "review_in": "P1Y", "next_review": "2026-06-30"}, "2026-06-30"),
        ({**YEARLY, "approved_on": "2026-02-01", "effective_on": "2026-03-01", "dated": "2026-04-01"}, "2027-02-01"),
        ({**YEARLY, "effective_on": "2026-03-01", "dated": "2026-04-01"}, "2027-03-01"),
        ({**YEARLY, "dated": "2026-04-01"}, "2027-04-01"),
        ({**YEARLY, "last_reviewed": "soon", "dated": "2026-04-01"}, None),
        (YEARLY, None),
        ({"dated": "2026-04-01"}, None),
    ],
)
def test_an_interval_counts_from_the_day_that_is_stated(fields: dict[str, str], due: str | None) -> None:
    """An interval counts from the review, else the approval, the coming into force, the date; what comes first holds."""
    assert (found.isoformat() if (found := due_on(fields)) else None) == due


def test_the_manifest_shortens_an_interval() -> None:
    """The longest interval that the manifest allows holds where the document's own is longer, or there is none."""
    half = duration_in("P6M")
    assert str(due_on({**YEARLY, "dated": "2026-04-01"}, half)) == "2026-10-01"
    assert str(due_on({"dated": "2026-04-01"}, half)) == "2026-10-01"
