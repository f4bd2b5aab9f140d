"""Small vocabularies, graphs, and rules over the whole language."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from art17.citations.citations import cited
from art17.digest import digest_of
from art17.graph.graph import Graph
from art17.model.artefact import Artefact, CitationAt, Defect, Reference
from art17.model.place import Place
from art17.model.text_reading import Mention, TextReading
from art17.model.vocabulary import FieldOf, LinkOf, TypeOf, Vocabulary
from builders import COMMON, a_graph, broken_file, words

SEEDS = range(4 if "ART17_FUZZ" in os.environ else 1)
"""With how many different draws a long walk of edits is repeated."""
SEARCHED = settings(
    max_examples=int(os.environ.get("ART17_FUZZ", "50")),
    deadline=None,
    phases=tuple(Phase) if "ART17_FUZZ" in os.environ else (Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""How long the properties are searched: a few seconds each, or with `ART17_FUZZ` so many examples.

A failure is made smaller by `make fuzz` alone: rules are so large that this takes minutes.
"""

STATUSES = ("draft", "in-review", "approved", "effective", "superseded", "retired")
PROVISIONS = ("Art. 9", "Art. 9(2)", "Art. 9(2)(a)", "Art. 17(1)(g)", "Art. 17", "Art. 72", "Annex IV(2)")
TYPES = {
    "procedure": "document",
    "register": "document",
    "page": "document",
    "risk": "item",
    "control": "item",
    "report": "record",
    "ai": "system",
    "maker": "organisation",
    "person": "person",
}
NAMES = tuple("ABCDE")
"""Ids are few, so that links resolve, and some twice."""
PARTS = {"name": FieldOf(), "due": FieldOf("date"), "amount": FieldOf("number")}
FIELDS = {
    "text": FieldOf(),
    "texts": FieldOf(many=True),
    "day": FieldOf("date"),
    "days": FieldOf("date", many=True),
    "span": FieldOf("duration"),
    "number": FieldOf("number"),
    "whole": FieldOf("integer"),
    "yes": FieldOf("boolean"),
    "release": FieldOf("version"),
    "level": FieldOf("choice", choices=("low", "high")),
    "basis": FieldOf("citation"),
    "target": FieldOf("link"),
    "one": FieldOf("group", parts=PARTS),
    "rows": FieldOf("group", many=True, parts={**PARTS, "inner": FieldOf("group", many=True, parts=PARTS)}),
}
READ_FROM_TEXTS = {
    name: FIELDS[name] for name in ("text", "texts", "day", "span", "number", "level", "basis", "rows", "one")
}
"""Fields that types declare, in half of the vocabularies, so that they may be read from texts."""
MATTERS = ("text", "texts", "day", "span", "number", "one.due", "rows[low]", "rows.name", "*")
MARKET = {
    "annex_iii_point": st.sampled_from(["Annex III(4)", ""]),
    "annex_i_section": st.sampled_from(["A", "B"]),
    "placed_on_market": st.sampled_from(["2025-03-03", "2027-12-01", "2027-12-02", "2028-08-01", "soon"]),
    "put_into_service": st.sampled_from(["2026-11-23", "2029-01-01", ["2025-01-01", "soon"]]),
    "significant_design_change_on": st.sampled_from(["2026-11-20", "2027-12-02", "2028-01-17", "later"]),
    "for_public_authorities": st.sampled_from(["yes", "no", "perhaps"]),
}
"""What tells whether Art. 111 leaves a system out."""
TRANSITIONS = ("Art. 111(2)", "Art. 111(4)")
GOOD = {
    "text": ("a", "ab", "B", "b ", "é", "é"),
    "date": (
        "2026-01-31",
        "2026-02-28",
        "2026-03-01",
        "2026-08-23",
        "2026-11-22",
        "2026-11-23",
        "2026-11-24",
        "2028-02-29T10:00",
    ),
    "duration": ("P1M", "31 days", "30 days", "P3M", "1 year", "P2W", "PT12H", "PT1M", "P1D"),
    "number": ("0", "1", "1.0", "-2.5", "+3", "10"),
    "integer": ("0", "1", "01", "-2", "10"),
    "boolean": ("true", "Yes", "on", "false", "no"),
    "version": ("1", "1.0", "1.10", "1.9", "2.0-beta", "a"),
    "choice": ("low", "high"),
    "citation": (*PROVISIONS, "Article 9"),
    "link": (*NAMES, "person:A", "person:B", "A#B"),
}
MALFORMED = {
    "date": ("soon", "2026-02-30"),
    "duration": ("a while", "P"),
    "number": ("many", "1,5"),
    "integer": ("1.5", "few"),
    "boolean": ("maybe",),
    "citation": ("nothing of the kind",),
}
LINKS = ("covers", "mitigates", "verified_by", "supersedes", "item_of")
INVERSES = {"covers": "covered_by", "mitigates": "mitigated_by", "supersedes": "superseded_by", "item_of": "items"}
PATHS = (*LINKS, *INVERSES.values(), "any")


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    """The same names each time; what they mean differs."""
    flag = st.booleans()
    is_common = draw(flag)
    types = [
        TypeOf(
            name,
            name.capitalize(),
            kind,
            owned=draw(flag),
            index=name == "page" and draw(flag),
            strength=draw(st.sampled_from(["evidenced", "evidenced", "attested", "deemed"])),
            satisfies=tuple(draw(st.lists(st.sampled_from(PROVISIONS), max_size=2, unique=True))),
            items={"rows": "risk"} if name == "register" else {},
            fields={**of_type(name, text_is_number=draw(flag)), **({} if is_common else READ_FROM_TEXTS)},
        )
        for name, kind in TYPES.items()
    ]
    ends = draw(st.sampled_from([((), ()), (("control",), ("risk",)), (("item",), ("item",))]))
    links = [
        LinkOf("covers", "covers", "covered_by", scope=draw(flag)),
        LinkOf("mitigates", "mitigates", "mitigated_by", sources=ends[0], targets=ends[1]),
        LinkOf("verified_by", "is verified by"),
        LinkOf("supersedes", "supersedes", "superseded_by"),
    ]
    return words(
        types, links, {name: kind for name, kind in FIELDS.items() if is_common or name not in READ_FROM_TEXTS}
    )


