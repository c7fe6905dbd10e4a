"""The files of a register of which the order and layout are to be looked at, and what became of each."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.fields import Table
from ..model.kinds import BY_NAME, KINDS, Kind
from ..source.folder import Folder, Trouble
from .canonical import Unreadable, canonical
from .change import Change
from .records import find_record


class File(NamedTuple):
    """A file of a register, by its path from the folder of the register, and the definition of its records."""

    path: str
    table: type[Table]


class Seen(NamedTuple):
    """A file as it is and as it should be."""

    path: str
    before: bytes
    after: bytes
    line: int | None = None
    """Where the file is no good TOML: it is left alone then; 0 where it cannot be read at all."""


def files_of(source: Folder, kind: Kind) -> Iterator[File]:
    """The files of the records of a kind, as they are there."""
    if not kind.per_file:
        if dict(source.names()).get(kind.place) is False:
            yield File(kind.place, kind.table)
        return
    if dict(source.names()).get(kind.place):
        for name, is_folder in source.names(kind.place):
            if name.endswith(".toml") and not name.startswith(".") and not is_folder:
                yield File(f"{kind.place}/{name}", kind.table)


def asked_for(change: Change, asked: list[str]) -> list[File]:
    """The files of these records ("processors/mailchimp") and kinds ("processors"), also by their paths; all of the register where nothing is asked for.

    Raises Failure where there is no such record.
    """
    source = Folder(change.root)
    found: dict[File, None] = {}
    for each in asked:
        if kind := _kind(each):
            found |= dict.fromkeys(files_of(source, kind))
        else:
            place = find_record(change, each)
            found[File(place.file, place.table)] = None
    return list(found) if asked else [file for kind in KINDS for file in files_of(source, kind)]


def _kind(asked: str) -> Kind | None:
    """The kind that is meant by its name, or by the path of its folder or file; None where it is a record."""
    folder, _, name = asked.rstrip("/").removesuffix(".toml").rpartition("/")
    above = _KINDS.get(folder.rpartition("/")[2])
    return None if above is not None and (above.per_file or above.entries) else _KINDS.get(name)


_KINDS = {**BY_NAME, **{kind.place.removesuffix(".toml"): kind for kind in KINDS}}


def look_at(source: Folder, files: list[File]) -> Iterator[Seen]:
    """Every file as it is and as it should be."""
    for path, table in files:
        data = source.read(path)
        if isinstance(data, Trouble):
            yield Seen(path, b"", b"", 0)
            continue
        try:
            yield Seen(path, data, canonical(data, table))
        except Unreadable as error:
            yield Seen(path, data, data, error.line)
