"""Whether words are those of the law itself, by hashes of sequences of its words; no wording is kept."""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LENGTH = 7
"""How many words a sequence has."""
SHARE = 3
"""One sequence of so many is kept."""
_LEAST = 2


def hashes_of(words: Sequence[str]) -> Iterator[int]:
    """The hashes of the sequences of a text that are kept, each of 32 bits."""
    for at in range(len(words) - LENGTH + 1):
        hashed = zlib.crc32(" ".join(words[at : at + LENGTH]).encode())
        if hashed % SHARE == 0:
            yield hashed


@dataclass(frozen=True, slots=True)
class LawWords:
    """The hashes of a law, in order."""

    hashes: array[int]

    @classmethod
    def of_hashes(cls, hashes: Iterable[int]) -> LawWords:
        """From hashes in any order."""
        return cls(array("I", sorted(set(hashes))))

    @classmethod
    def of_words(cls, words: Sequence[str]) -> LawWords:
        """The hashes of a text, given as folded words."""
        return cls.of_hashes(hashes_of(words))

    @classmethod
    def of_bytes(cls, data: bytes) -> LawWords:
        """What `to_bytes` wrote.

        Raises:
            ValueError: where the bytes are no whole number of hashes.
        """
        hashes = array("I")
        hashes.frombytes(data)
        if sys.byteorder == "big":
            hashes.byteswap()
        return cls(hashes)

    def to_bytes(self) -> bytes:
        """The hashes as bytes, four each, little endian."""
        hashes = array("I", self.hashes)
        if sys.byteorder == "big":
            hashes.byteswap()
        return hashes.tobytes()

    def is_quoted(self, words: Sequence[str]) -> bool:
        """Whether at least half of the sequences of some words, and two of them, are those of the law."""
        found = list(hashes_of(words))
        known = sum(1 for each in found if self._has(each))
        return known >= _LEAST and known * 2 >= len(found)

    def _has(self, hashed: int) -> bool:
        at = bisect_left(self.hashes, hashed)
        return at < len(self.hashes) and self.hashes[at] == hashed
