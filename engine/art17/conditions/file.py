"""`file`: where an artefact is, how long its text is, under which headings, in which language, and what was read how.

Passing: `{file: {words: {at_least: "200"}, origin.owner: block}}` on a procedure of 300 words with a label "Owner:".
Failing: the same on a list in YAML, which has no text, and where what is stated is `data`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from art17.conditions.condition import IT, THAT, Condition, Pronoun
from art17.conditions.grammar import Grammar, Scope
from art17.conditions.proposals import Nothing, Proposal
from art17.conditions.scene import Scene
from art17.conditions.tested import origin_of
from art17.conditions.words import TESTS, Word
from art17.graph.node import DERIVED, Node
from art17.model.evidence import Evidence, Truth
from art17.model.place import Route
from art17.model.value import Value, values_at
from art17.model.vocabulary import ORIGINS, SUBJECTS, FieldOf, Vocabulary

FACTS = "(file)"


@dataclass(frozen=True, slots=True)
class FileIs(Condition):
    """Whether the facts of the file pass tests; undecided where it could not be read."""

    of_file: Condition

    def judge(self, node: Node, scene: Scene) -> Truth:
        return self.of_file.judge(_facts_of(node), scene)

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
    stated = {"type": node.type, **node.stated}
    fields["origin"] = {name: origin_of(node, name) for name, value in stated.items() if values_at(value, ())}
    return Node(node.index, FACTS, fields, node.place, node.name, unreadable=node.unreadable)


def _read(grammar: Grammar, data: Mapping[str, Value], route: Route, scope: Scope) -> Condition | None:
    at = (*route, "file")
    types = frozenset({FACTS})
    facts = FieldOf("group", parts={**SUBJECTS[FACTS].parts, "origin": _origins(scope, grammar.vocabulary)})
    inner = replace(scope, here=types, group=facts, in_value=True)
    return FileIs(grammar.condition(data["file"], at, inner))


def _origins(scope: Scope, vocabulary: Vocabulary) -> FieldOf:
    """The origins that can be asked for: one for each field that a node may have here."""
    types = vocabulary.types if scope.here is None else scope.here
    kinds = (vocabulary.types[name] for name in types if name in vocabulary.types)
    names = {"type", *vocabulary.fields, *(name for kind in kinds for name in kind.fields)} - DERIVED
    return FieldOf("group", parts=dict.fromkeys(sorted(names), FieldOf("choice", choices=ORIGINS)))


_SHAPE = {
    "type": "object",
    "description": "What the file of the artefact is like.",
    "properties": dict.fromkeys(SUBJECTS[FACTS].parts, TESTS),
    "patternProperties": {r"^origin\.": TESTS},
    "minProperties": 1,
}
WORDS = (Word("file", _read, FileIs, _SHAPE),)
