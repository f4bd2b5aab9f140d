"""Kleene's strong three-valued logic."""

from __future__ import annotations

from collections.abc import Iterable

from art17.model.evidence import Truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """False if one is false, else undecided if one is, else true; stops at the first false.

    >>> conjunction([True, None]), conjunction([None, False]), conjunction([])
    (None, False, True)
    """
    whole: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            whole = None
    return whole


def disjunction(truths: Iterable[Truth]) -> Truth:
    """True if one is true, else undecided if one is, else false; stops at the first true.

    >>> disjunction([False, None]), disjunction([None, True]), disjunction([])
    (None, True, False)
    """
    whole: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            whole = None
    return whole


def negation(truth: Truth) -> Truth:
    """The exact negation; undecided stays undecided.

    >>> negation(None) is None, negation(True)
    (True, False)
    """
    return None if truth is None else not truth
