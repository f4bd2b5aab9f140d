"""Rules as their authors wrote them, and the packs that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.model.place import Place, Route
from art17.model.value import Value
from art17.model.view import View
from art17.model.vocabulary import Vocabulary

CLASSES = ("gap", "stale-review", "missing-owner", "broken-linkage")
SEVERITIES = ("error", "warning", "note")
BASES = ("law", "standard", "practice")
HINT = "hint"
QUESTION = "question"
EFFECTS = (HINT, QUESTION)
"""A failure of a hint turns no provision unmet; one of a question leaves it undecided, and is put to people."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule file, read but not yet checked: `id` is pack/folder/name."""

    id: str
    place: Place
    data: Mapping[str, Value]

    def at(self, route: Route) -> Place:
        """The place of what a route in the rule leads to."""
        return Place(self.place.path, (*self.place.route, *route))


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack folder holds, as data; `tree` is the digest of the folder, "" of a bundled one."""

    name: str
    title: str
    version: str
    digest: str
    vocabulary: Vocabulary
    rules: tuple[RuleText, ...] = ()
    act: Mapping[str, object] | None = None
    folder: str = ""
    sources: tuple[str, ...] = ()
    needs: tuple[str, ...] = field(default=())
    process: tuple[str, ...] = ()
    """Fields that record how an artefact was reviewed and approved: no part of its digest."""
    views: tuple[View, ...] = ()
    tree: str = ""
    relief: RuleText | None = None
    """Exemptions from provisions, for every rule that names them."""
