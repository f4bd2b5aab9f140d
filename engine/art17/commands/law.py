"""The law in motion: its versions, and what lies between two of them for the rules and documents of a QMS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from art17.checking.context import RunContext, load
from art17.checking.request import Progress, Request, quiet
from art17.citations.citations import cited
from art17.errors import UsageError
from art17.evaluation.rule import Rule
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.answer import REQUIREMENT
from art17.model.law import Application, Change
from art17.model.law_diff import LawDiff, Touched
from art17.model.problem import Problem
from art17.model.value import leaves

_WHOLE = ("inserted", "replaced", "deleted")
"""Changes of a provision that reach what is under it; others touch one of its parts."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference, and what could not be read for it."""

    diff: LawDiff
    problems: tuple[Problem, ...]


def law_of(request: Request, progress: Progress = quiet) -> tuple[Act, RunContext]:
    """The law of the packs in use, with the context of the folder.

    Raises:
        UsageError: where no pack in use has a law.
        Art17Error: where the manifest or a pack is wrong.
    """
    context = load(request, progress)
    if context.act is None:
        raise UsageError("no pack in use has a law", "name one that does under `packs:`, such as eu-ai-act")
    return context.act, context


def law_diff(request: Request, before: date, after: date, progress: Progress = quiet) -> Compared:
    """What the versions between two days changed, and what of the rules and documents in use names it.

    Raises:
        UsageError: where the second day is before the first, or no pack in use has a law.
        Art17Error: where the manifest or a pack is wrong.
    """
    if after < before:
        raise UsageError(f"{after} is before {before}", "name the earlier day first")
    act, context = law_of(request, progress)
    old, new = act.version_on(before), act.version_on(after)
    changes = act.changes(old, new)
    return Compared(
        LawDiff(
            act=act.id,
            before=old,
            after=new,
            changes=changes,
            dates=tuple(_dates(act, date.fromisoformat(old), date.fromisoformat(new))),
            rules=tuple(_rules(context.rules, changes, act)),
            documents=tuple(_documents(context, changes, act)),
            checked=act.checked,
            answers=tuple(_answers(context, changes, act)),
        ),
        context.reading.problems,
    )


def _dates(act: Act, before: date, after: date) -> Iterator[tuple[Application, bool]]:
    """The rules on application that came between two versions (True), and those that went (False)."""
    for rule in act.applications:
        if before < rule.rule_since <= after:
            yield rule, True
        elif rule.rule_since <= before and rule.rule_until is not None and before < rule.rule_until <= after:
            yield rule, False


def _rules(rules: Iterable[Rule], changes: tuple[Change, ...], act: Act) -> Iterator[Touched]:
    for rule in rules:
        if found := _touched(rule.named, changes, act):
            yield Touched(rule.id, rule.text.place.path, found)


def _answers(context: RunContext, changes: tuple[Change, ...], act: Act) -> Iterator[Touched]:
    named = {rule.id: rule.named for rule in context.all_rules}
    for about, answer in context.ledger.in_force().items():
        cites = (about.name,) if about.kind == REQUIREMENT else named.get(about.name, ())
        if found := _touched(cites, changes, act):
            yield Touched(answer.id, answer.place.path, found)


def _documents(context: RunContext, changes: tuple[Change, ...], act: Act) -> Iterator[Touched]:
    for node in context.graph.nodes:
        if found := _touched(_named_in(node, context, act), changes, act):
            yield Touched(context.graph.address(node.index), node.place.path, found)


def _named_in(node: Node, context: RunContext, act: Act) -> tuple[str, ...]:
    """The provisions that an artefact claims or cites."""
    claims = [one for text in leaves(node.fields.get("satisfies")) for one in cited(text)]
    citations = [of.at.citation for of in context.graph.citations_of.get(node.index, ())]
    own = (one.provision for one in (*claims, *citations) if one.provision and one.act in (act.id, None))
    return tuple(dict.fromkeys(act.resolve(cite) for cite in own))


def _touched(named: Iterable[str], changes: tuple[Change, ...], act: Act) -> tuple[str, ...]:
    """The provisions among those named that a change is about, lies under, or reaches from above."""
    found = (
        cite
        for cite in named
        if act.provision(cite) is not None
        and any(
            act.is_beneath(change.provision, cite)
            or (change.action in _WHOLE and act.is_beneath(cite, change.provision))
            for change in changes
        )
    )
    return tuple(dict.fromkeys(found))
