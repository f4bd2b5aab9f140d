"""Places with line and column, worked out for what is shown alone; and the one order of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from art17.checking.context import RunContext
from art17.model.evidence import Evidence
from art17.model.place import Place
from art17.model.report import Finding
from art17.model.rule import CLASSES


def located(context: RunContext, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with the line and column of every place that they show, in their one order."""
    return at_known(findings, known_places(context, findings))


def known_places(context: RunContext, findings: Iterable[Finding]) -> Mapping[Place, Place]:
    """Every place that findings show, with its line and column; their files are read for it."""
    return context.reading.located({place for finding in findings for place in _places(finding)})


def at_known(findings: Iterable[Finding], known: Mapping[Place, Place]) -> tuple[Finding, ...]:
    """The findings at the places that are known, in their one order."""

    def at(place: Place) -> Place:
        return known.get(place, place)

    shown = (
        replace(
            finding,
            subject=replace(finding.subject, place=at(finding.subject.place)),
            because=_evidence_at(finding.because, at),
            related=tuple(replace(each, place=at(each.place)) for each in finding.related),
            waived=replace(finding.waived, place=at(finding.waived.place)) if finding.waived else None,
        )
        for finding in findings
    )
    return tuple(sorted(shown, key=order_of))


def _places(finding: Finding) -> Iterable[Place]:
    yield finding.subject.place
    yield from (each.place for each in finding.related)
    if finding.waived:
        yield finding.waived.place
    yield from _evidence_places(finding.because)


def paths_of(finding: Finding) -> frozenset[str]:
    """The files that a finding shows places of."""
    return frozenset(place.path for place in _places(finding))


def _evidence_places(evidence: Evidence) -> Iterable[Place]:
    if evidence.place:
        yield evidence.place
    for child in evidence.children:
        yield from _evidence_places(child)


def at_places(context: RunContext, trees: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The trees with the line and column of every place in them."""
    known = context.reading.located({place for tree in trees for place in _evidence_places(tree)})
    return tuple(_evidence_at(tree, lambda place: known.get(place, place)) for tree in trees)


def _evidence_at(evidence: Evidence, at: Callable[[Place], Place]) -> Evidence:
    return replace(
        evidence,
        place=at(evidence.place) if evidence.place else None,
        children=tuple(_evidence_at(child, at) for child in evidence.children),
    )


def order_of(finding: Finding) -> tuple[object, ...]:
    """The one order of findings: by file and place, then class, rule and what tells them apart."""
    place = finding.subject.place
    return (
        place.path,
        place.line,
        place.column,
        CLASSES.index(finding.category),
        finding.rule,
        finding.subject.id,
        finding.discriminator,
    )
