"""Everything that one run evaluates: its packs and rules, and the graph that was read."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from art17.checking.code_owners import with_code_owners
from art17.checking.heartbeat import with_heartbeats
from art17.checking.languages import in_language
from art17.checking.request import Progress, Request, quiet
from art17.checking.rule_base import rule_base_of
from art17.conditions.scene import Scene
from art17.digest import Digest, digest_of, section_digest
from art17.evaluation.rule import Rule
from art17.gate.answers import SECTION, AnswerContext, confirmed_texts
from art17.graph.build import Numbering, graph_of
from art17.graph.graph import Graph
from art17.graph.node import Node
from art17.law.act import Act
from art17.memory.identity import tool
from art17.memory.snapshot import Snapshot
from art17.memory.store import Store
from art17.model.answer import TEXT, Ledger
from art17.model.days import duration_in
from art17.model.problem import Problem
from art17.model.rule import Pack
from art17.model.settings import Settings
from art17.model.text_reading import ADVICE, NO_ACTOR, OTHER_TYPE, UNDERSTOOD
from art17.model.vocabulary import Vocabulary
from art17.reading.answers_file import ledger_of
from art17.reading.idle import idle_entries
from art17.reading.manifests import MANIFEST
from art17.reading.qms import Reading, Recall, read_qms
from art17.reading.settings import settings_of


@dataclass(frozen=True, slots=True)
class RunContext:
    """Everything that a run evaluates: settings, packs, rules, law, and the graph that was read."""

    request: Request
    settings: Settings
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    act: Act | None
    reading: Reading
    graph: Graph
    all_rules: tuple[Rule, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    unconfirmed: Graph | None = None
    """The graph without what people confirmed of texts, where they did: what they confirmed ends with its answer."""

    @property
    def answer_context(self) -> AnswerContext:
        """What the answers of people are held against."""
        return answer_context_of(self)

    @property
    def scene(self) -> Scene:
        return Scene(self.graph, self.request.as_of, self.act, digests=lambda node: self.digest_of(node).whole)

    def digest_of(self, node: Node) -> Digest:
        """The digest of a node's fields and, where it is a file, of its text."""
        process = frozenset(name for pack in self.packs for name in pack.process)
        own = {name: value for name, value in node.stated.items() if name != "sections"}
        text = self.reading.sections_of(node.place.path) if node.register < 0 else ()
        return digest_of(own, text, process)


Remembering = Callable[[Recall | None], Recall]
"""What stands between reading and what is recalled of earlier runs."""


def load(
    request: Request,
    progress: Progress = quiet,
    remembering: Remembering | None = None,
    numbering: Numbering | None = None,
) -> RunContext:
    """Everything read and compiled, nothing evaluated yet; `numbering` gives the artefacts their numbers.

    Raises:
        Art17Error: where the manifest, a pack or a rule is wrong, or the folder is not there.
    """
    settings = settings_of(request.root, request.config, request.source)
    base = rule_base_of(settings)
    act = base.act.known_on(request.law) if base.act and request.law else base.act
    progress("reading")
    recall: Recall | None = None
    if request.remembers:
        recall = Snapshot(Store(request.root), tool(), base.packs, settings)
    recall = remembering(recall) if remembering else recall
    reading = read_qms(request.root, settings, base.vocabulary, act, request.source, recall)
    if several := several_below(reading, settings):
        reading = replace(reading, artefacts=(), guesses=(), problems=(*reading.problems, several))
    if settings.code_owners:
        reading = with_code_owners(reading, base.vocabulary, request.root)
    progress(f"evaluating {len(reading.artefacts)} artefacts")
    base = in_language(base, request.language)
    graph = graph_read(reading, settings, base.vocabulary, base.rules, numbering)
    ledger = ledger_of(settings, request.root, request.source)
    rules = _chosen(base.rules, request)
    context = RunContext(request, settings, base.packs, rules, act, reading, graph, base.rules, ledger)
    return with_texts_confirmed(context) if ledger.entries else context


