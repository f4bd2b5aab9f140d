"""The text report: nothing of a file reaches the terminal as it stands there."""

from __future__ import annotations

import re
from dataclasses import replace

from art17.model.place import Place
from art17.model.report import EvidenceItem, Obligation
from art17.model.view import ViewFound
from art17.reporting.text import text_of
from reporting.small import HOSTILE, PROBLEM, a_finding, a_report

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0041]")


def test_nothing_of_a_file_is_obeyed_by_a_terminal() -> None:
    """A name or value with an escape or a direction mark reaches the terminal raw."""
    finding = a_finding(
        place=Place(HOSTILE, (), 1, 1),
        message=f"{HOSTILE}\u061c\U000e0041", fix=HOSTILE, provisions=(HOSTILE,), serves=(HOSTILE,), blocks=(HOSTILE,),
    )  # fmt: skip
    points = [Obligation(f"Art. 17(1)({letter})", system, "unmet") for letter in "ab" for system in ("", HOSTILE)]
    report = a_report(
        finding,
        problems=(replace(PROBLEM, message=HOSTILE, fix=HOSTILE),),
        obligations=(
            *points,
            Obligation("Art. 9", HOSTILE, "met", evidence=(EvidenceItem(HOSTILE, HOSTILE, "evidenced"),)),
        ),
        systems=(HOSTILE,),
        manifest=HOSTILE,
        first=(HOSTILE,),
        law=((HOSTILE, HOSTILE),),
        views=(ViewFound(HOSTILE, HOSTILE, HOSTILE, ()),),
    )
    assert not UNSAFE.search(text_of(report))


def test_no_place_is_a_manifest_that_is_not_there() -> None:
    """A reader looks for an art17.yaml that does not exist."""
    absent = a_finding(place=Place("art17.yaml"))
    assert "art17.yaml  error" in text_of(a_report(absent))
    assert "(no art17.yaml)  error" in text_of(a_report(absent, manifest=""))
