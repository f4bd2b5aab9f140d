"""What lies in a folder is read or reported: front matter in every form, pointers, conflicts, sheets, brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

import art17
from art17.reading.io.source import WorkingTree
from houses import DAY
from reading.test_git import git

MANIFEST = 'read: ["**/*.md", "**/*.csv"]\npacks: [eu-ai-act, qms-practice]\n'
PEOPLE = "---\nid: DIR\ntype: directory\nstatus: effective\nroles:\n- {id: qm, title: Quality}\n---\n"
GHOST = "id: SOP-9\ntype: procedure\nstatus: effective\nowner: role:ghost\n"


def report_on(tmp_path: Path, **files: str) -> art17.Report:
    """The report on a folder with a manifest, a directory of people and some files (`__` is a dot in their names)."""
    (tmp_path / "art17.yaml").write_text(MANIFEST)
    (tmp_path / "people.md").write_text(PEOPLE)
    for name, text in files.items():
        (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return art17.check(tmp_path, as_of=DAY)


def owners_missing(report: art17.Report) -> list[str]:
    return [each.subject.id for each in report.findings if each.rule == "art17/people/owner-is-known"]


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{GHOST}---\n# A\n",
        f"\n\n---\n{GHOST}---\n# A\n",
        f"\u200b---\n{GHOST}---\n# A\n",
        f" ---\n{GHOST}---\n# A\n",
        f"<!-- lint: off -->\n---\n{GHOST}---\n# A\n",
        f"<!--\nof two\nlines -->\n\n<!-- and another -->\n---\n{GHOST}---\n# A\n",
        '+++\nid = "SOP-9"\ntype = "procedure"\nstatus = "effective"\nowner = "role:ghost"\n+++\n# A\n',
        '{"id": "SOP-9", "type": "procedure",\n "status": "effective", "owner": "role:ghost"}\n\n# A\n',
    ],
)
def test_front_matter_is_read_wherever_the_first_line_is(tmp_path: Path, text: str) -> None:
    """Blank lines, marks without width and comments before it, TOML and JSON: its owner is looked up all the same."""
    assert owners_missing(report_on(tmp_path, sop__md=text)) == ["SOP-9"]


@pytest.mark.parametrize(
    "text", ["# A\n\n---\n\nid: SOP-9\n", "Text\n---\nid: SOP-9\n---\n", "<!-- never closed\n---\nid: A\n"]
)
def test_a_rule_across_the_page_is_no_front_matter(tmp_path: Path, text: str) -> None:
    """Lines of dashes below text divide it, whatever stands between them."""
    assert "SOP-9" not in {each.subject.id for each in report_on(tmp_path, sop__md=text).findings}


@pytest.mark.parametrize(
    ("owner", "missing"),
    [
        ("[role:ghost]", True),
        ("'[role:ghost]'", True),
        ('["ghost"]', True),
        ("[role:qm]", False),
        ("[role:qm, role:ghost]", True),
        ("{name: Ghost, email: ghost@example.org}", True),
        ("{role: 'role:qm'}", False),
        ("{name: 'role:qm', email: qm@example.org}", False),
        ("[Name of owner]", False),
    ],
)
def test_an_owner_is_looked_up_however_it_is_written(tmp_path: Path, owner: str, missing: bool) -> None:
    """Lists, quotes and mappings name owners; only words in brackets that name nobody are a prompt."""
    found = report_on(
        tmp_path, sop__md=f"---\nid: SOP-9\ntype: procedure\nstatus: effective\nowner: {owner}\n---\n# A\n"
    )
    assert ("SOP-9" in owners_missing(found)) == missing


def test_a_pointer_of_git_lfs_is_not_the_document(tmp_path: Path) -> None:
    """The pointer is named as a problem, with what to run."""
    found = report_on(tmp_path, sop__md="version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n")
    assert [(each.place.path, each.fix) for each in found.problems] == [("sop.md", "run `git lfs pull`")]


@pytest.mark.parametrize(("fence", "count"), [("", 1), ("```\n", 0)])
def test_marks_of_a_conflict_are_found_outside_of_code(tmp_path: Path, fence: str, count: int) -> None:
    """A document with both versions of a merge is not read as if it were finished."""
    body = f"# A\n\n{fence}<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n{fence}"
    found = report_on(tmp_path, sop__md=f"---\nid: S\ntype: procedure\nowner: role:qm\n---\n{body}")
    hits = [each for each in found.findings if each.rule == "art17/artefact/merge-is-finished"]
    assert [each.subject.place.line for each in hits] == [8] * count


@pytest.mark.parametrize("above", ["sep=;\n", "Suppliers of 2026;;\n", "sep=;\nSuppliers;;\n\n"])
def test_a_sheet_with_lines_above_its_header_is_read(tmp_path: Path, above: str) -> None:
    """The line that states the separator and titles are no header."""
    found = report_on(tmp_path, suppliers__csv=f"{above}id;type;owner\nS-1;supplier;role:ghost\n")
    assert owners_missing(found) == ["S-1"]


def test_two_columns_of_one_name_are_a_problem(tmp_path: Path) -> None:
    """As two equal keys are: nobody can tell which one counts."""
    (problem,) = report_on(tmp_path, suppliers__csv="id,type,owner,Owner\nS-1,supplier,a,b\n").problems
    assert "'owner' is there twice" in problem.message


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_only_line_feeds_end_lines(tmp_path: Path, end: str) -> None:
    """Signs that YAML once took for line ends move no line."""
    text = f"---\nid: SOP-9\ntitle: 'A{end}B'\ntype: procedure\nstatus: effective\nowner: role:ghost\n---\n# A\n"
    (found,) = [
        each for each in report_on(tmp_path, sop__md=text).findings if each.rule == "art17/people/owner-is-known"
    ]
    assert found.subject.place.line == 6


def test_a_linked_folder_is_said_without_git_too(tmp_path: Path) -> None:
    """A link to a folder is not followed, and that is in the inventory."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_text("---\nid: A\ntype: procedure\n---\n# A\n")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    (tmp_path / "art17.yaml").write_text("packs: [qms-practice]\n")
    found = art17.check(tmp_path, as_of=DAY).inventory
    assert [(each.path, each.reason) for each in found.not_read] == [
        ("linked", "a link to a folder, which is not followed")
    ]


