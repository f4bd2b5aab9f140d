"""A report read by the clauses of a standard, and what remains for somebody certified to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from art17.checking.request import Progress, Request
from art17.errors import UsageError
from art17.model.document import Document
from art17.model.nearest import did_you_mean
from art17.model.problem import Problem
from art17.model.report import Report
from art17.model.rule import Pack
from art17.reading.documents.read import document_in
from art17.reading.facts.applicability import TITLES, document_text, excluded_in
from art17.reading.io.endings import BLOCKS, blocks_format_of, format_of
from art17.reading.io.source import WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.pack_tables import tables_named
from art17.reading.packs.packs import packs_of
from art17.reading.settings import settings_of
from art17.run import run

TABLES = "iso-42001"
"""The bundled pack that holds the tables; it has no rules."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a standard: the points of Art. 17(1) that it is beside, each with its verdicts here."""

    number: str
    topic: str
    points: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...] = ()
    """The documents here that treat it, each with what it counts as: `evidenced`, `found`, `recognised` ..."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a point for somebody certified, why, and how the point stands here."""

    provision: str
    topic: str
    clauses: tuple[str, ...]
    how_much: str
    what: str
    why: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A standard beside Art. 17(1); `untouched` are provisions that no certificate is about, by topic."""

    name: str
    reference: str
    note: str
    clauses: tuple[Clause, ...]
    remaining: tuple[Remaining, ...]
    certificate: str
    untouched: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    excluded: tuple[tuple[str, str, str], ...] = ()
    """Controls that a statement of applicability excludes though points rest on them: the number, the points, where."""


def standards_in(packs: Iterable[Pack]) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Every standard that a pack in use knows, with the table it stands in."""
    found: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
    for _, table in tables_named("crosswalk", packs):
        stated = cast("Mapping[str, Any]", table)
        for name, standard in stated.get("standards", {}).items():
            found[name] = (standard, stated)
    return found


def crosswalk(request: Request, name: str, progress: Progress = lambda _: None) -> Crosswalk:
    """The points of Art. 17(1) of a QMS by the clauses of a standard.

    Raises:
        Art17Error: where the run cannot begin, or no pack in use knows the standard.
    """
    settings = settings_of(request.root, request.config)
    known = standards_in(packs_of(replace(settings, packs=tuple(dict.fromkeys((*settings.packs, TABLES))))))
    if name not in known:
        if Path(name).is_dir():
            raise UsageError(f"{name!r} is a folder, no standard", f"write `art17 crosswalk STANDARD {name}`")
        near = did_you_mean(name, known)
        raise UsageError(f"no pack in use knows the standard {name!r}{near}", f"known are {', '.join(known) or 'none'}")
    standard, table = known[name]
    done = run(request, progress)
    report = done.report
    verdicts = _verdicts(report)
    documents = _documents(report)
    points = cast("Sequence[Mapping[str, Any]]", table.get("points", ()))
    number = " ".join(str(standard[key]) for key in ("reference", "edition", "part") if standard.get(key))
    draft = "draft numbers; replace them by those of the published edition. " if standard.get("draft") == "true" else ""
    return Crosswalk(
        name=name,
        reference=number,
        note=f"{draft}{standard.get('checked', '')}".strip(),
        clauses=tuple(_clauses(name, standard, points, verdicts, documents)),
        remaining=tuple(_remaining(name, points, verdicts)),
        certificate=" ".join(str(table.get("certificates", {}).get(_certificate(name), "")).split()),
        untouched=tuple((", ".join(each["provisions"]), str(each["topic"])) for each in table.get("per_system", ())),
        problems=report.problems,
        excluded=tuple(_excluded(request.root, done.context.reading.paths, name, standard, points)),
    )


def _documents(report: Report) -> dict[str, dict[str, str]]:
    """By provision the documents that treat it, by path, with what each counts as."""
    found: dict[str, dict[str, str]] = {}
    for each in report.obligations:
        for item in each.evidence:
            found.setdefault(each.provision, {}).setdefault(item.path, item.strength)
    for guess in report.guesses:
        for letter in guess.points if not guess.aside else ():
            found.setdefault(f"Art. 17(1)({letter})", {}).setdefault(guess.path, "recognised")
    return found


def _excluded(
    root: Path,
    paths: Iterable[str],
    name: str,
    standard: Mapping[str, Any],
    points: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, str, str]]:
    """Controls of a standard that a statement of applicability excludes, though points of the Act rest on them."""
    numbers = {
        str(each).removeprefix("A."): str(each) for each in standard.get("clauses", {}) if str(each).startswith("A.")
    }
    digits = "".join(sign for sign in str(standard["reference"]) if sign.isdigit())
    source = WorkingTree(root)
    for path in sorted(paths) if numbers else ():
        document = _statement(source, path)
        if document is None or digits not in f"{path} {document_text(document)}":
            continue
        for number in dict.fromkeys(each.number for each in excluded_in(document) if not each.is_replaced):
            resting = [
                str(p["provision"]) for p in points if numbers.get(number) in (p.get("clauses", {}).get(name) or ())
            ]
            if resting:
                yield numbers[number], ", ".join(resting), path


def _statement(source: WorkingTree, path: str) -> Document | None:
    """A statement of applicability, known by its name or its first words; None where a file is none."""
    file_format = blocks_format_of(path) or format_of(path)
    if file_format not in ("markdown", *BLOCKS.values()):
        return None
    is_named = TITLES.search(posixpath.basename(path).replace("_", " ").replace("-", " ")) is not None
    try:
        data = source.read(path) if is_named or file_format == "markdown" else None
        document = document_in(file_format, data) if data is not None else None
    except UnreadableError:
        return None
    if document is None or is_named:
        return document
    first = next((block.text.text for block in document.blocks if block.text.text.strip()), "")
    return document if TITLES.search(first) else None


def _certificate(name: str) -> str:
    return name.removesuffix("-annex-a")


def _verdicts(report: Report) -> dict[str, str]:
    """How each point stands: for the organisation, and for each system where that differs."""
    found: dict[str, list[str]] = {}
    for each in report.obligations:
        found.setdefault(each.provision, []).append(f"{each.system or 'Org'} {each.verdict}")
    return {provision: ", ".join(verdicts) for provision, verdicts in found.items()}


def _clauses(
    name: str,
    standard: Mapping[str, Any],
    points: Sequence[Mapping[str, Any]],
    verdicts: Mapping[str, str],
    documents: Mapping[str, Mapping[str, str]],
) -> Iterator[Clause]:
    for number, topic in standard.get("clauses", {}).items():
        beside = [str(p["provision"]) for p in points if number in (p.get("clauses", {}).get(name) or ())]
        here = {path: strength for provision in beside for path, strength in documents.get(provision, {}).items()}
        stood = tuple((provision, verdicts.get(provision, "")) for provision in beside)
        yield Clause(number, topic, stood, tuple(sorted(here.items())))


def _remaining(name: str, points: Sequence[Mapping[str, Any]], verdicts: Mapping[str, str]) -> Iterator[Remaining]:
    for point in points:
        remains: Mapping[str, Any] = point.get("remains") or {}
        left: Mapping[str, Any] | None = remains.get(_certificate(name))
        if left:
            yield Remaining(
                provision=point["provision"],
                topic=point["topic"],
                clauses=tuple(point.get("clauses", {}).get(name) or ()),
                how_much=left["how_much"],
                what=left["what"],
                why=left["why"],
                verdict=verdicts.get(point["provision"], ""),
            )
