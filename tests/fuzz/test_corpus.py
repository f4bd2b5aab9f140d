"""What fuzzing kept is read again in every run, and some bytes that nobody chose."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from fuzz.blind import bytes_near
from fuzz.harnesses import HARNESSES
from fuzz.run import CORPUS
from properties.strategies import SEARCHED


@pytest.mark.parametrize("name", HARNESSES)
def test_the_corpus_is_read(name: str) -> None:
    """An input that once broke a reader, or reached far into it, breaks it."""
    files = sorted((CORPUS / name).iterdir())
    assert files
    for file in files:
        HARNESSES[name](file.read_bytes())


@pytest.mark.parametrize("name", HARNESSES)
def test_any_bytes_are_read(name: str) -> None:
    """Bytes end a reader in anything but a value or a problem."""

    @settings(SEARCHED, suppress_health_check=list(HealthCheck))
    @given(bytes_near())
    def search(data: bytes) -> None:
        HARNESSES[name](data)

    search()


def test_nothing_else_is_kept() -> None:
    """A corpus belongs to no harness, or a file in one is large."""
    assert {folder.name for folder in CORPUS.iterdir()} == set(HARNESSES)
    assert max(file.stat().st_size for file in CORPUS.rglob("*") if file.is_file()) <= 1024
