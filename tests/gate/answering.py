"""A small QMS whose texts leave questions, and answers to them, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from art17.checking.request import Request
from art17.gate.merging import with_id
from art17.model.answer import About, Answer
from art17.model.place import Place
from art17.model.report import Report
from art17.reading.answers_file import with_entries
from art17.run import check
from houses import DAY, house

RULE = "eu-ai-act/17-1-g/steps-are-laid-down"
QUESTION = About("question", RULE)
INCIDENTS = About("question", "eu-ai-act/17-1-i/report-and-investigation-are-laid-down")
MANIFEST = """packs: [eu-ai-act]
types:
  incidents.md: incident-procedure
  risk.md: risk-management-procedure
  records/*.yaml: incident
provider: {id: ACME, title: Acme, role: provider}
"""
RISK = """# Risk management

Document ID: SOP-03
Owner: Mara Voss
Version: 1.0
Status: approved

## Process

We identify the known and foreseeable risks of our system to health and safety, and estimate and evaluate them.
The risk manager adopts measures against each risk and tests them before the system is placed on the market.

## Review

The risk manager reviews the file each year.
"""
FILES = {
    "art17.yaml": MANIFEST,
    "risk.md": RISK,
    "incidents.md": """# Reporting of serious incidents

Document ID: SOP-07
Owner: Jon Ek
Version: 2.0
Status: approved

## Reporting

The vigilance officer reports a serious incident to the market surveillance authority promptly, no later than 15 days
after we become aware of it. We look at causes and inform the deployer.

## Investigation

We investigate each incident and keep the system unchanged until the authority knows.
""",
    **{f"records/{at}.yaml": f"id: I-{at}\ntype: incident\ntitle: Incident {at}\n" for at in range(1, 8)},
}
SAID = {
    "verdict": "met",
    "evidence": "interview",
    "reference": "minutes 3",
    "comment": "Seen with the risk manager.",
    "by": "Ada Lo",
    "on": "2026-11-20",
}


def small_house(folder: Path, **files: str) -> Path:
    """The QMS in a folder; further files, or other ones in place of its own, by path with `_` for `.`."""
    return house(folder, {**FILES, **{name.replace("_", "."): text for name, text in files.items()}})


def checked_at(folder: Path, **more: object) -> Report:
    """The report on the folder."""
    return check(Request(folder, DAY, **more))  # pyright: ignore[reportArgumentType]


def answer(report: Report, about: About, said: Mapping[str, str] = SAID, **more: object) -> Answer:
    """An answer on what there is in a report."""
    row = next(each for each in report.rows if each.about == about)
    law = report.law[0][1]
    entry = Answer("", about, dict(said), Place("answers.yaml"), dict(row.looked_at), row.asked, law, sample=row.sample)
    return with_id(replace(entry, **more))


def answered(folder: Path, *entries: Answer) -> Report:
    """The report on the folder, with these answers next to its manifest."""
    file = folder / "answers.yaml"
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(with_entries(before, entries, "answers.yaml"))
    return checked_at(folder)
