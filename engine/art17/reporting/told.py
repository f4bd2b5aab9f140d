"""Parts of a finding as sentences, the same in every format."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from art17.conditions.openness import NOT_FOUND
from art17.evaluation.causes import causes_in
from art17.evaluation.questions import matter_said, value_said
from art17.evaluation.wording import sentences
from art17.model.question import CONTRARY, NOT_RECOGNISED, PassageAt, Question, Quotation
from art17.model.question import NOT_FOUND as ASKS_WHERE
from art17.model.report import Finding, Report
from art17.reporting.report_words import ENGLISH, Words
from art17.reporting.safe import safe
from art17.reporting.words import application_of

MOST_REASONS = 4
LIMITS_OF_SAMPLES = "A sample says nothing certain of the records that were not drawn."
NOTHING_NEW = "The QMS has no artefact of the kind."
_SILENCE = ", and nothing on it was found in its text"
_TREATED = re.compile(r"\S+ treats `([^`]+)`")
"""Of a text that is silent the message says so already; what it treats is worth adding, once for all parts of it."""
_NEXT_REVIEW = re.compile(r"has `review_due_on` `([\d-]{10})`")
_OF_THE_MANIFEST = re.compile(r" has no `approvals_in`\.$")
"""Fields that no document states: what is reckoned is said in words, what the manifest may say is not missed here."""
_QUOTED = re.compile(r'"[^"]+"|„[^„“]+“|«[^«»]+»')
_WORDS_OF_RULES = re.compile(r"\{(subject(?:\.[\w.]+)?|types)\}|of type \{types\}")


def reasons(finding: Finding) -> tuple[str, ...]:
    """Why, in a few sentences; what the message says already is left out."""
    said_of_it = [
        said for said in sentences(finding.because) if said != NOTHING_NEW and not _OF_THE_MANIFEST.search(said)
    ]
    told = [safe(_NEXT_REVIEW.sub(r"has its next review on \1", said)) for said in said_of_it[:MOST_REASONS]]
    if any(_SILENCE in said for said in told) or is_silence(finding):
        told = [said for said in told if _TREATED.match(said)]
    treated = {found[1] for said in told if (found := _TREATED.match(said))}
    return tuple(
        said for said in told if not (found := _TREATED.match(said)) or found[1].rpartition(".")[0] not in treated
    )


def is_silence(finding: Finding) -> bool:
    """Whether a finding says of a text that nothing on some matter was found in it."""
    causes = causes_in(finding.because) or ()
    return finding.severity == "note" and any(cause.kind == NOT_FOUND for cause in causes)


def grounds(finding: Finding, as_of: date) -> tuple[str, str]:
    """`Law` with the provisions and from when they bind whom, or `Serves` with what a practice is good for."""
    if not finding.provisions:
        return "Serves", safe("; ".join(finding.serves))
    binding = application_of(finding, as_of)
    return "Law", safe(", ".join(finding.provisions) + (f"; {binding}" if binding else ""))


def questions_told(report: Report, w: Words = ENGLISH) -> tuple[Question, ...]:
    """The questions as people read them: points for which nothing of the kind was recognised are asked about once."""
    asked = questions_once(report)
    alone = [each for each in asked if each.kind == NOT_RECOGNISED and not each.passages]
    if len(alone) <= 1:
        return asked
    about = {each.provision: each.topic for each in report.obligations}
    points = [f"{w.provision(cite)} ({about.get(cite, '')})" for each in alone for cite in each.provisions]
    text = w("Which documents address these points? None was recognised: {points}.", points="; ".join(points))
    first = replace(alone[0], text=text, provisions=())
    others = {each.id for each in alone[1:]}
    return tuple(first if each is alone[0] else each for each in asked if each.id not in others)


def questions_once(report: Report) -> tuple[Question, ...]:
    """The questions, each matter once: what findings say not to be found is not asked for besides.

    So is what depends on one value of a text.  Each question keeps a row of its own in the workbook and in JSON, where
    it is answered.
    """
    silent: dict[str, set[str]] = defaultdict(set)
    for finding in report.findings:
        if is_silence(finding):
            silent[finding.subject.id].add(finding.discriminator)
    asked = [each for each in report.questions if not _is_told_by_findings(each, silent)]
    by_values: dict[tuple[PassageAt, ...], list[Question]] = defaultdict(list)
    for each in asked:
        if each.kind == CONTRARY:
            by_values[each.passages].append(each)
    return tuple(
        _in_one_question(same) if same else each
        for each in asked
        if not (same := by_values.get(each.passages, []) if each.kind == CONTRARY else []) or same[0] is each
    )


def _in_one_question(same: Sequence[Question]) -> Question:
    """Questions on one value as one: the first, with what else depends on it."""
    first, *others = same
    cites = dict.fromkeys(cite for each in same for cite in each.provisions)
    text = "; ".join((first.text[:-1], *map(_what_depends, others))) + first.text[-1]
    return replace(first, text=text, provisions=tuple(cites))


def _what_depends(question: Question) -> str:
    """The requirement that a question is about, in the signs that the question has around it."""
    found = _QUOTED.search(question.text)
    return found[0] if found else question.text


def _is_told_by_findings(question: Question, silent: Mapping[str, Collection[str]]) -> bool:
    """Whether findings say of each matter of a question that nothing on it was found in the text."""
    if question.kind != ASKS_WHERE or not question.not_found:
        return False
    of_it = [apart for subject in question.subjects for apart in silent.get(subject, ())]
    return all(any(apart.endswith(matter) for apart in of_it) for matter in question.not_found)


def matters_told(matters: tuple[str, ...], w: Words = ENGLISH) -> str:
    """What was not found, as people say it."""
    return "; ".join(matter_said(each, w) for each in matters)


def passage_said(passage: PassageAt, w: Words = ENGLISH) -> str:
    """What a passage treats, and the value that it names, as people say it.

    >>> from art17.model.place import Place
    >>> passage_said(PassageAt("INC", "deadlines.death", Place("a.md"), value="P15D"))
    'deadlines: death = 15 days'
    """
    matter = matter_said(passage.matter, w) if passage.matter not in ("*", "perhaps") else ""
    value = ", ".join(value_said(value, w) for value in passage.value.split(", ")) if passage.value else ""
    return " = ".join(part for part in (matter, value) if part)


def quoted(passage: PassageAt, report: Report, w: Words = ENGLISH) -> tuple[str, str]:
    """Where a passage is, with what it treats, and its words: as far as `--quotes` and its document's label allow."""
    found = report.quotations.get(passage, Quotation())
    if report.quotes == "none" or found.is_confidential:
        return passage.place.path, w("confidential") if found.is_confidential else ""
    matter = passage_said(passage if report.quotes == "full" else replace(passage, value=""), w)
    section = f" “{passage.section}”" if passage.section and report.quotes == "full" else ""
    return f"{passage.place}{section}{f': {matter}' if matter else ''}", found.text


