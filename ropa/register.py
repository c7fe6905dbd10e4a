"""The register: every record by kind and id, what references what, and what went wrong in reading it."""

import itertools
import re
from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cached_property
from typing import Any, Protocol

import msgspec

from .model import kinds
from .model.activity import Activity
from .model.assets import Acceptance, Acceptances, Agreement, Certificate, Location, Measure, Term, Vocabulary
from .model.fields import Record, fields_of
from .model.kinds import FORMAT, Kind
from .model.naming import Names
from .model.organisation import Register as Organisation
from .model.parties import Processor, Recipient
from .model.read import Wrong, nearest, read
from .source.folder import Trouble
from .source.toml import Syntax, parse
from .source.unfinished import JOURNAL


class Source(Protocol):
    """Where the files of a register come from: a folder, or a commit."""

    root: str
    revision: str | None
    """The id of the commit; None for the working tree."""
    unfinished: str
    """Whether a change of several files was stopped half-way: "change", or "strange" where that is not to be read; else ""."""

    def was_overtaken(self) -> bool:
        """Whether files were changed together while they were read: then they are to be read again."""
        ...

    def names(self, folder: str = "") -> list[tuple[str, bool]]:
        """The entries of a folder by name, each with whether it is a folder itself."""
        ...

    def is_link(self, path: str) -> bool:
        """Whether a path is a symbolic link."""
        ...

    def read(self, path: str) -> bytes | Trouble:
        """The bytes of a file, or why they are not to be had."""
        ...

    def holds(self, path: str) -> bool | None:
        """Whether a file is there: None where the path leads out."""
        ...

    def digest(self, path: str) -> str | None:
        """SHA-256 of a file, in hexadecimal."""
        ...


_ATTEMPTS = 10
"""Times that a register is read where it is written to meanwhile: files that were changed together are read together."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """Something wrong that reading came upon, by the name of its F rule. `line` is 0 where the key's place is still to be looked up."""

    rule: str
    file: str
    record: str
    path: tuple[str | int, ...] = ()
    variant: str = ""
    params: dict[str, Any] = {}
    line: int = 0
    column: int = 0


