"""Who committed an approval: the people of the directory as git names them, bots and document controllers aside."""

from __future__ import annotations

from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.model.history import Commit, Person
from art17.model.value import leaves

_SIGNING = frozenset({"reviewed-by", "approved-by", "acked-by", "signed-off-by", "co-authored-by", "tested-by"})
_MACHINES = ("[bot]", "bot@", "noreply", "no-reply", "actions@", "automation", "web-flow")


class Committers:
    """Who the people of the directory are to git, and who controls documents for others."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._by_word: dict[str, int] = {}
        for index in graph.of_trait("person"):
            node = graph.nodes[index]
            for name in ("email", "handle", "title"):
                for word in leaves(node.fields.get(name)):
                    self._by_word[word.strip().lower()] = index
        procedures = graph.of_type("document-control-procedure")
        self._controllers = {person for each in procedures for person in self._answering(each, "owner")}

    def _answering(self, index: int, link: str) -> set[int]:
        """The people that a link leads to, by way of the roles that they hold."""
        found = {each.target for each in self._graph.out(index, link)}
        return found | {held.target for each in found for held in self._graph.out(each, "held_by")}

    def known(self, person: Person) -> int | None:
        """The person of the directory whom git names; None where nobody there has that address or name."""
        return self._by_word.get(person.email.lower(), self._by_word.get(person.name.lower()))

    def recorded_for_others(self, node: Node, approval: Commit, changed: Commit) -> bool:
        """Whether one known person committed the change, and its approval in the name of others."""
        if any(is_by_machine(commit) for commit in (approval, changed)):
            return False
        who = self.known(approval.author)
        if who is None or who != self.known(changed.author) or who in self._controllers:
            return False
        approvers = self._answering(node.index, "approved_by")
        named = [self.known(_person_in(value)) for key, value in approval.trailers if key in _SIGNING]
        return bool(approvers) and who not in approvers and not any(each != who for each in named)


def is_by_machine(commit: Commit) -> bool:
    """Whether somebody or something else put a commit there: merges, squashes, rebases by others, robots."""
    told = " ".join((commit.author.name, commit.author.email, commit.committer.name, commit.committer.email)).lower()
    return commit.parents != 1 or commit.author != commit.committer or any(word in told for word in _MACHINES)


def _person_in(trailer: str) -> Person:
    name, _, rest = trailer.partition("<")
    return Person(name.strip(), rest.partition(">")[0].strip())
