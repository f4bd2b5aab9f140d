"""The files that `art17 adopt` writes: a manifest, an overlay with an entry for each document, and a page to read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from art17.model.guessed import UNSURE, Guessed
from art17.model.value import Value
from art17.reading.facts.notes import CONFIRMED, GUESSED, notes_in
from art17.reading.facts.stock import DocumentFacts
from art17.reporting.markdown_text import code, escaped, row
from art17.reporting.words import plural
from art17.skeletons.scaffold import yaml_lines

if TYPE_CHECKING:
    from art17.commands.adopt import Stock

FACTS = (
    "id", "title", "owner", "author", "version", "status", "approved_by", "approved_on", "effective_on", "dated",
    "last_reviewed", "review_in", "next_review",
)  # fmt: skip
NEW, KEPT, CHANGED = "new", "kept", "changed"
_HEAD = """\
# What each document seems to be, written by `art17 adopt`.
# An entry under `guessed:` is a guess: correct it, and rename `guessed:` to `confirmed:`.
# `type: none` is for what is no part of the QMS; `art17 schema --types` lists the types.
# Run `art17 adopt` again whenever the folder has changed: what you have edited stays as it is.
"""
_ENTRY = re.compile(r"^[^\s#]", re.MULTILINE)
_LETTERS = "abcdefghijklm"


@dataclass(frozen=True, slots=True)
class Choice:
    """A type that the call gives a document: it counts as confirmed."""

    type: str


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run wrote: for each document the digest of its bytes and of its entry, and of each file."""

    documents: Mapping[str, str] = field(default_factory=dict[str, str])
    entries: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def is_first(self) -> bool:
        """Whether there was no earlier run."""
        return not self.documents


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a run did: files written and kept, documents by what they are beside the last run, and those gone."""

    states: Mapping[str, str] = field(default_factory=dict[str, str])
    gone: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """The text of the overlay, its entries by document, and what became of them."""

    text: str
    entries: Mapping[str, str]
    outcome: Adopted


def state_of(file: Path) -> Before:
    """What an earlier run left behind; nothing where there was none, or it cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return Before(dict(data["documents"]), dict(data["entries"]), dict(data["files"]))
    return Before()


def merged_overlay(
    file: Path,
    documents: Sequence[DocumentFacts],
    guesses: Sequence[Guessed],
    before: Before,
    choices: Mapping[str, Choice],
) -> Overlay:
    """The overlay with new guesses, in which the entries that a person has edited stay as they are, comments too.

    Raises:
        SettingsError: where the overlay that is there is not understood.
    """
    there = file.read_text("utf-8", "surrogateescape") if file.is_file() else ""
    head, old = _blocks(there, file.name)
    facts = {each.path: each for each in documents}
    entries: dict[str, str] = {}
    states: dict[str, str] = {}
    fresh: dict[str, str] = {}
    for guess in guesses:
        path = guess.path
        fresh[path] = entry_text(guess, facts[path], choices.get(path))
        known = old.get(path)
        is_edited = known is not None and before.entries.get(path) != digest_of_text(known)
        entries[path] = known if known is not None and is_edited and path not in choices else fresh[path]
        if is_edited and path not in choices:
            states[path] = KEPT
        elif known is None and not before.is_first:
            states[path] = NEW
        elif before.documents.get(path, facts[path].digest) != facts[path].digest:
            states[path] = CHANGED
    gone = tuple(path for path in old if path not in fresh)
    entries |= {path: old[path] for path in gone if before.entries.get(path) != digest_of_text(old[path])}
    text = (head or _HEAD) + "".join(f"\n{entries[path]}" for path in sorted(entries))
    return Overlay(text, {p: digest_of_text(e) for p, e in entries.items() if e == fresh.get(p)}, Adopted(states, gone))


def _blocks(text: str, name: str) -> tuple[str, dict[str, str]]:
    """The lines before the first entry, and the text of each entry with the comments above it."""
    if not text.strip():
        return "", {}
    notes_in(text.encode("utf-8", "surrogateescape"), name)
    lines = text.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if _ENTRY.match(line)]
    found: dict[str, str] = {}
    if not starts:
        return text, {}
    firsts = [_with_comments(lines, at, starts[number - 1] + 1 if number else 0) for number, at in enumerate(starts)]
    for number, first in enumerate(firsts):
        end = firsts[number + 1] if number + 1 < len(firsts) else len(lines)
        block = "".join(lines[first:end]).strip("\n") + "\n"
        stated = notes_in(block.encode("utf-8", "surrogateescape"), name)
        found |= dict.fromkeys(stated.by_path, block)
    return "".join(lines[: firsts[0]]).rstrip("\n") + "\n", found


