"""Which findings a waiver sets aside, and what is said of one that does not stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from art17.digest import digest_of
from art17.gate.waiving import waived
from art17.model.artefact import Artefact
from art17.model.days import duration_in
from art17.model.place import Place
from art17.model.value import Value
from art17.model.waiver import Ignore
from builders import artefact, broken_file
from gate.small import RULE, finding, ground, rule

PROCEDURE = artefact("P-1")
DIGEST = digest_of({"id": "P-1"}).whole
STATED = {"rule": RULE, "subject": "P-1", "digest": DIGEST, "expires": "2027-03-01", "reason": "New part."}


def waiver(**other: Value) -> Artefact:
    return artefact("W-1", "waiver", **{**STATED, "approved_by": "person:b", **other})


def outcome(*artefacts: Artefact, findings: tuple = (finding(),), **more: object) -> tuple[list[str], list[str]]:
    """The statuses of the findings, and the kinds of defects."""
    found = waived(findings, ground(PROCEDURE, *artefacts, **more))
    assert [each.id for each in found.findings] == [each.id for each in findings], "a finding was dropped"
    return [each.status for each in found.findings], [defect.kind for _, defect in found.defects]


def test_a_waiver_in_force_waives_and_says_why() -> None:
    """A finding that a waiver is about stays active, or does not say who approved that until when."""
    (found,) = waived((finding(),), ground(PROCEDURE, waiver())).findings
    assert found.status == "waived"
    assert found.waived is not None
    assert (found.waived.by, found.waived.until, found.waived.reason) == ("W-1", "2027-03-01", "New part.")
    assert found.waived.approved_by == ("person:b",)


@pytest.mark.parametrize(
    ("other", "defects"),
    [
        ({"digest": "art17-1-sha256:0"}, ["changed-since-waived"]),
        ({"digest": None}, ["unbound-waiver"]),
        ({"rule": "pack/other/*"}, ["unused-waiver"]),
        ({"subject": "P-2", "digest": None}, ["unused-waiver"]),
        ({"status": "draft"}, []),
        ({"status": "retired"}, []),
    ],
)
def test_a_waiver_that_does_not_stand_waives_nothing(other: dict[str, Value], defects: list[str]) -> None:
    """A waiver waives what it is not about, or does not say why it does not stand."""
    assert outcome(waiver(**other)) == (["active"], defects)


def test_a_waiver_that_a_rule_on_waivers_refuses_waives_nothing() -> None:
    """An incomplete or expired waiver waives; the rule that refused it has said so already."""
    assert outcome(waiver(), failing=frozenset({1})) == (["active"], [])


def test_a_rule_that_forbids_it_is_not_waived() -> None:
    """`waivable: false` is passed over, also by a pattern that fits other rules too."""
    strict = rule(waivable=False)
    assert outcome(waiver(), rules=(strict,)) == (["active"], ["forbidden-waiver"])
    wide, other = waiver(rule="pack/folder/*"), rule("pack/folder/other")
    both = (finding(), finding(rule="pack/folder/other"))
    assert outcome(wide, rules=(strict, other), findings=both) == (["active", "waived"], [])


def test_without_a_subject_a_rule_is_waived_for_all() -> None:
    """A waiver of a rule leaves out a subject, or reaches another rule."""
    found = (finding(), finding("P-2"), finding(rule="pack/folder/other"))
    whole = waiver(subject=None, digest=None)
    assert outcome(whole, findings=found) == (["waived", "waived", "active"], [])
    bound = waiver(subject=None)
    assert outcome(artefact("P-2"), bound, findings=found) == (["waived", "active", "active"], [])


def test_what_is_no_artefact_is_waived_by_name() -> None:
    """A finding on a provision cannot be waived, or wants a digest that nobody can state."""
    found = (finding("Art. 17(1)(j)", path="art17.yaml"),)
    assert outcome(waiver(subject="Art. 17(1)(j)", digest=None), findings=found) == (["waived"], [])


def test_an_item_is_waived_by_its_address() -> None:
    """`register#item` does not mean the item, or means that of another register."""
    items = [artefact("R-1", "risk", within="RR-1"), artefact("RR-1", "register")]
    digest = digest_of({"id": "R-1"}).whole
    for name in ("R-1", "RR-1#R-1"):
        assert outcome(*items, waiver(subject=name, digest=digest), findings=(finding("R-1"),)) == (["waived"], [])
    twin = [artefact("R-1", "risk", within="RR-2"), artefact("RR-2", "register")]
    one = waiver(subject="RR-1#R-1", digest=digest)
    both = (finding("RR-1#R-1"), finding("RR-2#R-1"))
    assert outcome(*items, *twin, one, findings=both) == (["waived", "active"], [])


def test_the_manifest_bounds_how_long() -> None:
    """A waiver outlasts what the manifest allows from its approval on, or is refused on its last day."""
    half = duration_in("P6M")
    long = waiver(approved_on="2026-11-01", expires="2027-05-02")
    assert outcome(long, at_most=half) == (["active"], ["long-waiver"])
    assert outcome(waiver(approved_on="2026-11-01", expires="2027-05-01"), at_most=half) == (["waived"], [])


def test_an_auditor_sees_everything_active() -> None:
    """Without ignores a finding is waived, or its waiver is called unused."""
    assert outcome(waiver(), applies=False) == (["active"], [])


def test_a_partial_run_calls_no_waiver_unused() -> None:
    """A waiver of a rule that was not judged is reported."""
    assert outcome(waiver(), findings=(), partial=True) == ([], [])
    assert outcome(waiver(), findings=()) == ([], ["unused-waiver"])


def comment(**other: object) -> Ignore:
    return Ignore(**{"place": Place("P-1.yaml", (), 3, 1), "rules": (RULE,), "until": "2027-03-01", **other})


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, (["waived"], [])),
        ({"place": Place("P-2.yaml", (), 3, 1)}, (["active"], ["unused-waiver"])),
        ({"rules": ("pack/folder/other",)}, (["active"], ["unused-waiver"])),
        ({"until": "2026-11-22"}, (["active"], ["expired-ignore"])),
        ({"until": "2026-11-23"}, (["waived"], [])),
        ({"until": "soon"}, (["active"], ["malformed-ignore"])),
        ({"rules": ("*",)}, (["active"], ["malformed-ignore"])),
        ({"rules": ("pack/*/*",)}, (["active"], ["malformed-ignore"])),
        ({"rules": (RULE, "pack/*")}, (["active"], ["malformed-ignore"])),
        ({"rules": ("pack/folder/*",)}, (["waived"], [])),
        ({"reason": "TBD"}, (["active"], ["malformed-ignore"])),
        ({"reason": "[JIRA-12]"}, (["waived"], [])),
        ({"reason": "<see ticket 12>"}, (["waived"], [])),
        ({"is_well_formed": False, "rules": ()}, (["active"], ["malformed-ignore"])),
        ({"until": "2028-11-23"}, (["active"], ["long-waiver"])),
    ],
)
def test_a_comment_is_held_to_the_same(other: dict[str, object], expected: tuple[list[str], list[str]]) -> None:
    """A comment ignores findings of another file or rule, or without saying why and until when."""
    assert outcome(artefact("P-2"), ignores=(comment(**other),), at_most=duration_in("P1Y")) == expected


@pytest.mark.parametrize("name", ["rule", "subject", "reason", "expires", "digest"])
def test_what_is_still_to_be_filled_in_is_not_left_out(name: str) -> None:
    """A placeholder as subject is taken for any subject, so that the rule is waived for everything."""
    stated = waiver(subject=None, digest=None)
    unfilled = replace(stated, placeholders=(name,))
    assert outcome(stated) == (["waived"], [])
    assert outcome(unfilled) == (["active"], ["unused-waiver"])
    (defect,) = (each for _, each in waived((finding(),), ground(PROCEDURE, unfilled)).defects)
    assert defect.message == f"W-1 has a placeholder in `{name}`, so it waives nothing"


def test_each_slip_of_a_waiver_that_is_used_is_told_at_its_place() -> None:
    """A slip in one of several rules or subjects is not told, since another one is right."""
    of_two = waiver(rule=[RULE, "pack/folder/is-ownd"], subject=["P-1", "P-99"])
    found = waived((finding(),), ground(PROCEDURE, of_two))
    assert [each.status for each in found.findings] == ["waived"]
    assert [(defect.message, defect.place.route) for _, defect in found.defects] == [
        ("W-1 waives pack/folder/is-ownd, which is not a rule; did you mean 'pack/folder/is-owned'?", (0, "rule", 1)),
        ("W-1 is about P-99, which is not the id of an artefact", (0, "subject", 1)),
    ]


def test_what_may_be_meant_is_no_slip() -> None:
    """A rule without a finding, a provision, or what may stand in a file that cannot be read is called a slip."""
    quiet = rule("pack/folder/other")
    assert outcome(waiver(rule=[RULE, quiet.id]), rules=(rule(), quiet)) == (["waived"], [])
    of_law = replace(quiet, subjects=replace(quiet.subjects, sort="provision"))
    both = waiver(rule=[RULE, of_law.id], subject=["P-1", "Art. 17(1)(j)"])
    assert outcome(both, rules=(rule(), of_law)) == (["waived"], [])
    unreadable = broken_file("X.yaml")
    assert outcome(waiver(subject=["P-1", "P-99"]), unreadable) == (["waived"], [])


def test_a_slip_in_a_comment_is_told() -> None:
    """A comment that ignores two rules, one of them mistyped, is taken for right."""
    assert outcome(ignores=(comment(rules=(RULE, "pack/folder/is-ownd")),)) == (["waived"], ["unused-waiver"])


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    """A slip in the rule's name looks like a waiver that is no longer needed."""
    found = waived((finding(),), ground(PROCEDURE, waiver(rule="pack/folder/is-ownd")))
    assert [defect.message for _, defect in found.defects] == [
        "W-1 waives pack/folder/is-ownd, which is not a rule; did you mean 'pack/folder/is-owned'?"
    ]
