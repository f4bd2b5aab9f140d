"""Laws that hold for every report, on a neglected house through the whole line."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art17.checking.request import Request
from art17.model.evidence import Evidence
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.report import (
    BindingDate,
    EvidenceItem,
    Finding,
    Obligation,
    PackUsed,
    Related,
    Report,
    Subject,
    Waived,
)
from art17.reading.io.source import WorkingTree
from art17.reporting.json_text import json_of
from art17.run import check
from houses import DAY, ROOT, SPECIMENS, checked, copied
from reporting.small import HOSTILE, a_finding, a_report

BROKEN = SPECIMENS / "northlight-broken"
FORMATS = ("json", "text", "sarif", "csv", "html", "junit", "github", "gitlab", "markdown")
UNLIKE = {
    "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711",
    "COLUMNS": "40", "TERM": "dumb", "PYTHONUTF8": "0", "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent",
}  # fmt: skip
"""As unlike this machine as an environment can be; in Turkish a capital I is no i."""


def told(folder: Path, out: Path, **environment: str) -> dict[str, bytes]:
    """Every format of a run in another process."""
    out.mkdir()
    wanted = [f"--format={name}={out / name}" for name in FORMATS]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "check", str(folder), "--as-of", DAY.isoformat(), "--no-cache", *wanted],
        cwd=folder,  # formats for services name files from there where no git says otherwise
        env={**kept, **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return {name: (out / name).read_bytes() for name in FORMATS}


def test_no_machine_changes_a_byte(tmp_path: Path) -> None:
    """Folder, locale, time zone, hash seed, or the order in which files were made show in a report."""
    house = copied(BROKEN, tmp_path / "one")
    other = tmp_path / "another place" / "très loin" / "QMS"
    names = sorted(path.relative_to(house) for path in house.rglob("*") if path.is_file())
    random.Random(7).shuffle(names)
    for name in names:  # what a folder lists first is often what was made first
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(house / name, other / name)
        os.utime(other / name, (0, 0))
    one = told(house, tmp_path / "out-1", LC_ALL="C", TZ="America/Anchorage", PYTHONHASHSEED="0")
    two = told(other, tmp_path / "out-2", **UNLIKE)
    assert [name for name in FORMATS if one[name] != two[name]] == []


class Shuffled(WorkingTree):
    """The files of a folder in another order, which no source may have; the engine must not rest on it."""

    def paths(self) -> tuple[str, ...]:
        found = [*super().paths()]
        random.Random(len(found)).shuffle(found)
        return tuple(found)


def test_the_order_of_files_changes_no_byte(tmp_path: Path) -> None:
    """Files that a source names in another order are reported, counted or named otherwise."""
    house = copied(BROKEN, tmp_path)
    assert json_of(check(Request(house, DAY, source=Shuffled(house)))) == json_of(check(Request(house, DAY)))


@cache
def broken() -> dict[str, Finding]:
    """The findings on the neglected house, by fingerprint."""
    return {finding.id: finding for finding in checked(BROKEN).findings}


UNRELATED = {
    "a note": ("extra/note.md", "# A note\n\nNobody reads this.\n"),
    "a record": ("extra/z.md", "---\nid: ZZ-9\ntype: minutes\ntitle: Lunch\nauthor: person:nobody\nstatus: approved\n---\n# L\n"),
    "a document": ("AAA.yaml", "id: ZZ-8\ntype: instruction\ntitle: Lunch\nstatus: draft\n"),
    "a control": ("zzz/c.json", '{"id": "ZZ-7", "type": "control", "title": "A fence", "status": "draft"}'),
    "of no type": ("m/x.md", "---\nid: ZZ-6\ntype: recipe\n---\n# Soup\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNRELATED)
def test_an_unrelated_artefact_changes_no_other_finding(what: str, tmp_path: Path) -> None:
    """A file that nothing links to moves, rewords or hides a finding on another."""
    house = copied(BROKEN, tmp_path)
    path, text = UNRELATED[what]
    (house / path).parent.mkdir(exist_ok=True)
    (house / path).write_text(text, encoding="utf-8")
    found, known = as_told(checked(house)), as_told(checked(BROKEN))
    others = {name: finding for name, finding in found.items() if finding["subject"]["path"] != path}
    assert others.keys() == known.keys()
    assert [name for name, finding in others.items() if finding != known[name]] == []


def as_told(report: Report) -> dict[str, Any]:
    """The findings as JSON tells them, by fingerprint."""
    return {finding["id"]: finding for finding in json.loads(json_of(report))["findings"]}


def text_of(place: Place) -> list[str]:
    return (BROKEN / place.path).read_text(encoding="utf-8").splitlines()


def places_in(value: Any) -> set[Place]:
    """Every place in a value, however deep."""
    if isinstance(value, Place):
        return {value}
    if is_dataclass(value) and not isinstance(value, type):
        return set().union(*(places_in(getattr(value, each.name)) for each in fields(value)))
    return set().union(*map(places_in, value)) if isinstance(value, tuple) else set()


def test_every_place_is_there() -> None:
    """A place has no line, or leads to a file, line or column that does not exist."""
    places = set().union(*map(places_in, broken().values()))
    assert len(places) > 150
    for place in places:
        line = text_of(place)[place.line - 1]
        assert 0 < place.column <= len(line) + 1, place


def test_every_place_points_at_what_it_says() -> None:
    """A place stands beside the artefact, key or citation that it is said to be."""
    asked = [place for place in set().union(*map(places_in, broken().values())) if place.route and place.route != (0,)]
    assert len(asked) > 80
    for place in asked:
        here = text_of(place)[place.line - 1][place.column - 1 :]
        step = place.route[-1]
        if isinstance(step, int):  # an entry of a list: what follows is no dash, comma or blank
            assert re.match(r"[^\s,-]", here), (place, here)
        elif f"{step}:" not in here:  # the value of a key stands on the line of its key, or in the lines beneath it
            above = "\n".join(text_of(place)[: place.line])
            assert re.search(rf"""["']?{re.escape(step)}["']?\s*:""", above), (place, here)


def test_a_subject_stands_where_its_finding_is() -> None:
    """A finding on an item names another row, or one on a document another file."""
    for finding in broken().values():
        subject, lines = finding.subject, text_of(finding.subject.place)
        known = re.search(rf"(?<![\w-]){re.escape(subject.id)}(?![\w-])", "\n".join(lines))
        if (
            known
            and subject.place.route[1:]
            and finding.rule.startswith("eu-ai-act")
            and subject.type in ("risk", "control")
        ):
            beneath = "\n".join(lines[subject.place.line - 1 : subject.place.line + 3])
            assert subject.id in beneath, finding


ASKED = re.compile(r"`(version|owner|approved_by)`")
TAKEN = re.compile(r"^(version|owner|approved_by):.*\n", re.MULTILINE)


def test_mending_what_a_finding_names_removes_it(tmp_path: Path) -> None:
    """Whoever does what the findings say keeps one of them, or gets another."""
    house = copied(SPECIMENS / "northlight", tmp_path)
    known = {finding.id for finding in checked(house).findings}
    taken: dict[tuple[str, str], str] = {}
    for file in sorted((house / "procedures").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        path = file.relative_to(house).as_posix()
        taken |= {(path, found[1]): found[0] for found in TAKEN.finditer(text.split("\n---\n")[0] + "\n")}
        file.write_text(TAKEN.sub("", text, count=3), encoding="utf-8")
    asked = [finding for finding in checked(house).findings if finding.id not in known]
    assert len(asked) >= 60
    for finding in asked:  # each says which field of which file is lacking; nothing else is given back
        path = finding.subject.place.path
        field = ASKED.search(finding.fix)
        assert field, finding.fix
        line = taken.pop((path, field[1]), "")
        text = (house / path).read_text(encoding="utf-8")
        (house / path).write_text(text.replace("---\n", f"---\n{line}", 1), encoding="utf-8")
    assert {finding.id for finding in checked(house).findings} == known


TEXTS = st.text(max_size=20) | st.sampled_from([HOSTILE, "", "\x00\x9b\u202e\u061c\U000e0041", '"\\', "😀"])
PLACES = st.builds(Place, TEXTS, st.just(()), st.integers(1, 9), st.integers(1, 9))
TREES = st.recursive(
    st.builds(Evidence, TEXTS, TEXTS, TEXTS, st.sampled_from([True, False, None]), PLACES),
    lambda inner: st.builds(
        lambda tree, children: replace(tree, children=tuple(children)),
        st.builds(Evidence, TEXTS, TEXTS, TEXTS, st.sampled_from([True, False, None]), PLACES),
        st.lists(inner, max_size=2),
    ),
    max_leaves=4,
)
FINDINGS = st.builds(
    a_finding,
    st.integers(0, 99),
    message=TEXTS,
    fix=TEXTS,
    place=PLACES,
    because=TREES,
    status=st.sampled_from(["active", "waived", "baselined"]),
    related=st.lists(st.builds(Related, PLACES, TEXTS), max_size=2).map(tuple),
    blocks=st.lists(TEXTS, max_size=2).map(tuple),
    binding=st.lists(
        st.builds(BindingDate, TEXTS, st.none() | st.dates(date(2024, 1, 1)), TEXTS, TEXTS), max_size=2
    ).map(tuple),
    waived=st.none() | st.builds(Waived, TEXTS, TEXTS, TEXTS, PLACES),
)
REPORTS = st.builds(
    lambda found, problems, obligations, packs, systems: a_report(
        *found, problems=tuple(problems), obligations=tuple(obligations), packs=tuple(packs), systems=tuple(systems)
    ),
    st.lists(FINDINGS, max_size=3),
    st.lists(st.builds(Problem, PLACES, TEXTS, TEXTS), max_size=2),
    st.lists(
        st.builds(
            Obligation, TEXTS, TEXTS, st.sampled_from(["met", "unmet"]), st.sampled_from(["", "declared"]),
            st.just({"met": 1}), evidence=st.lists(st.builds(EvidenceItem, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
        ),
        max_size=2,
    ),
    st.lists(st.builds(PackUsed, TEXTS, TEXTS, TEXTS), max_size=2),
    st.lists(TEXTS, max_size=2),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_a_report_round_trips(report: Report) -> None:
    """A report that was written as JSON and read again has lost or changed something that it says."""
    read = json.loads(json_of(report))
    assert (read["as_of"], read["partial"], read["systems"]) == (report.as_of.isoformat(), False, list(report.systems))
    assert [(p["name"], p["version"], p["digest"]) for p in read["packs"]] == [
        (p.name, p.version, p.digest) for p in report.packs
    ]
    assert [(place_from(p), p["message"], p["fix"]) for p in read["problems"]] == [
        (p.place, p.message, p.fix) for p in report.problems
    ]
    for told_of, finding in zip(read["findings"], report.findings, strict=True):
        assert finding_from(told_of, finding) == finding
    for told_of, each in zip(read["obligations"], report.obligations, strict=True):
        assert (told_of["provision"], told_of["system"] or "", told_of["verdict"]) == (
            each.provision, each.system, each.verdict,
        )  # fmt: skip
        assert [(e["id"], e["path"]) for e in told_of["evidence"]] == [(e.id, e.path) for e in each.evidence]


def place_from(data: dict[str, Any]) -> Place:
    return Place(data["path"], (), data["line"], data["column"])


def finding_from(data: dict[str, Any], known: Finding) -> Finding:
    """The finding that JSON tells of; what it has no key for is taken from the known one."""
    subject, waived = data["subject"], data.get("waived")
    return replace(
        known,
        id=data["id"],
        rule=data["rule"],
        category=data["class"],
        basis=data["basis"],
        severity=data["severity"],
        verdict=data["verdict"],
        status=data["status"],
        provisions=tuple(data["provisions"]),
        subject=Subject(subject["id"], subject["type"], place_from(subject), subject["title"]),
        message=data["message"],
        fix=data["fix"],
        because=tree_from(data["because"], known.because),
        related=tuple(Related(place_from(each), each["why"]) for each in data["related"]),
        blocks=tuple(data["blocks"]),
        binding=tuple(BindingDate(each["system"], date.fromisoformat(each["from"]) if each["from"] else None,
                                  each["basis"], each["confidence"]) for each in data["binding"]),
        waived=Waived(waived["by"], waived["until"], waived["reason"], place_from(waived)) if waived else None,
    )  # fmt: skip


def tree_from(data: dict[str, Any], known: Evidence) -> Evidence:
    verdict = {"met": True, "unmet": False, "undecided": None}
    return replace(
        known,
        asked=data["asked"],
        of=data["of"],
        seen=data["seen"] if known.seen else "",  # where nothing was said of it, the words are made of the question
        truth=verdict[data["verdict"]],
        place=place_from(data["place"]) if data["place"] else None,
        children=tuple(tree_from(one, old) for one, old in zip(data["children"], known.children, strict=True)),
    )
