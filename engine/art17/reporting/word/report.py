"""The report for people who know neither git nor YAML, chapter by chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.question import Question
from art17.model.report import ORGANISATION, Finding, Group, Obligation, Report
from art17.model.rule import SEVERITIES
from art17.reporting.applying import LATER, PRACTICE, READY, TODAY, stage_of, strip_of, waiting
from art17.reporting.grouping import first_causes, groups_with_members
from art17.reporting.judged_words import judged_for
from art17.reporting.plan import due
from art17.reporting.report_words import Words, words_of
from art17.reporting.told import is_silence, questions_once, quoted
from art17.reporting.word.parts import Cell, Pages
from art17.reporting.words import QMS, WEAK, by_point, points, provided_systems
from art17.version import __version__

MOST_FIRST = 4
MOST_PLACES = 5
MOST_CITES = 4
MOST_EVIDENCE = 12
MOST_GONE = 40


def docx_of(report: Report) -> bytes:
    """The report as a Word document; the same report gives the same bytes.

    Raises:
        UsageError: where python-docx, which is an extra, is not installed, or the template or the logo is none.
    """
    whole = _Whole(report, words_of(report), Pages(report.hand_over.template_data))
    _cover(whole)
    _summary(whole)
    _scope(whole)
    _read(whole)
    _points(whole)
    _plan(whole)
    _sign_off(whole)
    _annexes(whole)
    return whole.pages.bytes()


@dataclass(frozen=True)
class _Whole:
    """A report on its way into a document."""

    report: Report
    w: Words
    pages: Pages

    @property
    def client(self) -> str:
        """Whose quality management system it is, "" where nobody says so."""
        named = next((node.title or node.id for node in self.report.nodes if node.is_provider), "")
        return self.report.hand_over.client or named

    def owner(self, name: str) -> str:
        """Who answers for something."""
        return self.w(name) if name == ORGANISATION else name or self.w("nobody named")

    def owners(self, group: Group) -> str:
        """Who answers for a group, two of them by name."""
        more = len(group.owners) - 2
        named = ", ".join(map(self.owner, group.owners[:2])) or self.w("nobody named")
        return f"{named} {self.w('and {count} more', count=more)}" if more > 0 else named

    def verdict(self, each: Obligation, findings: Sequence[Finding]) -> str:
        """A verdict in words: before the day of application something lacking is a gap, and no breach."""
        if each.verdict == UNMET and findings and all(due(finding, self.report.as_of) for finding in findings):
            return self.w("gap")
        return self.w(_VERDICTS[each.verdict])


_VERDICTS = {MET: "met", UNMET: "not met", UNDECIDED: "undecided", NOT_APPLICABLE: "not applicable"}


def _cover(whole: _Whole) -> None:
    report, w, pages, told = whole.report, whole.w, whole.pages, whole.report.hand_over
    if told.logo_data:
        pages.picture(told.logo_data)
    title = w("Quality management system under Art. 17 of the EU AI Act")
    pages.paragraph(title, "Title")
    if whole.client:
        pages.paragraph(w("Report on {client}", client=whole.client), "Subtitle")
    law = "; ".join(w("{act} as in force since {day}", act=_act(name, w), day=w.day(day)) for name, day in report.law)
    status = w("Final") if told.status == "final" else w("Draft")
    rows = [
        (w("Client"), whole.client or w("not named")),
        (w("Assessor"), told.assessor or w("not named")),
        (w("Date"), w.day(told.date or report.as_of)),
        (w("Issue number"), told.issue or "1"),
        (w("Status"), status),
        (w("Distribution"), told.distribution or w("not stated")),
        (w("Evaluated as of"), w.day(report.as_of)),
        (w("Law"), law or w("none")),
    ]
    pages.table((), [((name, "head"), value) for name, value in rows], (1, 2))
    pages.paragraph(w("A report on files, not a conformity assessment."), is_faint=True)
    if report.partial:
        pages.paragraph(w("Not all rules were evaluated: this report is partial."), is_bold=True)
    pages.running_heads(
        f"{whole.client} \N{MIDDLE DOT} {title}" if whole.client else title,
        f"art17 {__version__} \N{MIDDLE DOT} {status}",
        w("Page"),
    )
    pages.properties(title, told.assessor or "art17", whole.client, w.language, report.as_of)
    pages.page_break()
    pages.paragraph(w("Contents"), "Subtitle")
    pages.contents()
    pages.page_break()


def _summary(whole: _Whole) -> None:
    report, w, pages = whole.report, whole.w, whole.pages
    pages.heading(w("Summary"))
    if report.problems:
        pages.paragraph(
            w("This run cannot be trusted yet: {count} problems must be fixed first.", count=len(report.problems)),
            is_bold=True,
        )
    active = [finding for finding in report.findings if finding.status == "active"]
    stages = Counter(stage_of(finding, report.as_of) for finding in active)
    pages.table(
        (w("Apply today"), w("Apply later"), w("Only if a design is significantly changed"), w("Good practice")),
        [tuple(w.number(stages[stage]) for stage in (TODAY, LATER, READY, PRACTICE))],
        (1, 1, 1, 1),
    )
    counts = ", ".join(
        w.count(getattr(report.summary, each), each, f"{each}s") for each in SEVERITIES if getattr(report.summary, each)
    )
    said = w("{counts} ask for action.", counts=counts) if counts else w("Nothing was found that somebody must act on.")
    pages.paragraph(said, is_bold=True)
    _tiles(whole)
    _dates(whole)
    _first(whole)
    _compared(whole)


def _tiles(whole: _Whole) -> None:
    """A row for each of the thirteen points, as the organisation stands, with how many checks came to what."""
    report, w, rows = whole.report, whole.w, points(whole.report)
    if not rows:
        return
    cells, by_id = by_point(report), {finding.id: finding for finding in report.findings}
    whole.pages.table(
        (w("Point of Art. 17(1)"), w("Result"), w("Strength"), w("Passed"), w("Fail"), w("Open"), w("Wait")),
        [
            (
                f"({_letter(row)}) {_capital((each := cells[row, '']).topic)}",
                (whole.verdict(each, [by_id[name] for name in each.findings if name in by_id]), each.verdict),
                w(each.strength) if each.strength else "",
                *(str(each.counts.get(verdict, 0)) for verdict in (MET, UNMET, UNDECIDED)),
                str(waiting(report, row)),
            )
            for row in rows
        ],
        (32, 13, 11, 13, 11, 9, 11),
    )


def _dates(whole: _Whole) -> None:
    """The days from which findings apply; disputed ones in both readings."""
    w, strip = whole.w, strip_of(whole.report)
    rows: list[tuple[str, ...]] = []
    for day in strip.days:
        disputed = w("{count} by one of two readings of the law", count=day.disputed) if day.disputed else ""
        sure = w.count(day.sure, "finding", "findings") if day.sure else ""
        ahead = (day.day - whole.report.as_of).days
        when = w("in {count} days", count=ahead) if ahead > 0 else w("applies already")
        rows.append((w.day(day.day), when, "; ".join(filter(None, (sure, disputed)))))
    if strip.left_out:
        findings = w.count(strip.left_out, "finding", "findings")
        rows.append((w("Only if a design is significantly changed"), "", findings))
    if rows:
        whole.pages.table((w("Applies from"), "", w("Findings")), rows, (2, 1, 2))


def _first(whole: _Whole) -> None:
    w, pages, causes = whole.w, whole.pages, first_causes(whole.report)
    if not causes:
        return
    pages.paragraph(w("What to do first"), is_bold=True)
    pages.table(
        ("", w("What is wrong"), w("Owner")),
        [
            ((str(at), group.severity), group.message, whole.owners(group))
            for at, (group, _) in enumerate(causes[:MOST_FIRST], 1)
        ],
        (5, 70, 25),
    )
    if (more := len(whole.report.first_groups) - MOST_FIRST) > 0:
        pages.paragraph(
            w("{count} more causes of errors, and what to do, are in the action plan.", count=more), is_faint=True
        )


def _compared(whole: _Whole) -> None:
    w, pages, found = whole.w, whole.pages, whole.report.compared
    if found is None:
        return
    pages.heading(w("Since the report of {day}", day=w.day(found.as_of)), 2)
    counts = {"new": len(found.new), "gone": len(found.gone), "known": len(found.known)}
    pages.paragraph(w("{new} new, {gone} gone, {known} still there.", **counts))
    if found.open:
        pages.paragraph(w("{count} found then are undecided now: questions for people.", count=len(found.open)))
    pages.bullets(each.message for each in found.gone[:MOST_GONE])


def _scope(whole: _Whole) -> None:
    report, w, pages = whole.report, whole.w, whole.pages
    pages.heading(w("Scope and method"))
    pages.paragraph(
        w(
            "The files of the quality management system were read as a graph of documents, records, people and "
            "systems, and rules that say what the law asks were evaluated on it. Rules of good practice are kept apart "
            "from the law. The same files, rules and day give the same report."
        )
    )
    pages.paragraph(
        w(
            "Nothing is called met that was not found, and nothing is called lacking in a text that was not read. "
            "Where a text treats a matter without saying it plainly, a question is asked. Whether procedures are "
            "followed in practice is for people to say."
        )
    )
    pages.paragraph(
        w(
            "A check that waits looks at something that does not exist yet: it counts neither as passed nor as failed. "
            "Before the day on which an obligation applies, what is lacking is a gap."
        ),
        is_faint=True,
    )
    rows = [
        (w("Rule packs"), ", ".join(f"{pack.name} {pack.version}".strip() for pack in report.packs)),
        (w("Systems"), ", ".join(report.systems) or w("none declared")),
        (w("Artefacts and links"), f"{report.artefacts:,} / {report.links:,}"),
        (
            w("Verdicts"),
            ", ".join(
                f"{getattr(report.summary, name):,} {w(word)}"
                for name, word in (
                    ("met", "met"), ("unmet", "not met"), ("undecided", "undecided"),
                    ("not_applicable", "not applicable"),
                )
            ),
        ),
    ]  # fmt: skip
    pages.table((), [((name, "head"), value) for name, value in rows], (1, 3))
    for each in report.declared:
        pages.paragraph(f"{each.what} ({each.place}; {w.count(each.artefacts, 'document', 'documents')}).")
    for by in dict.fromkeys(by for _, by in report.left_out):
        names = ", ".join(system for system, basis in report.left_out if basis == by)
        pages.paragraph(
            w(
                "{by} leaves out {names} as long as the design is not significantly changed. What is shown of it is "
                "readiness.",
                by=w.provision(by),
                names=names,
            )
        )


def _read(whole: _Whole) -> None:
    report, w, pages, found = whole.report, whole.w, whole.pages, whole.report.inventory
    pages.heading(w("What was read and what was not"))
    if found.files:
        pages.table(
            (w("Kind of file"), w("Files")),
            [(kind or w("none"), w.number(count)) for kind, count in sorted(found.files.items())],
            (2, 1),
        )
    whole_count = sum(found.files.values())
    pages.paragraph(w("{read} of {count} files were read as part of the system.", read=found.read, count=whole_count))
    if report.unfinished:
        pages.paragraph(
            w(
                "{count} documents are drafts or in review, and count as evidence of nothing yet.",
                count=report.unfinished,
            )
        )
    if found.not_read:
        pages.paragraph(w("Not read, and therefore neither met nor missing:"), is_bold=True)
        pages.table(
            (w("File"), w("Why")), [(f"`{each.path}`", w.reason(each.reason)) for each in found.not_read], (1, 1)
        )
    for problem in report.problems:
        pages.paragraph(f"{problem.place}: {problem.message}. {problem.fix}")


def _points(whole: _Whole) -> None:
    report, w, pages, rows = whole.report, whole.w, whole.pages, points(whole.report)
    if not rows:
        return
    pages.heading(w("The points of Art. 17(1)"))
    cells = by_point(report)
    groups = {member.id: (group, members) for group, members in groups_with_members(report) for member in members}
    asked = {question.id: question for question in questions_once(report)}
    for row in rows:
        own = [cells[row, owner] for owner in ("", *provided_systems(report)) if (row, owner) in cells]
        pages.heading(f"{w.provision(row)}: {_capital(own[0].topic)}", 2)
        pages.table(
            (w("For"), w("Result"), w("Laid down"), w("Shown by records"), w("Strength")),
            [_result(whole, each, [groups[name][1] for name in each.findings if name in groups]) for each in own],
            (28, 18, 18, 18, 18),
        )
        _found(whole, own)
        silent = (finding.id for finding in report.findings if is_silence(finding) and row in finding.provisions)
        names = dict.fromkeys((*(name for each in own for name in each.findings), *silent))
        _missing(whole, {name: groups[name] for name in names if name in groups})
        _asked(
            whole, [asked[name] for name in dict.fromkeys(q for each in own for q in each.questions) if name in asked]
        )


def _result(whole: _Whole, each: Obligation, behind: Sequence[Sequence[Finding]]) -> tuple[Cell, ...]:
    members = [finding for found in behind for finding in found if finding.id in each.findings]
    sides: list[Cell] = [(whole.w(_VERDICTS[side]), side) if side else "" for side in (each.laid_down, each.shown)]
    strength = whole.w(each.strength) if each.strength else ""
    return each.system or whole.w("The organisation"), (whole.verdict(each, members), each.verdict), *sides, strength


def _found(whole: _Whole, own: Sequence[Obligation]) -> None:
    """The evidence, with what only texts say marked as such."""
    w, pages = whole.w, whole.pages
    titles = {(node.id, node.path): node.title for node in whole.report.nodes}
    items = list(dict.fromkeys(item for each in own for item in each.evidence))
    pages.paragraph(w("What was found"), is_bold=True)
    if not items and not any(each.answers for each in own):
        pages.paragraph(w("Nothing that could count."))
        return

    def lines() -> Iterator[str]:
        for item in items[:MOST_EVIDENCE]:
            title = titles.get((item.id, item.path), "")
            weak = f" ({w(item.strength)})" if item.strength in WEAK or item.strength != "evidenced" else ""
            yield f"{item.id}{f' {title}' if title and title != item.id else ''}, `{item.path}`{weak}"
        for each in own:
            yield from (f"{w('judged')}: {said}" for said in judged_for(each, whole.report, w))
        if (more := len(items) - MOST_EVIDENCE) > 0:
            yield w("and {count} more", count=more)

    pages.bullets(lines())


def _missing(whole: _Whole, behind: dict[str, tuple[Group, tuple[Finding, ...]]]) -> None:
    held = {group.id: (group, members) for group, members in behind.values()}
    if not held:
        return
    w, pages = whole.w, whole.pages
    pages.paragraph(w("What is missing"), is_bold=True)
    pages.table(
        (w("What is wrong"), w("What to do"), w("Owner")),
        [
            ((f"{group.message}{_places(whole, members)}", ""), group.fix, whole.owners(group))
            for group, members in held.values()
        ],
        (38, 44, 18),
    )


def _asked(whole: _Whole, questions: Sequence[Question]) -> None:
    if not questions:
        return
    whole.pages.paragraph(whole.w("Questions"), is_bold=True)
    whole.pages.table(
        (whole.w("Question"), whole.w("Where to look"), whole.w("Answer")),
        [(question.text, _where(whole, question), "") for question in questions],
        (45, 35, 20),
    )


def _where(whole: _Whole, question: Question) -> str:
    """Where a question is treated, as far as the report may say."""
    said = (quoted(passage, whole.report, whole.w) for passage in question.passages)
    return "\n".join(dict.fromkeys(f"{place}\n{text}" if text else place for place, text in said))


def _places(whole: _Whole, members: Sequence[Finding]) -> str:
    """The first places of a group, below what it says."""
    places = list(dict.fromkeys(str(each.subject.place) for each in members))
    more = len(places) - MOST_PLACES
    rest = f" {whole.w('and {count} more', count=more)}" if more > 0 else ""
    return f"\n{', '.join(places[:MOST_PLACES])}{rest}"


def _plan(whole: _Whole) -> None:
    """Every cause, by who answers for it: what is wrong, what to do, until when."""
    report, w, pages = whole.report, whole.w, whole.pages
    pages.turn()
    pages.heading(w("Action plan"))
    active = [each for each in groups_with_members(report) if each[0].status == "active"]
    if not active:
        pages.paragraph(w("There is nothing to do."))
        return
    active.sort(key=lambda each: SEVERITIES.index(each[0].severity))
    pages.paragraph(
        w(
            "What one cause explains is one row. A date is the day from which the obligation first applies; "
            "where none is named, it applies today or is good practice."
        ),
        is_faint=True,
    )
    pages.table(
        (w("No."), w("What is wrong"), w("What to do"), w("Requirement"), w("Owner"), w("Due")),
        [_action(whole, at, group, members) for at, (group, members) in enumerate(active, 1)],
        (8, 29, 29, 12, 13, 9),
    )
    if settled := sum(finding.status != "active" for finding in report.findings):
        pages.paragraph(w("{count} findings are waived or known from before and not listed.", count=settled))


def _action(whole: _Whole, at: int, group: Group, members: Sequence[Finding]) -> tuple[Cell, ...]:
    days = [day for finding in members if (day := due(finding, whole.report.as_of))]
    day = min(days) if len(days) == len(members) else None
    more = f" {whole.w('and {count} more', count=left)}" if (left := len(group.provisions) - MOST_CITES) > 0 else ""
    law = whole.w.cites(group.provisions[:MOST_CITES]) + more or whole.w("Good practice")
    when = whole.w.day(day) if day else whole.w("now") if group.basis == "law" else ""
    number = (f"{at}\n{whole.w(group.severity)}", group.severity)
    return number, f"{group.message}{_places(whole, members)}", group.fix, law, whole.owners(group), when


def _sign_off(whole: _Whole) -> None:
    w, pages = whole.w, whole.pages
    pages.turn()
    pages.heading(w("Sign-off"))
    pages.table(
        (w("Role"), w("Name"), w("Date"), w("Signature")),
        [(w("Assessor"), whole.report.hand_over.assessor, "", ""), (w("Client"), "", "", "")],
        (1, 2, 1, 2),
    )


def _annexes(whole: _Whole) -> None:
    report, w, pages = whole.report, whole.w, whole.pages
    pages.heading(w("Annex A: Documents"))
    pages.table(
        (w("Document"), w("Version"), w("Status"), w("Owner"), w("Digest")),
        [
            (f"{node.title or node.id}\n`{node.path}`", node.version, w(node.status), node.owner, node.digest[-12:])
            for node in report.documents
        ],
        (46, 10, 12, 18, 14),
    )
    pages.heading(w("Annex B: Provisions"))
    asked = [each for each in report.obligations if each.verdict != NOT_APPLICABLE]
    pages.table(
        (w("Provision"), w("For"), w("Result"), w("Strength")),
        [
            (
                f"{w.provision(each.provision)} {each.topic}",
                each.system or w("The organisation"),
                (w(_VERDICTS[each.verdict]), each.verdict),
                w(each.strength) if each.strength else "",
            )
            for each in asked
        ],
        (50, 20, 16, 14),
    )
    idle = len(report.obligations) - len(asked)
    pages.paragraph(w("{count} provisions apply to nobody here and are not listed.", count=idle), is_faint=True)
    pages.heading(w("Annex C: Run details"))
    rows = [
        (w("Tool"), f"art17 {__version__}"),
        (w("Evaluated as of"), w.day(report.as_of)),
        (w("Manifest"), report.manifest or w("none; defaults applied")),
        (w("Digest of input"), report.digest),
        *((f"{w('Rule pack')} {pack.name}", pack.digest) for pack in report.packs),
        (w("Rules without a subject"), w.number(len(report.vacuous))),
    ]
    if report.next_change:
        rows.append((w("Next change by time alone"), w.day(report.next_change)))
    pages.table((), [((name, "head"), value) for name, value in rows], (1, 2))
    _samples(whole)
    pages.heading(w("Annex D: What the words mean"))
    pages.table((), [((w(word), "head"), w(meaning)) for word, meaning in GLOSSARY], (1, 3))


def _samples(whole: _Whole) -> None:
    """How records were drawn, and what they showed: no more is known of the others."""
    w, pages = whole.w, whole.pages
    if not whole.report.samples:
        return
    pages.paragraph(w("Samples"), is_bold=True)
    pages.table(
        (w("Records"), w("Population"), w("Drawn"), w("Passed"), w("Fail"), w("Open"), w("Seed")),
        [
            (each.title, *map(w.number, (each.population, each.drawn, each.met, each.unmet, each.open)),
             str(each.seed))
            for each in whole.report.samples
        ],
        (34, 12, 10, 12, 10, 10, 12),
    )  # fmt: skip
    pages.paragraph(w("A sample says nothing of the records that were not drawn."), is_faint=True)


GLOSSARY = (
    ("error", "What the law asks for and is lacking."),
    ("warning", "What should be put right."),
    ("note", "What is worth knowing."),
    ("gap", "Something asked for is absent, and does not apply yet."),
    ("not met", "Something asked for applies and is absent, empty or insufficient."),
    ("undecided", "It could not be decided, and nothing is claimed."),
    ("evidenced", "Files in force show it."),
    ("attested", "A named person answers for it, for a limited time."),
    ("judged", "A named person answered the question."),
    ("declared", "It is kept elsewhere, or somebody says so."),
    ("deemed", "Another law takes it for fulfilled."),
    ("found", "A text says it, and nobody has confirmed it; not counted as met."),
    ("stated", "A field says so without anything that could be checked; not counted as met."),
)


def _letter(provision: str) -> str:
    return provision.removeprefix(QMS)[1:-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _act(name: str, w: Words) -> str:
    return w("the EU AI Act") if name == "eu-ai-act" else name
