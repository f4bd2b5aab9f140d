"""The fields of an artefact: under canonical names, placeholders taken out, values as their kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from art17.graph.facts import PREFIXES
from art17.model.artefact import Defect
from art17.model.english import with_article
from art17.model.place import Place, Route, Step
from art17.model.value import Bracketed, Value, is_placeholder, says_none
from art17.model.vocabulary import FieldOf, Vocabulary
from art17.reading.facts.keys import Keys
from art17.reading.facts.kinds import Malformed, read_as

_MAY_BEGIN = frozenset({"", *"tTfFxXnNkK{<_.…[lL?-‐‑‒–—―− \t\n"})
"""How a placeholder begins: asked first, since most values are none."""

_NAMES_SOMETHING = frozenset({"link", "date", "duration", "number", "integer", "group"})
"""The kinds of fields in which `none` is nothing."""

_COUNTED = frozenset({"date", "duration", "number", "integer"})
"""The kinds of fields of which no prompt shows a value."""

_TARGETS = FieldOf("link", many=True)
"""What a key holds that is the name of a link, and that nobody declares."""


@dataclass(slots=True)
class Fields:
    """What one mapping (or row) says."""

    values: dict[str, Value]
    written: dict[str, Route]
    placeholders: list[str] = field(default_factory=list[str])
    malformed: list[tuple[str, Route, Malformed]] = field(default_factory=list[tuple[str, Route, Malformed]])

    def route_of(self, name: str) -> Route:
        """The keys that lead to a field."""
        return self.written.get(name, (name,))

    def defects(self, place: Place, cells: Mapping[str, Place]) -> list[Defect]:
        """What is malformed, with its place: a cell's, or the route in the file."""
        found: list[Defect] = []
        for name, more, (kind, message, fix) in self.malformed:
            route = (*place.route, *self.route_of(name), *more)
            where = cells.get(name) or (Place(place.path, route) if place.route else place)
            about = ".".join([name, *(step for step in more if isinstance(step, str))])
            found.append(Defect(kind, where, about, f"`{about}`: {message}", fix))
        return found


