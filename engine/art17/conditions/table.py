"""The rule language: every word and every operator, each listed once; what they mean is in their own files."""

from __future__ import annotations

from art17.conditions import (
    applicability,
    bound,
    claims,
    computed,
    containment,
    cycles,
    ends,
    equality,
    fields,
    file,
    leads,
    left_out,
    linked,
    links,
    logic,
    matching,
    nature,
    newest,
    order,
    presence,
    quantified,
    sameness,
    share,
    tally,
    uniqueness,
    within,
)
from art17.conditions.reading import condition_of, tests_of
from art17.conditions.words import Language

_WORDS = (
    *logic.WORDS,
    *nature.WORDS,
    *fields.WORDS,
    *file.WORDS,
    *sameness.WORDS,
    *links.WORDS,
    *newest.WORDS,
    *share.WORDS,
    *computed.WORDS,
    *cycles.WORDS,
    *uniqueness.WORDS,
    *claims.WORDS,
    *leads.WORDS,
    *linked.WORDS,
    *bound.WORDS,
    *applicability.WORDS,
    *left_out.WORDS,
)
_OPERATORS = (
    *presence.OPERATORS,
    *equality.OPERATORS,
    *matching.OPERATORS,
    *ends.OPERATORS,
    *order.OPERATORS,
    *within.OPERATORS,
    *containment.OPERATORS,
    *tally.OPERATORS,
    *quantified.OPERATORS,
)
LANGUAGE = Language(
    {word.name: word for word in _WORDS},
    {operator.name: operator for operator in _OPERATORS},
    condition_of,
    tests_of,
)
