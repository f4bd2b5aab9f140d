"""Whatever happened before, a check says what it would say if it had read everything anew."""

import errno
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from art17.checking.context import RunContext
from art17.checking.verdicts import evaluate
from art17.cli import art17
from art17.errors import Art17Error
from gates.repositories import a_repository, git
from houses import NORTHLIGHT, SPECIMENS

DICE = st.randoms(use_true_random=True)
"""From a seed: how often they are thrown depends on the files of the cache, which no two runs name alike."""

EDITED = settings(
    max_examples=int(os.environ.get("ART17_FUZZ", "400")) // 80,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""How long edits are tried: five times each, or an eightieth of `ART17_FUZZ`."""

LINES = (
    b"owner: role:nobody\n", b"status: draft\n", b"links: {covers: [SYS-9]}\n", b"\n", b"# art17: ignore[*] until 2027-01-01 because x\n",
    b"See Art. 61 of the AI Act.\n", b"A sentence.\n", b"id: SAME\n", b"---\n", b"\xff", b"type: risk-register\n", b"exclude: ['*.md']\n",
)  # fmt: skip
OPTIONS = (
    (),
    ("--format", "json"),
    ("--as-of", "2027-03-01"),
    ("--fail-on", "error"),
    ("--select", "*/17-1-*"),
    ("--no-ignores",),
)
EDITS = (
    "insert",
    "insert",
    "insert",
    "write",
    "write",
    "write",
    "delete",
    "rename",
    "copy",
    "touch",
    "cut cache",
    "flip cache",
    "drop cache",
    "mix cache",
    "link",
)


def said(folder: Path, *more: str) -> tuple[int, str]:
    """The exit code and all that a check prints."""
    done = CliRunner().invoke(art17, ["check", str(folder), "--as-of", "2026-11-23", *more])
    if isinstance(done.exception, Art17Error):
        return 2, str(done.exception.problems)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def edit(how: str, folder: Path, cache: Path, dice: random.Random) -> None:
    """Change something in the folder, or in the cache."""
    own = (path for path in folder.rglob("*") if ".git" not in path.parts)
    files = sorted(path for path in own if path.is_file() and not path.is_symlink())
    kept = sorted(path for path in cache.rglob("*") if path.is_file())
    file = dice.choice(files)
    if how == "insert":
        lines = file.read_bytes().splitlines(keepends=True)
        lines.insert(dice.randint(0, min(9, len(lines))), dice.choice(LINES))
        file.write_bytes(b"".join(lines))
    elif how == "write":
        page = dice.choice([path for path in files if path.suffix == ".md"] or files)
        lines = page.read_bytes().splitlines(keepends=True)
        lines.insert(dice.randint(len(lines) // 2, len(lines)), dice.choice((b"\n", b"A sentence.\n")))
        page.write_bytes(b"".join(lines))
    elif how == "delete" and len(files) > 2:
        file.unlink()
    elif how == "rename":
        file.rename(file.with_name(f"new{dice.randint(0, 9)}-{file.name[-20:]}"))
    elif how == "copy":
        file.with_name(f"copy{dice.randint(0, 9)}-{file.name[-20:]}").write_bytes(file.read_bytes())
    elif how == "touch":
        file.touch()
    elif how == "link":
        link = folder / f"link{dice.randint(0, 9)}.md"
        if not link.exists() and not link.is_symlink():
            link.symlink_to(file)
    elif kept:
        _spoil(how, dice.choice(kept), kept, dice)


def _spoil(how: str, one: Path, kept: list[Path], dice: random.Random) -> None:
    data = bytearray(one.read_bytes())
    if how == "cut cache":
        one.write_bytes(data[: dice.randint(0, len(data))])
    elif how == "flip cache" and data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        one.write_bytes(data)
    elif how == "drop cache":
        one.unlink()
    elif how == "mix cache":
        one.write_bytes(dice.choice(kept).read_bytes())


@EDITED
@given(
    st.sampled_from(["five-systems", "small-company", "guide-literal", "bank"]),
    st.lists(st.tuples(st.sampled_from(EDITS), st.sampled_from(OPTIONS)), min_size=3, max_size=7),
    DICE,
)
def test_cached_equals_cold(
    own_cache: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    steps: list[tuple[str, tuple[str, ...]]],
    dice: random.Random,
) -> None:
    """After some edits a check with a cache says what a check without one does not."""
    shutil.rmtree(own_cache / "art17", ignore_errors=True)
    folder = shutil.copytree(SPECIMENS / name, tmp_path_factory.mktemp("edited") / name)
    said(folder)
    for how, more in steps:
        edit(how, folder, own_cache, dice)
        assert said(folder, *more) == said(folder, *more, "--no-cache"), how


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@EDITED
@given(
    st.lists(st.tuples(st.sampled_from(EDITS), st.booleans()), min_size=3, max_size=7),
    DICE,
)
def test_cached_equals_cold_on_what_is_staged(
    own_cache: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]], dice: random.Random
) -> None:
    """After some edits, of which some are staged, a hook with a cache says what one without does not."""
    shutil.rmtree(own_cache / "art17", ignore_errors=True)
    folder = a_repository(shutil.copytree(SPECIMENS / "small-company", tmp_path_factory.mktemp("edited") / "house"))
    said(folder, "--staged")
    for how, is_added in steps:
        edit(how, folder, own_cache, dice)
        if is_added:
            git(folder, "add", "--all")
        assert said(folder, "--staged") == said(folder, "--staged", "--no-cache"), how


@pytest.mark.parametrize("options", [(), ("--staged",)])
def test_what_comes_to_the_same_is_not_judged_again(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """Another word costs a whole run, or a field, or the line of a finding, costs none."""
    folder = a_repository(shutil.copytree(NORTHLIGHT, tmp_path / "house"))
    named, page = (
        folder / "procedures" / "SOP-03-design-control.md",
        folder / "procedures" / "SOP-09-serious-incidents.md",
    )
    edited(folder / "art17.yaml", "read:", 'reading: {"**": closed}\nread:')  # of an open text every word counts
    edited(named, "owner: ", "owned: ")
    git(folder, "add", "--all")
    before = said(folder, *options)
    assert named.name in before[1]
    judged: list[RunContext] = []
    monkeypatch.setattr("art17.run.evaluate", lambda context: (judged.append(context), evaluate(context))[1])
    for again in (lambda: edited(page, "possible", "likely"), page.touch):
        again()
        git(folder, "add", "--all")
        assert said(folder, *options) == before
        assert said(folder, *options) == before
    assert not judged
    edited(named, "---\n", "---\n# a comment\n")
    git(folder, "add", "--all")
    assert said(folder, *options) == said(folder, *options, "--no-cache") != before
    assert len(judged) == 2
    edited(page, "owner: ", "owned: ")
    git(folder, "add", "--all")
    assert said(folder, *options) == said(folder, *options, "--no-cache")
    assert len(judged) == 4


def edited(file: Path, was: str, now: str) -> None:
    """Change the first of some words in a file."""
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), "utf-8")


