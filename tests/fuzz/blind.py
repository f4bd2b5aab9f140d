"""Searching without looking at what is reached: for machines on which atheris cannot be had."""

from __future__ import annotations

import time
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz.harnesses import HARNESSES

SIGNS = [b"---\n", b"id: ", b"type: ", b"- ", b": ", b"&a ", b"*a", b"<<: ", b"[", b"]", b"{", b"}", b"'", b'"', b"|",
         b"\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"Art. 17(1)(a)", b"Annex IV", b"<!--", b"`", b",", b";"]  # fmt: skip


def bytes_near(seeds: Sequence[bytes] = ()) -> st.SearchStrategy[bytes]:
    """Any bytes, texts of the signs that formats are made of, and seeds of which parts are replaced."""
    texts = st.lists(st.sampled_from(SIGNS) | st.binary(max_size=6), max_size=60).map(b"".join)
    known = [st.builds(_edited, st.sampled_from(seeds), st.lists(_EDIT, max_size=4))] if seeds else []
    return st.one_of(st.binary(max_size=400), texts, *known)


_EDIT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(SIGNS) | st.binary(max_size=4))


def _edited(data: bytes, edits: Sequence[tuple[float, int, bytes]]) -> bytes:
    for where, gone, put in edits:
        at = int(where * len(data))
        data = data[:at] + put + data[at + gone :]
    return data


def searched(name: str, seconds: float, seeds: Sequence[bytes] = ()) -> tuple[int, bytes | None]:
    """How many inputs a harness was given in that time, and one that broke it."""
    last, count, end = b"", 0, time.monotonic() + seconds

    @settings(
        max_examples=10_000_000,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(bytes_near(seeds))
    def search(data: bytes) -> None:
        nonlocal last, count
        if time.monotonic() > end:
            raise TimeoutError
        last, count = data, count + 1
        HARNESSES[name](data)

    try:
        search()
    except TimeoutError:
        return count, None
    except BaseException:
        return count, last
    return count, None
