"""Approvals that are kept outside of the documents: one fact of the manifest for all that name no approver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from art17.model.artefact import Artefact
from art17.model.place import Place
from art17.model.settings import Settings

FIELD = "approvals_in"


def with_approvals_kept(artefacts: Iterable[Artefact], settings: Settings) -> Iterator[Artefact]:
    """The artefacts; where the manifest says where approvals are kept, those without an approver say so too."""
    if not settings.approvals_kept_in:
        yield from artefacts
        return
    place = Place(settings.place.path, (*settings.place.route, "approvals", "kept_in"))
    for artefact in artefacts:
        is_document = artefact.register is None and not artefact.is_part
        if not is_document or artefact.fields.get("approved_by") or FIELD in artefact.fields:
            yield artefact
            continue
        yield replace(
            artefact,
            fields={**artefact.fields, FIELD: settings.approvals_kept_in},
            elsewhere={**artefact.elsewhere, FIELD: place},
            origins={**artefact.origins, FIELD: "assessor"},
        )
