"""What answers of people come to: where they decide, and where something speaks against them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.errors import Art17Error
from art17.gate.answers import hollow_in
from art17.gate.merging import confirmed, with_id
from art17.model.answer import About, Answer, Ledger
from art17.model.place import Place
from art17.model.report import Obligation, Report
from art17.reporting.table import worded
from art17.run import check
from gate.answering import (
    DAY,
    INCIDENTS,
    MANIFEST,
    QUESTION,
    RISK,
    RULE,
    SAID,
    answer,
    answered,
    checked_at,
    small_house,
)

OWN = "art17/answers/"
AT = Place("answers.yaml")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return checked_at(small_house(tmp_path_factory.mktemp("before")))


@pytest.fixture
def qms(tmp_path: Path) -> Path:
    return small_house(tmp_path)


def of(report: Report, provision: str) -> Obligation:
    (found,) = [each for each in report.obligations if each.provision == provision and not each.system]
    return found


def slips(report: Report) -> dict[str, str]:
    """The rules on answers that something violates, with what is said."""
    return {f.rule.removeprefix(OWN): f.message for f in report.findings if f.rule.startswith(OWN)}


def asked(report: Report) -> set[str]:
    return {question.rule for question in report.questions}


def test_met_by_an_answer_is_judged(qms: Path, before: Report) -> None:
    """An answer closes no question, or makes a met of a text pass for evidence."""
    assert of(before, "Art. 17(1)(g)").verdict == "undecided"
    report = answered(qms, answer(before, QUESTION))
    found = of(report, "Art. 17(1)(g)")
    assert (found.verdict, found.strength, found.laid_down) == ("met", "judged", "met")
    assert found.answers == (report.answers[0].answer.id,)
    assert asked(report) == asked(before) - {RULE}
    assert [(each.effect, each.strength) for each in report.answers] == [("counts", "judged")]
    assert not slips(report)


def test_unmet_by_an_answer_is_a_finding_with_name_and_day(qms: Path, before: Report) -> None:
    """An assessor says "not met", and nothing becomes of it."""
    report = answered(qms, answer(before, QUESTION, {**SAID, "verdict": "unmet"}))
    (found,) = [f for f in report.findings if f.rule == RULE]
    assert found.verdict == "unmet"
    assert "Ada Lo judged on 2026-11-20 (interview: minutes 3): Seen with the risk manager." in found.message
    assert of(report, "Art. 17(1)(g)").verdict == "unmet"


def test_what_was_seen_in_records_is_shown_by_records(qms: Path, before: Report) -> None:
    """A record that somebody saw counts as what is laid down."""
    report = answered(qms, answer(before, QUESTION, {**SAID, "evidence": "record"}))
    assert of(report, "Art. 17(1)(g)").shown == "met"


def test_a_draft_and_a_later_answer_count_for_nothing(qms: Path, before: Report) -> None:
    """What somebody has not released yet, or will only say tomorrow, closes a question."""
    drafts = (
        answer(before, QUESTION, {**SAID, "state": "draft"}),
        answer(before, INCIDENTS, {**SAID, "on": "2026-12-01"}),
    )
    report = answered(qms, *drafts)
    assert asked(report) == asked(before)
    assert {each.effect for each in report.answers} == {"draft", "later"}


def test_an_answer_goes_out_of_date_with_its_text(qms: Path, before: Report) -> None:
    """A text was rewritten, and the answer to what it said before still counts."""
    (qms / "risk.md").write_text(RISK.replace("estimate and evaluate them", "look at some of them"))
    entry = answer(before, QUESTION)
    report = answered(qms, entry)
    assert RULE in asked(report)
    assert "changed since" in slips(report)["subject-is-unchanged"]
    row = next(each for each in report.rows if each.about == QUESTION)
    again = answered(qms, confirmed(report.answers[0].answer, row, "Ada Lo", DAY, report.law[0][1]))
    assert RULE not in asked(again)
    assert not slips(again)


def test_another_text_leaves_an_answer_alone(qms: Path, before: Report) -> None:
    """A change elsewhere, of line ends or of the status makes an answer outdated."""
    entry = answer(before, INCIDENTS)
    text = (qms / "incidents.md").read_text()
    (qms / "incidents.md").write_text(text.replace("promptly, no later", "promptly, no\nlater"))
    (qms / "risk.md").write_text(RISK.replace("each year", "every year"))
    report = answered(qms, entry)
    assert not slips(report)
    assert INCIDENTS.name not in asked(report)


def test_other_questions_or_another_law_make_an_answer_old(qms: Path, before: Report) -> None:
    """A rule asks for more, or the law was amended, and the old answer still counts."""
    entries = answer(before, QUESTION, asked="sha256:0"), answer(before, INCIDENTS, law="2024-07-12")
    report = answered(qms, *entries)
    assert asked(report) == asked(before)
    assert {each.effect for each in report.answers} == {"outdated"}


@pytest.mark.parametrize(
    ("entry", "rule", "words"),
    [
        (Answer("x", About("question", RULE + "x"), SAID, AT), "answer-is-about-what-is-there", "did you mean"),
        (Answer("x", About("question", RULE, ("SYS",)), SAID, AT), "answer-is-about-what-is-there", "no AI system SYS"),
        (Answer("x", About("requirement", "Art. 17(9)"), SAID, AT), "answer-is-about-what-is-there", "not a provision"),
        (Answer("x", About("text", "SOP-99"), SAID, AT), "answer-is-about-what-is-there", "no artefact SOP-99"),
        (Answer("x", QUESTION, SAID, AT), "answer-is-well-formed", "does not state the digest"),
    ],
)
def test_an_answer_about_nothing_is_said(qms: Path, entry: Answer, rule: str, words: str) -> None:
    """A slip in a key looks like an answer that counts."""
    assert words in slips(answered(qms, entry))[rule]


def test_data_count_before_the_word_of_a_person(qms: Path, before: Report) -> None:
    """Somebody says "met" where the files lack what is asked."""
    missing = next(f for f in before.findings if f.verdict == "unmet" and "17-1/" in f.rule)
    about = About("finding", missing.id)
    report = answered(qms, answer(before, about), answer(before, About("requirement", "Art. 17(1)(a)")))
    assert of(report, "Art. 17(1)(a)").verdict == "unmet"
    assert "the data count" in slips(report)["data-say-the-same"]
    assert "contradicts the data" in {each.effect for each in report.answers}


def test_a_requirement_may_be_judged_as_a_whole(qms: Path, before: Report) -> None:
    """The assessor judges Art. 17(1)(g), and it stays undecided."""
    report = answered(qms, answer(before, About("requirement", "Art. 17(1)(g)")))
    assert (of(report, "Art. 17(1)(g)").verdict, of(report, "Art. 17(1)(g)").strength) == ("met", "judged")
    assert of(report, "Art. 17(1)(i)").verdict == "unmet"


def test_what_does_not_apply_follows_from_the_law(qms: Path, before: Report) -> None:
    """Somebody writes "not applicable" on a requirement that applies."""
    said = {**SAID, "verdict": "not-applicable"}
    report = answered(qms, answer(before, QUESTION, said), answer(before, About("requirement", "Art. 17(1)(i)"), said))
    assert of(report, "Art. 17(1)(g)").verdict == "undecided"
    assert {each.effect for each in report.answers} == {"not allowed"}
    assert "law-allows-it" in slips(report)


def test_an_owner_judges_with_a_mark(qms: Path, before: Report) -> None:
    """Who owns a procedure judges it, and nobody sees that."""
    report = answered(qms, answer(before, QUESTION, {**SAID, "by": "Mara Voss"}))
    assert [each.is_self_assessed for each in report.answers] == [True]
    assert "as its owner" in slips(report)["assessor-is-not-the-owner"]


def test_only_declared_assessors_judge(qms: Path, before: Report) -> None:
    """The manifest names who judges, and anybody does."""
    (qms / "art17.yaml").write_text(MANIFEST + "answers: {assessors: [Ada Low, Kim Ba]}\n")
    report = answered(qms, answer(before, QUESTION))
    assert "did you mean 'Ada Low'" in slips(report)["answer-is-about-what-is-there"]
    assert RULE in asked(report)


@pytest.mark.parametrize("where", ["manifest", "procedure"])
def test_an_answer_ages_by_the_interval_of_the_qms(qms: Path, where: str) -> None:
    """A judgement of two years ago counts in a QMS that looks each year."""
    if where == "manifest":
        (qms / "art17.yaml").write_text(MANIFEST + "answers: {at_most: P1Y}\n")
    else:
        (qms / "risk.md").write_text(RISK.replace("Status: approved", "Status: approved\nReview interval: P1Y"))
    before = checked_at(qms)
    report = answered(qms, answer(before, QUESTION, {**SAID, "on": "2024-11-20"}))
    assert [each.effect for each in report.answers] == ["too old"]
    assert "asks for a new look" in slips(report)["answer-is-recent"]


def test_a_filled_in_form_is_hollow(qms: Path, before: Report) -> None:
    """ "OK" on every row counts as judged."""
    rows = [each.about for each in before.rows if each.about.kind in ("question", "finding")][:7]
    series = answered(qms, *(answer(before, about, {**SAID, "comment": "ok"}) for about in rows))
    assert {each.effect for each in series.answers if each.answer.about == QUESTION} == {"hollow"}
    assert (of(series, "Art. 17(1)(g)").verdict, of(series, "Art. 17(1)(g)").strength) == ("met", "stated")
    assert "the same comment is on" in slips(series)["answer-says-something"]


@pytest.mark.parametrize("comment", ["ok", "", "Ok {}!"])
def test_a_series_on_one_reference_is_hollow(before: Report, comment: str) -> None:
    """Thirty rows "met", all on "interview, minutes 3" and nothing else, count as judged; with what was seen they do."""
    abouts = [About("finding", f"{at:016x}") for at in range(30)]
    said = {**SAID, "comment": comment}
    series = [Answer(str(at), each, {**said, "comment": comment.format(at)}, AT) for at, each in enumerate(abouts)]
    assert len(hollow_in(Ledger("answers.yaml", tuple(series)))) == 30
    assert not hollow_in(Ledger("answers.yaml", tuple(series[:3])))
    words = ("risks", "tests", "roles", "dates", "logs", "data", "staff", "tools", "sites", "goals", "plans", "parts")
    honest = [
        replace(each, said={**said, "comment": f"She showed me {word}."})
        for each, word in zip(series, words, strict=False)
    ]
    assert not hollow_in(Ledger("answers.yaml", tuple(honest)))


def test_a_text_of_others_stays_open(tmp_path: Path) -> None:
    """Somebody says whose text it is, and nothing follows from it."""
    nobody = (
        RISK.replace("We identify", "There are")
        .replace("our system", "systems")
        .replace("The risk manager adopts", "It has")
        .replace("The risk manager reviews the file", "The file changes")
    )
    before = checked_at(
        small_house(
            tmp_path, risk_md=nobody.replace(", and estimate and evaluate them", "; estimation and evaluation follow")
        )
    )
    (question,) = [each for each in before.questions if each.kind == "whose-text"]
    about = About("text", question.subjects[0])
    own = answered(tmp_path, answer(before, about))
    assert not [each for each in own.questions if each.kind == "whose-text"]
    assert not slips(own)
    (tmp_path / "answers.yaml").unlink()
    other = answered(tmp_path, answer(before, about, {**SAID, "verdict": "unmet"}))
    assert "not the organisation's own text" in slips(other)["text-is-of-the-organisation"]
    assert of(other, "Art. 17(1)(g)").verdict == "undecided"


def test_a_verdict_without_evidence_is_hollow(qms: Path, before: Report) -> None:
    """A bare "met" counts as judged."""
    report = answered(qms, answer(before, QUESTION, {k: v for k, v in SAID.items() if k in ("verdict", "by", "on")}))
    assert of(report, "Art. 17(1)(g)").strength == "stated"


def test_two_branches_that_disagree_are_said(qms: Path, before: Report) -> None:
    """Two answers on one question are in force, and the later in the file wins in silence."""
    two = answer(before, QUESTION), answer(before, QUESTION, {**SAID, "verdict": "unmet"})
    report = answered(qms, *two)
    assert "none supersedes the other" in slips(report)["data-say-the-same"]
    assert RULE in asked(report)
    assert answered(qms, with_id(replace(two[0], supersedes=(two[0].id, two[1].id)))).answers[0].effect == "counts"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  - {id: a, question: x, verdict: yes}", "'yes' is not allowed here"),
        ("  - {id: a, question: x, verdict: met}", "not by whom and on which day"),
        ("  - {id: a, verdict: met, by: B, on: 2026-01-01}", "about nothing"),
        ("  - {id: a, question: x, finding: y}", "about `question` and `finding`"),
        ("  - {id: a, question: x, due: 2026-02-30}", "not a day of the calendar"),
        ("  - {id: a, question: x}\n  - {id: a, question: y}", "another entry has the same id"),
        ("  - {id: a, question: x, comment: [b]}", "A list was found"),
        ("  - {id: a, question: x, verdct: met}", "'verdct' is unknown"),
        ("  - {id: a, sample: incident, systems: [I-1]}", "without `record` and `drawn`"),
    ],
)
def test_a_malformed_entry_is_said_with_its_place(qms: Path, text: str, words: str) -> None:
    """An entry that cannot be read is passed over, or takes the others along."""
    (qms / "answers.yaml").write_text(f"schema: art17/answers/v1\nanswers:\n{text}\n")
    report = checked_at(qms)
    (found,) = [f for f in report.findings if f.rule == f"{OWN}answer-is-well-formed"]
    assert words.casefold() in found.message.casefold()
    assert (found.subject.place.path, found.subject.place.line or 0) >= ("answers.yaml", 3)


@pytest.mark.parametrize(
    "text", ["schema: art17/answers/v1\nanswers: {}\n", "schema: art17/answers/v2\n", "art17/answers: ["]
)
def test_a_file_that_cannot_be_read_stops_the_run(qms: Path, text: str) -> None:
    """Answers are lost in silence, since their file is broken."""
    (qms / "answers.yaml").write_text(text)
    with pytest.raises(Art17Error) as raised:
        checked_at(qms)
    assert raised.value.problems[0].place.path == "answers.yaml"


def test_a_file_of_others_of_that_name_is_left_alone(qms: Path, before: Report) -> None:
    """The answers of a quiz are taken for ours."""
    (qms / "answers.yaml").write_text("quiz: {answers: [a, b]}\n")
    assert checked_at(qms).answers == before.answers


def test_answers_of_ours_are_no_artefact(qms: Path, before: Report) -> None:
    """answers.yaml is read as a document of the QMS, and counted."""
    report = answered(qms, answer(before, QUESTION))
    assert report.artefacts == before.artefacts
    assert report.inventory.not_read == before.inventory.not_read


def test_a_remembered_run_sees_new_answers(qms: Path, before: Report) -> None:
    """The cache answers as if nobody had."""
    from art17.memory.replay import Answer as Told
    from art17.memory.replay import remembered
    from art17.run import run

    def told(request: Request) -> tuple[Told, object]:
        done = run(request)
        return Told(0, (("", str(len(done.report.questions))),)), done

    request = Request(qms, DAY, remembers=True)
    first = remembered(request, "w", told)  # pyright: ignore[reportArgumentType]
    answered(qms, answer(before, QUESTION))
    second = remembered(request, "w", told)  # pyright: ignore[reportArgumentType]
    assert int(str(second.outputs[0][1])) == int(str(first.outputs[0][1])) - 1
    (qms / "risk.md").write_text(RISK.replace("estimate", "judge"))
    assert remembered(request, "w", told).outputs == first.outputs  # pyright: ignore[reportArgumentType]


def test_a_sampled_record_shows_what_is_done(qms: Path, before: Report) -> None:
    """A record that somebody drew does not show what is laid down, and nobody is told."""
    how = {"seed": "7", "n": "3", "of": "7"}
    entry = Answer("s", About("sample", "incident", ("7", "I-3")), {**SAID, "verdict": "unmet"}, AT, sample=how)
    report = answered(qms, entry)
    (sample,) = report.samples
    assert (sample.population, sample.drawn, sample.unmet, sample.open) == (7, 3, 1, 2)
    assert "I-3 was judged not met" in slips(report)["sampled-records-meet"]
    assert of(report, "Art. 73(2)").shown == "unmet"
    assert of(report, "Art. 73(2)").laid_down == of(before, "Art. 73(2)").laid_down


def test_without_answers_nothing_changes(qms: Path, before: Report) -> None:
    """An empty file of answers changes a verdict."""
    (qms / "answers.yaml").write_text("schema: art17/answers/v1\nanswers:\n")
    assert checked_at(qms).obligations == before.obligations
    assert check(Request(qms, DAY)).findings == before.findings


@pytest.mark.parametrize("form", ["text", "markdown", "html", "docx", "json", "sarif", "junit", "xlsx"])
def test_every_format_says_who_judged(qms: Path, before: Report, form: str) -> None:
    """A report says "met", and not that it is the word of a person, of whom, of which day, on what."""
    if form == "docx":
        pytest.importorskip("docx")
    report = answered(qms, answer(before, QUESTION))
    told = worded(report, form)
    if isinstance(told, bytes):
        with zipfile.ZipFile(io.BytesIO(told)) as package:
            told = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    for word in ("Ada Lo", "2026-11-20", "interview", "minutes 3"):
        assert word in told, word
