"""What the answers of people come to: each held against the law, the data, and what there is to be looked at.

An answer acts last, on verdicts that a text leaves open, or that rest on a text in which nothing was found.
What data decide it never changes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from art17.conditions.openness import CONTRARY, MENTIONED, SILENT
from art17.conditions.scene import Scene
from art17.evaluation.causes import Failure, causes_in
from art17.evaluation.evaluate import Judgement
from art17.evaluation.findings import fingerprint, subject_of
from art17.evaluation.questions import is_left_open
from art17.evaluation.rule import Rule
from art17.evaluation.wording import called
from art17.gate.answer_words import AGREED, said_by
from art17.graph.facts import address
from art17.model.answer import (
    AGREES,
    CONTRADICTS,
    COUNTS,
    DRAFT,
    FINDING,
    FORBIDDEN,
    GONE,
    HOLLOW,
    LATER,
    NO_VERDICT,
    OLD,
    OUTDATED,
    QUESTION,
    REQUIREMENT,
    SAMPLE,
    TEXT,
    UNBOUND,
    UNKNOWN,
    About,
    Answer,
    AnswerShown,
    Ledger,
    Malformed,
    Settled,
    Settlements,
)
from art17.model.artefact import Defect
from art17.model.days import Duration, date_in, duration_in
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET, Evidence
from art17.model.nearest import did_you_mean
from art17.model.report import Obligation
from art17.model.value import leaves

_NO_WORD = re.compile(r"[\W\d_]+")
SECTION = " § "
"""Between the name of an artefact and the title of a section of it."""

MOST_ALIKE = 4
"""So many rows may have one comment before it says nothing of any of them."""
MOST_AT_ONCE = 9
"""So many times one person may judge "met" on one day without saying what was looked at."""
FEWEST_WORDS = 3
"""A comment with fewer words says nothing of what was seen."""
MOST_BY_ONE = 12
"""So many verdicts one answer on a requirement may decide."""


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What answers are held against: the rules of the run (all, and those chosen), the scene, and digests.

    `digest_of` gives the digest of the artefact of that address, or of its section (`ID § title`), "" where there is
    none; `name_of` the name under which a node, or a section of it, is looked at.  `assessors` are those that
    the manifest declares, none where it declares none.
    """

    ledger: Ledger
    rules: tuple[Rule, ...]
    scene: Scene
    digest_of: Callable[[str], str]
    name_of: Callable[[int, str], str]
    law: str = ""
    assessors: tuple[str, ...] = ()
    at_most: Duration | None = None

    def rules_of(self, provision: str) -> Iterator[Rule]:
        """The rules that carry a provision or what is beneath it."""
        act = self.scene.act
        for rule in self.rules:
            if rule.carries_obligations and act and any(act.is_beneath(cite, provision) for cite in rule.provisions):
                yield rule


@dataclass(frozen=True, slots=True)
class Answered:
    """The verdicts after the answers: what is still open, what failed by an answer, and what is wrong with answers.

    `said` leads from the fingerprint of a finding that an answer made to what it says; `settled` from provision and
    systems to what an answer on the requirement says of it; `was_open` are the failures that answers decided.
    """

    verdicts: tuple[Judgement, ...]
    failures: tuple[Failure, ...]
    said: Mapping[str, str] = field(default_factory=dict[str, str])
    settled: Settlements = field(default_factory=dict[tuple[str, str], Settled])
    shown: tuple[AnswerShown, ...] = ()
    defects: tuple[Defect, ...] = ()
    was_open: tuple[Failure, ...] = ()


def may_be_answered(failure: Failure) -> bool:
    """Whether a person may decide what a rule could not: a text leaves it open, or nothing was found in it."""
    if is_left_open(failure):
        return True
    causes = causes_in(failure.evidence)
    if failure.judgement.rule.subjects.names == ("text-says-nothing",):
        return True
    return bool(causes) and all(cause.kind == SILENT for cause in causes or ())