def test_a_cache_of_another_folder_or_pack_is_of_no_use(own_cache: Path, tmp_path: Path) -> None:
    """A pack that changes, or a manifest beside the folder, does not show at once."""
    folder = shutil.copytree(SPECIMENS / "small-company", tmp_path / "house")
    rule = tmp_path / "pack" / "own" / "asked.yaml"
    rule.parent.mkdir(parents=True)
    (tmp_path / "pack" / "pack.yaml").write_text("title: Own\nversion: '1'\nneeds: [art17, eu-ai-act]\n")
    text = (
        "title: There is no procedure\nbasis: practice\nserves: Us\nclass: gap\nseverity: warning\nfor: qms\n"
        "require: {{some: artefacts, that: {{type: {type}}}}}\nrationale: r\nfix: fix it\n"
    )
    manifest = tmp_path / "other.yaml"
    manifest.write_text("packs: [./pack]\n")
    outcomes = []
    for kind in ("waiver", "ai-system", "waiver"):
        rule.write_text(text.format(type=kind))
        outcomes.append(said(folder, "--config", str(manifest)))
        assert outcomes[-1] == said(folder, "--config", str(manifest), "--no-cache")
    assert outcomes[0] == outcomes[2] != outcomes[1]
    manifest.write_text("packs: [eu-ai-act]\n")
    assert said(folder, "--config", str(manifest)) == said(folder, "--config", str(manifest), "--no-cache")


FINE = "---\nid: {}\ntype: procedure\ntitle: Buying\nstatus: effective\n---\n# Buying\n"
RULE = (
    "title: {}\nbasis: practice\nserves: Us\nclass: gap\nseverity: warning\nfor: qms\n"
    "require: {{some: artefacts, that: {{type: waiver}}}}\nrationale: r\nfix: m\n"
)


def a_house(root: Path, packs: str = "") -> Path:
    """A folder of one procedure, judged by a pack of its own where one is named."""
    root.mkdir(parents=True)
    (root / "a.md").write_text(FINE.format("SOP-A"))
    if packs:
        (root / "art17.yaml").write_text(f"packs: [{packs}]\n")
    return root


def a_pack(folder: Path, title: str) -> None:
    """A pack of one rule, under which every folder falls."""
    (folder / "own").mkdir(parents=True)
    (folder / "pack.yaml").write_text("title: Own\nversion: '1'\nneeds: [art17, eu-ai-act]\n")
    (folder / "own" / "asked.yaml").write_text(RULE.format(title))


