"""What the compiled `act.json` holds, against what is known of the Act (counts of `aiact-facts.md`)."""

import subprocess
import sys
from collections import Counter

import pytest

from law.the_law import AFTER, BEFORE, ROOT, the_act

KINDS = {
    BEFORE: {
        "annex": 13,
        "article": 113,
        "definition": 68,
        "paragraph": 500,
        "point": 458,
        "section": 7,
        "subpoint": 142,
    },
    AFTER: {
        "annex": 14,
        "article": 119,
        "definition": 70,
        "paragraph": 552,
        "point": 504,
        "section": 7,
        "subpoint": 156,
    },
}
REFERENCES = {BEFORE: 799, AFTER: 1002}


def test_act_json_is_fresh() -> None:
    """`act.json` and the page on the guide are what the script makes of the source data."""
    script = ROOT / "rules/eu-ai-act/act-source/compile.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_counts_of_provisions(day) -> None:
    """Each version has as many provisions of each kind as the Official Journal."""
    act = the_act()
    kinds = Counter(
        provision.kind for cite in act.cites if act.live_on(cite, day) and (provision := act.provision(cite))
    )
    assert dict(kinds) == KINDS[day]


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_counts_of_references(day) -> None:
    """Each version has as many references between provisions as were read from it."""
    act = the_act()
    live = (cite for cite in act.cites if act.live_on(cite, day))
    found = [target for cite in live for target in act.references_out(cite, day) if not target.startswith("Chapter")]
    assert len(found) == REFERENCES[day]


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_every_reference_resolves(day) -> None:
    """A reference leads to a provision or chapter of its version, or is listed as the law's own defect."""
    act = the_act()
    chapters = {
        f"Chapter {key}".replace(" ", ", Section ", 2).replace(", Section ", " ", 1) for key in act.section("chapters")
    }
    defects = {(defect["provision"], act.resolve(defect["cites"])) for defect in act.section("defects")}
    broken = [
        (cite, target)
        for cite in act.cites
        if act.live_on(cite, day)
        for target in act.references_out(cite, day)
        if not (act.live_on(target, day) or target in chapters or (cite, act.resolve(target)) in defects)
    ]
    assert broken == []


def test_every_parent_and_move_exists() -> None:
    """What a provision hangs on, and where it moved, are provisions."""
    act = the_act()
    for cite in act.cites:
        provision = act.provision(cite)
        assert provision is not None
        assert provision.parent is None or act.provision(provision.parent)
        assert provision.moved_to is None or act.live_on(provision.moved_to, AFTER)


def test_every_provision_has_a_topic() -> None:
    """A topic is the provision's own, or inherited and marked so."""
    act = the_act()
    assert all(act.topic_of(cite) for cite in act.cites)
    own, inherited = act.provision("Art. 9(2)(d)"), act.provision("Art. 5(1)(h)(iii)")
    assert own is not None
    assert inherited is not None
    assert (own.topic_inherited, inherited.topic_inherited) == (False, True)


def test_scopes() -> None:
    """Scope is inherited from above unless a provision has its own (DESIGN 4)."""
    act = the_act()
    scopes = {cite: provision.scope for cite in act.cites if (provision := act.provision(cite))}
    assert {scopes[f"Art. 17(1)({letter})"] for letter in "abcdefghi"} == {"both"}
    assert {scopes[f"Art. 17(1)({letter})"] for letter in "jklm"} == {"organisation"}
    assert (scopes["Art. 17(1)"], scopes["Art. 18(1)(b)"], scopes["Art. 21(2)"]) == ("organisation",) * 3
    assert (scopes["Art. 9(2)(d)"], scopes["Art. 18(1)(e)"], scopes["Art. 72(3)"]) == ("system",) * 3
    assert (scopes["Art. 43(3)"], scopes["Art. 43(4)"], scopes["Art. 73(2)"]) == ("system", "event", "event")
    assert scopes["Art. 17(2)"] is None


def test_linkages_by_reference_stand_in_the_law() -> None:
    """A linkage marked `reference` is one that the law's own words make."""
    act = the_act()
    made = [linkage for linkage in act.linkages if linkage.kind == "reference"]
    assert len(made) == 8
    for linkage in made:
        assert linkage.target in act.references_out(linkage.source, AFTER), linkage.id


def test_every_linkage_has_ends_and_a_reason() -> None:
    """Linkages join provisions in force, once each, and say why."""
    act = the_act()
    assert len({linkage.id for linkage in act.linkages}) == len(act.linkages)
    for linkage in act.linkages:
        assert act.live_on(linkage.source, AFTER)
        assert act.live_on(linkage.target, AFTER)
        assert linkage.reason
        assert linkage.basis


def test_every_draft_number_leads_to_a_provision() -> None:
    """Draft numbers lead to provisions in force; each is told by words."""
    act = the_act()
    entries = act.section("draft_numbering")
    assert len(entries) == 45
    for entry in entries:
        assert act.live_on(entry["adopted"], AFTER)
        assert entry["words"]["en"]
