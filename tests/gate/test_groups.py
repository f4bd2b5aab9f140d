"""What one cause explains is one group; findings keep their fingerprints, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from art17.gate.groups import first_of, grouped
from art17.model.place import Place
from art17.model.report import BindingDate, Finding, Subject
from art17.reporting.grouping import places_of
from reporting.small import DAY, a_finding

FILES = ("docs/a.md", "docs/b.md", "docs/de/c.md")


def about(number: int, text: str, **more: Any) -> Finding:
    """A finding whose message names its subject; `{}` in the text is that name."""
    path = more.pop("path", f"docs/{number}.md")
    called = f'Procedure A-{number} "Title {number}"'
    found = a_finding(number, path, message=text.format(called), **more)
    return replace(found, subject=Subject(f"A-{number}", "procedure", Place(path, (), 1, 1), f"Title {number}", called))


def link(number: int, target: str, path: str = "docs/a.md") -> Finding:
    """A link in prose that leads to nothing."""
    text = f"{{}} links to {target}, which does not exist."
    return about(number, text, path=path, discriminator=f"links_to {target}", cause=target)


def test_one_rule_over_many_artefacts_is_one_group_with_every_member() -> None:
    """Forty files without a version are one thing to read and forty findings."""
    findings, groups = grouped([about(at, "{} has no version.") for at in range(1, 41)])
    (group,) = groups
    assert group.message == "Each of these 40 artefacts has no version."
    assert list(group.members) == [finding.id for finding in findings]
    assert {finding.group for finding in findings} == {group.id}


def test_the_verb_fits_the_many() -> None:
    """Instructions "do" not address a point, a procedure "does" not."""
    _, groups = grouped([about(at, "{} do not declare it.") for at in (1, 2)])
    assert groups[0].message == "These 2 artefacts do not declare it."


def test_one_unknown_person_is_one_cause_and_another_is_another() -> None:
    """Nineteen documents approved by a role that is not in the directory are one cause."""
    text = "{} names role:ceo as `approved_by`, who is not in the directory."
    ceo = [about(at, text, cause="role:ceo") for at in range(1, 20)]
    _, groups = grouped([*ceo, about(20, "{} names role:cfo as `owner`, who is not.", cause="role:cfo")])
    assert [len(group.members) for group in groups] == [19, 1]


def test_members_that_say_different_things_are_told_by_the_first() -> None:
    """A message with a value of its own is not said of the others."""
    days = [about(at, f"{{}} was due on 2026-01-0{at}.") for at in (1, 2, 3)]
    _, groups = grouped(days)
    assert groups[0].message == 'Procedure A-1 "Title 1" was due on 2026-01-01. The same of 2 others.'


def test_what_a_text_lacks_is_one_sentence_for_each_document() -> None:
    """Sentences that differ in a few words are one; how many other documents lack something is said once."""
    text = "Nothing on {what} was found in the text of {{}} (20 words read)."
    lacks = [(1, "steps"), (1, "owners"), (2, "steps"), (2, "owners"), (3, "steps")]
    findings = [about(at, text.format(what=what), discriminator=what) for at, what in lacks]
    _, (group,) = grouped(findings)
    assert group.message == (
        'Nothing on steps or owners was found in the text of Procedure A-1 "Title 1" (20 words read). The same of 2 others.'
    )
    assert list(places_of(findings, 0)) == [
        "docs/1.md:1:1: steps; owners",
        "docs/2.md:1:1: steps; owners",
        'docs/3.md:1:1: Nothing on steps was found in the text of Procedure A-3 "Title 3" (20 words read).',
    ]
    assert grouped(findings[:2])[1][0].message.endswith("(20 words read).")


def test_of_points_of_the_law_each_is_named() -> None:
    """A reader sees which points nothing addresses."""
    subjects = [f"Art. 17(1)({letter})" for letter in "ghi"]
    findings = [
        replace(
            a_finding(at, "a.md", message=f"No document in force addresses {cite}."),
            subject=Subject(cite, "provision", Place("a.md"), "", cite),
        )
        for at, cite in enumerate(subjects)
    ]
    _, (group,) = grouped(findings)
    assert group.message == (
        "No document in force addresses Art. 17(1)(g). The same of 2 others: Art. 17(1)(h), Art. 17(1)(i)."
    )


def test_links_into_a_folder_that_is_not_there_have_that_as_their_cause() -> None:
    """Links of one broken root are one group; a missing file in a folder that is there is not."""
    found = [link(1, "../policies/x.md"), link(2, "/policies/y.pdf"), link(3, "/policies/y.pdf", "docs/b.md")]
    alone = [link(4, "de/missing.md"), link(5, "de/other.md"), link(6, "SOP-9")]
    _, groups = grouped([*found, *alone], FILES)
    assert [len(group.members) for group in groups] == [3, 1, 1, 1]
    assert groups[0].message == "3 links lead into `policies/`, a folder in which nothing was found."


def test_groups_are_formed_per_status_and_verdict() -> None:
    """A waived finding is not read with those that count, an open one not with those that are decided."""
    known = about(1, "{} has no owner.")
    waived, undecided = replace(known, status="waived"), replace(known, verdict="undecided")
    _, groups = grouped([known, waived, undecided])
    assert len({group.id for group in groups}) == 3


def test_the_name_of_a_group_knows_no_member() -> None:
    """A group is the same one when a member comes or goes."""
    more = grouped([about(at, "{} has no owner.") for at in (1, 2, 3)])[1]
    fewer = grouped([about(at, "{} has no owner.") for at in (2, 9)])[1]
    assert more[0].id == fewer[0].id


def test_first_are_the_causes_of_all_errors_what_applies_today_before_the_rest() -> None:
    """What to do first is never empty where there are errors, whatever their pack or class."""
    later = BindingDate("", DAY.replace(year=DAY.year + 1), "Art. 113", "confirmed")
    findings, groups = grouped(
        [
            about(1, "{} waits.", rule="a/b/later", binding=(later,)),
            about(2, "{} is noted.", rule="a/b/note", severity="note"),
            *(about(at, "{} is unknown.", rule="art17/people/owner-is-known", basis="practice") for at in range(3, 22)),
            about(30, "{} is gone.", rule="a/b/waived", status="waived"),
            about(31, "{} counts now.", rule="a/b/now"),
        ]
    )
    first = first_of(groups, findings, DAY)
    assert [group.rule for group in first] == ["a/b/now", "art17/people/owner-is-known", "a/b/later"]


def test_nothing_to_do_is_nothing_first() -> None:
    """Without findings there is no step."""
    assert first_of((), (), DAY) == ()