def basis_of(failure: Failure, context: AnswerContext) -> tuple[str, ...]:
    """The names of what has to be looked at to answer: sections that treat the matter, else whole artefacts."""
    found: dict[str, None] = {}
    scene = context.scene
    for cause in sorted(causes_in(failure.evidence) or ()):
        head, _, name = cause.about.partition(":")
        if not head.isdigit():
            continue
        node = scene.node(int(head))
        mentions = node.reading.mentions_of(name) if node.reading and cause.kind in (MENTIONED, CONTRARY) else ()
        sections = [mention.section for mention in mentions]
        for section in sections if sections and all(sections) else [""]:
            found.setdefault(context.name_of(node.index, section))
    if not found and failure.judgement.subject.artefact:
        found[context.name_of(failure.judgement.subject.index, "")] = None
    return tuple(found)


def scope_of(judgement: Judgement, scene: Scene) -> tuple[str, ...]:
    """The systems that a verdict is about, none for the organisation."""
    return tuple(sorted(scene.node(at).name for at in scene.facts.systems(judgement.subject.index)))


def fingerprint_of(failure: Failure, scene: Scene) -> str:
    """The fingerprint of the finding on a failure."""
    subject = subject_of(failure.judgement.subject, scene)
    about = str(failure.judgement.subject.fields.get("about", ""))
    words = " ".join(about.split()) if failure.judgement.rule.subjects.sort == "defect" else ""
    return fingerprint(failure.judgement.rule.id, subject.id or subject.place.path, words, 1)


def asked_of(rules: Iterable[Rule]) -> str:
    """The digest of what rules ask, however their messages are worded."""
    asked = [
        [rule.id, [[part, rule.text.data.get(part)] for part in ("for", "if", "unless", "require")]]
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    data = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(data.encode('utf-8', 'surrogatepass')).hexdigest()}"


def requirement_targets(about: About, failures: Iterable[Failure], scene: Scene) -> list[Failure]:
    """The open verdicts that an answer on a requirement decides: those that count for it and what is beneath alone."""
    act = scene.act
    if act is None:
        return []
    entry = act.provision(about.name)
    is_of_organisation = entry is not None and entry.scope == "organisation"
    return [
        failure
        for failure in failures
        if failure.judgement.provisions
        and all(act.is_beneath(cite, about.name) for cite in failure.judgement.provisions)
        and (is_of_organisation or scope_of(failure.judgement, scene) == about.scope)
    ]


def confirmed_texts(context: AnswerContext) -> tuple[int, ...]:
    """The nodes whose text a person has confirmed to be the organisation's own, and of its type."""
    hearing = _Hearing((), (), context)
    held = [answer for about, answer in context.ledger.in_force().items() if about.kind == TEXT]
    names = [
        each.about.name
        for each in held
        if each.word("verdict") == MET and hearing.heard(each).effect in (COUNTS, HOLLOW)
    ]
    return tuple(index for name in names for index in context.scene.facts.names(name))


def answered(verdicts: Sequence[Judgement], failures: Sequence[Failure], context: AnswerContext) -> Answered:
    """What the answers come to; without answers everything stays as it is."""
    if not (context.ledger.entries or context.ledger.malformed):
        return Answered(tuple(verdicts), tuple(failures))
    return _Hearing(verdicts, failures, context).answered()


@dataclass(frozen=True, slots=True)
class _Found:
    """What an answer comes to, why, and the defects that say so."""

    effect: str
    why: str = ""
    defects: tuple[Defect, ...] = ()


