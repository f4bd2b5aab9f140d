"""From artefacts to the graph: nodes numbered, links resolved, indexes made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from art17.errors import UsageError
from art17.graph.anchors import dead_anchor, leads_to
from art17.graph.graph import Edges, Graph, Nodes, Spaced
from art17.graph.hollow import dead_pointers, dead_sections, hollow_defects, pointer_defects
from art17.graph.lookalikes import lookalikes
from art17.graph.lost_folders import PROSE, without_lost_folders
from art17.graph.node import (
    AMBIGUOUS,
    EXTERNAL,
    FILE,
    RESOLVED,
    UNKNOWN,
    UNSURE,
    WITHDRAWN_TARGET,
    WRONG_TYPE,
    CitationOf,
    Link,
    Node,
)
from art17.graph.resolve import (
    LABEL,
    Directory,
    described_by,
    directory_of,
    is_address,
    is_external,
    is_issue,
    is_path,
    leads_out,
    paths_meant,
)
from art17.graph.reviews import DUE, due_on, review_defects
from art17.model.artefact import Artefact, Defect, Reference
from art17.model.days import Duration
from art17.model.place import Place
from art17.model.value import Value
from art17.model.vocabulary import LinkOf, Vocabulary

K = TypeVar("K")
V = TypeVar("V")

NOWHERE = Place("")
Numbering = Callable[[Sequence[Artefact]], Sequence[int]]
"""Ascending numbers for artefacts in node order."""
EVERY_SYSTEM = "all"
PEOPLE = frozenset({"person", "role"})
ACCOUNTABLE = frozenset({"owner", "author", "approved_by"})
MAINTAINED = frozenset({"document", "record"})
MOST_NAMED = 3
_FEW_LABELS = 10
"""At most one in so many references to labels is wrong where all texts are here."""
_JUDGED_ON_THE_WHOLE = frozenset({"owned", "reviewed"})
"""Traits that a part of a document does not have: owner and review are those of the document."""
MOST_LINKS = 1_000_000
"""So many links all files may write together, those of rows to their registers included."""
MOST_LINKS_TO_ALL = 50_000
"""So many links may `covers: all` stand for; each takes kilobytes once rules have walked it."""


def graph_of(
    artefacts: Iterable[Artefact],
    vocabulary: Vocabulary,
    files: frozenset[str] = frozenset(),
    manifest: Place = NOWHERE,
    reviewed_at_most: Duration | None = None,
    numbering: Numbering | None = None,
) -> Graph:
    """The graph of the artefacts.

    `files` are all paths that exist, artefacts or not; what is missing from the whole is placed at
    the manifest.  `reviewed_at_most` is the longest time between reviews that the manifest allows.
    `numbering` gives the artefacts in their order their numbers; without it they are numbered as they come.
    """
    ordered = sorted(artefacts, key=lambda artefact: artefact.path)
    nodes = nodes_of(ordered, vocabulary, reviewed_at_most, numbering(ordered) if numbering else None)
    directory = directory_of(nodes, vocabulary, files)
    by_trait = grouped((trait, node.index) for node in nodes for trait in sorted(node.traits))
    resolver = Resolver(directory, vocabulary, by_trait, [node.place.path for node in nodes if node.unreadable])
    anchored: list[tuple[Node, Reference]] = []
    links = _without_texts(tuple(_bounded(_links_of(nodes, resolver, anchored))))
    links, lost_folders = without_lost_folders(links, directory)
    outgoing, incoming = _edges(links)
    citations = tuple(CitationOf(node.index, at) for node in nodes if node.artefact for at in node.artefact.citations)
    return Graph(
        vocabulary=vocabulary,
        nodes=nodes,
        links=links,
        citations=citations,
        defects=(
            *written_defects(nodes),
            *duplicates(nodes),
            *lookalikes(nodes),
            *lost_files(nodes, directory),
            *dead_anchors(anchored, directory),
            *hollow_defects(nodes, vocabulary),
            *pointer_defects(nodes, vocabulary),
            *dead_pointers(nodes, vocabulary, files),
            *dead_sections(nodes),
            *review_defects(nodes, reviewed_at_most),
            *((-1, defect) for defect in lost_folders),
            *defects_of_the_whole(nodes, links, by_trait, manifest),
        ),
        outgoing=outgoing,
        incoming=incoming,
        hindrances=_hindered(links, nodes, vocabulary),
        by_type=grouped((node.type, node.index) for node in nodes),
        by_trait=by_trait,
        by_id=directory.by_id,
        systems_of=systems_reached(nodes, outgoing, vocabulary),
        unreadable=tuple(node.index for node in nodes if node.unreadable),
        citations_of=grouped((citation.node, citation) for citation in citations),
    )


def _links_of(nodes: Nodes, resolver: Resolver, anchored: list[tuple[Node, Reference]]) -> Iterator[Link]:
    """The links that all nodes write, and beside it what of them leads to a heading: references are decoded once."""
    for node in nodes:
        references = tuple(node.artefact.references) if node.artefact else ()
        anchored.extend((node, reference) for reference in references if reference.anchor)
        yield from resolver.links_of(node, references)


def _bounded(links: Iterable[Link]) -> Iterator[Link]:
    """The links, as long as there are no more than a run can hold.

    Raises:
        UsageError: where there are more.
    """
    for count, link in enumerate(links, 1):
        if count > MOST_LINKS:
            message = f"The files write more than {MOST_LINKS} links together"
            raise UsageError(message, "exclude what is no part of the QMS, or check a part of the folder", link.place)
        yield link


def _without_texts(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links without those that lead nowhere because the folder does not know their kind.

    Where most `[[...]]` lead nowhere it is no vault of notes, and they are text; where more than a few labels of Sphinx
    are not there, they are in files that were not brought along.
    """
    wiki = [link for link in links if link.is_wiki and not is_path(link.written_target)]
    labels = [link for link in links if link.written_target.startswith(LABEL)]
    lost = {
        id(link)
        for kind, most in ((wiki, 2), (labels, _FEW_LABELS))
        if (broken := [link for link in kind if link.status == UNKNOWN]) and len(broken) * most > len(kind)
        for link in broken
    }
    return tuple(link for link in links if id(link) not in lost) if lost else links


