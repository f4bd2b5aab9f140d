"""Begin a QMS: a manifest, and a skeleton of every artefact that the packs ask for, derived from their rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from art17.checking.rule_base import RuleBase, rule_base_of
from art17.conditions.proposals import Blank
from art17.conditions.scene import Scene
from art17.errors import UsageError
from art17.evaluation.evaluate import Judgement, judgements
from art17.evaluation.rule import Rule
from art17.graph.build import graph_of
from art17.model.artefact import WITHDRAWN, Artefact
from art17.model.evidence import UNMET
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.unfilled import HEADINGS
from art17.model.value import Value
from art17.reading.cases import CaseText, artefacts_in_case
from art17.reading.qms import read_qms
from art17.reading.settings import settings_of
from art17.skeletons.profile import Profile, Seeds, add_standards
from art17.skeletons.scaffold import Skeleton, Written, write_house
from art17.skeletons.sketch import Sketch, by_example, has_blank, left_out
from art17.skeletons.supply import Supplier
from art17.skeletons.unwritten import HOUSE, House

MANIFEST = Place("art17.yaml")
DRAFT, EFFECTIVE = "draft", "effective"
SORTS = ("provision", "node", "linkage", "qms")
ROUNDS = 40
"""More than the longest chain of artefacts that rules ask for, one asking for the next."""


def init(folder: Path, profile: Profile, as_of: date, schemas: str = "") -> Written:
    """Write the manifest and the skeletons into a folder; what is there already stays as it is.

    YAML files name their schema for editors, where a folder of `schemas` is named.

    Systems that a manifest or files of their own describe already are furnished as these say.
    What is there under another name, or in another place, gets no skeleton beside it.

    Raises:
        Art17Error: where an answer means nothing, or the manifest or a pack is wrong.
    """
    settings = settings_of(folder) if folder.is_dir() else Settings()
    words = rule_base_of(settings)
    there = _there(folder, settings, words) if folder.is_dir() else ()
    described = list(_described(there, words))
    in_manifest = frozenset(str(each.get("id", "")) for each in settings.systems)
    house = furnished(profile, words, as_of, replace(settings, systems=(*settings.systems, *described)))
    still = [each for each in house.open_systems() if each.id not in _ids(described)]
    new = [each for each in still if each.id not in in_manifest]
    sketches = {house.path_of(each): each for each in (*new, *house.files())}
    moved = _moved(sketches, there, house)
    renamed = _renamed(sketches, moved, there)
    skeletons = [_skeleton(each, house, renamed) for path, each in sketches.items() if path not in moved]
    stated = _manifest(house, settings, _ids(described) | {each.id for each in new})
    begun = write_house(folder, settings.place.path, stated, skeletons, schemas)
    still_open = [each.path for each in there if each.placeholders and _is_system(each, words)]
    first = (*map(house.path_of, new), *still_open)
    return replace(
        begun,
        kept=(*begun.kept, *moved.values()),
        first=tuple(dict.fromkeys(first)),
        open_in_manifest=tuple(map(_lacks, (each for each in still if each.id in in_manifest))),
    )


def _lacks(system: Sketch) -> str:
    """What a system that the manifest describes does not state yet."""
    blanks = (name for name, entry in system.fields.items() if has_blank(entry))
    return f"{system.id}: {', '.join(f'`{name}`' for name in blanks)}"


def _renamed(sketches: Mapping[str, Sketch], moved: Mapping[str, str], there: Iterable[Artefact]) -> Mapping[str, str]:
    """The ids of documents that are there, by those that their skeletons would have: links lead to what exists."""
    ids = {each.path: each.id for each in there}
    return {sketches[path].id: ids[where] for path, where in moved.items() if ids.get(where)}


def _there(folder: Path, settings: Settings, words: RuleBase) -> tuple[Artefact, ...]:
    """The artefacts of the folder that are files."""
    reading = read_qms(folder, replace(settings, systems=()), words.vocabulary, words.act)
    return tuple(each for each in reading.artefacts if each.register is None and each.place != MANIFEST)


def _moved(sketches: Mapping[str, Sketch], there: Iterable[Artefact], house: House) -> dict[str, str]:
    """Where what a sketch would be stands already, if elsewhere, by the path that the sketch would have.

    It has the same id, or is of the same type and for the same systems, where being of that type
    is to address a provision, as a procedure does.
    """
    found: dict[str, str] = {}
    others = [each for each in there if each.path not in sketches]
    paths_there = {each.path for each in there}
    by_id = {each.id: each for each in others if each.id}
    for path, sketch in sketches.items():
        if sketch.id in by_id:
            found[path] = by_id[sketch.id].path
    for path, sketch in sketches.items():
        if path in found or path in paths_there or not sketch.kind.satisfies:
            continue
        same = [each for each in others if each.path not in found.values() and _is_like(each, sketch, house)]
        if same:
            found[path] = same[0].path
    return found


def _is_like(artefact: Artefact, sketch: Sketch, house: House) -> bool:
    """Whether an artefact that is not withdrawn has the type and the systems of a sketch."""
    covered = frozenset(each.target for each in artefact.references if each.name == house.scope) - {"all"}
    is_withdrawn = artefact.text("status") in WITHDRAWN
    return artefact.type == sketch.type and covered == house.systems_of(sketch) and not is_withdrawn


def _is_system(artefact: Artefact, words: RuleBase) -> bool:
    kind = words.vocabulary.types.get(artefact.type)
    return kind is not None and kind.kind == "system"


def _described(there: Iterable[Artefact], words: RuleBase) -> Iterator[dict[str, Value]]:
    """What is stated of each system that has a file of its own."""
    for artefact in there:
        if _is_system(artefact, words):
            kind = words.vocabulary.types[artefact.type]
            stated = {name: value for name, value in artefact.fields.items() if name in kind.fields or name == "title"}
            yield {**stated, "id": artefact.id}


def _ids(described: Iterable[Mapping[str, Value]]) -> set[str]:
    return {str(each["id"]) for each in described}


def furnished(profile: Profile, words: RuleBase, as_of: date, settings: Settings) -> House:
    """A house of sketches that, once filled in, the rules of the packs are met by."""
    seeds = Seeds(profile, words.vocabulary, words.rules, words.act)
    known = {each.id: each for each in (*seeds.sketches(), *seeds.from_manifest(settings.provider, settings.systems))}
    house = House(words.vocabulary, as_of, list(known.values()))
    rules = sorted((rule for rule in words.rules if rule.subjects.sort in SORTS), key=_comes_late)
    _settle(house, rules, words, profile.standards)
    house.is_closed = True
    _settle(house, rules, words, profile.standards)
    return house


def _comes_late(rule: Rule) -> bool:
    """What a provision asks of the whole house comes before what one system asks for."""
    return rule.subjects.sort != "provision"


def _settle(house: House, rules: Sequence[Rule], words: RuleBase, standards: Sequence[str]) -> None:
    """Supply what rules miss until they miss nothing more.

    While the house is open, only what a rule asks of drafts is supplied: what is asked for once
    something else is in force, a later `init` adds.
    """
    for _ in range(ROUNDS):
        before = _stated(house, EFFECTIVE)
        scene = _scene(house, words, EFFECTIVE)
        due = None if house.is_closed else {_key(each) for each in _unmet(rules, _scene(house, words, DRAFT))}
        for judgement in _unmet(rules, scene):
            if due is None or _key(judgement) in due:
                Supplier(house, scene, judgement).supply()
        add_standards(house, standards)
        if _stated(house, EFFECTIVE) == before:
            break


def _unmet(rules: Sequence[Rule], scene: Scene) -> Iterator[Judgement]:
    return (each for each in judgements(rules, scene, MANIFEST) if each.verdict == UNMET)


def _key(judgement: Judgement) -> tuple[str, int, str]:
    return judgement.rule.id, judgement.subject.index, judgement.subject.name


def _stated(house: House, status: str) -> list[dict[str, Value]]:
    return house.stated(status, by_example, left_out)


def _scene(house: House, words: RuleBase, status: str) -> Scene:
    """The house as it would be judged with every blank filled in."""
    case = CaseText("init", MANIFEST, tuple(_stated(house, status)), {})
    artefacts = artefacts_in_case(case, words.vocabulary, words.act)
    return Scene(graph_of(artefacts, words.vocabulary, manifest=MANIFEST), house.as_of, words.act)


def _manifest(house: House, settings: Settings, elsewhere: Collection[str]) -> dict[str, Value]:
    """What the manifest states, which is not what stands `elsewhere`; types go without saying."""
    given = [sketch for sketch in house.sketches if sketch.is_given and sketch.id not in elsewhere]
    stated = [(each.kind.kind, {**each.stated("", _prompt)}) for each in given]
    bare = [(kind, {name: value for name, value in said.items() if name != "type"}) for kind, said in stated]
    systems = [said for kind, said in bare if kind == "system"]
    return {
        "read": [f"{HOUSE}/**"],
        "packs": list(settings.packs),
        "reading": {"**": "closed"},
        "provider": next(said for kind, said in bare if kind == "organisation"),
        **({"systems": systems} if systems else {}),
    }


def _skeleton(sketch: Sketch, house: House, renamed: Mapping[str, str]) -> Skeleton:
    stated = _with_ids(sketch.stated(DRAFT, _prompt), renamed)
    others = tuple(name for name in sketch.kind.fields if name not in stated)
    is_text = sketch.kind.kind == "document" and not (sketch.kind.index or sketch.kind.items)
    return Skeleton(
        house.path_of(sketch),
        stated,
        sketch.asked_by,
        others,
        has_status="status" in stated,
        headings=HEADINGS if is_text else {},
    )


def _with_ids(stated: dict[str, Value], renamed: Mapping[str, str]) -> dict[str, Value]:
    """What is stated, with links to documents as these are called here."""
    if not renamed:
        return stated
    return {
        name: _relinked(value, renamed)
        if name == "links"
        else [_of_row(row, renamed) for row in value]
        if isinstance(value, list)
        else value
        for name, value in stated.items()
    }


def _of_row(row: Value, renamed: Mapping[str, str]) -> Value:
    return _with_ids({**row}, renamed) if isinstance(row, Mapping) else row


def _relinked(value: Value, renamed: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return renamed.get(value, value)
    if isinstance(value, Mapping):
        return {name: _relinked(each, renamed) for name, each in value.items()}
    return [_relinked(each, renamed) for each in value] if value is not None else None


def _prompt(blank: Blank) -> str:
    return blank.prompt


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be answered: the words that the packs know."""

    sizes: tuple[str, ...]
    roles: tuple[str, ...]
    sections: tuple[str, ...]
    words: RuleBase

    def wrong_point(self, stated: str) -> str:
        """Why a point of Annex III is none, or ""."""
        try:
            Seeds(Profile(), self.words.vocabulary, self.words.rules, self.words.act).point(stated)
        except UsageError as error:
            return str(error)
        return ""


def choices_in(folder: Path) -> Choices:
    """The choices that the packs of a folder give for what `init` asks.

    Raises:
        Art17Error: where the manifest or a pack is wrong.
    """
    words = rule_base_of(settings_of(folder) if folder.is_dir() else Settings())

    def of(kind: str, name: str) -> tuple[str, ...]:
        found = (
            each.fields[name].choices
            for each in words.vocabulary.types.values()
            if each.kind == kind and name in each.fields
        )
        return next((tuple(each) for each in found if each), ())

    return Choices(of("organisation", "size"), of("organisation", "role"), of("system", "annex_i_section"), words)
