"""The report as people read it at a terminal: findings, the thirteen points, one line of summary."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from art17.gate.groups import LEAST_FIRST
from art17.model.evidence import NOT_APPLICABLE
from art17.model.problem import Problem
from art17.model.question import PassageAt
from art17.model.report import Finding, Group, Obligation, Report
from art17.model.rule import SEVERITIES
from art17.reporting.grouping import first_causes, groups_with_members, places_of
from art17.reporting.judged_words import answers_left, answers_said, aspects_of_point, sample_said
from art17.reporting.plan import NOBODY
from art17.reporting.report_words import ENGLISH, Words, words_of
from art17.reporting.safe import safe
from art17.reporting.style import Style, plain
from art17.reporting.told import passage_said, questions_told, reasons
from art17.reporting.words import (
    DISCLAIMER,
    ORGANISATION,
    QMS,
    application_of,
    by_point,
    cell,
    declared_said,
    is_of_a_provider,
    plural,
    points,
    points_of_use,
    provided_systems,
    readiness_said,
    scores,
    used_systems,
)

WIDTH = 100
SIDES = ("Laid down", "By records")
MANIFEST = "art17.yaml"
LAW_IS_OLD = 180
"""After so many days without a check of the law's data a report says so."""
_LONGEST_TOPIC = 44
MOST_LINES = 300
"""So long is the report at most, unless a limit is given."""
MOST_PLACES, MOST_OF_ONE = 4, 12
"""So many places of a group are shown, and so many where they are all in one artefact."""
_LINES_OF_REST = 3
_MOST_NOT_READ = 8
_MOST_PROBLEMS = 20
_MOST_FIRST = 5
_MOST_GONE = 10
_MOST_QUESTIONS, _MOST_PASSAGES = 5, 6
_MOST_ANSWERS = 8
_MOST_GUESSES = 60
_MOST_SCORES = 8


def text_of(report: Report, style: Style = plain, limit: int | None = None) -> str:
    """The whole report, its findings in groups: the gravest groups that fit in `MOST_LINES`, the rest counted.

    With a `limit` so many groups, however long that is; 0 is all of them, with every member.
    """
    around = [
        _problems(report, style, limit),
        *_after_findings(report, style),
    ]
    blocks = _blocks_of(report, style, MOST_PLACES if limit != 0 else 0)
    room = MOST_LINES - sum(part.count("\n") + 2 for part in around if part) - _LINES_OF_REST
    shown = _that_fit(blocks, room) if limit is None else _gravest(blocks, limit)
    left = len(blocks) - len(shown)
    parts = [around[0], *(text for _, _, text in shown), _left_out(left, _members_in(blocks, shown)), *around[1:]]
    return "\n\n".join(part for part in parts if part) + "\n"


Block = tuple[int, int, str]
"""A group as text, with its rank (severity) and how many findings it holds."""


def _after_findings(report: Report, style: Style) -> Iterator[str]:
    yield _table(report, style)
    yield _table_of_use(report, style)
    yield readiness_said(report)
    yield _views(report, style)
    yield _questions(report)
    yield _answers(report)
    yield _guessed(report)
    yield _not_read(report)
    yield _compared(report)
    yield _first(report)
    yield _summary(report)


def _blocks_of(report: Report, style: Style, places: int) -> list[Block]:
    """Each group as text, in the order of its first member; what was known before is not shown."""
    blocks: list[Block] = []
    for group, members in groups_with_members(report):
        if group.status != "baselined":
            blocks.append(
                (SEVERITIES.index(group.severity), len(members), _group(group, members, report, style, places))
            )
    return blocks


def _gravest(blocks: Sequence[Block], limit: int) -> Sequence[Block]:
    """So many of the groups, the gravest, in the order of the report."""
    if not limit or len(blocks) <= limit:
        return blocks
    order = sorted(range(len(blocks)), key=lambda at: (blocks[at][0], at))
    return [blocks[at] for at in sorted(order[:limit])]


def _that_fit(blocks: Sequence[Block], room: int) -> Sequence[Block]:
    """The gravest groups that so many lines hold, in the order of the report."""
    order = sorted(range(len(blocks)), key=lambda at: (blocks[at][0], at))
    kept: list[int] = []
    for at in order:
        room -= blocks[at][2].count("\n") + 2
        if room < 0:
            break
        kept.append(at)
    return [blocks[at] for at in sorted(kept)]


