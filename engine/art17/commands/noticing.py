"""Which small change to a case of a rule would notice a mutant that survives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from art17.commands.cases import prepared, verdicts_by_name
from art17.evaluation.rule import Rule
from art17.law.act import Act
from art17.model.days import date_in
from art17.model.value import Value
from art17.model.vocabulary import Vocabulary
from art17.reading.cases import CaseText

MOST_TRIED = 400
"""So many changed cases are tried for a mutant."""
_OTHER_TYPE = "procedure"


def noticing_case(rule: Rule, mutant: Rule, cases: Sequence[CaseText], vocabulary: Vocabulary, act: Act | None) -> str:
    """What to change in which case, and what has to come of it then, so that the mutant fails; "" for none found."""
    for case, change, changed in islice(_changed(cases), MOST_TRIED):
        (made,) = prepared((changed,), vocabulary, act)
        own, other = (verdicts_by_name(each, made) for each in (rule, mutant))
        for name in own:
            was, now = own[name].verdict, other[name].verdict if name in other else "no subject"
            if was != now:
                return f"in {case.name!r} {change}: {name} has to be {was} then"
        if gone := next((name for name in other if name not in own), ""):
            return f"in {case.name!r} {change}: {gone} has to be no subject then"
    return ""


def _changed(cases: Sequence[CaseText]) -> Iterator[tuple[CaseText, str, CaseText]]:
    """Each case with one thing about one artefact changed, and what that is."""
    values = _values_of(cases)
    for case in cases:
        for at, artefact in enumerate(case.stated):
            for change, made in _variants(artefact, values):
                stated = (*case.stated[:at], made, *case.stated[at + 1 :])
                yield case, change, replace(case, stated=stated)


def _values_of(cases: Iterable[CaseText]) -> dict[str, list[str]]:
    """The texts that the cases state under each key."""
    found: dict[str, dict[str, None]] = {}
    for case in cases:
        for artefact in case.stated:
            for key, value in artefact.items():
                if isinstance(value, str):
                    found.setdefault(key, {})[value] = None
    return {key: list(texts) for key, texts in found.items()}


def _variants(
    artefact: Mapping[str, Value], values: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, dict[str, Value]]]:
    name = artefact.get("id")
    for key, value in artefact.items():
        if key in ("id", "path"):
            continue
        others = [text for text in (*values.get(key, ()), *_near(value)) if text != value]
        if key == "type":
            others = [*others[:4], _OTHER_TYPE]
        else:
            yield f"leave out `{key}` of {name}", {each: artefact[each] for each in artefact if each != key}
        for other in others:
            yield f"set `{key}` of {name} to {other}", {**artefact, key: other}


def _near(value: Value) -> Iterator[str]:
    """The days before and after a day."""
    day = date_in(value) if isinstance(value, str) else None
    if day is not None:
        yield from ((day + timedelta(days=by)).isoformat() for by in (-1, 1))
