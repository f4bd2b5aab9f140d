"""One cause, one finding: which failures only repeat what another one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import is_

from art17.evaluation.evaluate import Judgement
from art17.graph.facts import Facts
from art17.law.act import Act
from art17.model.evidence import UNDECIDED, Cause, Evidence
from art17.model.rule import SEVERITIES

MISSING = frozenset({"absent", "draft"})
UNFINISHED = ("draft", "blank")
TOLD_ELSEWHERE = frozenset({"unreadable"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A verdict that is not met, with the whole tree behind it."""

    judgement: Judgement
    evidence: Evidence
    turn: date | None = None
    """The first day on which time alone may change the tree."""

    @property
    def rank(self) -> tuple[int, bool, str]:
        """The order in which failures may stand for a shared cause: severe, by law, then by id."""
        rule = self.judgement.rule
        return (SEVERITIES.index(rule.severity), rule.basis != "law", rule.id)


def causes_in(evidence: Evidence) -> frozenset[Cause] | None:
    """The causes elsewhere that explain the whole failure; None where some of it is its own fault.

    What is undecided hangs on its undecided parts alone: the others would leave it so.
    """
    if evidence.truth is True:
        return frozenset()
    if evidence.shape in ("not", "none") and evidence.truth is False:
        return None
    found: set[Cause] = set(evidence.causes)
    failing = [child for child in evidence.children if child.truth is not True]
    if evidence.shape == "any" and (begun := _begun(failing)):
        return begun
    for child in (each for each in failing if evidence.truth is False or each.truth is None):
        causes = causes_in(child)
        if causes is None:
            return None
        found |= causes
    return frozenset(found) or None


def _begun(alternatives: Iterable[Evidence]) -> frozenset[Cause] | None:
    """What is unfinished in the alternative that lacks nothing else: of several ways, that one was taken."""
    found = [causes for each in alternatives if (causes := causes_in(each))]
    for kind in UNFINISHED:
        for causes in found:
            if all(cause.kind == kind for cause in causes):
                return causes
    return None


@dataclass(frozen=True, slots=True)
class Grouped:
    """A failure that stands for its cause, with the rules that fail for the same one."""

    failure: Failure
    blocks: tuple[str, ...]
    hidden: tuple[Failure, ...] = ()

    def is_same(self, other: Grouped) -> bool:
        """Whether both are of the very same failures, not only of equal ones."""
        own, others = (self.failure, *self.hidden), (other.failure, *other.hidden)
        return self.blocks == other.blocks and len(own) == len(others) and all(map(is_, own, others))


def grouped(failures: Sequence[Failure], facts: Facts, act: Act | None) -> Iterator[Grouped]:
    """The failures that speak for themselves, in the order given, each with what it blocks."""
    causes = [_by_file(causes_in(failure.evidence), facts) for failure in failures]
    heads = dict(_heads(failures, causes, facts))
    parents = [_parent(at, failure, causes[at], heads, facts, act) for at, failure in enumerate(failures)]
    blocked: dict[int, list[Failure]] = {}
    for at, failure in enumerate(failures):
        root = _root(at, parents)
        if root != at:
            blocked.setdefault(root, []).append(failure)
    for at, failure in enumerate(failures):
        if parents[at] is None and not _is_told_elsewhere(failure, causes[at]):
            own = failure.judgement.rule.id
            hidden = blocked.get(at, [])
            rules = {each.judgement.rule.id for each in hidden}
            yield Grouped(failure, tuple(sorted(rules - {own})), tuple(hidden))


def _heads(
    failures: Sequence[Failure], causes: Sequence[frozenset[Cause] | None], facts: Facts
) -> Iterator[tuple[Cause, int]]:
    """For each cause the failure that stands for it; the first in rank comes last, and so wins.

    For a draft that nothing asks for by itself, what is wrong in the draft stands.
    """
    order = sorted(range(len(failures)), key=lambda at: (failures[at].rank, at), reverse=True)
    asking = [at for at in order if _asks(failures[at], causes[at], facts)]
    for at in order:
        own = Cause("blank", str(failures[at].judgement.subject.index))
        if causes[at] == frozenset({own}):
            yield own, at
    for at in (each for each in asking if len(causes[each] or ()) > 1):
        yield from ((cause, at) for cause in causes[at] or ())
    for at in order:
        yield from ((cause, at) for cause in _of_unfinished(failures[at], facts))
    for at in (each for each in asking if len(causes[each] or ()) == 1):
        yield from ((cause, at) for cause in causes[at] or ())
    for at in (each for each in order if _is_of_provision(failures[each])):
        yield from ((cause, at) for cause in causes[at] or () if cause.kind == "draft")
    for at in order:
        yield from ((cause, at) for cause in _told_by(failures[at].judgement))