def of_type(name: str, *, text_is_number: bool) -> dict[str, FieldOf]:
    """The fields that one type declares: controls none of `limit`, and now and then another kind of `text`."""
    if name == "control":
        return {"text": FieldOf("number")} if text_is_number else {}
    return {"limit": FieldOf("number")}


def values(kind: FieldOf, depth: int = 2) -> st.SearchStrategy:
    """A value as files write it: good, malformed, or a placeholder (None)."""
    if kind.kind == "group":
        one = st.fixed_dictionaries({}, optional={name: values(part, depth - 1) for name, part in kind.parts.items()})
        if depth <= 0:
            one = st.just({})
    else:
        one = st.sampled_from(GOOD[kind.kind])
        if kind.kind in MALFORMED:
            one = st.one_of(one, one, one, st.sampled_from(MALFORMED[kind.kind]))
    one = st.one_of(one, one, one, st.none())
    return st.one_of(st.lists(one, max_size=3), one) if kind.many else one


@st.composite
def artefacts(draw: st.DrawFn, vocabulary: Vocabulary) -> list[Artefact]:
    """A few files, items in registers, and now and then one that cannot be read."""
    found: list[Artefact] = []
    for at in range(draw(st.integers(1, 5))):
        type_name = draw(st.sampled_from([*TYPES, "register", "risk", "control", "ai", ""]))
        found.append(draw(one_artefact(vocabulary, type_name, Place(f"f{at}.yaml", (0,)), None)))
        if type_name == "register":
            register = found[-1].place
            for row in range(draw(st.integers(0, 2))):
                item = draw(st.sampled_from(["risk", "control"]))
                place = Place(register.path, (0, "rows", row))
                found.append(draw(one_artefact(vocabulary, item, place, register)))
    if draw(st.integers(0, 3)) == 0:
        digest = digest_of(draw(st.sampled_from(found)).fields).whole
        found[0] = replace(found[0], fields={**found[0].fields, "digest": digest})
    if draw(st.integers(0, 3)) == 0:
        found.append(broken_file("g.yaml", draw(st.sampled_from(["", "", "risk", "procedure"]))))
    return found


