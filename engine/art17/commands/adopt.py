"""From a stranger's folder to a manifest: what is in it, what each document seems to be, and files to confirm that."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from art17.checking.rule_base import RuleBase, rule_base_of
from art17.commands.adopted_files import Adopted, Choice, digest_of_text, files_of, merged_overlay, state_of
from art17.errors import UsageError
from art17.model.guessed import Guessed
from art17.model.inventory import NotRead
from art17.model.nearest import did_you_mean
from art17.model.settings import Settings
from art17.model.value import Value
from art17.reading.facts.front_facts import BARE
from art17.reading.facts.set_aside import guessed_of
from art17.reading.facts.sites import site_of
from art17.reading.facts.stock import DocumentFacts, StockTaker
from art17.reading.inventory import inventory_of
from art17.reading.io.source import WorkingTree
from art17.reading.io.writing import write_file
from art17.reading.manifests import MANIFEST, MISNAMED
from art17.reading.settings import settings_of
from art17.skeletons.profile import Profile, Seeds
from art17.skeletons.sketch import left_out

OVERLAY, PAGE, STATE = "overlay.yaml", "adopt.md", "adopted.json"
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the call decides: where to write, whose QMS it is, for which systems, and the types of some documents."""

    to: Path | None = None
    provider: str = ""
    profile: Profile = field(default_factory=Profile)
    types: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Stock:
    """What was found in a folder."""

    root: Path
    words: RuleBase
    documents: tuple[DocumentFacts, ...]
    guesses: tuple[Guessed, ...]
    files: Mapping[str, tuple[int, int]]
    """For each ending the number of files and their bytes."""
    not_read: tuple[NotRead, ...]
    site: str = ""

    @property
    def languages(self) -> Mapping[str, int]:
        """How many documents are in each language, the commonest first."""
        return dict(Counter(each.language for each in self.documents if each.language).most_common())

    def doubtful(self) -> tuple[Guessed, ...]:
        """The documents of which a type is likely and not sure: those that one may ask about."""
        return tuple(each for each in self.guesses if each.type and not each.is_sure and not each.aside)


def folders_of(folder: Path, to: Path | None) -> tuple[Path, Path]:
    """The client's folder, and the one that is written: next to it, unless the call or an earlier run says where.

    Raises:
        UsageError: where there is no such folder, it has a manifest of its own, or several QMS are below it.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "name the folder that holds the documents")
    if (folder / MANIFEST).is_file() and (folder / STATE).is_file():
        about = settings_of(folder).root or "."
        return Path(os.path.normpath(folder / about)), folder
    real = Path(os.path.realpath(folder))
    home = to or real.parent / f"{real.name}-art17"
    if not to and not real.name:
        raise UsageError("a folder next to the root of the disk cannot be named", "say where with --to DIR")
    for name in (MANIFEST, *MISNAMED):
        if (folder / name).is_file() and not _is_same(home, folder):
            fix = "edit it; `art17 facts` shows what the documents are, and `--to` the same folder adopts them there"
            raise UsageError(f"{folder} has a manifest already ({name})", fix)
    return folder, home


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def stock_of(folder: Path, home: Path, told: Told) -> Stock:
    """What is in a folder, read once; nothing is written.

    Raises:
        UsageError: where several folders below it have manifests.
        Art17Error: where a pack is wrong.
    """
    words = rule_base_of(Settings(folder=str(folder)))
    source = WorkingTree(folder)
    own = _prefix(home, folder)
    every = source.paths()
    paths = [path for path in every if not (own and path.startswith(own)) and path not in (OVERLAY, PAGE, STATE)]
    manifests = [path for path in paths if path.endswith(f"/{MANIFEST}")]
    if manifests:
        named = ", ".join(manifests[:8])
        raise UsageError(f"QMS with manifests are below this folder: {named}", "adopt or check each on its own")
    taker = StockTaker(words.vocabulary, words.act, looks_closely=True)
    found = tuple(taker.of(source, paths, lambda done, whole: told(f"read {done} of {whole} documents")))
    read = {each.path for each in found if not each.problem}
    partly = {each.path: each.left_out for each in found if each.left_out}
    broken = {each.path: each.problem for each in found if each.problem}
    inventory = inventory_of(source, paths, read, read, frozenset(), partly)
    unread = {each.path: each for each in inventory.not_read} | {p: NotRead(p, why) for p, why in broken.items()}
    kinds: dict[str, tuple[int, int]] = {}
    for path in paths:
        ending = os.path.splitext(path)[1].lower()  # noqa: PTH122
        count, size = kinds.get(ending, (0, 0))
        kinds[ending] = (count + 1, size + source.size_of(path))
    site = site_of(every, tuple(source.hidden_folders()))
    return Stock(
        folder, words, found, guessed_of(found), dict(sorted(kinds.items())), tuple(sorted(unread.values())), site
    )


def _prefix(home: Path, folder: Path) -> str:
    """The way to the folder that is written, where that is in the client's; "" where it is not."""
    inside, real = Path(os.path.realpath(home)), Path(os.path.realpath(folder))
    return f"{inside.relative_to(real).as_posix()}/" if inside.is_relative_to(real) and inside != real else ""


