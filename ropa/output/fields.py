"""Fields and values of the past in words: history holds plain data, also such as no definition knows."""

import typing
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple

from ..history.compare import Item, Path, name_in_list
from ..history.files import table_of
from ..i18n import Texts
from ..model.fields import Field, Table, fields_of

ARROW = " › "
_LONGEST = 48
"""Characters of a text that stands for an element of a list."""


def label_path(words: Texts, record: str, path: Path) -> str:
    """A field by its labels: “Gegevens › contactgegevens › Bewaartermijn › Jaren”. What no definition knows is shown as it stands."""
    return _label(words, table_of(record), path, tuple(map(type, path)))


def shown_value(words: Texts, record: str, path: Path, value: Any) -> str:
    """A value of a field as people read it: terms by label, dates in full, a table as its fields; "" where there is none."""
    if type(value) is int:
        return str(value)
    return _value(words, _field_at(table_of(record), path, tuple(map(type, path))), value)


@lru_cache(maxsize=8192)
def _label(words: Texts, table: type[Table] | None, path: Path, parts: tuple[type, ...]) -> str:
    """The label of a path; what its parts are tells it from one with the same words."""
    plan = _plan(table, _shape(path))
    return ARROW.join(
        words.label(step.label) if step.label else _element(words, step.table, part) if step.named else part for part, step in zip(path, plan, strict=True)
    )


@lru_cache(maxsize=8192)
def _field_at(table: type[Table] | None, path: Path, parts: tuple[type, ...]) -> Field | None:
    plan = _plan(table, _shape(path))
    return plan[-1].field if plan else None


class _Step(NamedTuple):
    """What a part of a path is: a field with a label, or (`named`) an element of a list by what it is called."""

    label: str
    field: Field | None
    named: bool
    table: type[Table] | None


def _shape(path: Path) -> tuple[str, ...]:
    """A path without what elements are called: there are few of those."""
    return tuple("" if isinstance(part, Item) else part for part in path)


@lru_cache(maxsize=4096)
def _plan(table: type[Table] | None, shape: tuple[str, ...]) -> tuple[_Step, ...]:
    steps = []
    field: Field | None = None
    named = False
    for part in shape:
        if named or not part:
            steps.append(_Step("", None if named else field, True, table))
            named = False
            continue
        field, owner = _field(table, part), table
        steps.append(_Step(f"{owner.__name__}.{part}" if field and owner else "", field, False, None))
        table, named = _inside(field)
    return tuple(steps)


def _inside(field: Field | None) -> tuple[type[Table] | None, bool]:
    """The table that a field holds, if any; and whether it holds several by their ids, as vocabulary.toml does."""
    if field is not None and typing.get_origin(field.type) is dict:
        inner: type[Table] = typing.get_args(field.type)[1]
        return inner, True
    return (field.table if field else None), False


def _field(table: type[Table] | None, name: str) -> Field | None:
    return next((field for field in fields_of(table) if field.name == name), None) if table else None


def _element(words: Texts, table: type[Table] | None, name: str) -> str:
    """An element of a list by what it is called: the label of a term, or the text itself, not too long."""
    plain, mark, number = name.partition("#")
    suffix = f" ({number})" if mark and number.isdigit() else ""
    base = plain if suffix else name
    for each in table.called_by if table else ():
        field = _field(table, each)
        if field and field.about.terms:
            base = words.term(field.about.terms, base)
    return shorten(base, _LONGEST) + suffix


def shorten(text: str, most: int) -> str:
    """A text on one line, with its end cut off where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


@lru_cache(maxsize=8192)
def _date(words: Texts, day: date) -> str:
    return words.date(day)


def _value(words: Texts, field: Field | None, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return words.ui("yes" if value else "no")
        case datetime() | time():
            return value.isoformat()
        case date():
            return _date(words, value)
        case dict():
            table, several = _inside(field)
            if several:
                return "; ".join(f"{key}: {_table(words, table, each) if isinstance(each, dict) else each}" for key, each in value.items())
            return _table(words, table, value)
        case list():
            return "; ".join(_value(words, field, each) for each in value) or words.ui("history.empty")
        case str():
            if value == "none" and field is not None and field.about.none:
                return words.ui("none")
            return words.term(field.about.terms, value) if field is not None and field.about.terms else value
    return str(value)


def _table(words: Texts, table: type[Table] | None, value: dict[str, Any]) -> str:
    """A table in a line: what it is called, then its other fields by their labels."""
    name = name_in_list(value, table)
    parts = []
    for key, each in value.items():
        if name and isinstance(each, str) and each in name and key in _called_by(table):
            continue
        field = _field(table, key)
        label = words.label(f"{table.__name__}.{key}") if field and table else key
        parts.append(f"{label}: {_value(words, field, each)}")
    head = _element(words, table, name) if name else ""
    return f"{head} ({'; '.join(parts)})" if head and parts else head or "; ".join(parts) or "–"


def _called_by(table: type[Table] | None) -> set[str]:
    names = table.called_by if table and table.called_by else ("name", "title", "category", "description")
    return {part for name in names for part in name.split("+")}
