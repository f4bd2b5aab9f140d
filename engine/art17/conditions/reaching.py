"""Which types a path can lead to, so that a rule is checked before it runs."""

from __future__ import annotations

from collections.abc import Iterable

from art17.graph.path import ANY, Either, Everything, Path, Perhaps, Repeated, Sequel, StepAlong
from art17.model.vocabulary import Vocabulary

Types = frozenset[str] | None


def types_with(words: Iterable[str], vocabulary: Vocabulary) -> Types:
    """The types that types or traits name; None where no word is given."""
    named = tuple(words)
    if not named:
        return None
    return frozenset(name for name, kind in vocabulary.types.items() if name in named or kind.traits & set(named))


def types_reached(path: Path, start: Types, vocabulary: Vocabulary) -> Types:
    """The types that a path can lead to from nodes of these types; None where any."""
    match path:
        case StepAlong(name, backwards):
            return _one_step(name, start, vocabulary, backwards=backwards)
        case Sequel(parts):
            for part in parts:
                start = types_reached(part, start, vocabulary)
            return start
        case Either(parts):
            reached = [types_reached(part, start, vocabulary) for part in parts]
            return _union(reached)
        case Repeated(part):
            first = types_reached(part, start, vocabulary)
            return _union([first, types_reached(part, first, vocabulary)])
        case Perhaps(part):
            return _union([start, types_reached(part, start, vocabulary)])
        case Everything():
            return None


def can_begin(path: Path, start: Types, vocabulary: Vocabulary) -> bool:
    """Whether a path can lead anywhere from nodes of these types: some of them can have its first links."""
    match path:
        case StepAlong(name, backwards):
            link = vocabulary.links.get(name) if name != ANY else None
            ends = types_with(link.targets if backwards else link.sources, vocabulary) if link else None
            return not ends or not start or not start <= vocabulary.types.keys() or not ends.isdisjoint(start)
        case Sequel(parts):
            if isinstance(parts[0], Perhaps) and not can_begin(parts[0].part, start, vocabulary):
                _, *rest = parts
                return can_begin(Sequel(tuple(rest)) if len(rest) > 1 else rest[0], start, vocabulary)
            return can_begin(parts[0], start, vocabulary)
        case Either(parts):
            return any(can_begin(part, start, vocabulary) for part in parts)
        case Repeated(part):
            return can_begin(part, start, vocabulary)
        case Perhaps() | Everything():
            return True


def lost_in(path: Path, start: Types, vocabulary: Vocabulary) -> tuple[StepAlong, frozenset[str]] | None:
    """The step of a sequence that none of the types it is reached with can have, and these types."""
    match path:
        case Sequel(parts):
            for part in parts:
                if lost := lost_in(part, start, vocabulary):
                    return lost
                if isinstance(part, StepAlong) and start and not can_begin(part, start, vocabulary):
                    return part, start
                start = types_reached(part, start, vocabulary)
        case Either(parts):
            return next((lost for part in parts if (lost := lost_in(part, start, vocabulary))), None)
        case Repeated(part) | Perhaps(part):
            return lost_in(part, start, vocabulary)
        case StepAlong() | Everything():
            pass
    return None


def _one_step(name: str, start: Types, vocabulary: Vocabulary, *, backwards: bool) -> Types:
    if name == "item_of":
        return _items(start, vocabulary) if backwards else _registers(start, vocabulary)
    link = vocabulary.links.get(name) if name != ANY else None
    if link is None:
        return None
    return types_with(link.sources if backwards else link.targets, vocabulary)


def _items(registers: Types, vocabulary: Vocabulary) -> Types:
    kinds = [kind for name, kind in vocabulary.types.items() if registers is None or name in registers]
    return frozenset(item for kind in kinds for item in kind.items.values()) or None


def _registers(items: Types, vocabulary: Vocabulary) -> Types:
    return (
        frozenset(
            name
            for name, kind in vocabulary.types.items()
            if kind.items and (items is None or items & set(kind.items.values()))
        )
        or None
    )


def _union(all_types: Iterable[Types]) -> Types:
    whole: frozenset[str] = frozenset()
    for types in all_types:
        if types is None:
            return None
        whole |= types
    return whole
