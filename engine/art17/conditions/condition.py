"""What every condition can do, and what every test of a field's values can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from art17.conditions.operand import FieldRef, Operand, Reckoned
from art17.conditions.proposals import Known, Proposal, Wish
from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.english import negated
from art17.model.evidence import Evidence, Truth
from art17.model.value import Value
from art17.model.vocabulary import FieldOf


@dataclass(frozen=True, slots=True)
class Pronoun:
    """How a clause begins: by its subject, by what belongs to the subject, or by a sentence of its own."""

    subject: str
    possessive: str
    clause: str


IT = Pronoun("it", "its", "")
THAT = Pronoun("that", "whose", "for which ")


class Condition(ABC):
    """A question about a node, with all of its readings; how it is read from YAML is with its `Word`."""

    __slots__ = ()

    @abstractmethod
    def judge(self, node: Node, scene: Scene) -> Truth:
        """The answer, plainly; stops as soon as it is known."""

    @abstractmethod
    def trace(self, node: Node, scene: Scene) -> Evidence:
        """The same answer with everything that was looked at."""

    @abstractmethod
    def said(self) -> str:
        """The question in English, to follow "it"."""

    def described(self, by: Pronoun = IT) -> str:
        """The question as a clause of English: about "it", or to follow what it is about ("that", "whose")."""
        return f"{by.subject} {self.said()}"

    def denied(self, by: Pronoun = IT) -> str:
        """The clause that says the contrary."""
        contrary = negated(self.said())
        return f"{by.subject} {contrary}" if contrary else f"{by.clause}it is false that {self.described()}"

    @property
    @abstractmethod
    def parts(self) -> tuple[Condition, ...]:
        """The conditions it is made of."""

    @abstractmethod
    def mutants(self) -> Iterator[Condition]:
        """The same question with one small thing wrong, in every way there is."""

    @abstractmethod
    def propose(self, node: Node | None, scene: Scene) -> Proposal:
        """What would make it true; `node` is the subject where it is asked of that, else None."""

    @property
    def stated_texts(self) -> tuple[str, ...]:
        """The values that its tests write out."""
        return tuple(text for part in self.parts for text in part.stated_texts)

    @property
    def grows(self) -> Truth:
        """Whether more values of its fields can only make it true (True), only false (False), or either (None)."""
        return None

    @property
    def gives_name(self) -> str:
        """The name that it gives to the nodes that it leads to; "" for none."""
        return ""

    @property
    def asks_each(self) -> bool:
        """Whether each of these nodes has to pass by itself, so that one that does not is a failure of its own."""
        return False

    @property
    def remark(self) -> tuple[str, str] | None:
        """What `rules lint` says of it, and what to do; None for nothing."""
        return None


@dataclass(frozen=True, slots=True)
class Stated:
    """The values that a test writes out: one of them makes it hold, or (`all`) each has to be there."""

    texts: tuple[str, ...] = ()
    all: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What a test asks of every, some or none of the values that are mappings."""

    how: str
    condition: Condition


class Test(ABC):
    """A question about the values of one field; how it is read from YAML is with its `Operator`."""

    __slots__ = ()
    __test__ = False  # pytest takes it for one of its own

    @abstractmethod
    def holds(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> Truth:
        """Whether the values pass."""

    @abstractmethod
    def said(self) -> str:
        """The question in English, to follow the name of the field."""

    def described(self, name: str, by: Pronoun) -> str:
        """The question about the field of that name as a clause of English."""
        return f"{by.possessive} `{name}` {self.said()}"

    def denied(self, name: str, by: Pronoun) -> str:
        """The clause that says the contrary, where a short one does; else ""."""
        contrary = negated(self.said())
        return f"{by.possessive} `{name}` {contrary}" if contrary else ""

    @property
    @abstractmethod
    def operands(self) -> tuple[Operand, ...]:
        """What the values are compared with."""

    @abstractmethod
    def mutants(self) -> Iterator[Test]:
        """The same test with one small thing wrong."""

    @abstractmethod
    def propose(self, name: str, kind: FieldOf, known: Known) -> Wish:
        """What it asks to be written under a field of that name and kind."""

    @property
    @abstractmethod
    def grows(self) -> Truth:
        """Whether more values can only make it true (True), only false (False), or either (None)."""

    @property
    def stated(self) -> Stated:
        """The values that it writes out."""
        return Stated()

    @property
    def rows(self) -> Rows | None:
        """What it asks of values that are mappings."""
        return None

    @property
    def contrary(self) -> Test | None:
        """A test that holds where this one does not, if what to write can be told from it."""
        return None

    def missing(self, values: tuple[Value, ...], kind: FieldOf, node: Node, scene: Scene) -> str:
        """What the values lack, where that says more than the values do."""
        return ""

    @property
    def grows_by_operands(self) -> Truth:
        """The same of more values of what it compares with; of a reckoned value either."""
        return None if any(isinstance(operand, Reckoned) for operand in self.operands) else self.grows

    def refs(self) -> Iterator[FieldRef]:
        """The fields that it compares with."""
        for operand in self.operands:
            yield from operand.refs()
