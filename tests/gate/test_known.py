"""What counts as known: the same finding, under its old name too; never another one."""

from __future__ import annotations

from dataclasses import replace

from art17.gate.known import compared, entry_of, settled_defects
from art17.model.place import Place
from art17.model.report import Finding
from gate.small import finding


def told(before: list[Finding], now: list[Finding], **renames: str) -> tuple[list[str], int]:
    """What each finding is beside those before, and how many of them occur no more."""
    moved = {old.replace("__", "."): new for old, new in renames.items()}
    found = compared(now, map(entry_of, before), moved)
    return [each.change or each.status for each in found.findings], len(found.settled)


def test_the_same_is_known_and_another_is_new() -> None:
    """A finding that was there counts, or one on another subject, rule or target does not."""
    now = [finding(), finding("P-2"), finding(rule="pack/folder/b"), finding(about="owner x")]
    assert told([finding()], now) == (["baselined", "new", "new", "new"], 0)


def test_words_lines_and_dates_do_not_matter() -> None:
    """Another message, place in the file or due date makes a finding new."""
    moved = replace(
        finding(), message="Other words.", subject=replace(finding().subject, place=Place("x.md", (), 9, 1))
    )
    assert told([finding()], [moved]) == (["baselined"], 0)


def test_a_second_one_of_a_kind_is_new() -> None:
    """One of two equal findings hides behind the other."""
    assert told([finding()], [finding(), finding(count=2)]) == (["baselined", "new"], 0)


def test_what_is_graver_counts() -> None:
    """A known finding that became an error, or was decided, or lost its waiver, passes."""
    for before in ({"severity": "note"}, {"verdict": "undecided"}, {"status": "waived"}):
        assert told([replace(finding(), **before)], [finding()]) == (["worsened"], 0)
    assert told([replace(finding(), severity="error")], [finding()]) == (["baselined"], 0)


def test_a_waived_finding_stays_waived() -> None:
    """A baseline takes the waiver off a finding, or cannot tell a waived one that is new from one that was there."""
    aside = replace(finding(), status="waived")
    for before, change in (([finding()], ""), ([aside], ""), ([], "new")):
        (found,) = compared([aside], map(entry_of, before), {}).findings
        assert (found.status, found.change) == ("waived", change)


def test_what_is_mended_is_told() -> None:
    """An entry that occurs no more stays in silence, to accept the defect when it comes back."""
    assert told([finding(), finding("P-2")], [finding()]) == (["baselined"], 1)
    found = compared([], [entry_of(finding())], {})
    assert [defect.kind for _, defect in settled_defects(found.settled, Place("b.yaml"))] == ["settled-entry"]


def test_what_a_text_leaves_open_is_not_mended() -> None:
    """A finding that became a question is taken out of a baseline, and new when it comes back."""
    entry = entry_of(finding())
    found = compared([], [entry, entry_of(finding("P-2"))], {}, {(entry.rule, entry.subject)})
    assert (found.open, [each.subject for each in found.settled]) == ((entry,), ["P-2"])


def test_a_file_without_an_id_is_known_after_it_was_renamed() -> None:
    """A subject that is named by its file is another one under its new name; so are its rows."""
    before = [finding("a", path="q/a.md"), finding("a#2", path="q/a.md"), finding("q/a.md", "p/f/c", path="q/a.md")]
    now = [finding("b", path="r/b.md"), finding("b#2", path="r/b.md"), finding("r/b.md", "p/f/c", path="r/b.md")]
    assert told(before, now, **{"q/a.md": "r/b.md"}) == (["baselined"] * 3, 0)
    assert told(before, now) == (["new"] * 3, 3)


def test_a_renamed_file_hides_no_other_defect() -> None:
    """In a renamed file a new finding passes for an old one."""
    before = [finding("a", path="a.md"), finding("R-1", path="a.md")]
    now = [finding("b", path="b.md", about="owner x"), finding("R-2", path="b.md")]
    assert told(before, now, **{"a.md": "b.md"}) == (["new", "new"], 2)


def test_an_item_is_known_when_another_takes_its_id() -> None:
    """A row of another register that has the same id makes the findings on the first one new."""
    before, now = finding("R-1", path="rr.yaml"), finding("RR-1#R-1", path="rr.yaml")
    other = finding("RR-2#R-1", path="other.yaml")
    assert told([before], [now, other]) == (["baselined", "new"], 0)
    assert told([now], [before]) == (["baselined"], 0)


def test_what_another_finding_spoke_for_is_known() -> None:
    """A finding that shows when a graver one of the same cause is fixed counts as new."""
    head = replace(finding("qms"), hides=(finding("P-2").id,))
    assert told([head], [finding("P-2")]) == (["baselined"], 0)
    assert told([head], [finding("P-3")]) == (["new"], 1)


def test_what_is_spoken_for_now_still_occurs() -> None:
    """An entry is called fixed when a new finding of the same cause took its place."""
    head = replace(finding("qms"), hides=(finding("P-2").id,))
    assert told([finding("P-2")], [head]) == (["new"], 0)
