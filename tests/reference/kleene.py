"""Three-valued logic over answers: a truth, and the nodes that it rests on where it is true."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None
Answer = tuple[Truth, tuple[int, ...]]

YES: Answer = (True, ())
NO: Answer = (False, ())
UNKNOWN: Answer = (None, ())


def plain(truth: Truth) -> Answer:
    """A truth that rests on no node."""
    return truth, ()


def both(answers: Iterable[Answer]) -> Answer:
    """Kleene's "and": it rests on what each rests on."""
    known = list(answers)
    truths = [truth for truth, _ in known]
    if False in truths:
        return NO
    if None in truths:
        return UNKNOWN
    return True, tuple(dict.fromkeys(index for _, used in known for index in used))


def either(answers: Iterable[Answer]) -> Answer:
    """Kleene's "or": it rests on what the first that is true rests on."""
    known = list(answers)
    for answer in known:
        if answer[0] is True:
            return answer
    return UNKNOWN if any(truth is None for truth, _ in known) else NO


def opposite(answer: Answer) -> Answer:
    """Kleene's "not": what does not hold rests on nothing."""
    return (None if answer[0] is None else not answer[0]), ()


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if one is; else undecided if one is."""
    return either((truth, ()) for truth in truths)[0]


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if one is; else undecided if one is."""
    return both((truth, ()) for truth in truths)[0]


def inverted(truth: Truth) -> Truth:
    """The exact negation."""
    return None if truth is None else not truth