def _members_in(blocks: Sequence[Block], shown: Sequence[Block]) -> int:
    return sum(count for _, count, _ in blocks) - sum(count for _, count, _ in shown)


def _left_out(groups: int, findings: int) -> str:
    if not groups:
        return ""
    of = f" in {plural(groups, 'group')}" if groups != findings else ""
    return f"... and {plural(findings, 'more finding')}{of}: `--limit 0` prints all, `--format json=FILE` has all."


def _problems(report: Report, style: Style, limit: int | None) -> str:
    """What could not be read, with the count of what there is no room for."""
    shown = report.problems if limit == 0 else report.problems[:_MOST_PROBLEMS]
    more = len(report.problems) - len(shown)
    rest = [f"... and {plural(more, 'more problem')}: `--limit 0` prints all."] if more else []
    return "\n\n".join((*(_problem(problem, style) for problem in shown), *rest))


def _problem(problem: Problem, style: Style) -> str:
    head = f"{style(safe(str(problem.place)), 'place')}  {style('problem', 'error')}"
    return "\n".join((head, *_wrapped(f"{safe(problem.message)}.", "  "), *_labelled("Fix", problem.fix)))


def _group(group: Group, members: Sequence[Finding], report: Report, style: Style, places: int) -> str:
    """A group of one as a finding, of several with its count and its first places (0: all)."""
    first = members[0]
    if len(members) == 1:
        return _finding(first, first.message, first.fix, report, style)
    is_of_one = len({each.subject.id for each in members}) == 1
    most = MOST_OF_ONE if is_of_one and places else places
    lines = [line for told in places_of(members, most) for line in _wrapped(told, "    ")]
    return _finding(replace(first, severity=group.severity), group.message, group.fix, report, style, lines)


def _finding(
    finding: Finding, message: str, fix: str, report: Report, style: Style, places: Sequence[str] | None = None
) -> str:
    """A finding with why it is one, or a group with its `places`."""
    place = style(_where(finding, report), "place")
    severity = style(finding.severity, finding.severity)
    head = f"{place}  {severity}  {finding.category}  {style(finding.rule, 'faint')}"
    waived = f" ({finding.status})" if finding.status != "active" else ""
    why = (line for said in reasons(finding) for line in _wrapped(said, "    "))
    lines = [head + waived, *_wrapped(safe(message), "  "), *(why if places is None else places)]
    lines += _labelled("Law", _law(finding, report))
    lines += _labelled("Fix", fix)
    lines += _labelled("Also", _blocks(finding))
    lines += _labelled("Until", _waived(finding))
    lines += _labelled("New" if finding.change == "new" else "Worse", _brought_by(finding))
    return "\n".join(lines)


def _where(finding: Finding, report: Report) -> str:
    """The place of a finding; what is absent stands at the manifest, which may be absent itself."""
    is_there = report.manifest or finding.subject.place.path != MANIFEST
    return safe(str(finding.subject.place)) if is_there else f"(no {MANIFEST})"


def _law(finding: Finding, report: Report) -> str:
    if not finding.provisions:
        return ""
    binding = application_of(finding, report.as_of)
    return f"{', '.join(finding.provisions)}{f'; {binding}' if binding else ''}"


def _blocks(finding: Finding) -> str:
    if not finding.blocks:
        return ""
    shown = ", ".join(finding.blocks[:4])
    more = f" and {len(finding.blocks) - 4} more" if len(finding.blocks) > 4 else ""
    return f"for this cause: {shown}{more}"


def _waived(finding: Finding) -> str:
    """Until when it is waived, by which waiver, and why."""
    told = finding.waived
    if told is None:
        return ""
    by = f"waived by {told.by}" if told.by != "ignore" else f"ignored by a comment ({told.place})"
    return f"{told.until}, {by}: {told.reason}"


def _brought_by(finding: Finding) -> str:
    """The commit that brought a finding that is new or graver; where that cannot be told, which come into question."""
    first, *others = finding.brought_by or ("",)
    more = ", ..." if len(others) > 3 else ""
    return f"{first}; one of {', '.join(others[:3])}{more}" if others else first


