"""Graphs drawn for real: DOT by Graphviz, Mermaid by Mermaid in a browser, whatever the titles hold."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from art17.checking.request import Request
from art17.commands.graph import draw
from art17.model.drawing import Drawing
from art17.reporting.graph_dot import dot_of
from art17.reporting.graph_mermaid import mermaid_of
from browser.window import Window
from houses import DAY, SPECIMENS, house

SVG = "{http://www.w3.org/2000/svg}"
SCRIPT = os.environ.get("ART17_MERMAID", "")
TITLES = {
    "quotes": "a \"b\" 'c' `d`",
    "brackets": "[a] {b} (c) <d> |e| ((f)) [[g]]",
    "arrows": "a --> b -.-> c --- d ==> e %% f; end",
    "html": "<b>bold</b> <script>document.title = 'ran'</script> &amp; &lt; #34; #quot;",
    "line ends": "one\ntwo\\n three",
    "escapes": 'a \\ b \\" c \\N \\l \\G',
    "words": "end",
    "markdown": "**a** _b_ # c - d 1. e ~~f~~",
    "scripts": "Größe 審査 القائمة 👍",
}
DRAWN = """
const [text, done] = [arguments[0], arguments[1]];
mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
mermaid.render("drawn", text).then(({svg}) => {
  const at = document.body.appendChild(document.createElement("div"));
  at.innerHTML = svg;
  const labels = [...at.querySelectorAll(".node .nodeLabel")].map((each) => each.innerText);
  done({labels, edges: at.querySelectorAll(".edgePaths path, .edgePath path").length, title: document.title,
        errors: at.querySelectorAll(".error-icon").length});
}, (error) => done({failed: String(error)}));
"""


@pytest.fixture
def mermaid(browser: Window, tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    """What Mermaid draws of a text: the labels of its nodes, how many edges, and whether anything ran."""
    page = tmp_path / "page.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><title>none</title><body><script src="{Path(SCRIPT).as_uri()}"></script>',
        "utf-8",
    )
    browser.driver.get(page.as_uri())
    browser.driver.set_script_timeout(300)
    return lambda text: browser.driver.execute_async_script(DRAWN, text)


def dot(text: str, *options: str) -> ET.Element:
    """What Graphviz draws of a text."""
    done = subprocess.run(
        [str(shutil.which("dot")), "-Tsvg", *options], input=text.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return ET.fromstring(done.stdout)


def groups(svg: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in svg.iter(f"{SVG}g") if each.get("class") == kind]


def titled(folder: Path, title: str) -> Drawing:
    """Two artefacts, one of them with a title, and a link to something that is called like it."""
    said = json.dumps(title, ensure_ascii=False)
    files = {
        "a.yaml": f"id: A\ntype: procedure\ntitle: {said}\nlinks: {{related: [B, {said}]}}\n",
        "b.yaml": "id: B\ntype: procedure\n",
    }
    return draw(Request(house(folder, files), DAY), "", 1).drawing


def words(text: str) -> str:
    """A text without its blanks and line ends, which every drawing sets as it likes."""
    return "".join(text.replace("\\n", "").split())


def letters(text: str) -> str:
    """A text without what Mermaid takes for emphasis or an escape in some labels, and for itself in others."""
    return re.sub(r"[*_\\]", "", words(text))


@pytest.mark.parametrize("name", ["northlight", "northlight-broken"])
def test_graphviz_draws_a_house(name: str) -> None:
    """Graphviz refuses the file, or leaves out an artefact or a link."""
    drawing = draw(Request(SPECIMENS / name, DAY), "", 1).drawing
    svg = dot(dot_of(drawing), "-Gsplines=line", "-Gnslimit=1", "-Gnslimit1=1", "-Gmclimit=0.1")
    assert len(groups(svg, "node")) == len(drawing.dots)
    assert len(groups(svg, "edge")) == len(drawing.lines)


@pytest.mark.parametrize("name", ["northlight", "northlight-broken"])
def test_mermaid_draws_a_house(name: str, mermaid: Callable[[str], dict[str, Any]]) -> None:
    """Mermaid refuses what stands around a document, or leaves out an artefact or a link.

    The whole house has twice the 500 links that Mermaid draws by default.
    """
    drawing = draw(Request(SPECIMENS / name, DAY), "SOP-03", 1).drawing
    drawn = mermaid(mermaid_of(drawing))
    assert "failed" not in drawn, drawn["failed"]
    assert (len(drawn["labels"]), drawn["edges"], drawn["errors"]) == (len(drawing.dots), len(drawing.lines), 0)


@pytest.mark.parametrize("kind", TITLES)
def test_graphviz_shows_a_title_as_it_is(kind: str, tmp_path: Path) -> None:
    """A title breaks the drawing or is shown as something else."""
    drawing = titled(tmp_path, TITLES[kind])
    (node,) = [
        each for each in groups(dot(dot_of(drawing)), "node") if "A" in [text.text for text in each.iter(f"{SVG}text")]
    ]
    shown = words("".join(each.text or "" for each in node.iter(f"{SVG}text")))
    (wanted,) = [each for each in drawing.dots if each.id == "A"]
    assert shown == words(f"A{wanted.title}{wanted.type}")


@pytest.mark.parametrize("kind", TITLES)
def test_mermaid_shows_a_title_as_it_is(kind: str, tmp_path: Path, mermaid: Callable[[str], dict[str, Any]]) -> None:
    """A title breaks the drawing, is shown as something else, or runs."""
    drawing = titled(tmp_path, TITLES[kind])
    drawn = mermaid(mermaid_of(drawing))
    assert "failed" not in drawn, drawn["failed"]
    assert (drawn["title"], drawn["edges"], drawn["errors"]) == ("none", len(drawing.lines), 0)
    (wanted,) = [each for each in drawing.dots if each.id == "A"]
    assert letters(f"A{wanted.title}{wanted.type}") in [letters(label) for label in drawn["labels"]]
