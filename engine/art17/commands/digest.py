"""The digest of one artefact of a QMS."""

from __future__ import annotations

from art17.checking.context import load
from art17.checking.request import Request
from art17.digest import Digest
from art17.errors import UsageError
from art17.model.nearest import did_you_mean


def digest(request: Request, name: str) -> Digest:
    """The digest of the artefact with that id, or `register#item`.

    Raises:
        UsageError: where there is none of that id, or several.
    """
    context = load(request)
    found = context.graph.named(name)
    if not found:
        near = did_you_mean(name, context.graph.by_id)
        raise UsageError(f"there is no artefact {name!r}{near}", "`art17 graph --format json` lists all that are read")
    if len(found) > 1:
        raise UsageError(f"{name!r} is the id of {len(found)} artefacts", "name it as `register#item`")
    only = next(iter(found))
    return context.digest_of(context.graph.nodes[only])
