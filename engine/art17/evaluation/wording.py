"""How findings say things: who is meant, what was seen, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from art17.evaluation.rule import Rule
from art17.graph.facts import Facts
from art17.graph.node import Node
from art17.law.act import Act
from art17.model.days import date_in
from art17.model.evidence import Evidence
from art17.model.value import Value, leaves, values_at

_FILL_IN = re.compile(r"(?:(?<=, )in (?=\{days\.))?\{(days\.)?([A-Za-z][\w-]*)(?:\.([\w.-]+))?\}")
_ENDS = re.compile(r"(?<![.…])[.?!;][.](?![.\w])")
_LAST = (".", "?", "!", "…", ":")
Named = Mapping[str, Sequence[Node]]
"""The nodes that a rule has a name for and that are at fault."""
_LETTERS = re.compile(r"[^\W_]+")
LONGEST_CHAIN = 6
MOST_NAMED = 3
MOST_OPEN = 2


def called(node: Node, facts: Facts, act: Act | None) -> str:
    """What a subject is called in a sentence: `Risk R-07 "Late alerts"`, `Art. 17(1)(j) (communication)`."""
    if node.type == "(provision)":
        topic = facts.vocabulary.topics.get(node.name) or (act.topic_of(node.name) if act else "")
        return f"{node.name} ({topic})" if topic else node.name
    artefact = facts.node(node.index) if node.index >= 0 and node.type != "(linkage)" else None
    if artefact is None:
        return node.name
    kind = facts.vocabulary.types.get(artefact.type)
    title = f' "{artefact.title}"' if artefact.title and not _is_alike(artefact.title, artefact.name) else ""
    is_told = kind is None or _is_alike(kind.title, artefact.name) or _is_alike(kind.title, artefact.title)
    return f"{artefact.name}{title}" if kind is None or is_told else f"{kind.title} {artefact.name}{title}"


def _is_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for case and signs: saying both says nothing."""
    return bool(one) and _LETTERS.findall(one.casefold()) == _LETTERS.findall(other.casefold())


def filled(
    text: str, node: Node, facts: Facts, act: Act | None, named: Named | None = None, as_of: date | None = None
) -> str:
    """A message or fix with what stands in braces filled in.

    `{subject}`, `{subject.FIELD}`, `{days.subject.FIELD}`, `{types}`, `{NAME}` and `{NAME.FIELD}`.
    """
    names = named or {}

    def fill(found: re.Match[str]) -> str:
        word, name = found[2], found[3] or ""
        if word == "types" and not name:
            return _types_for(node, facts, act)
        if word == "subject":
            if found[1]:
                days = _days_to(values_at(node.fields.get(name.split(".")[0]), name.split(".")[1:]), as_of, facts)
                return days if found[0].startswith("{") else _ahead(days, facts)
            return _values_said(node, name, facts) if name else called(node, facts, act)
        if word not in names or found[1]:
            return found[0]
        told = [_values_said(each, name, facts) if name else called(each, facts, act) for each in names[word]]
        return some_of(list(dict.fromkeys(told))) or "none"

    return sentence(_FILL_IN.sub(fill, text))


def sentence(text: str) -> str:
    """A text as one or more whole sentences: with a capital, an end, and one end only.

    >>> sentence("write a day as YYYY-MM-DD"), sentence("It is due.."), sentence("Which one?.")
    ('Write a day as YYYY-MM-DD.', 'It is due.', 'Which one?')
    """
    whole = _ENDS.sub(lambda found: found[0][0], text.strip())
    ended = whole if whole.endswith(_LAST) else f"{whole}."
    return ended[:1].upper() + ended[1:]


def _values_said(node: Node, name: str, facts: Facts) -> str:
    """What a field of a node says, on one line."""
    steps = name.split(".")
    values = values_at(node.fields.get(steps[0]), steps[1:])
    told = ", ".join(" ".join(leaf.split()) for value in values for leaf in leaves(value))
    return told or facts.vocabulary.said("no {field}").format(field=name)


