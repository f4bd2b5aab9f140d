"""What is not known of fields that are read from a text: what was not found in it may still be there.

An artefact is open where its fields are read from its text (`Artefact.reading`).  A test on such a
field is decided by what was read only where more of it could not change the answer; `docs/language.md` 5.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from art17.conditions.scene import Scene
from art17.graph.node import Node
from art17.model.evidence import Cause, Truth
from art17.model.text_reading import ADVICE, GUESSED, LANGUAGE, NO_ACTOR, NO_CUES, OTHER_TYPE, PARTLY, Mention
from art17.model.value import values_at

TEXT = "text"
MENTIONED = "mentioned"
NOT_FOUND = "not-found"
CONTRARY = "contrary"
SILENT = "silent"
NOT_LOOKED_FOR = "not-looked-for"
OPEN_CAUSES = frozenset(
    {MENTIONED, NOT_FOUND, CONTRARY, NOT_LOOKED_FOR, LANGUAGE, PARTLY, OTHER_TYPE, NO_ACTOR, ADVICE, NO_CUES, GUESSED}
)
"""The causes of what is undecided since a text leaves it open."""


def is_open(node: Node, name: str, scene: Scene) -> bool:
    """Whether a field of a node is read from its text, so that more of it may be there than was found.

    Common fields (owner, version, dates) are read from control blocks, and what data states is closed; of
    an item that a text lists everything is open but what it is known by.
    """
    if node.reading is None or node.artefact is None:
        return False
    if node.artefact.origins.get(name, TEXT) != TEXT or (
        node.fields.get(name) is not None and not _is_read(node, name)
    ):
        return False
    vocabulary = scene.facts.vocabulary
    if node.is_text_item:
        return name == "owner" or name not in vocabulary.fields
    kind = vocabulary.types.get(node.type)
    return kind is not None and name in kind.fields and name not in vocabulary.fields


def _is_read(node: Node, name: str) -> bool:
    return node.artefact is not None and node.artefact.origins.get(name) == TEXT


def is_silent(node: Node, name: str) -> bool:
    """Whether one may say of an open field that its text has nothing on it."""
    return node.reading is not None and node.fields.get(name.partition(".")[0]) is None and node.reading.is_silent(name)


def opened(truth: Truth, grows: Truth) -> Truth:
    """A truth that was found on part of the values: what more of them could change is undecided.

    `grows` says that more values can only make a test true (True), only false (False), or either (None).
    """
    if grows is None:
        return None
    return truth if truth is grows else None


def causes_of_open(node: Node, name: str, wanted: tuple[str, ...] = ()) -> Iterator[Cause]:
    """Why a field of an open node is undecided; `wanted` are the values that have to be there."""
    reading = node.reading
    if reading is None:
        return
    if reading.reason and reading.reason != PARTLY:
        yield Cause(reading.reason, str(node.index))
        return
    first, *inner = name.split(".")
    mentioned = {mention.matter for mention in reading.mentions}
    entries = (f"{first}[{text}]" for text in wanted)
    missing = [matter for matter in entries if matter in reading.looked_for and matter not in mentioned]
    if missing:
        yield from (Cause(NOT_FOUND, f"{node.index}:{matter}") for matter in missing)
    elif mentions := reading.mentions_of(name):
        values = values_at(node.fields.get(first), inner)
        is_value = bool(values) and not any(mention.of for mention in mentions)
        is_contrary = is_value or any(mention.others for mention in mentions)
        yield Cause(CONTRARY if is_contrary else MENTIONED, f"{node.index}:{name}")
    elif reading.reason:
        yield Cause(reading.reason, str(node.index))
    else:
        is_sought = any(_is_about(matter, name) for matter in reading.looked_for)
        yield Cause(NOT_FOUND if is_sought else NOT_LOOKED_FOR, f"{node.index}:{name}")


def causes_of_list(node: Node, wanted: tuple[str, ...], scene: Scene, sought: tuple[str, ...] = ()) -> Iterator[Cause]:
    """Why it is undecided whether the text of a node lists an item of these types; `sought` are values asked for."""
    if node.is_text_item:
        yield Cause(MENTIONED, f"{node.index}:*")
        return
    if node.is_unread_text and node.reading:
        yield Cause(node.reading.reason, str(node.index))
        return
    kind = scene.facts.vocabulary.types.get(node.type)
    for name, item in kind.items.items() if kind else ():
        if item in wanted or not wanted:
            yield from (_of_list(cause, node, name) for cause in causes_of_open(node, name, sought))


def _of_list(cause: Cause, node: Node, name: str) -> Cause:
    """What was found in the text is an item already: of another one nothing was found, unless its value is in doubt."""
    reading = node.reading
    is_in_doubt = reading is not None and any(not mention.states for mention in reading.mentions_of(name))
    return replace(cause, kind=NOT_FOUND) if cause.kind in (MENTIONED, CONTRARY) and not is_in_doubt else cause


def _is_about(matter: str, name: str) -> bool:
    field = matter.partition("[")[0]
    return field == name or field.startswith(f"{name}.") or name.startswith(f"{field}.")


def seen_in(node: Node, name: str) -> str:
    """What was seen of an open field, to follow the name of its node."""
    reading = node.reading
    if reading is None:
        return ""
    if reading.reason and reading.reason != PARTLY:
        return f"{_REASONS[reading.reason]}, so `{name}` cannot be decided from it"
    if mentions := reading.mentions_of(name):
        return f"treats `{name}`{_where(mentions[0])}"
    read = f"{reading.words:,} words read"
    if not any(_is_about(matter, name) for matter in reading.looked_for):
        return f"has no field `{name}`, and its text was not searched for that ({read})"
    return f"has no field `{name}`, and nothing on it was found in its text ({read})"


_REASONS = {
    LANGUAGE: "is in a language that is not read here",
    NO_CUES: "is of a type whose texts are not read",
    OTHER_TYPE: "has a text that is more about another matter than that of its type",
    GUESSED: "is of a type that is only guessed, and nothing in its text supports the guess",
    ADVICE: "has a text that advises its reader",
    NO_ACTOR: "has a text in which nobody of the organisation acts",
}


def _where(mention: Mention) -> str:
    section = f' under "{mention.section}"' if mention.section else ""
    line = f" in line {mention.place.line}" if mention.place.line else ""
    more = mention.passages - 1
    return f"{section}{line}" + (f" and in {more} more passage{'s' if more > 1 else ''}" if more > 0 else "")
