"""Which changes of files stay within their artefacts, and what the artefacts are then."""

from __future__ import annotations

from dataclasses import replace

from art17.checking.context import RunContext
from art17.graph.changes import NotLocalError
from art17.graph.node import Node
from art17.graph.resolve import described_by
from art17.model.artefact import Artefact
from art17.reading.facts.day_order import month_first_in, with_days_decided
from art17.reading.facts.file import FileRead, Wanted
from art17.reading.qms import OneFile, Recall

_ADDRESSES = ("permalink", "url", "slug", "aliases", "redirect_from")
"""Fields that state under which addresses a page is found."""


class Kept:
    """What each file was read as, kept in the process; what is not known here is asked of an earlier memory.

    Of `described` files more than their bytes decides what they are read as: they are kept, and not found again.
    """

    def __init__(self, reads: dict[str, FileRead], described: set[str], inner: Recall | None) -> None:
        self._before = {path: read for path, read in reads.items() if path not in described}
        self._inner = inner
        self._described = described
        self._described.clear()
        self.reads = reads
        self.reads.clear()
        self.digests: dict[str, str] = inner.digests if inner else {}

    def get(self, wanted: Wanted, digest: str) -> FileRead | None:
        """What a file with these bytes was read as."""
        known = self._before.get(wanted.path)
        if known is None or known.digest != digest or known.problems:
            known = self._inner.get(wanted, digest) if self._inner else None
        if known is not None:
            self.reads[known.path] = known
        return known

    def put(self, wanted: Wanted, read: FileRead, record: str) -> None:
        """Keep what a file was read as."""
        self.reads[read.path] = read
        if not wanted.depends_on_bytes_alone:
            self._described.add(read.path)
        if self._inner:
            self._inner.put(wanted, read, record)

    def save(self) -> None:
        """Keep it for the next process too."""
        if self._inner:
            self._inner.save()


class Files:
    """Reads changed files, and says which nodes have which artefacts then."""

    def __init__(self, context: RunContext, reads: dict[str, FileRead]) -> None:
        assert context.reading.source is not None
        self._context = context
        self._reads = reads
        self._one = OneFile(
            context.request.root, context.settings, context.graph.vocabulary, context.act, context.reading.source
        )
        artefacts = [node.artefact for node in context.graph.nodes if node.artefact]
        self._month_first = month_first_in(artefacts)
        self._has_lists = any(each.listed for each in artefacts)

    def read(self, path: str) -> FileRead:
        """What a file holds now.

        Raises:
            NotLocalError: where more than its own bytes decides that, or it is not there.
        """
        found = self._one.read(path) if path in self._reads else None
        if found is None or not found.digest or found.path != path:
            raise NotLocalError
        return found

    def artefacts(self, path: str, after: FileRead, nodes: list[Node]) -> dict[int, Artefact]:
        """The artefacts of the nodes of a file as they are now.

        Raises:
            NotLocalError: where others may depend on what differs.
        """
        before = self._reads[path]
        same = before.is_artefact == after.is_artefact and before.left_out == after.left_out
        same = same and not before.problems and not after.problems
        if not same or not len(before.artefacts) == len(after.artefacts) == len(nodes):
            raise NotLocalError
        pairs = zip(nodes, before.artefacts, after.artefacts, strict=True)
        return {node.index: self._artefact(node, old, new) for node, old, new in pairs}

    def _artefact(self, node: Node, old: Artefact, new: Artefact) -> Artefact:
        held = node.artefact
        if held is None or _shape(old) != _shape(new) or node.place != new.place or described_by(node.place.path):
            raise NotLocalError
        named = Artefact.__eq__(_named(old, held.id), held) if held is not old else True
        is_settled = next(iter(with_days_decided([new], self._month_first))) is new
        if not (named and is_settled) or (self._has_lists and old.text("status") != new.text("status")):
            raise NotLocalError
        kind = self._context.graph.vocabulary.types.get(new.type)
        names = (*_ADDRESSES, *(kind.known_by if kind else ()))
        if any(old.fields.get(name) != new.fields.get(name) for name in names):
            raise NotLocalError
        return _named(new, held.id)


def _named(artefact: Artefact, name: str) -> Artefact:
    return artefact if artefact.id == name else replace(artefact, id=name)


def _shape(artefact: Artefact) -> tuple[object, ...]:
    """What of an artefact others may depend on."""
    return (
        artefact.id,
        artefact.fields.get("id"),
        artefact.written.get("id"),
        artefact.elsewhere.get("id"),
        artefact.type,
        artefact.place,
        artefact.register,
        artefact.unreadable,
        artefact.describes,
        artefact.anchors,
        artefact.month_first,
        artefact.listed,
        artefact.is_part,
        artefact.section,
    )