@st.composite
def one_artefact(
    draw: st.DrawFn, vocabulary: Vocabulary, type_name: str, place: Place, register: Place | None
) -> Artefact:
    name = draw(st.sampled_from(NAMES))
    chosen = draw(st.lists(st.sampled_from(sorted((*FIELDS, "limit"))), max_size=5, unique=True))
    fields = {each: draw(values(vocabulary.field_of(type_name, (each,)) or FieldOf())) for each in chosen}
    status = draw(st.sampled_from([None, None, "approved", "effective", "draft", "in-review", "superseded", "retired"]))
    if status:
        fields["status"] = status
    if draw(st.integers(0, 4)) == 0:
        fields["satisfies"] = draw(st.lists(st.sampled_from((*PROVISIONS, "nonsense")), min_size=1, max_size=2))
    if draw(st.integers(0, 4)) == 0:
        fields |= draw(st.fixed_dictionaries({}, optional=MARKET))
    if draw(st.integers(0, 4)) == 0:
        fields["sections"] = draw(st.sampled_from([["Purpose"], ["Purpose", "Scope"], ["Scope"]]))
    if draw(st.integers(0, 6)) == 0:
        fields["external"] = {"url": "https://example.org"}
    names = st.sampled_from([n for n in (*LINKS, *INVERSES.values()) if n not in ("item_of", "items")])
    targets = st.sampled_from([*NAMES, *NAMES, "all", "nowhere", "https://example.org", "g.yaml"])
    written = draw(st.lists(st.tuples(names, targets), max_size=3, unique=True))
    texts = draw(st.lists(st.sampled_from((*PROVISIONS, "Art. 999", "no citation")), max_size=2, unique=True))
    return Artefact(
        id=name,
        type=type_name,
        place=place,
        fields={"id": name, **fields},
        register=register,
        references=tuple(Reference(link, target, place) for link, target in written),
        citations=tuple(
            CitationAt(one, Place(place.path, (*place.route, at)), one.text)
            for at, text in enumerate(texts)
            for one in cited(text)
        ),
        defects=draw(st.sampled_from([(), (Defect("bad-date", place, "day", "bad"),)])),
        reading=draw(st.one_of(st.none(), text_readings(place))),
        words=draw(st.sampled_from([-1, -1, 0, 99, 100])),
        origins=draw(origins(fields)),
        is_part=register is not None and draw(st.integers(0, 5)) == 0,
    )


@st.composite
def origins(draw: st.DrawFn, fields: Mapping[str, object]) -> dict[str, str]:
    """Where fields come from, where that is not data: mostly from the text; now and then the type is a guess."""
    chosen = draw(st.lists(st.sampled_from(sorted(fields)), unique=True)) if fields else []
    sources = st.sampled_from(["text", "text", "text", "block", "assessor", "entry", "name"])
    found = {name: draw(sources) for name in chosen}
    return {**found, "type": "name"} if draw(st.integers(0, 7)) == 0 else found


@st.composite
def text_readings(draw: st.DrawFn, place: Place) -> TextReading:
    """What the text of an open artefact says: some matters treated, some of which nothing was found."""
    some = st.lists(st.sampled_from(MATTERS[:-1]), max_size=3, unique=True)
    treated = st.lists(st.sampled_from(MATTERS), max_size=3, unique=True)
    reason = draw(st.sampled_from(["", "", "", "language", "no-actor", "partly"]))
    mentions = tuple(Mention(matter, place) for matter in draw(treated))
    return TextReading("en", 100, reason, mentions, tuple(draw(some)), tuple(draw(some)))


