"""The fixed phrases of the reports that are handed over, as they stand in code, templates and scripts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from art17 import reporting
from art17.reporting.html.page import PHRASES
from art17.reporting.word.report import GLOSSARY

HERE = Path(reporting.__file__).parent
CODE = (*sorted(HERE.glob("word/*.py")), *sorted(HERE.glob("html/*.py")),
        *(HERE / f"{name}.py" for name in ("applying", "judged_words", "plan", "report_words", "told", "words")))  # fmt: skip
TEMPLATES = sorted(HERE.glob("html/templates/*.html"))
SCRIPTS = sorted(HERE.glob("html/script/*.js"))
_CALL = re.compile(r"\bw(?:\.count)?\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_TEXT = re.compile(r'"([^"]+)"')
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'(?:aria-label|placeholder|data-label|data-what|title|alt)="([^"]*[A-Za-z][^"]*)"')
NAMES = frozenset({"art17", "a"})
"""What is the same in every language: the program, the letters of marks."""


def phrases() -> set[str]:
    """Every phrase that the words of a language are asked for."""
    found = {text for pair in GLOSSARY for text in pair}
    for file in CODE:
        found |= set(_in_code(ast.parse(file.read_text(encoding="utf-8"))))
    for file in TEMPLATES:
        for call in _CALL.findall(file.read_text(encoding="utf-8")):
            found |= {text for text in _TEXT.findall(call) if text not in _COMPARED}
    for file in SCRIPTS:
        for one in PHRASES.findall(file.read_text(encoding="utf-8")):
            found.add(one)
    return found


_COMPARED = frozenset({"final", ", ", "eu-ai-act", "_", " "})
"""What calls hold beside phrases."""


def _in_code(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition("whole.")[2] in ("w", "w.count", "self.w"):
            for argument in node.args:
                values = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
                yield from (
                    each.value for each in values if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def unworded() -> Iterator[str]:
    """Words that a template states without asking the language for them."""
    for file in TEMPLATES:
        text = _JINJA.sub("", file.read_text(encoding="utf-8"))
        for part in (*_TAG.split(text), *_ATTRIBUTE.findall(text)):
            if re.search(r"[A-Za-z]{2}", part) and " ".join(re.findall(r"\w+", part)) not in NAMES:
                yield f"{file.name}: {part.strip()}"
