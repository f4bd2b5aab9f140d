"""Compiled checks agree with jsonschema."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from art17.reading.packs.conform import checked_by, conforms
from art17.reading.packs.schemas import schema_named, violations

NAMES = ("manifest", "pack", "type", "links", "cases")
WORDS = ["title", "kind", "fields", "type", "enum", "items", "links", "read", "types", "packs", "severity", "name",
         "artefacts", "provider", "systems", "units", "from", "scope", "x", "Y", "met", "version"]  # fmt: skip
TEXTS = st.sampled_from(
    ["", "true", "12", "document", "item", "string", "date", "error", "now", "a", "months", "2026-01-01"]
)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=12,
)


@pytest.mark.parametrize("name", NAMES)
@given(value=VALUES)
@settings(max_examples=60, deadline=None)
def test_the_two_agree(name: str, value: object):
    """A value conforms exactly where jsonschema finds nothing wrong."""
    schema = schema_named(name)
    assert conforms(schema, value) == (violations(schema, value) == ())


def test_agreement_on_every_keyword():
    """The keywords that our schemas use are all compiled."""
    known = {"type", "enum", "const", "pattern", "minLength", "minItems", "items", "required", "propertyNames",
             "anyOf", "allOf", "$ref", "properties", "patternProperties", "additionalProperties"}  # fmt: skip
    silent = {"$schema", "$id", "$defs", "title", "description", "x-reserved"}

    def keywords(schema: object) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(keywords, schema)) if schema else set()
        if not isinstance(schema, dict):
            return set()
        inner = [part for key in ("properties", "$defs", "patternProperties") for part in schema.get(key, {}).values()]
        inner += [schema.get(key) for key in ("items", "additionalProperties", "anyOf", "allOf", "propertyNames")]
        return set(schema) | set().union(*map(keywords, inner))

    for name in NAMES:
        assert keywords(schema_named(name)) <= known | silent


def test_unknown_key_offers_the_nearest():
    """A mistyped key is named with the word that was meant; all mistakes are told."""
    found = violations(schema_named("manifest"), {"paks": ["a"], "fail_on": "eror"})
    assert {(route, fix) for route, _, fix in found} == {
        (("paks",), "write 'packs'"),
        (("fail_on",), "write one of error, warning, note, never"),
    }


def test_remote_references_are_not_fetched():
    """A reference to the network is an error of the schema, never a request."""
    with pytest.raises(Exception, match=r"(?i)unresolvable|nosuchresource|example"):
        violations({"$ref": "https://example.invalid/x.json"}, "a")


def test_recursive_schemas_end():
    """A schema may refer to itself."""
    check = checked_by(
        {"$ref": "#/$defs/a", "$defs": {"a": {"type": "object", "additionalProperties": {"$ref": "#/$defs/a"}}}}
    )
    assert check({"a": {"b": {}}})
    assert not check(json.loads('{"a": {"b": "x"}}'))