def explained(finding: Finding, as_of: date) -> tuple[str, ...]:
    """Lines below the message: why, under which law, and how to fix it."""
    label, told = grounds(finding, as_of)
    change = f"{finding.change.capitalize()}, brought by {', '.join(finding.brought_by)}" if finding.brought_by else ""
    lines = (f"{label}: {told}" if told else "", f"Fix: {safe(finding.fix)}", safe(change))
    return (*reasons(finding), *(line for line in lines if line))


def in_general(text: str) -> str:
    """What a rule says to one subject, said of any.

    >>> in_general("Let {subject} name an owner, or write a {types}.")
    'Let the artefact name an owner, or write a document of the kind.'
    """

    def said(found: re.Match[str]) -> str:
        word = found[1]
        if word is None:
            return "of the type that the finding names"
        if word == "types":
            return "document of the kind"
        if word in ("subject.fix", "subject.message"):
            return "what the finding says"
        return "the artefact" if word == "subject" else f"its {word.removeprefix('subject.')}"

    whole = _WORDS_OF_RULES.sub(said, text)
    return whole[:1].upper() + whole[1:]


def state_of_run(report: Report) -> str:
    """What the run judged by: the day, the law, and whether all rules were asked."""
    law = ", ".join(f"{act} of {version}" for act, version in report.law)
    partial = "; partial, not all rules were evaluated" if report.partial else ""
    return f"as of {report.as_of}{f', {law}' if law else ''}{partial}"
