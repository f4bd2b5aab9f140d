"""Edits by place: exactly the wanted change, every other byte as it was, or refused."""

import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import pytest

from art17.model.place import Place, Route
from art17.model.repair import Edit, How
from art17.model.value import Value
from art17.reading.edits import RefusedError, edited
from art17.reading.formats.front_matter import front_matter_in
from art17.reading.formats.yaml_text import documents_of

ROOT = Path(__file__).parents[2]

RIGHT: list[tuple[How, str, Route, str, str, str]] = [
    ("value", "a: x # why\n", (0, "a"), "y: z", "", "a: 'y: z' # why\n"),
    ("value", "a: 'x'\r\nb: 1\r\n", (0, "a"), "y", "", "a: 'y'\r\nb: 1\r\n"),
    ("value", "\ufeffa: x", (0, "a"), "y", "", "\ufeffa: y"),
    ("value", "s: 🙂\nt: [🙂, b]\n", (0, "t", 1), "c, d", "", "s: 🙂\nt: [🙂, 'c, d']\n"),
    ("value", "a:\nb: 1\n", (0, "a"), "y", "", "a: y\nb: 1\n"),
    ("key", "a:\n  onwer: x\n", (0, "a", "onwer"), "owner", "", "a:\n  owner: x\n"),
    ("append", "a: x\n", (0, "a"), "y", "", "a: [x, y]\n"),
    ("append", "a: [x, ]\n", (0, "a"), "y", "", "a: [x, y]\n"),
    ("append", "a:\n  - x\n\n# end\nb: 1\n", (0, "a"), "y", "", "a:\n  - x\n  - y\n\n# end\nb: 1\n"),
    ("append", "a:\n- x: 1\n  z: 2", (0, "a"), "y", "", "a:\n- x: 1\n  z: 2\n- y\n"),
    ("set", "a: {b: 1}\n", (0, "a"), "y", "c", "a: {b: 1, c: y}\n"),
    ("set", "- id: A\n  b: 1\n- id: B\n", (0, 0), "y", "c", "- id: A\n  b: 1\n  c: y\n- id: B\n"),
    ("drop", "a: 1\nb:\n  c: 2\nd: 3\n", (0, "b"), "", "", "a: 1\nd: 3\n"),
]
REFUSED: list[tuple[How, str, Route]] = [
    ("value", "a: &x y\nb: *x\n", (0, "a")),
    ("value", "a: &x y\nb: *x\n", (0, "b")),
    ("value", "a: |\n  x\n", (0, "a")),
    ("value", "a: !t x\n", (0, "a")),
    ("value", "a: x\n  y\n", (0, "a")),
    ("value", "a: x\n", (0, "b")),
    ("append", "a: [x,\n  y]\n", (0, "a")),
    ("set", "a: 1\nb: |\n  x\n\n", (0,)),
    ("drop", "a: {b: 1}\n", (0, "a", "b")),
    ("key", "a: x\nb: y\n", (0, "a", "c")),
]


@pytest.mark.parametrize(("how", "text", "route", "new", "key", "after"), RIGHT)
def test_an_edit_changes_what_is_meant(how: How, text: str, route: Route, new: str, key: str, after: str) -> None:
    """In YAML and in front matter alike, the layout that was there stays."""
    edit = Edit(Place("a.yaml", route), how, new, key=key)
    assert edited(text.encode(), [edit]).decode() == after
    if not text.startswith("\ufeff") and text.endswith("\n"):
        body = "---\n# T\n\nBody --- here\n"
        front = edited(f"---\n{text}{body}".encode(), [Edit(Place("a.md", route), how, new, key=key)])
        assert front.decode() == f"---\n{after}{body}"


@pytest.mark.parametrize(("how", "text", "route"), REFUSED)
def test_what_cannot_be_shown_is_refused(how: How, text: str, route: Route) -> None:
    """Anchors, tags, texts over several lines and lists over several lines are left to people."""
    with pytest.raises(RefusedError):
        edited(text.encode(), [Edit(Place("a.yaml", route), how, "new", key="k")])


def test_words_are_replaced_where_they_are() -> None:
    """In prose, cells and values at a line and column; not where they occur twice behind it, or not at all."""
    text = "---\na: see Art. 5\n---\n# T\n\n🙂 By Art. 5 and Art. 5.\n"
    at = Edit(Place("a.md", (), 6, 6), "text", "Art. 6", "Art. 5")
    assert edited(text.encode(), [at]).decode() == text.replace("By Art. 5", "By Art. 6")
    with pytest.raises(RefusedError):
        edited(text.encode(), [Edit(Place("a.md", (), 6, 1), "text", "Art. 6", "Art. 5")])
    with pytest.raises(RefusedError):
        edited(text.encode(), [Edit(Place("a.md", (), 6, 1), "text", "Art. 6", "Art. 7")])


def test_office_files_are_never_written() -> None:
    """What packs and signs its parts is left to the program that made it."""
    with pytest.raises(RefusedError):
        edited(b"PK", [Edit(Place("a.docx", (), 1, 1), "text", "b", "a")])


def _routes(value: Value, route: Route) -> Iterator[tuple[str, Route]]:
    if isinstance(value, dict):
        yield "set", route
        for key, part in value.items():
            yield "key", (*route, key)
            yield from _routes(part, (*route, key))
    elif isinstance(value, list):
        yield "append", route
        for at, part in enumerate(value):
            yield from _routes(part, (*route, at))
    else:
        yield "value", route


def _data(path: Path, text: str) -> list[Value]:
    if path.suffix != ".md":
        return list(documents_of(text))
    front = front_matter_in(text)
    return list(documents_of(front.text)) if front and front.language == "yaml" else []


def test_random_edits_of_specimens_are_right_or_refused() -> None:
    """Read again, each edit is the wanted change and nothing else; next to all can be made."""
    draw = random.Random(5)
    files = [
        p for p in sorted((ROOT / "fixtures/specimens").rglob("*")) if p.suffix in (".yaml", ".md") and p.is_file()
    ]
    count: Counter[bool] = Counter()
    for path in draw.sample(files, 12):
        text = path.read_text("utf-8")
        before = _data(path, text)
        routes = list(_routes(before[0], (0,))) if before else []
        for how, route in draw.sample(routes, min(4, len(routes))):
            wanted = cast("list[Any]", deepcopy(before))
            at: Any = wanted
            for step in route[:-1]:
                at = at[step]
            value = draw.choice(["role:qm", "2026-11-30", "It is: so", 'Müller, "QM" [x]'])
            if how == "set":
                at[route[-1]]["zz"] = value
            elif how == "append":
                at[route[-1]].append(value)
            elif how == "value":
                at[route[-1]] = value
            else:
                at["zz"] = at.pop(route[-1])
            try:
                edit = Edit(Place(str(path), route), cast("How", how), "zz" if how == "key" else value, key="zz")
                after = edited(path.read_bytes(), [edit]).decode()
            except RefusedError:
                count[False] += 1
                continue
            count[True] += 1
            assert _data(path, after) == wanted
    assert count[True] > 10 * count[False]
