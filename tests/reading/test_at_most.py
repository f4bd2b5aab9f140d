"""How long the manifest lets a waiver last."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.errors import SettingsError
from art17.model.days import duration_in
from art17.reading.settings import settings_of


@pytest.mark.parametrize("text", ["P6M", "P1Y", "P1Y6M", "90 days"])
def test_a_span_is_kept(tmp_path: Path, text: str) -> None:
    """A bound that the manifest states is not read, or does not read as a span."""
    (tmp_path / "art17.yaml").write_text(f"waivers: {{at_most: {text}}}\n", encoding="utf-8")
    assert settings_of(tmp_path).waivers_at_most == text
    assert duration_in(text) is not None


@pytest.mark.parametrize("text", ["P", "6", "six months", "PT5H", "P6"])
def test_what_is_no_span_of_days_is_a_mistake(tmp_path: Path, text: str) -> None:
    """A bound that means nothing bounds nothing, in silence."""
    (tmp_path / "art17.yaml").write_text(f"waivers: {{at_most: {text}}}\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        settings_of(tmp_path)


def test_without_a_word_there_is_no_bound(tmp_path: Path) -> None:
    """A limit is invented."""
    assert settings_of(tmp_path).waivers_at_most == ""
