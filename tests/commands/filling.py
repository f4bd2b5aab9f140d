"""The blanks of a skeleton filled in by what their prompts ask, as a clerk without judgement would."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from art17.checking.request import Request
from art17.commands.digest import digest

_PROMPT = re.compile(r'"\[([^\[\]]+)\]"')
_DATE = re.compile(r"date, (on or before|on or after|before|after) (\S+)")
_NAMED = re.compile(r"(?:such as|at least|at most|less than|more than) (.+)$")
_DIGEST = re.compile(r"digest, as `art17 digest (\S+)` prints it")
_OTHERS = {"number": "1", "whole number": "1", "provision of the Act": "Art. 17(1)"}


def fill_in(folder: Path, as_of: date) -> None:
    """Fill every blank of every file and put the drafts into force; digests last, since all else counts for them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    numbers = count(1)
    for file in files:
        text = _PROMPT.sub(lambda found: _quoted(found, as_of, next(numbers)), file.read_text("utf-8"))
        text = re.sub(r"^\[text[^\]]*\]$", "What is done, by whom and when.", text, flags=re.MULTILINE)
        file.write_text(re.sub(r"^status: draft$", "status: effective", text, flags=re.MULTILINE), "utf-8")
    for file in files:
        text = file.read_text("utf-8")
        for found in _DIGEST.finditer(text):
            text = text.replace(f"[{found[0]}]", digest(Request(folder, as_of), found[1]).whole)
        file.write_text(text, "utf-8")


def _quoted(found: re.Match[str], as_of: date, number: int) -> str:
    return found[0] if _DIGEST.fullmatch(found[1]) else json.dumps(_answer(found[1], as_of, number))


def _answer(prompt: str, as_of: date, number: int) -> str:
    """What a prompt asks: the first of several, a day that fits, the example, or some words of its own."""
    if " | " in prompt:
        return prompt.partition(" | ")[0]
    if dated := _DATE.fullmatch(prompt):
        day = as_of if dated[2] == "today" else date.fromisoformat(dated[2])
        return (day + timedelta(days={"before": -1, "after": 1}.get(dated[1], 0))).isoformat()
    if prompt.startswith("date"):
        return as_of.isoformat()
    if named := _NAMED.search(prompt):
        return named[1]
    if prompt.startswith("text: "):
        return f"What we hold of {prompt.removeprefix('text: ')}, kept under number {number}"
    return _OTHERS.get(prompt, prompt)