class _Hearing:
    """The answers of a run, each heard once."""

    def __init__(self, verdicts: Sequence[Judgement], failures: Sequence[Failure], context: AnswerContext) -> None:
        self._context = context
        self._verdicts = verdicts
        self._failures = failures
        self._rules = {rule.id: rule for rule in context.rules}
        self._open = [failure for failure in failures if may_be_answered(failure)]
        self._by_question: dict[About, list[Failure]] = defaultdict(list)
        self._by_finding: dict[str, Failure] = {}
        for failure in self._open:
            judgement = failure.judgement
            about = About(QUESTION, judgement.rule.id, scope_of(judgement, context.scene))
            self._by_question[about].append(failure)
            self._by_finding.setdefault(fingerprint_of(failure, context.scene), failure)
        self._taken: dict[int, tuple[Answer, str]] = {}
        self._settled: dict[tuple[str, str], Settled] = {}
        self._hollow = hollow_in(context.ledger)

    def answered(self) -> Answered:
        """Each answer in force, questions and findings before requirements: what is nearer counts first."""
        shown: dict[str, AnswerShown] = {}
        defects = [_malformed(each) for each in self._context.ledger.malformed]
        rivals = self._context.ledger.rivals()
        for held in rivals.values():
            defects.append(_rivals(held))
        in_force = self._context.ledger.in_force()
        order = sorted(in_force.values(), key=lambda answer: answer.about.kind == REQUIREMENT)
        for answer in order:
            found = self.heard(answer) if answer.about not in rivals else _Found(UNKNOWN, "another one says otherwise")
            own = is_self_assessed(answer, self._context) if found.effect in (COUNTS, HOLLOW) else ""
            if own:
                found = replace(found, defects=(*found.defects, _self_assessed(answer, own)))
            defects += found.defects
            shown[answer.id] = AnswerShown(
                answer, found.effect, found.why, *self._words(answer.about), is_self_assessed=bool(own)
            )
        return self._outcome(tuple(shown[each.id] for each in in_force.values()), tuple(defects))

    def _outcome(self, shown: tuple[AnswerShown, ...], defects: tuple[Defect, ...]) -> Answered:
        changed: dict[int, Judgement] = {}
        failures: list[Failure] = []
        said: dict[str, str] = {}
        was_open: list[Failure] = []
        for failure in self._failures:
            if id(failure) not in self._taken:
                failures.append(failure)
                continue
            answer, strength = self._taken[id(failure)]
            judgement = self._decided(failure, answer, strength)
            changed[id(failure.judgement)] = judgement
            was_open.append(failure)
            if judgement.verdict == UNMET:
                failures.append(self._failed(judgement, answer))
                said[fingerprint_of(failure, self._context.scene)] = self._message(failure, answer)
        verdicts = tuple(changed.get(id(each), each) for each in self._verdicts)
        return Answered(verdicts, tuple(failures), said, self._settled, shown, defects, tuple(was_open))

    def _decided(self, failure: Failure, answer: Answer, strength: str) -> Judgement:
        verdict = answer.word("verdict")
        used = tuple(dict.fromkeys(self._nodes_behind(failure))) if verdict == MET else ()
        return replace(
            failure.judgement,
            verdict=verdict,
            used=used,
            answer=answer.id,
            strength=strength,
            seen=answer.word("evidence"),
        )

    def _nodes_behind(self, failure: Failure) -> Iterator[int]:
        for cause in sorted(causes_in(failure.evidence) or ()):
            head = cause.about.partition(":")[0]
            if head.isdigit():
                yield int(head)
        if failure.judgement.subject.artefact:
            yield failure.judgement.subject.index

    def _failed(self, judgement: Judgement, answer: Answer) -> Failure:
        """A failure whose reason is the word of a person."""
        subject = judgement.subject
        seen = f"was judged {AGREED[UNMET]} {said_by(answer)}"
        return Failure(
            judgement,
            Evidence(judgement.rule.title, subject.name, seen, truth=False, place=subject.place, node=subject.index),
        )

    def _message(self, failure: Failure, answer: Answer) -> str:
        name = called(failure.judgement.subject, self._context.scene.facts, self._context.scene.act)
        comment = f": {answer.word('comment')}" if answer.word("comment") else "."
        return f'{name} does not meet "{failure.judgement.rule.title}", {said_by(answer)}{comment}'

    def _words(self, about: About) -> tuple[str, tuple[str, ...]]:
        """What an answer is about in words, and the provisions."""
        if about.kind in (QUESTION, "action") and about.name in self._rules:
            rule = self._rules[about.name]
            return rule.title, rule.provisions
        if about.kind == REQUIREMENT:
            act = self._context.scene.act
            return (act.topic_of(about.name) if act else ""), (about.name,)
        if about.kind == FINDING and about.name in self._by_finding:
            rule = self._by_finding[about.name].judgement.rule
            return rule.title, rule.provisions
        return (f"Whether {about.name} is the organisation's own text" if about.kind == TEXT else ""), ()

    def heard(self, answer: Answer) -> _Found:
        """What an answer comes to."""
        if not answer.word("verdict"):
            return _Found(NO_VERDICT)
        if answer.word("state") == DRAFT:
            return _Found(DRAFT, "it is a draft")
        day = date_in(answer.word("on"))
        if day and day > self._context.scene.as_of:
            return _Found(LATER, f"it was given on {day}, after the day that is evaluated")
        match answer.about.kind:
            case "question":
                return self._on_question(answer)
            case "finding":
                return self._on_finding(answer)
            case "requirement":
                return self._on_requirement(answer)
            case "text":
                return self._on_text(answer)
            case _:
                return _on_sample(answer) if answer.about.kind == SAMPLE else _Found(NO_VERDICT)

    def _on_question(self, answer: Answer) -> _Found:
        about = answer.about
        if about.name not in self._rules:
            return _unknown(answer, f"{about.name} is not a rule{did_you_mean(about.name, self._rules)}")
        if slip := self._unknown_systems(answer):
            return slip
        targets = self._by_question.get(about, [])
        if not targets:
            same = [
                each
                for each in self._verdicts
                if each.rule.id == about.name and scope_of(each, self._context.scene) == about.scope
            ]
            return _beside_data(answer, [each.verdict for each in same], self._rules[about.name].title)
        return self._act(answer, targets, asked_of([self._rules[about.name]]))

    def _on_finding(self, answer: Answer) -> _Found:
        failure = self._by_finding.get(answer.about.name)
        if failure:
            return self._act(answer, [failure], asked_of([failure.judgement.rule]))
        known = (each for each in self._failures if fingerprint_of(each, self._context.scene) == answer.about.name)
        other = next(known, None)
        if other is None:
            return _Found(GONE, "there is no such finding any more")
        return _beside_data(answer, [UNMET], other.judgement.rule.title)

    def _on_text(self, answer: Answer) -> _Found:
        found = self._context.digest_of(answer.about.name)
        if not found:
            return _unknown(answer, f"there is no artefact {answer.about.name}")
        if said := self._checked(answer, {answer.about.name: found}, ""):
            return said
        if answer.word("verdict") == MET:
            return _Found(COUNTS)
        why = f"{answer.about.name} is not the organisation's own text, or not of its type, {said_by(answer)}"
        fix = "write one of your own, correct its type, or take it out of what is checked"
        return _Found(COUNTS, "", (_defect("foreign-text", answer, why, fix),))

    def _on_requirement(self, answer: Answer) -> _Found:
        act, about = self._context.scene.act, answer.about
        if act is None or act.provision(about.name) is None:
            near = did_you_mean(about.name, act.cites) if act else ""
            return _unknown(answer, f"{about.name} is not a provision that is known here{near}")
        if slip := self._unknown_systems(answer):
            return slip
        left = [failure for failure in self._open if id(failure) not in self._taken]
        targets = requirement_targets(about, left, self._context.scene)
        if answer.word("verdict") == NOT_APPLICABLE:
            return _forbidden(answer, f"whether {about.name} applies follows from the law and the data")
        is_many = len(targets) > MOST_BY_ONE
        found = self._act(answer, targets, asked_of(self._context.rules_of(about.name)), is_hollow=is_many)
        if found.effect in (COUNTS, HOLLOW):
            strength = "stated" if found.effect == HOLLOW else "judged"
            key = (about.name, about.scope[0] if about.scope else "")
            self._settled[key] = Settled(answer.word("verdict"), answer.id, strength, answer.word("evidence"))
        return found

    def _unknown_systems(self, answer: Answer) -> _Found | None:
        facts = self._context.scene.facts
        known = {facts.node(index).name for index in facts.of_trait("system")}
        missing = [name for name in answer.about.scope if name not in known]
        return _unknown(answer, f"there is no AI system {missing[0]}") if missing else None

    def _act(self, answer: Answer, targets: Sequence[Failure], asked: str, *, is_hollow: bool = False) -> _Found:
        """Decide the targets that an answer still fits; what of it does not count, and why."""
        if answer.word("verdict") == NOT_APPLICABLE and (found := self._refused_exclusion(answer, targets)):
            return found
        basis = {id(each): basis_of(each, self._context) for each in targets}
        names = dict.fromkeys(name for held in basis.values() for name in held)
        now = {name: self._context.digest_of(name) for name in names}
        found = self._checked(answer, now, asked, is_partly=True)
        if found:
            return found
        changed = {name for name, digest in now.items() if answer.looked_at.get(name) != digest}
        strength = "stated" if is_hollow or answer.id in self._hollow else "judged"
        for failure in targets:
            if changed.isdisjoint(basis[id(failure)]):
                self._taken.setdefault(id(failure), (answer, strength))
        defects = (_outdated(answer, changed),) if changed else ()
        if strength == "stated":
            why = "it decides too much at one time" if is_hollow else self._hollow[answer.id]
            return _Found(HOLLOW, why, (*defects, _hollow(answer, why)))
        return _Found(COUNTS, f"{_listed(changed)} changed since" if changed else "", defects)

    def _refused_exclusion(self, answer: Answer, targets: Sequence[Failure]) -> _Found | None:
        """A rule of the law says itself what it applies to; a person decides that only where it is open."""
        for failure in targets:
            is_open = failure.evidence.asked == "whether the rule applies"
            if failure.judgement.rule.basis == "law" and not is_open:
                cites = ", ".join(failure.judgement.provisions) or failure.judgement.rule.id
                return _forbidden(answer, f"{cites} names itself what it does not apply to, and this is not among it")
        return None

    def _checked(self, answer: Answer, now: Mapping[str, str], asked: str, *, is_partly: bool = False) -> _Found | None:
        """Why an answer does not count, whatever it says: who gave it, when, and on what."""
        context = self._context
        by = answer.word("by")
        if context.assessors and by not in context.assessors:
            near = did_you_mean(by, context.assessors)
            return _unknown(answer, f"{by} is not among the assessors that the manifest declares{near}")
        if now and not answer.looked_at:
            listed = ", ".join(f'"{name}": {digest}' for name, digest in list(now.items())[:4])
            why = "it does not state the digest of what was looked at, so it counts for nothing"
            fix = f"look at it, and set `looked_at: {{{listed}}}`, or run `art17 answers confirm {answer.id}`"
            return _Found(UNBOUND, why, (_defect("malformed-answer", answer, why, fix),))
        if context.law and answer.law and answer.law != context.law:
            why = f"it was given under the law as of {answer.law}, and that of {context.law} is evaluated"
            return _stale(answer, why)
        if asked and answer.asked and answer.asked != asked:
            return _stale(answer, "what the rules ask has changed since")
        changed = {name for name, digest in now.items() if answer.looked_at.get(name) != digest}
        if changed and (len(changed) == len(now) or not is_partly):
            return _Found(OUTDATED, f"{_listed(changed)} changed since", (_outdated(answer, changed),))
        return self._too_old(answer, now)

    def _too_old(self, answer: Answer, now: Mapping[str, str]) -> _Found | None:
        given = date_in(answer.word("on"))
        if given is None:
            return None
        for span, whose in self._intervals(now):
            try:
                last = span.after(given)
            except OverflowError:
                continue
            if last < self._context.scene.as_of:
                why = f"it was given on {given}, and {whose} asks for a new look after {span.text}"
                fix = f"look again, and run `art17 answers confirm {answer.id}`"
                return _Found(OLD, why, (_defect("old-answer", answer, why, fix),))
        return None

    def _intervals(self, now: Mapping[str, str]) -> Iterator[tuple[Duration, str]]:
        if self._context.at_most:
            yield self._context.at_most, "the manifest"
        for name in now:
            for index in self._context.scene.facts.names(name.partition(SECTION)[0]):
                text = self._context.scene.node(index).fields.get("review_in")
                span = duration_in(text) if isinstance(text, str) else None
                if span:
                    yield span, name.partition(SECTION)[0]


