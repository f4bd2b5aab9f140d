"""Generated pages are fresh, links lead somewhere, and every command is described."""

import re
import tomllib
from pathlib import Path

import pytest

from generate_docs import pages

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
LINK_AND_ANCHOR = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)#?([^)\s]*)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?)#* *$", re.MULTILINE)


@pytest.mark.parametrize("path", sorted(pages()))
def test_a_generated_page_is_fresh(path: str) -> None:
    """A generated page is stale; `make docs` writes it anew."""
    assert (ROOT / path).read_text(encoding="utf-8") == pages()[path]


def anchors_of(page: str) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them: code left out, a second one with `-1`."""
    anchors: list[str] = []
    for title in HEADING.findall(FENCED.sub("", page)):
        text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", title).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
        before = sum(
            known == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", known) is not None for known in anchors
        )
        anchors.append(f"{anchor}-{before}" if before else anchor)
    return set(anchors)


def test_anchors_are_those_of_headings() -> None:
    """Marks and code in a heading are no part of its anchor, and code in a block is no heading."""
    page = "# At `the` end: [two](x.md)\n\n```sh\n# no heading\n```\n\n## A\n\n## A\n"
    assert anchors_of(page) == {"at-the-end-two", "a", "a-1"}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Each link leads to a file of the repository, and to a heading of it where it names one."""
    text = page.read_text(encoding="utf-8")
    for target, anchor in LINK_AND_ANCHOR.findall(FENCED.sub("", text)):
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not anchor or anchor in anchors_of(file.read_text("utf-8")), f"{target}#{anchor}"


def test_every_page_is_linked_from_another() -> None:
    """A page that nobody can find."""
    found = {(page.parent / target).resolve() for page in DOCS for target in LINK.findall(page.read_text("utf-8"))}
    assert [page.name for page in DOCS if page.name != "README.md" and page.resolve() not in found] == []


def test_what_the_readme_links_to_is_in_the_source_distribution() -> None:
    """Who has only the sdist follows a link, or a target of the Makefile, to what is not there."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    included = set(build["targets"]["sdist"]["include"])
    linked = {target.partition("/")[0] for target in LINK.findall((ROOT / "README.md").read_text("utf-8"))}
    assert linked | {"bench", "templates", "action.yml"} <= included


def test_the_readme_shows_a_finding_in_its_first_screen() -> None:
    """A reader has to scroll to see what a finding looks like."""
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30])
    assert re.search(r"\.yaml:\d+:\d+  error  gap  eu-ai-act/", first)
    assert "Fix" in first


def test_no_file_names_a_registry_or_a_machine() -> None:
    """A tracked file names a package registry's host or a path of one machine."""
    import subprocess

    registry = re.compile(rb"https?://(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs)\.")
    machine = [f"{path}/".encode() for path in (Path.home(), ROOT.parent) if len(path.parts) > 2]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    for name in filter(None, listed.decode().split("\0")):
        file = ROOT / name
        if file.is_file():
            text = file.read_bytes()
            assert not registry.search(text), f"{name} names a registry"
            assert not [path for path in machine if path in text], f"{name} names a path of this machine"


def test_no_provision_in_scope_is_blank() -> None:
    """A provision has neither a rule, nor an attestation that stands in, nor a reason."""
    from datetime import date

    from art17.commands.coverage import coverage

    assert [each.provision for each in coverage(ROOT, date(2026, 11, 23)) if each.is_blank] == []
