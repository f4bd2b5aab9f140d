"""The words of all packs of a run, as one vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from art17.errors import Mistakes, PackError, SettingsError
from art17.model.labels import Labels, plain_labels
from art17.model.nearest import did_you_mean
from art17.model.place import Route
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.model.vocabulary import KINDS_OF_TYPE, Vocabulary
from art17.reading.packs.pack_places import place_in, with_sources

T = TypeVar("T")
_TRAITS = frozenset({*KINDS_OF_TYPE, "owned", "reviewed", "index"})


def vocabulary_of(packs: Iterable[Pack], settings: Settings) -> Vocabulary:
    """The vocabulary of a run: that of all packs, with the aliases and units of the manifest.

    Raises:
        PackError: where two packs mean different things by one word, or a type is not declared.
        SettingsError: where the manifest names a type that no pack declares.
    """
    held = tuple(packs)
    whole = Vocabulary()
    mistakes = Mistakes()
    for pack in held:
        whole = _merged(whole, pack, mistakes)
    for pack in held:
        whole = _extended(whole, pack, mistakes)
    for pack in held:
        _check_types(pack, whole, mistakes)
        _check_cues(pack, whole, mistakes)
    if mistakes.found:
        raise PackError(with_sources(mistakes.found, held))
    with Mistakes().raised_as(SettingsError) as mistakes:
        for glob, named in ((glob, each) for glob, types in settings.types for each in types.split(", ")):
            if named not in whole.types and named not in whole.type_aliases:
                near = did_you_mean(named, whole.types)
                place = replace(settings.place, route=(*settings.place.route, "types", glob))
                mistakes.add(place, f"No pack declares a type {named!r}{near}", "name one that `art17 schema` lists")
    aliases = {name: field for field, names in settings.aliases.items() for name in names}
    own = Labels(
        {
            label: "" if name == "other" else name
            for name, labels in settings.labels.items()
            for label in plain_labels(labels)
        }
    )
    return replace(
        whole,
        aliases={**whole.aliases, **aliases},
        units={**whole.units, **settings.units},
        labels=whole.labels.with_more(own),
        mapped=tuple(settings.columns.items()),
    )


def _merged(whole: Vocabulary, pack: Pack, mistakes: Mistakes) -> Vocabulary:
    """A vocabulary with the words of one more pack."""
    more = pack.vocabulary
    folder = Path(pack.folder)

    def both(kind: str, file: str, old: Mapping[str, T], new: Mapping[str, T]) -> dict[str, T]:
        for word in sorted(old.keys() & new.keys()):
            if old[word] != new[word]:
                at = place_in(folder, file.format(word), (0, word) if file == "links.yaml" else (0,))
                message = f"Another pack declares the {kind} {word!r} differently"
                mistakes.add(at, message, "use that one, or find another word")
        return {**old, **new}

    for word in sorted((more.inverses.keys() & whole.links.keys()) | (more.links.keys() & whole.inverses.keys())):
        at = place_in(folder, "links.yaml", (0, word))
        mistakes.add(at, f"Another pack uses {word!r} for a link the other way", "find another word")
    own = {
        name: replace(kind, pack=whole.types[name].pack) if name in whole.types else kind
        for name, kind in more.types.items()
    }
    return Vocabulary(
        types=both("type", "types/{}.yaml", whole.types, own),
        links=both("link", "links.yaml", whole.links, more.links),
        fields=both("field", "pack.yaml", whole.fields, more.fields),
        aliases=both("alias", "pack.yaml", whole.aliases, more.aliases),
        type_aliases=both("type alias", "pack.yaml", whole.type_aliases, more.type_aliases),
        inverses=both("inverse", "links.yaml", whole.inverses, more.inverses),
        units=both("unit", "pack.yaml", whole.units, more.units),
        cues=both("cues of type", "cues/{}.yaml", whole.cues, more.cues),
        extra_cues={
            name: (*whole.extra_cues.get(name, ()), *more.extra_cues.get(name, ()))
            for name in {**whole.extra_cues, **more.extra_cues}
        },
        law_words=whole.law_words or more.law_words,
        labels=whole.labels.with_more(more.labels),
        columns={
            name: (*whole.columns.get(name, ()), *more.columns.get(name, ()))
            for name in {**whole.columns, **more.columns}
        },
        forms={form: (*whole.forms.get(form, ()), *more.forms.get(form, ())) for form in {**whole.forms, **more.forms}},
    )


def _extended(whole: Vocabulary, pack: Pack, mistakes: Mistakes) -> Vocabulary:
    """A vocabulary with the fields and columns that a pack adds to types of others."""
    types = dict(whole.types)
    for file, more in pack.vocabulary.extensions.items():
        base = types.get(more.name)
        if base is None:
            message = f"No pack declares the type {more.name!r}{did_you_mean(more.name, types)}"
            if more.name in pack.vocabulary.extensions:
                message = f"{more.name!r} is not a type: its file only adds to another"
            at = place_in(Path(pack.folder), f"types/{file}.yaml", (0, "extends"))
            mistakes.add(at, message, "name a type of a pack under `needs:`")
            continue
        before = {**whole.fields, **base.fields, **dict.fromkeys(base.items)}
        for name in more.fields.keys() & before.keys():
            if before[name] != more.fields[name]:
                message = f"The type {more.name!r} has a field {name!r} already, and it is another one"
                at = place_in(Path(pack.folder), f"types/{file}.yaml", (0, "fields", name))
                mistakes.add(at, message, "find another name for it")
        types[more.name] = replace(
            base,
            fields={**base.fields, **more.fields},
            schema={**base.schema, **more.schema},
            columns={
                name: (*base.columns.get(name, ()), *more.columns.get(name, ()))
                for name in {**base.columns, **more.columns}
            },
        )
    return replace(whole, types=types)


def _check_types(pack: Pack, whole: Vocabulary, mistakes: Mistakes) -> None:
    """Every type or trait that a link, a list of items or an alias of a pack names is declared somewhere."""
    known = {*whole.types, *_TRAITS}
    for word, what, file, route in _named_types(pack.vocabulary):
        if word not in known:
            near = did_you_mean(word, known)
            message = f"No pack declares the type {word!r} that {what} names{near}"
            mistakes.add(place_in(Path(pack.folder), file, route), message, "declare it, or name another")


def _check_cues(pack: Pack, whole: Vocabulary, mistakes: Mistakes) -> None:
    """Cues are of a type that some pack declares, and of fields or lists of that type."""
    for name in sorted(pack.vocabulary.cues):
        kind = whole.types.get(name)
        if kind is None:
            at = place_in(Path(pack.folder), f"cues/{name}.yaml", (0,))
            mistakes.add(
                at, f"No pack declares the type {name!r}{did_you_mean(name, whole.types)}", "name the file after a type"
            )


def _named_types(words: Vocabulary) -> Iterator[tuple[str, str, str, Route]]:
    """Each type that a vocabulary names, by what, in which file, and where in it."""
    for link in words.links.values():
        for side, types in (("from", link.sources), ("to", link.targets)):
            for word in types:
                yield word, f"the link {link.name!r}", "links.yaml", (0, link.name, side)
    for kind in words.types.values():
        for name, word in kind.items.items():
            yield word, f"the list {name!r}", f"types/{kind.name}.yaml", (0, "items", name)
    for alias, word in words.type_aliases.items():
        yield word, f"the alias {alias!r}", "pack.yaml", (0, "type_aliases", word)
