"""`art17 explain`: why."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from art17.checking.context import RunContext, load
from art17.cli.deadline import TIMEOUT
from art17.cli.paths import request_on
from art17.cli.show import AS_OF, CONFIG, Progress, completed_by, problem_lines, style_for, today
from art17.commands.explain import (
    ArtefactFound,
    ProvisionFound,
    RuleFound,
    artefact_explained,
    finding_explained,
    findings_at,
    provision_explained,
    rule_explained,
    unknown_provision,
)
from art17.errors import UsageError
from art17.gate.groups import grouped
from art17.model.evidence import NOT_APPLICABLE, VERDICTS
from art17.model.nearest import did_you_mean
from art17.model.report import Finding, Obligation
from art17.reporting.safe import safe
from art17.reporting.style import Style
from art17.reporting.told import in_general
from art17.reporting.tree import tree_of
from art17.reporting.words import application_of

MOST_SUBJECTS = 40
MOST_LINKS = 12
MOST_REASONS = 20
LONGEST_VALUE = 200
_FINDING = re.compile("[0-9a-f]{4,}")
_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]{1,9})(?::[0-9]{1,9})?")


@click.command("explain")
@click.argument("what", shell_complete=completed_by("artefacts", "rules"))
@click.argument("path", default=".", type=click.Path())
@AS_OF
@CONFIG
@TIMEOUT
@click.option(
    "--verdict", type=click.Choice(VERDICTS), default=None, help="Of a rule, only subjects with this verdict."
)
def command(what: str, path: str, as_of: date | None, config: str | None, verdict: str | None) -> None:
    """Explain WHAT in the QMS in the folder PATH.

    WHAT is the id of a finding (as --format json gives it), a place as the text report shows it
    (procedures/SOP-1.md:12), a rule (eu-ai-act/17-1-g/risks-are-controlled), a provision
    ("Art. 17(1)(g)"), or an artefact (SOP-1, REG-1#R-7).  Exits 2 where something could not be read.
    """
    style = style_for(is_terminal=sys.stdout.isatty(), root=Path(path))
    progress = Progress(quiet=False)
    try:
        context = load(request_on(path, as_of or today(), config), progress)
        lines = _explained(what, context, style, verdict)
    finally:
        progress.done()
    if lines is None:
        raise UsageError(
            _not_found(what, context),
            "`art17 rules list` lists the rules, `art17 check` shows places, the JSON report has the ids of findings",
        )
    for line in lines:
        click.echo(line)
    for line in problem_lines(context.reading.problems):
        click.echo(line, err=True)
    sys.exit(2 if context.reading.problems else 0)


def _not_found(what: str, context: RunContext) -> str:
    """What a text names that is not here, and the nearest that is."""
    if missing := unknown_provision(context, what):
        return missing
    if rules := [rule.id for rule in context.rules if rule.id.startswith(f"{what.rstrip('/')}/")]:
        more = f" and {len(rules) - MOST_LINKS} more" if len(rules) > MOST_LINKS else ""
        return f"{what!r} is a folder of rules: {', '.join(rules[:MOST_LINKS])}{more}"
    near = did_you_mean(what, [*(rule.id for rule in context.rules), *context.graph.by_id])
    return f"{what!r} is not a finding, place, rule, provision or artefact here{near}"


def _explained(what: str, context: RunContext, style: Style, verdict: str | None) -> Iterator[str] | None:
    if rule := rule_explained(context, what):
        return _rule(rule, style, verdict)
    if provision := provision_explained(context, what):
        return _provision(provision, context, style)
    if finding := finding_explained(context, what) if _FINDING.fullmatch(what) else None:
        return _finding(finding, context, style)
    if artefact := artefact_explained(context, what):
        return _artefact(artefact, style)
    path, line = _place_in(what)
    here = findings_at(context, path, line)
    return (text for each in here for text in (*_finding(each, context, style), "")) if here else None


def _place_in(what: str) -> tuple[str, int]:
    """The path and line that a text names, as reports show them; line 0 where it names none."""
    found = _PLACE.fullmatch(what)
    return (found["path"], int(found["line"])) if found else (what, 0)


def _artefact(found: ArtefactFound, style: Style) -> Iterator[str]:
    yield f"{style(safe(found.id), 'place')}  {safe(found.type)}  {safe(found.title)}".rstrip()
    yield f"  In  {safe(str(found.place))}"
    for name, value in found.fields[:MOST_SUBJECTS]:
        yield f"  {safe(name)}: {safe(value)[:LONGEST_VALUE]}"
    if found.reading:
        yield f"  Text: {safe(found.reading[0])}"
        yield from (f"    {safe(line)}" for line in found.reading[1:])
    for label, links in (("Links to", found.links), ("Linked from", found.linked_from)):
        if links:
            more = f" and {len(links) - MOST_LINKS} more" if len(links) > MOST_LINKS else ""
            yield f"  {label}: {safe(', '.join(links[:MOST_LINKS]))}{more}"
    yield ""
    for finding in found.findings:
        yield f"  {style(finding.severity, finding.severity)}  {safe(finding.rule)}: {safe(finding.message)}"
    for rule, verdict in found.verdicts:
        yield f"  {style(verdict, verdict)}  {safe(rule)}"


def _finding(finding: Finding, context: RunContext, style: Style) -> Iterator[str]:
    place = style(safe(str(finding.subject.place)), "place")
    yield f"{place}  {finding.severity}  {finding.category}  {safe(finding.rule)}"
    yield f"  {safe(finding.message)}"
    binding = application_of(finding, context.request.as_of)
    yield f"  Law   {safe(', '.join(finding.provisions or finding.serves))}{safe(f'; {binding}') if binding else ''}"
    yield f"  Fix   {safe(finding.fix)}"
    yield ""
    yield from tree_of(finding.because, style)
    for rule in finding.blocks:
        yield f"  also fails for this cause: {safe(rule)}"


def _rule(found: RuleFound, style: Style, verdict: str | None) -> Iterator[str]:
    rule = found.rule
    yield style(safe(rule.id), "place")
    yield f"  {safe(rule.title)}"
    yield f"  {rule.category}, {rule.severity}, basis {rule.basis}: {safe(', '.join(rule.provisions or rule.serves))}"
    yield f"  Why   {safe(rule.rationale)}"
    yield f"  Fix   {safe(in_general(rule.fix))}"
    shown = [(j, e) for j, e in found.verdicts if verdict in (None, j.verdict)]
    for judgement, evidence in shown[:MOST_SUBJECTS]:
        yield ""
        by = f", by {judgement.by}" if judgement.by else ""
        yield f"{safe(judgement.subject.name)}: {style(judgement.verdict, judgement.verdict)}{by}"
        for cite, word in judgement.relief:
            yield f"  {cite}: {style(word, word)}"
        if judgement.verdict != NOT_APPLICABLE or len(shown) <= 5:
            yield from tree_of(evidence, style, "  ")
    if len(shown) > MOST_SUBJECTS:
        yield f"... and {len(shown) - MOST_SUBJECTS} more subjects"
    if not found.verdicts:
        yield "  It has no subject here: it was vacuous."


def _provision(found: ProvisionFound, context: RunContext, style: Style) -> Iterator[str]:
    provision = found.provision
    yield f"{style(safe(provision.cite), 'place')}  {safe(provision.topic)}"
    if context.act:
        day = context.request.as_of
        until = f", until {provision.until}" if provision.until else ""
        version = context.act.version_on(day)
        yield f"  In the law since {provision.since}{until}; evaluated under the version of {version}"
        if day.isoformat() < version:
            yield f"  On {day} it did not exist."
        for label, cites in (
            ("Refers to", context.act.references_out(provision.cite, day)),
            ("Named by", context.act.references_in(provision.cite, day)),
        ):
            if cites:
                yield f"  {label}: {', '.join(cites[:12])}{' ...' if len(cites) > 12 else ''}"
    if not found.rules:
        yield "  No rule of the chosen packs names it."
    for rule in found.rules:
        yield f"  Rule  {safe(rule.id)}: {safe(rule.title)}"
    for each in found.obligations:
        counts = ", ".join(f"{number} {word}" for word, number in each.counts.items())
        yield ""
        whose = safe(each.system) or "The organisation"
        told = counts or "no rule had a subject"
        yield f"{whose}: {style(each.verdict, each.verdict)} {each.strength} ({told})"
        yield from _because(each, found, style)
        for item in each.evidence:
            yield f"  by {safe(item.id)}  {safe(item.path)}" + (
                f"  {item.strength}" if item.strength != "evidenced" else ""
            )


def _because(each: Obligation, found: ProvisionFound, style: Style) -> Iterator[str]:
    """What keeps an obligation from being met: its findings in groups, and the questions that are open."""
    named = [found.findings[name] for name in each.findings if name in found.findings]
    findings, groups = grouped(named)
    for group in groups[:MOST_REASONS]:
        first = next(finding for finding in findings if finding.group == group.id)
        more = f" and {len(group.members) - 1} more" if len(group.members) > 1 else ""
        place = style(safe(str(first.subject.place)), "place")
        yield f"  because {style(group.severity, group.severity)}  {place}{more}  {safe(group.rule)}  {first.id}"
        yield f"    {safe(group.message)}"
        yield f"    Fix: {safe(group.fix)}"
    if len(groups) > MOST_REASONS:
        yield f"  ... and {len(groups) - MOST_REASONS} more causes; `art17 check` has all"
    for name in each.questions[:MOST_REASONS]:
        yield f"  asked  {safe(found.questions[name].text)}"
