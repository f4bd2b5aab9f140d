"""What people judged, in words that several formats share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from art17.gate.answer_words import AGREED
from art17.model.answer import COUNTS, HOLLOW, QUESTION, SAMPLE, Answer, AnswerShown, SampleShown
from art17.model.evidence import MET, UNDECIDED, UNMET
from art17.model.report import Obligation, Report
from art17.reporting.report_words import ENGLISH, Words
from art17.reporting.safe import safe
from art17.reporting.told import LIMITS_OF_SAMPLES

NOT_ASKED = "-"
"""Where no rule asks for documents, or for records."""


def aspects_of_point(report: Report, point: str) -> tuple[str, str]:
    """What a point comes to in documents, and in records, for all whom it concerns."""
    return aspects_of(each for each in report.obligations if each.provision == point)


def aspects_of(obligations: Iterable[Obligation]) -> tuple[str, str]:
    """What obligations come to in documents, and in records: the worst of each."""
    own = list(obligations)
    return _worst(each.laid_down for each in own), _worst(each.shown for each in own)


def _worst(verdicts: Iterable[str]) -> str:
    held = set(verdicts)
    return next((word for word in (UNMET, UNDECIDED, MET) if word in held), NOT_ASKED)


def judged_by(answer: Answer, word: Callable[[str], str] = str) -> str:
    """Who judged, when, and on which evidence: `Ada Lo, 2026-11-20, interview: minutes 3`; `word` translates."""
    kind = answer.word("evidence")
    seen = ": ".join(part for part in (word(kind) if kind else "", answer.word("reference")) if part)
    return ", ".join(part for part in (answer.word("by"), answer.word("on"), seen) if part)


def judged_for(obligation: Obligation, report: Report, word: Callable[[str], str] = str) -> tuple[str, ...]:
    """Who judged what a provision comes to, each answer once; `word` translates."""
    held = {each.answer.id: each for each in report.answers}
    return tuple(_marked(held[name], word) for name in obligation.answers if name in held)


def _marked(each: AnswerShown, word: Callable[[str], str] = str) -> str:
    marks = ["self-assessed"] * each.is_self_assessed + ["only stated"] * (each.effect == HOLLOW)
    return judged_by(each.answer, word) + (f" ({', '.join(map(word, marks))})" if marks else "")


def answers_said(report: Report, w: Words = ENGLISH) -> Iterator[str]:
    """A line for each answer that counts: what it is about, the verdict, and who judged."""
    for each in report.answers:
        if each.effect in (COUNTS, HOLLOW) and each.answer.about.kind != SAMPLE:
            about = each.answer.about
            cites = f"{w.cites(each.provisions)}: " if each.provisions else ""
            scope = f" {w('for {names}', names=', '.join(about.scope))}" if about.scope else ""
            what = each.title or about.name
            yield safe(f"{cites}{what}{scope}: {w(AGREED[each.answer.word('verdict')])}, {_marked(each, w)}")


def answers_by_rule(report: Report) -> dict[str, list[str]]:
    """Who judged what a rule asks, by the id of the rule."""
    found: dict[str, list[str]] = {}
    for each in report.answers:
        if each.effect in (COUNTS, HOLLOW) and each.answer.about.kind == QUESTION:
            said = f"{AGREED[each.answer.word('verdict')]}, {_marked(each)}"
            found.setdefault(each.answer.about.name, []).append(safe(said))
    return found


def answers_left(report: Report) -> str:
    """How many answers count for nothing, and why; "" where there are none."""
    idle: dict[str, int] = {}
    for each in report.answers:
        if each.answer.word("verdict") and each.effect not in (COUNTS, HOLLOW):
            idle[each.effect] = idle.get(each.effect, 0) + 1
    return ", ".join(f"{number} {effect}" for effect, number in sorted(idle.items()))


def sample_said(sample: SampleShown, w: Words = ENGLISH) -> str:
    """What a sample showed, and what it does not show."""
    found = ", ".join(
        f"{number} {word}"
        for number, word in (
            (sample.met, w("met")),
            (sample.unmet, w("not met")),
            (sample.open, w("not looked at")),
        )
        if number
    )
    now = sample.population_now
    grown = f" ({w('{count} now', count=now)})" if now != sample.population else ""
    by = f", {w('by {names}', names=', '.join(sample.by))}" if sample.by else ""
    drawn = {"drawn": sample.drawn, "count": sample.population, "grown": grown, "seed": sample.seed, "by": by}
    of = w("{drawn} of {count}{grown} drawn by seed {seed}{by}", **drawn)
    what = w("Sample of {what}", what=sample.title or sample.type)
    return safe(f"{what}: {of}: {found or w('nothing')}. {w(LIMITS_OF_SAMPLES)}")
