"""The part of a register that what is found on some records depends on: to check a change of one record, ten thousand others need not be read as records."""

import re
from collections.abc import Iterable

from ..model.kinds import AGREEMENT, CERTIFICATE, FOLDERS, SINGLES
from ..register import Source
from ..source.folder import Trouble

_NAMED = re.compile(rb"[\"']([a-z0-9][a-z0-9-]*)[\"']")
"""What may be an id: a text that looks like one."""
_WHOLE = {"register", "vocabulary", "accepted"}
"""Records that everything depends on, or that depend on everything."""


class Folders:
    """A source with the records of a few folders only, beside the files that are one record."""

    def __init__(self, source: Source, folders: Iterable[str]) -> None:
        """Take the source of the register, and the folders of records, e.g. ["processors"]."""
        self._source = source
        self.root = source.root
        self.revision = source.revision
        self.unfinished = source.unfinished
        self._folders = set(folders)
        self._bytes: dict[str, bytes | Trouble] = {}

    def was_overtaken(self) -> bool:
        """What is written meanwhile is seen when the change is: it is refused then."""
        return False

    def names(self, folder: str = "") -> list[tuple[str, bool]]:
        """The entries of a folder; none of a folder of records that is left out."""
        return self._source.names(folder) if folder not in FOLDERS or folder in self._folders else []

    def is_link(self, path: str) -> bool:
        """Whether a path is a symbolic link."""
        return self._source.is_link(path)

    def read(self, path: str) -> bytes | Trouble:
        """The bytes of a file, or why they are not to be had."""
        if path not in self._bytes:
            self._bytes[path] = self._source.read(path)
        return self._bytes[path]

    def holds(self, path: str) -> bool | None:
        """Whether a file is there: None where the path leads out."""
        return self._source.holds(path)

    def digest(self, path: str) -> str | None:
        """SHA-256 of a file, in hexadecimal."""
        return self._source.digest(path)


class Excerpt(Folders):
    """A source with fewer files: those of some records, what names them, and all that those name."""

    def __init__(self, source: Source, references: Iterable[str]) -> None:
        """Take the source of the register, and the references of the records."""
        super().__init__(source, FOLDERS)
        self._files = {folder: self._list(folder) for folder in FOLDERS}
        self._chosen = self._choose(list(references))

    def names(self, folder: str = "") -> list[tuple[str, bool]]:
        """The entries of a folder; of a folder of records those that belong to the excerpt."""
        entries = super().names(folder)
        return [entry for entry in entries if f"{folder}/{entry[0]}" in self._chosen] if folder in FOLDERS else entries

    def _list(self, folder: str) -> list[str]:
        try:
            return [f"{folder}/{name}" for name, is_folder in self._source.names(folder) if name.endswith(".toml") and not is_folder]
        except OSError:
            return []

    def _choose(self, references: list[str]) -> set[str]:
        every = {file for files in self._files.values() for file in files}
        if _WHOLE & {reference.partition("/")[0] for reference in references}:
            return every
        own = {f"{reference}.toml" for reference in references} & every
        words = [quoted for reference in references for quoted in _quoted(reference.rpartition("/")[2])]
        chosen = own | {file for file in every - own if any(word in self._text(file) for word in words)}
        by_id: dict[bytes, list[str]] = {}
        for file in every:
            by_id.setdefault(file.rpartition("/")[2][:-5].encode(), []).append(file)
        waiting = [*chosen, *(file for file in SINGLES if file in {name for name, _ in self._source.names()})]
        papers = [*self._files[AGREEMENT.place], *self._files[CERTIFICATE.place]]
        while waiting:
            found = {file for each in waiting for name in _NAMED.findall(self._text(each)) for file in by_id.get(name, ())} - chosen
            # an agreement and a certificate name the party that they are of, not the other way round
            words = [quoted for file in found for quoted in _quoted(file.rpartition("/")[2][:-5])]
            found |= {file for file in papers if file not in chosen and words and any(word in self._text(file) for word in words)}
            chosen |= found
            waiting = list(found)
        return chosen

    def _text(self, file: str) -> bytes:
        data = self.read(file)
        return data if isinstance(data, bytes) else b""


def _quoted(identity: str) -> tuple[bytes, bytes]:
    return f'"{identity}"'.encode(), f"'{identity}'".encode()
