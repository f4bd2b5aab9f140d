"""Parts of a finding as sentences, for every format that is not the text report itself."""

from __future__ import annotations

import re
from datetime import date

from art17.judging.wording import sentences
from art17.model.report import Finding, Report
from art17.reporting.safe import safe
from art17.reporting.words import binding_said

MOST_REASONS = 4
_WORDS_OF_RULES = re.compile(r"\{(subject(?:\.[\w.]+)?|types)\}")


def reasons(finding: Finding) -> tuple[str, ...]:
    """Why, in a few sentences; what the message says already is left out."""
    told = tuple(safe(said) for said in sentences(finding.because)[:MOST_REASONS])
    if finding.verdict == "undecided":
        return ("This could not be decided.", *told[:3])
    return tuple(said for said in told if said != "The QMS has no artefact of the kind.")


def law_of(finding: Finding, as_of: date) -> str:
    """The provisions that a finding is under, and from when they bind whom; what it serves where there are none."""
    if not finding.provisions:
        return safe("; ".join(finding.serves))
    binding = binding_said(finding, as_of)
    return safe(", ".join(finding.provisions) + (f"; {binding}" if binding else ""))


def in_general(text: str) -> str:
    """What a rule says to one subject, said of any.

    >>> in_general("Let {subject} name an owner, or write a {types}.")
    'Let the artefact name an owner, or write a document of the kind.'
    """

    def said(found: re.Match[str]) -> str:
        word = found[1]
        if word == "types":
            return "document of the kind"
        return "the artefact" if word == "subject" else f"its {word.removeprefix('subject.')}"

    return _WORDS_OF_RULES.sub(said, text)


def state_of_run(report: Report) -> str:
    """What the run judged by: the day, the law, and whether all rules were asked."""
    law = ", ".join(f"{act} of {version}" for act, version in report.law)
    partial = "; partial, not all rules were judged" if report.partial else ""
    return f"as of {report.as_of}{f', {law}' if law else ''}{partial}"
