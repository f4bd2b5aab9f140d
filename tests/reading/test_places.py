"""Line and column of places."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from art17.model.place import Place
from art17.reading.documents.places import located_in, yaml_positions
from art17.reading.io.unreadable import UnreadableError
from reading.small import read, written

TEXT = """\
# a comment
owner: x
risks:
  - id: R-1
    tags: [a, b]
  - id: R-2
empty:
nested:
  deep: "y"
---
id: B
"""


def test_routes_in_yaml():
    """A scalar is at itself, a block under a key at the key, a row at its first key, an empty value at its key."""
    at = yaml_positions(TEXT, 0)
    assert at[(0,)] == (2, 1)
    assert at[0, "owner"] == (2, 8)
    assert at[0, "risks"] == (3, 1)
    assert at[0, "risks", 1] == (6, 5)
    assert at[0, "risks", 0, "tags", 1] == (5, 15)
    assert at[0, "empty"] == (7, 1)
    assert at[0, "nested", "deep"] == (9, 9)
    assert at[1, "id"] == (11, 5)


MERGED = """\
base: &base
  owner: x
  deep:
    part: y
other: &other {owner: z, status: draft}
one:
  <<: *base
  id: ONE
two:
  id: TWO
  owner: own
  <<: [*base, *other]
three:
  <<: {owner: inline}
four: &four
  <<: *base
five:
  <<: *four
---
six:
  <<: *base
"""


def test_what_is_merged_is_where_it_comes_from():
    """A key that comes by `<<` has the place of the key it comes from; an own key wins, then the first of a list."""
    at = yaml_positions(MERGED, 0)
    assert at[0, "one", "owner"] == at[0, "base", "owner"] == (2, 10)
    assert at[0, "one", "deep", "part"] == (4, 11)
    assert at[0, "two", "owner"] == (11, 10)
    assert at[0, "two", "status"] == at[0, "other", "status"]
    assert at[0, "three", "owner"] == (14, 15)
    assert at[0, "five", "owner"] == (2, 10)
    assert (1, "six", "owner") not in at, "an anchor ends with its document"


def test_merges_of_merges_are_bounded():
    """A tower of merges, each of all that is below it twice, is as quick as its text is short."""
    rows = "".join(f"k{at + 1}: &k{at + 1}\n  <<: [{', '.join([f'*k{at}'] * 30)}]\n" for at in range(200))
    wide = "".join(f"  f{at}: x\n" for at in range(300))
    assert len(yaml_positions(f"k0: &k0\n{wide}{rows}", 0)) < 150_000


def test_front_matter_counts_from_the_top(tmp_path: Path):
    """Places in front matter count the lines of the file; unknown routes point to what is above them."""
    reading = read(written(tmp_path, a_md="---\nid: A\ntype: risk\nowner: x\n---\n"))
    places = [Place("a.md", (0, "owner")), Place("a.md", (0, "owner", "part")), Place("a.md", (0, "nowhere"))]
    found = reading.located(places)
    assert [(found[place].line, found[place].column) for place in places] == [(4, 8), (4, 8), (2, 1)]


def test_changed_files_are_not_pointed_into(tmp_path: Path):
    """Where a file has changed since it was read, its places stay without a line."""
    reading = read(written(tmp_path, a_md="---\nid: A\ntype: risk\n---\n"))
    written(tmp_path, a_md="---\n\n\nid: A\ntype: risk\n---\n")
    place = Place("a.md", (0, "id"))
    assert reading.located([place])[place] == place


def test_json_and_toml():
    """JSON routes and TOML tables have places too."""
    at = Place("a.json", (0, "b"))
    assert located_in(b'{"a": 1,\n "b": 2}', [at])[at].line == 2
    at = Place("pyproject.toml", ("tool", "art17", "packs"))
    assert located_in(b"[tool.x]\n[tool.art17]\nread = 1\npacks = 2\n", [at])[at].line == 4


@given(st.text(alphabet="ab:-[]{},&*? \n'\"<", max_size=80))
def test_any_yaml_has_positions(text: str):
    """Any text has positions or is a problem."""
    with suppress(UnreadableError):
        assert all(line > 0 and column > 0 for line, column in yaml_positions(text, 0).values())


def test_an_empty_document_stands_where_it_begins():
    """What is empty is placed behind the end of its file."""
    assert yaml_positions("---", 0) == {(0,): (1, 1)}
    assert yaml_positions("--- # nothing", 2) == {(0,): (3, 1)}
    assert yaml_positions("a: 1\n---\n", 0)[(1,)] == (2, 1)