def _on_sample(answer: Answer) -> _Found:
    """What was seen in a record that was drawn."""
    if answer.word("verdict") != UNMET:
        return _Found(COUNTS)
    comment = f": {answer.word('comment')}" if answer.word("comment") else ""
    why = f"the record {answer.about.scope[-1]} was judged {AGREED[UNMET]} {said_by(answer)}{comment}"
    fix = "look for what the record shows of the others, and correct what is not done as laid down"
    return _Found(COUNTS, "", (_defect("failed-sample", answer, why, fix),))


def _defect(kind: str, answer: Answer, why: str, fix: str) -> Defect:
    message = f"The answer {answer.id}{_on(answer)}: {why}"
    return Defect(kind, answer.place, answer.id, message, fix)


def _on(answer: Answer) -> str:
    scope = f" for {', '.join(answer.about.scope)}" if answer.about.scope and answer.about.kind != "sample" else ""
    return f" on {answer.about.name}{scope}"


def _malformed(slip: Malformed) -> Defect:
    message = f"The answer {slip.about} counts for nothing: {slip.message}"
    return Defect("malformed-answer", slip.place, slip.about, message, slip.fix)


def _rivals(held: Sequence[Answer]) -> Defect:
    names = " and ".join(each.id for each in held)
    message = f"The answers {names} are about the same, and none supersedes the other, so neither counts"
    last = held[-1]
    fix = f"decide which one holds, and set `supersedes: [{held[0].id}]` in an entry added after them"
    return Defect("contradicting-answer", last.place, last.id, message, fix)


