"""Entries of a manifest that fit nothing."""

from __future__ import annotations

import pytest

from art17.model.place import Place
from art17.model.settings import Settings
from art17.reading.idle import idle_entries
from reading.small import WORDS

PATHS = ("registers/risks.md", "contracts/a.pdf")
RULES = ("eu-ai-act/17-1-g/risks-are-controlled", "art17/links/target-exists")


def told(paths: tuple[str, ...] = PATHS, **said: object) -> list[tuple[str, Place]]:
    """What is idle in a manifest that says this, with its places."""
    settings = Settings(place=Place("art17.yaml", (0,)), is_default=False, **said)
    return [(each.about, each.place) for each in idle_entries(settings, WORDS, paths, RULES)]


@pytest.mark.parametrize(
    ("said", "about", "route"),
    [
        ({"read": ("registers/", "registres/**")}, "read: registres/**", ("read", 1)),
        ({"types": (("contract/*.pdf", "procedure"),)}, "types: contract/*.pdf", ("types", "contract/*.pdf")),
        ({"aliases": {"onwer": ("by",)}}, "aliases: onwer", ("aliases", "onwer")),
        ({"values": {"stats": {"live": "approved"}}}, "values: stats", ("values", "stats")),
        ({"units": {"reviewin": "months"}}, "units: reviewin", ("units", "reviewin")),
        ({"severity": (("eu-ai-akt/*", "note"),)}, "severity: eu-ai-akt/*", ("severity", "eu-ai-akt/*")),
    ],
)
def test_an_entry_that_fits_nothing_is_told(said: dict[str, object], about: str, route: tuple[str | int, ...]) -> None:
    """A slip in the manifest leaves out what it meant, and is told at its line."""
    assert told(**said) == [(about, Place("art17.yaml", (0, *route)))]


def test_entries_that_fit_are_not_told() -> None:
    """Whatever a manifest may rightly name is something: files that are not read, fields of types, links, lists, kinds of files."""
    assert not told(
        read=("registers/**", "*.pdf", "**/*.csv"),
        types=(("contracts/", "procedure"),),
        aliases={"score": ("points",), "mitigated_by": ("by",), "risks": ("hazards",), "external.seen_on": ("seen",)},
        values={"status": {"live": "approved"}},
        units={"review_in": "months"},
        severity=(("art17/links/*", "note"),),
    )


def test_beside_a_folder_that_cannot_be_listed_no_glob_is_told() -> None:
    """What a glob fits may lie in a folder that cannot be listed."""
    assert not told(("a.md", "registers/"), read=("registers/*.md",))
