"""The types, fields and links that packs declare: the words that artefacts and rules speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.model.labels import Labels
from art17.model.value import Value

KINDS_OF_TYPE = ("document", "record", "item", "person", "role", "system", "organisation", "entity")
STRENGTHS = ("evidenced", "attested", "judged", "deemed", "declared", "found", "stated")
"""From strong to weak."""


@dataclass(frozen=True, slots=True)
class FieldOf:
    """What a field holds: its kind, whether several, its choices, and the parts of a group.

    A citation `beneath` a provision may be written as its point alone: `4` or `5(b)`.
    """

    kind: str = "text"
    many: bool = False
    choices: tuple[str, ...] = ()
    parts: Mapping[str, FieldOf] = field(default_factory=dict[str, "FieldOf"], hash=False)
    pattern: str = ""
    beneath: str = ""

    def at(self, steps: tuple[str, ...]) -> FieldOf | None:
        """The field that steps lead to, or None where no part has that name."""
        here: FieldOf | None = self
        for step in steps:
            here = here.parts.get(step) if here else None
        return here


TEXT = FieldOf()

_LINK_STATUSES = (
    "resolved", "superseded-target", "unknown", "ambiguous", "wrong-type", "external", "file", "unsure", "lost",
)  # fmt: skip
ORIGINS = ("data", "assessor", "block", "text", "name")
"""Where the value of a field may come from, from strong to weak."""
_CITATION_STATUSES = (
    "ok", "unknown", "deleted", "moved", "draft-numbering", "shifted-letter", "shifted-number",
    "missing-paragraph", "ambiguous", "law-defect", "other-act", "left-open", "not-a-citation",
)  # fmt: skip
SUBJECTS: Mapping[str, FieldOf] = {
    "(link)": FieldOf(
        "group",
        parts={
            "name": TEXT,
            "status": FieldOf("choice", choices=_LINK_STATUSES),
            "target": TEXT,
            "written_in": FieldOf("choice", choices=("front-matter", "prose")),
        },
    ),
    "(citation)": FieldOf(
        "group",
        parts={
            "text": TEXT,
            "status": FieldOf("choice", choices=_CITATION_STATUSES),
            "provision": FieldOf("citation"),
            "meant": FieldOf("citation"),
            "act": TEXT,
            "message": TEXT,
            "certainty": FieldOf("choice", choices=("certain", "likely")),
            "claim": FieldOf("choice", choices=("able", "unable")),
        },
    ),
    "(provision)": FieldOf(
        "group",
        parts={
            "cite": FieldOf("citation"),
            "topic": TEXT,
            "scope": FieldOf("choice", choices=("organisation", "both", "system", "event")),
        },
    ),
    "(linkage)": FieldOf(
        "group",
        parts={
            "source": FieldOf("citation"),
            "target": FieldOf("citation"),
            "kind": FieldOf("choice", choices=("reference", "implied")),
            "reason": TEXT,
            "carriers": FieldOf("integer"),
        },
    ),
    "(defect)": FieldOf("group", parts={"about": TEXT, "message": TEXT, "fix": TEXT}),
    "(qms)": FieldOf("group"),
    "(file)": FieldOf(
        "group",
        parts={
            "path": TEXT,
            "words": FieldOf("integer"),
            "headings": FieldOf(many=True),
            "language": TEXT,
            "origin": FieldOf("group"),
        },
    ),
}
"""What can be asked of subjects that are no artefacts, by the name that stands for their type."""


@dataclass(frozen=True, slots=True)
class TypeOf:
    """A type of artefact, as `types/<name>.yaml` of a pack says.

    One that is `generic` takes the types whose points it claims.
    A document is recognised by one of the `titles`, or by one of the `topics` together with a form among `forms`;
    `columns` are the heads under which tables of others list its fields.
    """

    name: str
    title: str
    kind: str
    pack: str = ""
    owned: bool = False
    reviewed: bool = False
    index: bool = False
    generic: bool = False
    strength: str = "evidenced"
    satisfies: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    items: Mapping[str, str] = field(default_factory=dict[str, str])
    fields: Mapping[str, FieldOf] = field(default_factory=dict[str, FieldOf])
    schema: Mapping[str, Value] = field(default_factory=dict[str, Value])

    @property
    def names(self) -> tuple[str, ...]:
        """What names its matter: its title, and the titles and topics by which documents of it are recognised."""
        return (self.title, *self.titles, *self.topics)

    @property
    def is_everyday(self) -> bool:
        """Whether others have the same word for what they write: `procedure`, `standard`, `risk`."""
        return self.generic or "-" not in self.name

    @property
    def traits(self) -> frozenset[str]:
        flags = {"owned": self.owned, "reviewed": self.reviewed, "index": self.index}
        return frozenset({self.kind, *(name for name, holds in flags.items() if holds)})


@dataclass(frozen=True, slots=True)
class LinkOf:
    """A kind of link, as `links.yaml` of a pack says; `sources` and `targets` name types or traits."""

    name: str
    title: str
    inverse: str = ""
    inverse_title: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    scope: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of the packs of a run, with the names under which foreign files write them.

    `cues` are the files of cues by type, as text that is parsed where a text is read; `law_words` are
    hashes of word sequences of the law, by which its own wording is known.
    In another language than English `words` are phrases by the English ones, `topics` what provisions are about;
    in English `matters` are words for what texts treat, by the names of fields and entries.
    """

    types: Mapping[str, TypeOf] = field(default_factory=dict[str, TypeOf])
    links: Mapping[str, LinkOf] = field(default_factory=dict[str, LinkOf])
    fields: Mapping[str, FieldOf] = field(default_factory=dict[str, FieldOf])
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    type_aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    inverses: Mapping[str, str] = field(default_factory=dict[str, str])
    units: Mapping[str, str] = field(default_factory=dict[str, str])
    cues: Mapping[str, str] = field(default_factory=dict[str, str])
    law_words: bytes = b""
    labels: Labels = field(default_factory=Labels)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    mapped: tuple[tuple[str, Mapping[str, str]], ...] = ()
    extensions: Mapping[str, TypeOf] = field(default_factory=dict[str, TypeOf])
    """Fields and columns that packs add to types of others, by the name of the file, each with the name of the type."""
    extra_cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """The cues of fields that were added so."""
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    topics: Mapping[str, str] = field(default_factory=dict[str, str])
    matters: Mapping[str, str] = field(default_factory=dict[str, str])

    def said(self, english: str) -> str:
        """A phrase of messages in the language of the run."""
        return self.words.get(english) or self.matters.get(english, english)

    def field_of(self, type_name: str, steps: tuple[str, ...]) -> FieldOf | None:
        """The field of a type (or a common field) that steps lead to; None if nothing declares it."""
        first = self.first_field(type_name, steps[0])
        return first.at(steps[1:]) if first else None

    def first_field(self, type_name: str, name: str) -> FieldOf | None:
        kind = self.types.get(type_name)
        return (kind.fields.get(name) if kind else None) or self.fields.get(name)

    def traits_of(self, type_name: str) -> frozenset[str]:
        kind = self.types.get(type_name)
        return kind.traits if kind else frozenset()

    def link_of(self, name: str) -> tuple[LinkOf, bool] | None:
        """The link of that name, and whether the name is its inverse."""
        if name in self.links:
            return self.links[name], False
        if name in self.inverses:
            return self.links[self.inverses[name]], True
        return None
