"""What a run found: findings, obligations, problems, and what it judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from art17.model.answer import ACTION, About, AnswerShown, Row, SampleShown
from art17.model.course import Step
from art17.model.dossier import Listed
from art17.model.evidence import Evidence
from art17.model.forecast import Coming
from art17.model.guessed import Guessed
from art17.model.hand_over import HandOver
from art17.model.inventory import Inventory
from art17.model.judged import RuleJudged
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.question import PassageAt, Question, Quotation
from art17.model.shown import LinkShown, NodeShown, PersonalRule
from art17.model.view import ViewFound

ORGANISATION = "the organisation"
"""The owner of what nobody owns alone."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verdict is about; `called` is what sentences call it."""

    id: str
    type: str
    place: Place
    title: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a reader needs, and why."""

    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class BindingDate:
    """From when an obligation applies to a system, or the organisation (`system` is ""); an entry for each reading.

    `since` is None where the transitional provision `basis` leaves the system out as long as its design stays.
    """

    system: str
    since: date | None
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Waived:
    """Why a finding is waived: `by` is the id of the waiver, or `ignore` for a comment at `place`."""

    by: str
    until: str
    reason: str
    place: Place
    approved_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict that somebody must act on.

    `discriminator` tells findings of one rule and subject apart without line numbers or text;
    `hides` are the fingerprints of what it speaks for as well.  Against what was known before,
    `change` is `new` or `worsened`, and `brought_by` the commit that brought it.
    `cause` is what it shares with others of its rule ("" where that is the rule alone), `group` the
    id of the group that it is read in, `owner` who answers for what it is about ("" for nobody).
    """

    id: str
    rule: str
    category: str
    basis: str
    severity: str
    verdict: str
    provisions: tuple[str, ...]
    subject: Subject
    message: str
    fix: str
    because: Evidence
    status: str = "active"
    serves: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    blocks: tuple[str, ...] = ()
    binding: tuple[BindingDate, ...] = ()
    systems: tuple[str, ...] = ()
    discriminator: str = ""
    hides: tuple[str, ...] = ()
    waived: Waived | None = None
    change: str = ""
    brought_by: tuple[str, ...] = ()
    cause: str = ""
    group: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule that have one cause, which people read as one.

    `message` says what is wrong in all of them, `members` are their fingerprints in the order of the
    report, `severity` is that of the gravest, `owners` are all who answer for them.
    """

    id: str
    rule: str
    cause: str
    category: str
    basis: str
    severity: str
    verdict: str
    status: str
    message: str
    fix: str
    provisions: tuple[str, ...]
    members: tuple[str, ...]
    owners: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


def about_group(group: Group) -> About:
    """What an action on a group is about: its rule, and its cause where that is not the rule alone."""
    return About(ACTION, group.rule, (group.cause,) if group.cause else ())


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """An artefact that carries an obligation."""

    id: str
    path: str
    strength: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """A provision as it binds the organisation (`system` is "") or one system.

    `findings` and `questions` are the ids of those that keep it from being met.
    `laid_down` is what documents come to and `shown` what records do, "" where nothing asks for any;
    `answers` are the ids of the answers of people that the verdict rests on.
    """

    provision: str
    system: str
    verdict: str
    strength: str = ""
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    rules: tuple[str, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    topic: str = ""
    findings: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    laid_down: str = ""
    shown: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A fact that the manifest declares once for many artefacts."""

    what: str
    place: Place
    artefacts: int


@dataclass(frozen=True, slots=True)
class PackUsed:
    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of an earlier report that is not there any more."""

    id: str
    rule: str
    severity: str
    message: str
    path: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is new, still there and gone against an earlier report, by fingerprint.

    `open` is what is neither there nor gone: undecided now, mostly a question on a text.
    """

    as_of: str
    new: tuple[str, ...]
    known: tuple[str, ...]
    gone: tuple[Earlier, ...]
    open: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """A parameter of a rule for which the manifest sets a value of its own."""

    rule: str
    name: str
    value: str
    default: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over the whole run."""

    error: int = 0
    warning: int = 0
    note: int = 0
    met: int = 0
    unmet: int = 0
    not_applicable: int = 0
    undecided: int = 0
    vacuous: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a run has to say; formats only word it."""

    as_of: date
    partial: bool
    law: tuple[tuple[str, str], ...]
    packs: tuple[PackUsed, ...]
    artefacts: int
    links: int
    digest: str
    summary: Summary
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    obligations: tuple[Obligation, ...]
    systems: tuple[str, ...] = ()
    vacuous: tuple[str, ...] = ()
    manifest: str = ""
    fail_on: str = "warning"
    fail_on_questions: bool = False
    unfinished: int = 0
    excluded: int = 0
    first: tuple[str, ...] = ()
    first_groups: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    declared: tuple[Declared, ...] = ()
    source_url: str = ""
    hand_over: HandOver = field(default_factory=HandOver)
    language: str = "en"
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    quotes: str = "places"
    quotations: Mapping[PassageAt, Quotation] = field(default_factory=dict[PassageAt, Quotation])
    compared: Compared | None = None
    next_change: date | None = None
    forecast: Sequence[Coming] = ()
    """What becomes a finding within a year if nobody acts; it is worked out when somebody asks."""
    course: Sequence[Step] = ()
    """The states that it went through, where somebody asked for its history."""
    nodes: Sequence[NodeShown] = ()
    edges: Sequence[LinkShown] = ()
    personal: tuple[PersonalRule, ...] = ()
    views: tuple[ViewFound, ...] = ()
    rules: tuple[RuleJudged, ...] = ()
    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    files: tuple[tuple[str, str], ...] = ()
    inventory: Inventory = field(default_factory=Inventory)
    questions: tuple[Question, ...] = ()
    left_open: Mapping[str, int] = field(default_factory=dict[str, int])
    guesses: tuple[Guessed, ...] = ()
    """What documents were taken for where nobody has said what they are."""
    answers: tuple[AnswerShown, ...] = ()
    answered: tuple[Question, ...] = ()
    samples: tuple[SampleShown, ...] = ()
    rows: Sequence[Row] = ()
    documents: Sequence[Listed] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """The systems that a transitional provision leaves out as things are, each with that provision."""
    parameters: tuple[ParameterSet, ...] = ()
    law_checked: date | None = None
    """The day on which the data of the law was last held against the Official Journal."""
