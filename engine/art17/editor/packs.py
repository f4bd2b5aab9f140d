"""A folder of rules as an editor sees it: what `rules lint` finds in it, what a rule says, and which words fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from art17.commands.rules import lint, words_in
from art17.conditions.table import LANGUAGE
from art17.editor.completion import Offered
from art17.editor.qms import Noted, noted_problem
from art17.errors import Art17Error
from art17.evaluation.rule import Rule
from art17.evaluation.schema import rule_schema
from art17.model.vocabulary import Vocabulary
from art17.reporting.rule_text import requirement_of, subjects_of

PACK = "pack.yaml"
_KEY = re.compile(r"(?P<indent>\s{0,200}(?:- )?)(?P<before>(?:[^'\"#]{0,400}[{,(]\s{0,40})?)(?P<word>[\w^./-]{0,100})$")
_VALUE = re.compile(
    r"(?P<before>.{0,400}?)(?<![\w-])(?P<key>[\w-]{1,60}):\s{1,40}(?:\[(?:[^\]]{0,400},)?\s{0,40})?"
    r"(?P<word>[^\[\]{},:]{0,100})$"
)
"""Bounded, for they are tried at each letter that is typed; a line that is longer gets no words."""
_SUBJECTS = re.compile(r"^for:\s*(.*)$")
_TOP = re.compile(r"^([\w-]+):")
_WITH_CONDITIONS = frozenset({"if", "require", "unless", "where", "for"})


def pack_above(file: Path) -> Path | None:
    """The folder of rules that a file is in, or None."""
    return next((folder for folder in file.parents if (folder / PACK).is_file()), None)


class OpenPack:
    """A folder of rules as it was saved last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lines: dict[str, list[str]] = {}

    def noted(self) -> Mapping[str, list[Noted]]:
        """What is wrong with the pack, or might be meant otherwise, by the path of the file in it."""
        _, problems, remarks = lint(self.root.parent, (f"./{self.root.name}",))
        found: defaultdict[str, list[Noted]] = defaultdict(list)
        for severity, each in (*(("error", each) for each in problems), *(("note", each) for each in remarks)):
            head, _, path = each.place.path.partition("/")
            inside = path if head == self.root.name and (self.root / path).is_file() else PACK
            found[inside].append(noted_problem(each, inside, severity))
        return found

    def hover(self, path: str) -> str:
        """What the rule in a file asks of whom."""
        rule = next((each for each in self._rules() if each.text.place.path == f"{self.root.name}/{path}"), None)
        return _sentence(rule) if rule else ""

    def _rules(self) -> Sequence[Rule]:
        try:
            return words_in(self.root.parent, (f"./{self.root.name}",)).rules
        except Art17Error:
            return ()

    def _vocabulary(self) -> Vocabulary:
        """The words of the pack, or of those that are bundled where it cannot be read."""
        try:
            return words_in(self.root.parent, (f"./{self.root.name}",)).vocabulary
        except Art17Error:
            return words_in(self.root).vocabulary

    def completion(self, text: str, line: int, column: int) -> list[Offered]:
        """What may be written at a position of a rule: keys, operators, fields, links, types and provisions."""
        lines = text.split("\n")
        before = lines[line - 1][: column - 1] if 0 < line <= len(lines) else ""
        if (value := _VALUE.fullmatch(before)) and value["key"] in _values(self._vocabulary()):
            words = _values(self._vocabulary())[value["key"]]
            return [Offered(word, len(value["word"]), detail) for word, detail in words.items()]
        key = _KEY.fullmatch(before)
        if key is None:
            return []
        is_top = not (key["indent"] or key["before"])
        words = _top_words() if is_top else self._words_of_conditions(lines, line)
        return [Offered(f"{word}: ", len(key["word"]), detail, "field") for word, detail in words.items()]

    def _words_of_conditions(self, lines: Sequence[str], line: int) -> dict[str, str]:
        """Below a condition: keywords, fields of the types that the rule is for, links and operators."""
        top = next((found[1] for each in reversed(lines[:line]) if (found := _TOP.match(each))), "")
        if top not in _WITH_CONDITIONS:
            return {}
        vocabulary = self._vocabulary()
        about = " ".join(found[1] for each in lines if (found := _SUBJECTS.match(each)))
        named = [kind for name, kind in vocabulary.types.items() if re.search(rf"\b{re.escape(name)}\b", about)]
        fields = {name: field.kind for kind in named for name, field in kind.fields.items()}
        common = {name: field.kind for name, field in vocabulary.fields.items()}
        links = {name: link.title for name, link in vocabulary.links.items()}
        keywords = dict.fromkeys(LANGUAGE.words, "keyword") | dict.fromkeys(LANGUAGE.operators, "operator")
        subjects = {"type": "", "trait": "", "link": "", "provision": ""} if top == "for" else {}
        return {**subjects, **fields, **common, **keywords, **links}


def _top_words() -> dict[str, str]:
    """The keys of a rule, each with what it is."""
    return {name: str(shape.get("description", "")) for name, shape in rule_schema()["properties"].items()}


def _values(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """By key the words that it may have, each with what it is."""
    chosen = {
        str(name): {str(word): str(name) for word in shape["enum"]}
        for name, shape in rule_schema()["properties"].items()
        if "enum" in shape
    }
    types = {name: kind.title for name, kind in vocabulary.types.items()}
    links = {name: link.title for name, link in vocabulary.links.items()}
    inverses = {f"^{name}": link.inverse_title or link.title for name, link in vocabulary.links.items()}
    return {**chosen, "type": types, "some": {**links, **inverses}, "none": {**links, **inverses}, "link": links}


def _sentence(rule: Rule) -> str:
    """A rule in English."""
    return "\n\n".join(_sentences(rule))


def _sentences(rule: Rule) -> Iterator[str]:
    yield f"**{rule.title}**"
    yield f"For {subjects_of(rule)}"
    if rule.condition:
        yield f"If {rule.condition.described()}"
    if rule.require:
        yield f"Requires {requirement_of(rule.require)}"
    yield f"{', '.join(rule.provisions or rule.serves)}; {rule.category}, {rule.severity}"
