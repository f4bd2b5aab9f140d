"""The views of a pack, from its `views.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from art17.model.value import Value
from art17.model.view import View, ViewPart


def views_in(stated: Value) -> tuple[View, ...]:
    """The views that a file states, which was checked against its schema before."""
    return tuple(_view(each) for each in cast("Iterable[Mapping[str, Any]]", stated or ()))


def _view(stated: Mapping[str, Any]) -> View:
    parts, beside = (tuple(_part(each) for each in stated.get(key) or ()) for key in ("parts", "beside"))
    return View(stated["id"], stated["title"], stated["line"], parts, beside)


def _part(stated: Mapping[str, Any]) -> ViewPart:
    return ViewPart(
        id=stated.get("id", ""),
        title=stated["title"],
        document=stated.get("document", ""),
        folders=tuple(stated["folders"]),
        points=tuple(stated.get("points") or ()),
    )