@pytest.mark.parametrize(("stated", "name", "is_wrong"), [("[A-1]", "A-1", False), ("[A-1, A-2]", "a", True)])
def test_an_id_in_brackets_is_one(tmp_path: Path, stated: str, name: str, is_wrong: bool) -> None:
    """`id: [X]` is a list of one to YAML, and an id to whoever wrote it; two are reported."""
    (tmp_path / "a.md").write_text(f"---\nid: {stated}\ntype: procedure\n---\n# A\n")
    (tmp_path / "art17.yaml").write_text("packs: [qms-practice]\n")
    report = art17.check(tmp_path, as_of=DAY)
    assert {node.id for node in report.nodes if node.path == "a.md"} == {name}
    assert any(each.rule == "art17/artefact/values-are-well-formed" for each in report.findings) == is_wrong


@pytest.mark.parametrize(("count", "rule"), [(1, "directory-exists"), (2, "owner-is-known")])
def test_one_role_is_no_directory(tmp_path: Path, count: int, rule: str) -> None:
    """The description of one role does not list everybody who may own a document; several do."""
    for at in range(count):
        (tmp_path / f"r{at}.md").write_text(f"---\nid: R{at}\ntype: role\ntitle: Role {at}\n---\n# R\n")
    (tmp_path / "a.md").write_text("---\nid: A\ntype: procedure\nowner: somebody\n---\n# A\n")
    (tmp_path / "art17.yaml").write_text("packs: [qms-practice]\n")
    found = [each.rule for each in art17.check(tmp_path, as_of=DAY).findings if "/people/" in each.rule]
    assert found == [f"art17/people/{rule}"]


def test_what_a_sparse_checkout_leaves_out_is_said(tmp_path: Path) -> None:
    """Files that git has and a sparse checkout leaves out are in the inventory, folder by folder; deleted ones are not."""
    for name in ("docs/a.md", "docs/b.md", "kept/c.md", "kept/gone.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# T\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "update-index", "--skip-worktree", "docs/a.md", "docs/b.md")
    for name in ("docs/a.md", "docs/b.md", "kept/gone.md"):
        (tmp_path / name).unlink()
    tree = WorkingTree(tmp_path)
    assert tree.paths() == ("kept/c.md",)
    assert [(path, reason.split(";")[0]) for path, reason in tree.left_out()] == [
        ("docs", "2 files of it left out by a sparse checkout")
    ]


@pytest.mark.parametrize(
    ("types", "count"), [("preventive detective", 0), ("preventive risk", 2), ("proceduer polcy", 2)]
)
def test_data_of_other_tools_is_no_artefact(tmp_path: Path, types: str, count: int) -> None:
    """Entries of data whose types nothing declares are no artefacts, and the inventory says so; a slip is reported."""
    rows = "".join(f"- {{id: X-{name}, type: {name}}}\n" for name in types.split())
    (tmp_path / "art17.yaml").write_text('read: ["*.yaml"]\npacks: [eu-ai-act]\n')
    (tmp_path / "rows.yaml").write_text(rows)
    report = art17.check(tmp_path, as_of=DAY)
    assert report.artefacts == count
    assert any(each.path == "rows.yaml" and "preventive" in each.reason for each in report.inventory.not_read) == (
        not count
    )


def test_labels_as_keys_are_known_to_checks(tmp_path: Path) -> None:
    """What `facts` shows of front matter under a label of another language counts in a check, days and words too."""
    front = "---\nDokument-Nr.: VA-3\nVerantwortliche Stelle: Leitung\nNächste Prüfung: 01.02.2026\ntype: procedure\nstatus: effective\n---\n"
    report = report_on(tmp_path, sop__md=f"{front}# A\n\nText.\n")
    found = {each.rule for each in report.findings if each.subject.place.path == "sop.md"}
    assert "qms-practice/reviews/review-is-not-overdue" in found
    assert "qms-practice/documents/every-document-has-an-owner" not in found