def nodes_of(
    artefacts: Sequence[Artefact],
    vocabulary: Vocabulary,
    reviewed_at_most: Duration | None = None,
    given: Sequence[int] | None = None,
) -> Nodes:
    """The nodes of artefacts, numbered as they come, or with the numbers given."""
    numbers = range(len(artefacts)) if given is None else given
    at: dict[Place, int] = {artefact.place: i for i, artefact in reversed(list(enumerate(artefacts)))}
    traits = {name: vocabulary.traits_of(name) for name in {artefact.type for artefact in artefacts}}
    nodes: list[Node] = []
    for index, artefact in zip(numbers, artefacts, strict=True):
        register = at.get(artefact.register, -1) if artefact.register else -1
        kept = artefacts[register] if register >= 0 else artefact
        nodes.append(
            Node(
                index=index,
                type=artefact.type,
                fields=fields_with_due(artefact, traits[artefact.type], vocabulary, reviewed_at_most),
                place=artefact.place,
                name=artefact.id,
                status=artefact.text("status") or kept.text("status"),
                traits=traits[artefact.type] - _JUDGED_ON_THE_WHOLE if artefact.is_part else traits[artefact.type],
                register=numbers[register] if register >= 0 else -1,
                artefact=artefact,
                unreadable=artefact.unreadable,
                has_unread_rows=artefact.has_unread_rows,
            )
        )
    return tuple(nodes) if given is None else Spaced(nodes)


def fields_with_due(
    artefact: Artefact, traits: frozenset[str], vocabulary: Vocabulary, at_most: Duration | None
) -> Mapping[str, Value]:
    """The fields of an artefact, of one that is reviewed with the day on which the next review is due."""
    if DUE not in vocabulary.fields:
        return artefact.fields
    fields = {name: value for name, value in artefact.fields.items() if name != DUE}  # nobody states it
    due = due_on(fields, at_most) if "reviewed" in traits else None
    return {**fields, DUE: due.isoformat()} if due else fields