class FieldReader:
    """Reads fields by the vocabulary of a run."""

    def __init__(self, vocabulary: Vocabulary, values: Mapping[str, Mapping[str, str]]) -> None:
        self.keys = Keys(vocabulary)
        self._vocabulary = vocabulary
        self._values = values

    def fields_of(self, stated: Mapping[str, Value], type_name: str = "") -> Fields:
        """The fields that a mapping states, before their kinds are asked."""
        fields = Fields(*self.keys.renamed(stated, type_name))
        for name, value in fields.values.items():
            if not isinstance(value, str) or value[0:1] in _MAY_BEGIN:
                fields.values[name] = _without_placeholders(value, name, fields.placeholders)
        for name in self._values.keys() & fields.values.keys():
            fields.values[name] = _meant(fields.values[name], self._values[name])
        return fields

    def read(self, fields: Fields, type_name: str) -> None:
        """Read every value as its kind; what does not read is noted."""
        for name, value in fields.values.items():
            declared = self._vocabulary.first_field(type_name, name)
            if declared is None and self._vocabulary.link_of(name):
                declared = _TARGETS
            if declared is None or value is None:
                continue
            if declared.kind == "text" and value.__class__ is str:
                continue
            fields.values[name] = self._read(value, declared, (name,), fields)

    def _read(self, value: Value, declared: FieldOf, at: Sequence[Step], fields: Fields) -> Value:
        """A value as its kind; `at` begins with the field's name."""
        if isinstance(value, str):
            if declared.kind in _NAMES_SOMETHING and says_none(value):
                return None
            name = ".".join(step for step in at if isinstance(step, str))
            read, wrong = read_as(value, declared, name, self._vocabulary.units)
            if wrong:
                fields.malformed.append((str(at[0]), tuple(at[1:]), wrong))
            return read
        if isinstance(value, Mapping):
            return self._read_mapping(value, declared, at, fields)
        if value is None:
            return None
        if isinstance(value, Bracketed) and not declared.many:
            return self._bracketed(value, declared, at, fields)
        return type(value)(self._read(part, declared, (*at, i), fields) for i, part in enumerate(value))  # type: ignore[call-arg]

    def _read_mapping(self, value: Mapping[str, Value], declared: FieldOf, at: Sequence[Step], fields: Fields) -> Value:
        if declared.kind not in ("group", "text", "citation", "link"):
            wrong: Malformed = (
                "bad-value",
                f"A mapping was found where {with_article(declared.kind)} belongs",
                "write one value",
            )
            fields.malformed.append((str(at[0]), tuple(at[1:]), wrong))
        if not declared.parts:
            return value
        return {
            key: self._read(part, declared.parts[key], (*at, key), fields) if key in declared.parts else part
            for key, part in value.items()
        }

    def _bracketed(self, value: Bracketed, declared: FieldOf, at: Sequence[Step], fields: Fields) -> Value:
        """`[...]` where a scalar belongs: one citation, a value or several in brackets, or a prompt to be filled in."""
        if declared.kind == "citation":
            return value
        name = ".".join(step for step in at if isinstance(step, str))
        if tuple(at) == ("id",):
            return self._id_of(value, fields)
        if declared.kind == "link" and _names_targets(value):
            return list(value)
        if declared.kind not in ("text", "link", "group") and len(value) == 1 and isinstance(only := value[0], str):
            read, wrong = read_as(only, declared, name, self._vocabulary.units)
            if not wrong:
                return read
        if declared.kind in _COUNTED and any(self._reads(part, declared, name) for part in value):
            return [self._read(part, declared, (*at, i), fields) for i, part in enumerate(value)]
        fields.placeholders.append(name)
        return None

    def _id_of(self, value: Bracketed, fields: Fields) -> Value:
        """`[SOP-4]` is a list of one to YAML, and an id to whoever wrote it; without a digit it is a prompt."""
        texts = [part for part in value if isinstance(part, str)]
        if len(value) > 1:
            wrong: Malformed = (
                "bad-value",
                f"A list was found where one id belongs: {', '.join(texts)}",
                "write one id",
            )
            fields.malformed.append(("id", (), wrong))
        elif texts and any(sign.isdigit() for sign in texts[0]):
            return texts[0]
        else:
            fields.placeholders.append("id")
        return None

    def _reads(self, value: Value, declared: FieldOf, name: str) -> bool:
        return isinstance(value, str) and read_as(value, declared, name, self._vocabulary.units)[1] is None


def _names_targets(value: Bracketed) -> bool:
    """Whether `[...]` where one target belongs names some: several entries, a known prefix, an address."""
    texts = [part for part in value if isinstance(part, str)]
    return len(texts) > 1 or any(text.partition(":")[0] in PREFIXES or "@" in text for text in texts)


def _meant(value: Value, values: Mapping[str, str]) -> Value:
    """A value, or each of a list, as the manifest says it is meant."""
    if isinstance(value, str):
        return values.get(value, value)
    if isinstance(value, list):
        return type(value)(_meant(part, values) for part in value)
    return value


def _says_something(value: Value) -> bool:
    """Whether a value is a text that no stand-in begins like."""
    return isinstance(value, str) and value[0:1] not in _MAY_BEGIN


def _without_placeholders(value: Value, name: str, found: list[str]) -> Value:
    """A value with nothing where only a stand-in is; the names of these are noted."""
    if isinstance(value, str):
        if value[0:1] not in _MAY_BEGIN:
            return value
        if is_placeholder(value):
            found.append(name)
            return None
        return value if value.strip() else None
    if isinstance(value, Mapping):
        return {
            key: part if _says_something(part) else _without_placeholders(part, f"{name}.{key}", found)
            for key, part in value.items()
        }
    if value is None:
        return None
    parts = [part if _says_something(part) else _without_placeholders(part, name, found) for part in value]
    return Bracketed(parts) if isinstance(value, Bracketed) else parts
