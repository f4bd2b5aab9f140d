"""Comments that ignore a rule, in Markdown and in YAML; what only looks like one is none."""

from __future__ import annotations

import pytest

from art17.model.waiver import Ignore
from art17.reading.documents.documents import document_of
from art17.reading.documents.inline import ignores_in

SAID = "art17: ignore[a/b/c] until 2027-03-01 because the template is new"


def found(file_format: str, text: str) -> list[tuple[int, tuple[str, ...], bool]]:
    """The line, the rules and whether it is well-formed, of each comment."""
    comments = ignores_in("x", document_of(file_format, text))
    return [(each.place.line, each.rules, each.is_well_formed) for each in comments]


def test_what_a_comment_says() -> None:
    """A part of what a comment says is lost, or runs into another."""
    (comment,) = ignores_in("x.md", document_of("markdown", f"# A\n\n<!-- {SAID},\n  says QA -->\n"))
    assert isinstance(comment, Ignore)
    assert (comment.rules, comment.until) == (("a/b/c",), "2027-03-01")
    assert comment.reason == "the template is new, says QA"
    assert (comment.place.path, comment.place.line) == ("x.md", 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<!-- {SAID} -->", [(1, ("a/b/c",), True)]),
        ("<!-- art17: ignore[a/b/c, d/e/*] until 2027-03-01 because x -->", [(1, ("a/b/c", "d/e/*"), True)]),
        (f"---\nid: A # {SAID}\n---\n\ntext\n<!-- {SAID} -->\n", [(2, ("a/b/c",), True), (6, ("a/b/c",), True)]),
        ("<!-- art17: ignore[a/b/c] -->", [(1, (), False)]),
        ("<!-- art17 ignore[a/b/c] until 2027-03-01 because x -->", [(1, (), False)]),
        ("<!-- Art17: ignor[a/b/c] until 2027-03-01 because x -->", [(1, (), False)]),
        ("---\nid: A # art17-disable a/b/c\n---\n", [(2, (), False)]),
        ("<!-- art17 reads this file -->\n\n<!-- Article 17: ignore -->\n", []),
        ("<!-- art17: ignore[ , ] until 2027-03-01 because x -->", [(1, (), False)]),
        (f"`<!-- {SAID} -->`\n\n```html\n<!-- {SAID} -->\n```\n", []),
        (f"Write {SAID}.", []),
        (f"<!-- as in {SAID} -->", []),
    ],
)
def test_in_markdown(text: str, expected: list[object]) -> None:
    """A comment is missed, code or prose is taken for one, or a slip is passed over."""
    assert found("markdown", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"id: A\n# {SAID}\n", [(2, ("a/b/c",), True)]),
        (f"id: A  # {SAID}\n", [(1, ("a/b/c",), True)]),
        (f"id: A\n---\n#{SAID}\nid: B\n", [(3, ("a/b/c",), True)]),
        ("id: A # art17: ignore a/b/c\n", [(1, (), False)]),
        (f'id: "A # {SAID}"\n', []),
        (f"id: 'A\n  # {SAID}'\n", []),
        (f"id: |\n  text\n  # {SAID}\nb: 1\n", []),
        (f"id: >\n  text\n# {SAID}\nb: 1\n", [(3, ("a/b/c",), True)]),
        ("id: A#art17:ignore\n", []),
        (f"# see {SAID}\nid: A\n", []),
        (f"title: Ü — é\nnote: 'ß # x'  # {SAID}\n", [(2, ("a/b/c",), True)]),
    ],
)
def test_in_yaml(text: str, expected: list[object]) -> None:
    """A comment is missed, or a value that looks like one is taken for it."""
    assert found("yaml", text) == expected


def test_json_has_no_comments() -> None:
    """A text of a JSON file is taken for a comment."""
    assert found("json", f'{{"id": "A", "note": "# {SAID}"}}') == []


def test_many_comments_take_no_time() -> None:
    """A file of many comments and many values takes time beyond measure."""
    text = "".join(f"k{n}: 'v # art17:'\n# art17: x\n" for n in range(20_000))
    assert len(found("yaml", text)) == 20_000
