"""The workbook as values: its sheets, their columns, and what it carries so that it can come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from art17.gate.answer_words import AGREED
from art17.model.answer import (
    ACTION,
    CHOICES,
    COLUMNS,
    DAYS,
    FINDING,
    REQUIREMENT,
    SAMPLE,
    About,
    AnswerShown,
    Conflict,
    Row,
    about_question,
)
from art17.model.evidence import UNDECIDED
from art17.model.question import Question
from art17.model.report import Finding, Group, Report, about_group
from art17.model.rule import SEVERITIES
from art17.model.workbook import KEY, Carried, carried
from art17.reporting.grouping import groups_with_members
from art17.reporting.plan import Action, actions_of
from art17.reporting.report_words import words_of
from art17.reporting.requirements import requirement_rows
from art17.reporting.told import matters_told, passage_said, reasons
from art17.reporting.words import plural

JUDGED = ("verdict", "evidence", "reference", "grade", "comment", "by", "on", "state")
PLANNED = ("action", "owner", "due", "status")
OF_ACTIONS = (*PLANNED, "effect", "comment")
OF_SAMPLES = JUDGED
_MOST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how wide it is, and for one that people fill in its key in answers.yaml."""

    title: str
    width: int = 14
    person: str = ""
    is_day: bool = False
    is_hidden: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that a cell may hold, none where it may hold any."""
        return CHOICES.get(self.person, ())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows under columns; those in front of `frozen` stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    frozen: int = 1


_WIDTHS = {"comment": 36, "action": 36, "effect": 28, "reference": 24, "owner": 18, "by": 18}


def people(keys: Iterable[str]) -> tuple[Column, ...]:
    """The columns that people fill in."""
    return tuple(Column(COLUMNS[key], _WIDTHS.get(key, 14), key, is_day=key in DAYS) for key in keys)


KEYED = Column(KEY, 4, is_hidden=True)
ANSWER = Column("What came of it", 24)


def sheets_of(report: Report) -> tuple[Sheet, ...]:
    """All sheets but the summary, in the order in which they are read."""
    desk = _Desk(report)
    found = (
        desk.requirements(),
        desk.questions(),
        desk.findings(),
        desk.actions(),
        desk.samples(),
        desk.documents(),
        desk.not_read(),
        desk.orphans(),
    )
    always = ("Requirements", "Questions", "Findings", "Actions", "Documents", "Not read")
    return tuple(sheet for sheet in found if sheet.rows or sheet.name in always)


class _Desk:
    """Lays out the sheets of a report, with what people stated so far."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows: Mapping[About, Row] = {row.about: row for row in report.rows}
        self._shown: Mapping[About, AnswerShown] = {each.answer.about: each for each in report.answers}
        self._placed: set[About] = set()

    def _by_people(self, about: About, keys: Iterable[str]) -> tuple[str, ...]:
        """What came of an answer, then each column that people fill in; the row is on a sheet from now on."""
        self._placed.add(about)
        row = self._rows.get(about)
        return (self._came_of(about), *(row.said.get(key, "") if row else "" for key in keys))

    def _came_of(self, about: About) -> str:
        shown, row = self._shown.get(about), self._rows.get(about)
        lines: list[str] = []
        if shown and shown.answer.word("verdict"):
            why = f": {shown.why}" if shown.why else ""
            own = ", self-assessed" if shown.is_self_assessed else ""
            lines.append(f"{shown.effect}{own}{why}")
        lines += [conflict_said(each) for each in (row.conflicts if row else ())]
        return "\n".join(lines)

    def requirements(self) -> Sheet:
        questions = _by_provision(self._report.questions)
        columns = (
            KEYED, Column("Requirement", 16), Column("For", 14), Column("Topic", 26), Column("Result", 14),
            Column("Strength", 12), Column("Laid down", 13), Column("Shown by records", 13), Column("Question", 44),
            Column("Gap", 44), Column("Fix", 44), Column("Severity", 11), Column("Applicability", 14),
            Column("Reason", 28), Column("Required artefacts", 26), Column("Found artefacts", 26),
            Column("Evidence", 36), Column("Answers for it", 20), Column("Asked from", 12, is_day=True),
            ANSWER, *people((*JUDGED, *PLANNED)),
        )  # fmt: skip
        rows: list[tuple[str, ...]] = []
        for obligation, told in zip(self._report.obligations, requirement_rows(self._report), strict=True):
            about = About(REQUIREMENT, obligation.provision, (obligation.system,) if obligation.system else ())
            asked = questions.get(obligation.provision, ()) if obligation.verdict == UNDECIDED else ()
            own = [each.text for each in asked if not obligation.system or obligation.system in each.systems]
            rows.append((
                about.key, told["Requirement"], told["For"], told["Topic"], told["Result"], told["Strength"],
                AGREED.get(obligation.laid_down, ""), AGREED.get(obligation.shown, ""), _listed(own, "\n"), told["Gap"],
                told["Action"], told["Severity"], told["Applicability"], told["Reason"], told["Required artefacts"],
                told["Found artefacts"], told["Evidence"], told["Owner"], told["Due"],
                *self._by_people(about, (*JUDGED, *PLANNED)),
            ))  # fmt: skip
        return Sheet("Requirements", columns, tuple(rows), 3)

    def questions(self) -> Sheet:
        columns = (
            KEYED, Column("No.", 6), Column("Question", 52), Column("Requirement", 18), Column("For", 14),
            Column("Kind", 13), Column("Where to look", 44), Column("Not found", 24), Column("What to write", 44),
            Column("State", 12), ANSWER, *people((*JUDGED, *PLANNED)),
        )  # fmt: skip
        rows: list[tuple[str, ...]] = []
        w = words_of(self._report)
        for question, is_open in self._asked():
            about = about_question(question)
            places = (
                f"{each.place} {each.section}".strip() + f": {passage_said(each, w)}" for each in question.passages
            )
            rows.append((
                about.key, str(len(rows) + 1), question.text, ", ".join(question.provisions),
                ", ".join(question.systems) or "Organisation", KINDS.get(question.kind, question.kind),
                "\n".join(places), matters_told(question.not_found, w), question.fix,
                "open" if is_open else "answered",
                *self._by_people(about, (*JUDGED, *PLANNED)),
            ))  # fmt: skip
        return Sheet("Questions", columns, tuple(rows), 3)

    def _asked(self) -> Iterator[tuple[Question, bool]]:
        """The open questions, then the answered ones, each matter once."""
        seen: set[About] = set()
        for question, is_open in (
            *((each, True) for each in self._report.questions),
            *((each, False) for each in self._report.answered),
        ):
            if about_question(question) not in seen:
                seen.add(about_question(question))
                yield question, is_open

    def findings(self) -> Sheet:
        columns = (
            KEYED, Column("No.", 6), Column("Severity", 11), Column("Finding", 52), Column("Subject", 18),
            Column("Title", 24), Column("Class", 15), Column("Why", 40), Column("Fix", 44), Column("Requirement", 18),
            Column("For", 14), Column("Answers for it", 20), Column("Asked from", 12, is_day=True),
            Column("Counts as", 12), Column("File", 30), Column("Line", 7), Column("Rule", 30),
            ANSWER, *people((*JUDGED, *PLANNED, "effect")),
        )  # fmt: skip
        rows: list[tuple[str, ...]] = []
        for action in actions_of(self._report):
            finding = action.finding
            about = About(FINDING, finding.id)
            rows.append((
                about.key, str(len(rows) + 1), finding.severity, finding.message, finding.subject.id,
                finding.subject.title, finding.category, " ".join(reasons(finding)), finding.fix,
                ", ".join(finding.provisions or finding.serves), ", ".join(finding.systems), action.owner,
                action.due.isoformat() if action.due else "now", finding.status, finding.subject.place.path,
                str(finding.subject.place.line or 1), finding.rule,
                *self._by_people(about, (*JUDGED, *PLANNED, "effect")),
            ))  # fmt: skip
        return Sheet("Findings", columns, tuple(rows), 4)

    def actions(self) -> Sheet:
        """One row for the findings that have one cause."""
        columns = (
            KEYED, Column("No.", 6), Column("Severity", 11), Column("What is wrong", 52), Column("How many", 10),
            Column("Where", 36), Column("What to do", 52), Column("Requirement", 18), Column("Answers for it", 22),
            Column("Asked from", 12, is_day=True), Column("State", 12), ANSWER, *people(OF_ACTIONS),
        )  # fmt: skip
        rows: list[tuple[str, ...]] = []
        for about, group, held in _causes(self._report):
            due = "now" if any(each.due is None for each in held) else min(str(each.due) for each in held)
            rows.append((
                about.key, str(len(rows) + 1), group.severity, group.message, str(len(held)),
                _listed([each.finding.subject.id or each.finding.subject.place.path for each in held]), group.fix,
                _listed([cite for each in held for cite in each.finding.provisions or each.finding.serves]),
                _listed([each.owner for each in held]), due, _status(each.finding for each in held),
                *self._by_people(about, OF_ACTIONS),
            ))  # fmt: skip
        for about, row in self._rows.items():
            if about.kind == ACTION and about not in self._placed and row.answer:
                told = ("", "", "No finding of this rule any more", "0", "", about.name, "", "", "", "gone")
                rows.append((about.key, *told, *self._by_people(about, OF_ACTIONS)))
        return Sheet("Actions", columns, tuple(rows), 4)

    def samples(self) -> Sheet:
        held = [row for row in self._rows.values() if row.about.kind == SAMPLE]
        self._placed.update(row.about for row in held)
        return sample_sheet([(row, self._came_of(row.about)) for row in held])

    def documents(self) -> Sheet:
        columns = (
            Column("Id", 18), Column("Title", 36), Column("Type", 24), Column("Kind", 11), Column("Version", 10),
            Column("Status", 12), Column("Owner", 24), Column("Approved by", 24),
            Column("Approved on", 12, is_day=True), Column("Last reviewed", 12, is_day=True),
            Column("Next review", 12, is_day=True), Column("Systems", 16), Column("File", 40),
            Column("Evidence for", 28), Column("Digest", 24),
        )  # fmt: skip
        rows = tuple(
            (
                each.id, each.title, each.type, each.kind, each.version, each.status, each.owner, each.approved_by,
                each.approved_on, each.last_reviewed, each.next_review, each.systems, each.path,
                _listed(list(each.provisions)), each.digest,
            )
            for each in self._report.documents
        )  # fmt: skip
        return Sheet("Documents", columns, rows, 2)

    def not_read(self) -> Sheet:
        left = self._report.inventory.not_read
        return Sheet(
            "Not read", (Column("File", 60), Column("Reason", 80)), tuple((each.path, each.reason) for each in left)
        )

    def orphans(self) -> Sheet:
        """What people stated about what is asked no more; nothing of it is lost."""
        columns = (
            KEYED, Column("About", 40), Column("For", 16), Column("What", 13), ANSWER, *people(COLUMNS),
        )  # fmt: skip
        rows = [
            (about.key, about.name, ", ".join(about.scope), about.kind, *self._by_people(about, COLUMNS))
            for about, row in self._rows.items()
            if about not in self._placed and row.answer
        ]
        return Sheet("Orphans", columns, tuple(rows), 2)


