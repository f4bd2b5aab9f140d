"""`art17 fix`: what is sure is repaired, what is guessed waits, what only a person knows is asked."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from art17.checking.request import Request
from art17.cli.fix import command
from art17.cli.forecast import command as forecast
from art17.commands.baseline import baseline
from art17.commands.fix import Fixed, fix
from houses import DAY, NORTHLIGHT, copied, house

BROKEN = NORTHLIGHT.with_name("northlight-broken")
MANIFEST = 'read: "*.*"\nexclude: [bl.yaml]\npacks: [qms-practice]\n'
SOP = "---\nid: SOP-04\ntype: release-procedure\ntitle: Release\nstatus: effective\n---\n# Release\n"
HEAD = "id: {0}\ntype: work-instruction\ntitle: {0}\nstatus: effective\n"


def _document(name: str, more: str, body: str = "") -> str:
    return f"---\n{HEAD.format(name)}{more}---\n# {name}\n{body}"


SAFE = {
    "case-of-id.md": (_document("WI-01", "implements: sop-04\n"), ("sop-04", "SOP-04")),
    "blank-in-id.md": (_document("WI-02", "links:\n  implements: ['SOP-04', \"Sop-04\"]\n"), ('"Sop-04"', '"SOP-04"')),
    "one-way-day.md": (_document("WI-03", "approved_on: 31.02.2026\n"), None),
    "day.yaml": (HEAD.format("WI-04") + "effective_on: 25.02.2026  # kept\n", ("25.02.2026", "2026-02-25")),
    "year-first.yaml": (HEAD.format("WI-14") + "effective_on: 2026/2/5\n", ("2026/2/5", "2026-02-05")),
    "in-words.yaml": (HEAD.format("WI-15") + "effective_on: 5. März 2026\n", ("5. März 2026", "2026-03-05")),
    "no-day.yaml": (HEAD.format("WI-16") + "effective_on: 2026-13-02\n", None),
    "two-way-day.yaml": (HEAD.format("WI-05") + "effective_on: 01.02.2026\n", None),
}
UNSAFE = {
    "type.yaml": (
        "id: CL-1\ntype: work-instuction\ntitle: X\nstatus: effective\n",
        ("work-instuction", "work-instruction"),
    ),
    "choice.yaml": (HEAD.format("WI-06").replace("effective", "effectve"), ("effectve", "effective")),
    "key.md": (_document("WI-07", "verison: 1\n"), ("verison", "version")),
    "near-id.md": (_document("WI-08", "implements: SPO-04\n"), ("SPO-04", "SOP-04")),
    "other-number.md": (_document("WI-09", "implements: SOP-05\n"), None),
    "moved.md": (_document("WI-10", "", "See [release](old/sop.md).\n"), ("old/sop.md", "sop.md")),
    "link.md": (_document("WI-11", "links:\n  implemnts: SOP-04\n"), ("implemnts", "implements")),
    "cites.md": (_document("WI-12", "", "By Art. 17(k) of the AI Act records are kept.\n"), ("17(k)", "17(1)(k)")),
    "never.md": (_document("WI-13", "", "By Art. 17(1)(z) of the AI Act this is asked.\n"), None),
}
"""Each repair: the file before, and what of it is written otherwise afterwards (None: nothing)."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {name: text for name, (text, _) in {**SAFE, **UNSAFE}.items()}
    return house(tmp_path_factory.mktemp("fix"), {**files, "sop.md": SOP, "art17.yaml": MANIFEST})


@pytest.fixture(scope="module")
def both(folder: Path) -> tuple[Fixed, Fixed]:
    request = Request(folder, DAY, select=("art17/*",))
    return fix(request), fix(request, unsafe=True)


def _after(fixed: Fixed, folder: Path, name: str) -> str:
    return (fixed.files[name][1] if name in fixed.files else (folder / name).read_bytes()).decode()


def _expected(folder: Path, name: str, change: tuple[str, str] | None) -> str:
    text = (folder / name).read_text("utf-8")
    return text.replace(*change) if change else text


def _cases() -> Iterator[tuple[str, bool]]:
    yield from ((name, True) for name in SAFE)
    yield from ((name, False) for name in UNSAFE)


@pytest.mark.parametrize(("name", "is_safe"), list(_cases()))
def test_each_repair_changes_its_words_alone(folder: Path, both: tuple[Fixed, Fixed], name: str, is_safe: bool) -> None:
    """A safe repair is made at once, an unsafe one when asked for; every other byte stays."""
    change = {**SAFE, **UNSAFE}[name][1]
    assert _after(both[0], folder, name) == _expected(folder, name, change if is_safe else None)
    assert _after(both[1], folder, name) == _expected(folder, name, change)


