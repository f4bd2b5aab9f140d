"""The labels that a pack or a manifest declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from art17.model.labels import OTHER, REVIEW_DATE, REVIEWER, Labels, plain_label, plain_labels
from art17.model.value import Value, leaves


def labels_in(stated: Mapping[str, Any]) -> Labels:
    """The labels of a `labels.yaml`."""
    documents = tuple(leaves(stated.get("documents")))
    fields: dict[str, str] = {}
    for name, labels in _groups(stated):
        fields.update(dict.fromkeys(plain_labels(leaves(labels), documents), name))
    columns = {
        plain_label(head): name for name, heads in _mapping(stated.get("columns")).items() for head in leaves(heads)
    }
    sections, apart = (frozenset(map(plain_label, leaves(stated.get(name)))) for name in ("sections", "apart"))
    return Labels(fields, columns, sections, apart)


def _groups(stated: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """Labels by what they name, those of something else first, so that a field has the last word."""
    yield OTHER, stated.get("other")
    yield REVIEWER, stated.get("reviewer")
    yield REVIEW_DATE, stated.get("review_date")
    yield from _mapping(stated.get("day_or_person")).items()
    yield from _mapping(stated.get("fields")).items()


def _mapping(stated: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", stated or {})
