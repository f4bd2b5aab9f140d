"""The report as Markdown: short for a comment on a pull request, longer for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art17.model.report import Finding, Report
from art17.model.rule import CLASSES, SEVERITIES
from art17.reporting.markdown_text import code, escaped, row
from art17.reporting.told import grounds, state_of_run
from art17.reporting.words import DISCLAIMER, ORGANISATION, QMS, by_point, cell, plural, points, readiness_said, scores

COMMENT = 60_000
"""Characters; services refuse a comment with more than 65,536."""
SUMMARY = 900_000
"""Bytes; the runner refuses a summary with more than 1 MiB."""
MARK = "<!-- art17 -->"
"""The first line, by which a job finds its own comment again and updates it."""
TITLES = {
    "gap": "Gaps",
    "stale-review": "Stale reviews",
    "missing-owner": "Missing owners",
    "broken-linkage": "Broken linkages",
}


MOST_QUESTIONS = 10


def markdown_of(report: Report) -> str:
    """The report as a comment; findings that do not fit are counted."""
    return _within(report, COMMENT)


def summary_of(report: Report) -> str:
    """The report as the summary of a job."""
    return _within(report, SUMMARY)


def _within(report: Report, limit: int) -> str:
    head = [
        MARK,
        f"## art17: {_verdict(report)}",
        _score(report),
        *_problems(report),
        *_table(report),
        *_readiness(report),
        *_views(report),
        *_questions(report),
        *_first(report),
    ]
    tail = f"{state_of_run(report).capitalize()}. {DISCLAIMER}"
    room = limit - _size("\n\n".join((*head, tail))) - 1_000
    return "\n\n".join((*head, *_groups(report, room), tail)) + "\n"


def _size(text: str) -> int:
    return len(text.encode())


def _verdict(report: Report) -> str:
    if report.problems:
        return f"the run cannot be trusted, {plural(len(report.problems), 'problem')}"
    counts = [(getattr(report.summary, word), word) for word in SEVERITIES]
    told = ", ".join(plural(number, word) for number, word in counts if number)
    return told or "no findings"


def _score(report: Report) -> str:
    others = [
        f"{sum(each.status == status for each in report.findings)} {status}"
        for status in ("waived", "baselined")
        if any(each.status == status for each in report.findings)
    ]
    return " · ".join((*(f"**{escaped(score)}**" for score in scores(report)), *others)) or "No point was evaluated."


def _problems(report: Report) -> Iterator[str]:
    if report.problems:
        yield "\n".join(
            f"- **problem** {code(str(each.place))} {escaped(each.message)}."
            + (f" *Fix:* {escaped(each.fix)}" if each.fix else "")
            for each in report.problems[:20]
        )


def _table(report: Report) -> Iterator[str]:
    rows = points(report)
    if not rows:
        return
    cells = by_point(report)
    owners = ("", *report.systems)
    lines = [row([QMS, ORGANISATION, *map(escaped, report.systems)]), row(["---"] * (len(owners) + 1))]
    for point in rows:
        title = f"{point.removeprefix(QMS)} {escaped(cells[point, ''].topic)}"
        lines.append(row([title, *(_cell(cell(cells[point, owner])) for owner in owners)]))
    yield "\n".join(lines)


def _readiness(report: Report) -> Iterator[str]:
    if said := readiness_said(report):
        yield escaped(said.replace("\n", " "))


def _views(report: Report) -> Iterator[str]:
    """A line for each view: how far it is, and which parts are not there yet."""
    for view in report.views:
        missing = [part.title for part, verdict in view.parts if verdict in ("unmet", "undecided")]
        rest = f"; not yet: {', '.join(missing)}" if missing else ""
        yield escaped(f"{view.title}: {view.line}{rest}")


def _questions(report: Report) -> Iterator[str]:
    """What people have to decide: the first questions, each with the first place to look at."""
    if not report.questions:
        return
    lines = [f"**For people to decide ({len(report.questions)})**\n"]
    for question in report.questions[:MOST_QUESTIONS]:
        where = question.passages[0] if question.passages else None
        place = f" `{where.place}`" if where else ""
        lines.append(f"- {', '.join(question.provisions)}: {escaped(question.text)}{place}")
    more = len(report.questions) - MOST_QUESTIONS
    yield "\n".join((*lines, *([f"- ... and {more} more, which the full report lists."] if more > 0 else [])))


def _cell(told: str) -> str:
    return f"**{told}**" if told.startswith(("unmet", "undecided")) else told


def _first(report: Report) -> Iterator[str]:
    if report.first and report.summary.error + report.summary.warning >= 3:
        yield "\n".join(("**Do first**\n", *(f"{at}. {escaped(step)}" for at, step in enumerate(report.first, 1))))


def _groups(report: Report, room: int) -> Iterator[str]:
    """The active findings by class, the severe ones first, as many as there is room for."""
    for category in CLASSES:
        found = [each for each in report.findings if each.status == "active" and each.category == category]
        if not found:
            continue
        found.sort(key=lambda each: SEVERITIES.index(each.severity))
        lines: list[str] = []
        for finding in found:
            line = _line(finding, report)
            room -= _size(line) + 1
            if room < 0:
                lines.append(f"- ... and {len(found) - len(lines)} more, which the full report lists.")
                break
            lines.append(line)
        yield _group(category, found, lines)


def _group(category: str, found: Sequence[Finding], lines: Sequence[str]) -> str:
    errors = sum(each.severity == "error" for each in found)
    counted = f"{len(found)}, {plural(errors, 'error')} among them" if 0 < errors < len(found) else f"{len(found)}"
    head = f"<details><summary><b>{TITLES[category]}</b> ({counted})</summary>"
    return "\n".join((head, "", *lines, "", "</details>"))


def _line(finding: Finding, report: Report) -> str:
    label, told = grounds(finding, report.as_of)
    law = f" *{label}:* {escaped(told)}." if told and label == "Law" else ""
    held = f" *Also blocks* {plural(len(finding.blocks), 'rule')}." if finding.blocks else ""
    place, rule = code(str(finding.subject.place)), code(finding.rule)
    return (
        f"- **{finding.severity}** {place} {escaped(finding.message)}{law} *Fix:* {escaped(finding.fix)}{held} {rule}"
    )
