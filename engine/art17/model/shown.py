"""What a report shows of the graph: artefacts with their owners, links, and what only people can judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeShown:
    """An artefact as a reader meets it; `kind` is the title of its type, `register` the node it stands in, or -1.

    `owner` names who answers for it in words, "" where nobody does.  `facts` are its plain fields,
    given only for what is weaker evidence than a document: attestations and the like.
    """

    id: str
    type: str
    kind: str
    title: str
    path: str
    state: str = ""
    owner: str = ""
    strength: str = "evidenced"
    register: int = -1
    is_of_people: bool = False
    is_system: bool = False
    is_provider: bool = False
    systems: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link between two nodes by number; -1 where it leads to none, and `written` is what its file says.

    `title` reads from source to target ("is mitigated by"), `inverse` the other way; one that
    `looks_back` may lead to what was withdrawn.
    """

    source: int
    target: int
    title: str
    inverse: str
    status: str
    written: str
    writer: int
    looks_back: bool = False


@dataclass(frozen=True, slots=True)
class PersonalRule:
    """A rule that asks for the word of a person, and how many of its subjects have it."""

    rule: str
    title: str
    rationale: str
    provisions: tuple[str, ...]
    met: int
    unmet: int
    undecided: int
