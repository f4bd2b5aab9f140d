"""Ids that look alike: by case, by dashes and blanks, by letters that cannot be seen or are of another alphabet."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from art17.graph.node import Node
from art17.model.artefact import Defect

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_ \u00a0./")
_FOREIGN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u043a\u043c\u0442\u0432\u043d\u0456\u0458\u0455\u03b1\u03bf\u03c1\u03c5\u03bd\u03ba\u03b9\u03b5\u03c4",
    "aeopcyxkmtbhijsaopuvkiet",
)
"""Small letters of the Cyrillic and the Greek alphabet that look like Latin ones."""
_SHORTEST = 3


def looks_like(name: str) -> str:
    """What an id looks like: equal for two that people take for one.

    >>> looks_like("SOP\u201101") == looks_like("sop-01"), looks_like("\u0421APA-1") == looks_like("CAPA-1")
    (True, True)
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_FOREIGN)
    seen = (sign for sign in folded if unicodedata.category(sign) not in ("Cf", "Mn", "Cc"))
    return "".join("-" if sign in _DASHES else sign for sign in seen)


def lookalikes(nodes: Iterable[Node]) -> Iterator[tuple[int, Defect]]:
    """A note for each id that looks like an earlier one of its kind and is another."""
    first: defaultdict[tuple[str, int], dict[str, Node]] = defaultdict(dict)
    for node in nodes:
        is_stated = node.fields.get("id") is not None
        if not is_stated or len(node.name) < _SHORTEST:
            continue
        alike = first[looks_like(node.name), node.register]
        if alike and node.name not in alike:
            other = next(iter(alike.values()))
            message = f"The id {node.name!r} looks like {other.name!r} ({other.place.path}), and is another"
            fix = "write them alike if they are one, or apart if they are two"
            yield node.index, Defect("lookalike-id", node.place_of("id"), node.name, message, fix)
        alike.setdefault(node.name, node)
