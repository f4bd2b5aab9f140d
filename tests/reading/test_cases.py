"""Cases of rules, sections, and new rules."""

from pathlib import Path

import pytest

from art17.errors import Mistakes, UsageError
from art17.model.place import Place
from art17.reading.cases import artefacts_in_case, cases_in, cases_of
from art17.reading.documents.sections import sections_of
from art17.reading.packs.packs import loaded
from art17.skeletons.new_rule import write_skeleton
from reading.small import WORDS

CASE = """\
- name: One
  as_of: 2026-01-02
  met: A
  not_applicable: [B]
  artefacts:
    - {id: A, type: risk-register, risks: [{id: R-1}], body: "See Art. 9."}
    - {id: B, type: sop, unreadable: true}
"""


def test_cases(tmp_path: Path):
    """A case holds artefacts and the verdict of each subject."""
    mistakes = Mistakes()
    (case,) = cases_in("x.yaml", CASE.encode(), mistakes)
    found = artefacts_in_case(case, WORDS)
    assert (mistakes.found, case.expected, str(case.as_of)) == ((), {"A": "met", "B": "not-applicable"}, "2026-01-02")
    assert [(a.id, a.type, a.unreadable) for a in found] == [
        ("A", "risk-register", False), ("R-1", "risk", False), ("B", "procedure", True),
    ]  # fmt: skip
    assert [c.citation.provision for c in found[0].citations] == ["Art. 9"]


def test_wrong_cases_are_told():
    """Mistakes in a case have a line and the nearest word."""
    mistakes = Mistakes()
    assert cases_in("x.yaml", CASE.replace("met: A", "meet: A").encode(), mistakes) == ()
    assert [(p.place.line, p.fix) for p in mistakes.found] == [(3, "write 'met'")]


@pytest.mark.parametrize(
    ("was", "now", "line", "message"),
    [
        ("as_of: 2026-01-02", "as_of: 2026-02-30", 2, "'2026-02-30' is not a day"),
        ("not_applicable: [B]", "unmet: [B, A]", 4, "A is named as met and as unmet"),
    ],
)
def test_a_case_that_contradicts_itself_is_told(was: str, now: str, line: int, message: str):
    """A day that is none is taken for the usual one, or of two verdicts on one subject the last one wins."""
    mistakes = Mistakes()
    cases_in("x.yaml", CASE.replace(was, now).encode(), mistakes)
    assert [(found.place.line, found.message) for found in mistakes.found] == [(line, message)]


def test_new_rule_has_cases(tmp_path: Path):
    """A new rule comes with a pack and cases that load, and is never overwritten."""
    files = write_skeleton(tmp_path / "ours", "suppliers", "supplier-has-contract", "Art. 17(1)(l)")
    assert len(files) == 3
    packs = loaded(("./ours",), tmp_path, Place("art17.yaml"))
    assert "ours/suppliers/supplier-has-contract" in cases_of(packs)
    with pytest.raises(UsageError, match="there already"):
        write_skeleton(tmp_path / "ours", "suppliers", "supplier-has-contract", "")


def test_sections():
    """Each heading has the text up to the next one."""
    assert sections_of("# A\n\none é\n\n## B\n\ntwo\n") == (("A", "one é"), ("B", "two"))
