"""The values of fields: texts, lists and mappings of texts, and what counts as none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

Value = str | Sequence["Value"] | Mapping[str, "Value"] | None
"""`None` stands for "nothing here": an empty text, a null or a placeholder."""


class Bracketed(list[Value]):
    """A list written as `[...]`: where a scalar belongs, that is a prompt to be filled in."""


_PLACEHOLDER = re.compile(
    r"""(?xi) \s* (?:
        tb[dac] | to[ ]be[ ](?:defined|determined|done|confirmed) | todo | fixme | xxx+ | n\.n\.
      | [-\u2010-\u2015\u2212]+ | \?+ | n/a | n\.[ ]?a\. | k\.[ ]?a\.
      | \{\{ [^{}]* \}\} | <(?!https?:)[^<>@]*> | _+ | \.{3,} | …
      | \[ (?! [ xX]? \] ) (?! [\[^] ) (?! \s* (?:role|person|team) : ) [^\[\]]* \]
      | lorem[ ]ipsum .*
    ) [\s.:!]* """,
    re.DOTALL,
)


def is_placeholder(text: str) -> bool:
    """Whether a text is only a stand-in for what somebody has yet to write.

    >>> [is_placeholder(t) for t in ("TBD", "[Name of owner]", "{{ORG}}", "n/a", "--", "[x]", "[a](b.md)", "[role:qm]")]
    [True, True, True, True, True, False, False, False]
    """
    return len(text) < 400 and _PLACEHOLDER.fullmatch(text) is not None


_NOTHING = frozenset(
    {
        "none", "nil", "not applicable", "kein", "keine", "keiner", "keines", "entfällt", "nicht zutreffend",
        "aucun", "aucune", "néant", "sans objet", "never", "not yet", "not reviewed", "not yet reviewed", "nie",
        "noch nie", "noch nicht", "nicht geprüft", "noch nicht geprüft", "jamais", "pas encore",
    }
)  # fmt: skip


def says_none(text: str) -> bool:
    """Whether a text says that there is nothing: content where words belong, but no target, day or number.

    >>> [says_none(t) for t in ("None.", "entfällt", "none of them")]
    [True, True, False]
    """
    return len(text) < 40 and unicodedata.normalize("NFC", text.strip(" \t\n.!()")).casefold() in _NOTHING


def leaves(value: Value) -> Iterator[str]:
    """The texts at the ends of a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from leaves(part)
    elif value is not None:
        for part in value:
            yield from leaves(part)


def values_at(value: Value, steps: Sequence[str]) -> tuple[Value, ...]:
    """The values that dotted steps lead to, lists opened up; nothings left out.

    >>> values_at({"a": [{"b": "1"}, {"b": ["2", "3"]}, {"c": "4"}]}, ("a", "b"))
    ('1', '2', '3')
    """
    if value is None:
        return ()
    if isinstance(value, str):
        return () if steps else (value,)
    if not isinstance(value, list) and isinstance(value, Mapping):  # of a list it takes long to say that it is none
        if not steps:
            return (value,) if any(True for _ in leaves(value)) else ()
        return values_at(value.get(steps[0]), steps[1:])
    return tuple(found for part in value for found in values_at(part, steps))
