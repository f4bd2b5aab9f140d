"""Which field the head of a column names, and which items a table lists: by words of types, packs and the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from art17.model.labels import plain_label
from art17.model.value import Value
from art17.model.vocabulary import TypeOf, Vocabulary
from art17.reading.facts.dates_in_words import interval_of
from art17.reading.facts.keys import Keys, plain
from art17.reading.facts.shapes import day_of
from art17.reading.io.globs import matches_any

_BOOLEAN = ("true", "false", "yes", "no", "on", "off")
_FEWEST = 2
"""A table lists items of a type where so many of its columns are known, one of them by the type's own words."""


class Columns:
    """The words of columns, compiled once from a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, keys: Keys) -> None:
        self._keys = keys
        self._vocabulary = vocabulary
        self._common = {plain_label(head): name for name, heads in vocabulary.columns.items() for head in heads}
        self._mapped = [(matches_any((glob,)), _plain(heads)) for glob, heads in vocabulary.mapped]
        self._own: dict[str, Mapping[str, str]] = {}

    def names(self, heads: Sequence[str], item_type: str, path: str) -> list[str]:
        """The fields that columns hold, each once; a head that nothing knows stays as it is."""
        found: list[str] = []
        for head in heads:
            name = self._field_of(head, item_type, path)
            found.append(head if not name else "" if name in found else name)
        return found

    def item_type(self, heads: Sequence[str], kind: TypeOf, path: str) -> str:
        """The type of the items that columns describe; "" where too few are known.

        In a document whose text cues read, one of them has to hold what tells items apart (the kind of a record, the
        group of a counterparty): rows without it would be items of which nothing is known, and are read as text.
        """
        is_text = kind.kind == "document" and kind.name in self._vocabulary.cues
        best, most = "", 0
        for item_type in dict.fromkeys(kind.items.values()):
            own = self._own_of(item_type)
            known = [field for head in heads if (field := self._field_of(head, item_type, path))]
            is_mapped = any(
                plain_label(head) in heads_of for fits, heads_of in self._mapped if fits(path) for head in heads
            )
            named = len({name for head in heads if (name := own.get(plain_label(head)))})
            is_told = bool(named or is_mapped) and len(set(known)) >= _FEWEST and not {"id", "title"}.isdisjoint(known)
            if is_text and not is_mapped and not any(self._tells_apart(name, item_type) for name in known):
                continue
            if is_told and (score := 2 * named + len(set(known))) > most:
                best, most = item_type, score
        return best

    def _tells_apart(self, name: str, item_type: str) -> bool:
        """Whether a field of an item holds a choice, a citation, or yes and no."""
        kind = self._vocabulary.types.get(item_type)
        declared = kind.fields.get(self._keys.canonical(name, item_type)) if kind else None
        return declared is not None and (bool(declared.choices) or declared.kind in ("boolean", "citation"))

    def fitting(self, names: Sequence[str], item_type: str, rows: Iterable[Sequence[str]]) -> list[str]:
        """The names of columns, "" for those of a choice of which no row writes one of ours: others' words."""
        cells = [tuple(row) for row in rows]
        return [
            name if self._fits(name, item_type, [row[at] for row in cells if at < len(row)]) else ""
            for at, name in enumerate(names)
        ]

    def _fits(self, name: str, item_type: str, values: Iterable[str]) -> bool:
        declared = self._vocabulary.first_field(item_type, self._keys.canonical(name, item_type)) if name else None
        choices = _BOOLEAN if declared and declared.kind == "boolean" else declared.choices if declared else ()
        said = [plain(value) for value in values if value.strip()]
        return not choices or len(said) < _FEWEST or not {plain(choice) for choice in choices}.isdisjoint(said)

    def is_partly_known(self, heads: Iterable[str], kind: TypeOf) -> bool:
        """Whether one of the columns is among the own words of the items of a register."""
        return any(plain_label(head) in self._own_of(item_type) for head in heads for item_type in kind.items.values())

    def value(self, name: str, item_type: str, text: str, *, month_first: bool | None = None) -> Value:
        """The text of a cell; days and intervals in words as the field has them, days in digits as the column shows."""
        text = text.strip()
        declared = self._vocabulary.first_field(item_type, self._keys.canonical(name, item_type))
        if declared is None or not text:
            return text or None
        if declared.kind == "date":
            return day_of(name, text, month_first=month_first) or text
        return (interval_of(text) or text) if declared.kind == "duration" else text

    def _field_of(self, head: str, item_type: str, path: str) -> str:
        label = plain_label(head)
        for fits, heads in self._mapped:
            if fits(path) and label in heads:
                return heads[label]
        if own := self._own_of(item_type).get(label):
            return own
        return plain(head) if self._keys.is_known(head, item_type) else self._common.get(label, "")

    def _own_of(self, item_type: str) -> Mapping[str, str]:
        if item_type not in self._own:
            kind = self._vocabulary.types.get(item_type)
            self._own[item_type] = (
                {plain_label(head): name for name, heads in kind.columns.items() for head in heads} if kind else {}
            )
        return self._own[item_type]


def _plain(heads: Mapping[str, str]) -> Mapping[str, str]:
    return {plain_label(head): name for head, name in heads.items()}