def _unknown(answer: Answer, why: str) -> _Found:
    fix = "correct it in a new entry that supersedes this one"
    return _Found(UNKNOWN, why, (_defect("unknown-answer", answer, why, fix),))


def _forbidden(answer: Answer, why: str) -> _Found:
    fix = "state in the data what the law excludes, or judge it met or unmet"
    said = f"it says that this does not apply; {why}"
    return _Found(FORBIDDEN, said, (_defect("forbidden-answer", answer, said, fix),))


def _stale(answer: Answer, why: str) -> _Found:
    fix = f"look again, and run `art17 answers confirm {answer.id}`"
    return _Found(OUTDATED, why, (_defect("outdated-answer", answer, why, fix),))


def _outdated(answer: Answer, changed: Iterable[str]) -> Defect:
    fix = f"look at it again, and run `art17 answers confirm {answer.id}`"
    return _defect("outdated-answer", answer, f"{_listed(changed)} changed since it was given", fix)


def _hollow(answer: Answer, why: str) -> Defect:
    fix = "say for this one what was looked at and what was seen there"
    return _defect("hollow-answer", answer, f"{why}, so it counts as stated, not as judged", fix)


def _self_assessed(answer: Answer, role: str) -> Defect:
    why = f"{answer.word('by')} judged a document as its {role}"
    return _defect("self-assessed-answer", answer, f"{why}: it is self-assessed", "have somebody else judge it")


