"""The page of a portfolio as people see it: of few, many and very many repositories, at two widths, in both schemes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from art17.portfolio.job import Outcome
from art17.portfolio.lake import Lake
from art17.portfolio.page import page_of
from art17.portfolio.questions import tables_of
from browser.window import SCHEMES, WIDTHS, Window

NUMBERS = (10, 500, 10_000)
DAY = date(2026, 11, 23)
TOPICS = ("strategy", "design", "verification", "testing", "standards", "data", "risk", "monitoring", "incidents")
RULES = ("review-is-not-overdue", "document-has-an-owner", "risk-has-a-control-that-is-verified", "plan-names-data")
WHY = {"time": "it took more than 60 s", "unreachable": "git did not fetch it: the server closed the connection early"}


def outcomes(number: int, later: int) -> Iterator[Outcome]:
    """So many repositories as a check might find them, some of them mended in a later run."""
    dice = random.Random(number)
    for at in range(number):
        name, state = f"{'product' if at % 3 else 'a-group-with-a-long-name/product'}-{at:05}", dice.random()
        common = {"repository": name, "tags": [f"country-{at % 4}"], "valid_from": DAY.isoformat(), "tool": "t"}
        if state < 0.03:
            outcome = dice.choice(sorted(WHY))
            yield Outcome(common | {"outcome": outcome, "why": WHY[outcome], "problems": 1, "page": ""})
            continue
        rules = [(rule, n) for rule in RULES for n in range(dice.randrange(6)) if (at + n) % 7 or not later]
        findings = [
            {
                "repository": name, "id": f"{rule}-{n}", "rule": f"qms-practice/{rule}", "status": "active",
                "severity": ("error", "warning", "note")[n % 3], "owner": f"person-{at % 40:012x}",
            }
            for rule, n in rules
        ]  # fmt: skip
        coming = [
            {
                "repository": name, "day": (DAY + timedelta(dice.randrange(1, 700))).isoformat(), "id": f"c{n}",
                "rule": f"qms-practice/{dice.choice(RULES)}", "severity": dice.choice(("warning", "note")),
            }
            for n in range(dice.randrange(8))
        ]  # fmt: skip
        obligations = [
            {
                "repository": name, "provision": f"Art. 17(1)({letter})", "topic": TOPICS[n % len(TOPICS)],
                "verdict": dice.choice(("met", "met", "unmet", "undecided", "not-applicable")),
            }
            for n, letter in enumerate("abcdefghijklm")
        ]  # fmt: skip
        count = {level: sum(each["severity"] == level for each in findings) for level in ("error", "warning")}
        row = {
            "outcome": "findings" if findings else "ok", "errors": count["error"], "warnings": count["warning"],
            "packs": "eu-ai-act 1", "page": f"{at}.html" if at % 5 == 0 else "",
        }  # fmt: skip
        yield Outcome(common | row, {"findings": findings, "obligations": obligations, "forecast": coming})


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The page over so many repositories as a file, written once."""
    folder = tmp_path_factory.mktemp("portfolio")

    def page(number: int) -> Path:
        target = folder / f"{number}.html"
        if not target.exists():
            lake = Lake(folder / f"lake-{number}")
            for later in (0, 1):
                run = f"2026-11-2{3 + later}T100000"
                lake.write(run, 1, list(outcomes(number, later)))
                lake.finish(run)
            kept = {f"{at}.html": f"lake/pages/{at}.html" for at in range(number)}
            with tables_of(lake) as connection:
                target.write_text(page_of(connection, with_owners=True, pages=kept), encoding="utf-8")
        return target

    return page


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(
    pages: Callable[[int], Path], browser: Window, number: int, width: int, tmp_path: Path
) -> None:
    """Somebody who reads with other means than eyes and mouse meets a wall, the page scrolls sideways or asks the net."""
    for scheme in SCHEMES if number < NUMBERS[-1] else SCHEMES[:1]:
        browser.show(pages(number), width, scheme)
        browser.picture(tmp_path / f"{number}-{width}-{scheme}.png")
        assert browser.violations() == []
        assert browser.requests() == []
        assert browser.ask("return document.documentElement.scrollWidth <= innerWidth")


def test_a_head_sorts_its_table_by_keyboard(pages: Callable[[int], Path], browser: Window) -> None:
    """A table cannot be sorted without a mouse, or what was not checked sinks below what has fewer errors."""
    browser.show(pages(500))
    browser.ask("document.querySelector('#map').closest('section').querySelectorAll('thead button')[2].focus()")
    browser.press("\ue007")  # Enter
    rows = browser.ask(
        "return [...document.querySelector('#map').closest('section').querySelectorAll('tbody tr')]"
        ".map(row => row.cells[2].innerText)"
    )
    numbers = [int(each) for each in rows if each.isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert not rows[0].isdigit()


def test_a_name_leads_to_the_report_of_its_repository(pages: Callable[[int], Path], browser: Window) -> None:
    """One click leads to a repository's own report, where there is one."""
    browser.show(pages(10))
    links = browser.ask(
        "return [...document.querySelector('#map').closest('section').querySelectorAll('tbody a')]"
        ".map(link => [link.innerText, link.getAttribute('href')])"
    )
    assert links
    assert all(href == f"lake/pages/{int(name.rpartition('-')[2])}.html" for name, href in links)
