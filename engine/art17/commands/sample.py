"""A sample of the records of a type, drawn so that anybody can draw it again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from art17.checking.answering import population_of, provisions_of
from art17.checking.context import RunContext, load
from art17.checking.request import Progress, Request
from art17.errors import UsageError
from art17.model.answer import SAMPLE, About, Row
from art17.model.nearest import did_you_mean
from art17.model.workbook import carried
from art17.reporting.book import sample_sheet
from art17.reporting.told import LIMITS_OF_SAMPLES
from art17.reporting.xlsx import book_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A record that was drawn."""

    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn of how many, by which seed, and the sheet to fill in."""

    type: str
    title: str
    population: int
    seed: str
    records: tuple[Drawn, ...]
    rows: tuple[Row, ...]
    provisions: tuple[str, ...]
    law: str

    def book(self, request: Request) -> bytes:
        """The sheet to fill in, as a workbook that `art17 answers import` takes."""
        told = f"a sample of {len(self.records)} of {self.population} by seed {self.seed}. {LIMITS_OF_SAMPLES}"
        sheet = sample_sheet((row, "") for row in self.rows)
        return book_of((sheet,), carried(request.as_of.isoformat(), self.law, self.rows), request.as_of, told)


def sample(request: Request, type_name: str, size: int, seed: str, progress: Progress) -> Sample:
    """Draw records of a type: by the digest of seed and id, so that the order of files does not matter.

    Raises:
        UsageError: where there is no such type, or no record of it.
    """
    context = load(request, progress)
    kinds = context.graph.vocabulary.types
    if type_name not in kinds:
        fix = "`art17 graph --format json` lists the types of all that are read"
        raise UsageError(f"there is no type {type_name!r}{did_you_mean(type_name, kinds)}", fix)
    population = population_of(type_name, context)
    if not population:
        raise UsageError(f"there is no {type_name} of which a sample could be drawn", "name a type of records")
    by_name = {context.graph.address(index): index for index in population}
    drawn = sorted(by_name, key=lambda name: (_rank(seed, type_name, name), name))[:size]
    how = {"seed": seed, "n": str(len(drawn)), "of": str(len(by_name)), "on": request.as_of.isoformat()}
    return Sample(
        type=type_name,
        title=kinds[type_name].title,
        population=len(by_name),
        seed=seed,
        records=tuple(_drawn(name, by_name[name], context) for name in drawn),
        rows=tuple(_row(name, type_name, how, context) for name in drawn),
        provisions=provisions_of(type_name, context),
        law=context.act.version_on(request.as_of) if context.act else "",
    )


def _rank(seed: str, type_name: str, name: str) -> str:
    return hashlib.sha256("\0".join((seed, type_name, name)).encode("utf-8", "surrogatepass")).hexdigest()


def _drawn(name: str, index: int, context: RunContext) -> Drawn:
    node = context.graph.node(index)
    return Drawn(name, node.title, node.place.path)


def _row(name: str, type_name: str, how: dict[str, str], context: RunContext) -> Row:
    about = About(SAMPLE, type_name, (how["seed"], name))
    answer = context.ledger.in_force().get(about)
    digest = context.answer_context.digest_of(name)
    return Row(
        about,
        ((name, digest),) if digest else (),
        said=answer.said if answer else {},
        answer=answer.id if answer else "",
        sample=answer.sample if answer else how,
    )
