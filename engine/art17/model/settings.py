"""What a manifest says, with the defaults where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.model.hand_over import HandOver
from art17.model.place import Place
from art17.model.value import Value

DEFAULT_PACKS = ("eu-ai-act", "qms-practice")


@dataclass(frozen=True, slots=True)
class Settings:
    """A manifest (`art17.yaml`, or `[tool.art17]` of pyproject.toml).

    `root` is the folder that it is about where that is not its own, relative to it; `overlay` a folder of
    side-cars, or a file that speaks of each document.
    `place` is where it stands, also where there is none (then `is_default`): findings about what
    is absent from the whole QMS point there.  `provider` and `systems` are artefacts written in
    the manifest itself.  `folder` is its folder on disk: packs and the overlay are relative to it,
    and packs lie in the folder `within`, if there is one.  `acts` say by glob which act bare
    citations in a file are of, `reading` whether fields are read from
    its text too (`open`) or only from data (`closed`).  `parameters` are the values of parameters of
    rules, by the id of the rule and the name.
    """

    place: Place = field(default_factory=lambda: Place("art17.yaml"))
    is_default: bool = True
    folder: str = "."
    root: str = ""
    read: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    overlay: str = ""
    within: str = ""
    packs: tuple[str, ...] = DEFAULT_PACKS
    types: tuple[tuple[str, str], ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    reading: tuple[tuple[str, str], ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    sections: tuple[tuple[str, Mapping[str, Value]], ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    units: Mapping[str, str] = field(default_factory=dict[str, str])
    severity: tuple[tuple[str, str], ...] = ()
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    fail_on: str = "warning"
    fail_on_questions: bool = False
    enforce: str = "now"
    provider: Mapping[str, Value] | None = None
    systems: tuple[Mapping[str, Value], ...] = ()
    waivers_at_most: str = ""
    approvals_kept_in: str = ""
    source_url: str = ""
    hand_over: HandOver = field(default_factory=HandOver)
    reviews_at_most: str = ""
    history: bool = False
    code_owners: bool = False
    answers_at_most: str = ""
    assessors: tuple[str, ...] = ()

    @property
    def has_overlay_file(self) -> bool:
        """Whether the overlay is one file that speaks of each document."""
        return self.overlay.endswith((".yaml", ".yml"))
