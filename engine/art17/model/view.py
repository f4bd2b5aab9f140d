"""Views: other tables of contents of the same rules, with a progress line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewPart:
    """A part of a view: the rules in its folders, and the points of the law that it covers."""

    id: str
    title: str
    document: str
    folders: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A view of a pack; `line` may hold {met} and {all}; what stands `beside` is shown, not counted."""

    id: str
    title: str
    line: str
    parts: tuple[ViewPart, ...]
    beside: tuple[ViewPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewFound:
    """What a view came to in a run: its line filled in, and the verdict of each part."""

    id: str
    title: str
    line: str
    parts: tuple[tuple[ViewPart, str], ...]
