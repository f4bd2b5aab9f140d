"""Who begins a QMS, and for which systems: the provider and the systems as the manifest will state them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from art17.conditions.fields import FieldTest
from art17.conditions.proposals import Blank, Entry, Field, NoneLed, OneOf, Proposal, Together
from art17.conditions.scene import Scene
from art17.errors import UsageError
from art17.evaluation.rule import Rule
from art17.graph.build import graph_of
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.value import Value
from art17.model.vocabulary import TypeOf, Vocabulary
from art17.skeletons.sketch import Sketch, fill, left_out
from art17.skeletons.unwritten import House, slug

ANNEXES = ("annex_iii_point", "annex_i_section")
CLASSED = ("classification", "classification_basis")


@dataclass(frozen=True, slots=True)
class Profile:
    """Who begins a QMS, and for what; what is empty is left to be filled in.

    `facts` are what else is known of each system: fields of its type, and their values.
    """

    size: str = ""
    roles: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    annex_iii_point: str = ""
    annex_i_section: str = ""
    lifecycle: str = "in-development"
    on_market_since: date | None = None
    standards: tuple[str, ...] = ()
    provider: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seeds:
    """Makes the sketches that a profile gives, by the words of the packs."""

    profile: Profile
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    act: Act | None

    def sketches(self) -> Iterator[Sketch]:
        """The provider, then the systems.

        Raises:
            UsageError: where an answer means nothing.
        """
        yield self._provider()
        taken: dict[str, str] = {}
        for title in self.profile.systems:
            sketch = self._system(title)
            if taken.setdefault(sketch.id, title) != title:
                raise UsageError(f"{title!r} and {taken[sketch.id]!r} would both be {sketch.id}", "rename one of them")
            yield sketch

    def from_manifest(
        self, provider: Mapping[str, Value] | None, systems: Sequence[Mapping[str, Value]]
    ) -> list[Sketch]:
        """The provider and the systems that a manifest, or files of their own, describe already."""
        own = [self._known(self._kind("organisation", "provider"), provider, "provider")] if provider else []
        kind = self._kind("system", "ai-system")
        return [*own, *(self._known(kind, each, f"system-{at}") for at, each in enumerate(systems, 1))]

    def _known(self, kind: TypeOf, stated: Mapping[str, Value], name: str) -> Sketch:
        own = stated.get("id")
        kept = {key: value for key, value in stated.items() if key not in ("id", "type", "links") and value is not None}
        fields = cast("dict[str, Entry]", kept)
        return Sketch(own if isinstance(own, str) else name, kind, fields=fields)

    def _provider(self) -> Sketch:
        provider = Sketch("provider", self._kind("organisation", "provider"))
        provider.fields["title"] = self.profile.provider or Blank("text: name of the provider", "The provider")
        _choose(provider, "size", self.profile.size)
        _choose(provider, "role", *self.profile.roles)
        return provider

    def _system(self, title: str) -> Sketch:
        if not (title.strip() and title.isprintable()):
            raise UsageError(f"{title!r} is not a name for a system", "use letters, digits and blanks")
        profile = self.profile
        sketch = Sketch(f"SYS-{slug(title).upper()}", self._kind_of_system())
        sketch.fields["title"] = title
        _choose(sketch, "lifecycle", profile.lifecycle)
        _choose(sketch, "annex_i_section", profile.annex_i_section)
        if profile.annex_iii_point and "annex_iii_point" in sketch.kind.fields:
            sketch.fields["annex_iii_point"] = self.point(profile.annex_iii_point)
        if profile.on_market_since and "placed_on_market" in sketch.kind.fields:
            sketch.fields["placed_on_market"] = profile.on_market_since.isoformat()
        for name, value in profile.facts:
            _state(sketch, name, value)
        if all(name in sketch.kind.fields for name in CLASSED):
            sketch.fields |= self._classification(sketch)
        return sketch

    def _kind_of_system(self) -> TypeOf:
        """The usual type of a system, unless a rule forbids it to such an organisation: who only uses one has none."""
        usual = self._kind("system", "ai-system")
        others = [kind for _, kind in sorted(self.vocabulary.types.items()) if kind.kind == "system"]
        return next((kind for kind in (usual, *others) if not self._is_forbidden(kind.name)), usual)

    def _is_forbidden(self, system: str) -> bool:
        node, scene = self._alone(self._provider())
        return any(
            rule.subjects.where is not None and rule.subjects.where.judge(node, scene)
            for rule in self.rules
            if node.type in rule.subjects.names and rule.require
            if isinstance(asked := rule.require.propose(None, scene), NoneLed) and system in asked.wanted
        )

    def point(self, stated: str) -> str:
        """A point of Annex III as the law calls it: `4`, `4(a)` or `Annex III(4)(a)`."""
        bare = stated.strip().removeprefix("Annex III").strip().removeprefix("(")
        number, _, letter = bare.partition("(")
        cite = f"Annex III({number.rstrip(') ')}){f'({letter}' if letter else ''}"
        if self.act is not None and self.act.provision(cite) is None:
            near = did_you_mean(cite, self.act.cites)
            raise UsageError(f"Annex III has no point {stated!r}{near}", "name it like 4 or 4(a)")
        return cite

    def _classification(self, sketch: Sketch) -> dict[str, Entry]:
        """The class and its basis that a rule accepts for the annex that the system names."""
        node, scene = self._alone(sketch)
        for rule in self.rules:
            asked = rule.require.propose(None, scene) if rule.require else None
            for part in asked.parts if isinstance(asked, OneOf) else ():
                facts = _facts_in(part)
                if facts.keys() >= set(CLASSED) and _is_about(part, node, scene):
                    return {name: facts[name] for name in CLASSED}
        return {}

    def _alone(self, sketch: Sketch) -> tuple[Node, Scene]:
        """What a sketch states so far, to be judged where nothing else is."""
        filled = {name: fill(entry, left_out) for name, entry in sketch.fields.items()}
        stated = {name: value for name, value in filled.items() if value is not None}
        scene = Scene(graph_of((), self.vocabulary), date.min, self.act)
        return Node(-1, sketch.type, stated, Place(""), sketch.id), scene

    def _kind(self, kind: str, usual: str) -> TypeOf:
        """The usual type of a kind, else the first one of it."""
        found = sorted(name for name, each in self.vocabulary.types.items() if each.kind == kind)
        if not found:
            raise UsageError(f"no pack declares a type of kind {kind!r}", "name the pack eu-ai-act under `packs:`")
        return self.vocabulary.types[usual if usual in found else found[0]]


def _fields_of(proposal: Proposal) -> list[Field]:
    parts = proposal.parts if isinstance(proposal, Together) else ()
    return [part for part in parts if isinstance(part, Field)]


def _is_about(alternative: Proposal, node: Node, scene: Scene) -> bool:
    """Whether an alternative asks for an annex that the system names, and for none that it does not."""
    asked = [part for part in _fields_of(alternative) if part.steps[0] in ANNEXES]
    names = any(part.steps[0] in node.fields for part in asked)
    return names and all(FieldTest(part.steps, part.test).judge(node, scene) for part in asked)


def _facts_in(proposal: Proposal) -> dict[str, Entry]:
    """The values that a proposal writes out for its fields, where it writes out one."""
    stated = {part.steps[0]: part.test.stated.texts for part in _fields_of(proposal)}
    return {name: texts[0] for name, texts in stated.items() if len(texts) == 1}


def _state(sketch: Sketch, name: str, value: str) -> None:
    """Write a fact that a person stated of a system."""
    kind = sketch.kind.fields.get(name)
    if kind is None:
        near = did_you_mean(name, sketch.kind.fields)
        raise UsageError(f"a system has no field {name!r}{near}", "`art17 schema ai-system` lists the fields")
    if kind.kind == "boolean" and value not in ("yes", "no"):
        raise UsageError(f"{value!r} is not a value of {name}", "write yes or no")
    _choose(sketch, name, value)


def _choose(sketch: Sketch, name: str, *values: str) -> None:
    """Write values that the vocabulary knows; several where the field holds several."""
    kind = sketch.kind.fields.get(name)
    said = [value for value in values if value]
    for value in said:
        if kind and kind.choices and value not in kind.choices:
            near = did_you_mean(value, kind.choices)
            raise UsageError(f"{value!r} is not a valid {name}{near}", f"known are {', '.join(kind.choices)}")
    if said and kind:
        sketch.fields[name] = list(said) if kind.many else said[0]


def add_standards(house: House, standards: Sequence[str]) -> None:
    """Put the standards that are followed already into the register of standards, each once."""
    if STANDARD not in house.vocabulary.types:
        return
    known = {str(each.fields.get("reference")) for each in house.everything() if each.type == STANDARD}
    for title in standards:
        if title not in known:
            row = house.add(STANDARD, None)
            if row:
                row.fields.update(title=title, reference=title)


STANDARD = "standard"
