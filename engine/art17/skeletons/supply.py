"""What would make a failing rule hold: fields, links, rows and artefacts added to a house of sketches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from art17.conditions.linked import carriers
from art17.conditions.proposals import Bind, Carry, Field, Lead, OneOf, Proposal, Tie, Together
from art17.conditions.scene import Scene
from art17.evaluation.evaluate import Judgement
from art17.graph.node import Node
from art17.skeletons.routes import Routes
from art17.skeletons.sketch import Sketch
from art17.skeletons.unwritten import House
from art17.skeletons.writing import FieldWriter, digest_blank, reluctance


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
        self.make(rule.require.propose(subject, self.scene), on)
        is_told = on is not None and (not on.file.is_given or on.fields != said)
        for sketch in (*self.house.sketches[before:], *((on,) if on and is_told else ())):
            sketch.asked(rule.id, rule.title)

    def _sketch_of(self, node: Node) -> Sketch | None:
        return self.house.named(self.scene.node(node.index).name) if node.index >= 0 else None

    def make(self, proposal: Proposal, on: Sketch | None, *, is_new: bool = False) -> None:
        """Write what a proposal asks into a sketch; `is_new` where it was made for this very proposal."""
        match proposal:
            case Together(parts):
                for part in sorted(parts, key=_says_more):
                    self.make(part, on, is_new=is_new)
            case OneOf(parts):
                self.make(min(parts, key=lambda part: self._reluctance(part, on)), on, is_new=is_new)
            case Lead():
                self._lead(proposal, on)
            case Tie(along):
                self._tie(along)
            case Field(steps, test) if on:
                subject = self.judgement.subject
                writer = FieldWriter(self.house, subject, self._sketch_of(subject), self.scene)
                writer.write(steps, test, on, is_new=is_new)
            case Bind() if on:
                on.fields["digest"] = digest_blank(on)
            case _:
                return

    def _reluctance(self, alternative: Proposal, on: Sketch | None) -> tuple[bool, bool, bool]:
        """What cannot be supplied comes last; before it excuses, and before those what only the provider knows."""
        impossible, excuse = reluctance(alternative)
        is_fact = on is not None and on.is_given and isinstance(alternative, Field)
        return impossible, excuse, is_fact

    def _lead(self, lead: Lead, on: Sketch | None) -> None:
        """Let a path lead to something that passes."""
        if isinstance(lead.that, Carry):
            claim = str(self.judgement.subject.fields.get(lead.that.field))
            lead = replace(lead, wanted=Routes(self.house).types_for(claim, self.scene.act))
        for at in range(lead.number):
            known = list(self.house.everything())
            there = Routes(self.house).led(lead, on, at)
            if there and lead.that:
                self.make(lead.that, there, is_new=there.register is not None and there not in known)

    def _tie(self, along: tuple[str, ...]) -> None:
        """Join the first that carries one end of a linkage with the first that carries the other."""
        node = self.judgement.subject
        ends = [
            [self.house.named(self.scene.node(i).name) for i in carriers(str(node.fields[end]), node.index, self.scene)]
            for end in ("source", "target")
        ]
        Routes(self.house).tie([s for s in ends[0] if s], [t for t in ends[1] if t], along)


def _says_more(proposal: Proposal) -> bool:
    """Which rows there are comes before what each of them says."""
    return not (isinstance(proposal, Field) and proposal.test.stated.all)
