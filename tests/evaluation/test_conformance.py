"""The conformance suite: cases as data, judged by the engine and by the reference evaluator.

Another implementation of docs/language.md can be tried on the same files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
import yaml

from art17.conditions.scene import Scene
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.model.artefact import Artefact
from art17.model.place import Place
from art17.model.text_reading import Mention, TextReading
from art17.model.vocabulary import FieldOf, LinkOf, TypeOf, Vocabulary
from builders import MANIFEST, ROOT, a_graph, artefact, law, rule_text
from reference.rules import verdicts
from reference.world import World

SUITE = ROOT / "fixtures/conformance"
WORDS = {"met": "met", "unmet": "unmet", "undecided": "undecided", "not_applicable": "not-applicable"}
Found = dict[str, tuple[str, set[str]]]
"""Of each subject the verdict, and the nodes that it rests on."""


def read(name: str) -> object:
    """A file of the suite; every scalar is a text, an empty one is none."""
    return without_empty(yaml.load((SUITE / name).read_text("utf-8"), Loader=yaml.BaseLoader))


def without_empty(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_empty(part) for key, part in value.items()}
    return [without_empty(part) for part in value] if isinstance(value, list) else value or None


def field_in(data: Mapping[str, object]) -> FieldOf:
    parts = {name: field_in(part) for name, part in data.get("parts", {}).items()}
    return FieldOf(data["kind"], data.get("many") == "true", tuple(data.get("choices", ())), parts)


def type_in(name: str, data: Mapping[str, object]) -> TypeOf:
    flags = {flag: data.get(flag) == "true" for flag in ("owned", "reviewed", "index")}
    strength, satisfies = data.get("strength", "evidenced"), tuple(data.get("satisfies", ()))
    fields = {key: field_in(field) for key, field in data.get("fields", {}).items()}
    items = data.get("items", {})
    return TypeOf(name, name, data["kind"], strength=strength, satisfies=satisfies, items=items, fields=fields, **flags)


def link_in(name: str, data: Mapping[str, object]) -> LinkOf:
    ends = {"sources": tuple(data.get("from", ())), "targets": tuple(data.get("to", ()))}
    return LinkOf(name, name, data.get("inverse", ""), scope=data.get("scope") == "true", **ends)


def vocabulary() -> Vocabulary:
    data = read("vocabulary.yaml")
    links = {name: link_in(name, link) for name, link in data["links"].items()}
    return Vocabulary(
        types={name: type_in(name, kind) for name, kind in data["types"].items()},
        links=links,
        fields={name: field_in(field) for name, field in data["fields"].items()},
        inverses={link.inverse: link.name for link in links.values() if link.inverse},
    )


VOCABULARY = vocabulary()


def artefact_in(data: Mapping[str, object]) -> Artefact:
    """An artefact, or `part` of one; what is `read` from its text makes it open, `origins` say where fields come from."""
    fields = {key: value for key, value in data.items() if key not in ("id", "type", "read", "origins", "part")}
    made = artefact(data["id"], data.get("type", ""), **fields)
    made = replace(made, origins=data.get("origins", {}), is_part=data.get("part") == "true")
    return replace(made, reading=reading_in(data["read"] or {}, made.place)) if "read" in data else made


def reading_in(data: Mapping[str, Sequence[str]], place: Place) -> TextReading:
    """What a text `treats`, on what it is `silent`, what is `looked_for`, and the `reason` why it decides nothing.

    `perhaps` are the other types that it may hold.
    """
    mentions = tuple(mention_in(each, place) for each in data.get("treats", ()))
    silent, looked_for = (tuple(data.get(key, ())) for key in ("silent", "looked_for"))
    perhaps = tuple(mention_in(each, place) for each in data.get("perhaps", ()))
    return TextReading("en", 100, str(data.get("reason", "")), mentions, looked_for, silent, perhaps=perhaps)


def mention_in(said: str | Mapping[str, object], place: Place) -> Mention:
    """A matter that a text treats, with more of what is said of it where that is a mapping."""
    if isinstance(said, str):
        return Mention(said, place)
    line, passages = (int(str(said.get(key, least))) for key, least in (("line", 0), ("passages", 1)))
    states, others = tuple(dict(said.get("states", {})).items()), tuple(said.get("others", ()))
    of, section = str(said.get("of", "")), str(said.get("section", ""))
    return Mention(str(said["matter"]), replace(place, line=line), section, passages, states, others, of)


def name_of(subject: Node) -> str:
    """What the suite calls a subject."""
    match subject.type:
        case "(link)":
            return f"{subject.name} {subject.fields['name']} {subject.fields['target']}"
        case "(citation)":
            return f"{subject.name}: {subject.fields['text']}"
        case "(qms)":
            return "qms"
    return subject.name


def judged(case: Mapping[str, object]) -> tuple[Found, Found]:
    """What the engine finds in a case, and what the reference finds; both relieve of the same."""
    day = date.fromisoformat(case.get("as_of", "2026-11-23"))
    graph = a_graph(*(artefact_in(data) for data in case["artefacts"]), vocabulary=VOCABULARY)
    rule = dict(case["rule"])
    text = rule_text(
        rule.pop("require", None), rule.pop("for"), **{"when" if k == "if" else k: v for k, v in rule.items()}
    )
    found = list(judgements(compiled([text], VOCABULARY, law()), Scene(graph, day, law()), MANIFEST))
    expected = verdicts(case["rule"], World(graph, day, law()))
    assert [dict(each.relief) for each in found] == [each.relief for each in expected]
    if "relief" in case:
        assert {name_of(each.subject): dict(each.relief) for each in found if each.relief} == case["relief"]
    names = [name_of(each.subject) for each in found]
    engine = {name: (each.verdict, named(each.used, graph)) for name, each in zip(names, found, strict=True)}
    reference = {name: (each.verdict, named(each.used, graph)) for name, each in zip(names, expected, strict=True)}
    return engine, reference


def named(indices: Iterable[int], graph: Graph) -> set[str]:
    """The names of nodes; that only its text decides is named too."""
    return {graph.nodes[i].name if i >= 0 else f"text of {graph.nodes[~i].name}" for i in indices}


def stated(case: Mapping[str, object]) -> Found:
    """What a case says: without `used`, what is met rests on its subject alone."""
    return {
        subject: (word, set(case.get("used", {}).get(subject, [subject])) if word == "met" else set())
        for key, word in WORDS.items()
        for subject in case.get(key, ())
    }


def cases() -> Iterator[object]:
    for file in sorted(SUITE.glob("*.yaml")):
        if file.name != "vocabulary.yaml":
            for case in read(file.name):
                yield pytest.param(case, id=f"{file.stem}: {case['name']}")


@pytest.mark.parametrize("case", tuple(cases()))
def test_conformance(case: Mapping[str, object]) -> None:
    """Both evaluators give every subject the verdict and the evidence that the case states."""
    engine, reference = (worth_naming(found, case) for found in judged(case))
    assert reference == stated(case)
    assert engine == stated(case)


def worth_naming(found: Found, case: Mapping[str, object]) -> Found:
    """What is found, without the not applicable that the case does not name."""
    named_too = case.get("not_applicable", ())
    return {name: each for name, each in found.items() if each[0] != "not-applicable" or name in named_too}
