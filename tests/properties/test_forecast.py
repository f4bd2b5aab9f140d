"""The forecast agrees with what a check says on each day of its horizon."""

from __future__ import annotations

import os
import random
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from art17.checking.context import RunContext, load
from art17.checking.forecast import findings_ahead, forecast_of
from art17.checking.history import with_history
from art17.checking.request import Request
from art17.checking.verdicts import evaluate, with_waivers
from art17.model.report import Finding
from art17.run import run
from properties.strategies import SEEDS

START = date(2026, 11, 23)
AHEAD = 45
RULES = ("qms-practice/*", "art17/waivers/*", "art17/answers/*", "eu-ai-act/9*", "eu-ai-act/72/*", "eu-ai-act/111/*")
MANIFEST = """read: ["*.yaml", "*.md"]
packs: [eu-ai-act, qms-practice]
history: true
enforce: when-applicable
reviews: {at_most: P1Y}
waivers: {at_most: P3M}
answers: {at_most: P1M}
"""


def _folder(root: Path, chance: random.Random) -> None:
    """A folder in which much happens within the next weeks, and a history in which something happened before."""

    def day(*reach: int) -> str:
        return (START + timedelta(chance.randint(*(reach or (-20, AHEAD + 10))))).isoformat()

    def of(*choices: str) -> str:
        return chance.choice(choices)

    files = {
        "people.yaml": "id: DIR\ntype: directory\npeople:\n"
        f"- {{id: ann, title: Ann, left_on: {day()}}}\n- {{id: bob, title: Bob, email: bob@x.example}}\n",
        "provider.yaml": "id: US\ntype: provider\ntitle: Us\nrole: [provider]\nestablished_in: IE\n",
        "system.yaml": "id: SYS\ntype: ai-system\nclassification: high-risk\nannex_iii_point: Annex III(4)(a)\n"
        f"lifecycle: on-market\nplaced_on_market: {day(-200, 60)}\n",
        "register.yaml": f"id: RR\ntype: risk-register\nowner: 'person:ann'\nlast_reviewed: {day(-90, 10)}\n"
        f"review_in: {of('P1M', 'P60D', 'P3M')}\nlinks: {{covers: [SYS]}}\n",
        "release.yaml": f"id: REL\ntype: release\nchange_class: major\nreleased_on: {day()}\nlinks: {{covers: [SYS]}}\n",
        "incident.yaml": f"id: INC\ntype: incident\nserious: true\noccurred_on: {day(-40, 40)}\nlinks: {{covers: [SYS]}}\n",
        "plan.md": f"---\nid: PMM\ntype: pmm-plan\nlast_reviewed: {day(-60, -30)}\nnext_review: {day()}\nlinks: "
        "{covers: [SYS]}\n---\n\n# Plan\n\nWe look.\n",
        "attested.yaml": f"id: ATT\ntype: attestation\nattested_on: {day(-60, 0)}\nvalid_until: {day()}\nlinks: {{attests: [PMM]}}\n",
        "waiver.yaml": f"id: W\ntype: waiver\nrule: [qms-practice/documents/*]\nreason: for now\nowner: 'person:bob'\n"
        f"approved_by: 'person:ann'\napproved_on: {day(-90, 0)}\nexpires: {day(-5, AHEAD)}\n",
    }
    files["answers.yaml"] = (
        "schema: art17/answers/v1\nanswers:\n"
        f"- {{id: a-1, requirement: 'Art. 17(1)(m)', verdict: met, evidence: interview, by: Ada, on: {day(-25, 10)}}}\n"
        "- {id: a-2, findings_of: qms-practice/reviews/interval-is-stated, action: do it, owner: Ada, status: open, "
        f"due: {day(5, 40)}}}\n"
    )
    for number in range(3):
        files[f"policy-{number}.md"] = (
            f"---\nid: P{number}\ntype: policy\nstatus: effective\nowner: 'person:{of('ann', 'bob')}'\n"
            f"approved_on: {day(-300, 40)}\nlast_reviewed: {day(-200, 30)}\nreview_in: {of('P2M', 'P6M', 'P240D')}\n---\n\n# Policy\n\nText.\n"
        )
    for name, text in {"art17.yaml": MANIFEST, **files}.items():
        (root / name).write_text(text, "utf-8")
    _commit(root, START - timedelta(100), "first")
    for name in ("policy-0.md", "plan.md"):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\nMore text.\n")
    _commit(root, START + timedelta(chance.randint(-60, AHEAD)), "more")


def _commit(root: Path, day: date, words: str) -> None:
    stamp = f"{day}T12:00:00+00:00"
    names = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": "/dev/null"}
    who = ("-c", "user.name=Bob", "-c", "user.email=bob@x.example")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", words)):
        subprocess.run(("git", "-C", str(root), *arguments), check=True, env={**os.environ, **names})


def _told(findings: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    return {(each.id, each.severity, each.status) for each in findings}


def _findings_on(context: RunContext, day: date) -> set[tuple[str, str, str]]:
    that_day = replace(context, request=replace(context.request, as_of=day))
    return _told(with_waivers(that_day, evaluate(that_day)).findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_forecast_is_what_checks_of_later_days_say(seed: int, tmp_path: Path) -> None:
    """On each day, and with facts of git, the forecast has the findings of a check as of that day."""
    _folder(tmp_path, random.Random(seed))
    context = with_history(load(Request(tmp_path, START, select=RULES)))
    until = START + timedelta(AHEAD)
    ahead = list(findings_ahead(context, until))
    assert len(ahead) > 5
    for state, following in zip(ahead, [*(each.day for each in ahead[1:]), until + timedelta(1)], strict=True):
        for number in range((following - state.day).days):
            day = state.day + timedelta(number)
            assert _findings_on(context, day) == _told(state.findings), day
    turn = run(Request(tmp_path, START, select=RULES)).report.next_change
    assert turn is not None
    assert turn <= ahead[1].day


def test_what_comes_is_what_a_check_of_that_day_finds(tmp_path: Path) -> None:
    """What is forecast for a day is found by `check` on it, in the same words, and was not found the day before."""
    _folder(tmp_path, random.Random(7))
    coming = list(forecast_of(with_history(load(Request(tmp_path, START, select=RULES))), AHEAD))
    assert coming
    first, last = coming[0], coming[-1]
    for each in (first, last):
        that_day = run(Request(tmp_path, each.day, select=RULES)).report.findings
        assert replace(each.finding, cause="") in [replace(finding, group="", cause="") for finding in that_day]
        before = run(Request(tmp_path, each.day - timedelta(1), select=RULES)).report.findings
        assert (each.finding.id, each.finding.severity) not in {
            (old.id, old.severity) for old in before if old.status == "active"
        }
