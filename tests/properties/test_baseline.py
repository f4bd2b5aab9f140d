"""A baseline through fifty random edits: what moves, is renamed or re-wrapped stays known; every defect is new."""

from __future__ import annotations

import random
import re
import shutil
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.commands.baseline import baseline
from art17.run import check
from houses import DAY, SPECIMENS, copied, house
from properties.strategies import SEEDS
from reading.test_git import git
from reading.test_revision import commit

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
FILE = ".art17-baseline.yaml"
SETTLED = "art17/waivers/baseline-entry-still-occurs"
PROSE = re.compile(r"[A-Z][^|#<>`]*\Z")
NAMELESS = {
    f"procedures/rules-{n}.md": "---\ntype: procedure\nstatus: effective\n---\n"
    f"# Rules {n}\n\n{'We do as we say, as Art. 201 of the AI Act asks, and say as we do. ' * n}\n"
    for n in range(1, 4)
}
"""Documents without an id: all that is known of them hangs on the name of their file and on what they cite."""

Told = tuple[str, str]
Edit = Callable[[Path, random.Random, int], Told | None]


def documents(root: Path) -> list[Path]:
    """The Markdown files of the house that have an id and may be edited."""
    found = sorted(
        (*root.glob("procedures/**/*.md"), *root.glob("instructions/**/*.md"), *root.glob("records/**/*.md"))
    )
    return [file for file in found if re.search(r"^status: (effective|approved)$", text_in(file), re.MULTILINE)]


def nameless(root: Path) -> list[Path]:
    return [file for file in documents(root) if not re.search(r"^id:", text_in(file), re.MULTILINE)]


