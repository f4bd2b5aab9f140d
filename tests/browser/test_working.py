"""The page as people work with it: filters, the picture, the keyboard, and thousands of artefacts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from browser.window import WIDTHS, Window

Pages = Callable[[str], Path]
SHOWN = "return [...document.querySelectorAll('.finding')].filter(e => e.offsetHeight)"
COUNT = "return document.getElementById('findings-count').textContent"
FOCUS = "return document.getElementById('focus-head').textContent"
LAW_NAMES_ART_9 = (
    "[...e.querySelectorAll('dl div')].some(line => line.firstElementChild.textContent === 'Law'"
    " && /(^|, )Art\\. 9\\b/.test(line.lastElementChild.textContent))"
)
LARGEST = 14_000_000
SLOWEST = 6.0


def choose(browser: Window, name: str, value: str) -> str:
    """Set a filter; what is said about the result."""
    browser.ask(
        "const field = document.getElementById('filters').elements[arguments[0]]; field.value = arguments[1];"
        "field.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )
    browser.ask("return new Promise(done => setTimeout(done, 300))")
    return str(browser.ask(COUNT))


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("severity", "warning", "e.dataset.severity === 'warning'"),
        ("class", "stale-review", "e.dataset.class === 'stale-review'"),
        ("basis", "law", "e.dataset.basis === 'law'"),
        ("provision", "Art. 9", LAW_NAMES_ART_9),
        ("system", "SYS-RANK", "e.dataset.system.split('|').includes('SYS-RANK')"),
        ("words", "sop-09 deadline", "/sop-09/i.test(e.textContent) && /deadline/i.test(e.textContent)"),
    ],
)
def test_a_filter_leaves_what_fits_and_says_how_many(
    pages: Pages, browser: Window, name: str, value: str, fits: str
) -> None:
    """A filter shows what does not fit, hides what does, or keeps the number to itself."""
    browser.show(pages("northlight-broken"))
    choose(browser, "filter-by", "")
    whole = browser.ask("return document.querySelectorAll('.finding').length")
    said = choose(browser, name, value)
    fitting = browser.ask(f"return [...document.querySelectorAll('.finding')].filter(e => {fits}).length")
    assert 0 < fitting < whole
    assert len(browser.ask(SHOWN)) == min(fitting, 50)
    assert said == f"{fitting} of {whole} findings"
    assert choose(browser, "words", "no such words anywhere").startswith("None of")


def test_findings_of_one_cause_are_folded_until_somebody_asks(pages: Pages, browser: Window) -> None:
    """Forty findings of one cause fill the page, or the others of a cause cannot be reached."""
    browser.show(pages("northlight-broken"))
    assert browser.ask("return document.querySelector('.finding.folded').offsetHeight") == 0
    name = browser.ask("return document.querySelector('.finding.folded').dataset.group")
    browser.ask(f"document.querySelector('[data-unfold=\"{name}\"]').click()")
    assert browser.ask(f"return document.querySelectorAll('.finding.folded[data-group=\"{name}\"]').length") == 0
    choose(browser, "filter-by", "rule")
    bands = browser.ask("return [...document.querySelectorAll('.band')].map(each => each.textContent)")
    assert len(bands) > 10
    choose(browser, "filter-by", "group")
    assert browser.ask("return document.querySelectorAll('.band').length") == 0


def test_a_link_to_a_finding_that_is_filtered_out_shows_it(pages: Pages, browser: Window) -> None:
    """A link from the matrix or the actions leads to nothing."""
    browser.show(pages("northlight-broken"))
    choose(browser, "severity", "warning")
    browser.ask("document.querySelector('#matrix a[href^=\"#f-\"]').click()")
    target = browser.ask("return document.querySelector('#matrix a[href^=\"#f-\"]').hash.slice(1)")
    browser.until(f"return document.activeElement.id === '{target}'")
    assert browser.ask("return document.activeElement.offsetHeight") > 0


def test_how_a_finding_was_judged_is_drawn_when_asked_for(pages: Pages, browser: Window) -> None:
    """The tree behind a finding stays empty."""
    browser.show(pages("northlight-broken"))
    assert browser.ask("return document.querySelectorAll('.tree li').length") == 0
    browser.ask("document.querySelector('.tree').open = true")
    told = browser.until("return document.querySelector('.tree li')?.textContent")
    assert told.startswith("✕ not met · The QMS")
    browser.ask("for (const each of document.querySelectorAll('.tree')) each.open = true")
    browser.until("return document.querySelectorAll('.tree:not([data-drawn])').length === 0")
    assert "undefined" not in browser.ask("return document.body.innerText")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_picture_follows_links_and_goes_back(pages: Pages, browser: Window, width: int) -> None:
    """A box in the picture leads elsewhere than it says, or there is no way back."""
    browser.show(pages("northlight-broken"), width)
    browser.ask("document.getElementById('graph').scrollIntoView()")
    browser.until("return document.querySelector('#picture a[data-at]')")
    first = browser.ask(FOCUS)
    name = browser.ask(
        "const a = document.querySelector('#picture a[data-at]:not(.centre)');"
        "a.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}));"
        "return a.querySelector('title').textContent"
    )
    browser.until(f"return document.getElementById('focus-head').textContent !== {json.dumps(first)}")
    assert browser.ask(FOCUS).split(":")[0] in name
    assert browser.ask("return document.activeElement.id") == "focus"
    browser.ask("document.getElementById('focus-back').click()")
    assert browser.ask(FOCUS) == first


def test_broken_links_are_found_and_drawn(pages: Pages, browser: Window) -> None:
    """A link that leads nowhere looks like any other, or cannot be found."""
    browser.show(pages("northlight-broken"))
    browser.ask("document.getElementById('graph').scrollIntoView()")
    browser.until("return document.querySelector('#finder-list button')")
    browser.ask("document.getElementById('finder-broken').click()")
    rows = browser.ask("return [...document.querySelectorAll('#finder-list button')].map(b => b.textContent)")
    assert rows
    assert all("broken link" in row for row in rows)
    browser.ask("document.querySelector('#finder-list button').click()")
    assert browser.ask("return document.querySelectorAll('#picture path.broken').length") > 0
    assert re.search(
        "does not exist|superseded|of a type", browser.ask("return document.querySelector('#picture').textContent")
    )


def test_everything_is_reached_by_keyboard(pages: Pages, browser: Window) -> None:
    """Somebody without a mouse cannot skip, filter, open a tree or follow a link in the picture."""
    from selenium.webdriver.common.keys import Keys

    browser.show(pages("northlight-broken"))
    browser.press(Keys.TAB)
    assert browser.ask("return document.activeElement.className") == "skip"
    assert browser.ask("return document.activeElement.getBoundingClientRect().top") >= 0
    browser.press(Keys.ENTER)
    assert browser.ask("return document.activeElement.id") == "content"
    browser.ask("document.querySelector('.tree > summary').focus()")
    assert "none" not in browser.ask("return getComputedStyle(document.activeElement).outlineStyle")
    browser.press(Keys.ENTER)
    browser.until("return document.querySelector('.tree li')")
    browser.ask("document.getElementById('finder-words').focus()")
    browser.until("return document.querySelector('#picture a[data-at]')")
    browser.press("RR-RANK")
    browser.press(*[Keys.TAB] * 4)
    assert browser.ask("return document.activeElement.tagName") == "BUTTON"
    browser.press(Keys.ENTER)
    assert browser.ask(FOCUS).startswith("RR-RANK")
    browser.ask("document.querySelector('#picture a[data-at]').focus()")
    name = browser.ask("return document.activeElement.querySelector('.name').textContent")
    browser.press(Keys.ENTER)
    browser.until(f"return document.getElementById('focus-head').textContent.startsWith('{name}')")


def test_five_thousand_artefacts_stay_usable(pages: Pages, browser: Window) -> None:
    """A large house makes a page that takes long to open, or that one waits for at every step."""
    page = pages("large")
    assert page.stat().st_size < LARGEST
    assert browser.show(page) < SLOWEST
    assert browser.ask("return document.querySelectorAll('*').length") < 40_000
    assert 0 < len(browser.ask(SHOWN)) <= 50
    for step in (
        "document.getElementById('filters').elements.severity.value = 'error';"
        "document.getElementById('filters').dispatchEvent(new Event('input', {bubbles: true}))",
        "location.hash = '#artefact-600'",
        "const f = document.getElementById('finder-words'); f.value = 'X012'; f.dispatchEvent(new Event('input', {bubbles: true}))",
    ):
        took = browser.ask(
            f"const start = performance.now(); {step}; await new Promise(done => setTimeout(done, 200));"
            "document.body.offsetHeight; return performance.now() - start"
        )
        assert took < SLOWEST * 1000
    assert browser.ask("return document.querySelectorAll('#picture [data-at]').length") < 50


def test_all_findings_of_a_large_house_can_be_reached(pages: Pages, browser: Window) -> None:
    """What lies beside the page is lost."""
    browser.show(pages("large"))
    whole = int(re.sub(r"\D", "", str(browser.ask(COUNT))))
    assert whole > 2_000
    for _ in range(5):
        before = len(browser.ask(SHOWN))
        browser.ask("document.querySelector('#findings .more button').click()")
        assert len(browser.ask(SHOWN)) > before
    assert choose(browser, "words", "RK-X").endswith(f"of {whole:,} findings")
    assert browser.ask("return document.querySelectorAll('.finding').length") == whole
