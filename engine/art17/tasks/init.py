"""Begin a QMS: a manifest, and a skeleton of every artefact that the packs ask for, derived from their rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from art17.conditions.logic import Any
from art17.conditions.scene import Scene
from art17.errors import UsageError
from art17.graph.build import graph_of
from art17.judging.evaluate import judgements
from art17.judging.rule import Rule
from art17.judging.sketch import Blank, Sketch, by_example, left_out
from art17.judging.supply import Supplier
from art17.judging.unwritten import House, slug
from art17.model.evidence import UNMET
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.settings import DEFAULT_PACKS, Settings
from art17.model.vocabulary import TypeOf, Vocabulary
from art17.reading.cases import CaseText, artefacts_in_case
from art17.reading.scaffold import Written, write_house
from art17.reading.settings import settings_of
from art17.tasks.words import Words, words_of

MANIFEST = Place("art17.yaml")
SORTS = ("provision", "node", "linkage", "qms")
ROUNDS = 40
"""More than the longest chain of artefacts that rules ask for, one asking for the next."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who begins a QMS, and for what; what is empty is left to be filled in."""

    size: str = ""
    roles: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    annex_iii_point: str = ""
    annex_i_section: str = ""
    lifecycle: str = "in-development"
    on_market_since: date | None = None
    standards: tuple[str, ...] = ()


def init(folder: Path, profile: Profile, as_of: date) -> Written:
    """Write the manifest and the skeletons into a folder; what is there already stays as it is.

    Raises:
        Art17Error: where an answer means nothing, or the manifest or a pack is wrong.
    """
    settings = settings_of(folder) if folder.is_dir() else Settings()
    words = words_of(settings)
    house = furnished(profile, words, as_of)
    return write_house(folder, house.sketches, settings.packs or DEFAULT_PACKS)


def furnished(profile: Profile, words: Words, as_of: date) -> House:
    """A house of sketches that, once filled in, every rule of the packs is met by."""
    house = House(words.vocabulary, as_of)
    house.sketches.extend(_given(profile, words))
    rules = sorted((rule for rule in words.rules if rule.require), key=_provisions_first)
    for _ in range(ROUNDS):
        before = house.stated("effective", by_example, left_out)
        scene = _scene(house, words, as_of)
        for rule in rules:
            if rule.subjects.sort in SORTS:
                _supply(rule, house, scene)
        _add_standards(profile, house)
        if house.stated("effective", by_example, left_out) == before:
            break
    return house


def _provisions_first(rule: Rule) -> bool:
    """What a provision asks of the whole house comes before what a system asks for."""
    return rule.subjects.sort != "provision"


def _supply(rule: Rule, house: House, scene: Scene) -> None:
    for judgement in judgements((rule,), scene, MANIFEST):
        if judgement.verdict == UNMET:
            Supplier(house, scene, judgement).supply()


def _scene(house: House, words: Words, as_of: date) -> Scene:
    stated = tuple(house.stated("effective", by_example, left_out))
    case = CaseText("init", MANIFEST, stated, {})
    artefacts = artefacts_in_case(case, words.vocabulary, words.act)
    return Scene(graph_of(artefacts, words.vocabulary, manifest=MANIFEST), as_of, words.act)


def _given(profile: Profile, words: Words) -> Iterator[Sketch]:
    """The provider and the systems, as the manifest will state them."""
    kind = _kind(words.vocabulary, "organisation", "provider")
    provider = Sketch("provider", kind)
    provider.fields["title"] = Blank("text: name of the provider", "The provider")
    _choose(provider, "size", (profile.size,) if profile.size else ())
    _choose(provider, "role", profile.roles)
    yield provider
    taken: set[str] = set()
    for title in profile.systems:
        name = f"SYS-{slug(title).upper()}"
        if name in taken:
            raise UsageError(f"two systems would be called {name}", "give them names that differ by more than signs")
        taken.add(name)
        yield _system(Sketch(name, _kind(words.vocabulary, "system", "ai-system")), title, profile, words)


def _system(sketch: Sketch, title: str, profile: Profile, words: Words) -> Sketch:
    sketch.fields["title"] = title
    _choose(sketch, "lifecycle", (profile.lifecycle,))
    _choose(sketch, "annex_i_section", (profile.annex_i_section,) if profile.annex_i_section else ())
    if profile.annex_iii_point:
        sketch.fields["annex_iii_point"] = _point(profile.annex_iii_point, words)
    if profile.on_market_since:
        sketch.fields["placed_on_market"] = profile.on_market_since.isoformat()
    if profile.annex_iii_point or profile.annex_i_section:
        sketch.fields |= _classification(sketch, words)
    return sketch


def _point(stated: str, words: Words) -> str:
    """A point of Annex III as the law calls it: `4`, `4(a)` or `Annex III(4)(a)`."""
    bare = stated.strip().removeprefix("Annex III").strip().removeprefix("(")
    number, _, rest = bare.partition("(")
    cite = f"Annex III({number.rstrip(')').strip()}){f'({rest}' if rest else ''}"
    if words.act is None or words.act.provision(cite) is None:
        near = did_you_mean(cite, words.act.cites if words.act else ())
        raise UsageError(f"there is no point {stated!r} of Annex III{near}", "name it like 4 or 4(a)")
    return cite


def _classification(sketch: Sketch, words: Words) -> dict[str, object]:
    """The class and its basis that the rules accept together with what is known of the system."""
    for rule in words.rules:
        for part in rule.require.parts if isinstance(rule.require, Any) else ():
            values = _values_beside(part, sketch)
            if {"classification", "classification_basis"} <= values.keys():
                return values
    return {}


def _values_beside(alternative: object, sketch: Sketch) -> dict[str, object]:
    """The values that an alternative of a rule asks for, if it asks for everything that the sketch states of them."""
    from art17.judging.blanks import facts_of  # noqa: PLC0415

    facts = facts_of(alternative)
    known = {name: sketch.fields.get(name) for name in ("annex_iii_point", "annex_i_section")}
    fits = all((name in facts) is bool(value) for name, value in known.items())
    return {n: v for n, v in facts.items() if n.startswith("classification") and v} if fits else {}


def _choose(sketch: Sketch, name: str, values: tuple[str, ...]) -> None:
    """Write values that the vocabulary knows; several where the field holds several."""
    kind = sketch.kind.fields.get(name)
    for value in values:
        if kind and kind.choices and value not in kind.choices:
            near = did_you_mean(value, kind.choices)
            raise UsageError(f"{value!r} is no {name}{near}", f"known are {', '.join(kind.choices)}")
    if values and kind:
        sketch.fields[name] = list(values) if kind.many else values[0]


def _kind(vocabulary: Vocabulary, kind: str, usual: str) -> TypeOf:
    """The usual type of a kind, else the first one of it."""
    found = sorted(name for name, each in vocabulary.types.items() if each.kind == kind)
    if not found:
        raise UsageError(f"no pack declares a type of kind {kind!r}", "name the pack eu-ai-act under `packs:`")
    return vocabulary.types[usual if usual in found else found[0]]


def _add_standards(profile: Profile, house: House) -> None:
    """The standards that are followed already, as rows of the register of standards."""
    rows = [each for each in house.everything() if each.type == "standard"]
    for title in profile.standards[len(rows) :]:
        row = house.add("standard", None)
        row.fields |= {"title": title, "reference": title}
