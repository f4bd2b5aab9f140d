"""The cases of rules: small worlds with the verdicts that a rule must give in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from art17.errors import Mistakes, PackError
from art17.law.act import Act
from art17.model.artefact import Artefact, Defect
from art17.model.days import date_in
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.place import Place
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.model.value import Value
from art17.model.vocabulary import Vocabulary
from art17.model.waiver import Ignore
from art17.reading.documents.documents import Document
from art17.reading.documents.inline import ignores_in
from art17.reading.documents.places import located_in
from art17.reading.facts.artefacts import artefacts_of
from art17.reading.facts.drafts import Drafts, Given
from art17.reading.formats.yaml_text import only_document
from art17.reading.io.bundled import bundled
from art17.reading.io.source import WorkingTree
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.schemas import misshapen
from art17.reading.qms import with_clashes

_VERDICTS = {"met": MET, "unmet": UNMET, "not_applicable": NOT_APPLICABLE, "undecided": UNDECIDED}

_NOT_STATED = frozenset({"reading", "body", "path", "unreadable"})


@dataclass(frozen=True, slots=True)
class CaseText:
    """One case: the artefacts as stated, the day it is judged on, and the verdict expected for each subject.

    `provisions` are those that remain for what is not met, where the rule is relieved of some;
    `defects` are what is found amiss beside the artefacts.
    """

    name: str
    place: Place
    stated: tuple[Mapping[str, Value], ...]
    expected: Mapping[str, str]
    as_of: date | None = None
    message: str = ""
    provisions: tuple[str, ...] = ()
    defects: tuple[Defect, ...] = ()


def cases_of(packs: Iterable[Pack]) -> dict[str, tuple[CaseText, ...]]:
    """The cases of all rules that have some, by the id of the rule.

    Raises:
        PackError: with everything that is wrong in any of the files.
    """
    found: dict[str, tuple[CaseText, ...]] = {}
    with Mistakes().raised_as(PackError) as mistakes:
        for pack in packs:
            for rule in pack.rules:
                path = f"cases/{rule.id}.yaml"
                try:
                    data = _case_file(pack, rule.id)
                except UnreadableError as error:
                    mistakes.extend([error.problem(path)])
                    continue
                if data is not None:
                    found[rule.id] = cases_in(path, data, mistakes)
    return found


def cases_in(path: str, data: bytes, mistakes: Mistakes) -> tuple[CaseText, ...]:
    """The cases in a file; what is wrong with them goes to the mistakes."""
    try:
        stated = only_document(text_of(data))
    except UnreadableError as error:
        mistakes.extend([error.problem(path)])
        return ()
    if wrong := misshapen("cases", stated, data, Place(path, (0,))):
        mistakes.extend(wrong)
        return ()
    cases = cast("list[Mapping[str, Any]]", stated)
    for index, case in enumerate(cases):
        for key, message, fix in _slips(case):
            at = Place(path, (0, index, key))
            mistakes.add(located_in(data, [at])[at], message, fix)
    return tuple(_case(case, Place(path, (0, index))) for index, case in enumerate(cases))


def _slips(case: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What the schema cannot see in a case: its key, what is wrong with it, and the fix."""
    day = case.get("as_of")
    if day is not None and date_in(day) is None:
        yield "as_of", f"{day!r} is not a day", "write a day of the calendar as YYYY-MM-DD"
    named: dict[str, str] = {}
    for key in _VERDICTS:
        for name in _texts(case.get(key)):
            before = named.setdefault(name, key)
            if before != key:
                yield key, f"{name} is named as {before} and as {key}", "a subject has one verdict in a case"


def artefacts_in_case(case: CaseText, vocabulary: Vocabulary, act: Act | None = None) -> tuple[Artefact, ...]:
    """The artefacts that a case states.

    `body` is their Markdown, `path` the name of their file, `reading: open` has their fields read from it too,
    and `unreadable: true` says that they are that.
    """
    drafts = {
        reading: Drafts(vocabulary, Settings(reading=(("**", reading),)), act)
        for reading in ("closed", "open")
        if reading == "closed" or any(fields.get("reading") == reading for fields in case.stated)
    }
    return tuple(with_clashes(_artefacts(case, drafts)))


def ignores_in_case(case: CaseText) -> tuple[Ignore, ...]:
    """The comments in the Markdown of a case that ignore rules."""
    return tuple(found for place, document, _ in _documents(case) for found in ignores_in(place.path, document))


def _documents(case: CaseText) -> Iterator[tuple[Place, Document, Mapping[str, Value]]]:
    for index, fields in enumerate(case.stated):
        path, body = fields.get("path"), fields.get("body")
        own = Place(path, (0,)) if isinstance(path, str) else None
        place = own or Place(case.place.path, (*case.place.route, "artefacts", index))
        said = {key: value for key, value in fields.items() if key not in _NOT_STATED}
        yield place, Document("markdown", body if isinstance(body, str) else "", (said,)), fields


def _artefacts(case: CaseText, drafts: Mapping[str, Drafts]) -> Iterator[Artefact]:
    for place, document, fields in _documents(case):
        for artefact in artefacts_of(place, document, Given(), (), drafts[str(fields.get("reading") or "closed")]):
            yield replace(artefact, unreadable=True) if fields.get("unreadable") == "true" else artefact


def _case_file(pack: Pack, rule_id: str) -> bytes | None:
    """The file that holds the cases of a rule: beside its pack, or among the fixtures of the project."""
    name = f"{rule_id.removeprefix(f'{pack.name}/')}.yaml"
    beside = WorkingTree(Path(pack.folder)).read(f"cases/{name}")
    of_the_project = bundled("rules").parent / "fixtures" / "cases" / pack.name
    return beside if beside is not None else WorkingTree(of_the_project).read(name)


def _case(stated: Mapping[str, Any], place: Place) -> CaseText:
    return CaseText(
        name=stated["name"],
        place=place,
        stated=tuple(stated["artefacts"]),
        expected={name: meant for verdict, meant in _VERDICTS.items() for name in _texts(stated.get(verdict))},
        as_of=date_in(stated.get("as_of", "")),
        message=stated.get("message", ""),
        provisions=_texts(stated.get("provisions")),
        defects=tuple(
            Defect(each["kind"], place, each["about"], each.get("message", ""), each.get("fix", ""))
            for each in stated.get("defects", ())
        ),
    )


def _texts(stated: Any) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else tuple(stated or ())
