"""What became of actions: done while the finding is still there, overdue, closed without a look at the effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from art17.gate.groups import grouped
from art17.model.answer import ACTION, FINDING, About, Answer, Ledger
from art17.model.artefact import Defect
from art17.model.days import date_in
from art17.model.report import Finding, Group, about_group

OWN = "art17/answers/"
_ENDED = ("done", "closed")


@dataclass(frozen=True, slots=True)
class Seen:
    """What actions may be about, and is found: fingerprints, rules, and causes of rules."""

    names: frozenset[str]
    rules: frozenset[str]
    causes: frozenset[About]


def seen_in(findings: Iterable[Finding], groups: Iterable[Group]) -> Seen:
    """What is found; findings on answers themselves are no ground for an action."""
    held = [finding for finding in findings if not finding.rule.startswith(OWN)]
    names = {name for finding in held for name in (finding.id, *finding.hides)}
    return Seen(frozenset(names), frozenset(finding.rule for finding in held), frozenset(map(about_group, groups)))


def is_there(answer: Answer, seen: Seen) -> bool | None:
    """Whether what an action is about is still found; None where it is not about findings."""
    about = answer.about
    if about.kind == FINDING:
        return about.name in seen.names
    if about.kind != ACTION:
        return None
    return about in seen.causes if about.scope else about.name in seen.rules


def action_defects(ledger: Ledger, findings: Iterable[Finding], files: Iterable[str], as_of: date) -> Iterator[Defect]:
    """A defect for each action that has not come to what it was for; `files` are those that were read."""
    found = tuple(findings)
    in_force = ledger.in_force()
    has_causes = any(about.kind == ACTION and about.scope for about in in_force)
    seen = seen_in(found, grouped(found, files)[1] if has_causes else ())
    for about, answer in in_force.items():
        was_gone = any(entry.gone_on for entry in ledger.history(about))
        yield from _defects(answer, is_there(answer, seen), as_of, was_gone=was_gone)


def _defects(answer: Answer, there: bool | None, as_of: date, *, was_gone: bool) -> Iterator[Defect]:  # noqa: FBT001
    status, due = answer.word("status"), date_in(answer.word("due"))
    what = answer.word("action") or answer.about.name
    if there is not False and status not in _ENDED and due and due < as_of:
        owner = answer.word("owner") or "nobody named"
        message = f'The action "{what}" ({owner}) was due on {due} and is not done'
        yield _defect("overdue-action", answer, message, "do it, or agree on another day")
    if status in _ENDED and there and was_gone:
        message = f'The action "{what}" is {status}, its finding was gone, and it is back'
        yield _defect("returned-finding", answer, message, "look for what brought it back, and open the action again")
    elif status in _ENDED and there:
        message = f'The action "{what}" is {status}, and its finding is still there'
        yield _defect("fruitless-action", answer, message, "open the action again, or do what the finding asks for")
    if status == "closed" and there is not True and not answer.word("effect"):
        message = f'The action "{what}" was closed, and nobody says what shows its effect'
        yield _defect("unseen-effect", answer, message, "look at the effect, and write down what shows it")


def _defect(kind: str, answer: Answer, message: str, fix: str) -> Defect:
    return Defect(kind, answer.place, answer.id, message, fix)
