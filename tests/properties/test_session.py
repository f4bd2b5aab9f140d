"""A session says what a cold run would say, after any change; and the notes that it rests on are needed."""

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.commands.baseline import baseline
from art17.graph.changes import CITES, HINDERED, INDICES, INTO, KINDS, NAMED, NODE, OUT, SYSTEMS, TYPE, UNREADABLE
from art17.model.evidence import Evidence
from art17.model.report import Finding, Report
from art17.run import run
from art17.session.recorder import Recorder
from art17.session.session import QmsSession
from houses import DAY, SPECIMENS, copied, house
from properties.edits import Changes, Editor

STEPS = int(os.environ.get("ART17_FUZZ", "0")) // 50 or 4
SMALL = ("small-company", "third-country")
ALL = ("northlight-broken", "northlight", "bank", "device-maker", "five-systems", "deployer", *SMALL)


def _write(root: Path, changes: Changes) -> None:
    for path, data in changes.items():
        if data is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)


def _shown(evidence: Evidence) -> Evidence:
    """What is shown of evidence: numbers of nodes are those of a session, or of a run."""
    return replace(evidence, node=-1, causes=(), children=tuple(map(_shown, evidence.children)))


def _findings(report: Report) -> tuple[Finding, ...]:
    return tuple(replace(finding, because=_shown(finding.because)) for finding in report.findings)


def _as_values(report: Report) -> Report:
    return replace(
        report,
        findings=_findings(report),
        nodes=tuple(report.nodes),
        edges=tuple(report.edges),
        rows=tuple(report.rows),
        documents=tuple(report.documents),
        forecast=(),
    )


def _compare(session: QmsSession, root: Path, what: object) -> None:
    cold = run(Request(root, DAY)).report
    mine = session.report()
    assert _findings(mine) == _findings(cold), what
    assert _as_values(mine) == _as_values(cold), what


@pytest.mark.parametrize("name", ALL if "ART17_FUZZ" in os.environ else SMALL)
def test_a_session_is_a_cold_run(name: str, tmp_path: Path) -> None:
    """After each change of files the report is the one that a run which knows nothing makes."""
    root = copied(SPECIMENS / name, tmp_path)
    session = QmsSession(Request(root, DAY))
    session.findings()
    editor = Editor(root, seed=STEPS)
    how: Counter[str] = Counter()
    for step in range(STEPS):
        changes = editor.change()
        _write(root, changes)
        session.changed(changes)
        _compare(session, root, (step, changes, session.how))
        how[session.how] += 1
    assert how["followed"] or how["rebuilt"]


class _Deaf(Recorder):
    """A recorder that drops the notes of one kind."""

    kind: int | str = -1

    @property
    def notes(self) -> set[object]:  # type: ignore[override]
        return self._notes

    @notes.setter
    def notes(self, value: set[object]) -> None:
        self._notes = _Dropping(value)


class _Dropping(set[object]):
    def add(self, note: object) -> None:
        name = note[0] if isinstance(note, tuple) else note
        if (name % KINDS if isinstance(name, int) else name) != _Deaf.kind:
            super().add(note)


