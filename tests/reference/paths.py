"""Paths (section 6 of the page): what a path reaches, and how much doubt there is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reference.world import World

MANY = 1_000_000
"""A text may list any number of further items."""


@dataclass
class Walk:
    """What following a path from one node found."""

    world: World
    including: list[str]
    doubtful: set[object] = field(default_factory=set)
    backwards: bool = False
    open_lists: set[int] = field(default_factory=set)

    def reached(self, path: str, start: int) -> list[int]:
        """The nodes that a path leads to from a node, in node order."""
        if path.strip() == "artefacts":
            self.doubtful |= {index for index in self.world.unreadable() if index != start}
            return [
                index
                for index in self.world.all()
                if index != start and self.counts(index) and not self.world.node(index).unreadable
            ]
        words = re.findall(r"[A-Za-z][\w-]*|[\^+?/|()]", path)
        tree, rest = parsed(words)
        assert not rest
        self.backwards = any(self.goes_back(name, back) for name, back in steps(tree))
        return sorted(self.follow(tree, {start} if start >= 0 else set()))

    def doubt(self, reached: list[int]) -> int:
        """How many nodes there may be of which nothing is known."""
        unknown = {index for index in self.world.unreadable() if index not in reached} if self.backwards else set()
        return len(self.doubtful | unknown) + MANY * len(self.open_lists)

    def counts(self, index: int) -> bool:
        return self.world.counts(index, self.including)

    def goes_back(self, name: str, back: bool) -> bool:
        return (name == "any" and back) or (name != "any" and self.canonical(name)[1] != back)

    def canonical(self, name: str) -> tuple[str, bool]:
        """The link that a name means, and whether it names its inverse."""
        inverses = self.world.vocabulary.inverses
        return (inverses[name], True) if name in inverses else (name, False)

    def follow(self, tree, starts: set[int]) -> set[int]:
        match tree:
            case ("link", name, back):
                return {found for start in starts for found in self.step(name, back, start)}
            case ("then", first, second):
                return self.follow(second, self.follow(first, starts))
            case ("or", first, second):
                return self.follow(first, starts) | self.follow(second, starts)
            case ("maybe", part):
                return starts | self.follow(part, starts)
            case ("more", part):
                reached: set[int] = set()
                found = self.follow(part, starts)
                while not found <= reached:
                    reached |= found
                    found = self.follow(part, reached)
                return reached
        raise AssertionError(tree)

    def step(self, name: str, back: bool, start: int) -> set[int]:
        """The nodes at the other end of a node's links of one name; what an unreadable file links to nobody knows."""
        reached: set[int] = set()
        if self.world.node(start).unreadable:
            self.doubtful.add(start)
        is_items = back if name == "any" else self.canonical(name)[0] == "item_of" and back != self.canonical(name)[1]
        is_back = back if name == "any" else back != self.canonical(name)[1]
        is_sure = name != "any" and self.canonical(name)[0] in ("item_of", "supersedes")
        if (
            not is_back
            and not is_sure
            and (self.world.is_text_item(start) or (self.world.is_unread(start) and self.is_from_some(name)))
        ):
            self.open_lists.add(start)
        if is_items and self.world.lists_more(start):
            self.open_lists.add(start)
        for at, link in enumerate(self.world.graph.links):
            if name != "any":
                wanted, inverse = self.canonical(name)
                against = back != inverse
                if link.name != wanted:
                    continue
            else:
                against = back
            here, there = (link.target, link.source) if against else (link.source, link.target)
            if here == start and there >= 0 and self.world.leads(link) and self.counts(there):
                reached.add(there)
            if link.writer == start and here == start and link.status in ("ambiguous", "unsure"):
                self.doubtful.add(f"link {at}")
            if here == -1 and self.may_mean(link, start) and self.counts(link.writer):
                self.doubtful.add(f"link {at}")
        return reached

    def is_from_some(self, name: str) -> bool:
        """Whether a link is declared from some types or traits, and not from any artefact."""
        links = self.world.vocabulary.links
        own = "" if name == "any" else self.canonical(name)[0]
        return bool(own) and own not in ("item_of", "supersedes") and bool(links[own].sources)

    def may_mean(self, link, index: int) -> bool:
        """Whether a node is one of those that an ambiguous link may mean, and of a type for that end of it."""
        kind, node = self.world.vocabulary.links[link.name], self.world.node(index)
        wanted = kind.targets if link.target == -1 else kind.sources
        return index in link.candidates and (
            not wanted or not node.type or node.type in wanted or not self.world.traits(index).isdisjoint(wanted)
        )


def parsed(words: list[str]):
    """The tree of the first path in a list of words, and the words after it: `|` binds loosest."""
    tree, words = sequel(words)
    while words[:1] == ["|"]:
        right, words = sequel(words[1:])
        tree = ("or", tree, right)
    return tree, words


def sequel(words: list[str]):
    tree, words = repeated(words)
    while words[:1] == ["/"]:
        right, words = repeated(words[1:])
        tree = ("then", tree, right)
    return tree, words


def repeated(words: list[str]):
    back = words[0] == "^"
    words = words[1:] if back else words
    if words[0] == "(":
        tree, words = parsed(words[1:])
        assert words[0] == ")"
        tree, words = (turned(tree) if back else tree), words[1:]
    else:
        tree, words = ("link", words[0], back), words[1:]
    while words[:1] in (["+"], ["?"]):
        tree, words = ("more" if words[0] == "+" else "maybe", tree), words[1:]
    return tree, words


def turned(tree):
    """The same path walked from its end."""
    match tree:
        case ("link", name, back):
            return ("link", name, not back)
        case ("then", first, second):
            return ("then", turned(second), turned(first))
        case ("or", first, second):
            return ("or", turned(first), turned(second))
        case ("more", part):
            return ("more", turned(part))
        case ("maybe", part):
            return ("maybe", turned(part))


def steps(tree):
    """Each link of a path with its direction."""
    if tree[0] == "link":
        yield tree[1:]
    else:
        for part in tree[1:]:
            yield from steps(part)
