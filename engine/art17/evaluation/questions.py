"""Questions for people: what only a text, or a rule that asks, leaves undecided, once for each scope."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from art17.conditions.openness import CONTRARY, MENTIONED, NOT_FOUND, OPEN_CAUSES
from art17.conditions.scene import Scene
from art17.errors import UsageError
from art17.evaluation.causes import Failure, causes_in
from art17.evaluation.findings import discriminator_of, finding_of, fingerprint, id_of
from art17.evaluation.wording import called, filled, message_of, named_in
from art17.graph.node import EMPTY, Node
from art17.model.english import listed
from art17.model.evidence import UNDECIDED, Cause, Evidence
from art17.model.question import CONTRARY as ASKS_WHICH
from art17.model.question import NOT_FOUND as ASKS_WHERE
from art17.model.question import OF_A_RULE, QUESTION_KINDS, TREATED, WHOSE_TEXT, PassageAt, Question
from art17.model.report import Finding
from art17.model.rule import QUESTION
from art17.model.text_reading import ADVICE, GUESSED, NO_ACTOR, OTHER_TYPE, Mention

MOST_PASSAGES = 8
MOST_QUESTIONS = 20_000
"""Nobody answers more; each takes kilobytes in a report."""
_OF_THE_TEXT = frozenset({NO_ACTOR, ADVICE, OTHER_TYPE, GUESSED})
_MOST_MATTERS = 6
_ROW = "*"
"""The matter of a passage that lists a row, of which everything may be asked."""
_WORDS = re.compile(r"[^\W\d_]+")
_LEAST_OF_WORD = 5
_DURATION = re.compile(r"P(\d{1,4})([DWMY])|PT(\d{1,4})(H)")
_TOLD_ONCE = frozenset({"no-directory"})
"""What a report says once; where a text leaves a verdict open besides, it is not said of each again."""
_ASKED = frozenset({MENTIONED, NOT_FOUND, CONTRARY, *_OF_THE_TEXT})


def is_left_open(failure: Failure) -> bool:
    """Whether nothing but a text leaves a verdict undecided, or a rule that only asks."""
    if failure.judgement.verdict != UNDECIDED:
        return False
    if _is_of_a_rule(failure):
        return True
    kinds = {cause.kind for cause in causes_in(failure.evidence) or ()}
    return not OPEN_CAUSES.isdisjoint(kinds) and kinds <= OPEN_CAUSES | _TOLD_ONCE


def _is_of_a_rule(failure: Failure) -> bool:
    """Whether a rule whose failures are questions would have failed."""
    return failure.judgement.rule.effect == QUESTION and failure.evidence.truth is False


def questions_of(failures: Iterable[Failure], scene: Scene) -> tuple[Question, ...]:
    """The questions, those that are put first first; what cannot be asked (a language, no cues) is only counted."""
    asked: dict[tuple[str, tuple[str, ...]], list[tuple[Failure, frozenset[Cause]]]] = defaultdict(list)
    doubtful: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    put: dict[tuple[str, tuple[str, ...]], list[Failure]] = defaultdict(list)
    for failure in failures:
        if _is_of_a_rule(failure):
            put[failure.judgement.rule.id, _systems_of(failure, scene)].append(failure)
            continue
        causes = frozenset(cause for cause in _told_in(failure.evidence) if cause.kind in _ASKED)
        for cause in sorted(causes):
            if cause.kind in _OF_THE_TEXT and not _is_to_be_written(cause, scene):
                doubtful[cause.kind, cause.about].append(failure)
        own = frozenset(cause for cause in causes if cause.kind not in _OF_THE_TEXT)
        if own:
            asked[failure.judgement.rule.id, _systems_of(failure, scene)].append((failure, own))
    if len(asked) + len(doubtful) + len(put) > MOST_QUESTIONS:
        message = f"The texts leave more than {MOST_QUESTIONS} questions open"
        raise UsageError(message, "check a part of the folder, or close texts under `reading:` in the manifest")
    found = [_on_matter(failures, systems, scene) for (_, systems), failures in asked.items()]
    found += [_on_text(kind, int(about), failures, scene) for (kind, about), failures in doubtful.items()]
    found += [_of_a_rule(failures, systems, scene) for (_, systems), failures in put.items()]
    return tuple(
        sorted(found, key=lambda each: (QUESTION_KINDS.index(each.kind), each.provisions, each.rule, each.systems))
    )


def _is_to_be_written(cause: Cause, scene: Scene) -> bool:
    """Whether a text is empty, or a draft with nothing of its type yet: it is to be finished, and then asked about."""
    node = scene.node(int(cause.about))
    return node.stage == EMPTY or (cause.kind == GUESSED and node.is_unfinished)


def _told_in(evidence: Evidence) -> frozenset[Cause]:
    """The causes of what texts leave open; of several ways nothing is said of those that a text is silent on.

    So it is where the text names a value for another one: nobody has to write both.
    """
    return (causes_in(evidence) or frozenset()) - frozenset(_of_other_ways(evidence))


def _of_other_ways(evidence: Evidence) -> Iterator[Cause]:
    if evidence.shape == "any" and evidence.truth is None:
        ways = [causes_in(each) or frozenset() for each in evidence.children if each.truth is None]
        if any(cause.kind == CONTRARY for way in ways for cause in way):
            yield from (cause for way in ways if all(each.kind == NOT_FOUND for each in way) for cause in way)
    for child in evidence.children:
        yield from _of_other_ways(child)


def _systems_of(failure: Failure, scene: Scene) -> tuple[str, ...]:
    return tuple(scene.node(at).name for at in scene.facts.systems(failure.judgement.subject.index))


def _of_a_rule(failures: Sequence[Failure], systems: tuple[str, ...], scene: Scene) -> Question:
    """What a rule asks of people in the words of its message; of each subject, if there are several."""
    first = failures[0].judgement
    subjects = tuple(dict.fromkeys(id_of(each.judgement.subject, scene) for each in failures))
    said = (
        message_of(
            each.judgement.rule,
            each.judgement.subject,
            scene.facts,
            scene.act,
            named_in(each.evidence, scene.facts),
            scene.as_of,
        )
        for each in failures
    )
    return Question(
        id=fingerprint(first.rule.id, ",".join(subjects), "question", 1),
        kind=OF_A_RULE,
        rule=first.rule.id,
        text=" ".join(dict.fromkeys(said)),
        fix=filled(first.rule.fix, first.subject, scene.facts, scene.act),
        provisions=tuple(dict.fromkeys(cite for each in failures for cite in each.judgement.provisions)),
        systems=systems,
        subjects=subjects,
    )


def _on_matter(
    failures: Sequence[tuple[Failure, frozenset[Cause]]], systems: tuple[str, ...], scene: Scene
) -> Question:
    """Whether what the texts say on a requirement meets it."""
    first = failures[0][0].judgement
    rule = first.rule
    causes = sorted({cause for _, causes in failures for cause in causes})
    kinds = {cause.kind for cause in causes}
    kind = ASKS_WHICH if CONTRARY in kinds else TREATED if MENTIONED in kinds else ASKS_WHERE
    passages: list[PassageAt] = []
    missing: dict[str, None] = {}
    values: dict[str, tuple[str, ...]] = {}
    sayers: list[Node] = []
    for cause in causes:
        index, _, name = cause.about.partition(":")
        node = scene.node(int(index))
        mentions = node.reading.mentions_of(name) if node.reading else ()
        passages += [_passage(node.name, mention) for mention in mentions if cause.kind != NOT_FOUND]
        if cause.kind == NOT_FOUND:
            missing |= dict.fromkeys(_not_found(int(index), name, scene))
        if cause.kind == CONTRARY and (stated := _stated(mentions)):
            sayers.append(node)
            values |= {
                matter: tuple(dict.fromkeys((*values.get(matter, ()), *told))) for matter, told in stated.items()
            }
    subjects = tuple(dict.fromkeys(id_of(each.judgement.subject, scene) for each, _ in failures))
    said = scene.facts.vocabulary.said
    named = sayers if values else [_document_of(each.judgement.subject, scene) for each, _ in failures]
    names = ", ".join(dict.fromkeys(called(each, scene.facts, scene.act) for each in named))
    asks = _ASKS[kind]
    if kind == ASKS_WHICH and values:
        asks = _ASKS_WHICH_OF if any(len(told) > 1 for told in values.values()) else _ASKS_OF_VALUE
    return Question(
        id=fingerprint(rule.id, ",".join(subjects), "question", 1),
        kind=kind,
        rule=rule.id,
        text=said(asks).format(
            names=names, title=rule.title, what=_first(missing, scene), values=_values_told(values, said)
        ),
        fix=filled(rule.fix, first.subject, scene.facts, scene.act),
        provisions=tuple(dict.fromkeys(cite for each, _ in failures for cite in each.judgement.provisions)),
        systems=systems,
        subjects=subjects,
        passages=_best_first(passages, rule.title)[:MOST_PASSAGES],
        not_found=tuple(missing),
    )


def _document_of(subject: Node, scene: Scene) -> Node:
    """The document that people know: of a row that its text lists the document itself."""
    node = subject
    while node.is_text_item and node.register >= 0:
        node = scene.node(node.register)
    return node


def _best_first(passages: Iterable[PassageAt], title: str) -> tuple[PassageAt, ...]:
    """The passages, each place once: first one for each matter, of rows one for each section.

    Rows in a section whose heading names what is asked come before other rows.
    """
    asked = {word for word in _WORDS.findall(title.casefold()) if len(word) >= _LEAST_OF_WORD}
    once: dict[tuple[object, ...], PassageAt] = {}
    for each in passages:
        once.setdefault((each.place, each.section, each.matter, each.value), each)
    first: dict[tuple[str, str], PassageAt] = {}
    others: list[PassageAt] = []
    for each in once.values():
        key = (each.matter, each.section if each.matter == _ROW else "")
        if first.setdefault(key, each) is not each:
            others.append(each)

    def rank(passage: PassageAt) -> int:
        named = asked.intersection(_WORDS.findall(passage.section.casefold())) if passage.matter == _ROW else ()
        return -len(named)

    return tuple(sorted(first.values(), key=rank)) + tuple(sorted(others, key=rank))


def _first(matters: Iterable[str], scene: Scene) -> str:
    """Matters as people say them, the first few of many."""
    told = [matter_said(matter, scene.facts.vocabulary.said) for matter in matters]
    more = len(told) - _MOST_MATTERS
    return "; ".join((*told[:_MOST_MATTERS], *([f"+{more}"] if more > 0 else [])))


def _stated(mentions: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
    """The values that a text names, by their matters."""
    return {each.matter: told for each in mentions if not each.of and (told := _values_of(each))}


def _values_of(mention: Mention) -> tuple[str, ...]:
    """The values that a text names for one thing."""
    return tuple(dict.fromkeys((*(value for _, value in mention.states), *mention.others)))


def _values_told(values: Mapping[str, Sequence[str]], said: Callable[[str], str]) -> str:
    return "; ".join(
        f"{matter_said(matter, said)} = {listed([value_said(each, said) for each in told], said(' or ').strip())}"
        for matter, told in values.items()
    )


def value_said(value: str, said: Callable[[str], str]) -> str:
    """A value as people say it.

    >>> value_said("P15D", str), value_said("P1Y", str), value_said("annex-vi", str)
    ('15 days', '1 year', 'annex-vi')
    """
    found = _DURATION.fullmatch(value)
    if not found:
        return said(value)
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year", "H": "hour"}[found[2] or found[4]]
    count = int(found[1] or found[3])
    return f"{count} {said(unit if count == 1 else f'{unit}s')}"


_ASKS = {
    TREATED: 'Does what {names} says there come to this: "{title}"?',
    ASKS_WHICH: 'Which value holds in {names}, and is it so that "{title}"?',
    ASKS_WHERE: 'Where is it written that "{title}"? Not found in the text of {names}: {what}.',
}
_ASKS_WHICH_OF = 'Which value holds in {names}: {values}? This depends on it: "{title}".'
_ASKS_OF_VALUE = 'The text of {names} says: {values}. Does that come to this: "{title}"?'


_ASKS_WHO = (
    'Is {name} the organisation\'s own procedure? Nobody of it acts in the text: no role, no department, no "we".',
    "Say who does what, or take the file out of what is checked.",
)
_ASKS_WHOM = (
    "Is {name} the organisation's own procedure? Its text advises the reader on what to do.",
    "Say who does what, or take the file out of what is checked.",
)
_ASKS_WHAT = (
    "Is {name} of the right type? Its text is more about another matter.",
    "Say of which type it is (`types:` in art17.yaml), or which section is about it (`sections:`).",
)
_ASKS_WHETHER = (
    "Is {name} really of the type {type}? Its title or name says so, and nothing that one lays down was found in its "
    "text.",
    "Say of which type it is (`types:` in art17.yaml), or which section is about it (`sections:`).",
)


def _on_text(kind: str, index: int, failures: Sequence[Failure], scene: Scene) -> Question:
    """Whether a text is what it is taken for; one question for all requirements on it."""
    node = scene.node(index)
    name = called(node, scene.facts, scene.act)
    title = known.title.lower() if (known := scene.facts.vocabulary.types.get(node.type)) else node.type
    said = scene.facts.vocabulary.said
    asks = {NO_ACTOR: _ASKS_WHO, ADVICE: _ASKS_WHOM, GUESSED: _ASKS_WHETHER}.get(kind, _ASKS_WHAT)
    text, fix = (said(each).format(name=name, type=title) for each in asks)
    provisions = dict.fromkeys(cite for each in failures for cite in each.judgement.provisions)
    mentions = node.reading.mentions if node.reading else ()
    return Question(
        id=fingerprint(kind, node.name, "question", 1),
        kind=WHOSE_TEXT,
        rule=failures[0].judgement.rule.id,
        text=text,
        fix=fix,
        provisions=tuple(provisions),
        systems=tuple(scene.node(at).name for at in scene.facts.systems(index)),
        subjects=(node.name,),
        passages=tuple(_passage(node.name, mention) for mention in mentions)[:MOST_PASSAGES],
    )


def _passage(name: str, mention: Mention) -> PassageAt:
    value = ", ".join(_values_of(mention)) if not mention.of else ""
    return PassageAt(name, mention.matter, mention.place, mention.section, mention.passages - 1, value)


def _not_found(index: int, name: str, scene: Scene) -> Iterator[str]:
    """The matters of a field of which nothing was found: of a list the entries that are missing."""
    reading = scene.node(index).reading
    if reading is None:
        return
    treated = {name for mention in reading.mentions for name in (mention.matter, mention.field)}
    sought = [matter for matter in reading.looked_for if matter == name or matter.startswith((f"{name}[", f"{name}."))]
    yield from (matter for matter in sought or (name,) if matter not in treated)


def notes_of(failures: Iterable[Failure], scene: Scene) -> Iterator[Finding]:
    """A note for each matter of a requirement of which a text has nothing: it claims no more than that.

    Each matter has its own, so that a paragraph that is taken out is told however much else is missing; where
    several requirements want the same of one text, it is told once.
    """
    told: set[tuple[int, str]] = set()
    for failure in sorted(failures, key=lambda each: each.judgement.rule.id):
        causes = [cause for cause in _told_in(failure.evidence) if cause.kind == NOT_FOUND]
        if not causes or _is_of_a_rule(failure):
            continue
        rule, subject = failure.judgement.rule, failure.judgement.subject
        node = scene.node(int(causes[0].about.partition(":")[0]))
        missing = dict.fromkeys(
            matter
            for cause in sorted(causes)
            for matter in _not_found(int(cause.about.partition(":")[0]), cause.about.partition(":")[2], scene)
        )
        made = finding_of(failure, None, (), scene)
        key = made.subject.id or made.subject.place.path
        said = scene.facts.vocabulary.said("Nothing on {what} was found in the text of {name} ({words:,} words read).")
        name, words = called(node, scene.facts, scene.act), node.reading.words if node.reading else 0
        for matter in missing:
            if (node.index, matter) in told:
                continue
            told.add((node.index, matter))
            apart = f"{discriminator_of(rule, subject)} {matter}".strip()
            yield replace(
                made,
                id=fingerprint(rule.id, key, apart, 1),
                discriminator=apart,
                severity="note",
                message=said.format(what=matter_said(matter, scene.facts.vocabulary.said), name=name, words=words),
                fix=filled(rule.fix, subject, scene.facts, scene.act),
            )


def in_words(matter: str) -> str:
    """A matter as people say it.

    >>> in_words("deadlines.critical_infrastructure"), in_words("steps[Art. 9(2)(c)]")
    ('deadlines: critical infrastructure', 'steps: Art. 9(2)(c)')
    """
    field, _, entry = matter.rstrip("]").partition("[")
    name = ": ".join(part.replace("_", " ") for part in field.split("."))
    return f"{name}: {entry.replace('-', ' ') if not entry[:3].istitle() else entry}" if entry else name


def matter_said(matter: str, said: Callable[[str], str]) -> str:
    """A matter in the language of a run: as packs say it as a whole, else part by part."""
    plain = in_words(matter)
    return whole if (whole := said(plain)) != plain else ": ".join(map(said, plain.split(": ")))


def left_open(failures: Iterable[Failure]) -> dict[str, int]:
    """How many verdicts only a text, or a rule that asks, leaves open, by reason."""
    counted: Counter[str] = Counter()
    for failure in failures:
        kinds = {cause.kind for cause in causes_in(failure.evidence) or ()}
        counted.update({OF_A_RULE} if _is_of_a_rule(failure) else kinds)
    return dict(sorted(counted.items()))
