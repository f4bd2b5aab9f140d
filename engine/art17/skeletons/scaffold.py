"""The files of a QMS that is begun: the manifest and the skeletons; written only where there is none."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from art17.errors import UsageError
from art17.model.value import Value
from art17.reading.io.writing import write_new

FIRST = (
    "id", "type", "title", "version", "status", "owner", "author", "approved_by", "approved_on",
    "last_reviewed", "review_in", "next_review", "satisfies", "links",
)  # fmt: skip
"""The order in which people look for fields; what else there is follows."""
WIDTH = 110
MODELINE = "# yaml-language-server: $schema="
_PLAIN = re.compile(r"[A-Za-z][\w .,()/+-]*[\w)]|\d{4}-\d{2}-\d{2}|[A-Za-z]")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One file to be: what it states, which rules ask for it, and what else its type can hold."""

    path: str
    stated: Mapping[str, Value]
    asked_by: Mapping[str, str]
    others: tuple[str, ...] = ()
    has_status: bool = True
    headings: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, what was there already and stays as it is, and what is to be filled in before the rest."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    first: tuple[str, ...] = ()
    """What to begin with."""
    open_in_manifest: tuple[str, ...] = ()
    """For each system that the manifest describes, what it lacks."""


def write_house(
    folder: Path, name: str, manifest: Mapping[str, Value], skeletons: Sequence[Skeleton], schemas: str = ""
) -> Written:
    """Write a manifest of that name, and skeletons, into a folder, which is made where need be; nothing is overwritten.

    YAML files begin with a line that tells editors their schema, where a folder of `schemas` is named.

    Raises:
        UsageError: where a file cannot be written, or would stand outside the folder.
    """
    kinds = {
        name: "manifest",
        **{each.path: f"types/{each.stated['type']}" for each in skeletons if "type" in each.stated},
    }
    texts = {name: manifest_text(manifest), **{each.path: text_of(each) for each in skeletons}}
    if schemas:
        texts = {path: _with_modeline(path, text, schemas, kinds.get(path, "")) for path, text in texts.items()}
    there = [path for path in texts if (folder / path).exists() or (folder / path).is_symlink()]
    for path, text in texts.items():
        if path not in there:
            _write(folder, path, text)
    return Written(tuple(path for path in texts if path not in there), tuple(there))


def _with_modeline(path: str, text: str, schemas: str, kind: str) -> str:
    """A YAML file with the line by which editors find its schema; front matter has none, for editors look for none."""
    if not kind or not path.endswith((".yaml", ".yml")):
        return text
    way = posixpath.relpath(f"{schemas}/{kind}.schema.json", posixpath.dirname(path) or ".")
    return f"{MODELINE}{way}\n{text}"


def _write(folder: Path, path: str, text: str) -> None:
    file = folder / path
    if not file.parent.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{path} would be outside of the folder, through a link", "remove the link")
    write_new(text.encode("utf-8"), file)


def manifest_text(stated: Mapping[str, Value]) -> str:
    """The manifest as YAML.

    >>> print(manifest_text({"packs": ["eu-ai-act"], "provider": {"id": "provider", "size": "small"}}), end="")
    # What art17 reads and evaluates here; docs/adopting.md says what else this file can hold.
    packs: [eu-ai-act]
    provider:
      id: provider
      size: small
    """
    head = "# What art17 reads and evaluates here; docs/adopting.md says what else this file can hold."
    return "\n".join((head, *_mapping(stated, 0))) + "\n"


def text_of(skeleton: Skeleton) -> str:
    """A skeleton as YAML, or as Markdown with front matter."""
    front = "\n".join((*_comments(skeleton), *_mapping(_in_order(skeleton.stated), 0)))
    if not skeleton.path.endswith(".md"):
        return f"{front}\n"
    title = skeleton.stated.get("title")
    parts = [f"## {heading}\n\n[text: {prompt}]\n" for heading, prompt in skeleton.headings.items()] or ["[text]\n"]
    return f"---\n{front}\n---\n\n# {title}\n\n{chr(10).join(parts)}"


def _comments(skeleton: Skeleton) -> Iterator[str]:
    then = ", then set `status: effective`" if skeleton.has_status else ""
    yield f"# A skeleton: replace what is in [brackets]{then}."
    yield "# Rules that ask for it, or for something in it:"
    for rule, title in sorted(skeleton.asked_by.items()):
        yield f"#   {rule}: {title}"
    if skeleton.others:
        yield f"# What else it can hold: {', '.join(skeleton.others)}"


def _in_order(stated: Mapping[str, Value]) -> Mapping[str, Value]:
    names = [name for name in FIRST if name in stated]
    return {name: stated[name] for name in (*names, *(name for name in stated if name not in names))}


def yaml_lines(stated: Mapping[str, Value]) -> Iterator[str]:
    """A mapping as the lines of a YAML file."""
    yield from _mapping(stated, 0)


def _mapping(stated: Mapping[str, Value], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for name, value in stated.items():
        if isinstance(value, str) or value is None:
            yield f"{indent}{_scalar(name)}: {_scalar(value or '')}"
        elif isinstance(value, Mapping):
            yield f"{indent}{_scalar(name)}:"
            yield from _mapping(value, depth + 1)
        elif line := _in_line(value):
            yield f"{indent}{_scalar(name)}: {line}"
        else:
            yield f"{indent}{_scalar(name)}:"
            yield from _rows(value, depth + 1)


def _in_line(values: Sequence[Value]) -> str:
    """Texts that fit on a line, as a list in brackets; "" for what does not."""
    if not all(isinstance(value, str) for value in values):
        return ""
    line = f"[{', '.join(_scalar(str(value), in_list=True) for value in values)}]"
    return line if len(line) < WIDTH else ""


def _rows(values: Sequence[Value], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = _mapping(value, depth + 1)
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{indent}- {_scalar(str(value))}"


def _scalar(text: str, *, in_list: bool = False) -> str:
    """A text as YAML reads it back: plain where it can be, else in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and not (in_list and "," in text) and text.lower() not in _WORDS_OF_YAML
    if is_plain and " #" not in text:
        return text
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
