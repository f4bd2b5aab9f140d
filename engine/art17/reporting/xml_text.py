"""XML as text: the one place through which JUnit and GraphML pass, so that nothing in them acts or breaks them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from art17.reporting.safe import safe, safe_lines

_NO_XML = re.compile("[\ufffe\uffff]")
"""Characters that no XML may hold, and that the library writes all the same; others are written out before."""


def xml_of(root: Xml.Element) -> str:
    """An element with everything in it, indented; each text and attribute made safe."""
    for element in root.iter():
        element.attrib.update({name: safe(value) for name, value in element.attrib.items()})
        element.text = safe_lines(element.text) if element.text else element.text
    Xml.indent(root)
    text = _NO_XML.sub(_written_out, Xml.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _written_out(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
