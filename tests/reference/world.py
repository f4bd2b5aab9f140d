"""What a rule is judged on (section 1 of the page): nodes, links, law and day, without any index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from art17.digest import digest_of
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.value import Value
from art17.model.vocabulary import Vocabulary

UNFINISHED = ("draft", "in-review")
WITHDRAWN = ("superseded", "retired")
STRENGTHS = ("evidenced", "attested", "judged", "deemed", "declared", "found", "stated")


@dataclass(frozen=True)
class Thing:
    """Whatever a condition is judged on: a node of the graph, or a subject that is none.

    `start` is the node at which link tests start, -1 where only `artefacts` leads anywhere.
    """

    start: int
    type: str
    fields: dict[str, Value]
    is_node: bool = True


def alike(matter: str, name: str) -> bool:
    """Whether a matter is about a field: `*` is about all, else one is the other or a part of it."""
    own = matter.split("[", maxsplit=1)[0]
    return own in ("*", name) or own.startswith(f"{name}.") or name.startswith(f"{own}.")


@dataclass(frozen=True)
class World:
    """The graph, read by its nodes, links and citations alone."""

    graph: Graph
    as_of: date
    act: Act | None = None
    subject: Thing | None = None
    named: dict[str, Thing] = field(default_factory=dict)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.graph.vocabulary

    def all(self) -> range:
        """Every node, in node order."""
        return range(len(self.graph.nodes))

    def node(self, index: int) -> Node:
        return self.graph.nodes[index]

    def thing(self, index: int) -> Thing:
        return Thing(index, self.node(index).type, dict(self.node(index).fields))

    def traits(self, index: int) -> set[str]:
        """Traits come from the type: its kind, and `owned`, `reviewed`, `index` where it says so."""
        kind = self.vocabulary.types.get(self.node(index).type)
        if kind is None:
            return set()
        artefact = self.node(index).artefact
        is_whole = artefact is None or not artefact.is_part
        flags = [("owned", kind.owned and is_whole), ("reviewed", kind.reviewed and is_whole), ("index", kind.index)]
        return {kind.kind, *(name for name, holds in flags if holds)}

    def status(self, index: int) -> str:
        """The field `status`, else that of the register the node stands in, else none."""
        own = self.node(index).fields.get("status")
        if own:
            return str(own)
        register = self.node(index).register
        return str(self.node(register).fields.get("status") or "") if register >= 0 else ""

    def unreadable(self) -> list[int]:
        return [index for index in self.all() if self.node(index).unreadable]

    def counts(self, index: int, including: list[str]) -> bool:
        """Whether a path may stop at a node or lead over it."""
        status = self.status(index)
        return status in including or status not in (*UNFINISHED, *WITHDRAWN)

    def systems_of(self, index: int) -> set[int]:
        """The systems that a node reaches; those of its register where it reaches none itself."""
        if index < 0:
            return set()
        if "system" in self.traits(index):
            return {index}
        register = self.node(index).register
        return self._scope(index) or (self._scope(register) if register >= 0 else set())

    def _scope(self, index: int) -> set[int]:
        return {
            link.target
            for link in self.graph.links
            if link.source == index
            and self.vocabulary.links[link.name].scope
            and self.leads(link)
            and "system" in self.traits(link.target)
        }

    def leads(self, link) -> bool:
        """Whether a link is resolved; that its target is withdrawn is the path's affair."""
        return link.status in ("resolved", "superseded-target")

    def is_open(self, thing: Thing, name: str) -> bool:
        """Whether more of a field may stand in the text of a node than was read: its type declares it, no data states it."""
        if not thing.is_node or thing.start < 0 or thing.type.startswith("("):
            return False
        artefact = self.node(thing.start).artefact
        first = name.split(".", maxsplit=1)[0]
        kind = self.vocabulary.types.get(thing.type)
        if artefact is None or artefact.reading is None or kind is None:
            return False
        is_common = first in self.vocabulary.fields
        if self.is_text_item(thing.start):
            may_be_said = first == "owner" or not is_common
        else:
            may_be_said = first in kind.fields and not is_common
        origin = artefact.origins.get(first, "" if thing.fields.get(first) is None else "data")
        return may_be_said and origin in ("", "text")

    def is_silent(self, thing: Thing, name: str) -> bool:
        """Whether one may say that the text has nothing on a field."""
        reading = self.node(thing.start).artefact.reading
        is_read = any(alike(mention.matter, name) for mention in reading.mentions)
        return (
            thing.fields.get(name.split(".", maxsplit=1)[0]) is None
            and not is_read
            and any(alike(m, name) for m in reading.silent)
        )

    def is_text_item(self, index: int) -> bool:
        """Whether a node is an item that a text lists."""
        node = self.node(index)
        artefact = node.artefact
        return node.register >= 0 and artefact is not None and artefact.reading is not None and not artefact.is_part

    def is_unread(self, index: int) -> bool:
        """Whether nothing was looked for in the text of a record."""
        artefact = self.node(index).artefact
        reason = artefact.reading.reason if artefact is not None and artefact.reading is not None else ""
        return reason in ("language", "no-cues") and "record" in self.traits(index)

    def lists_more(self, index: int) -> bool:
        """Whether the text of a register may list more items than were found."""
        node = self.node(index)
        reading = node.artefact.reading if node.artefact else None
        kind = self.vocabulary.types.get(node.type)
        if reading is None or kind is None or not kind.items:
            return False
        return bool(reading.mentions or reading.reason or not reading.silent)

    def strength(self, index: int) -> int:
        """How good an evidence a node is, 0 is best."""
        if index < 0:
            return STRENGTHS.index("found")
        return STRENGTHS.index(self.strength_named(index))

    def strength_named(self, index: int) -> str:
        """What its type says, else how much of it is empty words, found, guessed, or somebody's word."""
        node = self.node(index)
        kind = self.vocabulary.types.get(node.type)
        origins = dict(node.artefact.origins) if node.artefact else {}
        if kind and kind.strength != STRENGTHS[0]:
            return kind.strength
        if any(at == index and defect.kind == "hollow" for at, defect in self.graph.defects):
            return "stated"
        if self.is_guess(index) or "entry" in origins.values():
            return "found"
        asserted = [name for name, origin in origins.items() if origin == "assessor"]
        if node.fields.get("external") or set(asserted) - set(self.vocabulary.fields):
            return "declared"
        return "evidenced"

    def is_guess(self, index: int) -> bool:
        """Whether the type of a node is a guess, or that of what it is in."""
        node = self.node(index)
        own = node.artefact is not None and node.artefact.origins.get("type") == "name"
        return own or (node.register >= 0 and self.is_guess(node.register))

    def weakest(self, indices: Iterable[int]) -> int:
        return max((self.strength(index) for index in indices), default=0)

    def named_by(self, text: str) -> int | None:
        """The one node that a text names: by its id, or with `role:` or `person:` before it, or `register#id`."""
        found = [index for index in self.all() if self.node(index).name == text]
        if not found and ":" in text:
            prefix, _, rest = text.partition(":")
            found = [i for i in self.all() if self.node(i).name == rest and prefix in self.traits(i)]
        if not found and "#" in text:
            register, _, item = text.partition("#")
            rows = [i for i in self.all() if self.node(i).name == item and self.node(i).register >= 0]
            found = [i for i in rows if self.node(self.node(i).register).name == register]
        return found[0] if len(found) == 1 else None

    def digest(self, index: int) -> str:
        """The digest of a node as `art17 digest` prints it."""
        return digest_of(self.node(index).fields).whole

    def beneath(self, cite: str, above: str) -> bool:
        """Whether a provision is the other one or stands beneath it."""
        return self.act is not None and self.act.is_beneath(cite, above)
