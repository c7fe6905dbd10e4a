"""New records into a change: files of their own, or entries of the file that holds them; and what names them from now on."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import Failure
from ..model import kinds
from .change import Change
from .layout import render
from .records import Place, close_document, layout_failure, open_document, write_key
from .spans import Path

Comments = Mapping[Path, str]
Records = Mapping[tuple[str, str], dict[str, Any]]
"""Plain data by kind and id."""


def put_records(change: Change, records: Records, comments: Mapping[tuple[str, str], Comments]) -> None:
    """Put new records into a change. Raises Failure ("ask.exists") where the file or entry of one is there already: nothing is ever overwritten."""
    for (name, identity), data in records.items():
        place = Place(kinds.BY_NAME[name], identity)
        said = comments.get((name, identity), {})
        if place.kind.per_file:
            _free(change, place)
            change.put(place.file, render(place.table, data, schema=_schema(change, place), comments=said).encode())
        elif place.kind.entries:
            _put_entry(change, place, data, said)
        else:
            raise ValueError(name)


def put_links(change: Change, links: Iterable[tuple[str, str, str, str]]) -> None:
    """Let records that are there name new ones: (kind, id, field, value). Raises Failure where a file cannot be changed."""
    for name, identity, field, value in links:
        place = Place(kinds.BY_NAME[name], identity)
        document = open_document(change, place)
        try:
            document.add((field,), [value])
        except Failure as failure:
            raise layout_failure(failure, change, place) from None
        close_document(change, place, document)


def _put_entry(change: Change, place: Place, data: dict[str, Any], comments: Comments) -> None:
    """Put an entry at the end of the file that holds those of its kind."""
    if change.read(place.file) is None:
        said = {path if not path else (place.id, *path): text for path, text in comments.items()}
        change.put(place.file, render(place.table, {place.id: data}, schema=_schema(change, place), comments=said).encode())
        return
    if open_document(change, place).value(()) is not None:
        raise Failure("ask.exists", id=place.id, path=f"{change.root}/{place.file}")
    write_key(change, place, (), data)


def _free(change: Change, place: Place) -> None:
    """Raise Failure where the file of a record is there, in capitals or not: for some file systems that is the same one."""
    folder = f"{change.root}/{place.kind.place}"
    names = os.listdir(folder) if os.path.isdir(folder) else []
    taken = next((name for name in names if name.lower() == f"{place.id}.toml"), None)
    if taken is not None or change.read(place.file) is not None:
        raise Failure("ask.exists", id=place.id, path=f"{folder}/{taken or f'{place.id}.toml'}")


def _schema(change: Change, place: Place) -> str:
    """The schema for an editor, as seen from the file; "" where the register keeps none."""
    name = f".schema/{place.kind.place.removesuffix('.toml') if place.kind.entries else place.kind.name}.json"
    return f"{'../' if place.kind.per_file else ''}{name}" if os.path.isfile(f"{change.root}/{name}") else ""
