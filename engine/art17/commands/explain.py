"""Why: the whole tree behind a finding, what a rule says and found, what a provision comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from art17.checking.context import RunContext
from art17.checking.places import at_places, located
from art17.checking.verdicts import evaluate, obligations_in, with_waivers
from art17.citations.citations import cited
from art17.errors import UsageError
from art17.evaluation.evaluate import Judgement, judgements, traced
from art17.evaluation.rule import Rule
from art17.gate.behind import with_reasons
from art17.graph.node import Node
from art17.law.standing import standings_of
from art17.model.evidence import NOT_APPLICABLE, Evidence
from art17.model.law import Provision
from art17.model.place import Place
from art17.model.question import Question
from art17.model.report import Finding, Obligation
from art17.model.text_reading import TextReading
from art17.model.value import leaves


@dataclass(frozen=True, slots=True)
class RuleFound:
    """A rule, with the verdict and the tree of each of its subjects."""

    rule: Rule
    verdicts: tuple[tuple[Judgement, Evidence], ...]


@dataclass(frozen=True, slots=True)
class ProvisionFound:
    """A provision: what the law data say of it, and what it comes to in this QMS."""

    provision: Provision
    rules: tuple[Rule, ...]
    obligations: tuple[Obligation, ...]
    findings: Mapping[str, Finding] = field(default_factory=dict[str, Finding])
    questions: Mapping[str, Question] = field(default_factory=dict[str, Question])


def finding_explained(context: RunContext, name: str) -> Finding | None:
    """The finding whose fingerprint begins so; the first, where several do."""
    found = located(context, with_waivers(context, evaluate(context)).findings)
    return next((finding for finding in found if finding.id.startswith(name)), None)


@dataclass(frozen=True, slots=True)
class ArtefactFound:
    """An artefact: what is known of it, the findings on it, and what every rule came to that has it as its subject."""

    id: str
    type: str
    title: str
    place: Place
    fields: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    linked_from: tuple[str, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[str, str], ...]
    reading: tuple[str, ...] = ()


def artefact_explained(context: RunContext, name: str) -> ArtefactFound | None:
    """The artefact with that id, or `register#item`, or that is all that a file holds.

    Raises:
        UsageError: where several have the id.
    """
    graph = context.graph
    found = graph.named(name) or tuple(n.index for n in graph.nodes if n.place.path == name and n.register < 0)
    if not found:
        return None
    if len(found) > 1:
        raise UsageError(f"{name!r} is the id of {len(found)} artefacts", "name it as `register#item`")
    only = next(iter(found))
    node = graph.nodes[only]
    verdicts = evaluate(context)
    gated = with_waivers(context, verdicts)
    on_it = tuple(f for f in gated.findings if f.subject.id == node.name and f.subject.place.path == node.place.path)
    (tree,) = at_places(context, [Evidence("", node.name, "", truth=True, place=node.place)])
    return ArtefactFound(
        id=graph.address(node.index),
        type=node.type,
        title=node.title,
        place=tree.place or node.place,
        fields=tuple(_fields(node)),
        reading=tuple(_reading(node.reading)) if node.reading else (),
        links=tuple(f"{link.name} {link.written_target}" for link in graph.links if link.source == node.index),
        linked_from=tuple(
            f"{link.name} of {graph.address(link.source)}"
            for link in graph.links
            if link.target == node.index and link.source >= 0
        ),
        findings=located(context, on_it),
        verdicts=tuple(
            (each.rule.id, each.verdict)
            for each in verdicts.verdicts
            if each.subject is node and each.verdict != NOT_APPLICABLE
        ),
    )


def _fields(node: Node) -> Iterator[tuple[str, str]]:
    """The fields with their values; where data does not state one, from where it comes."""
    origins: Mapping[str, str] = node.artefact.origins if node.artefact else {}
    for name, value in node.fields.items():
        origin = origins.get(name, "")
        line = node.place_of(name).line if origin else 0
        source = f"  ({ORIGINS.get(origin, origin)}{f', line {line}' if line else ''})" if origin else ""
        if isinstance(value, Mapping):
            yield from ((f"{name}.{part}", f"{', '.join(leaves(inner))}{source}") for part, inner in value.items())
        else:
            yield name, f"{', '.join(leaves(value))}{source}"


def _reading(reading: TextReading) -> Iterator[str]:
    """What was read of the text: how much, in which language, what it treats, and what was not found."""
    language = reading.language or "no known language"
    reason = f"; {REASONS[reading.reason]}" if reading.reason else ""
    yield f"{reading.words:,} words, {language}{reason}"
    for mention in reading.mentions:
        line = f"line {mention.place.line}" if mention.place.line else mention.place.path
        section = f', under "{mention.section}"' if mention.section else ""
        more = f", and {mention.passages - 1} more" if mention.passages > 1 else ""
        yield f"treats {mention.matter}: {line}{section}{more}"
    treated = {name for mention in reading.mentions for name in (mention.matter, mention.field)}
    groups = {mention.field.partition(".")[0] for mention in reading.mentions if "." in mention.field}
    missing = [matter for matter in reading.looked_for if matter not in treated and matter not in groups]
    if missing:
        yield f"not found: {', '.join(missing)}"


ORIGINS = {
    "block": "read from a control block",
    "text": "found in the text",
    "entry": "found in the text",
    "name": "guessed from the name",
    "assessor": "asserted in the overlay",
}
REASONS = {
    "language": "texts in this language are not read",
    "partly": "read in part",
    "other-type": "more about another matter than that of its type",
    "advice": "it advises its reader",
    "no-actor": "nobody of the organisation acts in it",
    "no-cues": "texts of this type are not read",
    "guessed": "its type is a guess that nothing in it supports",
}


def findings_at(context: RunContext, path: str, line: int) -> tuple[Finding, ...]:
    """The findings shown at a line of a file (0: anywhere in it)."""
    here = tuple(f for f in with_waivers(context, evaluate(context)).findings if f.subject.place.path == path)
    return tuple(f for f in located(context, here) if line in (0, f.subject.place.line))


def rule_explained(context: RunContext, name: str) -> RuleFound | None:
    """The rule of that id, or whose id ends so, judged on every subject."""
    rule = next((r for r in context.rules if r.id == name or r.id.endswith(f"/{name}")), None)
    return RuleFound(rule, tuple(_verdicts(context, rule))) if rule else None


def _verdicts(context: RunContext, rule: Rule) -> Iterator[tuple[Judgement, Evidence]]:
    found = tuple(judgements((rule,), context.scene, context.settings.place))
    trees = at_places(context, [traced(rule, each.subject, context.scene) for each in found])
    yield from zip(found, trees, strict=True)


def unknown_provision(context: RunContext, text: str) -> str | None:
    """What is wrong with a text that cites the Act, and the nearest provision, where the law has no such provision."""
    found, act = cited(text), context.act
    if act is None or any(each.provision is None for each in found):
        return None
    standings = standings_of(found, act, context.request.as_of)
    missing = (each for each in standings if each.status in ("unknown", "missing-paragraph"))
    return next((each.message for each in missing), None)


def provision_explained(context: RunContext, text: str) -> ProvisionFound | None:
    """The provision that a text cites, if the law has it."""
    citation = next(iter(cited(text)), None)
    provision = context.act.provision(citation.provision) if context.act and citation and citation.provision else None
    if provision is None or context.act is None:
        return None
    act, cite = context.act, provision.cite
    gated = with_waivers(context, evaluate(context))
    every = obligations_in(context, gated)
    own = (each for each in every if each.provision == cite)
    obligations = tuple(with_reasons(own, gated.findings, gated.questions))
    named = {name for each in obligations for name in each.findings}
    return ProvisionFound(
        provision=provision,
        rules=tuple(rule for rule in context.rules if any(act.is_beneath(each, cite) for each in rule.provisions)),
        obligations=obligations,
        findings={f.id: f for f in located(context, tuple(f for f in gated.findings if f.id in named))},
        questions={question.id: question for question in gated.questions},
    )
