"""A document that states no type: what its text treats is not called absent."""

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
