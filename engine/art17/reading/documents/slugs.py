"""The anchors that sites make of headings: what `#name` in a link may lead to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_STATED = re.compile(r"(?<!\s)\s*+\{\s*#([\w:.-]+)[^{}]*\}\s*$")
_MARKUP = re.compile(r"\{\{.{0,80}?\}\}|[*_`~]|\[|\]\([^)]*\)|\]")


def anchors_of(titles: Iterable[str]) -> frozenset[str]:
    """The anchors of the headings of a document, as GitHub, MkDocs, Docusaurus and Sphinx make them.

    A link is right where one of them would resolve it, so all are in the set; equal headings are
    numbered.

    >>> sorted(anchors_of(["Roles & Duties", "Scope {#scope-1}"])), sorted(anchors_of(["Scope", "Scope"]))
    (['roles--duties', 'roles-duties', 'scope-1'], ['scope', 'scope-1', 'scope_1'])
    """
    found: set[str] = set()
    seen: dict[str, int] = {}
    for title in titles:
        if stated := _STATED.search(title):
            found.add(stated[1].lower())
            continue
        made = (_github(title), _python_markdown(title))
        for slug in {slug for each in made for slug in (each, each.strip("-")) if slug}:
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            found |= {f"{slug}-{count}", f"{slug}_{count}"} if count else {slug}
    return frozenset(found)


def _github(title: str) -> str:
    """Lower case, blanks to hyphens, every sign gone that is no letter, digit, hyphen or underscore."""
    text = _MARKUP.sub(lambda found: found[0] if found[0] == "_" else "", title).strip().lower().replace("\t", "")
    return "".join("-" if c in " \t" else c for c in text if c in " \t-_" or _is_word(c))


def _python_markdown(title: str) -> str:
    """As MkDocs and Sphinx: runs of blanks and hyphens become one hyphen; letters lose their marks."""
    plain = unicodedata.normalize("NFKD", _MARKUP.sub("", title)).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", words)


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) in ("Mn", "Mc")
