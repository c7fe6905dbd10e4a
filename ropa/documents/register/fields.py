"""The fields of a record as labelled values: every one that is filled in, by its definition."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any

from ...model.fields import Field, Nothing, Table, fields_of
from ...register import reference_of
from ..blocks import Fact, Span, Text
from .edition import Edition


def facts_of(edition: Edition, table: Table, *, without: Container[str] = ()) -> Iterator[Fact]:
    """A fact for every field of a table that is filled in, those of the tables in it after the name of the field that they are."""
    for field in fields_of(table.__class__):
        value = getattr(table, field.name)
        if value is None or field.name in without or (field.about.internal and edition.choice.public):
            continue
        label = edition.words.label(f"{type(table).__name__}.{field.name}")
        if isinstance(value, Table):
            yield Fact(label, in_a_line(edition, value))
        elif isinstance(value, list) and field.table is not None:
            for number, element in enumerate(value, 1):
                yield Fact(f"{label} {number}" if len(value) > 1 else label, in_a_line(edition, element))
        else:
            yield Fact(label, value_of(edition, field, value))


def in_a_line(edition: Edition, table: Table) -> str:
    """A table in a table, in a line."""
    parts = []
    for field in fields_of(table.__class__):
        value = getattr(table, field.name)
        if value is None or (field.about.internal and edition.choice.public):
            continue
        label = edition.words.label(f"{type(table).__name__}.{field.name}")
        if isinstance(value, Table):
            parts.append(f"{label}: {in_a_line(edition, value)}")
        elif isinstance(value, list) and field.table is not None:
            parts += [f"{label}: {in_a_line(edition, element)}" for element in value]
        else:
            parts.append(f"{label}: {_text(value_of(edition, field, value))}")
    return "; ".join(parts)


def _text(text: Text) -> str:
    return text if isinstance(text, str) else "".join(each if isinstance(each, str) else each.text for each in text)


def value_of(edition: Edition, field: Field, value: Any) -> Text:
    """A value as people read it."""
    words = edition.words
    match value:
        case Nothing():
            return words.ui("none")
        case bool():
            return words.ui("yes" if value else "no")
        case date():
            return words.date(value)
        case list() if field.about.ref:
            return tuple(part for item in value for part in (", ", _link(edition, field, item)))[1:]
        case list():
            return "; ".join(_one(edition, field, item) for item in value)
    return _link(edition, field, value) if field.about.ref else _one(edition, field, value)


def _link(edition: Edition, field: Field, identity: Any) -> Any:
    record = edition.audit.register.by_kind(field.about.ref).get(identity)
    return Span(edition.words.name(record), to=f"#{reference_of(record)}") if record else str(identity)


def _one(edition: Edition, field: Field, value: Any) -> str:
    facts = field.about
    if not facts.terms:
        return str(value)
    register = edition.audit.register
    own = {"data-category": register.own_data, "data-subject": register.own_subjects}.get(facts.terms, {})
    return own[value].name if value in own else edition.words.term(facts.terms, value)