def _with_comments(lines: Sequence[str], at: int, least: int) -> int:
    """The first of the comment lines right above a line."""
    while at > least and lines[at - 1].startswith("#"):
        at -= 1
    return at


def entry_text(guess: Guessed, found: DocumentFacts, choice: Choice | None = None) -> str:
    """The entry of a document, as YAML."""
    said: dict[str, Value] = {}
    if choice:
        said["type"] = choice.type
        return "\n".join(yaml_lines({guess.path: {CONFIRMED: said}})) + "\n"
    said["type"] = guess.type if guess.counts else UNSURE
    if guess.type and not guess.counts:
        said["perhaps"] = guess.type
    said["why"] = guess.why
    if guess.aside:
        said["aside"] = guess.aside
    else:
        said |= {name: value for name in FACTS if (value := found.value(name))}
        if guess.points:
            said["points"] = list(guess.points)
    return "\n".join(yaml_lines({guess.path: {GUESSED: said}})) + "\n"


def files_of(
    name: str, stock: Stock, manifest: Mapping[str, Value], overlay: Overlay, before: Before
) -> Sequence[tuple[str, str, str | None]]:
    """Name and text of each file, with the digest of what is there as an earlier run left it.

    None for those that are always written: they hold what a person has edited already.
    """
    texts = {
        "art17.yaml": manifest_text(manifest),
        "overlay.yaml": overlay.text,
        "adopt.md": page_of(name, stock, overlay.outcome),
    }
    state = {
        "documents": {each.path: each.digest for each in stock.documents},
        "entries": dict(overlay.entries),
        "files": {each: before.files.get(each, "") for each in texts}
        | {e: digest_of_text(t) for e, t in texts.items()},
    }
    texts["adopted.json"] = json.dumps(state, ensure_ascii=True, indent=1, sort_keys=True) + "\n"
    merged = {"overlay.yaml", "adopted.json"}
    return [(each, text, None if each in merged else before.files.get(each, "")) for each, text in texts.items()]


def manifest_text(stated: Mapping[str, Value]) -> str:
    """The manifest as YAML, with what may be added."""
    lines = [
        "# Written by `art17 adopt`: which folder this is about, and how it is read (docs/adopting.md).",
        *yaml_lines(stated),
    ]
    if "provider" not in stated:
        lines += ["# Whose QMS it is, and for which systems: without them nothing is asked of a system.",
                  "# provider: {id: provider, title: NAME, size: small, role: [provider]}"]  # fmt: skip
    if "systems" not in stated:
        lines += [
            "# systems:",
            "#   - {id: SYS-1, title: NAME, lifecycle: in-development, annex_iii_point: Annex III(4)}",
        ]
    lines += [
        "# What a report that you hand over says of itself (docs/report.md):",
        '# report: {client: NAME, assessor: NAME, issue: "1", status: draft, distribution: NAMES, logo: logo.png}',
    ]
    return "\n".join(lines) + "\n"


def digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:20]


def page_of(name: str, stock: Stock, outcome: Adopted) -> str:
    """The page that a person reads: what is there, what it seems to be, and what to do next."""
    return "\n".join(_page(name, stock, outcome)) + "\n"


