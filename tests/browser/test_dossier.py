"""The page of the dossier as people see it: at two widths, in both schemes and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.commands.dossier import dossier
from art17.reporting.dossier_html import dossier_html
from browser.window import SCHEMES, WIDTHS, Window
from houses import NORTHLIGHT

BROKEN = """
const narrow = [...document.querySelectorAll("th, td")].filter(cell => {
  const width = cell.clientWidth, word = cell.innerText.split(/[\\s-]+/).find(each => each.length > 2) || "";
  const probe = Object.assign(document.createElement("span"), {textContent: word});
  probe.style.cssText = "position: absolute; white-space: nowrap";
  document.body.append(probe);
  const asked = probe.getBoundingClientRect().width;
  probe.remove();
  return word.length < 17 && asked > width;
});
return narrow.map(cell => cell.innerText);
"""
"""The cells in which a short word does not fit on a line."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dossier") / "dossier.html"
    made = dossier(Request(NORTHLIGHT, date(2026, 11, 23)), "SYS-RANK").dossier
    target.write_text(dossier_html(made), encoding="utf-8")
    return target


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation(page: Path, browser: Window, width: int, scheme: str) -> None:
    """Somebody who reads with other means than eyes and mouse meets a wall, or the page asks the network."""
    browser.show(page, width, scheme)
    assert browser.violations() == []
    assert browser.requests() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_words_stay_whole(page: Path, browser: Window, width: int) -> None:
    """A column is so narrow that ids and words are broken into letters."""
    browser.show(page, width)
    assert browser.ask(BROKEN) == []
    browser.emulate(media="print")
    assert browser.ask(BROKEN) == []


def test_the_page_itself_is_no_wider_than_the_window(page: Path, browser: Window) -> None:
    """The head has to be scrolled sideways; only the tables may."""
    browser.show(page, WIDTHS[0])
    assert browser.ask("return document.documentElement.scrollWidth <= innerWidth")
