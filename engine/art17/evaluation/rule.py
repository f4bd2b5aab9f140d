"""A rule ready to be judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from art17.conditions.condition import Condition
from art17.evaluation.parameters import Parameter
from art17.model.rule import HINT, RuleText


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a rule is about: `sort` is one of node, link, citation, provision, linkage, defect, qms.

    `names` are types, link names, provisions, kinds of linkage or of defect; empty means any.
    `traits` select nodes by trait instead.
    """

    sort: str
    names: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    where: Condition | None = None
    including: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exemption:
    """Where `when` holds, these provisions (none: all) and what is beneath them do not apply, by that provision."""

    when: Condition
    by: str
    relieves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule: what it asks of whom, and what it says when the answer is no."""

    id: str
    title: str
    basis: str
    provisions: tuple[str, ...]
    serves: tuple[str, ...]
    category: str
    severity: str
    subjects: Subjects
    condition: Condition | None
    exemptions: tuple[Exemption, ...]
    require: Condition | None
    message: str
    rationale: str
    fix: str
    waivable: bool
    text: RuleText
    effect: str = ""
    reliefs: tuple[Exemption, ...] = ()
    """Exemptions that packs state for every rule that names the provisions."""
    parameters: tuple[Parameter, ...] = ()
    each: str = ""
    """The name of the nodes for each of which that fails there is a finding of its own."""

    @property
    def pack(self) -> str:
        return self.id.partition("/")[0]

    @property
    def named(self) -> tuple[str, ...]:
        """The provisions that it is about: those of its subjects where these are provisions."""
        return self.subjects.names if self.subjects.sort == "provision" else self.provisions

    @property
    def carries_obligations(self) -> bool:
        """Whether a failure turns an obligation unmet."""
        return self.basis == "law" and self.severity in ("error", "warning") and self.effect != HINT

    @property
    def set_by_manifest(self) -> tuple[Parameter, ...]:
        """The parameters whose values are not those that the rule has."""
        return tuple(each for each in self.parameters if each.is_set)


def names_in(condition: Condition | None) -> Iterator[tuple[str, bool]]:
    """The names that a condition gives to nodes, each with whether every one of them has to pass."""
    if condition is None:
        return
    if condition.gives_name:
        yield condition.gives_name, condition.asks_each
    for part in condition.parts:
        yield from names_in(part)
