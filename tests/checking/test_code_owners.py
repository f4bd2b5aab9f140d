"""Owners by CODEOWNERS in the forms of three services, and what is made of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from art17.checking.code_owners import owners_in
from art17.checking.request import Request
from art17.model.report import Report
from art17.reading.code_owners import CodeOwnersFile
from art17.run import check
from houses import house

GITHUB = """# who is asked
*          @all
*.md       @writers  # a comment
/docs/*    @direct
/law/      @org/lawyers law@x.example
plans      @planners
with\\ blank.md @blank
/free/
"""
GITLAB = """* @all
[Law][2] @lawyers
law/
^[Text] @editors
*.md
README.md @one
"""
GITEA = r"""
.*\.md @writers
law/.* @lawyers
!.*\.txt @not-text
[ @broken
"""


@pytest.mark.parametrize(
    ("path", "text", "file", "owners"),
    [
        ("CODEOWNERS", GITHUB, "a.txt", ["@all"]),
        ("CODEOWNERS", GITHUB, "x/a.md", ["@writers"]),
        ("CODEOWNERS", GITHUB, "docs/a.md", ["@direct"]),
        ("CODEOWNERS", GITHUB, "docs/deep/a.md", ["@writers"]),
        ("CODEOWNERS", GITHUB, "law/deep/a.md", ["@org/lawyers", "law@x.example"]),
        ("CODEOWNERS", GITHUB, "x/law/a.txt", ["@all"]),
        ("CODEOWNERS", GITHUB, "x/plans/y/a.md", ["@planners"]),
        ("CODEOWNERS", GITHUB, "x/with blank.md", ["@blank"]),
        ("CODEOWNERS", GITHUB, "free/a.md", []),
        (".gitlab/CODEOWNERS", GITLAB, "a.txt", ["@all"]),
        (".gitlab/CODEOWNERS", GITLAB, "law/a.md", ["@all", "@lawyers", "@editors"]),
        (".gitlab/CODEOWNERS", GITLAB, "README.md", ["@all", "@one"]),
        (".gitea/CODEOWNERS", GITEA, "law/a.md", ["@writers", "@lawyers", "@not-text"]),
        (".gitea/CODEOWNERS", GITEA, "a.txt", []),
    ],
)
def test_the_forms_of_three_services(path: str, text: str, file: str, owners: list[str]) -> None:
    """The last line that fits decides, for GitLab in each section; for Gitea all expressions count."""
    assert list(owners_in(CodeOwnersFile(path, "", tuple(text.splitlines())))(file)) == owners


FILES = {
    "art17.yaml": "read: ['*.md', '*.yaml']\npacks: [eu-ai-act, qms-practice]\n",
    ".github/CODEOWNERS": "*.md @Ann\nq.md @kay @nobody\nr.md @nobody\n",
    "directory.yaml": "id: DIR\ntype: directory\npeople:\n- {id: ann, handle: ann}\n- {id: kay, handle: '@kay'}\n",
    "p.md": "---\nid: P\ntype: policy\n---\n\n# P\n\nText.\n",
    "q.md": "---\nid: Q\ntype: policy\nowner: person:ann\n---\n\n# Q\n\nText.\n",
    "r.md": "---\nid: R\ntype: policy\n---\n\n# R\n\nText.\n",
}


def people(report: Report) -> set[tuple[str, str]]:
    rules = ("every-document-has-an-owner", "owner-is-code-owner", "owner-is-known")
    named = ((finding.rule.rpartition("/")[2], finding.subject.id) for finding in report.findings)
    return {each for each in named if each[0] in rules and each[1] != "DIR"}


def test_owners_come_from_there_only_where_the_manifest_says_so(tmp_path: Path) -> None:
    """A document without an owner has its code owner, if the directory knows one; who differs is a note."""
    folder = house(tmp_path, FILES)
    without = check(Request(folder, date(2026, 11, 23), remembers=False))
    assert people(without) == {("every-document-has-an-owner", name) for name in "PR"}
    manifest = folder / "art17.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "code_owners: true\n", "utf-8")
    report = check(Request(folder, date(2026, 11, 23), remembers=False))
    assert people(report) == {("every-document-has-an-owner", "R"), ("owner-is-code-owner", "Q")}
