"""The report as Markdown: short for a comment on a pull request, longer for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from art17.gate.groups import LEAST_FIRST
from art17.model.report import Finding, Group, Report
from art17.model.rule import CLASSES, SEVERITIES
from art17.reporting.grouping import first_causes, groups_with_members
from art17.reporting.judged_words import answers_said, aspects_of_point, sample_said
from art17.reporting.markdown_text import code, escaped, row
from art17.reporting.plan import NOBODY
from art17.reporting.told import grounds, questions_told, state_of_run
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
MOST_FIRST = 5
MOST_PLACES = 3


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
        *_answers(report),
        *_first(report),
    ]
    tail = f"{state_of_run(report).capitalize()}. {DISCLAIMER}"
    room = limit - _size("\n\n".join((*head, tail))) - 1_000
    return "\n\n".join((*head, *_classes(report, room), tail)) + "\n"


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
    heads = [QMS, "Laid down", "By records", ORGANISATION, *map(escaped, report.systems)]
    lines = [row(heads), row(["---"] * len(heads))]
    for point in rows:
        title = f"{point.removeprefix(QMS)} {escaped(cells[point, ''].topic)}"
        told = [*aspects_of_point(report, point), *(cell(cells[point, owner]) for owner in owners)]
        lines.append(row([title, *map(_cell, told)]))
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
    asked = questions_told(report)
    if not asked:
        return
    lines = [f"**For people to decide ({len(asked)})**\n"]
    for question in asked[:MOST_QUESTIONS]:
        where = question.passages[0] if question.passages else None
        place = f" `{where.place}`" if where else ""
        cites = f"{', '.join(question.provisions)}: " if question.provisions else ""
        lines.append(f"- {cites}{escaped(question.text)}{place}")
    more = len(asked) - MOST_QUESTIONS
    yield "\n".join((*lines, *([f"- ... and {more} more, which the full report lists."] if more > 0 else [])))


def _answers(report: Report) -> Iterator[str]:
    """Who judged what, as far as it counts, and the samples."""
    said = list(answers_said(report))
    lines = [f"- {escaped(line)}" for line in said[:MOST_QUESTIONS]]
    more = len(said) - MOST_QUESTIONS
    lines += [f"- ... and {more} more, which the full report lists."] if more > 0 else []
    lines += [f"- {escaped(sample_said(sample))}" for sample in report.samples]
    if lines:
        yield "\n".join((f"**Judged by people ({len(said)})**\n", *lines))


def _cell(told: str) -> str:
    return f"**{told}**" if told.startswith(("unmet", "undecided")) else told


def _first(report: Report) -> Iterator[str]:
    """The causes to look at first, with who answers for them and where the first of them is."""
    found = first_causes(report)[:MOST_FIRST]
    if not found or (not report.summary.error and report.summary.warning < LEAST_FIRST):
        return
    lines: list[str] = []
    for at, (group, members) in enumerate(found, 1):
        owners = escaped(", ".join(group.owners[:2]) or NOBODY)
        count = f"{len(members)} findings, first " if len(members) > 1 else ""
        where = f"{owners}; {count}{code(str(next(iter(members)).subject.place))}"
        lines.append(f"{at}. {escaped(group.message)} {escaped(group.fix)} ({where})")
    more = len(report.first_groups) - len(found)
    rest = [f"\n... and {plural(more, 'more cause')} of errors."] if more else []
    yield "\n".join(("**Do first**\n", *lines, *rest))


def _classes(report: Report, room: int) -> Iterator[str]:
    """The active groups by class, the severe ones first, as many as there is room for."""
    active = [each for each in groups_with_members(report) if each[0].status == "active"]
    for category in CLASSES:
        found = [each for each in active if each[0].category == category]
        if not found:
            continue
        found.sort(key=lambda each: SEVERITIES.index(each[0].severity))
        lines: list[str] = []
        shown = 0
        for group, members in found:
            line = _line(group, members, report)
            room -= _size(line) + 1
            if room < 0:
                left = sum(len(each) for _, each in found) - shown
                lines.append(f"- ... and {left} more, which the full report lists.")
                break
            lines.append(line)
            shown += len(members)
        yield _class(category, [each for _, members in found for each in members], lines)


def _class(category: str, found: Sequence[Finding], lines: Sequence[str]) -> str:
    errors = sum(each.severity == "error" for each in found)
    counted = f"{len(found)}, {plural(errors, 'error')} among them" if 0 < errors < len(found) else f"{len(found)}"
    head = f"<details><summary><b>{TITLES[category]}</b> ({counted})</summary>"
    return "\n".join((head, "", *lines, "", "</details>"))


def _line(group: Group, members: Sequence[Finding], report: Report) -> str:
    label, told = grounds(members[0], report.as_of)
    law = f" *{label}:* {escaped(told)}." if told and label == "Law" else ""
    held = f" *Also blocks* {plural(len(group.blocks), 'rule')}." if group.blocks else ""
    places = " ".join(code(str(each.subject.place)) for each in members[:MOST_PLACES])
    more = f" and {len(members) - MOST_PLACES} more" if len(members) > MOST_PLACES else ""
    said = f"{escaped(group.message)}{law} *Fix:* {escaped(group.fix)}{held} {code(group.rule)}"
    return f"- **{group.severity}** {places}{more} {said}"
