"""Tells which act a document is about, from all that it says of itself: so which act a bare citation in it means."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from art17.citations.acts import AI_ACT, NEUTRAL, Mention, mentions_in
from art17.citations.between import one_of
from art17.citations.masking import masked

_OPENING = 3000
_OUTWEIGHED = 3
_ENOUGH = 4
_OFTEN = 3
_LONGEST_NAME = 80
_AROUND_A_NAME = 6


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says of itself besides its text.

    `claims` where it states that it meets provisions of the Act; `plays` where it is of a type that the Act knows.
    """

    title: str = ""
    name: str = ""
    declared: Sequence[str] = ()
    claims: bool = False
    plays: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """The act of a document, None where it is left open.

    `is_stated` where the document says so plainly, `is_doubted` where it names another act as often.
    """

    act: str | None = None
    is_stated: bool = False
    is_doubted: bool = False


NOTHING = Statement()


def about(text: str, said: Statement = NOTHING, presumed: str | None = None) -> About:
    """The act of a document: by its title, its claims, its fields, its name, its text; else the presumed one.

    What is nearest to the document as a whole counts first. An act that is only mentioned is no reason to leave
    the Act out, for everyone who writes about the Act mentions the GDPR; many mentions are, where the Act has few.

    >>> about("Our plan for Art. 72. It follows the EU AI Act. The GDPR too.").act
    'eu-ai-act'
    >>> about("# GDPR register\\n\\nArt. 30").act, about("Our plan for Art. 72.").act
    ('gdpr', None)
    """
    prose = masked(text)
    heading = prose.lstrip().partition("\n")[0] if prose.lstrip().startswith("# ") else ""
    titles = _named_in([said.title, heading])
    if titles:
        if len(titles) == 1 or (AI_ACT in titles and said.claims):
            return About(AI_ACT if AI_ACT in titles else next(iter(titles)), is_stated=True)
        return About()
    if said.claims:
        return About(AI_ACT, is_stated=True)
    if alone := [each.act for title in (said.title, heading) for each in mentions_in(title) if is_headed(title, each)]:
        return About(alone[0], is_stated=True)
    declared = _named_in(said.declared) | acts_in_name(said.name)
    every = [each for each in mentions_in(prose) if each.act not in NEUTRAL]
    mentions = [each for each in every if not each.is_ambiguous]
    if AI_ACT in declared:
        return About(AI_ACT, declared == {AI_ACT})
    counts = Counter(each.act for each in mentions)
    if declared and not counts[AI_ACT]:
        plain = declared - _OF_OTHER_THINGS
        return About(next(iter(plain)) if len(declared) == len(plain) == 1 else None)
    alike = _most_alike(every, counts[AI_ACT])
    if not mentions and said.plays:
        return About(AI_ACT, is_doubted=alike)
    found = _by_mentions(mentions, counts, presumed)
    return About(found.act, is_doubted=True) if alike and found.act == AI_ACT else found


def _most_alike(every: Sequence[Mention], ours: int) -> bool:
    """Whether a text uses an abbreviation of another act, which may mean something else, much more than ours."""
    counts = Counter(each.act for each in every if each.is_ambiguous and each.act != AI_ACT)
    most = max(counts.values(), default=0)
    return most >= _OFTEN and most > _OUTWEIGHED * ours


def _by_mentions(mentions: Sequence[Mention], counts: Counter[str], presumed: str | None) -> About:
    ours = counts.pop(AI_ACT, 0)
    most = max(counts.values(), default=0)
    if ours:
        if ours * _OUTWEIGHED < most:
            return About()
        is_stated = ours >= most and mentions[0].act == AI_ACT and mentions[0].start < _OPENING
        return About(AI_ACT, is_stated, is_doubted=not is_stated and most >= ours)
    if most >= _ENOUGH:
        return About(next(iter(counts)) if len(counts) == 1 else None)
    opening = {each.act for each in mentions if each.end <= _OPENING}
    if presumed is None:
        return About(next(iter(opening)) if len(opening) == 1 else None)
    return About(presumed, is_doubted=most > 0)