class Rules:
    """Conditions that compile: each field is tested as its kind allows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def field_name(self, draw: st.DrawFn) -> tuple[str, FieldOf]:
        name = draw(
            st.sampled_from(
                [*FIELDS, "limit", "limit", "one.name", "rows.due", "rows.amount", "rows.inner.name", "status", "id"]
            )
        )
        kind = COMMON.get(name) or self.vocabulary.field_of("procedure", tuple(name.split(".")))
        return name, kind or FieldOf()

    def tests(self, draw: st.DrawFn, kind: FieldOf, known: tuple[str, ...], depth: int) -> object:
        """What is asked of a field of this kind."""
        form = draw(st.integers(0, 9))
        if form == 0:
            return draw(st.sampled_from(["present", "absent"]))
        if form == 1 and kind.kind != "group":
            return self.literal(draw, kind)
        wanted = self.operators(kind, depth)
        words = draw(st.lists(st.sampled_from(wanted), min_size=1, max_size=2, unique=True))
        return {word: self.argument(draw, word, kind, known, depth) for word in words}

    def operators(self, kind: FieldOf, depth: int) -> list[str]:
        found = ["present", "absent", "count"]
        if depth > 0:
            found += ["every", "some", "none"]
        if kind.kind == "group":
            return found
        found += ["is", "is_not", "in", "same_as", "differs_from", "contains", "contains_all"]
        if kind.kind in ("date", "duration", "number", "integer", "version"):
            found += ["at_least", "at_most"] * 2
        if kind.kind == "date":
            found += ["before", "after", "within"] * 2
        if kind.kind in ("text", "link"):
            found += ["matches"]
        if kind.kind in ("text", "link", "choice"):
            found += ["starts_with", "ends_with"]
        return found

    def argument(self, draw: st.DrawFn, word: str, kind: FieldOf, known: tuple[str, ...], depth: int) -> object:
        match word:
            case "present" | "absent":
                return draw(st.sampled_from(["true", "true", "false"]))
            case "count":
                return self.bounds(draw, known if "here" in known else ())
            case "matches":
                return draw(st.sampled_from(["^a", "b$", "."]))
            case "in" | "contains_all":
                return draw(st.lists(st.builds(lambda: self.operand(draw, kind, known)), min_size=1, max_size=2))
            case "within":
                return self.operand(draw, FieldOf("duration"), known, shifts=False)
            case "every" | "some" | "none":
                if kind.kind == "group":
                    return self.group(draw, kind, known, depth - 1)
                inner = self.tests(draw, kind, known, depth - 1)
                return (
                    inner
                    if isinstance(inner, dict)
                    else {"is": inner}
                    if inner not in ("present", "absent")
                    else {inner: "true"}
                )
        return self.operand(draw, kind, known)

    def literal(self, draw: st.DrawFn, kind: FieldOf) -> str:
        return draw(st.sampled_from(kind.choices or GOOD[kind.kind]))

    def operand(self, draw: st.DrawFn, kind: FieldOf, known: tuple[str, ...], *, shifts: bool = True) -> object:
        """A literal, the as-of date, or a field of this node, of the subject or of a named node."""
        form = draw(st.integers(0, 5))
        names = [n for n, f in FIELDS.items() if f.kind == kind.kind] if kind.kind in GOOD else []
        if form >= 3 and names:
            name = draw(st.sampled_from(names))
            found: dict[str, object] = {"field": name}
            if form == 4 and "subject" in known:
                found = {"subject": name}
            named = [each for each in known if each.startswith("x")]
            if form == 5 and named:
                found = {"of": draw(st.sampled_from(named)), "field": name}
            if "here" not in known and "field" in found and "of" not in found:
                return self.literal(draw, kind)
        elif form == 2 and kind.kind == "date":
            if not draw(st.booleans()):
                return "as_of"
            found = {"as_of": "true"}
        else:
            return self.literal(draw, kind)
        if "here" in known and kind.kind in ("date", "number", "integer") and draw(st.integers(0, 5)) == 0:
            found = self.reckoned(draw, kind.kind, known)
        if kind.kind == "date" and shifts and draw(st.booleans()):
            found[draw(st.sampled_from(["plus", "minus"]))] = self.shift(draw, known)
        return found

    def shift(self, draw: st.DrawFn, known: tuple[str, ...]) -> object:
        """How far a day is moved: written out, or as a field says."""
        if "here" not in known or draw(st.integers(0, 2)):
            return draw(st.sampled_from(GOOD["duration"]))
        return {"subject": "span"} if "subject" in known and draw(st.booleans()) else {"field": "span"}

    def reckoned(self, draw: st.DrawFn, kind: str, known: tuple[str, ...]) -> dict[str, object]:
        """A sum, product, minimum or maximum of fields of this node and of others, and of literals."""
        if kind == "date":
            word = draw(st.sampled_from(["minimum", "maximum"]))
            parts = ["day", "days", "one.due", "rows.due", {"subject": "day"}, "2026-08-23"]
        else:
            word = draw(st.sampled_from(["sum", "product", "minimum", "maximum"]))
            parts = ["number", "whole", "one.amount", "rows.amount", {"subject": "number"}, "2", {"field": "whole"}]
        allowed = [part for part in parts if "subject" in known or not isinstance(part, dict) or "field" in part]
        chosen = draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=3))
        return {word: chosen if len(chosen) > 1 or draw(st.booleans()) else chosen[0]}

    def bounds(self, draw: st.DrawFn, known: tuple[str, ...] = (), depth: int = 0) -> dict[str, object]:
        words = draw(st.sampled_from([["at_least"], ["at_most"], ["exactly"], ["at_least", "at_most"]]))
        numbers = sorted(draw(st.lists(st.integers(0, 3), min_size=len(words), max_size=len(words))))
        found: dict[str, object] = {word: str(number) for word, number in zip(words, numbers, strict=True)}
        if known and draw(st.integers(0, 3)) == 0:
            found[words[0]] = self.limit(draw, known, depth)
        return found

    def limit(self, draw: st.DrawFn, known: tuple[str, ...], depth: int) -> dict[str, object]:
        """A bound that a field states, that is reckoned, or that is a count itself."""
        form = draw(st.integers(0, 4 if depth > 0 else 2))
        if form == 0:
            return {"field": draw(st.sampled_from(["number", "whole", "rows.amount"]))}
        if form == 1 and "subject" in known:
            return {"subject": "whole"}
        if form <= 2:
            return self.reckoned(draw, "number", known)
        found: dict[str, object] = {"count": self.elsewhere(draw, self.path(draw), known)}
        if draw(st.booleans()):
            found["that"] = self.condition(draw, known, 0)
        if draw(st.integers(0, 3)) == 0:
            found["distinct"] = draw(st.sampled_from(["text", "number"]))
        return found

    def share(self, draw: st.DrawFn, known: tuple[str, ...], depth: int) -> dict[str, object]:
        """How much of what a path leads to passes."""
        path = "artefacts" if draw(st.integers(0, 3)) == 0 else self.path(draw)
        inner, found = known, {"of": self.elsewhere(draw, path, known)}
        if draw(st.integers(0, 3)) == 0:
            found["as"] = f"x{depth}"
            inner = (*inner, f"x{depth}")
        if draw(st.booleans()):
            found["where"] = self.condition(draw, inner, depth - 1)
        found["that"] = self.condition(draw, inner, depth - 1)
        low, high = sorted(draw(st.lists(st.sampled_from([0, 25, 50, 100]), min_size=2, max_size=2)))
        words = draw(st.sampled_from([["at_least"], ["at_most"], ["at_least", "at_most"]]))
        found |= {word: f"{low if word == 'at_least' else high}%" for word in words}
        return {"share": found}

    def computed(self, draw: st.DrawFn, known: tuple[str, ...], depth: int) -> dict[str, object]:
        """What is reckoned of fields, here or over a path, and tests of it."""
        kind = draw(st.sampled_from(["date", "number", "number"]))
        found = self.reckoned(draw, kind, known)
        (stated,) = found.values()
        if not isinstance(stated[0] if isinstance(stated, list) else stated, str):
            kind = "number"
            found = {"sum": "number"}
        if kind == "date" and stated in ("2026-08-23", ["2026-08-23"]):
            found = {"maximum": "day"}
        if kind == "date" and isinstance(stated, list) and stated[0] == "2026-08-23":
            found = {"maximum": ["day", *stated[1:]]}
        if draw(st.booleans()):
            found["of"] = self.elsewhere(draw, "artefacts" if draw(st.integers(0, 3)) == 0 else self.path(draw), known)
            if draw(st.booleans()):
                found["that"] = self.condition(draw, known, depth - 1)
        words = ["is", "is_not", "at_least", "at_most", "present", "absent"]
        for word in draw(st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True)):
            found[word] = "true" if word in ("present", "absent") else self.operand(draw, FieldOf(kind), known)
        return {"computed": found}

    def group(self, draw: st.DrawFn, kind: FieldOf, known: tuple[str, ...], depth: int) -> dict[str, object]:
        """A condition on a mapping."""
        names = st.sampled_from(sorted(kind.parts))
        form = draw(st.integers(0, 5)) if depth > 0 else 5
        also = lambda: self.group(draw, kind, known, depth - 1)  # noqa: E731
        match form:
            case 0:
                return {draw(st.sampled_from(["all", "any"])): [also(), also()]}
            case 1:
                return {"not": also()}
            case 2:
                return {"if": also(), "then": also(), **({"else": also()} if draw(st.booleans()) else {})}
        inner = tuple(each for each in known if each != "here")
        chosen = draw(st.lists(names, min_size=1, max_size=2, unique=True))
        tested = {name: self.tests(draw, kind.parts[name], inner, depth) for name in chosen}
        return {"field": tested} if draw(st.integers(0, 4)) == 0 else tested

    def path(self, draw: st.DrawFn, depth: int = 2) -> str:
        form = draw(st.integers(0, 7)) if depth > 0 else 7
        also = lambda: self.path(draw, depth - 1)  # noqa: E731
        match form:
            case 0:
                return f"{also()} / {also()}"
            case 1:
                return f"{also()} | {also()}"
            case 2:
                return f"({also()})+"
            case 3:
                return f"^({also()})"
            case 4:
                return f"({also()} | {also()}) / {also()}"
        return (
            draw(st.sampled_from(["", "", "^"]))
            + draw(st.sampled_from(PATHS))
            + draw(st.sampled_from(["", "", "+", "?"]))
        )

    def link_test(self, draw: st.DrawFn, known: tuple[str, ...], depth: int, *, anywhere: bool) -> dict[str, object]:
        how = draw(st.sampled_from(["some", "every", "none", "count"]))
        path = "artefacts" if not anywhere or draw(st.integers(0, 4)) == 0 else self.path(draw)
        found: dict[str, object] = {how: self.elsewhere(draw, path, known)}
        inner = known if "here" in known else (*known, "here")
        if draw(st.integers(0, 2)) == 0:
            found["as"] = f"x{depth}"
            inner = (*inner, f"x{depth}")
        if how == "every" or draw(st.integers(0, 5)):
            found["that"] = self.condition(draw, inner, depth - 1)
        if draw(st.integers(0, 3)) == 0:
            found["including"] = draw(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=2, unique=True))
        if how == "every" and draw(st.booleans()):
            found["may_be_none"] = "true"
        if how == "count":
            found |= self.bounds(draw, known if "here" in known else (), depth - 1)
            if draw(st.integers(0, 2)) == 0:
                found["distinct"] = draw(
                    st.sampled_from(["text", "texts", "number", "day", "span", "release", "one.name"])
                )
        return found

    def elsewhere(self, draw: st.DrawFn, path: str, known: tuple[str, ...]) -> object:
        """A path from here, or from the subject or a named node."""
        starts = [each for each in known if each.startswith("x") or (each == "subject" and "start" in known)]
        if path == "artefacts" or not starts or draw(st.integers(0, 3)):
            return path
        return {"from": draw(st.sampled_from(starts)), "path": path}

    def newest(self, draw: st.DrawFn, known: tuple[str, ...], depth: int) -> dict[str, object]:
        """What the newest or oldest of the nodes that a path leads to passes."""
        path = "artefacts" if draw(st.integers(0, 4)) == 0 else self.path(draw)
        found: dict[str, object] = {draw(st.sampled_from(["latest", "earliest"])): self.elsewhere(draw, path, known)}
        found["by"] = draw(st.sampled_from(["day", "days", "one.due", "rows.due"]))
        if draw(st.booleans()):
            found["per"] = draw(st.sampled_from(["text", "number", "texts", self.path(draw, 1)]))
        inner = known
        if draw(st.integers(0, 2)) == 0:
            found["as"] = f"x{depth}"
            inner = (*inner, f"x{depth}")
        if draw(st.integers(0, 5)):
            found["that"] = self.condition(draw, inner, depth - 1)
        return found

    def condition(self, draw: st.DrawFn, known: tuple[str, ...], depth: int) -> dict[str, object]:
        """A condition on a node, or (without `here`) on a subject that has no fields of FIELDS."""
        made = self.entries(draw, known, depth)
        if draw(st.integers(0, 4)) == 0:
            for key, value in self.entries(draw, known, depth).items():
                made.setdefault(key, value)
        return whole(made)

    def entries(self, draw: st.DrawFn, known: tuple[str, ...], depth: int) -> dict[str, object]:
        here = "here" in known
        form = draw(st.integers(0, 22)) if depth > 0 else draw(st.integers(0, 7))
        if form >= 20 and here:
            return (self.newest, self.share, self.computed)[form - 20](draw, known, depth)
        if form >= 16 or (not here and form < 8):
            if depth > 0:
                return self.link_test(draw, known, depth, anywhere="start" in known or here)
            return {"law": {"at_least": draw(st.sampled_from(["2024-07-12", "2026-07-27", "2030-01-01"]))}}
        if form >= 8:
            return self.compound(draw, known, depth, form)
        if form == 0:
            return {"type": draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=4, max_size=6, unique=True))}
        if form == 1:
            return {"trait": draw(st.sampled_from(["document", "item", "system", "owned", "index", "record"]))}
        if form == 2:
            starts = [each for each in known if each.startswith("x") or (each == "subject" and "start" in known)]
            if starts and draw(st.booleans()):
                whose = draw(st.sampled_from(starts))
                return {"is": "subject" if whose == "subject" else {"of": whose}}
            return self.graph_test(draw)
        name, kind = self.field_name(draw)
        asked = self.tests(draw, kind, known, max(depth, 1))
        return {"field": {name: asked}} if form == 3 else {name: asked}

    def compound(self, draw: st.DrawFn, known: tuple[str, ...], depth: int, form: int) -> dict[str, object]:
        """What is made of other conditions, and what asks of the organisation, the systems and the law."""

        def also(*more: str) -> dict[str, object]:
            return self.condition(draw, (*known, *more), depth - 1)

        match form:
            case 8 | 9:
                return {draw(st.sampled_from(["all", "any"])): [also() for _ in range(draw(st.integers(1, 3)))]}
            case 10 | 11:
                return {"not": also()}
            case 12:
                return {"if": also(), "then": also(), **({"else": also()} if draw(st.booleans()) else {})}
            case 13:
                return {"leads_to": also("here"), "along": self.along(draw)}
            case 14:
                return {draw(st.sampled_from(["provider", "system"])): also("here")}
        day = draw(st.sampled_from(["2024-07-12", "2026-07-27", "as_of"]))
        return {"law": {draw(st.sampled_from(["at_least", "after", "before"])): day}}

    def along(self, draw: st.DrawFn) -> list[str]:
        return draw(st.lists(st.sampled_from([*LINKS, "covered_by"]), min_size=1, max_size=3, unique=True))

    def graph_test(self, draw: st.DrawFn) -> dict[str, object]:
        match draw(st.sampled_from(["acyclic", "unique", "cites", "satisfies", "bound_to", "left_out_by", "file"])):
            case "file":
                facts = {
                    "path": st.sampled_from([{"starts_with": "f1"}, {"matches": "f[02]"}, "present"]),
                    "words": st.sampled_from([{"at_least": "100"}, {"at_most": "99"}, "present", "absent"]),
                    "headings": st.sampled_from([{"contains": "Purpose"}, {"count": {"at_least": "2"}}, "absent"]),
                    "language": st.sampled_from(["present", "absent", {"in": ["en", "de"]}]),
                    "origin.text": st.sampled_from(["text", "data", "present", {"in": ["block", "name"]}]),
                    "origin.type": st.sampled_from(["name", {"is_not": "name"}, "present"]),
                    "origin.status": st.sampled_from(["text", "absent", {"is_not": "data"}]),
                }
                asked = draw(st.fixed_dictionaries({}, optional=facts).filter(bool))
                return {"file": {"not": asked} if draw(st.booleans()) else asked}
            case "left_out_by":
                return {draw(st.sampled_from(["left_out_by", "came_before"])): draw(st.sampled_from(TRANSITIONS))}
            case "bound_to":
                return {"bound_to": self.path(draw, 1)}
            case "acyclic":
                return {"acyclic": self.path(draw, 1)}
            case "unique":
                return {"unique": draw(st.sampled_from(["text", "texts", "day", "number", "release", "span"]))}
            case "cites":
                return {"cites": draw(st.lists(st.sampled_from(PROVISIONS), min_size=1, max_size=2, unique=True))}
        return {"satisfies": draw(st.sampled_from([*PROVISIONS, ["Art. 9", "Art. 72"]]))}

    def subject(self, draw: st.DrawFn) -> tuple[object, tuple[str, ...]]:
        """What the rule is about, and what its conditions may speak of."""
        form = draw(st.sampled_from(range(13)))
        node = ("subject", "here", "start")
        match form:
            case 0:
                return {"trait": draw(st.sampled_from(["document", "item", "record", "owned"]))}, node
            case 1:
                return {"link": draw(st.sampled_from(["any", "covers", ["mitigates", "superseded_by"]]))}, (
                    "start",
                    "(link)",
                )
            case 2:
                return {"citation": "any"}, ("start", "(citation)")
            case 3:
                return {"provision": draw(st.sampled_from([["Art. 9"], ["Art. 17(1)(a) to (c)", "Art. 72"]]))}, (
                    "(provision)",
                )
            case 4:
                return {"linkage": draw(st.sampled_from(["any", "reference", "implied"]))}, ("(linkage)",)
            case 5:
                return "system", node
            case 6:
                return "qms", ("(qms)",)
            case 7:
                return {
                    "type": draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=1, max_size=3, unique=True))
                }, node
        return {"type": "any"}, node

    def of_subject(self, draw: st.DrawFn, known: tuple[str, ...]) -> dict[str, object]:
        """A condition on a subject that is no node: its own fields, or what holds anywhere."""
        sort = known[-1]
        fields = {
            "(link)": {"name": "covers", "status": "unknown", "target": "A", "written_in": "prose"},
            "(citation)": {"text": "Art. 9", "status": "unknown", "provision": "Art. 9", "act": "eu-ai-act"},
            "(provision)": {"cite": "Art. 9", "scope": "system", "topic": "risk"},
            "(linkage)": {"source": "Art. 9", "target": "Art. 72", "kind": "reference", "carriers": "1"},
        }.get(sort, {})
        if fields and draw(st.booleans()):
            name = draw(st.sampled_from(sorted(fields)))
            asked = draw(st.sampled_from([{"is": fields[name]}, {"is_not": fields[name]}, "present", "absent"]))
            return {"field": {name: asked}}
        if sort in ("(provision)", "(linkage)") and draw(st.booleans()):
            wanted = {"(provision)": ["cite"], "(linkage)": ["source", "target"]}[sort]
            return {"some": "artefacts", "that": {"satisfies": {"subject": draw(st.sampled_from(wanted))}}}
        if sort == "(linkage)" and draw(st.booleans()):
            return {"linked": self.along(draw)}
        plain = tuple(each for each in known if each != sort)
        return self.condition(draw, plain, 2)


def whole(made: dict[str, object]) -> dict[str, object]:
    """The entries with at most one link test, and options only beside what they belong to."""
    quantifiers = [key for key in made if key in ("some", "every", "none", "count", "latest", "earliest")]
    if len(quantifiers) > 1:
        gone = set(quantifiers[1:])
        made = {key: value for key, value in made.items() if key not in gone}
    if not quantifiers or quantifiers[0] not in ("latest", "earliest"):
        made = {key: value for key, value in made.items() if key not in ("by", "per")}
    if "count" not in made:
        made = {k: v for k, v in made.items() if k not in ("distinct", "at_least", "at_most", "exactly")}
    elif not {"at_least", "at_most", "exactly"} & set(made):
        made["at_least"] = "1"
    return made


@st.composite
def relieving(draw: st.DrawFn, rule: dict[str, object]) -> dict[str, object]:
    """What an exemption relieves of: one of the rule's provisions or what is above it; or all."""
    subject = rule["for"]
    if draw(st.booleans()) or (isinstance(subject, dict) and "provision" in subject):
        return {}
    rule.setdefault("provisions", draw(st.lists(st.sampled_from(PROVISIONS), min_size=1, max_size=3, unique=True)))
    above = {"Art. 9(2)(a)": "Art. 9", "Art. 9(2)": "Art. 9", "Art. 17(1)(g)": "Art. 17"}
    named = [cite for own in rule["provisions"] for cite in (own, above.get(own, own))]
    return {"relieves": draw(st.lists(st.sampled_from(named), min_size=1, max_size=2, unique=True))}


