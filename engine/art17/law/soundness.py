"""Whether a law as data holds together, where a schema cannot tell."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from art17.model.place import Route

Mistake = tuple[Route, str]
_DAYS = frozenset({"since", "until", "applies_from", "rule_since", "rule_until"})


def unsound(law: Mapping[str, Any]) -> Iterator[Mistake]:
    """What is wrong with a law that has the shape of `act.schema.json`: the route to it, and what it is."""
    for index, version in enumerate(law["versions"]):
        yield from _no_days({"id": version["id"]}, ("versions", index), {"id"})
    provisions: Mapping[str, Mapping[str, Any]] = law["provisions"]
    for cite, entry in provisions.items():
        at = ("provisions", cite)
        yield from _no_days(entry, at)
        for index, reference in enumerate(entry.get("references", ())):
            if not isinstance(reference, str):
                yield from _no_days(reference, (*at, "references", index))
        parent = entry.get("parent")
        if parent is not None and parent not in provisions:
            yield (*at, "parent"), f"{parent} is not a provision here"
        elif _goes_round(cite, provisions):
            yield (*at, "parent"), f"{cite} is under itself"
    for part in ("application", "defects"):
        for index, entry in enumerate(law[part]):
            yield from _no_days(entry, (part, index))


def _no_days(entry: Mapping[str, Any], at: Route, names: frozenset[str] | set[str] = _DAYS) -> Iterator[Mistake]:
    for name in sorted(names & entry.keys()):
        try:
            date.fromisoformat(entry[name])
        except ValueError:
            yield (*at, name), f"There is no day {entry[name]!r}"


def _goes_round(cite: str, provisions: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the way up from a provision comes back to it."""
    seen: set[str] = set()
    above: str = provisions[cite].get("parent", "")
    while above in provisions and above not in seen:
        if above == cite:
            return True
        seen.add(above)
        above = provisions[above].get("parent", "")
    return False