def _page(name: str, stock: Stock, outcome: Adopted) -> Iterator[str]:
    guesses = stock.guesses
    counted = [each for each in guesses if each.counts]
    open_ones = [each for each in guesses if not (each.counts or each.aside)]
    aside = [each for each in guesses if each.aside]
    yield f"# What is in {escaped(name)}\n"
    yield "A proposal by `art17 adopt`: guesses from titles, names, headings and texts, not checked by a person."
    yield "Each run writes this page again; what you know belongs in `overlay.yaml`.\n"
    if stock.site:
        yield f"Kind of folder: {stock.site}."
    if stock.languages:
        yield f"Languages: {', '.join(f'{code_} ({count})' for code_, count in stock.languages.items())}.\n"
    yield "| files | number | size |\n| --- | --- | --- |"
    for ending, (count, size) in stock.files.items():
        yield row([escaped(ending or "without ending"), str(count), _size(size)])
    yield f"\n## Recognised ({len(counted)})\n"
    yield from _table(counted, stock)
    if open_ones:
        yield f"\n## Not sure ({len(open_ones)})\n"
        yield "Give these a type in `overlay.yaml`, or `none`.\n"
        yield "| document | title | perhaps | why |\n| --- | --- | --- | --- |"
        facts = {each.path: each for each in stock.documents}
        for each in open_ones:
            yield row([code(each.path), escaped(facts[each.path].value("title")), each.type, escaped(each.why)])
    yield "\n## The points of Art. 17(1)\n"
    yield from _points(guesses, stock)
    yield from _registers(stock)
    if aside:
        yield f"\n## Set aside ({len(aside)})\n"
        yield from (f"- {code(each.path)}: {escaped(each.aside)}" for each in aside)
    if stock.not_read:
        yield f"\n## Not read, or read in part ({len(stock.not_read)})\n"
        yield from (f"- {code(each.path)}: {escaped(each.reason)}" for each in stock.not_read)
    if outcome.states or outcome.gone:
        yield "\n## Since the last run\n"
        yield from (f"- {code(path)}: {state}" for path, state in sorted(outcome.states.items()))
        yield from (f"- {code(path)}: gone from the folder" for path in outcome.gone)
    yield "\n## Next\n"
    yield "1. Read the lists above, correct `overlay.yaml`, and rename `guessed:` to `confirmed:` where it is right."
    yield "2. Say in `art17.yaml` whose QMS it is, and for which AI systems."
    yield "3. Run `art17 check` on this folder. What rests on guesses is at most *found*; nothing is unmet by a guess."


def _table(guesses: Sequence[Guessed], stock: Stock) -> Iterator[str]:
    if not guesses:
        yield "None."
        return
    facts = {each.path: each for each in stock.documents}
    types = stock.words.vocabulary.types
    yield "| document | type | why | id | title | owner | version | status | days |\n" + "| --- " * 9 + "|"
    for each in guesses:
        found = facts[each.path]
        days = [
            f"{name.replace('_', ' ')} {found.value(name)}"
            for name in FACTS[7:]
            if name != "review_in" and found.value(name)
        ]
        cells = [found.value(name) for name in ("id", "title", "owner", "version", "status")]
        yield row(
            [
                code(each.path),
                escaped(types[each.type].title),
                escaped(each.why),
                *map(escaped, cells),
                escaped("; ".join(days)),
            ]
        )


def _points(guesses: Sequence[Guessed], stock: Stock) -> Iterator[str]:
    act = stock.words.act
    for letter in _LETTERS:
        cite = f"Art. 17(1)({letter})"
        topic = f" {act.topic_of(cite)}" if act else ""
        found = [each for each in guesses if letter in each.points and each.counts]
        named = ", ".join(code(each.path) for each in found[:6]) + (
            f" and {len(found) - 6} more" if len(found) > 6 else ""
        )
        yield f"- ({letter}){topic}: {named or 'not recognised'}"


def _registers(stock: Stock) -> Iterator[str]:
    found = [each for each in stock.documents if each.columns]
    if not found:
        return
    yield f"\n## Registers ({len(found)})\n"
    for each in found:
        matched = {head: name for table in each.columns for head, name in table.matched.items()}
        unmatched = dict.fromkeys(head for table in each.columns for head in table.unmatched if head not in matched)
        known = ", ".join(f"{escaped(head)} = {name}" for head, name in matched.items()) or "no column is known"
        rest = f"; not known: {', '.join(map(escaped, unmatched))}" if unmatched else ""
        yield f"- {code(each.path)}: {known}{rest}"
    yield "\nSay what the other columns mean under `columns:` in `art17.yaml` (docs/reading.md)."


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size, 0) / 1000:.0f} kB"


def shown_counts(stock: Stock) -> str:
    """The folder in one line."""
    total = sum(count for count, _ in stock.files.values())
    kinds = sorted(stock.files.items(), key=lambda each: (-each[1][0], each[0]))[:5]
    named = ", ".join(f"{count} {ending or 'without ending'}" for ending, (count, _) in kinds)
    return f"{plural(total, 'file')} ({named})"
