"""The graph as others draw it: whole or around one artefact, with its broken links, whatever the titles hold."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner

from art17.checking.request import Request
from art17.cli import art17
from art17.commands.graph import draw
from art17.errors import UsageError
from art17.model.drawing import BROKEN, Drawing
from art17.reporting.graph_dot import dot_of
from art17.reporting.graph_graphml import graphml_of
from art17.reporting.graph_json import graph_json_of
from art17.reporting.graph_mermaid import mermaid_of
from houses import DAY, NORTHLIGHT, SPECIMENS, checked, house

Form = Callable[[Drawing], str]
FORMATS: list[Form] = [dot_of, mermaid_of, graphml_of, graph_json_of]
HOSTILE = 'x"]; evil -->|a| b\\n <script>alert(1)</script> {% %} `c` #34; \x1b[31m \u202e & \ufffe'
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_DOT_LINE = re.compile(rf"  \w+(?: -> \w+)?(?: \[(?: ?\w+=(?:{_QUOTED}|\w+))+\])?;|digraph qms \{{|\}}|// broken: .*")
_MERMAID_LINE = re.compile(
    r'  (?:\w+\["[^"\[\]{}|<>`]*"\]|\w+ -[-.] "[^"\[\]{}|<>`]*" (?:-->|\.->) \w+)|flowchart LR|'
    r"  (?:linkStyle|classDef|class|%%) [^\"<>`]*"
)


def drawn(folder: Path, focus: str = "", depth: int = 1) -> Drawing:
    return draw(Request(folder, DAY), focus, depth).drawing


def small(folder: Path, title: str = "Plan") -> Path:
    """Three artefacts in a row, one of them under a title that is not nice, and two links that lead nowhere."""
    said = json.dumps(title)
    return house(
        folder,
        {
            "a.yaml": f"id: A\ntype: procedure\ntitle: {said}\nlinks: {{related: [B, {said}]}}\n",
            "b.yaml": "id: B\ntype: procedure\nlinks: {related: [C]}\n",
            "c.yaml": "id: C\ntype: procedure\nlinks: {related: [NOWHERE]}\n",
        },
    )


def test_every_artefact_and_every_link_is_drawn() -> None:
    """The drawing of northlight lacks an artefact or a link, or has a broken one."""
    data = json.loads(graph_json_of(drawn(NORTHLIGHT)))
    known = {node["key"] for node in data["nodes"]}
    report = checked(NORTHLIGHT)
    assert sum(node["path"] is not None for node in data["nodes"]) == report.artefacts
    assert len(data["links"]) == report.links
    assert all(link["source"] in known and link["target"] in known for link in data["links"])
    assert data["broken"] == []


def test_broken_links_are_told_and_drawn_as_such() -> None:
    """A link of the broken house that leads nowhere looks like one that holds."""
    drawing = drawn(SPECIMENS / "northlight-broken")
    ids = drawing.ids()
    told = {(ids[line.source], ids[line.target], line.status) for line in drawing.broken}
    assert ("SOP-17", "SOP-04", "unknown") in told
    assert ("RES-02", "SOP-16", "wrong-type") in told
    assert ("SOP-09", "SOP-23", "superseded-target") not in told, "what supersedes has to name what it supersedes"
    assert dot_of(drawing).count('style=dashed color="#b00020"') == len(told)
    assert mermaid_of(drawing).count("%% broken:") == len(told)


@pytest.mark.parametrize(("depth", "ids"), [(0, ["A"]), (1, ["A", "B"]), (2, ["A", "B", "C"])])
def test_a_focus_shows_what_lies_so_many_links_away(depth: int, ids: list[str], tmp_path: Path) -> None:
    """The part around an artefact is too large or too small."""
    drawing = drawn(small(tmp_path), "A", depth)
    assert [dot.id for dot in drawing.dots if dot.type] == ids
    assert {dot.key for dot in drawing.dots} >= {end for line in drawing.lines for end in (line.source, line.target)}


def test_an_unknown_focus_offers_the_nearest(tmp_path: Path) -> None:
    """A slip in an id draws an empty picture."""
    with pytest.raises(UsageError, match="did you mean 'DSH-RANK-01'"):
        drawn(NORTHLIGHT, "DSH-RNK-01")


def test_a_hostile_title_stays_a_label(tmp_path: Path) -> None:
    """A title breaks out of its label in some format."""
    drawing = drawn(small(tmp_path, HOSTILE))
    for line in dot_of(drawing).splitlines():
        assert _DOT_LINE.fullmatch(line), line
    for line in mermaid_of(drawing).splitlines():
        assert _MERMAID_LINE.fullmatch(line.replace("<br/>", " ")), line
    for form in FORMATS:
        assert "\x1b" not in form(drawing)


def test_graphml_reads_back_as_the_same_graph(tmp_path: Path) -> None:
    """GraphML loses a node or a link, or what is known of it."""
    drawing = drawn(small(tmp_path, HOSTILE))
    read = networkx.read_graphml(io.BytesIO(graphml_of(drawing).encode()), force_multigraph=True)
    assert set(read.nodes) == {dot.key for dot in drawing.dots}
    assert sorted(read.edges(data="status")) == sorted((x.source, x.target, x.status) for x in drawing.lines)
    assert sum(sort == BROKEN for _, _, sort in read.edges(data="sort")) == 1  # the other is put together by a template


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_files_on_disk_changes_nothing(form: Form, tmp_path: Path) -> None:
    """The order in which files were made shows in a drawing."""
    one = small(tmp_path / "one")
    files = {path.name: path.read_text("utf-8") for path in sorted(one.glob("*.yaml"), reverse=True)}
    other = house(tmp_path / "other", files)
    assert form(drawn(one)) == form(drawn(other))


def test_the_command_says_what_is_broken_and_what_could_not_be_read(tmp_path: Path) -> None:
    """A graph that is not whole looks whole."""
    small(tmp_path)
    done = CliRunner().invoke(art17, ["graph", str(tmp_path), "--format", "mermaid"])
    assert done.exit_code == 0
    assert done.stdout.startswith("flowchart LR\n")
    assert "broken: C is related to NOWHERE (unknown), c.yaml" in done.output
    (tmp_path / "art17.yaml").write_text('read: ["*.yaml"]\n', "utf-8")
    (tmp_path / "d.yaml").write_text("id: D\ntype: procedure\n: [", "utf-8")
    again = CliRunner().invoke(art17, ["graph", str(tmp_path)])
    assert again.exit_code == 2
    assert "d.yaml" in again.output