def adopt(stock: Stock, home: Path, wish: Wish) -> Adopted:
    """Write manifest, overlay and page for a folder; what a person has edited stays as it is.

    Raises:
        UsageError: where an answer means nothing, the folder holds the adoption of another, or cannot be written.
    """
    choices = {path: Choice(_type_named(name, stock)) for path, name in wish.types.items()}
    if unknown := choices.keys() - {each.path for each in stock.guesses}:
        near = did_you_mean(sorted(unknown)[0], [each.path for each in stock.guesses])
        raise UsageError(f"there is no document {sorted(unknown)[0]!r}{near}", "name it by its path in the folder")
    _refuse_another(home, stock.root)
    before = state_of(home / STATE)
    manifest = _manifest(stock, home, wish)
    overlay = merged_overlay(home / OVERLAY, stock.documents, stock.guesses, before, choices)
    files = files_of(stock.root.name or str(stock.root), stock, manifest, overlay, before)
    written: list[str] = []
    kept: list[str] = []
    for name, text, left in files:
        file = home / name
        there = file.read_text("utf-8", "surrogateescape") if file.is_file() else None
        if there == text:
            continue
        if there is not None and left is not None and digest_of_text(there) != left:
            kept.append(name)
            continue
        _write(file, text, home)
        written.append(name)
    return replace(overlay.outcome, written=tuple(written), kept=tuple(kept))


def _write(file: Path, text: str, home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fix = "say with --to DIR where to write"
        raise UsageError(f"cannot make the folder {home.as_posix()}: {error.strerror}", fix) from error
    write_file(text.encode("utf-8", "surrogateescape"), file, home)


def _refuse_another(home: Path, root: Path) -> None:
    """Raise where the folder that is to be written is about something else."""
    if not (home / MANIFEST).is_file() or _is_same(home, root):
        return
    about = settings_of(home).root
    if not about or not _is_same(home / about, root):
        raise UsageError(f"{home} holds another manifest", "name another folder with --to DIR")


def _type_named(name: str, stock: Stock) -> str:
    types = stock.words.vocabulary.types
    if name not in types and name != "none":
        fix = "`art17 schema --types` lists the types; `none` is for what is no part of the QMS"
        raise UsageError(f"there is no type {name!r}{did_you_mean(name, types)}", fix)
    return name


def _manifest(stock: Stock, home: Path, wish: Wish) -> Mapping[str, Value]:
    """What the manifest states: the folder, the overlay, and what the call says of provider and systems.

    Raises:
        UsageError: where that means nothing.
    """
    words = stock.words
    seeds = Seeds(replace(wish.profile, provider=wish.provider), words.vocabulary, words.rules, words.act)
    provider, *systems = (_said(sketch.stated("", left_out)) for sketch in seeds.sketches())
    is_told = bool(wish.provider or wish.profile.size or wish.profile.roles)
    root = "" if _is_same(home, stock.root) else _way(home, stock.root)
    return {
        **({"root": root} if root else {}),
        "overlay": OVERLAY,
        "reading": {"**": "open"},
        **({"units": {"review_in": unit}} if (unit := _unit_of(stock)) else {}),
        **({"provider": provider} if is_told else {}),
        **({"systems": systems} if systems else {}),
    }


def _unit_of(stock: Stock) -> str:
    """What bare numbers between reviews count, where all that front matter states count the same."""
    bare = {fact.where.rpartition(" ")[2] for each in stock.documents for fact in each.facts if BARE in fact.where}
    return bare.pop() if len(bare) == 1 else ""


def _way(home: Path, root: Path) -> str:
    return Path(os.path.relpath(os.path.realpath(root), os.path.realpath(home))).as_posix()


def _said(stated: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in stated.items() if name != "type" and value not in (None, [], "")}


def rows_of(stock: Stock, states: Mapping[str, str]) -> Sequence[tuple[Guessed, DocumentFacts, str]]:
    """Each document with its guess, its facts and whether it is new, edited or as it was."""
    facts = {each.path: each for each in stock.documents}
    return tuple((guess, facts[guess.path], states.get(guess.path, "")) for guess in stock.guesses)
