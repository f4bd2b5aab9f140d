"""A real browser for the HTML report; these tests run under `make test-browser` alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.reporting.html import html_of
from art17.run import check
from browser.large import write_large
from browser.window import Window
from houses import SPECIMENS

HERE = Path(__file__).parent
WHY = "needs Chromium and axe-core: run `make test-browser`, which says what it needs and installs it where it can"
LARGE = 5_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get("ART17_BROWSER"):
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=WHY))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The page of a house as a file, written once: a specimen by name, or `large`."""
    folder = tmp_path_factory.mktemp("pages")

    def page(house: str) -> Path:
        target = folder / f"{house}.html"
        if not target.exists():
            qms = write_large(folder / "large", LARGE) if house == "large" else SPECIMENS / house
            target.write_text(html_of(check(Request(qms, date(2026, 11, 23)))), encoding="utf-8")
        return target

    return page


@pytest.fixture(scope="session")
def browser() -> Iterator[Window]:
    """One browser for all tests; each opens its page anew."""
    window = Window.opened()
    yield window
    window.close()
