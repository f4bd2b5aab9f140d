"""What may be written at a position, told from the lines around it, since half-typed YAML does not parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from art17.checking.context import RunContext
from art17.graph.node import Node
from art17.model.vocabulary import FieldOf
from art17.reading.facts.references import LINKS

_KEY = re.compile(r"(?P<indent>\s*(?:- )?)(?P<key>[\w.-]*)$")
_VALUE = re.compile(r"(?P<indent>\s*(?:- )?)(?P<key>[\w.-]+):\s+(?:\[(?:[^\]]*,)?\s*)?(?P<word>[^\[\],]*)$")
_ITEM = re.compile(r"(?P<indent>\s*)- (?P<word>[^:]*)$")
_CITING = re.compile(r"\b(?:Art\.?|Article|Artikel|Annex|Anhang)\s*[\w().]*$")
MOST = 300


@dataclass(frozen=True, slots=True)
class Offered:
    """A word that may be written in place of the last letters typed."""

    word: str
    replaces: int
    detail: str = ""
    kind: str = "value"


def offered(lines: Sequence[str], line: int, column: int, nodes: Sequence[Node], context: RunContext) -> list[Offered]:
    """What may be written at a position (from 1) of a text; `nodes` are those that were read in it last."""
    before = lines[line - 1][: column - 1] if 0 < line <= len(lines) else ""
    if not _is_data(lines, line):
        found = _CITING.search(before)
        return list(_provisions(context, found[0])) if found else []
    if value := _VALUE.match(before):
        type_name = _type_at(lines, line, len(value["indent"]), nodes)
        return list(_values(value["key"], value["word"], type_name, nodes, context))[:MOST]
    if (item := _ITEM.match(before)) and (key := _parent(lines, line, len(item["indent"]))):
        type_name = _type_at(lines, line, len(item["indent"]), nodes)
        return list(_values(key, item["word"], type_name, nodes, context))[:MOST]
    if key_at := _KEY.match(before):
        indent, typed = len(key_at["indent"]), len(key_at["key"])
        above = _parent(lines, line, indent - 1)
        if above == LINKS:
            return list(_links(_type_at(lines, line, 0, nodes), typed, context))[:MOST]
        stated = _type_at(lines, line, indent, nodes)
        kind = context.graph.vocabulary.types.get(_type_at(lines, line, 0, nodes))
        if kind and above in kind.fields:
            return [Offered(f"{name}: ", typed, part.kind, "field") for name, part in kind.fields[above].parts.items()]
        return list(_keys(kind.items.get(above, stated) if kind else stated, typed, context))[:MOST]
    return []


def _is_data(lines: Sequence[str], line: int) -> bool:
    """Whether a line is in the data of the file: all of a YAML file, of Markdown what is between two `---`."""
    if not lines or lines[0].rstrip() != "---":
        return not any(each.startswith("# ") for each in lines[:3]) and any(":" in each for each in lines[:line])
    return "---" not in [each.rstrip() for each in lines[1 : line - 1]]


def _parent(lines: Sequence[str], line: int, indent: int) -> str:
    """The key, indented no further than that, under which a line stands; "" at the top."""
    for each in reversed(lines[: line - 1]):
        found = re.match(r"(\s*)(?:- )?([\w.-]+):\s*$", each)
        if found and len(found[1]) <= indent:
            return found[2]
        if each.strip() and not each.strip().startswith("- ") and len(each) - len(each.lstrip()) <= indent:
            return ""
    return ""


def _type_at(lines: Sequence[str], line: int, indent: int, nodes: Sequence[Node]) -> str:
    """The type that is stated nearest at the same indent, else that of the only artefact."""
    pattern = re.compile(rf"\s{{{indent}}}type:\s*([\w-]+)|- +type:\s*([\w-]+)")
    near = sorted(range(len(lines)), key=lambda at: abs(at - line + 1))
    found = next((match for at in near if (match := pattern.match(lines[at]))), None)
    if found:
        return found[1] or found[2] or ""
    return nodes[0].type if nodes else ""


def _keys(type_name: str, typed: int, context: RunContext) -> Iterator[Offered]:
    vocabulary = context.graph.vocabulary
    kind = vocabulary.types.get(type_name)
    if kind:
        for name, field in kind.fields.items():
            yield Offered(f"{name}: ", typed, field.kind, "field")
        for name, item in kind.items.items():
            yield Offered(f"{name}:", typed, f"rows of {item}", "field")
    for name, field in vocabulary.fields.items():
        yield Offered(f"{name}: ", typed, field.kind, "field")
    yield from _links(type_name, typed, context)


def _links(type_name: str, typed: int, context: RunContext) -> Iterator[Offered]:
    for name, link in context.graph.vocabulary.links.items():
        if not link.sources or _is_of(type_name, link.sources, context):
            yield Offered(f"{name}: ", typed, link.title, "link")
        if link.inverse and (not link.targets or _is_of(type_name, link.targets, context)):
            yield Offered(f"{link.inverse}: ", typed, link.inverse_title, "link")


def _is_of(type_name: str, words: Sequence[str], context: RunContext) -> bool:
    return type_name in words or not context.graph.vocabulary.traits_of(type_name).isdisjoint(words)


def _values(key: str, word: str, type_name: str, nodes: Sequence[Node], context: RunContext) -> Iterator[Offered]:
    vocabulary = context.graph.vocabulary
    typed = len(word)
    name = vocabulary.aliases.get(key, key)
    if name == "type":
        yield from (Offered(each.name, typed, each.title, "type") for each in vocabulary.types.values())
        return
    if found := vocabulary.link_of(name):
        link, is_inverse = found
        yield from _ids(link.sources if is_inverse else link.targets, typed, nodes, context)
        return
    field = vocabulary.first_field(type_name, name) or FieldOf()
    if field.choices or field.kind == "boolean":
        yield from (Offered(choice, typed, name) for choice in field.choices or ("yes", "no"))
    elif field.kind == "citation":
        yield from _provisions(context, word)


def _ids(words: Sequence[str], typed: int, nodes: Sequence[Node], context: RunContext) -> Iterator[Offered]:
    """The ids that fit a link: of its types, of the same systems first."""
    graph = context.graph
    own = {system for node in nodes for system in graph.systems(node.index)}
    here = {node.index for node in nodes}

    def is_elsewhere(node: Node) -> bool:
        systems = set(graph.systems(node.index))
        return bool(own and systems and own.isdisjoint(systems))

    fitting = [
        node
        for node in graph.nodes
        if node.index not in here and (not words or node.type in words or not node.traits.isdisjoint(words))
    ]
    for node in sorted(fitting, key=lambda node: (is_elsewhere(node), not node.is_in_force, node.name)):
        name = graph.address(node.index)
        prefix = next((f"{trait}:" for trait in ("role", "person") if trait in node.traits and "#" not in name), "")
        yield Offered(prefix + name, typed, node.title, "id")


def _provisions(context: RunContext, typed: str) -> Iterator[Offered]:
    act = context.act
    start = typed.strip().replace("Article", "Art.").replace("Artikel", "Art.")
    for cite in act.cites if act else ():
        if cite.startswith(start):
            yield Offered(cite, len(typed), act.topic_of(cite) if act else "", "provision")