def check_that_it_shows(folder: Path, change: Callable[[], object], *more: str) -> None:
    """What a change does shows at once, although the same call was made before it."""
    before = said(folder, *more)
    assert said(folder, *more) == before
    change()
    after = said(folder, *more, "--no-cache")
    assert after != before
    assert said(folder, *more) == after


@pytest.mark.parametrize("name", ["art17.yaml", ".art17.yml", "pyproject.toml"])
@pytest.mark.parametrize("how", ["folder", "link", "closed"])
def test_what_bars_the_way_to_a_manifest_shows(
    name: str, how: str, own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something that is no manifest comes to stand where one would, where git does not list it."""
    folder = a_house(tmp_path / "house")
    (folder / ".gitignore").write_text(f"{name}\n")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)

    def closed() -> None:
        (folder / name).write_text("packs: [art17]\n")
        monkeypatch.setattr("art17.reading.io.source.os.open", _refusing(name))  # root may open everything

    ways = {"folder": (folder / name).mkdir, "link": lambda: (folder / name).symlink_to("nowhere"), "closed": closed}
    check_that_it_shows(folder, ways[how])


def _refusing(name: str) -> Callable[..., int]:
    """`os.open`, save that files of a name may not be opened."""
    opens = os.open

    def opened(path: str, flags: int) -> int:
        if path.endswith(f"/{name}"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opens(path, flags)

    return opened


def test_a_named_manifest_that_became_a_link_shows(own_cache: Path, tmp_path: Path) -> None:
    """A manifest in the folder is read through a link because it was read before."""
    folder = a_house(tmp_path / "house")
    named = folder / "mine.yaml"
    named.write_text("packs: [eu-ai-act]\n")

    def linked() -> None:
        named.rename(tmp_path / "mine.yaml")
        named.symlink_to("../mine.yaml")

    check_that_it_shows(folder, linked, "--config", str(named))


def test_a_manifest_of_the_same_name_elsewhere_is_another(
    own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manifest that is named from two folders brings the pack beside the first one to the second."""
    folder = a_house(tmp_path / "house")
    for name in ("one", "two"):
        a_pack(tmp_path / name / "pack", f"Asked by {name}")
        (tmp_path / name / "mine.yaml").write_text("packs: [./pack]\n")
    monkeypatch.chdir(tmp_path / "one")
    check_that_it_shows(folder, lambda: monkeypatch.chdir(tmp_path / "two"), "--config", "mine.yaml")


@pytest.mark.parametrize("packs", ["./link", "./needing"])
def test_a_link_to_a_pack_that_was_turned_shows(packs: str, own_cache: Path, tmp_path: Path) -> None:
    """The pack counts to which a link led before, in the manifest or in what a pack needs."""
    folder = a_house(tmp_path / "house", packs)
    a_pack(folder / "one", "Asked by one")
    a_pack(folder / "two", "Asked by two")
    a_pack(folder / "needing", "Asked by a third")
    (folder / "needing" / "pack.yaml").write_text("title: N\nversion: '1'\nneeds: [art17, eu-ai-act, ../link]\n")
    (folder / "link").symlink_to("one")

    def turned() -> None:
        (folder / "link").unlink()
        (folder / "link").symlink_to("two")

    check_that_it_shows(folder, turned)


def test_a_pack_that_lies_outside_now_shows(own_cache: Path, tmp_path: Path) -> None:
    """A pack beside the folder is used although nothing is there any more that holds both."""
    folder = a_house(tmp_path / "whole" / "house", "../pack")
    a_pack(tmp_path / "whole" / "pack", "Asked")
    (tmp_path / "whole" / ".git").mkdir()
    check_that_it_shows(folder, (tmp_path / "whole" / ".git").rmdir)


def test_a_rule_in_any_folder_of_a_pack_shows(own_cache: Path, tmp_path: Path) -> None:
    """Rules that were added to a pack in a folder that elsewhere holds no sources are not judged."""
    folder = a_house(tmp_path / "house", "../pack")
    a_pack(tmp_path / "pack", "Asked")
    (tmp_path / ".git").mkdir()

    def added() -> None:
        (tmp_path / "pack" / "__pycache__").mkdir()
        (tmp_path / "pack" / "__pycache__" / "more.yaml").write_text(RULE.format("More is asked"))

    check_that_it_shows(folder, added)


def test_a_side_car_that_was_a_link_shows(own_cache: Path, tmp_path: Path) -> None:
    """A side-car that took the place of a link of the same name is not read."""
    folder = a_house(tmp_path / "house")
    (folder / "x.pdf").touch()
    car = folder / "x.pdf.yaml"
    car.symlink_to("nowhere")

    def put() -> None:
        car.unlink()
        car.write_text("id: SOP-B\ntype: procedure\nstatus: effective\n")

    check_that_it_shows(folder, put)
