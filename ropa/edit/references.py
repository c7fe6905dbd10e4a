"""Renaming and removing a record: with every place that names it, in every file."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..errors import Failure
from ..history.compare import Path as Shown
from ..history.compare import key_text, labels
from ..model import kinds
from ..model.fields import Table, fields_of
from ..model.kinds import KINDS, Kind
from ..source.toml import parse
from .change import Change
from .document import Document
from .records import Place, close_document, find_record, free_id, ids, layout_failure, open_document
from .spans import Path


class Mention(NamedTuple):
    """A place that names a record."""

    place: Place
    path: Path
    """In the record: of the value, or of the element of a list."""
    shown: str
    """The key as people read it."""


def rename(change: Change, record: str, new: str) -> list[Mention]:
    """Give a record another id, in every place that names it. Returns those places.

    Raises Failure where there is no such record, where the new id is none or is taken, and where a file cannot be read or changed.
    """
    place = find_record(change, record)
    _need_id(place)
    identity = free_id(change, place.kind, new)
    found = mentions(change, place)
    for mention in found:
        _edit(change, mention.place, lambda document, path=mention.path: document.set(path, _renamed(document.value(path), place, identity)))
    if place.kind.entries:
        _edit(change, place, lambda document: document.rename(identity))
    else:
        change.move(place.file, Place(place.kind, identity).file)
    change.renamed[place.reference] = Place(place.kind, identity).reference
    return found


def _renamed(value: Any, place: Place, identity: str) -> str:
    """What names a record, with the new id: an id, or in accepted.toml a reference."""
    return Place(place.kind, identity).reference if value == place.reference else identity


def remove(change: Change, record: str, *, unlink: bool = False, replacement: str | None = None) -> list[Mention]:
    """Take a record away. Returns the places that named it: with `unlink` they no longer do, with `replacement` they name another record of its kind.

    With neither it must be named nowhere: then the change is left as it was where it is. Raises Failure as `rename` does.
    """
    place = find_record(change, record)
    _need_id(place)
    found = mentions(change, place)
    if replacement is not None:
        other = _replacement(change, place, replacement)
        if other.kind is not place.kind or other.id == place.id:
            raise Failure("edit.no-replacement", record=place.reference, other=other.reference)
        for mention in found:
            _edit(change, mention.place, lambda document, path=mention.path: _replace(document, path, place, other))
    elif found and not unlink:
        return found
    elif found:
        for mention in reversed(found):
            _edit(change, mention.place, lambda document, path=mention.path: _unlink(document, path))
    if place.kind.entries:
        _edit(change, place, lambda document: document.unset(()))
    else:
        change.remove(place.file)
    return found


def _replacement(change: Change, place: Place, named: str) -> Place:
    """The record that takes the place of another: of its kind, or else whatever is called so, which is then refused by its own name."""
    own = Place(place.kind, named)
    return own if "/" not in named and named in ids(change, place.kind) else find_record(change, named)


def _replace(document: Document, path: Path, place: Place, other: Place) -> None:
    """Name another record; where a list names that one already, once is enough."""
    value = _renamed(document.value(path), place, other.id)
    around = document.value(path[:-1]) if isinstance(path[-1], int) else None
    if isinstance(around, list) and value in around:
        document.remove(path[:-1], [place.id])
    else:
        document.set(path, value)


def _unlink(document: Document, path: Path) -> None:
    """Take a mention away: an element of a list, a key; of an acceptance, the whole of it."""
    if path[0] == "accepted":
        document.unset(path[:2])
    else:
        document.unset(path)


def _need_id(place: Place) -> None:
    if not place.id:
        raise Failure("edit.whole-file", record=place.reference)


def _edit(change: Change, place: Place, step: Any) -> None:
    document = open_document(change, place)
    try:
        step(document)
    except Failure as failure:
        raise layout_failure(failure, change, place) from None
    close_document(change, place, document)


# -- who names it ------------------------------------------------------------------------------------------------------------------------------------------


def mentions(change: Change, place: Place) -> list[Mention]:
    """Every place that names a record, file by file. Files without its id are not parsed.

    Raises Failure where a file that holds the id cannot be read: what it names would be overlooked.
    """
    found: list[Mention] = []
    word = re.compile(rb"[\"'/]" + place.id.encode() + rb"[\"']|\\\\[uUx]")  # or what may be it in escapes
    for kind in KINDS:
        for file in _files(change, kind):
            data = change.read(file) or b""
            if word.search(data):
                tables, _ = parse(data)
                if tables is None:
                    raise Failure("edit.broken-other", path=f"{change.root}/{file}", id=place.id)
                found += _in_file(kind, file, tables, place)
    return found


def _files(change: Change, kind: Kind) -> list[str]:
    return [f"{kind.place}/{name}.toml" for name in ids(change, kind)] if kind.per_file else [kind.place]


def _in_file(kind: Kind, file: str, tables: dict[str, Any], place: Place) -> Iterator[Mention]:
    if kind is kinds.ACCEPTED:
        entries = tables.get("accepted")
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and entry.get("record") == place.reference:
                yield Mention(Place(kind, ""), ("accepted", index, "record"), f"accepted[{index + 1}].record")
    elif kind.entries:
        for name, entry in tables.items():
            yield from _in_table(Place(kind, name), kind.table, entry, (), (), place)
    else:
        yield from _in_table(Place(kind, file.rpartition("/")[2][:-5] if kind.per_file else ""), kind.table, tables, (), (), place)


def _in_table(of: Place, table: type[Table], data: Any, path: Path, shown: Shown, place: Place) -> Iterator[Mention]:
    """The places in a table and those in it."""
    if not isinstance(data, dict):
        return
    for field in fields_of(table):
        value = data.get(field.name)
        here, names = (*path, field.name), (*shown, field.name)
        if field.about.ref == place.kind.name:
            if value == place.id:
                yield Mention(of, here, key_text(names))
            elif isinstance(value, list):
                yield from (Mention(of, (*here, index), key_text(names)) for index, item in enumerate(value) if item == place.id)
        elif field.table is not None and isinstance(value, list):
            called = labels([item if isinstance(item, dict) else {} for item in value], field.table)
            for index, item in enumerate(value):
                yield from _in_table(of, field.table, item, (*here, index), (*names, called[index]), place)
        elif field.table is not None:
            yield from _in_table(of, field.table, value, here, names, place)