def text_in(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def named(root: Path, file: Path) -> bool:
    """Whether the place of a file matters to links."""
    others = (text_in(other) for other in root.rglob("*.*") if other.suffix in (".md", ".yaml", ".json"))
    return "](" in text_in(file) or (root / f"{file}.yaml").exists() or any(file.name in text for text in others)


def movable(root: Path) -> list[Path]:
    return [file for file in documents(root) if not named(root, file)]


def move(root: Path, dice: random.Random, step: int) -> None:
    """A file goes to another folder."""
    file = dice.choice(movable(root))
    folder = file.parent / f"moved-{step}"
    folder.mkdir()
    file.rename(folder / file.name)


def rename(root: Path, dice: random.Random, step: int) -> None:
    """A file gets another name; every other time one that has no id."""
    file = dice.choice(nameless(root) if step % 2 else movable(root))
    file.rename(file.with_name(f"renamed-{step}.md"))


def rewrap(root: Path, dice: random.Random, step: int) -> None:
    """The paragraphs of a file are wrapped at another width."""
    file = dice.choice(nameless(root) if step % 2 else documents(root))
    head, mark, body = text_in(file).partition("\n---\n")
    parts = [wrapped(part, dice) if PROSE.match(part) else part for part in body.split("\n\n")]
    file.write_text(head + mark + "\n\n".join(parts), encoding="utf-8")


def wrapped(paragraph: str, dice: random.Random) -> str:
    """A paragraph at another width, unless a line would begin like something else than prose."""
    lines = textwrap.wrap(paragraph, dice.randint(18, 90), break_long_words=False, break_on_hyphens=False)
    is_prose = all(line[0].isalpha() or line[0] == "(" for line in lines)
    return "\n".join(lines) if is_prose else paragraph


def push_down(root: Path, dice: random.Random, step: int) -> None:
    """Everything in a file stands some lines lower."""
    file = dice.choice([*documents(root), *root.glob("registers/*.yaml"), *root.glob("systems/*/*.yaml")])
    comment = "# A remark.\n" * dice.randint(1, 5)
    text = text_in(file)
    file.write_text(f"---\n{comment}{text[4:]}" if text.startswith("---\n") else comment + text, encoding="utf-8")


def reorder(root: Path, dice: random.Random, step: int) -> None:
    """The title of a file goes to the end of its front matter."""
    file = dice.choice([file for file in documents(root) if re.search(r"^title: .*\n", text_in(file), re.MULTILINE)])
    head, mark, body = text_in(file).partition("\n---\n")
    (title,) = re.findall(r"^title: .*$", head, re.MULTILINE)[:1]
    file.write_text(f"{head.replace(title + chr(10), '', 1)}\n{title}{mark}{body}", encoding="utf-8")


def subject_of(file: Path) -> str:
    found = re.search(r"^id: (\S+)", text_in(file), re.MULTILINE)
    return found[1] if found else file.stem


def sound(root: Path, pattern: str) -> list[Path]:
    """The documents with an id that have such a line still."""
    found = (file for file in documents(root) if re.search(r"^id:", text_in(file), re.MULTILINE))
    return [file for file in found if re.search(pattern, text_in(file), re.MULTILINE)]


def lose_version(root: Path, dice: random.Random, step: int) -> Told:
    """A document loses its version."""
    file = dice.choice([file for file in sound(root, r"^version: .*\n") if file.is_relative_to(root / "procedures")])
    file.write_text(re.sub(r"^version: .*\n", "", text_in(file), count=1, flags=re.MULTILINE), encoding="utf-8")
    return "qms-practice/documents/version-is-stated", subject_of(file)


def cite_nothing(root: Path, dice: random.Random, step: int) -> Told:
    """A document cites a provision that does not exist."""
    file = dice.choice(sound(root, r"^id:"))
    file.write_text(
        f"{text_in(file)}\n\nSee Art. {114 + step % 10} (1)({'abcdefghij'[step % 10]}) of the AI Act.\n",
        encoding="utf-8",
    )
    return "art17/citations/citation-is-right", subject_of(file)


def link_nothing(root: Path, dice: random.Random, step: int) -> Told:
    """A document names somebody nobody knows as a related document."""
    file = dice.choice(
        [file for file in sound(root, r"^id:") if not re.search(r"^related:", text_in(file), re.MULTILINE)]
    )
    file.write_text(text_in(file).replace("---\n", f"---\nrelated: [NONE-{step}]\n", 1), encoding="utf-8")
    return "art17/links/target-exists", subject_of(file)


def lose_owner(root: Path, dice: random.Random, step: int) -> None:
    """A document loses its owner."""
    file = dice.choice(sound(root, r"^owner: .*\n"))
    file.write_text(re.sub(r"^owner: .*\n", "", text_in(file), count=1, flags=re.MULTILINE), encoding="utf-8")


def withdraw(root: Path, dice: random.Random, step: int) -> None:
    """A document goes back to a draft, and is evidence of nothing any more."""
    file = dice.choice(sound(root, r"^status: "))
    file.write_text(re.sub(r"^status: .*$", "status: draft", text_in(file), count=1, flags=re.MULTILINE), "utf-8")


def delete(root: Path, dice: random.Random, step: int) -> None:
    """A document is deleted, with whatever leads to it left as it is."""
    dice.choice(sound(root, r"^id:")).unlink()


def lose_link(root: Path, dice: random.Random, step: int) -> None:
    """A row of a register loses a link."""
    link = re.compile(r"^ +(verified_by|mitigates|addresses): .*\n", re.MULTILINE)
    file = dice.choice([file for file in sorted(root.glob("systems/*/*.yaml")) if link.search(text_in(file))])
    found = dice.choice(list(link.finditer(text_in(file))))
    file.write_text(text_in(file)[: found.start()] + text_in(file)[found.end() :], encoding="utf-8")


FELT_ELSEWHERE: tuple[Edit, ...] = (lose_owner, withdraw, delete, lose_link)
"""Defects of which nobody can say beforehand what all fails for them."""
HARMLESS: tuple[Edit, ...] = (move, rename, rename, rewrap, rewrap, push_down, reorder)
DEFECTS: tuple[Edit, ...] = (lose_version, cite_nothing, link_nothing)


def edits(dice: random.Random) -> Iterator[Edit]:
    while True:
        yield dice.choice(HARMLESS if dice.random() < 0.65 else DEFECTS)


@pytest.mark.parametrize(("specimen", "count"), [("northlight", 8), ("northlight-broken", 4)])
@pytest.mark.parametrize("seed", SEEDS)
def test_only_what_is_new_is_told_and_all_of_it(specimen: str, count: int, seed: int, tmp_path: Path) -> None:
    """An edit without harm makes a known finding new, or a new defect passes for a known one."""
    dice = random.Random(f"{specimen} {seed}")
    root = house(copied(SPECIMENS / specimen, tmp_path), NAMELESS)
    git(root, "init", "-q")
    commit(root)
    (root / FILE).write_text(baseline(Request(root, DAY), root / FILE).text, encoding="utf-8")
    planted: list[Told] = []
    for step, edit in zip(range(count), edits(dice), strict=False):
        defect = edit(root, dice, 10 * seed + step)
        planted += [defect] if defect else []
        commit(root)
        report = check(Request(root, DAY, baseline=root / FILE))
        assert report.problems == ()
        told = sorted((f.rule, f.subject.id) for f in report.findings if f.status == "active")
        assert told == sorted(planted), f"after {edit.__name__}"
        assert sum(f.status == "baselined" for f in report.findings) >= 6


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_fails_for_a_defect_is_told(seed: int, tmp_path: Path) -> None:
    """Something that fails for a defect passes for known, or something is told that a plain check finds before as well."""
    dice = random.Random(seed)
    root = house(copied(SPECIMENS / "northlight", tmp_path), NAMELESS)
    git(root, "init", "-q")
    commit(root)
    (root / FILE).write_text(baseline(Request(root, DAY), root / FILE).text, encoding="utf-8")
    before = Counter((f.rule, f.subject.id) for f in check(Request(root, DAY)).findings)
    for step in range(5):
        edit = dice.choice(FELT_ELSEWHERE if dice.random() < 0.65 else (move, rewrap, push_down, reorder))
        edit(root, dice, step)
        commit(root)
        found = Counter((f.rule, f.subject.id) for f in check(Request(root, DAY)).findings)
        beside = check(Request(root, DAY, baseline=root / FILE)).findings
        told = Counter((f.rule, f.subject.id) for f in beside if f.status == "active" and f.rule != SETTLED)
        assert told == found - before, f"after {edit.__name__}"
    assert told