def _is_of_provision(failure: Failure) -> bool:
    return failure.judgement.rule.subjects.sort == "provision"


def _asks(failure: Failure, causes: frozenset[Cause] | None, facts: Facts) -> bool:
    """Whether a failure can stand for its causes: it asks for what is absent or a draft, not about that one."""
    if not causes or _is_of_provision(failure):
        return False
    return all(cause.kind in MISSING for cause in causes) and not _is_about_draft(failure, causes, facts)


def _told_by(judgement: Judgement) -> Iterator[Cause]:
    """The causes that a failure of the engine's own rules, or of a rule on provisions, is itself."""
    subject, fields = judgement.subject, judgement.subject.fields
    match judgement.rule.subjects.sort:
        case "link":
            yield Cause("broken", f"{subject.index}:{fields['name']}:{fields['target']}")
        case "defect":
            about = str(fields["about"])
            yield from (Cause("malformed", f"{subject.index}:{name}") for name in (about, about.partition(".")[0]))
            if judgement.rule.subjects.names == ("text-says-nothing",):
                yield Cause("silent", str(subject.index))
            yield Cause("duplicate", about)
            if judgement.rule.subjects.names == ("no-directory",):
                yield Cause("no-directory", "")
        case "provision":
            yield Cause("provision", subject.name)
        case _:
            return


def _by_file(causes: frozenset[Cause] | None, facts: Facts) -> frozenset[Cause] | None:
    """The causes, with the draft that a row stands in for the row: it is the file that somebody has to finish."""
    if not causes:
        return causes
    return frozenset(Cause(each.kind, _file_of(each.about, facts)) if each.kind == "draft" else each for each in causes)


def _file_of(about: str, facts: Facts) -> str:
    index = int(about)
    while (register := facts.node(index).register) >= 0 and facts.node(register).is_unfinished:
        index = register
    return str(index)


def _is_about_draft(failure: Failure, causes: Iterable[Cause], facts: Facts) -> bool:
    """Whether the failure is that of the draft itself, which cannot stand for its being one."""
    return not set(_of_unfinished(failure, facts)).isdisjoint(causes)


def _parent(
    at: int,
    failure: Failure,
    causes: frozenset[Cause] | None,
    heads: dict[Cause, int],
    facts: Facts,
    act: Act | None,
) -> int | None:
    """The failure under whose cause this one belongs, or None; each provision speaks for itself."""
    if _is_of_provision(failure):
        return None
    stands_for_draft = any(cause.kind == "draft" and heads.get(cause) == at for cause in causes or ())
    for cause in (*_of_unfinished(failure, facts), *_of_ambiguous(failure)):
        if heads.get(cause, at) != at and not stands_for_draft:
            return heads[cause]
    if not causes:
        return None
    if all(cause.kind in MISSING for cause in causes) and any(cause.kind == "absent" for cause in causes):
        for provision in _provisions_above(failure, act):
            head = heads.get(Cause("provision", provision), at)
            if head != at:
                return head
    known = [heads[cause] for cause in sorted(causes) if cause in heads]
    return known[0] if len(known) == len(causes) and at not in known else None


def _of_unfinished(failure: Failure, facts: Facts) -> Iterator[Cause]:
    """What is wrong in a draft is no news beside its being one, save a link or a citation, which somebody wrote."""
    if failure.judgement.rule.subjects.sort in ("link", "citation"):
        return
    index = failure.judgement.subject.index
    while index >= 0:
        if facts.node(index).is_unfinished:
            yield Cause("draft", str(index))
        index = facts.node(index).register


def _of_ambiguous(failure: Failure) -> Iterator[Cause]:
    """A link to an id that stands twice is the fault of the second."""
    judgement = failure.judgement
    if judgement.rule.subjects.sort == "link" and judgement.subject.fields["status"] == "ambiguous":
        yield Cause("duplicate", str(judgement.subject.fields["target"]))


def _provisions_above(failure: Failure, act: Act | None) -> Iterator[str]:
    rule = failure.judgement.rule
    for provision in (*rule.provisions, *(word for word in rule.serves if act and act.provision(word))):
        yield provision
        yield from act.ancestors(provision) if act else ()


def _root(at: int, parents: Sequence[int | None]) -> int:
    seen: set[int] = set()
    while (parent := parents[at]) is not None and at not in seen:
        seen.add(at)
        at = parent
    return at


def _is_told_elsewhere(failure: Failure, causes: frozenset[Cause] | None) -> bool:
    """Whether the report tells the cause as a problem, so that a finding would repeat it."""
    undecided = failure.judgement.verdict == UNDECIDED
    return undecided and bool(causes) and all(cause.kind in TOLD_ELSEWHERE for cause in causes or ())
