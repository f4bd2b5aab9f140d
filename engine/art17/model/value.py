"""The values of fields: texts, lists and mappings of texts, and what counts as none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | Sequence["Value"] | Mapping[str, "Value"] | None
"""`None` stands for "nothing here": an empty text, a null or a placeholder."""


class Bracketed(list[Value]):
    """A list written as `[...]`: where a scalar belongs, that is a prompt to be filled in."""


_PLACEHOLDER = re.compile(
    r"""(?xi) \s* (?:
        tb[dac] | to[ ]be[ ](?:defined|determined|done|confirmed) | todo | fixme | xxx+ | n\.n\.
      | \{\{ [^{}]* \}\} | <(?!https?:)[^<>@]*> | _+ | \.{3,} | …
      | \[ (?! [ xX]? \] ) (?! [\[^] ) [^\[\]]* \]
      | lorem[ ]ipsum .*
    ) [\s.:!]* """,
    re.DOTALL,
)


def is_placeholder(text: str) -> bool:
    """Whether a text is only a stand-in for what somebody has yet to write.

    >>> [is_placeholder(t) for t in ("TBD", "[Name of owner]", "{{ORG}}", "[x]", "[a](b.md)")]
    [True, True, True, False, False]
    """
    return len(text) < 400 and _PLACEHOLDER.fullmatch(text) is not None


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
    if isinstance(value, Mapping):
        if not steps:
            return (value,) if any(True for _ in leaves(value)) else ()
        return values_at(value.get(steps[0]), steps[1:])
    return tuple(found for part in value for found in values_at(part, steps))
