"""What is said of a thing that a person points at, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from art17.checking.context import RunContext
from art17.commands.cite import cite
from art17.editor.spots import Spot
from art17.evaluation.rule import Rule
from art17.graph.node import Link, Node
from art17.model.value import Value, leaves

MOST = 8


def said_of(spot: Spot, context: RunContext) -> str:
    """What is known of a thing: of a citation the law, of an id its artefact, of a field what rules ask of it."""
    if spot.citation is not None:
        return _of_citation(spot, context)
    if spot.link is not None:
        return _of_link(spot.link, context)
    if spot.node is not None and spot.field:
        return _of_field(spot.node, spot.field, context)
    return of_node(spot.node, context) if spot.node is not None else ""


def _of_citation(spot: Spot, context: RunContext) -> str:
    assert spot.citation is not None
    citation = spot.citation.at.citation
    found = cite((citation.text,), (), context.request.as_of, citation.act or "")
    lines: list[str] = []
    for each in found[:1]:
        topic = f" {each.provision.topic}" if each.provision else ""
        lines.append(f"**{each.standing.provision or citation.text}**{topic}")
        if not each.is_fine:
            meant = f" Meant, probably: {each.standing.meant}." if each.standing.meant else ""
            lines.append(f"{each.standing.message}.{meant}")
        for applied in each.applies:
            whom = f", {applied.condition}" if applied.condition else ""
            lines.append(f"Applies from {applied.applies_from}{whom} ({applied.basis})")
    return "\n\n".join(dict.fromkeys(lines))


def _of_link(link: Link, context: RunContext) -> str:
    if link.other >= 0:
        return of_node(context.graph.node(link.other), context)
    if link.candidates:
        names = ", ".join(context.graph.address(index) for index in link.candidates)
        return f"`{link.written_target}` may mean {names}"
    return f"`{link.written_target}` is {link.status}"


def of_node(node: Node, context: RunContext) -> str:
    """Title, type, status, owner, review and what leads to an artefact."""
    kind = context.graph.vocabulary.types.get(node.type)
    lines = [f"**{context.graph.address(node.index)}** {node.title}", f"{kind.title if kind else node.type}"]
    for name in ("status", "owner", "next_review", "last_reviewed"):
        values = ", ".join(leaves(node.fields.get(name)))
        lines += [f"{name.replace('_', ' ')}: {values}"] if values else []
    leading = [link for link in context.graph.links if link.other == node.index and link.writer != node.index]
    if leading:
        names = list(dict.fromkeys(context.graph.address(link.writer) for link in leading))
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        lines.append(f"named by {', '.join(names[:MOST])}{more}")
    return "\n\n".join(lines)


def _of_field(node: Node, field: str, context: RunContext) -> str:
    vocabulary = context.graph.vocabulary
    name = vocabulary.aliases.get(field, field)
    lines = [f"**{name}** of {node.type}"]
    found = vocabulary.first_field(node.type, name)
    if found:
        several = ", several" if found.many else ""
        lines.append(f"{found.kind}{several}" + (f": {', '.join(found.choices)}" if found.choices else ""))
    elif link := vocabulary.link_of(name):
        ends = link[0].sources if link[1] else link[0].targets
        lines.append(f"link: {link[0].title}" + (f", to {', '.join(ends)}" if ends else ""))
    asking = [rule for rule in context.rules if _asks(rule, node, name)]
    lines += [f"- {rule.title} (`{rule.id}`)" for rule in asking[:MOST]]
    return "\n\n".join(lines)


def _asks(rule: Rule, node: Node, name: str) -> bool:
    """Whether a rule on the type of a node names a field."""
    subjects = rule.subjects
    is_about = node.type in subjects.names or (bool(subjects.traits) and node.traits.issuperset(subjects.traits))
    return subjects.sort == "node" and is_about and name in set(_words(rule.text.data.get("require")))


def _words(value: Value) -> Iterator[str]:
    """Every key and text of a part of a rule."""
    if isinstance(value, str):
        yield from value.replace("/", " ").replace("^", " ").split()
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
