"""The register that a line is about: where it is, the ids in it, and one record. Nothing else of it is read."""

import os
import re
from collections.abc import Iterator
from typing import Any

from ..source.folder import Folder, Trouble, find_register, find_repository

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_ID_FILE = re.compile(r"[a-z0-9][a-z0-9-]*\.toml")
_IN_PATHS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")
_DOCUMENTS = 1_000
"""Files that are offered as evidence, at most."""


def is_id(text: str) -> bool:
    """Whether a text is an id, and so means nothing to any shell."""
    return _ID.fullmatch(text) is not None


class Place:
    """A register's folder, or none."""

    def __init__(self, named: str | None) -> None:
        """Take the folder that the line names; without one the environment's, else the one that the working folder belongs to."""
        self.root = _root(named or os.environ.get("ROPA_REGISTER"))
        self._read: dict[str, dict[str, Any]] = {}

    def _folder(self) -> Folder | None:
        return Folder(self.root) if self.root else None

    def ids(self, place: str) -> list[str]:
        """The ids of the records in a folder ("activities") or a file of records ("measures.toml"); of no others than good ids."""
        folder = self._folder()
        if folder is None:
            return []
        if place.endswith(".toml"):
            return sorted(name for name, entry in self.data(place).items() if is_id(name) and isinstance(entry, dict))
        if folder.is_link(place):  # what it leads to is none of the register's
            return []
        try:
            return [name[:-5] for name in sorted(filter(_ID_FILE.fullmatch, os.listdir(os.path.join(folder.root, place))))]
        except OSError:
            return []

    def holds(self, name: str) -> bool:
        """Whether the folder has a file or a folder of that name."""
        return self.root is not None and os.path.exists(os.path.join(self.root, name))

    def record(self, place: str, identity: str) -> dict[str, Any]:
        """One record of a folder or a file of records; empty where there is none, or it cannot be read."""
        entry = self.data(place).get(identity) if place.endswith(".toml") else self.data(f"{place}/{identity}.toml") if is_id(identity) else {}
        return entry if isinstance(entry, dict) else {}

    def data(self, file: str) -> dict[str, Any]:
        """The tables of a file; none where it cannot be read."""
        if file not in self._read:
            from ..source.toml import parse

            folder = self._folder()
            data = folder.read(file) if folder else b""
            self._read[file] = {} if isinstance(data, Trouble) else parse(data)[0] or {}
        return self._read[file]

    @property
    def language(self) -> str:
        """The language that register.toml names: only that line of it is read."""
        from ..i18n import language_in

        folder = self._folder()
        data = folder.read("register.toml") if folder else b""
        return "" if isinstance(data, Trouble) else language_in(data)

    def documents(self) -> Iterator[str]:
        """The files under documents/, by their path from the register's folder."""
        left = _DOCUMENTS
        for folder, _, files in os.walk(os.path.join(self.root, "documents")) if self.root else ():
            for name in sorted(files)[:left]:
                path = os.path.relpath(os.path.join(folder, name), self.root).replace(os.sep, "/")
                if _IN_PATHS.issuperset(path):
                    left -= 1
                    yield path
            if left <= 0:
                return

    def revisions(self) -> list[str]:
        """The tags and branches of the register's repository, the tags first; git is not started for it."""
        try:
            home = _git_folder(find_repository(self.root or ".") or "")
            found = [name for kind in ("tags", "heads") for name in sorted({*_loose(home, kind), *_packed(home, kind)})]
        except OSError:
            return []
        return [name for name in found if _IN_PATHS.issuperset(name) and not name.startswith("-")]


def _root(named: str | None) -> str | None:
    if not named:
        try:
            return find_register(os.getcwd())
        except OSError:
            return None
    named = os.path.expanduser(named)
    for folder in (named, os.path.join(named, "register")):
        if os.path.lexists(os.path.join(folder, "register.toml")):
            return folder
    return named if os.path.isdir(named) else None


def _git_folder(repository: str) -> str:
    """The folder in which a repository keeps its references; that of a second working tree says where."""
    inside = os.path.join(repository, ".git")
    if not os.path.isfile(inside):
        return inside if os.path.isdir(inside) else repository
    linked = os.path.join(repository, _first_line(repository, ".git").removeprefix("gitdir:").strip())
    return os.path.join(linked, _first_line(linked, "commondir"))


def _first_line(folder: str, name: str) -> str:
    return next(iter(_lines(folder, name)), "").strip()


def _lines(folder: str, name: str) -> list[str]:
    """The lines of a small file; none where there is no such file, or it is something else."""
    data = Folder(folder).read(name)
    return [] if isinstance(data, Trouble) else data.decode("utf-8", "replace").splitlines()


def _loose(home: str, kind: str) -> list[str]:
    """The references of a kind that are files of their own."""
    top = os.path.join(home, "refs", kind)
    return [os.path.relpath(os.path.join(folder, name), top) for folder, _, files in os.walk(top) for name in files]


def _packed(home: str, kind: str) -> list[str]:
    """The references of a kind that are lines of one file."""
    names = [line.partition(" ")[2] for line in _lines(home, "packed-refs") if line[:1] not in "#^"]
    return [name.removeprefix(f"refs/{kind}/") for name in names if name.startswith(f"refs/{kind}/")]
