"""A citation with all that the law data say of it."""

from __future__ import annotations

from dataclasses import dataclass

from art17.model.law import Application, Provision, Standing
from art17.model.place import Place

FINE = frozenset({"ok", "other-act", "left-open"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, how it stands, the provision it names (None where there is none) and what that says."""

    text: str
    act: str | None
    standing: Standing
    provision: Provision | None
    applies: tuple[Application, ...] = ()
    refers_to: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def is_fine(self) -> bool:
        """Whether it is right, of another act, or left open."""
        return self.standing.status in FINE