def _listed(names: Iterable[str]) -> str:
    held = sorted(names)
    more = f" and {len(held) - 3} more" if len(held) > 3 else ""
    return f"{', '.join(held[:3])}{more}"


def _beside_data(answer: Answer, verdicts: Sequence[str], title: str) -> _Found:
    """What an answer comes to where no text is left to be judged: data decide, whatever it says."""
    verdict = answer.word("verdict")
    decided = set(verdicts) - {NOT_APPLICABLE}
    if not verdicts:
        return _Found(GONE, "nothing asks for it any more")
    data = next((each for each in (UNMET, UNDECIDED, MET) if each in decided), NOT_APPLICABLE)
    if data == verdict:
        return _Found(AGREES, "the data decide the same")
    why = f'it says "{AGREED[verdict]}", and the data say "{AGREED[data]}" on "{title}"; the data count'
    fix = "correct the data, or take the answer back with a new entry that supersedes it"
    return _Found(CONTRADICTS, why, (_defect("contradicting-answer", answer, why, fix),))


def hollow_in(ledger: Ledger) -> Mapping[str, str]:
    """The answers that say nothing of what they are about, each with the reason."""
    held = [answer for answer in ledger.in_force().values() if answer.word("verdict")]
    comments = Counter(_gist(answer.word("comment")) for answer in held)
    bare = Counter(map(_series, (answer for answer in held if _is_bare(answer))))
    found: dict[str, str] = {}
    for answer in held:
        if answer.word("verdict") != MET:
            continue
        alike = comments[_gist(answer.word("comment"))] if answer.word("comment") else 0
        at_once = bare[_series(answer)] if _is_bare(answer) else 0
        if not answer.word("evidence"):
            found[answer.id] = "it does not say which kind of evidence was seen"
        elif alike > MOST_ALIKE:
            found[answer.id] = f"the same comment is on {alike} rows"
        elif at_once > MOST_AT_ONCE:
            by, _, reference = _series(answer)
            on = f"on {reference}" if reference else "without a comment or reference"
            found[answer.id] = f"{answer.word('by') or by} judged {at_once} times on one day, {on}"
    return found