class Register:
    """What one folder (or commit) says. Records that could not be read are in `broken`, and not among the others."""

    def __init__(self, source: Source) -> None:
        """Read everything under the source. Never raises for what is in it; see `found`."""
        self.source = source
        self.root = source.root
        for _ in range(_ATTEMPTS):
            self._clear()
            self._load()
            if not source.was_overtaken():
                break

    def _clear(self) -> None:
        self.found: list[Found] = []
        self.broken: set[tuple[str, str]] = set()
        self.names = Names()
        """What the records name."""
        self.closer: list[Record] = []
        """Records to look at more closely: those that name a document or hold an empty list, and the few that are not files of their own."""
        self.organisation: Organisation | None = None
        self.activities: dict[str, Activity] = {}
        self.processors: dict[str, Processor] = {}
        self.recipients: dict[str, Recipient] = {}
        self.agreements: dict[str, Agreement] = {}
        self.locations: dict[str, Location] = {}
        self.certificates: dict[str, Certificate] = {}
        self.measures: dict[str, Measure] = {}
        self.own_data: dict[str, Term] = {}
        self.own_subjects: dict[str, Term] = {}
        self.acceptances: list[Acceptance] = []
        self.__dict__.pop("_by_kind", None)

    # -- looking up ------------------------------------------------------------------------------------------------------------------------------

    def by_kind(self, kind: str) -> dict[str, Any]:
        """The records of a kind by id: "activity", "processor", "recipient", "agreement", "location", "certificate", "measure"."""
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Any]]:
        return {
            "activity": self.activities,
            "processor": self.processors,
            "recipient": self.recipients,
            "agreement": self.agreements,
            "location": self.locations,
            "certificate": self.certificates,
            "measure": self.measures,
        }

    @property
    def language(self) -> str | None:
        """Language of the texts, as register.toml says."""
        return self.organisation.language if self.organisation else None

    @property
    def name(self) -> str:
        """Name of the organisation, or the folder where it has none."""
        return self.organisation.controller.name if self.organisation else self.root

    @property
    def country(self) -> str | None:
        """Country of the organisation's establishment."""
        organisation = self.organisation
        return organisation.controller.address.country if organisation and organisation.controller.address else None

    def records(self) -> Iterator[Record]:
        """Every record, in file order."""
        if self.organisation:
            yield self.organisation
        for kind in kinds.KINDS:
            if kind.name in self._by_kind:
                yield from self._by_kind[kind.name].values()

    def get(self, reference: str) -> Record | None:
        """The record of a reference such as "processors/mailchimp"; None where there is none."""
        if reference == "register":
            return self.organisation
        folder, _, identity = reference.partition("/")
        for kind in kinds.KINDS:
            if kind.place.removesuffix(".toml") == folder and kind.name in self._by_kind:
                record: Record | None = self._by_kind[kind.name].get(identity)
                return record
        return None

    # -- loading ---------------------------------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        try:
            entries = self.source.names()
        except OSError as error:
            self.found.append(Found("unreadable", ".", "register", params={"detail": error.strerror or ""}))
            return
        if self.source.unfinished:
            variant = "strange" if self.source.unfinished == "strange" else ""
            self.found.append(Found("unfinished-change", JOURNAL, "register", variant=variant, params={"path": f"{self.root}/{JOURNAL}"}))
        here = dict(entries)
        for place, kind in {**kinds.SINGLES, **kinds.FOLDERS}.items():
            if place not in here:
                if kind is kinds.REGISTER:
                    self.found.append(Found("required-key", "register.toml", "register", variant="file"))
            elif kind.per_file:
                self._load_folder(kind, here[place])
            else:
                self._load_single(kind, here[place])
        known = {*kinds.SINGLES, *kinds.FOLDERS, "documents", "templates"}
        for name, _ in entries:
            if name not in known and not _is_by_the_way(name):
                shown = name if _is_unicode(name) else name.encode("utf-8", "backslashreplace").decode()
                self.found.append(Found("stray-file", shown, shown, params={"file": shown, "near": nearest(name, known)}))

    def _load_folder(self, kind: Kind, is_folder: bool) -> None:
        place = kind.place
        if not is_folder:
            what = "outside-register" if self.source.is_link(place) else "stray-file"
            self.found.append(Found(what, place, place, variant="folder", params={"file": place, "near": ""}))
            return
        try:
            entries = self.source.names(place)
        except OSError as error:
            self.found.append(Found("unreadable", place, place, params={"detail": error.strerror or ""}))
            return
        records = self.by_kind(kind.name)
        table = kind.table
        source_read = self.source.read
        note = self.names.noter(table)
        irregular = [name for name, _ in entries if not _is_file_name(name)]
        if irregular:
            entries = self._look_at_names(place, entries, irregular)
        for name, _ in entries:
            identity = name[:-5]
            file = f"{place}/{name}"
            data = self._parse(source_read(file), file, f"{place}/{identity}")
            if data is None:
                self.broken.add((kind.name, identity))
                continue
            record, wrong = read(table, identity, data)
            records[identity] = record
            if note(record):
                self.closer.append(record)
            if wrong:
                self._note_wrong(file, f"{place}/{identity}", wrong, table)

    def _look_at_names(self, place: str, entries: list[tuple[str, bool]], irregular: list[str]) -> list[tuple[str, bool]]:
        """Say what is wrong with the names of files in a folder; returns those that can be records all the same."""
        records = [entry for entry in entries if entry[0].endswith(".toml") and not _is_by_the_way(entry[0]) and _is_unicode(entry[0])]
        for name in irregular:
            if _is_by_the_way(name):
                continue
            if not _is_unicode(name):
                shown = name.encode("utf-8", "backslashreplace").decode()
                self.found.append(Found("bad-id", f"{place}/{shown}", f"{place}/{shown}", params={"id": shown, "near": as_id(name)}))
            elif not name.endswith(".toml"):
                self._stray(place, name)
            elif not is_id(name[:-5]):
                self.found.append(Found("bad-id", f"{place}/{name}", f"{place}/{name[:-5]}", params={"id": name[:-5], "near": as_id(name[:-5])}))
        seen: dict[str, str] = {}
        for name, _ in records:
            if other := seen.get(name.lower()):
                self.found.append(Found("duplicate-id", f"{place}/{name}", f"{place}/{name[:-5]}", params={"id": name[:-5], "other": f"{place}/{other}"}))
            seen[name.lower()] = name
        return records

    def _stray(self, place: str, name: str) -> None:
        """A file in a folder of records that is not a record: overlooked, it would be a record that nobody checks."""
        if _is_by_the_way(name):
            return
        file = f"{place}/{name}"
        self.found.append(Found("stray-file", file, file, variant="record", params={"file": file, "near": ""}))

    def _parse(self, data: bytes | Trouble, file: str, reference: str) -> dict[str, Any] | None:
        if isinstance(data, Trouble):
            rule = {"outside": "outside-register", "not-a-file": "stray-file", "too-large": "file-too-large", "unreadable": "unreadable"}[data.what]
            variant = "link" if data.what == "outside" else "folder" if data.what == "not-a-file" else ""
            params = {"file": file, "detail": data.detail, "near": ""}
            self.found.append(Found(rule, file, reference, variant=variant, params=params, line=1, column=1))
            return None
        tables, wrong = parse(data)
        for each in wrong:
            self.found.append(_syntax_found(each, file, reference))
        return tables

    def _load_single(self, kind: Kind, is_folder: bool) -> None:
        file = kind.place
        reference = file.removesuffix(".toml")
        data = self._parse(Trouble("not-a-file") if is_folder else self.source.read(file), file, reference)
        if data is None:
            self.broken.add((kind.name, ""))
            return
        if kind.entries:
            self._load_entries(kind, data)
            return
        if kind is kinds.REGISTER and type(data.get("format")) is int and not 0 < data["format"] <= FORMAT:
            variant = "" if data["format"] > 0 else "none"
            self.found.append(Found("newer-format", file, reference, ("format",), variant, {"format": data["format"], "known": FORMAT}))
        record, wrong = read(kind.table, reference, data)
        self._note_wrong(file, reference, wrong, kind.table)
        if isinstance(record, Organisation):
            self.organisation = record
            self.closer.append(record)
        elif isinstance(record, Vocabulary):
            self.own_data = record.data or {}
            self.own_subjects = record.subjects or {}
        elif isinstance(record, Acceptances):
            self.acceptances = record.accepted or []

    def _load_entries(self, kind: Kind, data: dict[str, Any]) -> None:
        """measures.toml: each table is a record."""
        file = kind.place
        folder = file.removesuffix(".toml")
        wrong: list[Wrong] = []
        seen: dict[str, str] = {}
        for identity, entry in data.items():
            reference = f"{folder}/{identity}"
            if not isinstance(entry, dict):
                self._note_wrong(file, reference, [Wrong("wrong-type", (), "table", "other")], prefix=(identity,))
                continue
            before = len(wrong)
            record, wrong = read(kind.table, identity, entry, wrong)
            self.by_kind(kind.name)[identity] = record
            self.closer.append(record)
            self._note_wrong(file, reference, wrong[before:], kind.table, (identity,))
            other = seen.setdefault(identity.lower(), identity)
            if other != identity:
                params = {"id": identity, "other": other}
                self.found.append(Found("duplicate-id", file, reference, (identity,), "entry", params))
            if not is_id(identity):
                self.found.append(Found("bad-id", file, reference, (identity,), params={"id": identity, "near": as_id(identity)}))

    def _note_wrong(self, file: str, reference: str, wrong: list[Wrong], table: type[Record] | None = None, prefix: tuple[str | int, ...] = ()) -> None:
        for each in wrong:
            path = (*prefix, *each.path)
            key = dotted(each.path) if each.path else reference
            # the commonest slip: a key of the record itself, written below [[purposes]]
            top = each.what == "unknown-key" and len(each.path) > 1 and table is not None and each.found in {field.name for field in fields_of(table)}
            params = {"key": key, "expected": each.expected, "near": each.expected, "found": each.found, "file": file}
            self.found.append(Found(each.what, file, reference, path, "top" if top else "", {**params, "key": each.found} if top else params))


