"""What became of actions: done while the finding is still there, overdue, closed without a look at the effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from art17.model.answer import ACTION, FINDING, Answer, Ledger
from art17.model.artefact import Defect
from art17.model.days import date_in
from art17.model.report import Finding

OWN = "art17/answers/"
_ENDED = ("done", "closed")


def findings_of_actions(findings: Iterable[Finding]) -> tuple[frozenset[str], frozenset[str]]:
    """The fingerprints and the rules of the findings that actions may be about."""
    held = [finding for finding in findings if not finding.rule.startswith(OWN)]
    names = {name for finding in held for name in (finding.id, *finding.hides)}
    return frozenset(names), frozenset(finding.rule for finding in held)


def is_there(answer: Answer, names: frozenset[str], rules: frozenset[str]) -> bool | None:
    """Whether what an action is about is still found; None where it is not about findings."""
    if answer.about.kind == FINDING:
        return answer.about.name in names
    return answer.about.name in rules if answer.about.kind == ACTION else None


def action_defects(ledger: Ledger, findings: Iterable[Finding], as_of: date) -> Iterator[Defect]:
    """A defect for each action that has not come to what it was for."""
    names, rules = findings_of_actions(findings)
    for about, answer in ledger.in_force().items():
        there = is_there(answer, names, rules)
        was_gone = any(entry.gone_on for entry in ledger.history(about))
        yield from _defects(answer, there, as_of, was_gone=was_gone)


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
