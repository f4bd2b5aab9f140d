"""What an editor shows at once, from the last time, is what a run would say."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from art17.editor.qms import ByFile, OpenQms
from houses import DAY, house

FILES = {
    "art17.yaml": "packs: [eu-ai-act]\n",
    "sop.md": "---\nid: SOP-1\ntype: post-market-monitoring-plan\nstatus: effective\ncovers: [SYS-9]\n---\n# Ü 🙂\n\nBy Art. 17(9).\n",
    "quiet.md": "---\nid: G-1\ntype: glossary\nstatus: effective\nowner: a\nreviewed_on: 2026-10-01\n---\n# G\n\nA sentence.\n",
    "system.yaml": "id: SYS-1\ntype: ai-system\nclassification: high-risk\n",
    "waiver.yaml": "type: waiver\nid: WV-1\nrule: eu-ai-act/*\nsubject: SOP-1\nstatus: effective\nuntil: 2026-12-01\n",
}


def shown(folder: Path) -> ByFile:
    """What a server shows that was just started; it is kept for the next."""
    opened = OpenQms(folder, DAY)
    opened.remembered()
    return opened.noted()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return house(tmp_path / "qms", FILES)


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return edit


EDITS = {
    "a field": edited("sop.md", "SYS-9", "SYS-1"),
    "a line above a finding": edited("sop.md", "# Ü", "\n# Ü"),
    "a field of a file without findings": edited("quiet.md", "G-1", "SOP-1"),
    "a comment that ignores": edited("sop.md", "# Ü", "<!-- art17: ignore[*] until 2027-01-01 because x -->\n# Ü"),
    "the manifest": edited("art17.yaml", "[eu-ai-act]", "[eu-ai-act, qms-practice]"),
    "a file comes": lambda folder: (folder / "new.yaml").write_text("id: SYS-9\ntype: ai-system\n", "utf-8") and None,
    "a file goes": lambda folder: (folder / "waiver.yaml").unlink(),
    "answers come": lambda folder: (folder / "answers.yaml").write_text("answers: [{about: x}]\n", "utf-8") and None,
}


@pytest.mark.parametrize("what", EDITS)
def test_what_changed_is_not_remembered(folder: Path, what: str) -> None:
    """After a change the findings of before are shown."""
    before = shown(folder)
    assert any(before.values())
    EDITS[what](folder)
    assert OpenQms(folder, DAY).remembered() is None
    now = shown(folder)
    assert OpenQms(folder, DAY).remembered() == now


def test_what_is_as_it_was_is_shown_at_once(folder: Path) -> None:
    """An unchanged folder has to be evaluated before anything is shown, or what is shown is of another day."""
    now = shown(folder)
    assert OpenQms(folder, DAY).remembered() == now
    edited("quiet.md", "A sentence.", "Another one.")(folder)
    assert OpenQms(folder, DAY).remembered() == now
    assert OpenQms(folder, DAY + timedelta(1)).remembered() is None


def test_only_what_is_on_disk_is_kept(folder: Path) -> None:
    """What rests on an unsaved text, or one that is half typed, is shown at the next start."""
    for text in (FILES["sop.md"].replace("SYS-9", "SYS-1"), "---\nid: [\n---\n"):
        opened = OpenQms(folder, DAY)
        assert opened.remembered() is None
        opened.put("sop.md", text)
        opened.noted()
    assert OpenQms(folder, DAY).remembered() is None


def test_a_manifest_that_changes_meanwhile_is_not_taken_for_the_one_before(folder: Path) -> None:
    """What a manifest that is written while a run begins leads to is kept as that of the one before."""
    opened = OpenQms(folder, DAY)
    opened.remembered()
    EDITS["the manifest"](folder)
    opened.noted()
    (folder / "art17.yaml").write_text(FILES["art17.yaml"], "utf-8")
    assert OpenQms(folder, DAY).remembered() is None


def test_an_unsaved_text_like_that_on_disk_is_no_change(folder: Path) -> None:
    """A file that is open and untouched keeps what is shown from being kept."""
    opened = OpenQms(folder, DAY)
    opened.remembered()
    opened.put("sop.md", FILES["sop.md"])
    now = opened.noted()
    assert OpenQms(folder, DAY).remembered() == now


def test_notes_of_one_rule_at_one_place_are_one(tmp_path: Path) -> None:
    """What a text does not say is a row of notes on its first line, each with the same advice."""
    text = "# Accountability framework\n\n" + "The head of quality answers for the design of systems.\n" * 4
    head = "---\nid: A-1\ntype: accountability-framework\nstatus: effective\n---\n"
    folder = house(tmp_path, {"art17.yaml": "packs: [eu-ai-act]\nreading: {'**': open}\n", "a.md": head + text})
    notes = [each for each in OpenQms(folder, DAY).noted()["a.md"] if each.severity == "note"]
    assert len({(each.rule, each.span) for each in notes}) == len(notes)
    assert any(each.message.count("\n") > 1 for each in notes)
