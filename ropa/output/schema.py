"""JSON Schema of the files of a register, for editors that know TOML: which keys there are, what they mean, which values they take.

The dialect is draft 7, the newest that the editors' TOML plug-ins all read. They show the description of the schema at the very key, not of one that it
refers to; that is why tables are written out where they stand, and only the long lists of values are shared. A TOML date is a string of format “date”.
"""

import datetime
import typing
from typing import Any

from .. import law
from ..i18n import Texts
from ..i18n.citations import cite
from ..model.fields import Field, Nothing, Table, fields_of
from ..model.kinds import KINDS, Kind
from ..register import Register

DIALECT = "http://json-schema.org/draft-07/schema#"
ID_PATTERN = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
OPEN = {"data-category": "own_data", "data-subject": "own_subjects"}
"""Vocabularies that a register may add to, and where it keeps its own values."""

LONG = 50
"""Vocabularies of more values than this are written out once for the whole file, wherever they are used."""

Schema = dict[str, Any]

_TYPE: dict[Any, Schema] = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}, datetime.date: {"type": "string", "format": "date"}}


def schema_name(kind: Kind) -> str:
    """The name of the schema of a kind: "activity", "measures"; the file is that with ".json"."""
    return kind.name if kind.per_file else kind.place.removesuffix(".toml")


def schema_of(kind: Kind, words: Texts, register: Register | None = None) -> Schema:
    """The schema of the files of a kind, with labels in the language of `words`.

    With a register, references are to its records, and categories are the built-in ones and its own; without one, to any id and any category.
    """
    maker = _Maker(words, register)
    record = maker.table(kind.table)
    if kind.entries:
        record = {"type": "object", "propertyNames": {"pattern": ID_PATTERN}, "additionalProperties": record}
    described: Schema = {
        "$schema": DIALECT,
        "title": kind.place if not kind.per_file else f"{kind.place}/*.toml",
        "description": _capital(words.kind(kind.name)),
    }
    return {**described, **record, **({"definitions": dict(sorted(maker.definitions.items()))} if maker.definitions else {})}


def schemas(words: Texts, register: Register | None = None) -> dict[str, Schema]:
    """The schema of every kind, by file name."""
    return {f"{schema_name(kind)}.json": schema_of(kind, words, register) for kind in KINDS}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Maker:
    """Makes the schema of one file; the lists of values that its lists share gather in `definitions`."""

    def __init__(self, words: Texts, register: Register | None) -> None:
        self._words = words
        self._register = register
        self.definitions: dict[str, Schema] = {}

    def table(self, table: type[Table]) -> Schema:
        """A table: its keys and no others."""
        fields = fields_of(table)
        made: Schema = {"type": "object", "additionalProperties": False, "properties": {field.name: self._field(table, field) for field in fields}}
        if required := [field.name for field in fields if field.about.required]:
            made["required"] = required
        return made

    def _field(self, table: type[Table], field: Field) -> Schema:
        label = self._words.label(f"{table.__name__}.{field.name}")
        laws = "; ".join(cite(each, self._words.language) for each in field.about.law)
        described = {"title": label, "description": f"{label}: {field.about.text}{f' ({laws})' if laws else ''}"}
        if typing.get_origin(field.type) is dict:
            inner = self.table(typing.get_args(field.type)[1])
            return {**described, "type": "object", "propertyNames": {"pattern": ID_PATTERN}, "additionalProperties": inner}
        if not field.many:
            return {**described, **self._value(field)}
        # one schema and not a choice of two: an editor then offers the key once, and says which word it expected
        several: Schema = {"type": ["array", "string"], "pattern": f"^{Nothing.NONE.value}$"} if field.about.none else {"type": "array"}
        return {**described, **several, "items": self._element(field)}

    def _element(self, field: Field) -> Schema:
        """An element of a list; the values of a vocabulary are written out once for the whole file."""
        if field.table is None and field.about.terms:
            return self._shared(field.about.terms)
        return self._value(field)

    def _value(self, field: Field) -> Schema:
        if field.table is not None:
            return self.table(field.table)
        if field.about.ref:
            return self._reference(field.about.ref)
        if not (vocabulary := field.about.terms):
            return _TYPE[typing.get_args(field.type)[0] if field.many else field.type]
        if len(law.terms(vocabulary)) > LONG:
            return {"anyOf": [self._shared(vocabulary)]}
        return self._term(vocabulary)

    def _shared(self, vocabulary: str) -> Schema:
        if vocabulary not in self.definitions:
            self.definitions[vocabulary] = self._term(vocabulary)
        return {"$ref": f"#/definitions/{vocabulary}"}

    def _reference(self, kind: str) -> Schema:
        records = self._register.by_kind(kind) if self._register else {}
        if not records:
            return {"type": "string", "pattern": ID_PATTERN}
        return _choice({identity: self._words.show(record) for identity, record in records.items()})

    def _term(self, vocabulary: str) -> Schema:
        values = {identity: self._note(vocabulary, identity, facts) for identity, facts in law.terms(vocabulary).items()}
        if vocabulary not in OPEN:
            return _choice(values)
        if self._register:
            own = getattr(self._register, OPEN[vocabulary])
            return _choice({**values, **{identity: term.name for identity, term in own.items()}})
        own_value = {"type": "string", "pattern": ID_PATTERN, "description": _capital(self._words.kind("vocabulary")) + ": vocabulary.toml"}
        return {"anyOf": [_choice(values), own_value]}

    def _note(self, vocabulary: str, identity: str, facts: dict[str, Any]) -> str:
        """What an editor shows beside a value: its label, and the article where it has one."""
        label = self._words.term(vocabulary, identity)
        if label == identity:
            label = str(facts.get("title", identity))
        law_text = facts.get("cite", "")
        return f"{label} ({cite(law_text, self._words.language)})" if law_text else label


def _choice(notes: dict[str, str]) -> Schema:
    """One of these values, each with its note."""
    return {"type": "string", "enum": list(notes), "x-taplo": {"docs": {"enumValues": list(notes.values())}}}
