"""Whether a passage says something: nobody denies it, puts it off, refers elsewhere, or speaks for the law."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from art17.texts.folding import spans_of
from art17.texts.lexicon import Span
from art17.texts.passages import Passage

_REACH = 12
"""How many words may stand between the law and what it says."""
_NEXT = 4
"""Within how many words after those of a kind ("deployers") stands what they do."""
_LONG_REFERENCE = 16
_FIRST_WORDS = 3
"""Within how many words a passage has begun with something."""
_LEAST_ACTING = 50
"""One passage in so many has an actor of the organisation."""
_FEW_ADVISING = 5
_MOST_ADVISING = 5
"""One passage in so many may speak to the reader, and some few."""
_DENIES_ONCE = 2
"""How many negations a sentence has at most that is denied once: in French "aucun ... ne"."""
_TOPIC = re.compile(r"[:|]|\s[–—-]\s")
_BOUNDARY = re.compile(r"[,;:|()]|\s[–—-]\s")


def reason_of(passage: Passage, at: Span | None = None, *, is_denial: bool = False) -> str:
    """Why a passage says nothing, "" where it says something; `at` is where the cue found its verb.

    With `is_denial` a negation is what the cue looks for ("nothing is altered").
    """
    if passage.reason:
        return passage.reason
    if speaks_law(passage):
        return "law"
    if "postpones" in passage.hits or leaves_unsettled(passage, at):
        return "postponed"
    if _only_refers(passage):
        return "refers"
    if not is_denial and at is not None and is_denied(passage, at):
        return "denied"
    return ""


def speaks_law(passage: Passage) -> bool:
    """Whether the law acts, or everybody of a kind does, or the words are those of legislation."""
    if passage.is_law is None:
        passage.is_law = _speaks_law(passage)
    return passage.is_law


def _speaks_law(passage: Passage) -> bool:
    hits = passage.hits
    if "legislation" in hits and "we" not in hits and "actor" not in hits:
        return True
    says = hits.get("law_says", ())
    for start, end in hits.get("law", ()):
        if any(end <= verb <= end + _REACH or 0 <= start - stop <= 2 for verb, stop in says):
            return True
    if "we" in hits or "in_general" not in hits:
        return False
    if "actor" in hits and min(start for start, _ in hits["actor"]) < min(start for start, _ in hits["in_general"]):
        return False
    begins = clause_starts(passage)
    if any(0 <= at - end <= _NEXT for _, end in hits["in_general"] for at, _ in hits.get("receives", ())):
        return False  # "distributors receive a circular": it is done to them
    return any(
        (start in begins or (start - 1 in begins and passage.words[start] not in _ARTICLES))
        and not _is_topic(passage, end)
        for start, end in hits["in_general"]
    )


_ARTICLES = frozenset({"the", "der", "die", "das", "des", "le", "la", "les", "l"})
"""What has one of its own is no more begun by the word before it ("Information der Betreiber")."""


def clause_starts(passage: Passage) -> frozenset[int]:
    """The words with which clauses begin: the first, and those after a sign between words."""
    if passage.clauses is None:
        starts = [start for start, _ in spans_of(passage.folded)]
        after = (bisect_left(starts, found.end()) for found in _BOUNDARY.finditer(passage.folded))
        passage.clauses = frozenset({0, passage.own, *(at for at in after if 0 < at < len(starts))})
    return passage.clauses


def _is_topic(passage: Passage, end: int) -> bool:
    """Whether what ends at a word is a topic ("Importers and distributors: ..."), and nobody who acts.

    Then a colon, a dash or the end of a cell follows, after no more than others of its kind.
    """
    spans = spans_of(passage.folded)
    listed = {start: stop for group in ("in_general", "joins") for start, stop in passage.hits.get(group, ())}
    while end < len(spans):
        if _TOPIC.search(passage.folded, spans[end - 1][1], spans[end][0] + 1):
            return True
        if end not in listed:
            return False
        end = listed[end]
    return False


def clause_of(passage: Passage, at: Span) -> Span:
    """The clause that the words at `at` stand in."""
    if passage.bounds is None:
        joined = (end for _, end in passage.hits.get("joins", ()) if end)
        passage.bounds = sorted(clause_starts(passage).union(joined))
    bounds = passage.bounds
    before, after = bisect_right(bounds, at[0]), bisect_left(bounds, at[1])
    return bounds[before - 1], bounds[after] if after < len(bounds) else max(len(passage.words), at[1])


def is_denied(passage: Passage, at: Span) -> bool:
    """Whether the verb at `at` is denied in its own clause, or the whole sentence by its first word.

    "Nobody" reaches to the next sign before an "and" or "but": "nobody tests, validates and signs".
    Twice denied is not denied:
    "nothing is merged without review".
    """
    hits = passage.hits
    if "negation" not in hits and "denies_all" not in hits:
        return False
    harmless = hits.get("no_negation", ())
    real = [span for span in hits.get("negation", ()) if not any(s <= span[0] < e for s, e in harmless)]
    if _is_twice_denied(passage):
        return False
    start, end = clause_of(passage, at)
    if any(start <= span[0] < end for span in real):
        return True
    if any(span[0] == passage.own for span in hits.get("nobody", ())):
        joins = {span[0] for span in hits.get("joins", ())}
        return not any(passage.own < begin <= at[0] and begin in joins for begin in clause_starts(passage))
    first = hits.get("denies_all", ())
    return (
        any(span[0] == passage.own and not any(s <= span[0] < e for s, e in harmless) for span in first)
        and start == passage.own
    )


def _is_twice_denied(passage: Passage) -> bool:
    """Whether "no", "nothing" or "nobody" begins the sentence and "without" or "until" takes it back."""
    own = [span for span in passage.hits.get("denies_all", ()) if span[0] == passage.own]
    if not own or len(passage.hits.get("negation", ())) > _DENIES_ONCE:
        return False
    return any(span[0] > own[0][1] for span in passage.hits.get("unless", ()))


def leaves_unsettled(passage: Passage, at: Span | None = None) -> bool:
    """Whether it says that nothing is laid down: "how we test is not defined", "there is no rule under which ...".

    That is so of all it says where it begins with an arrangement or with "how", where the words begin a clause
    (", is not defined"), or where they stand at its beginning and what follows is asked; else of the clause of the
    verb at `at`.  What is only a condition ("unless otherwise laid down") leaves nothing open.
    """
    hits = passage.hits
    if "left_open" in hits and passage.kind != "row" and _ends_open(passage):
        return True
    if "unsettled" not in hits:
        return False
    own, begins = passage.own, sorted(clause_starts(passage))
    named = hits.get("arrangement", ())
    is_named = any(own <= start <= own + _FIRST_WORDS for start, _ in named)
    asked = {start for start, _ in hits.get("asks", ())}
    conditions = [at for at, _ in hits.get("conditional", ()) if not any(start <= at < end for start, end in named)]
    for start, end in hits["unsettled"]:
        first = begins[bisect_right(begins, start) - 1]
        if start < own or any(first <= condition < start for condition in conditions):
            continue
        if is_named or start - 1 in begins or (start in begins and start > own):
            return True
        following = next((each for each in begins if each >= end), len(passage.words))
        if start <= own + _FIRST_WORDS and not asked.isdisjoint((end, following)):
            return True
        if at is not None and first <= at[0] < following and not _is_joined(passage, at, start):
            return True
    return False


def _ends_open(passage: Passage) -> bool:
    """Whether its last clause is no more than "open": "Frequency: open"."""
    last = max(clause_starts(passage))
    return last > passage.own and (last, len(passage.words)) in passage.hits["left_open"]


def _is_joined(passage: Passage, at: Span, start: int) -> bool:
    """Whether an "and" stands between a verb and a word."""
    low, high = min(at[0], start), max(at[1], start)
    return any(low <= span[0] < high for span in passage.hits.get("joins", ()))


def _only_refers(passage: Passage) -> bool:
    """Whether a short passage does no more than point elsewhere."""
    if "only_refers" not in passage.hits or len(passage.words) - passage.own > _LONG_REFERENCE:
        return False
    return any(start <= passage.own + 1 or end - start > 1 for start, end in passage.hits["only_refers"])


def taint(passages: Sequence[Passage]) -> None:
    """What goes on with the law: "it" after a sentence that speaks for it, the rest of a section that mostly does.

    Half of a section is enough, if that is two passages; not where somebody of the organisation acts.
    """
    for before, passage in pairwise(passages):
        is_next = (
            before.block == passage.block and passage.row < 0 and not passage.reason and "actor" not in passage.hits
        )
        if is_next and (before.reason == "law" or (not before.reason and speaks_law(before))):
            passage.reason = (
                "law" if any(start == passage.own for start, _ in passage.hits.get("carries_on", ())) else ""
            )
    by_section: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if not passage.reason:
            by_section[passage.section].append(passage)
    for found in by_section.values():
        law = [passage for passage in found if speaks_law(passage)]
        if len(law) >= 2 and len(law) * 2 >= len(found) - 1:
            for passage in found:
                if "actor" not in passage.hits:
                    passage.reason = "law"


def has_actors(passages: Iterable[Passage]) -> bool:
    """Whether anybody of the organisation acts in a text, and not only by chance in one passage of many."""
    spoken = _spoken(passages)
    acting = sum(1 for passage in spoken if "actor" in passage.hits or _gives_duties(passage))
    return acting > 0 and acting * _LEAST_ACTING >= len(spoken)


def _gives_duties(passage: Passage) -> bool:
    """Whether it says what somebody is to do, under a heading on that: "Regulatory: develops the plans"."""
    if not passage.headings or "duties" not in passage.headings[0].hits:
        return False
    return passage.label is not None or passage.kind == "row"


def is_advice(passages: Iterable[Passage]) -> bool:
    """Whether a text tells its reader what to do, passage after passage: "your team documents ..."."""
    spoken = _spoken(passages)
    advising = sum(1 for passage in spoken if "you" in passage.hits)
    return advising >= _FEW_ADVISING and advising * _MOST_ADVISING >= len(spoken)


def _spoken(passages: Iterable[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.reason in ("", "law", "announces", "list", "matrix")]
