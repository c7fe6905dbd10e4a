"""Plain data of a file to a typed record. The fast way for a file that is right; the slow one finds everything that is wrong."""

import datetime
import functools
import typing
from typing import Any

import msgspec

from .fields import Field, Nothing, Record, Table, fields_of

_DATE = (datetime.date,)
MOST_GUESSES = 50
"""Wrong things of one file of which the nearest known word is looked for: a file with more is of another making, and looking takes its time."""
_LONGEST = 64
"""Characters of a word that may be misspelt."""
R = typing.TypeVar("R", bound=Record)


class Wrong(msgspec.Struct, frozen=True, gc=False):
    """What is wrong with a key: `what` is "unknown-key", "wrong-type" or "required-key"."""

    what: str
    path: tuple[str | int, ...]
    expected: str = ""
    """The nearest known key, or the type that is expected: text, whole-number, yes-no, date, list, table, texts, none-or-list."""
    found: str = ""


def read(table: type[R], identity: str, data: dict[str, Any], wrong: list[Wrong] | None = None) -> tuple[R, list[Wrong]]:
    """The record that the data of a file make, and everything that is wrong with them (added to `wrong`, what the same file had before).

    What is wrong is left out of the record; what is missing and required is filled with the id, so that the rest can be checked.
    """
    wrong = [] if wrong is None else wrong
    try:
        record = msgspec.convert(data, table, builtin_types=_DATE)
    except msgspec.ValidationError:
        record = msgspec.convert(_clean(table, data, (), wrong, identity), table, builtin_types=_DATE)
    record.id = identity
    return record, wrong


def _clean(table: type[Table], data: dict[str, Any], path: tuple[str | int, ...], wrong: list[Wrong], identity: str) -> dict[str, Any]:
    """The part of a table that fits its definition; the rest goes to `wrong`."""
    known = {field.name: field for field in fields_of(table)}
    good: dict[str, Any] = {}
    meant = set()
    for key, value in data.items():
        field = known.get(key)
        if field is None:
            near = nearest(key, known) if len(wrong) < MOST_GUESSES else ""
            meant.add(near)
            wrong.append(Wrong("unknown-key", (*path, key), near, key))
            continue
        fitted = _fit(field, value, (*path, key), wrong, identity)
        if fitted is not None:
            good[key] = fitted
    for name, field in known.items():
        if field.about.required and name not in good:
            if name not in data and name not in meant:
                wrong.append(Wrong("required-key", (*path, name)))
            good[name] = _placeholder(field, identity)
    return good


def _placeholder(field: Field, identity: str) -> Any:
    if field.table is not None:
        return _clean(field.table, {}, (), [], identity)
    return 1 if field.type is int else identity


def _fit(field: Field, value: Any, path: tuple[str | int, ...], wrong: list[Wrong], identity: str) -> Any:
    """The value if it is of the field's type, as far as it is; None where it is not at all."""
    if field.many:
        return _fit_list(field, value, path, wrong, identity)
    origin = typing.get_origin(field.type)
    if origin is dict:
        return _fit_dict(field, value, path, wrong, identity)
    if field.table is not None:
        if isinstance(value, dict):
            return _clean(field.table, value, path, wrong, identity)
        wrong.append(Wrong("wrong-type", path, "table", _type_of(value)))
        return None
    if type(value) is field.type:
        return value
    wrong.append(Wrong("wrong-type", path, _EXPECTED[field.type], _type_of(value)))
    return None


def _fit_list(field: Field, value: Any, path: tuple[str | int, ...], wrong: list[Wrong], identity: str) -> list[Any] | str | None:
    if field.about.none and value == Nothing.NONE.value:
        return str(value)
    if not isinstance(value, list):
        expected = "tables" if field.table else "texts"
        wrong.append(Wrong("wrong-type", path, f"{expected}-or-none" if field.about.none else expected, _type_of(value)))
        return None
    element = typing.get_args(field.type)[0]
    good: list[Any] = []
    for index, item in enumerate(value):
        place = (*path, index)
        if field.table is not None:
            # an element that is no table leaves its place empty, so that the others keep their number
            if isinstance(item, dict):
                good.append(_clean(field.table, item, place, wrong, identity))
                continue
            wrong.append(Wrong("wrong-type", place, "table", _type_of(item)))
            good.append(_clean(field.table, {}, place, [], identity))
        elif type(item) is element:
            good.append(item)
        else:
            wrong.append(Wrong("wrong-type", place, _EXPECTED[element], _type_of(item)))
            good.append("")
    return good


def _fit_dict(field: Field, value: Any, path: tuple[str | int, ...], wrong: list[Wrong], identity: str) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        wrong.append(Wrong("wrong-type", path, "table", _type_of(value)))
        return None
    inner = typing.get_args(field.type)[1]
    good = {}
    for key, item in value.items():
        if isinstance(item, dict):
            good[key] = _clean(inner, item, (*path, key), wrong, key)
        else:
            wrong.append(Wrong("wrong-type", (*path, key), "table", _type_of(item)))
    return good


_EXPECTED = {str: "text", int: "whole-number", bool: "yes-no", datetime.date: "date"}
_FOUND = {
    str: "text",
    int: "whole-number",
    bool: "yes-no",
    datetime.date: "date",
    float: "number",
    list: "list",
    dict: "table",
    datetime.datetime: "date-and-time",
    datetime.time: "time",
}


def _type_of(value: Any) -> str:
    return _FOUND.get(type(value), "other")


class Guesses:
    """The nearest known words for what is wrong, file by file: no more of them than one file is worth."""

    MOST_COMPARED = 20_000
    """Known words that the wrong ones of one file are compared with."""

    def __init__(self) -> None:
        """Nothing guessed yet."""
        self._compared: dict[str, int] = {}

    def nearest(self, file: str, word: str, known: typing.Collection[str]) -> str:
        """The known word that is most like one in a file, or "" where none is, or where the file has had its share."""
        compared = self._compared.get(file, 0)
        if compared >= self.MOST_COMPARED:
            return ""
        self._compared[file] = compared + len(known)
        return nearest(word, known)


def nearest(word: str, known: typing.Iterable[str]) -> str:
    """The known word that is most like a misspelt one, or "" where none is."""
    return _nearest(word, tuple(known)) if len(word) <= _LONGEST else ""


@functools.lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word.lower().replace("-", "_"), {name.replace("-", "_"): name for name in known}, n=1, cutoff=0.6)
    return next((name for name in known if found and name.replace("-", "_") == found[0]), "")