RULE = """title: {0}
basis: practice
serves: Testing
class: gap
severity: warning
for: {{type: {1}}}
require: {2}
message: "{{subject}} lacks something."
rationale: It is tried.
fix: Nothing.
"""
RULES = {
    "a": ("work-instruction", "{some: implements, that: {title: Good}}"),
    "b": ("work-instruction", "{some: implements}"),
    "c": ("release-procedure", "{some: ^implements}"),
    "d": ("work-instruction", "{some: implements, that: {cites: Art. 9}}"),
    "e": ("work-instruction", "{title: {is: Good}}"),
    "f": ("work-instruction", "{some: artefacts, that: {type: attestation}}"),
    "g": ("risk", "{title: {is: Good}}"),
    "h": ("work-instruction", "{some: artefacts, that: {title: {is: New}}}"),
}
HEAD = "---\nid: {0}\ntype: {1}\ntitle: Bad\nstatus: effective\n{2}---\n# {0}\n"
SOP, WI = "release-procedure", "work-instruction"
REGISTER = "id: {0}\ntype: risk-register\ntitle: R\nstatus: effective\nrisks:\n  - {{id: R-1, title: Bad}}\n"
QMS = {
    "risks.yaml": REGISTER.format("RR-1"),
    "art17.yaml": 'read: ["*.md", risks.yaml, new.yaml]\npacks: [qms-practice, ./ours]\n',
    "ours/pack.yaml": "title: Ours\nversion: '1'\n",
    **{f"ours/of/{name}.yaml": RULE.format(name, *rest) for name, rest in RULES.items()},
    "sop.md": HEAD.format("SOP-01", SOP, "") + "\nBy the AI Act (Art. 5).\n",
    "other.md": HEAD.format("SOP-02", SOP, ""),
    "twin-a.md": HEAD.format("SOP-03", SOP, ""),
    "twin-b.md": HEAD.format("SOP-03", SOP, ""),
    "wi.md": HEAD.format("WI-01", WI, "implements: SOP-01\n"),
    "alone.md": HEAD.format("WI-02", WI, ""),
    "sys.md": HEAD.format("SYS-01", "ai-system", "lifecycle: in-development\n"),
}
NEEDED = [
    (NODE, "sop.md", "title: Bad", "title: Good"),
    (OUT, "other.md", "status: effective", "status: effective\nimplemented_by: WI-02"),
    (INTO, "alone.md", "status: effective", "status: effective\nimplements: SOP-02"),
    (HINDERED, "alone.md", "status: effective", "status: effective\nimplements: SOP-03"),
    (SYSTEMS, "sys.md", "status: effective", "status: effective\ncovered_by: [WI-02]"),
    (CITES, "sop.md", "(Art. 5)", "(Art. 9)"),
]
"""A kind of note, and a change that reaches another file through it alone."""
NEEDED_OF_THE_WHOLE = [
    (TYPE, "f", HEAD.format("AT-1", "attestation", "")),
    (NAMED, "g", REGISTER.format("RR-2")),
    (INDICES, "h", HEAD.format("SOP-09", SOP, "").replace("Bad", "New")),
    (UNREADABLE, "c", "---\nid: X\n- :\n---\n"),
]
"""A kind of note on the whole, a rule, and a new file that changes what the rule says of others through it alone."""


