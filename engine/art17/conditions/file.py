"""`file`: where an artefact is, how long its text is, under which headings and in which language.

Passing: `{file: {words: {at_least: "200"}, headings: {contains: Purpose}}}` on a procedure of 300 words with that one.
Failing: the same on a list in YAML, which has no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import IT, THAT, Condition, Pronoun
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.words import TESTS, Word
from art17.graph.node import Node
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value
from art17.model.vocabulary import SUBJECTS

FACTS = "(file)"


@dataclass(frozen=True, slots=True)
class FileIs(Condition):
    """Whether the facts of the file pass tests; undecided where it could not be read."""

    of_file: Condition

    def judge(self, node: Node, scene: Scene) -> Truth:
        return None if node.unreadable else self.of_file.judge(_facts_of(node), scene)

    def trace(self, node: Node, scene: Scene) -> Evidence:
        return self.of_file.trace(_facts_of(node), scene)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return (self.of_file,)

    def said(self) -> str:
        return f"is in a file {self.of_file.described(THAT)}"

    def described(self, by: Pronoun = IT) -> str:
        return f"{by.subject} {self.said()}"

    def mutants(self) -> Iterator[Condition]:
        for mutant in self.of_file.mutants():
            yield replace(self, of_file=mutant)

    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        return Nothing(is_given=True)


def _facts_of(node: Node) -> Node:
    """The facts of a file as the fields of a node; the text of a part is that of its document."""
    artefact = node.artefact
    fields: dict[str, Value] = {"path": (artefact.describes if artefact else "") or node.place.path}
    if artefact and artefact.words >= 0:
        fields["words"] = str(artefact.words)
    if headings := node.fields.get("sections"):
        fields["headings"] = headings
    if node.reading and node.reading.language:
        fields["language"] = node.reading.language
    return Node(node.index, FACTS, fields, node.place, node.name, unreadable=node.unreadable)


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    at = (*route, "file")
    if scope.group is not None:
        grammar.wrong_key(at, "`file` is asked of artefacts, and this is none")
        return None
    types = frozenset({FACTS})
    inner = replace(scope, here=types, group=SUBJECTS[FACTS], is_node=False, on_subject=False, in_value=True)
    return FileIs(grammar.condition(data["file"], at, inner))


_SHAPE = {
    "type": "object",
    "description": "What the file of the artefact is like.",
    "properties": dict.fromkeys(SUBJECTS[FACTS].parts, TESTS),
    "minProperties": 1,
}
WORDS = (Word("file", _read, FileIs, _SHAPE),)
