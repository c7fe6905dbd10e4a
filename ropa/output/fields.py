"""Fields and values of the past in words: history holds plain data, also such as no definition knows."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from ..history.compare import Item, Path, name_in_list
from ..history.files import table_of
from ..i18n import Texts
from ..model.fields import Field, Table, fields_of

ARROW = " › "
_LONGEST = 48
"""Characters of a text that stands for an element of a list."""


def label_path(words: Texts, record: str, path: Path) -> str:
    """A field by its labels: “Gegevens › contactgegevens › Bewaartermijn › Jaren”. What no definition knows is shown as it stands."""
    return ARROW.join(label for label, _ in _steps(words, record, path))


def shown_value(words: Texts, record: str, path: Path, value: Any) -> str:
    """A value of a field as people read it: terms by label, dates in full, a table as its fields; "" where there is none."""
    field: Field | None = None
    for _, field in _steps(words, record, path):  # noqa: B007 - the last one counts
        pass
    return _value(words, field, value)


def _steps(words: Texts, record: str, path: Path) -> Iterable[tuple[str, Field | None]]:
    """Each part of a path with its label, and the field that it is."""
    table = table_of(record)
    field: Field | None = None
    for part in path:
        if isinstance(part, Item):
            yield _element(words, table, part), field
            continue
        field, owner = _field(table, part), table
        yield words.label(f"{owner.__name__}.{part}") if field and owner else part, field
        table = field.table if field else None


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


def _value(words: Texts, field: Field | None, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return words.ui("yes" if value else "no")
        case datetime() | time():
            return value.isoformat()
        case date():
            return words.date(value)
        case dict():
            return _table(words, field.table if field else None, value)
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
