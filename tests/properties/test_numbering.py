"""Numbers of artefacts ascend in the order of paths, and stay while files come and go."""

import random

import pytest

from art17.graph.changes import NotLocalError
from art17.model.artefact import Artefact
from art17.model.place import Place
from art17.session.numbering import Numbering, file_number


def _artefacts(paths: list[str]) -> list[Artefact]:
    return [Artefact(path, "", Place(path, (at,)), {}) for path in sorted(paths) for at in range(len(path) % 3 + 1)]


def test_numbers_stay_and_ascend() -> None:
    """Whatever files come and go, those that are there keep their numbers, and numbers are in the order of paths."""
    draw, numbering, paths = random.Random(5), Numbering(), ["b", "d"]
    before: dict[Place, int] = {}
    for _ in range(200):
        paths = [path for path in paths if draw.random() > 0.1]
        paths += {f"{draw.choice('abcde')}{draw.randrange(999)}" for _ in range(3)} - set(paths)
        artefacts = _artefacts(paths)
        numbers = list(numbering(artefacts))
        assert numbers == sorted(set(numbers))
        now = {each.place: number for each, number in zip(artefacts, numbers, strict=True)}
        assert all(now[place] == number for place, number in before.items() if place in now)
        assert len({file_number(number) for number in numbers}) == len(set(paths))
        before = now


def _crowd() -> None:
    """Put file after file between two neighbours."""
    numbering, paths = Numbering(), ["a", "b"]
    for length in range(1, 99):
        paths += ["a" + "0" * length, "a" + "0" * length + "1"]
        numbering(_artefacts(paths))


def test_numbers_run_out() -> None:
    """Where files come again and again at one place, there is none left: everything is numbered again then."""
    with pytest.raises(NotLocalError):
        _crowd()
