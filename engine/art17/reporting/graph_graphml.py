"""The graph as GraphML, for tools that compute on graphs or lay them out."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from art17.model.drawing import Dot, Drawing, Line
from art17.reporting.xml_text import xml_of

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_OF_NODES = ("id", "type", "title", "status", "path", "register")
_OF_EDGES = ("name", "said", "status", "sort", "path")


def graphml_of(drawing: Drawing) -> str:
    """The drawing; a broken link has the `sort` broken, its target may be a node without a type."""
    root = Xml.Element("graphml", xmlns=_SPACE)
    for scope, names in (("node", _OF_NODES), ("edge", _OF_EDGES)):
        for name in names:
            known = {"id": f"{scope}_{name}", "for": scope, "attr.name": name, "attr.type": "string"}
            Xml.SubElement(root, "key", known)
    graph = Xml.SubElement(root, "graph", id="qms", edgedefault="directed")
    for dot in drawing.dots:
        _fill(Xml.SubElement(graph, "node", id=dot.key), "node", dot, _OF_NODES)
    for at, line in enumerate(drawing.lines):
        edge = Xml.SubElement(graph, "edge", id=f"e{at}", source=line.source, target=line.target)
        _fill(edge, "edge", line, _OF_EDGES)
    return xml_of(root)


def _fill(element: Xml.Element, scope: str, of: Dot | Line, names: tuple[str, ...]) -> None:
    for name in names:
        if text := getattr(of, name):
            Xml.SubElement(element, "data", key=f"{scope}_{name}").text = text
