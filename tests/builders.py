"""Small vocabularies, graphs and rules in a few lines, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from art17.citations.citations import cited
from art17.conditions.scene import Scene
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import Judgement, judgements
from art17.evaluation.rule import Rule
from art17.graph.build import graph_of
from art17.graph.graph import Graph
from art17.law.act import Act, act_from
from art17.model.artefact import Artefact, CitationAt, Defect, Reference
from art17.model.place import Place
from art17.model.rule import RuleText
from art17.model.value import Value
from art17.model.vocabulary import FieldOf, LinkOf, TypeOf, Vocabulary

AS_OF = date(2026, 11, 23)
MANIFEST = Place("art17.yaml")
ROOT = Path(__file__).parent.parent
STATUS = FieldOf("choice", choices=("draft", "in-review", "approved", "effective", "superseded", "retired"))
COMMON = {
    "id": FieldOf(),
    "title": FieldOf(),
    "status": STATUS,
    "satisfies": FieldOf("citation", many=True),
    "external": FieldOf("group", parts={"url": FieldOf()}),
}
BUILT_IN = (LinkOf("item_of", "stands in", "items", "holds"), LinkOf("links_to", "links to", "linked_from"))


@lru_cache
def law() -> Act:
    """The Act as the bundled pack has it."""
    return act_from(json.loads((ROOT / "rules/eu-ai-act/act.json").read_text("utf-8")))


def a_type(name: str, kind: str = "document", **more: object) -> TypeOf:
    """A type; `fields` may name the kind of each field in short."""
    fields = {
        field: what if isinstance(what, FieldOf) else FieldOf(what) for field, what in more.pop("fields", {}).items()
    }
    return TypeOf(name, name.capitalize(), kind, fields=fields, **more)


def words(
    types: Iterable[TypeOf], links: Iterable[LinkOf] = (), fields: Mapping[str, FieldOf] | None = None
) -> Vocabulary:
    """A vocabulary with the fields and links that every QMS has."""
    every = {link.name: link for link in (*BUILT_IN, *links)}
    return Vocabulary(
        types={kind.name: kind for kind in types},
        links=every,
        fields={**COMMON, **(fields or {})},
        inverses={link.inverse: link.name for link in every.values() if link.inverse},
    )


SMALL = words(
    [
        a_type("procedure", owned=True, reviewed=True, satisfies=("Art. 17(1)(g)",)),
        a_type("register", items={"risks": "risk", "controls": "control"}, satisfies=("Art. 9",)),
        a_type("risk", "item"),
        a_type("control", "item"),
        a_type("report", "record", strength="attested"),
        a_type("index-page", index=True),
        a_type("system", "system"),
        a_type("provider", "organisation"),
        a_type("person", "person", known_by=("email",), fields={"email": "text"}),
        a_type("role", "role"),
    ],
    [
        LinkOf("covers", "covers", "covered_by", "is covered by", targets=("system",), scope=True),
        LinkOf("mitigates", "mitigates", "mitigated_by", "is mitigated by", ("control",), ("risk",)),
        LinkOf("verified_by", "is verified by", "verifies", "verifies"),
        LinkOf("supersedes", "supersedes", "superseded_by", "is superseded by"),
        LinkOf("owner", "is owned by", "owns", "owns", targets=("person", "role")),
    ],
    {
        "text": FieldOf(),
        "texts": FieldOf(many=True),
        "day": FieldOf("date"),
        "days": FieldOf("date", many=True),
        "span": FieldOf("duration"),
        "number": FieldOf("number"),
        "whole": FieldOf("integer"),
        "yes": FieldOf("boolean"),
        "version": FieldOf("version"),
        "level": FieldOf("choice", choices=("low", "high")),
        "basis": FieldOf("citation"),
        "rows": FieldOf(
            "group", many=True, parts={"name": FieldOf(), "due": FieldOf("date"), "amount": FieldOf("number")}
        ),
    },
)
"""The words that most tests speak; its fields are named after their kinds."""


def artefact(name: str, type_name: str = "procedure", /, **fields: Value | Mapping[str, object]) -> Artefact:
    """An artefact; besides its fields there may be `links`, `within` (its register), `cites`, `path`, `defects`."""
    path = str(fields.pop("path", f"{name}.yaml"))
    links = fields.pop("links", {})
    register = fields.pop("within", None)
    cites = fields.pop("cites", ())
    defects = fields.pop("defects", ())
    unreadable = bool(fields.pop("unreadable", False))
    text_words = int(str(fields.pop("text_words", -1)))
    place = Place(path, (0,)) if register is None else Place(f"{register}.yaml", (0, name))
    return Artefact(
        id=name,
        type=type_name,
        place=place,
        fields={"id": name, **fields},
        register=Place(f"{register}.yaml", (0,)) if register else None,
        references=tuple(
            Reference(link, target, place)
            for link, targets in links.items()
            for target in ([targets] if isinstance(targets, str) else targets)
        ),
        citations=tuple(CitationAt(one, place, one.text) for text in cites for one in cited(text)),
        defects=tuple(Defect(kind, place, about, about) for kind, about in defects),
        unreadable=unreadable,
        words=text_words,
    )


def broken_file(path: str, type_name: str = "") -> Artefact:
    """A file that cannot be read."""
    return Artefact(path, type_name, Place(path), {}, unreadable=True)


def route_of(place: Place) -> tuple[str | int, ...]:
    """The route of a place, without the step to a key or into a text."""
    return tuple(step for step in place.route if not str(step).startswith(("\x1e", "\x1f")))


def a_graph(*artefacts: Artefact, vocabulary: Vocabulary = SMALL, files: Iterable[str] = ()) -> Graph:
    return graph_of(artefacts, vocabulary, frozenset(files), MANIFEST)


def rule_text(require: Value = None, subject: Value = None, **more: Value) -> RuleText:
    """A rule that says no more than it must; `when` stands for `if`."""
    data: dict[str, Value] = {
        "title": "All is well",
        "basis": "law",
        "provisions": ["Art. 17(1)"],
        "class": "gap",
        "severity": "error",
        "for": subject or {"type": "any"},
        "rationale": "Because",
        "fix": "Fix it",
    }
    if require is not None:
        data["require"] = require
    if "when" in more:
        data["if"] = more.pop("when")
    return RuleText("pack/folder/rule", Place("rule.yaml"), {**data, **more})


def a_rule(require: Value = None, subject: Value = None, *, vocabulary: Vocabulary = SMALL, **more: Value) -> Rule:
    return compiled([rule_text(require, subject, **more)], vocabulary, law())[0]


def scene_of(graph: Graph, as_of: date = AS_OF, act: Act | None = None) -> Scene:
    return Scene(graph, as_of, act or law())


def judged(rule: Rule, graph: Graph, as_of: date = AS_OF) -> list[Judgement]:
    return list(judgements([rule], scene_of(graph, as_of), MANIFEST))


def verdict(require: Value, *artefacts: Artefact, subject: Value = None, as_of: date = AS_OF, **more: Value) -> str:
    """The verdict on the first artefact, or on the first of the subjects that are named."""
    rule = a_rule(require, subject, **more)
    graph = a_graph(*artefacts)
    found = judged(rule, graph, as_of)
    if subject is not None:
        return found[0].verdict
    return next(each.verdict for each in found if each.subject.name == artefacts[0].id)
