"""What a condition may look at while it is judged: the graph, the law, the day, and the subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from art17.digest import digest_of
from art17.graph.facts import Facts
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.vocabulary import SUBJECTS, TEXT, FieldOf

GROUP = "\0"
"""Between a type and the field whose value, a group, is judged like a node."""


@dataclass(slots=True)
class Scene:
    """One subject under one rule, and the facts that conditions may ask for.

    While a condition is judged it notes here which nodes it rested on (`used`, with `~node` where only
    the text of the node says so) and the first day on which time alone could change what it saw
    (`turn`).  `kinds`, `claims` and `beneath` remember answers of the law
    and the vocabulary, `of_links` the links that rules were judged on.
    """

    facts: Facts
    as_of: date
    act: Act | None = None
    subject: Node | None = None
    named: Mapping[str, Node] = field(default_factory=dict[str, Node])
    used: dict[int, None] = field(default_factory=dict[int, None])
    turn: date | None = None
    digests: Callable[[Node], str] | None = None
    kinds: dict[tuple[str, tuple[str, ...]], FieldOf] = field(
        default_factory=dict[tuple[str, tuple[str, ...]], FieldOf]
    )
    of_links: dict[int, Node] = field(default_factory=dict[int, Node])
    claims: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    beneath: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = field(
        default_factory=dict[tuple[tuple[str, ...], tuple[str, ...]], bool]
    )

    def on(self, subject: Node) -> Scene:
        """The same scene for another subject, with nothing noted yet."""
        return Scene(
            self.facts,
            self.as_of,
            self.act,
            subject,
            digests=self.digests,
            kinds=self.kinds,
            of_links=self.of_links,
            claims=self.claims,
            beneath=self.beneath,
        )

    def turn_to(self, subject: Node) -> None:
        """Begin anew with another subject."""
        self.subject = subject
        self.used = {}
        self.turn = None

    def digest_of(self, node: Node) -> str:
        """The digest of a node as it stands; of its fields alone where its text is not at hand."""
        return self.digests(node) if self.digests else digest_of(node.stated).whole

    def rests_on_text(self, index: int) -> None:
        """Note that what was read from the text of a node decides."""
        self.used[~index] = None

    def turns_on(self, day: date | None) -> None:
        """Note a day after the as-of date on which something seen could change."""
        if day and day > self.as_of and (self.turn is None or day < self.turn):
            self.turn = day

    def kind_of(self, type_name: str, steps: tuple[str, ...]) -> FieldOf:
        """What a field of a type holds; text where nothing declares it."""
        key = (type_name, steps)
        if key not in self.kinds:
            base, *groups = type_name.split(GROUP)
            inner = tuple(step for group in groups for step in group.split("."))
            whole = (*inner, *steps)
            found = SUBJECTS[base].at(whole) if base in SUBJECTS else self.facts.vocabulary.field_of(base, whole)
            self.kinds[key] = found or TEXT
        return self.kinds[key]

    def start_of(self, whose: str, here: Node) -> Node | None:
        """The node here (""), the subject, or the one that a name stands for."""
        if not whose:
            return here
        return self.subject if whose == "subject" else self.named.get(whose)

    def node(self, index: int) -> Node:
        return self.facts.node(index)
