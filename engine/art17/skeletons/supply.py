"""What would make a failing rule hold: fields, links, rows and artefacts added to a house of sketches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from art17.conditions.bound import BoundTo
from art17.conditions.claims import Satisfies
from art17.conditions.condition import Condition
from art17.conditions.containment import Contains
from art17.conditions.fields import FieldTest
from art17.conditions.linked import Linked, carriers
from art17.conditions.links import LinkTest
from art17.conditions.logic import All, Any, IfThen
from art17.conditions.scene import Scene
from art17.evaluation.evaluate import Judgement
from art17.graph.node import Node
from art17.skeletons.routes import Routes
from art17.skeletons.sketch import Sketch
from art17.skeletons.unwritten import House
from art17.skeletons.writing import FieldWriter, digest_blank, plainly, reluctance


@dataclass(frozen=True, slots=True)
class Supplier:
    """Makes one failing verdict hold; `scene` is the house as it was judged."""

    house: House
    scene: Scene
    judgement: Judgement

    def supply(self) -> None:
        """Add what the rule misses of its subject."""
        rule, subject = self.judgement.rule, self.judgement.subject
        if rule.require is None:
            return
        on = self._sketch_of(subject)
        before = len(self.house.sketches)
        said = dict(on.fields) if on else {}
        self.make(rule.require, on, node=subject)
        is_told = on is not None and (not on.file.is_given or on.fields != said)
        for sketch in (*self.house.sketches[before:], *((on,) if on and is_told else ())):
            sketch.asked(rule.id, rule.title)

    def _sketch_of(self, node: Node) -> Sketch | None:
        return self.house.named(self.scene.node(node.index).name) if node.index >= 0 else None

    def make(self, condition: Condition, on: Sketch | None, *, node: Node | None = None, is_new: bool = False) -> None:
        """Make a condition hold of a sketch; `is_new` where it was made for this very condition."""
        match condition:
            case All(parts):
                for part in sorted(parts, key=_says_more):
                    self.make(part, on, node=node, is_new=is_new)
            case Any(parts):
                best = min(parts, key=lambda part: self._reluctance(part, on))
                self.make(best, on, node=node, is_new=is_new)
            case IfThen(asked, then):
                if node is not None and asked.judge(node, self.scene.on(node)):
                    self.make(then, on, node=node)
            case LinkTest():
                self._lead(condition, on)
            case Linked(along):
                self._tie(along)
            case _:
                for each, sketch in ((each, on) for each in plainly(condition) if on):
                    self._describe(each, sketch, is_new=is_new)

    def _reluctance(self, alternative: Condition, on: Sketch | None) -> tuple[bool, bool, bool]:
        """What cannot be supplied comes last; before it excuses, and before those what only the provider knows."""
        impossible, excuse = reluctance(alternative)
        is_fact = on is not None and on.is_given and isinstance(alternative, FieldTest)
        return impossible, excuse, is_fact

    def _describe(self, condition: Condition, on: Sketch, *, is_new: bool) -> None:
        """Write what a condition asks of the sketch itself."""
        match condition:
            case FieldTest(steps, test):
                subject = self.judgement.subject
                FieldWriter(self.house, subject, self._sketch_of(subject)).write(steps, test, on, is_new=is_new)
            case BoundTo():
                on.fields["digest"] = digest_blank(on)
            case _:
                return

    def _lead(self, test: LinkTest, on: Sketch | None) -> None:
        """Let a path lead to something that passes."""
        if test.how not in ("some", "count"):
            return
        if isinstance(test.that, Satisfies) and test.that.of_subject:
            claim = str(self.judgement.subject.fields.get(test.that.of_subject))
            test = replace(test, wanted=Routes(self.house).types_for(claim, self.scene.act))
        for at in range(max(test.bounds.at_least or 1, 1)):
            known = list(self.house.everything())
            there = Routes(self.house).led(test, on, at)
            if there and test.that:
                self.make(test.that, there, is_new=there.register is not None and there not in known)

    def _tie(self, along: tuple[str, ...]) -> None:
        """Join the first that carries one end of a linkage with the first that carries the other."""
        node = self.judgement.subject
        ends = [
            [self.house.named(self.scene.node(i).name) for i in carriers(str(node.fields[end]), node.index, self.scene)]
            for end in ("source", "target")
        ]
        Routes(self.house).tie([s for s in ends[0] if s], [t for t in ends[1] if t], along)


def _says_more(condition: Condition) -> bool:
    """Which rows there are comes before what each of them says."""
    return not (isinstance(condition, FieldTest) and isinstance(condition.test, Contains))
