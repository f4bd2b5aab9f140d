"""Texts that say nothing, and sections that lead nowhere: what is filled in, and no more than that."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from art17.graph.graph import Nodes
from art17.graph.node import Node
from art17.model.artefact import Defect
from art17.model.unfilled import is_prompt
from art17.model.value import Value, values_at
from art17.model.vocabulary import FieldOf, Vocabulary

_SAYS_NOTHING = re.compile(
    r"(?i:yes|no|true|false|ja|nein|oui|non|ok|okay|done|exists|fine|erledigt|vorhanden|passt|fait|existe|présente?)[.!]*"
    r"|[a-zäöüéè]|[\W_]+"
)
_POINTER = re.compile(
    r"(?i)(?:please +|bitte +)?(?:see|refer to|cf\.?|siehe|s\.|vgl\.?|voir)(?: +(?:in|im|dans|auch))? +(\S.{0,79})"
)
_ELSEWHERE = re.compile(
    r"(?i)https?://|\b(?:confluence|wiki|share ?point|jira|notion|intranet|extranet|(?:google|one|network) ?drive"
    r"|shared ?drive|dms|(?:netz)?laufwerk|serveur|server|repository)\b"
)
_NUMBERED = re.compile(
    r"(?!(?:ISO|IEC|EN|DIN|BS|ANSI|NIST|IEEE|CEN|ETSI|RFC|AAMI|VDE|VDI|MDCG|GDPR|DSGVO|RGPD|EU|ART|CVE)\b)"
    r"([A-Z]{2,8}(?:[- ]?[A-Z]{1,8})?[- ]?\d[\d.]*)\b"
)
"""The number of a document, as houses give it: letters, then digits; no standard and no law."""
_REPEATED = 3
"""A text of so many words in so many fields of different names says nothing of any of them."""
_SENTENCE = 5
"""A text of so many words says nothing in as many files either, if not all of them say it of one matter."""
_OF_THE_HOUSE = re.compile(r"(?:location|channel|languages|addressees|frequency|interval|_at|_by)$")
"""Places, people and intervals of a house, which are the same in many documents."""
_CONTENT = frozenset({"document", "record", "item"})


def hollow_defects(nodes: Nodes, vocabulary: Vocabulary) -> Iterator[tuple[int, Defect]]:
    """One defect for each artefact that has texts which say nothing; `about` names them."""
    texts = {node.index: tuple(texts_of(node, vocabulary)) for node in nodes if node.traits & _CONTENT}
    where: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for index, found in texts.items():
        for name, text in found:
            if len(text.split()) >= _REPEATED:
                where[_plain(text)].add((name, nodes[index].type, nodes[index].place.path))
    repeated = {text for text, places in where.items() if _is_everywhere(text, places)}
    for index, found in texts.items():
        hollow = [f"`{name}`" for name, text in found if _is_nothing(name, text) or _plain(text) in repeated]
        node = nodes[index]
        if is_one_word(node):
            hollow.append("its text, of one word")
        if hollow:
            names = ", ".join(dict.fromkeys(hollow))
            message = f"{node.name} has texts that say nothing that could be checked ({names})"
            yield index, Defect("hollow", node.place, names, message, "say what is done, by whom and when")


def _is_everywhere(text: str, places: Collection[tuple[str, str, str]]) -> bool:
    """Whether a text stands in so many fields, or files, that it is about none: one field of one type is one matter."""
    if len({name for name, _, _ in places}) >= _REPEATED:
        return True
    said = [each for each in places if not _OF_THE_HOUSE.search(each[0])]
    matters, files = {each[:2] for each in said}, {each[2] for each in said}
    return len(text.split()) >= _SENTENCE and len(matters) > 1 and len(files) >= _REPEATED


def _is_nothing(name: str, text: str) -> bool:
    return bool(_SAYS_NOTHING.fullmatch(text)) or is_prompt(name, text)


def is_one_word(node: Node) -> bool:
    """Whether a file is a document whose text is one word."""
    return bool(node.artefact and node.artefact.words == 1 and "document" in node.traits)


def pointer_defects(nodes: Nodes, vocabulary: Vocabulary) -> Iterator[tuple[int, Defect]]:
    """The texts that say no more than in which system outside the folder something is: declared, and no gap."""
    for node in nodes:
        for name, target in _pointers(node, vocabulary):
            if _ELSEWHERE.search(target):
                message = f"{node.name} says in `{name}` no more than where it is: {target}"
                yield node.index, Defect("pointer", node.place, name, message, "say it here")


def dead_pointers(nodes: Nodes, vocabulary: Vocabulary, files: frozenset[str]) -> Iterator[tuple[int, Defect]]:
    """The texts that say no more than "see QM 5", where nothing is called so: no artefact, heading or file."""
    known: set[str] | None = None
    for node in nodes:
        if "record" in node.traits:
            continue
        for name, target in _pointers(node, vocabulary):
            found = None if _ELSEWHERE.search(target) else _NUMBERED.match(target)
            if not found:
                continue
            known = known if known is not None else _names(nodes, files)
            number = _letters(found[1])
            if not any(each.startswith(number) for each in known):
                message = (
                    f"{node.name} says in `{name}` no more than to see {found[1]!r}, and nothing here is called so"
                )
                fix = "name a document that is there, or say it here"
                yield node.index, Defect("dead-pointer", node.place, f"{name} {found[1]}", message, fix)


def _pointers(node: Node, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if node.traits & _CONTENT:
        for name, text in texts_of(node, vocabulary):
            if found := _POINTER.fullmatch(text):
                yield name, found[1]


def _names(nodes: Nodes, files: frozenset[str]) -> set[str]:
    """What something in the folder is called, without blanks and punctuation."""
    names = {_letters(file.rpartition("/")[2]) for file in files}
    for node in nodes:
        title = node.fields.get("title")
        names |= {
            _letters(node.name),
            _letters(node.place.path.rpartition("/")[2]),
            _letters(title if isinstance(title, str) else ""),
        }
        names |= {_letters(heading) for heading in (node.artefact.anchors if node.artefact else ())}
    return names


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


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
    """The sections that rows on provisions name; most values hold no rows, and are passed over at once."""
    if value is None or isinstance(value, str):
        return
    if isinstance(value, Mapping):
        section = value.get("section") if "provision" in value else None
        if isinstance(section, str):
            yield section
        return
    for part in value:
        yield from _sections(part)


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
