"""Names of WordprocessingML, and how its properties say something."""

from __future__ import annotations

from art17.reading.formats.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = (W + "del", W + "moveFrom")
CAME = (W + "ins", W + "moveTo")
_VAL = W + "val"


def value_of(element: Element | None, tag: str) -> str | None:
    """The value of a property, "" where it is there without one; None where it is not there."""
    found = element.find(W + tag) if element is not None else None
    return found.get(_VAL, "") if found is not None else None


def is_on(element: Element | None, tag: str) -> bool:
    """Whether a switch is there and not turned off."""
    return is_said(element, tag) or False


def is_said(element: Element | None, tag: str) -> bool | None:
    """Whether a switch is on or off; None where nothing is said of it."""
    value = value_of(element, tag)
    return None if value is None else value not in ("0", "false", "off")
