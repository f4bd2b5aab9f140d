"""The text report: nothing of a file reaches the terminal as it stands there."""

from __future__ import annotations

import re
from dataclasses import replace

from art17.model.evidence import Cause, Evidence
from art17.model.place import Place
from art17.model.question import PassageAt, Question
from art17.model.report import EvidenceItem, Obligation, Subject
from art17.model.view import ViewFound
from art17.reporting.grouping import places_of
from art17.reporting.text import text_of
from art17.reporting.told import questions_told, reasons
from art17.reporting.words import cell
from reporting.small import HOSTILE, PROBLEM, a_finding, a_report

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0041]")


def test_nothing_of_a_file_is_obeyed_by_a_terminal() -> None:
    """A name or value with an escape or a direction mark reaches the terminal raw."""
    finding = a_finding(
        place=Place(HOSTILE, (), 1, 1),
        message=f"{HOSTILE}\u061c\U000e0041", fix=HOSTILE, provisions=(HOSTILE,), serves=(HOSTILE,), blocks=(HOSTILE,),
    )  # fmt: skip
    points = [Obligation(f"Art. 17(1)({letter})", system, "unmet") for letter in "ab" for system in ("", HOSTILE)]
    report = a_report(
        finding,
        problems=(replace(PROBLEM, message=HOSTILE, fix=HOSTILE),),
        obligations=(
            *points,
            Obligation("Art. 9", HOSTILE, "met", evidence=(EvidenceItem(HOSTILE, HOSTILE, "evidenced"),)),
        ),
        systems=(HOSTILE,),
        manifest=HOSTILE,
        first=(HOSTILE,),
        law=((HOSTILE, HOSTILE),),
        views=(ViewFound(HOSTILE, HOSTILE, HOSTILE, ()),),
    )
    assert not UNSAFE.search(text_of(report))


def test_no_place_is_a_manifest_that_is_not_there() -> None:
    """A reader looks for an art17.yaml that does not exist."""
    absent = a_finding(place=Place("art17.yaml"))
    assert "art17.yaml  error" in text_of(a_report(absent))
    assert "(no art17.yaml)  error" in text_of(a_report(absent, manifest=""))


def test_points_without_a_document_are_asked_about_once() -> None:
    """Thirteen questions that differ in a letter fill a page; one that names a document is asked by itself."""
    asked = [
        Question(letter, "not-recognised", "r", f"Which document addresses {cite}?", "Name it", (cite,), (), (cite,))
        for letter in "abc"
        if (cite := f"Art. 17(1)({letter})")
    ]
    asked[1] = replace(asked[1], passages=(PassageAt("SOP", "perhaps", Place("sop.md")),))
    points = tuple(Obligation(each.provisions[0], "", "undecided", topic=f"topic {each.id}") for each in asked)
    report = a_report(questions=tuple(asked), obligations=points)
    told = " ".join(text_of(report).split())
    assert "For people to decide (2)" in told
    assert "None was recognised: Art. 17(1)(a) (topic a); Art. 17(1)(c) (topic c)." in told
    assert "Which document addresses Art. 17(1)(b)?" in told
    assert [each.id for each in questions_told(a_report(questions=tuple(asked[:1])))] == ["a"]


def test_a_point_that_a_person_judged_counts_no_rules() -> None:
    """ "met (0)" and "unmet (0 of 0)" read like mistakes."""
    judged = [Obligation("Art. 17(1)(a)", "", verdict, strength="judged") for verdict in ("met", "unmet")]
    assert [cell(each) for each in judged] == ["met, judged", "unmet, judged"]


def test_the_last_line_names_a_few_systems() -> None:
    """Twenty-five systems of a register make the line of the summary a page."""
    systems = tuple(f"S-{at}" for at in range(25))
    points = tuple(Obligation("Art. 17(1)(a)", system, "unmet") for system in ("", *systems))
    told = text_of(a_report(obligations=points, systems=systems))
    assert "S-6 0/1 · 18 more systems · " in told
    assert "S-7 0/1" not in told


def test_what_a_finding_says_is_not_asked_besides() -> None:
    """A reader meets one matter twice, as "nothing on it was found" and as "where is it written?"."""
    open_one = Evidence("", "", "", None, causes=(Cause("not-found", "0:held.on"),))
    note = a_finding(severity="note", verdict="undecided", because=open_one, discriminator="held.on")
    asked = Question("q", "not-found", note.rule, "Where is it?", "Write it", subjects=("A-1",), not_found=("held.on",))
    for other in (
        replace(asked, not_found=("held.on", "held.by")),
        replace(asked, subjects=("A-2",)),
        replace(asked, kind="treated"),
    ):
        assert questions_told(a_report(note, questions=(other,))) == (other,)
    assert questions_told(a_report(note, questions=(asked,))) == ()
    assert questions_told(a_report(a_finding(discriminator="held.on"), questions=(asked,))) == (asked,)


def test_what_depends_on_one_value_is_asked_once() -> None:
    """Two questions ask which of two intervals holds."""
    passages = (PassageAt("AUD", "interval", Place("a.md"), value="P1Y, P2Y"),)
    one, other = (
        Question(
            name, "contrary", name, f'Which value holds? This depends on it: "It is {name}".', "", passages=passages
        )
        for name in ("planned", "held")
    )
    (told,) = questions_told(a_report(questions=(one, other)))
    assert (told.id, told.text) == (
        "planned", 'Which value holds? This depends on it: "It is planned"; "It is held".',
    )  # fmt: skip
    apart = replace(other, passages=(PassageAt("REV", "interval", Place("b.md"), value="P1Y, P2Y"),))
    assert len(questions_told(a_report(questions=(one, apart)))) == 2


def test_each_matter_of_a_question_has_its_place_and_the_rest_is_counted() -> None:
    """A reader takes three places for all there are."""
    passages = tuple(PassageAt("SOP", f"steps[{letter}]", Place(f"{letter}.md")) for letter in "abcdefgh")
    asked = Question("q", "treated", "r", "Is it so?", "", passages=passages)
    told = text_of(a_report(questions=(asked,)))
    assert "f.md: steps: f" in told
    assert "g.md" not in told
    assert "and 2 more places" in told


def test_what_is_reckoned_is_said_in_words() -> None:
    """A reader of a Word file is told of `review_due_on` and of what the manifest lacks."""

    def because(seen: str) -> Evidence:
        return Evidence("", "A-1", seen, False)

    assert reasons(a_finding(because=because("has `review_due_on` `2026-11-18`"))) == (
        "A-1 has its next review on 2026-11-18.",
    )
    both = Evidence(
        "", "", "", False, shape="any", children=tuple(map(because, ("has no `x`", "has no `approvals_in`")))
    )
    assert reasons(a_finding(because=both)) == ("A-1 has no `x`.",)


def test_a_member_is_told_without_a_colon_of_its_name() -> None:
    """A place is followed by two colons."""
    messages = ("is open", "leaves much open")
    found = [
        a_finding(
            number, f"{number}.md", message=f"Procedure A-{number}: {what}.", group="g",
            because=Evidence("", "", "", truth=False),
            subject=Subject(f"A-{number}", "procedure", Place(f"{number}.md"), "", f"Procedure A-{number}"),
        )
        for number, what in enumerate(messages)
    ]  # fmt: skip
    assert list(places_of(found, 0)) == ["0.md", "1.md: leaves much open."]
