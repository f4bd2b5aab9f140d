"""What a person said about a question, a requirement, a text, a finding, an action or a sampled record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.model.evidence import MET, NOT_APPLICABLE, UNMET
from art17.model.place import Place
from art17.model.question import NOT_RECOGNISED, WHOSE_TEXT, Question

QUESTION = "question"
TEXT = "text"
REQUIREMENT = "requirement"
FINDING = "finding"
ACTION = "action"
SAMPLE = "sample"
SUBJECTS = (QUESTION, TEXT, REQUIREMENT, FINDING, ACTION, SAMPLE)
"""What an answer may be about: a rule in a scope, whether a text is the organisation's own, a provision, a finding,
what is to be done about the findings of a rule, one record of a sample."""

WORDS_OF_VERDICTS = (MET, UNMET, NOT_APPLICABLE)
EVIDENCE_KINDS = ("document", "record", "interview", "observation")
GRADES = ("major", "minor", "observation", "opportunity")
STATES = ("draft", "reviewed", "final")
STATUSES = ("open", "in progress", "done", "closed")
DAYS = ("on", "due")
COLUMNS: Mapping[str, str] = {
    "verdict": "Verdict",
    "evidence": "Evidence seen",
    "reference": "Reference",
    "grade": "Grade",
    "comment": "Comment",
    "by": "Judged by",
    "on": "Judged on",
    "state": "Answer is",
    "action": "Action",
    "owner": "Owner",
    "due": "Due",
    "status": "Status",
    "effect": "Effect seen",
}
"""What people fill in: the key in answers.yaml, and the title of the column in a workbook."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "verdict": WORDS_OF_VERDICTS,
    "evidence": EVIDENCE_KINDS,
    "grade": GRADES,
    "state": STATES,
    "status": STATUSES,
}
LONGEST = 30_000
"""Characters of one value; a cell of a workbook holds no more than 32,767."""


@dataclass(frozen=True, slots=True, order=True)
class About:
    """What an answer is about: its kind, a name, and the scope, which is systems or, of a sample, the record.

    >>> About.of(About("requirement", "Art. 9(2)", ("SYS",)).key)
    About(kind='requirement', name='Art. 9(2)', scope=('SYS',))
    """

    kind: str
    name: str
    scope: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One line that means this and nothing else."""
        return "|".join((self.kind, *map(_escaped, (self.name, *self.scope))))

    @classmethod
    def of(cls, key: str) -> About:
        """What a key is about; of a text that is no key a kind that nobody knows."""
        kind, *rest = key.split("|")
        name, *scope = map(_plain, rest or [""])
        return cls(kind, name, tuple(scope))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("|", "%7C").replace("\n", "%0A")


def _plain(text: str) -> str:
    return text.replace("%0A", "\n").replace("%7C", "|").replace("%25", "%")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a second workbook said in a column in which a first one had said something else, which was kept."""

    column: str
    value: str
    book: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry of answers.yaml.

    `said` is what the person filled in, by the keys of `COLUMNS`; `looked_at` the digest of each
    artefact, or section (`ID § title`), that was there to be looked at, `asked` that of what the
    rule asks, `law` the version of the act.  `gone_on` is the day on which the finding of a done
    action was seen to be gone; `sample` how a record was drawn.  It is not in force where a later
    one supersedes it.
    """

    id: str
    about: About
    said: Mapping[str, str]
    place: Place
    looked_at: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: str = ""
    law: str = ""
    supersedes: tuple[str, ...] = ()
    gone_on: str = ""
    book: str = ""
    conflicts: tuple[Conflict, ...] = ()
    sample: Mapping[str, str] = field(default_factory=dict[str, str])

    def word(self, column: str) -> str:
        """What was said in a column, "" where nothing was."""
        return self.said.get(column, "")


@dataclass(frozen=True, slots=True)
class Malformed:
    """An entry that cannot be taken for an answer, and why."""

    place: Place
    about: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that answers.yaml holds, in its order; `path` is where it is, or would be."""

    path: str = "answers.yaml"
    entries: tuple[Answer, ...] = ()
    malformed: tuple[Malformed, ...] = ()

    def in_force(self) -> Mapping[About, Answer]:
        """The last entry on each matter that no other one supersedes."""
        gone = {name for entry in self.entries for name in entry.supersedes}
        return {entry.about: entry for entry in self.entries if entry.id not in gone}

    def rivals(self) -> Mapping[About, tuple[Answer, ...]]:
        """The matters on which several entries are in force, as two branches of a repository may leave them."""
        gone = {name for entry in self.entries for name in entry.supersedes}
        found: dict[About, list[Answer]] = {}
        for entry in self.entries:
            if entry.id not in gone:
                found.setdefault(entry.about, []).append(entry)
        return {about: tuple(held) for about, held in found.items() if len(held) > 1}

    def history(self, about: About) -> tuple[Answer, ...]:
        """Every entry on a matter, the oldest first."""
        return tuple(entry for entry in self.entries if entry.about == about)