def _is_bare(answer: Answer) -> bool:
    """Whether it is met, and no comment says what was seen."""
    return answer.word("verdict") == MET and len(answer.word("comment").split()) < FEWEST_WORDS


def _series(answer: Answer) -> tuple[str, str, str]:
    """What bare answers given at one time have in common: who, when, and on which reference."""
    return _folded(answer.word("by")), answer.word("on"), _folded(answer.word("reference"))


def _gist(text: str) -> str:
    """A comment without what makes two of them differ that say the same: numbers, signs, case."""
    return " ".join(_NO_WORD.sub(" ", text).split()).casefold()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def is_self_assessed(answer: Answer, context: AnswerContext) -> str:
    """As what the person who answered answers for what was looked at: owner, author, approver; "" for nobody."""
    by = _folded(answer.word("by").partition(":")[2] or answer.word("by"))
    facts = context.scene.facts
    for name in answer.looked_at:
        for index in facts.names(name.partition(SECTION)[0]):
            for link, role in (("owner", "owner"), ("author", "author"), ("approved_by", "approver")):
                if by and by in _people(index, link, context.scene):
                    return role
    return ""


def _people(index: int, link: str, scene: Scene) -> frozenset[str]:
    """Every name of those whom a field of a node names, and of who holds the role that it names."""
    names = {text.partition(":")[2] or text for text in leaves(scene.node(index).fields.get(link))}
    reached = [each.target for each in scene.facts.out(index, link) if each.target >= 0]
    holders = [each.target for at in reached for each in scene.facts.out(at, "held_by") if each.target >= 0]
    for at in (*reached, *holders):
        node = scene.node(at)
        names |= {node.name, node.title, *leaves(node.fields.get("email"))}
    return frozenset(_folded(name) for name in names if name)


def address_of(index: int, scene: Scene) -> str:
    """The address of a node, of an item that a text lists that of its document."""
    node = scene.node(index)
    while node.is_text_item and node.register >= 0:
        node = scene.node(node.register)
    return address(scene.facts, node.index)


def requirement_defects(
    ledger: Ledger, shown: Iterable[AnswerShown], obligations: Iterable[Obligation]
) -> Iterator[Defect]:
    """A defect for each answer on a requirement that the data decide otherwise."""
    found = {(each.provision, each.system): each for each in obligations}
    held = {each.answer.id: each for each in shown}
    for about, answer in ledger.in_force().items():
        if about.kind != REQUIREMENT or answer.id not in held or held[answer.id].effect not in (COUNTS, HOLLOW):
            continue
        obligation = found.get((about.name, about.scope[0] if about.scope else ""))
        if obligation is None or obligation.verdict in (answer.word("verdict"), UNDECIDED):
            continue
        yield from _beside_data(answer, [obligation.verdict], f"{about.name} {obligation.topic}".strip()).defects
