"""The digest of one artefact of a QMS."""

from __future__ import annotations

from art17.commands.case import Order, opened
from art17.digest import Digest
from art17.errors import UsageError
from art17.model.nearest import did_you_mean


def digest(order: Order, name: str) -> Digest:
    """The digest of the artefact with that id, or `register#item`.

    Raises:
        UsageError: where there is none of that id, or several.
    """
    case = opened(order)
    found = [node for node in case.graph.nodes if name in (node.name, case.graph.address(node.index))]
    exact = [node for node in found if case.graph.address(node.index) == name] or found
    if not exact:
        near = did_you_mean(name, case.graph.by_id)
        raise UsageError(f"there is no artefact {name!r}{near}", "`art17 graph --format json` lists all that are read")
    if len(exact) > 1:
        raise UsageError(f"{name!r} stands for {len(exact)} artefacts", "name it as `register#item`")
    return case.digest_of(exact[0])