class Resolver:
    """Turns references into links."""

    def __init__(
        self,
        directory: Directory,
        vocabulary: Vocabulary,
        by_trait: Mapping[str, tuple[int, ...]],
        unreadable: Sequence[str],
    ) -> None:
        self._directory = directory
        self._vocabulary = vocabulary
        self._systems = by_trait.get("system", ())
        self._to_all = 0
        self._knows_people = knows_people(directory.nodes, by_trait)
        self._some_unreadable = bool(unreadable)
        self._unlisted = tuple(path.removeprefix("./") for path in unreadable if path.endswith("/"))
        self._known: dict[tuple[str, str], tuple[int, ...]] = {}
        self._elsewhere: dict[tuple[str, str], str] = {}

    def links_of(self, node: Node, references: Iterable[Reference]) -> Iterator[Link]:
        """The links that a node's references write, and that to its register."""
        if node.register >= 0:
            yield Link(
                "item_of",
                node.index,
                node.register,
                RESOLVED,
                node.index,
                "item_of",
                "",
                node.place,
            )
        for reference in references:
            found = self._vocabulary.link_of(reference.name)
            if found is None:
                continue
            kind, inverted = found
            if kind.scope and not inverted and reference.target == EVERY_SYSTEM:
                self._count_links_to_all(node)
                for system in self._systems:
                    yield self._link(kind, node, reference, (system,), inverted=inverted)
            else:
                meant = self._meant_by(reference.target, node.place.path)
                yield self._link(kind, node, reference, meant, inverted=inverted)

    def again(self, node: Node) -> Iterator[Link]:
        """The links of a node that has changed, by themselves."""
        self._to_all = 0
        return self.links_of(node, node.artefact.references if node.artefact else ())

    def _count_links_to_all(self, node: Node) -> None:
        """Count the links that one word stands for.

        Raises:
            UsageError: where there are more than a run can hold.
        """
        self._to_all += len(self._systems)
        if self._to_all > MOST_LINKS_TO_ALL:
            message = f"`{EVERY_SYSTEM}` represents more than {MOST_LINKS_TO_ALL} links to {len(self._systems)} systems"
            raise UsageError(message, "name the systems that each document covers, or check a part", node.place)

    def _meant_by(self, target: str, from_path: str) -> tuple[int, ...]:
        """The nodes that a target means; from one folder it always means the same."""
        key = (target, from_path.rpartition("/")[0])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._directory.meant_by(target, from_path)
        return found

    def _link(
        self,
        kind: LinkOf,
        node: Node,
        reference: Reference,
        meant: tuple[int, ...],
        *,
        inverted: bool,
    ) -> Link:
        target = meant[0] if len(meant) == 1 else -1
        ends = (target, node.index) if inverted else (node.index, target)
        return Link(
            name=kind.name,
            source=ends[0],
            target=ends[1],
            status=self._status(kind, node, reference, meant, ends),
            writer=node.index,
            written_name=reference.name,
            written_target=reference.target,
            place=reference.place,
            written_in=reference.written_in,
            is_wiki=reference.is_wiki,
            candidates=meant if len(meant) > 1 else (),
        )

    def _status(
        self,
        kind: LinkOf,
        node: Node,
        reference: Reference,
        meant: tuple[int, ...],
        ends: tuple[int, int],
    ) -> str:
        if len(meant) > 1:
            return AMBIGUOUS
        if not meant:
            return self._status_of_nothing(kind, node, reference)
        nodes = self._directory.nodes
        if not (fits(nodes[ends[0]], kind.sources) and fits(nodes[ends[1]], kind.targets)):
            return WRONG_TYPE
        return WITHDRAWN_TARGET if nodes[meant[0]].is_withdrawn else RESOLVED

    def _status_of_nothing(self, kind: LinkOf, node: Node, reference: Reference) -> str:
        if found := self._outside(reference.target, node.place.path):
            return found
        if reference.is_wiki and self._directory.is_in_vault(reference.target):
            return FILE
        if reference.target.startswith("/") and self._directory.knows_no_root(node.place.path):
            return EXTERNAL
        if kind.name == PROSE and is_address(reference.target):
            return EXTERNAL
        if is_issue(reference.target) and not self._directory.by_id.get(reference.target.partition("#")[0]):
            return EXTERNAL
        if self._is_of_guessed_list(node) and not _is_number(reference.target):
            return UNSURE
        lacks_people = bool(kind.targets) and PEOPLE.issuperset(kind.targets) and not self._knows_people
        is_unsure = lacks_people or self._may_be_unread(reference.target, node.place.path)
        return UNSURE if is_unsure else UNKNOWN

    def _is_of_guessed_list(self, node: Node) -> bool:
        """Whether it is a row of what nobody said to be a register: its cells may name something in words."""
        kept = self._directory.nodes[node.register].artefact if node.register >= 0 else None
        return kept is not None and (not kept.type or kept.origins.get("type") == "name")

    def _may_be_unread(self, target: str, from_path: str) -> bool:
        """Whether a target may stand in what could not be read; a path stands in no file, but may in a folder."""
        if not is_path(target):
            return self._some_unreadable
        return any(path.startswith(self._unlisted) for path in paths_meant(target, from_path))

    def _outside(self, target: str, from_path: str) -> str:
        """EXTERNAL for a URL or a path out of the folder, FILE for a file that is no artefact, else ""."""
        key = (target, from_path.rpartition("/")[0])
        if target.startswith(LABEL):
            return FILE if self._directory.is_label(target.removeprefix(LABEL)) else ""
        if key not in self._elsewhere:
            is_file = self._directory.is_file(target, from_path)
            is_elsewhere = is_external(target) or (not is_file and leads_out(target, from_path))
            self._elsewhere[key] = EXTERNAL if is_elsewhere else FILE if is_file else ""
        return self._elsewhere[key]