KINDS = {
    "contrary": "another value",
    "whose-text": "whose text",
    "treated": "treated",
    "not-found": "not found",
    "not-recognised": "not recognised",
    "of-a-rule": "left to people",
}
"""The kinds of questions, in words."""


def sample_sheet(rows: Iterable[tuple[Row, str]]) -> Sheet:
    """A sheet on which somebody writes down what a sample of records showed."""
    columns = (
        KEYED, Column("Sample of", 24), Column("Record", 24), Column("Drawn", 26), ANSWER, *people(OF_SAMPLES),
    )  # fmt: skip
    told = [
        (
            row.about.key, row.about.name, row.about.scope[-1],
            f"{row.sample.get('n', '?')} of {row.sample.get('of', '?')}, seed {row.sample.get('seed', '')}",
            came_of, *(row.said.get(key, "") for key in OF_SAMPLES),
        )
        for row, came_of in rows
    ]  # fmt: skip
    return Sheet("Samples", columns, tuple(told), 3)


def conflict_said(conflict: Conflict) -> str:
    """What another workbook had in a cell, to be decided on."""
    value = conflict.value or "(empty)"
    return f"CONFLICT in {COLUMNS.get(conflict.column, conflict.column)}: another workbook has {value!r}"


def _by_provision(questions: Iterable[Question]) -> Mapping[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        for cite in question.provisions:
            found[cite].append(question)
    return found


def _causes(report: Report) -> Iterator[tuple[About, Group, Sequence[Action]]]:
    """What has one cause is one thing to do: the gravest first, each with its findings."""
    own = {id(action.finding): action for action in actions_of(report)}
    found: dict[About, tuple[Group, list[Action]]] = {}
    for group, members in groups_with_members(report):
        held = found.setdefault(about_group(group), (group, []))[1]
        held += [own[id(each)] for each in members if id(each) in own]
    order = sorted(found.items(), key=lambda each: (SEVERITIES.index(each[1][0].severity), -len(each[1][1])))
    yield from ((about, group, held) for about, (group, held) in order if held)


def _status(findings: Iterable[Finding]) -> str:
    states = [finding.status for finding in findings]
    waived = sum(state != "active" for state in states)
    return "there" if not waived else f"{plural(waived, 'one')} waived" if waived < len(states) else "waived"


def _listed(texts: Sequence[str], between: str = ", ") -> str:
    different = tuple(dict.fromkeys(text for text in texts if text))
    more = f"{between}and {len(different) - _MOST} more" if len(different) > _MOST else ""
    return between.join(different[:_MOST]) + more


def carried_of(report: Report) -> Carried:
    """What the workbook of a report carries."""
    law = report.law[0][1] if report.law else ""
    return carried(report.as_of.isoformat(), law, report.rows)
