"""The words of a reStructuredText line as they are shown, with its links and strong words as marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from art17.model.document import Mark, Text

MAX_SUBSTITUTE = 200
_INLINE = re.compile(
    r"\\(?P<escaped>.)"
    r"|``(?P<literal>[^`]++(?:`(?!`)[^`]++)*+`??)``(?!`)"
    r"|(?P<role>:[\w.+-]{1,40}(?::[\w.+-]{1,40})?:)?`(?P<quoted>[^`]+)`(?P<refers>__?(?!\w))?"
    r"|\*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|(?<![\w*])\*(?P<stressed>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])"
    r"|\|(?P<name>[^|\s](?:[^|\n]{0,80}[^|\s])?)\|_{0,2}"
    r"|(?<!\w)(?P<word>[A-Za-z0-9][\w.-]{0,80})_(?!\w)",
    re.DOTALL,
)
_TARGET = re.compile(r"^[ \t]*\.\. _(?P<name>`[^`\n]+`|[^:\n]+):[ \t]+(?P<to>\S.*)$", re.MULTILINE)
_REPLACE = re.compile(r"^[ \t]*\.\. \|(?P<name>[^|\n]+)\|[ \t]+replace::[ \t]+(?P<to>\S.*)$", re.MULTILINE)
_LINKING = frozenset(
    {"ref", "doc", "need", "download", "term", "numref", "any", "need_part", "need_outgoing", "need_incoming"}
)
_OF_FILES = "download"
"""The role whose target is a file as in any other link; others are kept: `:doc:intro`, `:ref:roles`."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the file itself defines: addresses by the names of links, words by the names of substitutions."""

    targets: Mapping[str, str] = field(default_factory=dict[str, str])
    words: Mapping[str, str] = field(default_factory=dict[str, str])


def names_in(text: str) -> Names:
    """The definitions of a file."""
    targets = {_key(found["name"].strip("`")): found["to"].strip() for found in _TARGET.finditer(text)}
    words = {found["name"].casefold(): found["to"].strip()[:MAX_SUBSTITUTE] for found in _REPLACE.finditer(text)}
    return Names(targets, words)


def inline(text: str, names: Names) -> Text:
    """A text without its markup.

    >>> inline("**Owner:** `A <b.rst>`_", Names())
    Text(text='Owner: A', marks=(Mark(kind='strong', start=0, end=6, text='', who='', when=''), \
Mark(kind='link', start=7, end=8, text='b.rst', who='', when='')))
    """
    shown: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for found in _INLINE.finditer(text):
        before = text[at : found.start()]
        words, kind, target = _shown(found, names)
        length += len(before)
        if kind == "strong":
            marks.append(Mark("strong", length, length + len(words)))
        elif target:
            marks.append(Mark("link", length, length + len(words), target))
        length += len(words)
        shown += (before, words)
        at = found.end()
    return Text("".join((*shown, text[at:])), tuple(marks))


def _shown(found: re.Match[str], names: Names) -> tuple[str, str, str]:
    """What is shown for a piece of markup, its kind, and where it leads."""
    kind = found.lastgroup or ""
    if found["quoted"] is not None:
        return _quoted(found, names)
    if kind == "escaped":
        return found[kind].strip(" \n"), kind, ""
    if kind == "name":
        return names.words.get(found[kind].casefold(), found[0]), kind, ""
    if kind == "word":
        target = names.targets.get(_key(found[kind]), "")
        return (found[kind] if target else found[0]), kind, target
    return found[kind], kind, ""


def _quoted(found: re.Match[str], names: Names) -> tuple[str, str, str]:
    role = (found["role"] or "").strip(":").split(":")[-1]
    words, within, target = found["quoted"].strip().rpartition("<")
    if not within or not target.endswith(">"):
        words, target = found["quoted"], ""
    target = target.removesuffix(">").strip()
    if role in _LINKING:
        lead = "" if role == _OF_FILES else f":{role}:"
        return words.strip() or target, "link", f"{lead}{target or words.strip()}"
    if found["refers"]:
        is_alias = target.endswith("_") and ":" not in target  # `words <name_>`_ leads where the name does
        leads = names.targets.get(_key(target[:-1].strip("`")), "") if is_alias else target
        return words.strip() or target, "link", leads if target else names.targets.get(_key(words), "")
    return found["quoted"], "quoted", ""


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