def _syntax_found(wrong: Syntax, file: str, reference: str) -> Found:
    rule = {
        "encoding": "encoding",
        "byte-order-mark": "encoding",
        "conflict": "conflict-markers",
        "syntax": "toml-syntax",
        "duplicate": "toml-syntax",
        "depth": "toml-syntax",
    }[wrong.what]
    variant = {"encoding": "bytes", "byte-order-mark": "mark", "duplicate": "duplicate", "depth": "depth"}.get(wrong.what, "")
    return Found(
        rule, file, reference, variant=variant, params={"detail": wrong.detail, "file": file, "line": wrong.line}, line=wrong.line, column=wrong.column
    )


def _is_unicode(name: str) -> bool:
    """Whether the bytes of a file's name are UTF-8; others can be neither shown nor named by anyone."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_by_the_way(name: str) -> bool:
    """Whether a file is none of the register's, and no mistake either: hidden, a README or licence, or left by a system or an office program."""
    return name.startswith((".", "~$")) or name.lower().startswith(("readme", "licen")) or name.lower() in ("thumbs.db", "desktop.ini")


_is_file_name = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.toml").fullmatch


_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def is_id(text: str) -> bool:
    """Whether a text can be the id of a record."""
    return _ID.fullmatch(text) is not None


def as_id(text: str) -> str:
    """The id that a name suggests: lower case, letters and digits, hyphens between words; "" where nothing is left."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def unused(identity: str, taken: Container[str]) -> str:
    """An id, or the first one with a number behind it that is not taken."""
    if identity not in taken:
        return identity
    return next(name for number in itertools.count(2) if (name := f"{identity}-{number}") not in taken)


def dotted(path: tuple[str | int, ...], first: int = 1) -> str:
    """A path of keys: data[1].retention.years; elements are counted from `first`, 1 for people and 0 for programs."""
    text = ""
    for part in path:
        text += f"[{part + first}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def reference_of(record: Record) -> str:
    """The reference of a record: "processors/mailchimp", "measures/alarm", "register"."""
    kind = kinds.BY_TABLE[type(record)]
    folder = kind.place.removesuffix(".toml")
    return f"{folder}/{record.id}" if kind.per_file or kind.entries else folder


def file_of(record: Record) -> tuple[str, tuple[str, ...]]:
    """The file of a record, relative to the register, and the path of keys at which it begins in it."""
    kind = kinds.BY_TABLE[type(record)]
    if kind.per_file:
        return f"{kind.place}/{record.id}.toml", ()
    return kind.place, (record.id,) if kind.entries else ()


def index_many(pairs: Iterator[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Values by key, several to a key, in the order of the pairs."""
    index: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        index[key].append(value)
    return dict(index)