COUNTS = "counts"
DRAFT = "draft"
HOLLOW = "hollow"
OUTDATED = "outdated"
OLD = "too old"
UNKNOWN = "unknown"
CONTRADICTS = "contradicts the data"
FORBIDDEN = "not allowed"
UNBOUND = "not bound"
AGREES = "agrees with the data"
GONE = "asked no more"
NO_VERDICT = "no verdict"
LATER = "later"
EFFECTS = (
    COUNTS, DRAFT, HOLLOW, OUTDATED, OLD, UNKNOWN, CONTRADICTS, FORBIDDEN, UNBOUND, AGREES, GONE, NO_VERDICT, LATER
)  # fmt: skip
"""What an answer comes to in a run."""


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer in force as a report shows it: what it is about in words, what it comes to, and why."""

    answer: Answer
    effect: str
    why: str = ""
    title: str = ""
    provisions: tuple[str, ...] = ()
    is_self_assessed: bool = False

    @property
    def strength(self) -> str:
        """How good an evidence it is, "" where it counts for nothing."""
        return {COUNTS: "judged", HOLLOW: "stated"}.get(self.effect, "")


@dataclass(frozen=True, slots=True)
class Row:
    """What a person may say something about: what there is to be looked at, and what was said so far.

    What is asked no more has a row too, where somebody has answered it.
    """

    about: About
    looked_at: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    said: Mapping[str, str] = field(default_factory=dict[str, str])
    answer: str = ""
    conflicts: tuple[Conflict, ...] = ()
    sample: Mapping[str, str] = field(default_factory=dict[str, str])
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class SampleShown:
    """A sample of records: how many of how many were drawn by which seed, and what people found in them."""

    type: str
    title: str
    population: int
    drawn: int
    seed: str
    met: int = 0
    unmet: int = 0
    by: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    population_now: int = 0

    @property
    def open(self) -> int:
        """How many of the drawn nobody has looked at yet."""
        return self.drawn - self.met - self.unmet


@dataclass(frozen=True, slots=True)
class Settled:
    """What an answer makes of a requirement that nothing else decides."""

    verdict: str
    answer: str
    strength: str
    seen: str = ""


Settlements = Mapping[tuple[str, str], Settled]
"""By provision and system ("" for the organisation)."""

OF_PRACTICE = frozenset({"record", "observation"})
"""The kinds of evidence that show what is done, and not only what is laid down."""


def about_question(question: Question) -> About:
    """What an answer to a question is about; where no document was recognised for a provision, that provision."""
    if question.kind == NOT_RECOGNISED:
        return About(REQUIREMENT, question.subjects[0])
    if question.kind == WHOSE_TEXT:
        return About(TEXT, question.subjects[0])
    return About(QUESTION, question.rule, tuple(sorted(question.systems)))
