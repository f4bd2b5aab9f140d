"""A baseline and a revision on a whole house: what stays known, what is new, who brought it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from art17.checking.blame import UNCOMMITTED
from art17.checking.request import Request
from art17.cli.check import exit_code
from art17.commands.baseline import baseline
from art17.model.report import Report
from art17.reading.io.revision import head_of
from art17.run import check
from houses import DAY, NORTHLIGHT, SPECIMENS, copied
from reading.test_git import git
from reading.test_revision import commit

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
BROKEN = SPECIMENS / "northlight-broken"
FILE = ".art17-baseline.yaml"


def repository(specimen: Path, to: Path) -> Path:
    """A specimen in a repository of its own."""
    root = copied(specimen, to)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def report(root: Path, *, baseline: Path | None = None, since: str = "") -> Report:
    return check(Request(root, DAY, baseline=baseline, new_since=since))


def active(found: Report) -> list[tuple[str, str, str]]:
    return [(f.rule, f.subject.id, f.change) for f in found.findings if f.status == "active"]


def write_baseline(root: Path, who: str = "") -> None:
    written = baseline(Request(root, DAY), root / FILE, who)
    (root / FILE).write_text(written.text, encoding="utf-8")


def edit(file: Path, pattern: str, put: str) -> None:
    changed, times = re.subn(pattern, put, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert times == 1, f"{file} has no {pattern}"
    file.write_text(changed, encoding="utf-8")


def test_a_baseline_knows_what_it_was_written_from(tmp_path: Path) -> None:
    """Right after it was written something is new, or a known finding is dropped from the report."""
    root = repository(BROKEN, tmp_path)
    whole = report(root)
    write_baseline(root)
    found = report(root, baseline=root / FILE)
    assert active(found) == []
    assert {f.status for f in found.findings} == {"baselined"}
    assert [f.id for f in found.findings] == [f.id for f in whole.findings]
    assert found.obligations == whole.obligations


def test_a_new_defect_is_told_and_a_mended_one_is_a_note(tmp_path: Path) -> None:
    """A new defect hides among the known, or a fixed entry stays unnoticed."""
    root = repository(BROKEN, tmp_path)
    write_baseline(root, "person:m.okafor")
    edit(root / "procedures/SOP-16-suppliers.md", r"^version:.*\n", "")
    edit(root / "instructions/CHK-01-gate-checklist.yaml", "work-instuction", "work-instruction")
    found = report(root, baseline=root / FILE)
    told = active(found)
    assert ("qms-practice/documents/version-is-stated", "SOP-16", "new") in told
    settled = [f for f in found.findings if f.rule == "art17/waivers/baseline-entry-still-occurs"]
    assert [(f.severity, f.subject.place.path, f.subject.place.line > 1) for f in settled] == [("note", FILE, True)]
    write_baseline(root)
    text = (root / FILE).read_text(encoding="utf-8")
    assert "work-instuction" not in text
    assert text.count("accepted_by") == text.count("rule:") - 1


def test_what_a_text_leaves_open_stays_accepted(tmp_path: Path) -> None:
    """What became a question is called mended, or is worse when it comes back."""
    manifest = "packs: [eu-ai-act]\ntypes: {risk.md: risk-management-procedure}\nreading: {'**': %s}\n"
    text = "---\nstatus: approved\n---\n# Risks\n\nWe identify the hazards of each system, and our lead estimates each risk.\n"
    (tmp_path / "risk.md").write_text(text, encoding="utf-8")
    for reading in ("closed", "open", "closed"):
        (tmp_path / "art17.yaml").write_text(manifest % reading, encoding="utf-8")
        if reading == "open" or not (tmp_path / FILE).exists():
            write_baseline(tmp_path)
    found = report(tmp_path, baseline=tmp_path / FILE)
    assert active(found) == []
    steps = [f for f in found.findings if f.rule == "eu-ai-act/17-1-g/steps-are-laid-down"]
    assert [(f.verdict, f.status) for f in steps] == [("unmet", "baselined")]


def test_a_revision_names_the_commit(tmp_path: Path) -> None:
    """What a commit brought is called known, or is laid at the door of another commit."""
    root = repository(NORTHLIGHT, tmp_path)
    first = head_of(root)
    edit(root / "procedures/SOP-14-corrective-action.md", r"^owner:.*\n", "")
    culprit = commit(root, "drop an owner")
    edit(root / "procedures/SOP-15-complaints.md", r"\A---\n", "---\n# reviewed\n")
    commit(root, "touch another file")
    found = report(root, since=first)
    assert {(f.subject.id, f.change, f.brought_by) for f in found.findings} == {("SOP-14", "new", (culprit[:10],))}
    assert active(report(root, since="HEAD")) == []
    edit(root / "procedures/SOP-15-complaints.md", r"^owner:.*\n", "")
    later = [f.brought_by for f in report(root, since="HEAD").findings if f.subject.id == "SOP-15"]
    assert later
    assert set(later) == {(UNCOMMITTED,)}


def test_what_a_waiver_held_is_worse_without_it(tmp_path: Path) -> None:
    """A change that takes a waiver out passes, since the finding was there before."""
    root = repository(NORTHLIGHT, tmp_path)
    file = root / "procedures/SOP-14-corrective-action.md"
    edit(file, r"^version:.*\n", "")
    said = "art17: ignore[qms-practice/documents/version-is-stated] until 2027-03-01 because the template is new"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n<!-- {said} -->\n", encoding="utf-8")
    commit(root)
    assert active(report(root)) == []
    edit(file, r"^<!-- art17: .*$", "")
    assert active(report(root, since="HEAD")) == [("qms-practice/documents/version-is-stated", "SOP-14", "worsened")]


def test_the_manifest_of_then_states_the_systems_of_then(tmp_path: Path) -> None:
    """A system that a change writes into the manifest is taken to have been there before."""
    (tmp_path / "art17.yaml").write_text("provider: {id: ORG, title: Example}\n", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    assert active(report(tmp_path, since="HEAD")) == []
    text = "provider: {id: ORG, title: Example}\nsystems: [{id: SYS-1, title: Screening}]\n"
    (tmp_path / "art17.yaml").write_text(text, encoding="utf-8")
    assert ("eu-ai-act/6/system-is-classified", "SYS-1", "new") in active(report(tmp_path, since="HEAD"))


def test_what_was_decided_and_is_a_question_now_is_worse(tmp_path: Path) -> None:
    """Fields that are taken out of a document, so that only its text is left, pass a gate in silence."""
    (tmp_path / "art17.yaml").write_text('read: ["*.md"]\npacks: [eu-ai-act]\n', encoding="utf-8")
    body = "---\n\n# Plan\n\nThe head of operations plans the servers that our teams need each year.\n"
    without = f"---\nid: RES\ntype: resource-management-plan\n{body}"
    stated = without.replace(body, f"resources:\n  - {{id: R1, critical: false}}\n{body}")
    plan = tmp_path / "res.md"
    plan.write_text(stated, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    plan.write_text(without, encoding="utf-8")
    worse = report(tmp_path, since="HEAD")
    assert {each.rule for each in worse.questions if each.change} >= {"eu-ai-act/17-1-l/resources-are-listed"}
    assert exit_code(worse, "error") == 1
    assert exit_code(worse, "never") == 0
    plan.write_text(stated, encoding="utf-8")
    (tmp_path / "new.md").write_text(without.replace("RES", "NEW"), encoding="utf-8")
    beside = report(tmp_path, since="HEAD")
    assert [each.change for each in beside.questions if each.subjects == ("NEW",)] == ["", ""]
    assert exit_code(beside, "error") == 0