def _is_number(target: str) -> bool:
    """Whether a target has the form of a document's number, or of a path: somebody meant one thing by it.

    >>> [_is_number(target) for target in ("SOP-01", "sop/gone.md", "IT Operations Lead", "GDPR Art. 5 30", "ISO")]
    [True, True, False, False, False]
    """
    return is_path(target) or (" " not in target.strip() and any(sign.isdigit() for sign in target))


def fits(node: Node, words: tuple[str, ...]) -> bool:
    """Whether a node has one of the types or traits; without a type it fits anywhere."""
    return not words or not node.type or node.type in words or not node.traits.isdisjoint(words)


def _edges(links: Iterable[Link]) -> tuple[Edges, Edges]:
    outgoing: dict[str, dict[int, list[Link]]] = defaultdict(lambda: defaultdict(list))
    incoming: dict[str, dict[int, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        if link.is_followed:
            outgoing[link.name][link.source].append(link)
            incoming[link.name][link.target].append(link)
    return _frozen(outgoing), _frozen(incoming)


def _frozen(edges: Mapping[str, Mapping[int, list[Link]]]) -> Edges:
    return {name: {index: tuple(links) for index, links in ends.items()} for name, ends in edges.items()}


def _hindered(
    links: Iterable[Link], nodes: Nodes, vocabulary: Vocabulary
) -> Mapping[tuple[str, bool], Mapping[int, tuple[Link, ...]]]:
    """Links that lead nowhere, by name and whether they would be walked backwards, then by node.

    An ambiguous one stands also at each node that it may mean, to be walked the other way.
    """
    found: dict[tuple[str, bool], dict[int, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        if not link.is_followed and link.status not in (EXTERNAL, FILE):
            inverted = link.source != link.writer
            found[link.name, inverted][link.writer].append(link)
            kind = vocabulary.links[link.name]
            for candidate in link.candidates:
                if fits(nodes[candidate], kind.sources if inverted else kind.targets):
                    found[link.name, not inverted][candidate].append(link)
    return {key: {index: tuple(links) for index, links in ends.items()} for key, ends in found.items()}


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values by key, in their order."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def systems_reached(nodes: Nodes, outgoing: Edges, vocabulary: Vocabulary) -> dict[int, tuple[int, ...]]:
    """For each node the systems that it reaches, or its register."""
    scopes = [name for name, link in vocabulary.links.items() if link.scope]

    def reached(index: int) -> set[int]:
        return {
            link.target
            for name in scopes
            for link in outgoing.get(name, {}).get(index, ())
            if "system" in nodes[link.target].traits
        }

    found: dict[int, tuple[int, ...]] = {}
    for node in nodes:
        own = {node.index} if "system" in node.traits else reached(node.index)
        if not own and node.register >= 0:
            own = reached(node.register)
        found[node.index] = tuple(sorted(own))
    return found


def written_defects(nodes: Iterable[Node]) -> Iterator[tuple[int, Defect]]:
    """What reading found malformed in each node."""
    for node in nodes:
        for defect in node.artefact.defects if node.artefact else ():
            yield node.index, defect


def duplicates(nodes: Iterable[Node]) -> Iterator[tuple[int, Defect]]:
    """A defect for each id that an earlier node of the same register has."""
    first: dict[tuple[str, int], Node] = {}
    for node in nodes:
        earlier = first.setdefault((node.name, node.register), node)
        if earlier is not node:
            yield (
                node.index,
                Defect(
                    "duplicate-id",
                    node.place_of("id"),
                    node.name,
                    f"The id {node.name} is also that of {_told_apart(earlier.place, node.place)}",
                    "give one of them another id, and fix the links that mean it",
                ),
            )


def lost_files(nodes: Iterable[Node], directory: Directory) -> Iterator[tuple[int, Defect]]:
    """What only a side-car can describe and is not there, unless it is kept elsewhere or withdrawn."""
    for node in nodes:
        speaks = node.register >= 0 or bool(node.artefact and node.artefact.describes)
        described = "" if speaks else described_by(node.place.path)
        if not described or directory.has_file(described):
            continue
        if not (node.unreadable or node.is_withdrawn or node.fields.get("external")):
            message = f"This describes {described}, which is not there, or is ignored by git"
            fix = "put the file back, say where it is kept (`external`), or rename or remove the side-car"
            yield node.index, Defect("lost-file", node.place, described, message, fix)


def dead_anchors(references: Iterable[tuple[Node, Reference]], directory: Directory) -> Iterator[tuple[int, Defect]]:
    """Of references with their nodes those to a heading that another text of the QMS does not have."""
    for node, reference in references:
        if not reference.anchor:
            continue
        meant = directory.meant_by(reference.target, node.place.path)
        target = directory.nodes[meant[0]].artefact if len(meant) == 1 else None
        if target and target.anchors and not leads_to(reference.anchor, target.anchors):
            written = f"{reference.target}#{reference.anchor}"
            yield node.index, dead_anchor(reference.place, written, target.anchors)


def _told_apart(place: Place, other: Place) -> str:
    """A place as it is told beside another: where both are in one file, with the line or the way to it."""
    if place.path != other.path:
        return place.path
    if place.line:
        return f"{place.path}:{place.line}"
    document, *steps = place.route or (0,)
    told: list[str] = []
    if isinstance(document, int) and other.route[:1] != (document,):
        told.append(f"document {document + 1}")
    told += [f"entry {step + 1}" if isinstance(step, int) else f"`{step}`" for step in steps]
    return ", ".join([place.path, *told])


def knows_people(nodes: Nodes, by_trait: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether there is a directory of people and roles: a register of some, or several; one description is none."""
    found = [index for trait in sorted(PEOPLE) for index in by_trait.get(trait, ())]
    return len(found) > 1 or any(nodes[index].register >= 0 for index in found)


def defects_of_the_whole(
    nodes: Nodes, links: Sequence[Link], by_trait: Mapping[str, tuple[int, ...]], manifest: Place
) -> Iterator[tuple[int, Defect]]:
    """What one note says about the whole QMS instead of one finding for each artefact."""
    unsure = [link.written_target for link in links if link.name in ACCOUNTABLE and link.status == UNSURE]
    if unsure and not knows_people(nodes, by_trait):
        named = _first_few(list(dict.fromkeys(unsure)))
        message = f"There is no directory of people and roles, so whether owners exist cannot be decided: {named}"
        fix = "list the people and their roles in one place (artefacts of type `person` or `role`, or a register)"
        yield -1, Defect("no-directory", manifest, "directory", message, fix)
    silent = [node for node in nodes if _may_state_status(node) and not node.status]
    if silent:
        fix = "say of each whether it is a draft, in review, approved, in force, superseded or retired (`status`)"
        yield -1, Defect("no-status", manifest, "status", _without_status(silent), fix)


def _may_state_status(node: Node) -> bool:
    """Whether something is asked for its status: no row; of texts no record, none that says when it was approved."""
    if not node.traits & MAINTAINED or node.register >= 0 or node.unreadable:
        return False
    return node.reading is None or ("document" in node.traits and not node.fields.get("approved_on"))


def _without_status(silent: Sequence[Node]) -> str:
    traits = [trait for trait in sorted(MAINTAINED) if any(trait in node.traits for node in silent)]
    named = _first_few([node.name for node in silent])
    if len(silent) == 1:
        return f"1 {traits[0]} states no known status; it counts as in force: {named}"
    things = " and ".join(f"{trait}s" for trait in traits)
    return f"{len(silent)} {things} state no known status; they count as in force: {named}"


def _first_few(names: Sequence[str]) -> str:
    """The first names, and how many there are besides.

    >>> _first_few(["P-1", "P-2", "P-3", "P-4", "P-5"])
    'P-1, P-2, P-3 and 2 more'
    """
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
