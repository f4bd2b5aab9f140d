"""The page as people see it: at two widths, in both schemes, on paper, with nothing wrong that axe-core knows of."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from browser.window import SCHEMES, WIDTHS, Window

Pages = Callable[[str], Path]
HOUSES = ("northlight", "northlight-broken")


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation(pages: Pages, browser: Window, house: str, width: int, scheme: str) -> None:
    """Somebody who reads with other means than eyes and mouse meets a wall."""
    browser.show(pages(house), width, scheme)
    browser.ask("document.getElementById('graph').scrollIntoView()")
    browser.until("return document.querySelector('#picture svg')")
    browser.ask("for (const each of document.querySelectorAll('details')) each.open = true")
    browser.ask("for (const each of document.querySelectorAll('[data-fold]')) each.click()")
    assert browser.violations() == []


def test_axe_finds_no_violation_in_a_large_house(pages: Pages, browser: Window) -> None:
    """What is only there when there is much of it is not accessible."""
    browser.show(pages("large"))
    assert browser.violations() == []


@pytest.mark.parametrize("house", [*HOUSES, "large"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_not_wider_than_the_window(pages: Pages, browser: Window, house: str, width: int) -> None:
    """A reader must scroll sideways to read a sentence."""
    browser.show(pages(house), width)
    browser.ask("document.getElementById('graph').scrollIntoView()")
    browser.until("return document.querySelector('#picture svg')")
    assert browser.ask("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("house", HOUSES)
def test_nothing_is_asked_for_and_nothing_complains(pages: Pages, browser: Window, house: str) -> None:
    """The page reaches for the network, breaks its own policy, or throws."""
    browser.show(pages(house), hash_="#artefact-3")
    browser.until("return document.querySelector('#picture svg')")
    assert browser.requests() == []
    assert browser.complaints() == []


def test_a_script_from_a_file_would_not_run(pages: Pages, browser: Window, tmp_path: Path) -> None:
    """The policy lets through what somebody smuggled in."""
    text = pages("northlight").read_text(encoding="utf-8")
    smuggled = tmp_path / "smuggled.html"
    smuggled.write_text(text.replace("<main", "<script>window.ran = true</script><img src=x onerror='ran=true'><main"))
    browser.show(smuggled)
    assert browser.ask("return window.ran === undefined")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_choice_of_colours_outranks_the_system(pages: Pages, browser: Window, scheme: str) -> None:
    """The buttons for light and dark do nothing, or do not say which is on."""
    browser.show(pages("northlight"), scheme=scheme)
    paper = "return getComputedStyle(document.body).backgroundColor"
    colours = {"auto": browser.ask(paper)}
    for choice in ("light", "dark"):
        browser.ask(f"document.querySelector('[data-theme-choice={choice}]').click()")
        colours[choice] = browser.ask(paper)
        pressed = "return [...document.querySelectorAll('[aria-pressed=true]')].map(e => e.dataset.themeChoice)"
        assert browser.ask(pressed) == [choice]
    browser.ask("document.querySelector('[data-theme-choice=auto]').click()")
    assert colours["light"] != colours["dark"]
    assert colours["auto"] == colours[scheme]


def test_paper_is_white_and_whole(pages: Pages, browser: Window) -> None:
    """A print shows buttons, hides findings, or wastes ink on a dark page."""
    browser.show(pages("northlight-broken"), scheme="dark")
    browser.emulate("dark", media="print")
    assert browser.ask("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    hidden = "return [...document.querySelectorAll('.finding')].filter(e => !e.offsetHeight).length"
    assert browser.ask(hidden) == 0
    for selector in (".tools", ".contents", ".filters", ".explorer", ".more"):
        assert browser.ask("return document.querySelector(arguments[0])?.offsetHeight ?? 0", selector) == 0
    assert browser.print_pdf().startswith(b"%PDF")


def test_without_scripts_the_findings_are_there(pages: Pages, browser: Window, tmp_path: Path) -> None:
    """A viewer that runs no script shows an empty page."""
    page = tmp_path / "plain.html"
    text = pages("northlight-broken").read_text(encoding="utf-8")
    page.write_text(re.sub(r"script-src [^\"]*", "script-src 'none'", text), encoding="utf-8")
    browser.show(page)
    shown = "return [...document.querySelectorAll('.finding')].filter(e => e.offsetHeight).length"
    assert browser.ask(shown) == text.count('<li class="finding') > 50
    assert browser.ask("return document.querySelector('.filters').offsetHeight") == 0
