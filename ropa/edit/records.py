"""The record that a verb is to change: its kind, its file, and its document within a change."""

from typing import NamedTuple

from ..errors import Failure
from ..model import kinds
from ..model.fields import Table
from ..model.kinds import KINDS, Kind
from ..model.read import nearest
from ..register import as_id, is_id, unused
from ..source.toml import parse
from .change import Change
from .document import Document
from .spans import Path


class Place(NamedTuple):
    """Where a record stands."""

    kind: Kind
    id: str
    """"" for a file that is one record (register.toml)."""

    @property
    def file(self) -> str:
        """The file, from the folder of the register."""
        return f"{self.kind.place}/{self.id}.toml" if self.kind.per_file else self.kind.place

    @property
    def at(self) -> tuple[str, ...]:
        """Where the record begins in it."""
        return (self.id,) if self.kind.entries else ()

    @property
    def reference(self) -> str:
        """How others name it: processors/mailchimp, register."""
        folder = self.kind.place.removesuffix(".toml")
        return f"{folder}/{self.id}" if self.id else folder

    @property
    def table(self) -> type[Table]:
        """Its definition."""
        return self.kind.table


def ids(change: Change, kind: Kind) -> list[str]:
    """The ids of the records of a kind, as the change leaves them: by the names of files, or of tables."""
    if kind.per_file:
        try:
            names = change.source().names(kind.place)
        except OSError:
            return []
        return [name[:-5] for name, is_folder in names if name.endswith(".toml") and not name.startswith(".") and not is_folder]
    data = parse(change.read(kind.place) or b"")[0]
    return [name for name, value in (data or {}).items() if isinstance(value, dict)] if kind.entries else [""]


def free_id(change: Change, kind: Kind, wanted: str, *, own: bool = True) -> str:
    """An id for a new record: the one that is wanted, or (where it is not the user's `own` choice) the same with a number where that is taken.

    Raises Failure ("edit.bad-id", "edit.bad-id-near", "edit.taken") for one that is none or is taken.
    """
    identity = wanted.strip().removesuffix(".toml").removeprefix(f"{kind.place.removesuffix('.toml')}/")
    if not is_id(identity):
        near = as_id(identity)
        raise Failure("edit.bad-id-near" if near else "edit.bad-id", id=identity, near=near)
    known = {name.lower() for name in ids(change, kind)}
    if identity not in known:
        return identity
    if own:
        place = Place(kind, identity)
        raise Failure("edit.taken", record=place.reference, path=f"{change.root}/{place.file}")
    return unused(identity, known)


def kind_named(name: str) -> Kind:
    """The kind of record of a word: "processor", "processors". Raises Failure ("no-kind")."""
    for kind in KINDS:
        if name.lower() in (kind.name, kind.place.removesuffix(".toml")):
            return kind
    known = [kind.place.removesuffix(".toml") for kind in KINDS if kind.per_file or kind.entries]
    near = nearest(name, known)
    raise Failure("no-kind", value=name, known=", ".join([near] if near else known))


def find_record(change: Change, asked: str) -> Place:
    """The place of a record: processors/mailchimp, processor/mailchimp, its id alone where one record has it, register, vocabulary, accepted.

    Raises Failure ("edit.no-record", "edit.no-record-near", "edit.which-record", "no-kind").
    """
    folder, slash, identity = asked.strip().removesuffix(".toml").rpartition("/")
    if not slash:
        return _by_id_alone(change, identity)
    kind = kind_named(folder.rpartition("/")[2])
    known = ids(change, kind)
    if identity in known and identity:
        return Place(kind, identity)
    near = nearest(identity, known)
    raise _none(asked, f"{kind.place.removesuffix('.toml')}/{near}" if near else "")


def _by_id_alone(change: Change, identity: str) -> Place:
    for kind in (kinds.REGISTER, kinds.VOCABULARY, kinds.ACCEPTED):
        if identity == kind.place.removesuffix(".toml"):
            return Place(kind, "")
    places = [Place(kind, name) for kind in KINDS if kind.per_file or kind.entries for name in ids(change, kind)]
    found = [place for place in places if place.id == identity]
    if len(found) == 1:
        return found[0]
    if found:
        raise Failure("edit.which-record", id=identity, known=", ".join(place.reference for place in found))
    near = nearest(identity, {place.id for place in places})
    raise _none(identity, next((place.reference for place in places if near and place.id == near), ""))


def _none(asked: str, near: str) -> Failure:
    return Failure("edit.no-record-near", id=asked, near=near) if near else Failure("edit.no-record", id=asked)


def open_document(change: Change, place: Place) -> Document:
    """The document of a record. Raises Failure where its file cannot be read or is no good TOML."""
    path = f"{change.root}/{place.file}"
    data = change.read(place.file)
    if data is None and not place.id:
        data = b""  # vocabulary.toml, accepted.toml: made when there is something to write
    if data is None:
        raise Failure("unreadable-file", path=path)
    try:
        return Document(data, place.table, place.at)
    except Failure as failure:
        raise Failure(failure.key, path=path, **failure.params) from None


def close_document(change: Change, place: Place, document: Document) -> None:
    """Put what became of a document into the change."""
    if document.data != (change.read(place.file) or b""):
        change.put(place.file, document.data)


def write_key(change: Change, place: Place, path: Path, value: object) -> None:
    """Give one key of a record a value; None takes it away. Raises Failure ("edit.layout-of") where the file is written in a way that cannot be changed."""
    document = open_document(change, place)
    try:
        document.unset(path) if value is None else document.set(path, value)
    except Failure as failure:
        raise layout_failure(failure, change, place) from None
    close_document(change, place, document)


def layout_failure(failure: Failure, change: Change, place: Place) -> Failure:
    """The same failure with the file's name, where it is about how that is written."""
    return Failure("edit.layout", path=f"{change.root}/{place.file}", record=place.reference) if failure.key == "edit.layout" else failure