def with_texts_confirmed(context: RunContext) -> RunContext:
    """The context, with the texts that people have confirmed to be the organisation's own read as such."""
    if any(entry.about.kind == TEXT for entry in context.ledger.entries):
        context = replace(context, unconfirmed=context.graph)
    confirmed = confirmed_texts(context.answer_context)
    if not confirmed:
        return context
    nodes = {node.index: node for node in context.graph.nodes}
    for index in (*confirmed, *(item for at in confirmed for item in context.graph.items_of(at))):
        artefact = nodes[index].artefact
        if artefact and artefact.reading and artefact.reading.reason in (NO_ACTOR, ADVICE, OTHER_TYPE):
            reading = replace(artefact.reading, reason=UNDERSTOOD)
            nodes[index] = replace(nodes[index], artefact=replace(artefact, reading=reading))
    return replace(context, graph=context.graph.with_nodes(nodes.values()))


def answer_context_of(context: RunContext) -> AnswerContext:
    """What answers are held against; digests are worked out when they are asked for, each once."""
    graph, known = context.graph, dict[int, Digest]()
    version = context.act.version_on(context.request.as_of) if context.act else ""

    def digests(index: int) -> Digest:
        if index not in known:
            known[index] = context.digest_of(graph.node(index))
        return known[index]

    def name_of(index: int, section: str) -> str:
        while graph.node(index).is_text_item:
            index = graph.node(index).register
        name = graph.address(index)
        return f"{name}{SECTION}{section}" if section and section_digest(digests(index), section) else name

    def digest_named(name: str) -> str:
        head, _, section = name.partition(SECTION)
        found = graph.named(head)
        if len(found) != 1:
            return ""
        digest = digests(next(iter(found)))
        return section_digest(digest, section) if section else digest.whole

    return AnswerContext(
        ledger=context.ledger,
        rules=context.all_rules,
        scene=context.scene,
        digest_of=digest_named,
        name_of=name_of,
        law=version,
        assessors=context.settings.assessors,
        at_most=duration_in(context.settings.answers_at_most),
    )


def several_below(reading: Reading, settings: Settings) -> Problem | None:
    """A folder without a manifest over several that have one is no QMS: mixing them would be true of none."""
    manifests = sorted(path for path in reading.paths if path.endswith(f"/{MANIFEST}"))
    if not settings.is_default or len(manifests) < 2:
        return None
    named = ", ".join(manifests[:8]) + (f" and {len(manifests) - 8} more" if len(manifests) > 8 else "")
    first = manifests[0].removesuffix(f"/{MANIFEST}")
    message = f"Nothing was checked: {len(manifests)} manifests lie below this folder, and none in it: {named}"
    return Problem(
        settings.place, message, f"check each on its own, such as `art17 check {first}`, or write a manifest here"
    )


def graph_read(
    reading: Reading,
    settings: Settings,
    vocabulary: Vocabulary,
    rules: Iterable[Rule],
    numbering: Numbering | None = None,
) -> Graph:
    """The graph of what was read, with what in the manifest fits none of it."""
    at_most = duration_in(settings.reviews_at_most)
    graph = graph_of(reading.artefacts, vocabulary, reading.paths, settings.place, at_most, numbering)
    graph = with_heartbeats(graph)
    idle = idle_entries(settings, vocabulary, reading.paths, [rule.id for rule in rules])
    return replace(graph, defects=(*graph.defects, *((-1, defect) for defect in idle)))


def _chosen(rules: Iterable[Rule], request: Request) -> tuple[Rule, ...]:
    def fits(rule: Rule, globs: Sequence[str]) -> bool:
        return any(fnmatch.fnmatchcase(rule.id, glob) for glob in globs)

    return tuple(r for r in rules if (not request.select or fits(r, request.select)) and not fits(r, request.ignore))