BOUNDS = ("at_least", "at_most", "within", "after", "before")


@st.composite
def parametrised(draw: st.DrawFn, require: dict[str, object]) -> dict[str, object]:
    """A condition of which one bound is a parameter, with that parameter; or nothing."""
    found: list[str] = []

    def turned(part: object) -> object:
        if isinstance(part, dict):
            made = {}
            for key, one in part.items():
                is_bound = key in BOUNDS and isinstance(one, str) and one[:1].isdigit() and not found
                found.extend([one] if is_bound else ())
                made[key] = {"parameter": "p"} if is_bound else turned(one)
            return made
        return [turned(one) for one in part] if isinstance(part, list) else part

    made = turned(require)
    is_used = found and "T" not in found[0] and draw(st.booleans())
    return {"require": made, "parameters": {"p": {"default": found[0]}}} if is_used else {}


@st.composite
def rules(draw: st.DrawFn, vocabulary: Vocabulary) -> dict[str, object]:
    """The data of a rule that compiles."""
    makes = Rules(vocabulary)
    subject, known = makes.subject(draw)
    is_node = "here" in known

    def condition() -> dict[str, object]:
        return makes.condition(draw, known, 3) if is_node else makes.of_subject(draw, known)

    rule: dict[str, object] = {"for": subject, "require": condition()}
    if isinstance(subject, dict):
        if draw(st.integers(0, 3)) == 0:
            subject["where"] = condition()
        if is_node and draw(st.integers(0, 4)) == 0:
            subject["including"] = draw(st.lists(st.sampled_from(["superseded", "retired"]), min_size=1, max_size=2))
    if draw(st.integers(0, 3)) == 0:
        rule["if"] = condition()
    if draw(st.integers(0, 3)) == 0:
        exemptions = [{"when": condition(), "by": "Art. 17(2)"} for _ in range(draw(st.integers(1, 2)))]
        rule["unless"] = [{**each, **draw(relieving(rule))} for each in exemptions]
    return {**rule, **draw(parametrised(rule["require"]))}


