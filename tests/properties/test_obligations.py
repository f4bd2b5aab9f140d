"""The engine and the reference come to the same obligations."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from art17.conditions.scene import Scene
from art17.errors import PackError
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements
from art17.evaluation.obligations import obligations_of
from art17.model.rule import RuleText
from builders import AS_OF, MANIFEST, law, rule_text
from properties.strategies import SEARCHED, Case, artefacts, rules, vocabularies
from reference.obligations import obligation
from reference.world import World

NAMED = ("Art. 17(1)(g)", "Art. 17(1)", "Art. 9", "Art. 9(2)(a)", "Art. 17(1)(m)", "Art. 72")


@dataclass(frozen=True)
class House:
    """A case with the texts of several rules of law."""

    case: Case
    texts: list[RuleText]

    def __repr__(self) -> str:
        return "\n".join([repr(self.case), *(str(dict(text.data)) for text in self.texts)])


@st.composite
def houses(draw: st.DrawFn) -> House:
    """A graph and up to three rules that demand something by law, or nearly so."""
    vocabulary = draw(vocabularies())
    texts: list[RuleText] = []
    for at in range(draw(st.integers(1, 3))):
        data = draw(rules(vocabulary))
        more = {"provisions": draw(st.lists(st.sampled_from(NAMED), min_size=1, max_size=2, unique=True))}
        more["provisions"] = data.pop("provisions", more["provisions"])
        severity = draw(st.sampled_from(["error", "error", "warning", "note"]))
        if severity == "warning" and draw(st.booleans()):
            more["effect"] = draw(st.sampled_from(["hint", "question"]))
        base = rule_text(data.pop("require"), data.pop("for"), severity=severity, **more)
        texts.append(RuleText(f"pack/folder/rule-{at}", base.place, {**base.data, **data}))
    return House(Case(vocabulary, draw(artefacts(vocabulary)), {}, AS_OF), texts)


@SEARCHED
@given(houses())
def test_obligations_agree(house: House) -> None:
    """Each provision has for each owner the same verdict and strength."""
    case = house.case
    try:
        known = compiled(house.texts, case.vocabulary, law())
    except PackError:
        assume(False)
        raise
    scene = Scene(case.graph, case.day, law())
    world = World(case.graph, case.day, law())
    systems = {scene.node(index).name: index for index in scene.facts.of_trait("system")}
    assume(len(systems) == len(scene.facts.of_trait("system")))
    found = obligations_of(known, tuple(judgements(known, scene, MANIFEST)), scene)
    for each in found:
        owner = systems[each.system] if each.system else -1
        expected = obligation(each.provision, owner, [dict(text.data) for text in house.texts], world)
        assert (each.verdict, each.strength) == expected, (each.provision, each.system)
