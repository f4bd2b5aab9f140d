"""What all tests share: where the specimens are, how expected reports are rewritten, and what hypothesis draws."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# A gate that fails by luck is switched off: here every run draws the same examples. `make fuzz` draws new ones.
settings.register_profile("gate", derandomize=True)
if "ART17_FUZZ" not in os.environ:
    settings.load_profile("gate")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-expected", action="store_true", help="write the expected reports of the specimens anew")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each test begins with an empty cache of its own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def writes_expected(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-expected"))
