"""Begin a QMS: a manifest, and a skeleton of every artefact that the packs ask for, derived from their rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from art17.conditions.scene import Scene
from art17.graph.build import graph_of
from art17.judging.evaluate import judgements
from art17.judging.profile import Profile, Seeds, add_standards
from art17.judging.rule import Rule
from art17.judging.sketch import Blank, Sketch, by_example, left_out
from art17.judging.supply import Supplier
from art17.judging.unwritten import HOUSE, House
from art17.model.evidence import UNMET
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.value import Value
from art17.reading.cases import CaseText, artefacts_in_case
from art17.reading.scaffold import Skeleton, Written, write_house
from art17.reading.settings import settings_of
from art17.tasks.words import Words, words_of

MANIFEST = Place("art17.yaml")
DRAFT, EFFECTIVE = "draft", "effective"
SORTS = ("provision", "node", "linkage", "qms")
ROUNDS = 40
"""More than the longest chain of artefacts that rules ask for, one asking for the next."""


def init(folder: Path, profile: Profile, as_of: date) -> Written:
    """Write the manifest and the skeletons into a folder; what is there already stays as it is.

    Systems that a manifest names already are furnished as it describes them.

    Raises:
        Art17Error: where an answer means nothing, or the manifest or a pack is wrong.
    """
    settings = settings_of(folder) if folder.is_dir() else Settings()
    house = furnished(profile, words_of(settings), as_of, settings)
    return write_house(folder, _manifest(house, settings), [_skeleton(each) for each in house.files()])


def furnished(profile: Profile, words: Words, as_of: date, settings: Settings) -> House:
    """A house of sketches that, once filled in, the rules of the packs are met by."""
    seeds = Seeds(profile, words.vocabulary, words.rules, words.act)
    known = {each.id: each for each in (*seeds.sketches(), *seeds.from_manifest(settings.provider, settings.systems))}
    house = House(words.vocabulary, as_of, list(known.values()))
    rules = sorted((rule for rule in words.rules if rule.subjects.sort in SORTS), key=_comes_late)
    for _ in range(ROUNDS):
        before = _filled(house)
        scene = _scene(house, words, as_of)
        for rule in rules:
            _supply(rule, house, scene)
        add_standards(house, profile.standards)
        if _filled(house) == before:
            break
    return house


def _comes_late(rule: Rule) -> bool:
    """What a provision asks of the whole house comes before what one system asks for."""
    return rule.subjects.sort != "provision"


def _supply(rule: Rule, house: House, scene: Scene) -> None:
    for judgement in judgements((rule,), scene, MANIFEST):
        if judgement.verdict == UNMET:
            Supplier(house, scene, judgement).supply()


def _filled(house: House) -> list[dict[str, Value]]:
    return house.stated(EFFECTIVE, by_example, left_out)


def _scene(house: House, words: Words, as_of: date) -> Scene:
    case = CaseText("init", MANIFEST, tuple(_filled(house)), {})
    artefacts = artefacts_in_case(case, words.vocabulary, words.act)
    return Scene(graph_of(artefacts, words.vocabulary, manifest=MANIFEST), as_of, words.act)


def _manifest(house: House, settings: Settings) -> dict[str, Value]:
    """What the manifest states; the types of provider and systems go without saying."""
    given = [sketch for sketch in house.sketches if sketch.is_given]
    stated = [(each.kind.kind, {**each.stated("", _prompt)}) for each in given]
    bare = [(kind, {name: value for name, value in said.items() if name != "type"}) for kind, said in stated]
    systems = [said for kind, said in bare if kind == "system"]
    return {
        "read": [f"{HOUSE}/**"],
        "packs": list(settings.packs),
        "provider": next(said for kind, said in bare if kind == "organisation"),
        **({"systems": systems} if systems else {}),
    }


def _skeleton(sketch: Sketch) -> Skeleton:
    stated = sketch.stated(DRAFT, _prompt)
    others = tuple(name for name in sketch.kind.fields if name not in stated)
    return Skeleton(sketch.path, stated, sketch.asked_by, others)


def _prompt(blank: Blank) -> str:
    return blank.prompt
