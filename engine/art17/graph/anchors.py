"""Links to a heading or an anchor within a text."""

from __future__ import annotations

import re
from urllib.parse import unquote

from art17.model.artefact import Defect
from art17.model.nearest import did_you_mean
from art17.model.place import Place

_OF_THE_VIEWER = re.compile(r"(?:top|:~:.*|page=[0-9]+|l[0-9]+(?:c[0-9]+)?(?:-l?[0-9]+(?:c[0-9]+)?)?)?")
"""What programs that show a file make of it themselves: its top, a page, lines, words to look for."""


MADE_LATER = "*"
"""Among the anchors of a page: more of them are made when the site is."""


def leads_to(anchor: str, anchors: frozenset[str]) -> bool:
    """Whether an anchor is there; the case of its letters does not count."""
    if MADE_LATER in anchors:
        return True
    name = unquote(anchor).strip().lower().removeprefix("user-content-")
    return name in anchors or _OF_THE_VIEWER.fullmatch(name) is not None


def dead_anchor(place: Place, target: str, anchors: frozenset[str]) -> Defect:
    """What is reported of a link whose anchor is not there."""
    near = did_you_mean(target.rpartition("#")[2], sorted(anchors))
    message = f"The link to {target[:120]!r} leads to no heading there{near}"
    return Defect("dead-anchor", place, target[:120], message, "name a heading that is there, or take the anchor out")
