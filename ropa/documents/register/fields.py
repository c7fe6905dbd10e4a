"""The fields of a record as labelled values: every one that is filled in, by its definition; and what several records share as people write it."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import Any

from ...derive.kept import is_said
from ...derive.retention import period_of
from ...model.common import Address, Contact, Document, Retention
from ...model.fields import Field, Nothing, Table
from ..blocks import Fact, Span, Text, plain_text
from .scope import Scope, joined
from .wording import Names


def facts_of(scope: Scope, table: Table, *, without: Container[str] = ()) -> Iterator[Fact]:
    """A fact for every field of a table that is filled in; those of a table in it in one line, or a line an element."""
    for name, label, field in scope.plan(table.__class__):
        value = getattr(table, name)
        if value is not None and name not in without:
            yield Fact(label, value_of(scope, field, value))


def value_of(scope: Scope, field: Field, value: Any) -> Text:
    """The value of a field as people read it."""
    if value is Nothing.NONE:
        return scope.none
    if isinstance(value, Table):
        return in_a_line(scope, value)
    if isinstance(value, list):
        if not value:
            return unsaid(scope)
        if field.table is not None:
            return "\n".join([f"{'– ' if len(value) > 1 else ''}{in_a_line(scope, element)}" for element in value])
        if field.about.ref:
            return joined([scope.link(field.about.ref, identity) for identity in value])
        texts = [_one(scope, field, item) for item in value]
        return ", ".join(texts) if field.about.terms else several(texts)
    if field.about.ref:
        return (scope.link(field.about.ref, value),)
    return _one(scope, field, value)


def _one(scope: Scope, field: Field, value: Any) -> str:
    if isinstance(value, str):
        return scope.term(field.about.terms, value) if field.about.terms else value
    if isinstance(value, bool):
        return scope.yes if value else scope.no
    return scope.words.date(value) if isinstance(value, date) else str(value)


def unsaid(scope: Scope) -> Text:
    """That something is not filled in, which is not the same as “none”."""
    return (Span(scope.say("unsaid"), "muted"),)


def in_a_line(scope: Scope, table: Table) -> str:
    """A table that is part of a record, in a line."""
    match table:
        case Address():
            return address(scope, table)
        case Contact():
            return contact(scope, table)
        case Document():
            return document(scope, table)
        case Retention():
            return retention(scope, table)
    return led(scope, table, table.called_by[0]) if table.called_by else capital(said(scope, table))


def listed(parts: Sequence[Any], separator: str = ", ") -> str:
    """What is filled in of several texts, with something between."""
    return separator.join([part for part in parts if part])


def address(scope: Scope, table: Address) -> str:
    """An address in a line."""
    town = listed((table.postal_code, table.city), " ")
    return listed((table.street, town, scope.term("country", table.country) if table.country else None))


def contact(scope: Scope, table: Contact) -> str:
    """A person, office or organisation that can be reached, in a line."""
    return listed((table.name, table.organisation, table.email, table.phone, table.website, address(scope, table.address) if table.address else None))


def document(scope: Scope, table: Document, *, digest: bool = True) -> str:
    """A piece of evidence in a line."""
    head = listed((table.title, scope.day(table.dated)))
    found = listed((table.path, table.url, table.where, f"SHA-256 {table.sha256}" if table.sha256 and digest else None), "; ")
    return f"{head} ({found})" if head and found else head or found


def retention(scope: Scope, table: Retention) -> str:
    """How long data are kept, and where that comes from."""
    return chain(scope, term_of(scope, table), grounds_of(scope, table))


def term_of(scope: Scope, table: Retention) -> str:
    """How long: a number after an event, a criterion, a statutory period, or without end; "" where nothing says it."""
    key = (table.years, table.months, table.weeks, table.days, table.after, table.until, table.indefinite, table.statute)
    if (found := scope.periods.get(key)) is None:
        found = scope.periods[key] = _term_of(scope, table)
    return found


def _term_of(scope: Scope, table: Retention) -> str:
    if not is_said(table) and not table.after:
        return ""
    period = period_of(table)
    number = scope.words.period(period) if period is not None else ""
    if table.after:
        number = scope.say("retention.after", period=number, after=table.after) if number else scope.say("retention.from", after=table.after)
    until = scope.say("retention.until", until=table.until) if table.until else ""
    endless = scope.within(scope.label("Retention.indefinite")) if table.indefinite else ""
    return listed((number, until, endless)) or (scope.term("statute", table.statute) if table.statute else "")


def grounds_of(scope: Scope, table: Retention, *, erased: bool = True) -> str:
    """Where a period comes from and why it is so long; and how data are erased."""
    statute = scope.say("retention.statute", statute=scope.term("statute", table.statute)) if table.statute else ""
    erasure = scope.say("retention.erasure", how=table.erasure) if table.erasure and erased else ""
    ends = f"{scope.within(scope.label('Retention.indefinite'))}{scope.colon}{scope.no}" if table.indefinite is False else ""
    return chain(scope, table.basis or "", statute, table.reason or "", erasure, ends)


def said(scope: Scope, table: Table, names: Names | None = None, *, without: Names = ()) -> str:
    """The fields of a table that are filled in (those of `names`, or all but `without`), each after its label, in a line."""
    entries, values = scope.within_line(table.__class__, names, without)
    parts = []
    for (_, label, field), value in zip(entries, values(table), strict=True):
        if value is not None:
            parts.append(f"{label}{scope.colon}{_plain(scope, field, value)}")
    return chain(scope, *parts) if len(parts) > 1 else parts[0] if parts else ""


def chain(scope: Scope, *parts: str) -> str:
    """Texts after one another: with a semicolon between, or as sentences where one ends with a full stop."""
    text = ""
    for part in parts:
        if part and not text:
            text = part
        elif part:
            text = f"{text} {part[0].upper()}{part[1:]}" if text[-1] in ".!?…" else f"{text}{scope.semicolon}{part}"
    return text


def several(texts: Sequence[str]) -> str:
    """Texts that people wrote, in a line: sentences follow one another, others have a semicolon between them."""
    return "".join([f"{text}{'' if number == len(texts) else ' ' if text[-1:] in '.!?…' else '; '}" for number, text in enumerate(texts, 1)])


def capital(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def _plain(scope: Scope, field: Field, value: Any) -> str:
    """The value of a field without styles and links."""
    if value is True:
        return scope.yes
    if value is False:
        return scope.no
    about = field.about
    if value.__class__ is str and not about.ref:
        return scope.term(about.terms, value) if about.terms else str(value)
    return plain_text(value_of(scope, field, value))


def led(scope: Scope, table: Table, first: str, names: tuple[str, ...] | None = None) -> str:
    """The value of a field, and after it others (all where none are named) with their labels; those alone where the first is not filled in."""
    value = getattr(table, first)
    head = ""
    if value is not None:
        head = next(plain_text(value_of(scope, field, value)) for name, _, field in scope.plan(table.__class__) if name == first)
    return chain(scope, head, said(scope, table, names, without=(first,)))


def lines(*parts: Text) -> Text:
    """Texts, each on a line of its own; those that are empty are left out."""
    found: list[Span | str] = []
    rich = False
    for part in parts:
        if part:
            if found:
                found.append("\n")
            if isinstance(part, str):
                found.append(part)
            else:
                rich = True
                found += part
    return tuple(found) if rich else "".join(found)  # type: ignore[arg-type]  # then all of them are plain


def labelled(scope: Scope, label: str, value: Text) -> tuple[Span | str, ...]:
    """A value within a text, after its label."""
    return (Span(f"{label}{scope.colon}", "muted"), *((value,) if isinstance(value, str) else value))