DAYS = st.sampled_from([date(2026, 11, 23), date(2026, 2, 28), date(2024, 2, 29), date(2026, 1, 31)])


@dataclass(frozen=True)
class Case:
    """A vocabulary, artefacts, a rule and a day."""

    vocabulary: Vocabulary
    artefacts: list[Artefact]
    rule: dict[str, object]
    day: date

    @property
    def graph(self) -> Graph:
        return a_graph(*self.artefacts, vocabulary=self.vocabulary)

    def __repr__(self) -> str:
        return "\n".join(("", f"{self.rule} on {self.day}", *self._artefacts(), *self._links(), *self._types()))

    def _artefacts(self) -> Iterator[str]:
        for node in self.graph.nodes:
            within = f" in {node.register}" if node.register >= 0 else ""
            unreadable = " UNREADABLE" if node.unreadable else ""
            reading = node.artefact.reading if node.artefact else None
            text = f" OPEN {dict(node.artefact.origins)} {reading}" if node.artefact and reading else ""
            yield f"  {node.index} {node.type} {dict(node.fields)}{within}{unreadable}{text}"

    def _links(self) -> Iterator[str]:
        for link in self.graph.links:
            written = f"{link.written_name} {link.written_target}, written by {link.writer}"
            yield f"  {link.source} -{link.name}-> {link.target} {link.status} ({written})"

    def _types(self) -> Iterator[str]:
        for kind in self.vocabulary.types.values():
            if kind.strength != "evidenced" or kind.satisfies or kind.index:
                yield f"  {kind.name}: {kind.strength}, satisfies {kind.satisfies}, index {kind.index}"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A vocabulary, artefacts, a rule and a day."""
    vocabulary = draw(vocabularies())
    return Case(vocabulary, draw(artefacts(vocabulary)), draw(rules(vocabulary)), draw(DAYS))