def some_of(texts: Sequence[str]) -> str:
    """The first few of a list, and how many more there are.

    >>> some_of(["a", "b"]), some_of(list("abcdefgh"))
    ('a, b', 'a, b, c and 5 more')
    """
    more = len(texts) - MOST_NAMED
    return ", ".join(texts[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def named_in(evidence: Evidence, facts: Facts) -> dict[str, list[Node]]:
    """The nodes at fault by the names that the rule gives them, in the order in which they were met."""
    found: dict[str, list[Node]] = {}
    for part in at_fault(evidence):
        nodes = found.setdefault(part.named, [])
        if facts.node(part.node) not in nodes:
            nodes.append(facts.node(part.node))
    return found


def at_fault(evidence: Evidence, *, wrong: bool = True) -> Iterator[Evidence]:
    """The parts of a tree that are about a node with a name and make the whole what it is."""
    inner = wrong if evidence.shape not in ("not", "none") else not wrong
    for child in evidence.children:
        if (child.truth is not True) is inner or child.truth is None:
            if child.named:
                yield child
            yield from at_fault(child, wrong=inner)


def _days_to(values: Iterable[Value], as_of: date | None, facts: Facts) -> str:
    """How many days lie between the as-of date and a day, such as "184 days"."""
    days = [day for value in values if isinstance(value, str) and (day := date_in(value))]
    if not days or as_of is None:
        return facts.vocabulary.said("some days")
    count = abs((days[0] - as_of).days)
    return facts.vocabulary.said("{count} day" if count == 1 else "{count} days").format(count=count)


def _ahead(days: str, facts: Facts) -> str:
    """How far ahead a day is that lies so many days off: "in 3 days", or "today"."""
    today = facts.vocabulary.said("{count} days").format(count=0)
    return facts.vocabulary.said("today") if days == today else f"in {days}"


def _types_for(node: Node, facts: Facts, act: Act | None) -> str:
    """The types that can satisfy the provision that the subject is."""
    provision = node.fields.get("cite")
    if not isinstance(provision, str) or act is None:
        return "artefact"
    names = [
        name
        for name, kind in sorted(facts.vocabulary.types.items())
        if kind.kind == "document" and any(act.is_beneath(each, provision) for each in kind.satisfies)
    ]
    return facts.vocabulary.said(" or ").join(f"`{name}`" for name in names[:3]) or facts.vocabulary.said("document")


def message_of(
    rule: Rule, node: Node, facts: Facts, act: Act | None, named: Named | None = None, as_of: date | None = None
) -> str:
    """What the finding says first; without a message of the rule's own, that its title is not so."""
    if rule.message:
        return filled(rule.message, node, facts, act, named, as_of)
    return facts.vocabulary.said('{subject} violates "{title}".').format(
        subject=called(node, facts, act), title=rule.title
    )


def message_of_open(
    rule: Rule, node: Node, facts: Facts, act: Act | None, named: Named | None = None, as_of: date | None = None
) -> str:
    """What a finding says that could not be decided: it claims nothing."""
    lead = facts.vocabulary.said("It cannot be decided whether this is so:")
    return f"{lead} {message_of(rule, node, facts, act, named, as_of)}"


def fix_of_open(fix: str, evidence: Evidence, facts: Facts) -> str:
    """What to do about what could not be decided: first what keeps it open, then, if need be, the fix of the rule."""
    if facts.vocabulary.words:  # what keeps it open is known in English alone
        return f"{facts.vocabulary.said('Settle what cannot be decided. If the finding remains:')} {fix}"
    told = " ".join(list(dict.fromkeys(_open_in(evidence)))[:MOST_OPEN])
    return f"Settle what cannot be decided{f': {told}' if told else '.'} If the finding remains: {fix}"


def _open_in(evidence: Evidence) -> Iterator[str]:
    """The undecided questions that leave all above them undecided, as sentences."""
    inner = [child for child in evidence.children if child.truth is None]
    for child in inner:
        yield from _open_in(child)
    if not inner and evidence.shape != "fact" and (told := clause(evidence, wrong=True)):
        yield f"{evidence.of} {told}."


def sentences(evidence: Evidence, *, wrong: bool = True) -> tuple[str, ...]:
    """The shortest part of a tree that a reader needs: what failed (or, not `wrong`, what held)."""
    told = list(_clauses(evidence, wrong=wrong))
    return tuple(dict.fromkeys(f"{of} {clause}." for of, clause in told if clause))


def _clauses(evidence: Evidence, *, wrong: bool) -> Iterator[tuple[str, str]]:
    """Who, and what about them, for each part that made the whole what it is."""
    if evidence.shape in ("all", "any"):
        for child in evidence.children:
            if (child.truth is not True) is wrong:
                yield from _clauses(child, wrong=wrong)
    elif evidence.shape == "not":
        for child in evidence.children:
            yield from _clauses(child, wrong=not wrong)
    elif evidence.shape != "fact":
        yield evidence.of, clause(evidence, wrong=wrong)


def clause(evidence: Evidence, depth: int = 0, *, wrong: bool) -> str:
    """What an evidence says after the name of whom it is about."""
    if not evidence.children or depth > LONGEST_CHAIN:
        return evidence.seen
    if evidence.shape == "none":
        culprits = [child for child in evidence.children if child.truth is wrong]
        return f"{evidence.verb} {_listed(culprits or evidence.children, depth, wrong=not wrong)}"
    if evidence.shape != "some":
        told = [
            clause(child, depth + 1, wrong=wrong)
            for child in evidence.children
            if evidence.shape == "not" or (child.truth is not True) is wrong
        ]
        return " and ".join(dict.fromkeys(part for part in told if part))
    reached = [child for child in evidence.children if (child.truth is not True) is wrong] or evidence.children
    if wrong and evidence.relative and len(reached) == len(evidence.children) > MOST_NAMED:
        names = ", ".join(child.of for child in reached[:2])
        return f"{evidence.verb} {names} and {len(reached) - 2} more, but none {evidence.relative}"
    return f"{evidence.verb} {_listed(reached, depth, wrong=wrong)}"


def _listed(reached: list[Evidence] | tuple[Evidence, ...], depth: int, *, wrong: bool) -> str:
    told: list[str] = []
    for child in reached[:MOST_NAMED]:
        inner = clause(child, depth + 1, wrong=wrong)
        place = f" ({child.place})" if child.place else ""
        told.append(f"{child.of}{place}" + (f", which {inner}" if inner and inner != "is there" else ""))
    more = f"; and {len(reached) - MOST_NAMED} more" if len(reached) > MOST_NAMED else ""
    return "; ".join(told) + more
