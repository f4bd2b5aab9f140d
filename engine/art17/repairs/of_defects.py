"""Repairs of what reads but is malformed: the word that was meant, where the message offers it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

from art17.graph.node import Node
from art17.model.days import date_in
from art17.model.place import Place
from art17.model.repair import SAFE, UNSAFE, Edit, Repair
from art17.reading.facts.dates_in_words import date_of

_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_OFFERED = re.compile(rf"did you mean ({_QUOTED})\?")
_FIRST = re.compile(_QUOTED)
_DAY = re.compile(r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})")
_RELATION = "rel"


def of_defect(subject: Node, kind: str) -> Iterator[Repair]:
    """The repairs of one defect."""
    message = str(subject.fields.get("message"))
    make = _MAKERS.get(kind)
    if make:
        yield from make(subject.place, str(subject.fields.get("about")), message)


def _meant(message: str) -> str:
    """The word that a message offers, or ""."""
    found = _OFFERED.search(message)
    return str(ast.literal_eval(found[1])) if found else ""


def _found(message: str) -> str:
    """The first word that a message quotes, or ""."""
    found = _FIRST.search(message)
    return str(ast.literal_eval(found[0])) if found else ""


def _word(place: Place, _about: str, message: str) -> Iterator[Repair]:
    meant, found = _meant(message), _found(message)
    if meant and found:
        yield Repair(f"Write {meant} instead of {found}", UNSAFE, (Edit(place, "value", meant, found),))


def _key(place: Place, about: str, message: str) -> Iterator[Repair]:
    meant = _meant(message).rpartition(".")[2]
    if meant and place.route and place.route[-1] == about.rpartition(".")[2]:
        yield Repair(f"Write the key {meant} instead of {about}", UNSAFE, (Edit(place, "key", meant),))


def _link(place: Place, about: str, message: str) -> Iterator[Repair]:
    """The name of a link: a key on the way to the target, or said in an entry of a list of relations."""
    meant = _meant(message)
    if not meant or not place.route:
        return
    if about in place.route:
        route = place.route[: len(place.route) - place.route[::-1].index(about)]
        edit = Edit(Place(place.path, route), "key", meant)
    else:
        edit = Edit(Place(place.path, (*place.route[:-1], _RELATION)), "value", meant, about)
    yield Repair(f"Write the link {meant} instead of {about}", UNSAFE, (edit,))


def _anchor(place: Place, about: str, message: str) -> Iterator[Repair]:
    if meant := _meant(message):
        target = f"{about.rpartition('#')[0]}#{meant}"
        yield Repair(f"Write {target} instead of {about}", UNSAFE, (Edit(place, "text", target, about),))


def _day(place: Place, _about: str, message: str) -> Iterator[Repair]:
    """A day that can be read in one way only, as YYYY-MM-DD."""
    found = _found(message)
    days = set(_days_meant(found))
    if len(days) == 1:
        (day,) = days
        yield Repair(f"Write {day} instead of {found}", SAFE, (Edit(place, "value", day, found),))


def _days_meant(text: str) -> Iterator[str]:
    """The days that a text may be: in digits with day and month either way, with the year first, or in words."""
    if parts := _DAY.fullmatch(text):
        ways = ((parts["first"], parts["second"]), (parts["second"], parts["first"]))
        days = [f"{parts['year']}-{other:0>2}-{one:0>2}" for one, other in ways]
    elif parts := _YEAR_FIRST.fullmatch(text):
        days = [f"{parts['year']}-{parts['month']:0>2}-{parts['day']:0>2}"]
    else:
        days = [date_of(text)] if any(sign.isalpha() for sign in text) else []
    yield from (day for day in days if date_in(day))


def _entry(place: Place, about: str, _message: str) -> Iterator[Repair]:
    if place.route[-1:] == (about,):
        yield Repair(f"Take the entry {about} out of the baseline", SAFE, (Edit(place, "drop"),))


def _idle(place: Place, _about: str, message: str) -> Iterator[Repair]:
    meant, found = _meant(message), _found(message)
    if meant and place.route[-1:] == (found,):
        yield Repair(f"Write {meant} instead of {found}", UNSAFE, (Edit(place, "key", meant),))


_MAKERS: Mapping[str, Callable[[Place, str, str], Iterator[Repair]]] = {
    "unknown-type": _word,
    "bad-choice": _word,
    "mistyped-key": _key,
    "unknown-link": _link,
    "dead-anchor": _anchor,
    "bad-date": _day,
    "settled-entry": _entry,
    "idle-entry": _idle,
}
