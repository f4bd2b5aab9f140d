"""The labels that a pack or a manifest declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from art17.model.labels import OTHER, REVIEW_DATE, REVIEWER, Labels, plain_label, plain_labels
from art17.model.value import Value, leaves
from art17.reading.io.unreadable import UnreadableError

MOST_LABELS = 100_000
"""So many labels a file may stand for, `{document}` put in."""


def labels_in(stated: Mapping[str, Any]) -> Labels:
    """The labels of a `labels.yaml`.

    Raises:
        UnreadableError: where they are more than anybody can mean.
    """
    documents = tuple(leaves(stated.get("documents")))
    count = sum(
        len(documents) if "{document}" in label else 1 for _, labels in _groups(stated) for label in leaves(labels)
    )
    if count > MOST_LABELS:
        raise UnreadableError(f"The file represents more than {MOST_LABELS} labels", "name fewer under `documents`")
    fields: dict[str, str] = {}
    for name, labels in _groups(stated):
        fields.update(dict.fromkeys(plain_labels(leaves(labels), documents), name))
    stated_columns: Mapping[str, Value] = stated.get("columns") or {}
    columns = {plain_label(head): name for name, heads in stated_columns.items() for head in leaves(heads)}
    sections, apart = (frozenset(map(plain_label, leaves(stated.get(name)))) for name in ("sections", "apart"))
    return Labels(fields, columns, sections, apart)


def _groups(stated: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """Labels by what they name, those of something else first, so that a field has the last word."""
    yield OTHER, stated.get("other")
    yield REVIEWER, stated.get("reviewer")
    yield REVIEW_DATE, stated.get("review_date")
    for name in ("day_or_person", "fields"):
        named: Mapping[str, Value] = stated.get(name) or {}
        yield from named.items()
