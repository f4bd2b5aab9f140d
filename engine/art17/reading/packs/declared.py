"""What a run reads by: the packs, the words they declare, and their law."""

from __future__ import annotations

from dataclasses import dataclass

from art17.law.act import Act, act_from
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.model.vocabulary import Vocabulary
from art17.reading.packs.packs import packs_of
from art17.reading.packs.vocabulary import vocabulary_of


@dataclass(frozen=True, slots=True)
class Declared:
    """The packs in use, with their vocabulary and law."""

    packs: tuple[Pack, ...]
    vocabulary: Vocabulary
    act: Act | None


def declared_by(settings: Settings) -> Declared:
    """What the packs declare that a manifest names.

    Raises:
        PackError: with every mistake of every pack, at its line.
        SettingsError: where the manifest names a type that no pack declares.
    """
    packs = packs_of(settings)
    vocabulary = vocabulary_of(packs, settings)
    act = next((act_from(pack.act) for pack in packs if pack.act is not None), None)
    return Declared(packs, vocabulary, act)
