"""What is kept counts whole or not at all."""

import os
import time
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.memory.snapshot import Snapshot
from art17.memory.store import CALLS, FOLDERS, Store
from art17.run import run
from houses import DAY, house


def kept_in(cache: Path) -> list[Path]:
    """The files in a cache."""
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    """What was kept comes back otherwise, or under another folder's name."""
    Store(tmp_path / "a").save("snapshot", [b"one", b"\n", b"two"])
    assert Store(tmp_path / "a").load("snapshot") == b"one\ntwo"
    assert Store(tmp_path / "b").load("snapshot") is None
    assert Store(tmp_path / "a").load("other") is None


@pytest.mark.parametrize(
    "change", [lambda b: b[:-1], lambda b: b[1:], lambda b: b"", lambda b: b + b"x", lambda b: b"X" + b[1:]]
)
def test_what_is_not_whole_does_not_count(tmp_path: Path, own_cache: Path, change) -> None:  # type: ignore[no-untyped-def]
    """A file that was cut or changed is believed."""
    store = Store(tmp_path)
    store.save("snapshot", [b"something long enough"])
    (file,) = kept_in(own_cache)
    file.write_bytes(change(file.read_bytes()))
    assert store.load("snapshot") is None
    store.save("snapshot", [b"new"])
    assert store.load("snapshot") == b"new"


def test_what_was_put_elsewhere_does_not_count(tmp_path: Path, own_cache: Path) -> None:
    """A file that is whole is believed under the name, or in the folder, of another."""
    for folder, name in (("a", "said-one"), ("a", "said-two"), ("b", "said-one")):
        Store(tmp_path / folder).save(name, [f"{folder} {name}".encode()])
    one, two = (Store(tmp_path / "a").load(name) for name in ("said-one", "said-two"))
    assert (one, two) == (b"a said-one", b"a said-two")
    by_content = {file.read_bytes().partition(b"\n")[0]: file for file in kept_in(own_cache)}
    for other in (b"a said-two", b"b said-one"):
        by_content[b"a said-one"].write_bytes(by_content[other].read_bytes())
        assert Store(tmp_path / "a").load("said-one") is None
    assert Store(tmp_path / "a").load("said-two") == b"a said-two"


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, own_cache: Path) -> None:
    """A write that fails in the middle destroys what was kept, leaves a part, or fails the run."""
    store = Store(tmp_path)
    store.save("snapshot", [b"old"])

    def parts():  # type: ignore[no-untyped-def]
        yield b"new"
        raise OSError("disk full")

    store.save("snapshot", parts())
    assert store.load("snapshot") == b"old"
    assert len(kept_in(own_cache)) == 1


def test_without_a_place_to_keep_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder that cannot be made fails the run."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    store = Store(tmp_path)
    store.save("snapshot", [b"x"])
    assert store.load("snapshot") is None


def test_a_link_in_place_of_the_cache_is_not_followed(tmp_path: Path, own_cache: Path) -> None:
    """What is kept goes where a link leads."""
    (tmp_path / "elsewhere").mkdir()
    (own_cache / "art17").symlink_to(tmp_path / "elsewhere")
    Store(tmp_path).save("snapshot", [b"x"])
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_is_kept_is_bounded(tmp_path: Path, own_cache: Path) -> None:
    """The cache grows without end, or what a dead run left stays for ever."""
    store = Store(tmp_path / "0")
    for number in range(CALLS + 5):
        store.save(f"said-{number}", [b"x"])
    folder = kept_in(own_cache)[0].parent
    assert len(kept_in(own_cache)) == CALLS
    left = folder / ".writing-by-a-dead-run"
    left.write_bytes(b"x")
    long_ago = time.time() - 2 * 3600
    os.utime(left, (long_ago, long_ago))
    store.save("said-x", [b"x"])
    assert not left.exists()
    for number in range(FOLDERS + 5):
        Store(tmp_path / str(number)).save("said-x", [b"x"])
    assert len(list((own_cache / "art17").iterdir())) == FOLDERS


@pytest.mark.parametrize("beneath", ["", ".cache"])
def test_nothing_is_kept_in_what_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beneath: str) -> None:
    """A cache folder that lies in the folder that is checked, as some CI has it, is written to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / beneath))
    store = Store(tmp_path)
    store.save("snapshot", [b"one"])
    assert store.load("snapshot") is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_read_is_known_however_the_folder_is_named_and_under_each_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor, which names the folder wholly, and the command in the folder make each other read all files anew."""
    root = house(
        tmp_path / "qms", {"art17.yaml": "packs: [eu-ai-act]\n", "a.md": "---\nid: A-1\ntype: role\n---\n# A\n"}
    )
    (tmp_path / "other.yaml").write_text("packs: [eu-ai-act, qms-practice]\n")
    monkeypatch.chdir(root)
    calls = ((root, None), (Path(), None), (Path("../qms"), None), (root, tmp_path / "other.yaml"), (root, None))
    read = list[str]()
    put = Snapshot.put
    monkeypatch.setattr(Snapshot, "put", lambda self, *more: (read.append(more[0].path), put(self, *more))[1])
    for folder, manifest in calls:
        run(Request(folder, DAY, manifest, remembers=True))
        read.append("|")
    assert "".join(read) == "a.md|||a.md||"
