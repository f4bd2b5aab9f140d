"""Rules whose failures are questions: nothing is accused, nothing is met, and a person may close them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.errors import PackError
from art17.model.answer import About, about_question
from art17.model.report import Obligation, Report
from art17.reading.answers_file import with_entries
from art17.run import check
from builders import a_rule
from gate.answering import answer

BANK = """\
packs: [eu-ai-act]
read: ['*.yaml']
provider: {id: BANK, title: Savings bank, financial_institution: true}
systems:
- {id: SCORE, title: Scoring, classification: high-risk, classification_basis: Art. 6(2), annex_iii_point: Annex III(5)(b),
   lifecycle: on-market, placed_on_market: 2028-01-05}
"""
GOVERNANCE = "id: GOV\ntype: financial-governance-record\ntitle: Internal governance\ninstrument: Directive 2013/36/EU\ncovers: all\n"
LOGS = "id: KEEP\ntype: record-keeping-procedure\ntitle: Records\nrecords:\n- {id: K, title: Logs, record_kind: logs, retention_period: 2 years, location: vault}\n"
ASKS = "eu-ai-act/19/institutions-say-where-logs-are-kept"
SAID = {"verdict": "met", "by": "Ada Lo", "on": "2028-05-01", "evidence": "interview", "reference": "minutes 3",
        "comment": "Kept for five years in the core banking archive."}  # fmt: skip


def bank(folder: Path, **files: str) -> Path:
    for name, text in {"art17": BANK, "gov": GOVERNANCE, **files}.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def checked(folder: Path) -> Report:
    return check(Request(folder, date(2028, 5, 2)))


def of(report: Report, provision: str) -> Obligation:
    return next(each for each in report.obligations if (each.provision, each.system) == (provision, ""))


def asked(report: Report) -> dict[str, About]:
    return {each.rule: about_question(each) for each in report.questions if each.kind == "of-a-rule"}


def answered(folder: Path, before: Report, said: dict[str, str]) -> Report:
    entry = answer(before, asked(before)[ASKS], said)
    (folder / "answers.yaml").write_bytes(with_entries(None, [entry], "answers.yaml"))
    return checked(folder)


def test_a_question_is_put_and_accuses_nobody(tmp_path: Path) -> None:
    """What the law does not decide is a finding, or counts as met."""
    report = checked(bank(tmp_path))
    assert of(report, "Art. 19(1)").verdict == "undecided"
    assert ASKS in asked(report)
    assert [each for each in report.findings if each.rule == ASKS] == []
    question = next(each for each in report.questions if each.rule == ASKS)
    assert question.text.startswith("For how long")
    assert question.subjects == ("BANK",)


def test_what_is_stated_is_not_asked(tmp_path: Path) -> None:
    """A procedure says how long logs are kept, and it is asked all the same."""
    report = checked(bank(tmp_path, keep=LOGS))
    assert ASKS not in asked(report)
    assert of(report, "Art. 19(1)").verdict == "met"


def test_a_person_may_close_it(tmp_path: Path) -> None:
    """An answer leaves the question open, or a "not met" is no finding."""
    before = checked(bank(tmp_path))
    report = answered(tmp_path, before, SAID)
    assert ASKS not in asked(report)
    assert (of(report, "Art. 19(1)").verdict, of(report, "Art. 19(1)").strength) == ("met", "judged")
    report = answered(tmp_path, before, {**SAID, "verdict": "unmet"})
    assert [each.verdict for each in report.findings if each.rule == ASKS] == ["unmet"]


def test_a_question_is_a_warning_at_most() -> None:
    """A rule that only asks may be an error."""
    with pytest.raises(PackError, match="a question is a warning at most"):
        a_rule({"day": "present"}, {"type": "procedure"}, severity="error", effect="question")