def _named_in(texts: Iterable[str]) -> set[str]:
    """The acts that short texts name."""
    found = (each for text in texts if text for each in mentions_in(text))
    return {each.act for each in found if each.act not in NEUTRAL and not each.is_ambiguous}


# How names of files, keys and addresses name an act, word for word; the letters of some are those of other things too.
_IN_NAMES = {
    **dict.fromkeys(("ai-act", "artificialintelligenceact", "ki-vo", "kivo", "ki-verordnung"), AI_ACT),
    **dict.fromkeys(("reglement-ia", "règlement-ia"), AI_ACT),
    **dict.fromkeys(("gdpr", "dsgvo", "ds-gvo", "rgpd"), "gdpr"),
    **dict.fromkeys(("nis2", "nis-2"), "nis2"),
    **dict.fromkeys(("lgpd", "pipl", "pipeda", "popia"), "foreign-law"),
    **dict.fromkeys(("ccpa", "cpra", "hipaa"), "american-law"),
    **dict.fromkeys(("bdsg", "betrvg"), "german-law"),
    **dict.fromkeys(("cra", "cyber-resilience"), "cra"),
    **dict.fromkeys(("dsa", "digital-services"), "dsa"),
    **{name: name for name in ("eidas", "ivdr", "mdr", "dora", "data-act")},
}
_FIRST_WORDS = frozenset(name.partition("-")[0] for name in _IN_NAMES if "-" in name)
_OF_OTHER_THINGS = frozenset({"mdr", "dora", "cra", "dsa", "data-act"})


@cache
def _in_names() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


def acts_in_name(name: str) -> set[str]:
    """The acts that the name of a file or its folders, a key or an address names: `eu-ai-act/mapping.md`.

    >>> acts_in_name("https://gdpr-info.eu/art-35-gdpr/"), acts_in_name("notes.md")
    ({'gdpr'}, set())
    """
    lower = name.lower()
    found = _in_names().findall(lower)
    told = set(found)
    if not told.isdisjoint(_FIRST_WORDS):
        told.update(map("-".join, pairwise(found)))
    acts = {_IN_NAMES[each] for each in _IN_NAMES.keys() & told}
    return acts | {AI_ACT} if "aiact" in lower else acts


def act_of_name(text: str) -> str | None:
    """The act that a value names, where it is nothing but a name: `law: GDPR`.

    >>> act_of_name("GDPR"), act_of_name("Regulation (EU) 2024/1689 (AI Act)"), act_of_name("the GDPR team does it")
    ('gdpr', 'eu-ai-act', None)
    """
    if len(text) > _LONGEST_NAME:
        return None
    mentions = [each for each in mentions_in(text) if each.act not in NEUTRAL]
    named = sum(each.end - each.start for each in mentions)
    is_name = len({each.act for each in mentions}) == 1 and len(text.strip()) - named <= _AROUND_A_NAME
    return mentions[0].act if is_name else None


def act_of_keys(keys: Iterable[str]) -> str | None:
    """The act that the keys above a value name: `eu_ai_act: {article: Art. 9}`."""
    found = {act for key in keys for act in acts_in_name(key)}
    return next(iter(found)) if len(found) == 1 else None


@cache
def _law_nouns() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s:–—&()/-]|{one_of('law_nouns', 'countries')})*+", re.IGNORECASE)


def is_headed(title: str, mention: Mention, start: int = 0) -> bool:
    """Whether a title is about an act, not about what has the same letters: `## MDR requirements`, not `MDR team`."""
    rest = title[: mention.start - start].strip("# *_0123456789.") + " " + title[mention.end - start :]
    return len(rest) <= _LONGEST_NAME and _law_nouns().fullmatch(rest.strip("*_ ")) is not None
