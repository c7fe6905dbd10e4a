"""A register in a folder: which files it has, and their bytes, without ever leaving the folder."""

import errno
import os
import stat
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from .unfinished import JOURNAL, OPEN, is_written, laid_over, wait_for_writer

MAX_BYTES = 1_000_000
"""A record is a page or two of text; a larger file is a mistake or an attack."""

_CHUNK = 65_536


class Trouble(NamedTuple):
    """Why a file could not be read: `what` is "outside", "not-a-file", "too-large" or "unreadable"; `detail` says more."""

    what: str
    detail: str = ""


class Folder:
    """The files under the folder of a register. Paths are relative to it, with "/".

    A change that was decided and not finished is laid over them: they are read as they will be. See unfinished.py.
    """

    def __init__(self, root: str, *, note: bool = False) -> None:
        """Take the folder's path, as the user named it; it is used for opening and nothing else. With `note` the ids of what is read are kept."""
        self.root = root
        self.noted: dict[str, str] | None = {} if note else None
        """The ids that git gives to the contents of the files that were read, by path: whether they changed shows without reading them again."""
        self.revision: str | None = None
        self.over: dict[str, bytes | None] = {}
        """Contents by path that stand in the place of what is there (None: no file)."""
        self.unfinished = ""
        """Whether a change waits to be finished: "change", or "strange" where that is not to be read; else ""."""
        self._seen: int | None = None
        self.look()

    def look(self) -> None:
        """See whether a change waits to be finished, and what it makes of the files."""
        wait_for_writer(self.root)
        self._seen = self._touched()
        self.unfinished, self.over = laid_over(self.root) if os.path.lexists(f"{self.root}/{JOURNAL}") else ("", {})

    def _touched(self) -> int | None:
        try:
            return os.stat(self.root).st_mtime_ns
        except OSError:
            return None

    def was_overtaken(self) -> bool:
        """Whether a change of several files may have been written since this looked: what was read before is then to be read again."""
        if self._touched() == self._seen and not is_written(self.root):
            return False
        self.look()
        return True

    def names(self, folder: str = "") -> list[tuple[str, bool]]:
        """The entries of a folder by name, each with whether it is a folder itself; a symbolic link is never a folder.

        Raises OSError if the folder cannot be listed.
        """
        try:
            with os.scandir(os.path.join(self.root, folder) if folder else self.root) as entries:
                found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except FileNotFoundError:
            if not self.over:
                raise
            found = []
        return self._with_over(folder, found) if self.over else found

    def _with_over(self, folder: str, entries: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
        found = dict(entries)
        prefix = f"{folder}/" if folder else ""
        for path, data in self.over.items():
            if path.startswith(prefix):
                name, _, rest = path[len(prefix) :].partition("/")
                if data is not None:
                    found[name] = bool(rest)
                elif not rest:
                    found.pop(name, None)
        return sorted(found.items())

    def is_link(self, path: str) -> bool:
        """Whether the path is a symbolic link."""
        return path not in self.over and os.path.islink(os.path.join(self.root, path))

    def lies_there(self, path: str) -> bool:
        """Whether anything has that path."""
        return self.over[path] is not None if path in self.over else os.path.lexists(os.path.join(self.root, path))

    def is_file(self, path: str) -> bool:
        """Whether the path is a file, and neither a link nor a folder, a pipe or a device."""
        if path in self.over:
            return self.over[path] is not None
        return not self.is_link(path) and os.path.isfile(os.path.join(self.root, path))

    def read(self, path: str) -> bytes | Trouble:
        """The bytes of a file, or why they are not to be had. Links are not followed; pipes and devices are not waited for."""
        if path in self.over:
            return self._read_over(path)
        full = f"{self.root}/{path}"
        try:
            handle = os.open(full, OPEN)
        except OSError as error:
            if os.path.islink(full):
                return Trouble("outside")
            if os.path.isdir(full):
                return Trouble("not-a-file")
            return Trouble("unreadable", error.strerror or "")
        try:
            data = os.read(handle, _CHUNK)
            if len(data) < _CHUNK and data:
                if self.noted is not None:
                    self.noted[path] = blob_id(data)
                return data
            return _read_rest(handle, data)
        except IsADirectoryError:
            return Trouble("not-a-file")
        except OSError as error:
            return Trouble("unreadable", error.strerror or "")
        finally:
            os.close(handle)

    def _read_over(self, path: str) -> bytes | Trouble:
        data = self.over[path]
        if data is None:
            return Trouble("unreadable", os.strerror(errno.ENOENT))
        if self.noted is not None:
            self.noted[path] = blob_id(data)
        return data if len(data) <= MAX_BYTES else Trouble("too-large", str(len(data)))

    def holds(self, path: str) -> bool | None:
        """Whether a path names a file that really lies inside the folder: True, False if there is none, None if it leads out."""
        if not path or path.startswith(("/", "\\")) or "\\" in path or "\x00" in path or ":" in path.split("/")[0] or ".." in path.split("/"):
            return None
        if path in self.over:
            return self.over[path] is not None
        full = os.path.join(self.root, path)
        try:
            inside = os.path.realpath(full).startswith(self._real)
            return os.path.isfile(full) if inside else None
        except (OSError, ValueError):
            return False

    @cached_property
    def _real(self) -> str:
        """How the real path of whatever lies in the folder begins."""
        return os.path.realpath(self.root) + os.sep

    def digest(self, path: str) -> str | None:
        """SHA-256 of a file inside the folder, in hexadecimal; None where it cannot be read."""
        import hashlib

        if path in self.over:
            data = self.over[path]
            return None if data is None else hashlib.sha256(data).hexdigest()
        try:
            with open(os.path.join(self.root, path), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None


def blob_id(data: bytes, length: int = 40) -> str:
    """The id that git gives contents: 40 digits of SHA-1, or 64 of SHA-256 in a repository of that kind."""
    import hashlib

    head = b"blob %d\x00" % len(data)
    return (hashlib.sha1(head + data, usedforsecurity=False) if length == 40 else hashlib.sha256(head + data)).hexdigest()


def _read_rest(handle: int, start: bytes) -> bytes | Trouble:
    """The slow way: for an empty file, a large one, and what is no file at all."""
    mode = os.fstat(handle)
    if not stat.S_ISREG(mode.st_mode):
        return Trouble("not-a-file")
    if mode.st_size > MAX_BYTES:
        return Trouble("too-large", str(mode.st_size))
    parts = [start]
    size = len(start)
    while part := os.read(handle, _CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            return Trouble("too-large", str(size))
    return b"".join(parts)


def find_register(start: str) -> str | None:
    """The folder of the register that a place belongs to: itself or a folder above it that holds register.toml or register/register.toml."""
    for folder in _upwards(os.path.abspath(start)):
        for candidate in (folder, os.path.join(folder, "register")):
            if os.path.lexists(os.path.join(candidate, "register.toml")):
                return candidate
    return None


def find_repository(start: str) -> str | None:
    """The folder that a place belongs to which looks like a repository of git, or a bare one; None where no process is worth starting."""
    for folder in _upwards(os.path.abspath(start)):
        if os.path.lexists(os.path.join(folder, ".git")):
            return folder
        if os.path.isfile(os.path.join(folder, "HEAD")) and all(os.path.isdir(os.path.join(folder, name)) for name in ("objects", "refs")):
            return folder
    return None


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above