@pytest.mark.parametrize("is_deaf", [False, True])
@pytest.mark.parametrize(("kind", "path", "old", "new"), NEEDED)
def test_each_kind_of_note_is_needed(
    kind: int, path: str, old: str, new: str, is_deaf: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all notes a session follows a change that reaches another file; without one kind it does not."""
    if is_deaf:
        monkeypatch.setattr("art17.session.verdicts.Recorder", _Deaf)
        monkeypatch.setattr(_Deaf, "kind", kind)
    root = house(tmp_path, QMS)
    request = Request(root, DAY, select=("ours/of/e",) if kind == SYSTEMS else ("ours/*",))
    session = QmsSession(request)
    session.prepare()
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")
    session.changed([path])
    assert session.how == "followed"
    assert (_findings(session.report()) == _findings(run(request).report)) is not is_deaf


@pytest.mark.parametrize("is_deaf", [False, True])
@pytest.mark.parametrize(("kind", "rule", "text"), NEEDED_OF_THE_WHOLE)
def test_each_note_on_the_whole_is_needed(
    kind: str, rule: str, text: str, is_deaf: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is new changes verdicts on others, which only notes on what there is show."""
    if is_deaf:
        monkeypatch.setattr("art17.session.verdicts.Recorder", _Deaf)
        monkeypatch.setattr(_Deaf, "kind", kind)
    root = house(tmp_path, QMS)
    request = Request(root, DAY, select=(f"ours/of/{rule}",))
    session = QmsSession(request)
    session.prepare()
    name = "new.yaml" if text.startswith("id") else "new.md"
    house(root, {name: text})
    session.changed([name])
    assert session.how == "rebuilt"
    assert (_findings(session.report()) == _findings(run(request).report)) is not is_deaf


def test_a_link_that_leads_nowhere_is_judged_again(tmp_path: Path) -> None:
    """Whether its target is missing, or may be in a file that does not read, is a matter of other files."""
    root = house(tmp_path, QMS | {"wi.md": HEAD.format("WI-01", WI, "implements: SOP-99\n")})
    request = Request(root, DAY, select=("art17/links/*",))
    session = QmsSession(request)
    session.prepare()
    whole = (root / "other.md").read_text("utf-8")
    for text in (whole.replace("---\n#", "#"), whole):
        (root / "other.md").write_text(text, "utf-8")
        session.changed(["other.md"])
        found = _findings(session.report())
        assert found == _findings(run(request).report)
        assert any(each.subject.id == "WI-01" for each in found) is (text == whole)


@pytest.mark.parametrize("after", [None, b"id: [\n"])
def test_what_a_side_car_said_ends_with_it(tmp_path: Path, after: bytes | None) -> None:
    """A file keeps what its side-car said of it when that goes, or does not read any more."""
    car = "id: WI-09\ntype: work-instruction\ntitle: X\nstatus: effective\nimplements: SOP-02\n"
    root = house(tmp_path, {**QMS, "plain.md": "---\ntitle: Plain\n---\n# Plain\n", "plain.md.yaml": car})
    session = QmsSession(Request(root, DAY))
    assert any(link.written_target == "SOP-02" for link in session.context.graph.links)
    session.prepare()
    _write(root, {"plain.md.yaml": after})
    session.changed(["plain.md.yaml"])
    _compare(session, root, after)


def test_a_document_without_a_type_may_be_what_is_missing(tmp_path: Path) -> None:
    """After a change nothing may be missing that a document without a type treats; a run asks whether it is that."""
    strategy = next((SPECIMENS / "northlight" / "procedures").glob("STR-001*")).read_text("utf-8")
    untyped = "---\nid: X-1\ntitle: Regulatory compliance strategy\n---\n" + strategy.split("\n---\n", 1)[1]
    root = house(tmp_path, {"art17.yaml": "packs: [eu-ai-act]\n", "a.md": untyped, "b.md": HEAD.format("B-1", WI, "")})
    session = QmsSession(Request(root, DAY))
    session.prepare()
    _write(root, {"b.md": HEAD.format("B-1", WI, "owner: a\n").encode()})
    session.changed(["b.md"])
    assert session.report().questions
    _compare(session, root, session.how)


def test_the_day_changes_what_depends_on_it(tmp_path: Path) -> None:
    """A session that stays open over midnight is a run of the new day, and evaluates again what it may change only."""
    root = copied(SPECIMENS / SMALL[0], tmp_path)
    session = QmsSession(Request(root, DAY))
    session.prepare()
    for days, how in ((9, "followed"), (200, "followed"), (-1, "opened")):
        later = DAY + timedelta(days=days)
        session.on(later)
        assert session.how == how
        assert _as_values(session.report()) == _as_values(run(Request(root, later)).report)


GUESSED = {
    "quality-policy.md": "# Quality policy\n\nThe management commits the company to Regulation (EU) 2024/1689.\n",
    "document-control.md": "# Procedure for document control\n\n## Purpose\n\nDocuments are reviewed each year by the "
    "quality manager and approved before use.\n",
    "internal-audit.md": "# Procedure: internal audits\n\nThe quality manager plans audits each year; findings are "
    "followed up.\n",
    "risk-management.md": "# Risk management procedure\n\nRisks of the AI system are identified, estimated and "
    "evaluated (Art. 9).\n",
    "training-record.md": "# Training record\n\n| name | day |\n| --- | --- |\n| A. Roe | 2026-03-01 |\n",
}


def test_documents_are_guessed_at_as_a_run_does(tmp_path: Path) -> None:
    """Where no manifest is there, a session guesses, asks and warns no more than a run, after each change too."""
    root = house(tmp_path, GUESSED)
    session = QmsSession(Request(root, DAY))
    _compare(session, root, "opened")
    assert session.context.reading.guesses
    for changes in ({"internal-audit.md": None}, {"policy-2.md": GUESSED["quality-policy.md"].encode()}):
        _write(root, changes)
        session.changed(changes)
        _compare(session, root, changes)


ANSWERS = """schema: art17/answers/v1
answers:
  - {id: a-1, requirement: "Art. 17(1)(g)", verdict: met, evidence: interview, by: Ada Lo, on: "2026-11-20",
     comment: "Seen with the risk manager that day."}
"""


def test_baseline_and_answers_are_part_of_it(tmp_path: Path) -> None:
    """What a baseline knows and what people answer counts as in a run, after each change of these and of others."""
    root = house(tmp_path / "qms", QMS)
    file = tmp_path / "baseline.json"
    file.write_text(baseline(Request(root, DAY), None).text, "utf-8")
    request = Request(root, DAY, baseline=file)
    session = QmsSession(request)
    session.prepare()
    linked = HEAD.format("WI-02", WI, "implements: SOP-02\n").encode()
    for changes in ({"alone.md": linked}, {"sop.md": None}, {"answers.yaml": ANSWERS.encode()}, {"wi.md": linked}):
        _write(root, changes)
        session.changed(changes)
        assert session.how != "opened"
        assert _as_values(session.report()) == _as_values(run(request).report), changes


def test_what_if_leaves_no_trace(tmp_path: Path) -> None:
    """What edits would change is said, and afterwards everything is as it was."""
    root = house(tmp_path, QMS)
    session = QmsSession(Request(root, DAY, select=("ours/*", "art17/*")))
    before = session.findings()
    assert session.what_if({"alone.md": HEAD.format("WI-02", WI, "implements: SOP-02\n").encode()}).gone
    assert session.findings() == before
    difference = session.what_if({"sop.md": None})
    assert difference.came
    assert session.findings() == before