def _labelled(label: str, text: str) -> list[str]:
    if not text:
        return []
    first, *rest = _wrapped(safe(text), "        ")
    return [f"  {label:<6}{first.lstrip()}", *rest]


def _wrapped(text: str, indent: str) -> list[str]:
    wrapped = textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return wrapped or [indent]


def _table(report: Report, style: Style) -> str:
    """The thirteen points, a column for the organisation and one for each system that it provides."""
    rows = points(report)
    if not rows or (points_of_use(report) and not is_of_a_provider(report)):
        return ""
    sides = {row: aspects_of_point(report, row) for row in rows}
    return _tabulated(rows, ("", *provided_systems(report)), by_point(report), QMS, style, sides)


def _table_of_use(report: Report, style: Style) -> str:
    """The duties of a deployer, a column for each system that is used."""
    cells = points_of_use(report)
    return _tabulated(tuple(dict.fromkeys(row for row, _ in cells)), used_systems(report), cells, "", style)


def _tabulated(
    rows: Sequence[str],
    owners: Sequence[str],
    cells: Mapping[tuple[str, str], Obligation],
    title: str,
    style: Style,
    sides: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> str:
    """A table of points; `sides` are what each comes to in documents and in records."""
    if not rows:
        return ""
    from tabulate import tabulate  # noqa: PLC0415  late: it costs 0.07 s, and only this table needs it

    topics = {row: obligation.topic for (row, _), obligation in cells.items()}
    body = [
        [
            f"{row.removeprefix(title)} {textwrap.shorten(topics[row], _LONGEST_TOPIC, placeholder='...')}",
            *(style(side, side) for side in sides.get(row, ())),
            *(_styled(cells.get((row, owner)), style) for owner in owners),
        ]
        for row in rows
    ]
    names = [safe(owner) or ORGANISATION for owner in owners]
    return tabulate(body, headers=[title or "Use (Arts. 26, 27)", *(SIDES if sides else ()), *names], tablefmt="simple")


def _styled(obligation: Obligation | None, style: Style) -> str:
    return style(cell(obligation), obligation.verdict) if obligation else style("not applicable", NOT_APPLICABLE)


def _views(report: Report, style: Style) -> str:
    """A line for each view: how far it is, and which parts are not there yet."""
    lines: list[str] = []
    for view in report.views:
        open_parts = [part.title for part, verdict in view.parts if verdict in ("unmet", "undecided")]
        rest = f"; not yet: {', '.join(open_parts)}" if open_parts else ""
        lines += _wrapped(safe(f"{view.title}: {view.line}{rest}"), "")
    return style("\n".join(lines), "place") if lines else ""


def _questions(report: Report) -> str:
    """What people have to decide: the count, and the first of them with where to look."""
    w = words_of(report)
    asked = questions_told(report, w)
    if not asked:
        return ""
    lines: list[str] = []
    for question in asked[:_MOST_QUESTIONS]:
        cites = f"{', '.join(question.provisions)}: " if question.provisions else ""
        lines += _wrapped(safe(f"{cites}{question.text}"), "  ")
        places = list(dict.fromkeys(where_of(passage, w) for passage in question.passages))
        left = len(places) - _MOST_PASSAGES
        rest = [f"and {plural(left, 'more place')}"] if left > 0 else []
        lines += [line for told in (*places[:_MOST_PASSAGES], *rest) for line in _wrapped(safe(told), "      ")]
    more = len(asked) - _MOST_QUESTIONS
    rest = [f"  ... and {plural(more, 'more question')}; --format json or html has all"] if more > 0 else []
    worse = sum(bool(question.change) for question in asked)
    before = f", {worse} of them decided before" if worse else ""
    return "\n".join((f"For people to decide ({len(asked)}{before})", *lines, *rest))


def _answers(report: Report) -> str:
    """Who judged what, as far as it counts, and the samples."""
    said = list(answers_said(report))
    lines = [line for each in said[:_MOST_ANSWERS] for line in _wrapped(each, "  ")]
    more = len(said) - _MOST_ANSWERS
    lines += [f"  ... and {plural(more, 'more answer')}; `art17 answers list` has all"] if more > 0 else []
    if left := answers_left(report):
        lines += _wrapped(f"Of no account: {left}; `art17 answers list` says why.", "  ")
    lines += [line for sample in report.samples for line in _wrapped(sample_said(sample), "  ")]
    return "\n".join((f"Judged by people ({len(said)})", *lines)) if lines else ""


def where_of(passage: PassageAt, w: Words = ENGLISH) -> str:
    """A passage in one line: place, heading, what it treats."""
    section = f' "{passage.section}"' if passage.section else ""
    more = f" (and {plural(passage.more, 'more passage')})" if passage.more else ""
    matter = passage_said(passage, w)
    return f"{passage.place}{section}{f': {matter}' if matter else ''}{more}"


def _guessed(report: Report) -> str:
    """What the documents were taken for where nobody has said what they are."""
    known = [each for each in report.guesses if each.counts]
    others = [each for each in report.guesses if not (each.counts or each.aside)]
    if not report.guesses:
        return ""
    aside = len(report.guesses) - len(known) - len(others)
    head = f"Guessed: {len(known)} of {plural(len(known) + len(others), 'document')} recognised, {aside} set aside"
    lines = [line for each in known for line in _wrapped(safe(f"{each.path}: {each.type} ({each.why})"), "  ")]
    more = [f"  not recognised: {len(others)}, such as {safe(others[0].path)}"] if others else []
    fix = (
        "`art17 adopt` writes these guesses into a file, where you correct and confirm them."
        if not report.manifest
        else ("Confirm them in the overlay: correct an entry, and rename `guessed:` to `confirmed:`.")
    )
    return "\n".join((head, *lines[:_MOST_GUESSES], *_more_guesses(lines), *more, *_wrapped(fix, "  ")))


def _more_guesses(lines: Sequence[str]) -> list[str]:
    left = len(lines) - _MOST_GUESSES
    return [f"  ... and {left} more; --format json lists all"] if left > 0 else []


def _not_read(report: Report) -> str:
    """What lies in the folder and no rule looked at: it is neither met nor missing."""
    left = report.inventory.not_read
    if not left:
        return ""
    lines = [line for each in left[:_MOST_NOT_READ] for line in _wrapped(safe(f"{each.path}: {each.reason}"), "  ")]
    more = (
        [f"  ... and {len(left) - _MOST_NOT_READ} more; --format json lists all"] if len(left) > _MOST_NOT_READ else []
    )
    return "\n".join((f"Not evaluated ({len(left)})", *lines, *more))


def _compared(report: Report) -> str:
    """What is new, gone and still there against an earlier report; what is gone by name."""
    found = report.compared
    if found is None:
        return ""
    now_open = f", {len(found.open)} now undecided" if found.open else ""
    counts = f"{len(found.new)} new, {len(found.gone)} gone{now_open}, {len(found.known)} still there"
    gone = (f"gone: {each.path}: {each.message}" for each in found.gone[:_MOST_GONE])
    lines = [line for told in gone for line in _wrapped(safe(told), "  ")]
    more = len(found.gone) - _MOST_GONE
    rest = [f"  ... and {more} more that are gone"] if more > 0 else []
    return "\n".join((f"Against the report of {safe(found.as_of)}: {counts}", *lines, *rest))


def _first(report: Report) -> str:
    """What to do first, by cause, with who answers for it and where to look."""
    if not report.summary.error and report.summary.warning < LEAST_FIRST:
        return ""
    shown = first_causes(report)[:_MOST_FIRST]
    lines = [line for at, (group, members) in enumerate(shown, 1) for line in _step(at, group, members, report)]
    more = len(report.first_groups) - len(shown)
    rest = [f"  ... and {plural(more, 'more cause')} of errors"] if more else []
    return "\n".join(("Do first", *lines, *rest)) if lines else ""


def _step(at: int, group: Group, members: Sequence[Finding], report: Report) -> Iterator[str]:
    yield from _numbered(at, f"{group.message} {group.fix}")
    count = f"{plural(len(members), 'finding')}, first " if len(members) > 1 else ""
    owners = ", ".join(group.owners[:2]) + (f" and {len(group.owners) - 2} more" if len(group.owners) > 2 else "")
    yield from _wrapped(f"{safe(owners) or NOBODY}; {count}{_where(members[0], report)}", "     ")


def before_the_law(act: str, version: str, as_of: date) -> str:
    """A note where the day is before the first version of an act, under which all is judged then; else nothing."""
    is_before = as_of.isoformat() < version
    return f"On {as_of} {act} did not exist; its first version, of {version}, was used." if is_before else ""


def _numbered(at: int, step: str) -> Iterator[str]:
    first, *rest = _wrapped(safe(step), "     ")
    yield f"  {at}. {first.lstrip()}"
    yield from rest


def _few(told: Sequence[str]) -> tuple[str, ...]:
    """The scores of one line: of many systems the first, and how many more there are."""
    more = len(told) - _MOST_SCORES
    return tuple(told) if more <= 1 else (*told[:_MOST_SCORES], f"{more} more systems")


def _summary(report: Report) -> str:
    summary = report.summary
    counts = ", ".join(plural(getattr(summary, word), word) for word in ("error", "warning", "note"))
    law = ", ".join(f"{act} of {version}" for act, version in report.law)
    parts = [
        f"{plural(len(report.problems), 'problem')}, {counts}" if report.problems else counts,
        *([plural(len(asked), "question")] if (asked := questions_told(report)) else []),
        *map(safe, _few(tuple(scores(report)))),
        f"{plural(report.artefacts, 'artefact')}{_unfinished(report)}, {plural(report.links, 'link')}",
        f"as of {report.as_of}" + (f", {safe(law)}" if law else ""),
    ]
    notes = [
        "Partial: not all rules were evaluated." if report.partial else "",
        "" if report.manifest else "There is no art17.yaml; defaults applied.",
        *(safe(before_the_law(act, version, report.as_of)) for act, version in report.law),
        *(safe(declared_said(each)) for each in report.declared),
        _law_checked(report),
        _parameters(report),
        _set_aside(report),
        _vacuity(report),
        DISCLAIMER,
    ]
    return "\n".join((" · ".join(parts), " ".join(note for note in notes if note)))


def _law_checked(report: Report) -> str:
    """That the data of the law is old, where half a year passed since it was last checked."""
    if report.law_checked is None or (days := (report.as_of - report.law_checked).days) <= LAW_IS_OLD:
        return ""
    return f"The law's data was last checked on {report.law_checked}, {days} days before; what came later is not in it."


def _parameters(report: Report) -> str:
    """What the manifest sets of the rules' parameters."""
    told = (f"{each.name} {each.value} of {each.rule} (default {each.default})" for each in report.parameters)
    return safe(f"Set by the manifest: {', '.join(told)}.") if report.parameters else ""


def _set_aside(report: Report) -> str:
    """What does not count in this run: what is waived, and what was known before and is not shown."""
    statuses = [finding.status for finding in report.findings]
    waived, known = statuses.count("waived"), statuses.count("baselined")
    told = (f"{waived} waived" if waived else "", f"{known} known before and not shown" if known else "")
    return f"{', '.join(part for part in told if part)}." if waived or known else ""


def _unfinished(report: Report) -> str:
    return f" ({report.unfinished} unfinished)" if report.unfinished else ""


NOT_UNDERSTOOD = {
    "guess": "documents that are only guessed at",
    "language": "a language that is not read",
    "partly": "a file read in part",
    "no-cues": "a type whose texts are not read",
    "not-looked-for": "fields that no cue looks for",
}
"""Why texts leave verdicts open that nobody is asked about."""


def _left_open(report: Report) -> str:
    """How many verdicts texts leave open without a question, and why."""
    found = [f"{count} for {why}" for reason, why in NOT_UNDERSTOOD.items() if (count := report.left_open.get(reason))]
    return f" ({', '.join(found)})" if found else ""


def _vacuity(report: Report) -> str:
    undecided = f"{report.summary.undecided} undecided{_left_open(report)}. " if report.summary.undecided else ""
    silent = _not_applicable(len(report.vacuous)) if report.vacuous else ""
    return f"{undecided}{silent}"


def _not_applicable(rules: int) -> str:
    be, count = ("is", "does not count") if rules == 1 else ("are", "do not count")
    return f"{plural(rules, 'rule')} {be} not applicable (no such artefact yet) and {count} as passed."
