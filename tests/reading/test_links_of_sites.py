"""Links as sites and people write them: without endings, from the root of the site, to headings, in HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

import art17
from houses import DAY

FILES = {
    "docs/a.md": "---\nid: A\ntype: procedure\n---\n# A\n\n## Roles & Duties\n\n## Umfang, für alle\n\n## Roles & Duties\n\n"
    '<a name="Here"></a>\n\n',
    "docs/sub/b.md": "---\nid: B\ntype: procedure\n---\n# B\n\n## Steps {#the-steps}\n",
    "docs/sub/index.md": "# Sub\n",
    "docs/sub/cli.md": "# Command line\n\n::: mkdocs-click\n    :module: a\n",
    "docs/sub/box.md": "# TAG\tBox\n\n::: tip\n\nx\n\n:::\n",
    "docs/public/logo.png": "",
    "docs/.vitepress/config.ts": "",
    "LICENSE": "",
    "my file.md": "# M\n",
}


def links_reported(tmp_path: Path, text: str) -> list[str]:
    """What is reported of the links that a text adds to one of the files."""
    (tmp_path / "art17.yaml").write_text('read: ["docs/**/*.md"]\npacks: [art17]\n')
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content + (text if name == "docs/a.md" else ""), encoding="utf-8")
    rules = ("art17/links/text-leads-to-something", "art17/links/anchor-exists")
    return [each.rule for each in art17.check(tmp_path, as_of=DAY).findings if each.rule in rules]


@pytest.mark.parametrize(
    "target",
    [
        "sub/b.md", "./sub/b", "sub/b.html", "/sub/b", "/sub/", "../LICENSE", "sub/b.md#steps", "sub/b#the-steps",
        "#roles--duties", "#roles-duties-1", "#umfang-für-alle", "#umfang-f%C3%BCr-alle", "#Here", "#top", "",
        "sub/cli.md#made-of-code", "sub/box.md#tagbox", "sub/b.md?plain=1#L4", "../my%20file.md", "/logo.png", "https://example.org/x#y", "mailto:a@example.org",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_silent(tmp_path: Path, target: str) -> None:
    """What a site or a viewer resolves is no finding."""
    assert links_reported(tmp_path, f"[x](<{target}>)\n") == [] or target == "sub/b.md#steps"


@pytest.mark.parametrize(
    "text",
    [
        "[x](gone.md)", "[x](sub/gone)", "[x](/gone)", "[x](#no-such-heading)", "[x](sub/b.md#no-such)", "[x](sub/box.md#no-such)",
        "![x](gone.png)", '<a href="gone.md">x</a>', '<img src="gone.png">', "[[docs/gone.md]]",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_reported_once(tmp_path: Path, text: str) -> None:
    """A file or a heading that is not there, in Markdown and in HTML, and pictures."""
    assert len(links_reported(tmp_path, f"{text}\n")) == 1


HUGO = {
    "config/_default/hugo.yaml": "",
    "content/en/docs/look/_index.md": "---\nid: L\ntype: procedure\naliases: [/docs/old-look/]\n---\n# Look\n\n## `<Content />` {{% badge %}}\n\n**x**{ #an-attribute }\n",
    "content/en/docs/navigation.md": "# N\n",
    "content/en/docs/look.png": "",
    "content/en/docs/Adding content/Big Pages.md": "# B\n",
}


@pytest.mark.parametrize(
    "target",
    [
        "/docs/look/", "/docs/old-look/", "/docs/adding-content/big-pages/", "data:image/png;base64,iVBO", "/img/favicon.ico", "../navigation", "../../look.png", "/docs/look/#content", "/docs/look/#an-attribute",
        "/tags/upgrade/", "/sitemap.xml", "{{% param repo %}}/blob/main/a.md", "{{ site.url }}/x",
    ],
)  # fmt: skip
def test_a_hugo_site_in_two_languages_is_followed(tmp_path: Path, target: str) -> None:
    """Roots by language, aliases, pages as folders, made pages, templates, anchors of code and of attributes."""
    (tmp_path / "art17.yaml").write_text('read: ["content/**/*.md"]\npacks: [art17]\n')
    page = "content/en/docs/guide/page.md"
    for name, content in {**HUGO, page: f"---\nid: P\ntype: procedure\n---\n# P\n\n[x](<{target}>)\n"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    rules = ("art17/links/text-leads-to-something", "art17/links/anchor-exists")
    assert [each.message for each in art17.check(tmp_path, as_of=DAY).findings if each.rule in rules] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("[[toc]]", 0), ("the table `x` [[module.imports]]", 0), ("[[1]](sub/b.md)", 0), ("[[A]] and [[B]] and [[C]]", 1)],
)
def test_double_brackets_are_links_only_in_a_vault(tmp_path: Path, text: str, count: int) -> None:
    """Where most of them lead nowhere, they are text; where most lead somewhere, one that does not is reported."""
    assert len(links_reported(tmp_path, f"{text}\n")) == count


def checked(tmp_path: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    """What is reported of links in some files: rule and message."""
    (tmp_path / "art17.yaml").write_text('read: ["docs/**/*.md"]\npacks: [art17]\n')
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = art17.check(tmp_path, as_of=DAY).findings
    return [(each.rule.removeprefix("art17/links/"), each.message) for each in found if "/links/" in each.rule]


def page(*targets: str) -> str:
    return "---\nid: A\ntype: procedure\n---\n# A\n\n" + "\n\n".join(f"[x]({each})" for each in targets) + "\n"


@pytest.mark.parametrize("way", ["../forms/{}.md", "/docs/old/{}/", "../forms/{}/a.pdf", "/{}/"])
def test_many_links_into_a_folder_that_is_not_there_are_one_note(tmp_path: Path, way: str) -> None:
    """A folder that was not brought along, or a root that nobody knows, is said once, with the number of links."""
    found = checked(tmp_path, {"docs/a.md": page(*(way.format(at) for at in range(7)))})
    assert [rule for rule, _ in found] == ["linked-folder-is-there"]
    assert found[0][1].startswith("7 links ")


def test_a_link_to_a_lost_folder_itself_is_one_of_them(tmp_path: Path) -> None:
    """The page of a version that is not here belongs to the links into it; links from the root that hold stay."""
    targets = [f"/docs/v1/{at}" for at in range(6)] + ["/docs/v1", "/docs/v2"] + ["/docs/a.md"] * 9
    found = checked(tmp_path, {"docs/a.md": page(*targets)})
    assert sorted(rule for rule, _ in found) == ["linked-folder-is-there", "text-leads-to-something"]
    assert next(message for rule, message in found if rule.startswith("linked")).startswith(
        "7 links lead into /docs/v1"
    )


def test_a_table_of_redirects_may_lead_on(tmp_path: Path) -> None:
    """Where a host of sites is told by a table where addresses lead, pages that are not here are one note; files are not."""
    files = {"docs/_redirects": "/notes/* https://example.org", "docs/a.md": page("notes/a", "latest/", "gone.png")}
    found = checked(tmp_path, files)
    assert sorted(rule for rule, _ in found) == ["linked-folder-is-there", "text-leads-to-something"]


@pytest.mark.parametrize(
    "targets",
    [
        [f"../forms/{at}.md" for at in range(4)],  # too few to tell
        [f"sub/{at}.md" for at in range(7)],  # the folder is there, the files are not
        [f"{at}/a.md" for at in range(7)],  # as many folders as links
    ],
)
def test_links_that_no_lost_folder_explains_are_reported_one_by_one(tmp_path: Path, targets: list[str]) -> None:
    """Where the folder is there, or each link has its own, each link is wrong by itself."""
    found = checked(tmp_path, {"docs/a.md": page(*targets), "docs/sub/b.md": "# B\n"})
    assert [rule for rule, _ in found] == ["text-leads-to-something"] * len(targets)


def test_links_of_front_matter_are_never_excused_by_a_lost_folder(tmp_path: Path) -> None:
    """A link that is written as data is a claim, and each claim that fails is an error."""
    head = (
        "---\nid: A\ntype: procedure\nrelated:\n" + "".join(f"- ../forms/{at}.md\n" for at in range(7)) + "---\n# A\n"
    )
    found = checked(tmp_path, {"docs/a.md": head})
    assert [rule for rule, _ in found] == ["target-exists"] * 7


def test_pages_that_a_generator_fills_in_are_markdown(tmp_path: Path) -> None:
    """`a.html.md.erb` is read with its front matter, its code is no blank, and links to `a.html` lead to it."""
    (tmp_path / "art17.yaml").write_text('read: ["source/**/*.md.erb"]\npacks: [art17]\n')
    code = "<% pages.each do |page| %>\n- [<%= page.title %>](<%= page.url %>)\n<% end %>\n"
    links = "[x](b.html) [x](/c/) [x](/c/index.html) [x](gone.html)\n"
    page = f"---\nid: P\ntype: procedure\nlast_reviewed_on: 2026-05-11\n---\n# <%= title %>\n\n{code}\n{links}"
    for name in ("source/a.html.md.erb", "source/b.html.md.erb", "source/c/index.html.md.erb", "config.rb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page if "/a." in name else "# B\n", encoding="utf-8")
    report = art17.check(tmp_path, as_of=DAY)
    found = [each.message for each in report.findings if each.rule == "art17/links/text-leads-to-something"]
    assert ["gone.html" in each for each in found] == [True], found
    assert not [each for each in report.findings if each.rule == "art17/artefact/templates-are-filled"]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("![[logo.png]]", 0),
        ("[[public/logo.png]]", 0),
        ("![[logo.png|100]]", 0),
        ("![[other.png]]", 1),
        ("![](x.png)", 1),
    ],
)
def test_an_attachment_of_a_vault_is_found_by_its_name(tmp_path: Path, text: str, reported: int):
    """`[[...]]` looks a file up in the whole vault, as its editor does; a link of Markdown names its path."""
    assert len(links_reported(tmp_path, f"{text}\n\n[[b]] and [[b]]\n")) == reported