def test_repairs_of_a_neglected_specimen_are_right(tmp_path: Path) -> None:
    """Each unsafe repair is the one that a reader would make; made twice is made once; nothing is asserted."""
    root = copied(BROKEN, tmp_path)
    fixed = fix(Request(root, DAY), unsafe=True)
    titles = [offer.repair.title for offer in fixed.made]
    assert titles == [
        "Write work-instruction instead of work-instuction",
        "Write SOP-09 instead of SOP-23",
        "Cite Art. 4a(1) instead of Art. 10(5)",
        "Cite Art. 72 instead of Art. 61",
        "Cite Art. 17(1)(j) instead of Art. 17(1)(i)",
        "Cite Art. 17(1)(k) instead of Art. 17(k)",
        "Write digital instead of digitall",
    ]
    for path, (_, after) in fixed.files.items():
        (root / path).write_bytes(after)
    again = fix(Request(root, DAY), unsafe=True)
    assert (again.files, again.made) == ({}, ())
    asked = " ".join(offer.repair.title for offer in fixed.asked)
    for attestation in ("last_reviewed", "approved_by", "signed_", "digest", "`status`", "attest"):
        assert attestation not in asked
    assert "`oj_cited` of STD-01" in asked


def test_a_repair_that_brings_another_finding_is_not_made(tmp_path: Path) -> None:
    """What is better in one place and worse in another is said, and left."""
    text = "id: QM-9\ntype: quality-manuall\ntitle: X\nstatus: effective\n"
    root = house(tmp_path, {"qm.yaml": text, "art17.yaml": MANIFEST})
    fixed = fix(Request(root, DAY), unsafe=True)
    assert not fixed.files
    assert [offer.why_not.split(" of ")[0] for offer in fixed.refused] == ["it would bring a finding"]


def test_settled_entries_leave_a_baseline(tmp_path: Path) -> None:
    """An entry that occurs no more is taken out with its lines, and the others stay byte for byte."""
    bad = {"a.yaml": "id: A\ntype: work-instuction\n", "b.yaml": "id: B\ntype: work-instuctionn\n"}
    root = house(tmp_path, {**bad, "art17.yaml": MANIFEST})
    request = Request(root, DAY)
    known = baseline(request, None).text
    (root / "bl.yaml").write_text(known, "utf-8")
    house(root, {"a.yaml": "id: A\ntype: work-instruction\n"})
    fixed = fix(replace(request, baseline=root / "bl.yaml"))
    after = fixed.files["bl.yaml"][1].decode()
    gone = known[known.index('\n  "') : known.index('\n  "', known.index('subject: "A"'))]
    assert after == known.replace(gone, "", 1)
    assert 'subject: "A"' in known
    assert ('subject: "A"' in after, 'subject: "B"' in after) == (False, True)


def test_files_that_are_not_committed_are_left(tmp_path: Path) -> None:
    """Without git, or with work in a file that is not committed, nothing is written unless --dirty is passed."""
    root = house(tmp_path, {"wi.md": SAFE["case-of-id.md"][0], "sop.md": SOP, "art17.yaml": MANIFEST})
    run = CliRunner().invoke
    options = [str(root), "--as-of", str(DAY)]
    assert "not as it is committed" in str(run(command, options).exception)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], cwd=root, check=True)
    assert "+implements: SOP-04\n" in run(command, [*options, "--diff"]).stdout
    assert "sop-04" in (root / "wi.md").read_text("utf-8")
    (root / "wi.md").write_text(SAFE["case-of-id.md"][0] + "more\n", "utf-8")
    assert "not as it is committed" in str(run(command, options).exception)
    assert "1 repair made in 1 file" in run(command, [*options, "--dirty"]).stdout
    assert (root / "wi.md").read_text("utf-8") == SAFE["case-of-id.md"][0].replace("sop-04", "SOP-04") + "more\n"


def test_what_a_person_answers_is_written(tmp_path: Path) -> None:
    """A question takes the number of a choice or a text; an empty answer leaves things as they are."""
    root = house(tmp_path, {"wi.md": _document("WI-01", "implements: SOP-04\n"), "sop.md": SOP, "art17.yaml": MANIFEST})
    fixed = fix(
        Request(root, DAY), answer=lambda finding, repair: "role:qm" if "`owner` of WI-01" in repair.title else ""
    )
    assert fixed.files["wi.md"][1].decode() == _document("WI-01", "implements: SOP-04\nowner: role:qm\n")


def test_a_manifest_elsewhere_says_what_is_repaired(tmp_path: Path) -> None:
    """What `adopt` wrote next to the documents is taken for the documents, and nothing in these is repaired or coming."""
    house(tmp_path / "docs", {"wi.md": SAFE["case-of-id.md"][0], "sop.md": SOP})
    apart = house(tmp_path / "apart", {"art17.yaml": f"root: ../docs\n{MANIFEST}"})
    options = [str(apart), "--as-of", str(DAY)]
    assert "+implements: SOP-04\n" in CliRunner().invoke(command, [*options, "--diff"]).stdout
    assert CliRunner().invoke(forecast, options).exit_code == 0
