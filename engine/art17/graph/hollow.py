"""Texts that say nothing, and sections that lead nowhere: what is filled in, and no more than that."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from art17.graph.graph import Nodes
from art17.graph.node import Node
from art17.model.artefact import Defect
from art17.model.value import Value, values_at
from art17.model.vocabulary import FieldOf, Vocabulary

_SAYS_NOTHING = re.compile(r"(?i:yes|no|true|false|ja|nein|oui|non|ok|done|erledigt|fait)\.?|[a-zäöüéè]|[\W_]+")
_REPEATED = 3
"""A text of so many words in so many fields of different names says nothing of any of them."""
_CONTENT = frozenset({"document", "record", "item"})


def hollow_defects(nodes: Nodes, vocabulary: Vocabulary) -> Iterator[tuple[int, Defect]]:
    """One defect for each artefact that has texts which say nothing; `about` names them."""
    texts = {node.index: tuple(texts_of(node, vocabulary)) for node in nodes if node.traits & _CONTENT}
    fields: dict[str, set[str]] = defaultdict(set)
    for found in texts.values():
        for name, text in found:
            if len(text.split()) >= _REPEATED:
                fields[_plain(text)].add(name)
    repeated = {text for text, names in fields.items() if len(names) >= _REPEATED}
    for index, found in texts.items():
        hollow = [name for name, text in found if _SAYS_NOTHING.fullmatch(text) or _plain(text) in repeated]
        if hollow:
            names = ", ".join(f"`{name}`" for name in dict.fromkeys(hollow))
            node = nodes[index]
            message = f"{node.name} has texts that say nothing that could be checked ({names})"
            yield index, Defect("hollow", node.place, names, message, "say what is done, by whom and when")


def texts_of(node: Node, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The texts of the fields that a type has for prose: no names, dates, choices, places or citations."""
    kind = vocabulary.types.get(node.type)
    for name, field in kind.fields.items() if kind else ():
        if name not in vocabulary.fields:
            yield from _in_field(name, field, node.fields.get(name))


def _in_field(name: str, field: FieldOf, value: Value) -> Iterator[tuple[str, str]]:
    if field.kind == "group":
        for row in values_at(value, ()):
            if isinstance(row, Mapping):
                for key, part in field.parts.items():
                    yield from _in_field(f"{name}.{key}", part, row.get(key))
    elif field.kind == "text":
        yield from ((name, text.strip()) for text in values_at(value, ()) if isinstance(text, str))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def dead_sections(nodes: Iterable[Node]) -> Iterator[tuple[int, Defect]]:
    """The sections that a document names for provisions and does not have, where it has others that it names."""
    for node in nodes:
        headings = node.artefact.anchors if node.artefact else frozenset[str]()
        named = [text for value in node.fields.values() for text in _sections(value)] if headings else []
        missing = [text for text in named if not _is_there(text, headings)]
        if len(missing) * 2 < len(named):
            for text in dict.fromkeys(missing):
                message = f"{node.name} names the section {text[:80]!r}, and no heading of it is called so"
                yield node.index, Defect("dead-section", node.place, text[:80], message, "name a heading that is there")


def _sections(value: Value) -> Iterator[str]:
    for row in values_at(value, ()):
        section = row.get("section") if isinstance(row, Mapping) and "provision" in row else None
        if isinstance(section, str):
            yield section


def _is_there(text: str, headings: frozenset[str]) -> bool:
    """Whether a heading is called so, begins with its number, or is part of what is named; paths are links."""
    slug = re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
    if "/" in text or re.search(r"\.\w{2,5}\b", text):
        return True
    known = [re.sub(r"[\W_]+", "-", heading.casefold()).strip("-") for heading in headings]
    number = re.search(r"\d+(?:[-.]\d+)*", text)
    begins = number[0].replace(".", "-") if number else None
    return any(
        slug in heading or (len(heading) > 3 and heading in slug) or (begins and re.match(rf"{begins}(?:-|$)", heading))
        for heading in known
    )
