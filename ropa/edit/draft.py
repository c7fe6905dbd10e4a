"""What somebody is writing in an editor: a copy of a file of the register, kept until it is written there or thrown away by who wrote it.

It is in a folder of the user's own from the beginning, and not among files that a restart clears away: so it is still there after a crash, and who opens the
same record again can go on.
"""

import hashlib
import os
import re
from contextlib import suppress

from ..errors import Failure
from ..source.unfinished import OPEN

_BEFORE = ".before"
"""What the name ends in of what stood in the register when the writing began."""
_MARK = b"#ropa| "
_NOTES = re.compile(rb"^" + re.escape(_MARK) + rb"[^\n]*\n?", re.MULTILINE)


class Draft:
    """The copy of one file. Only one program has it at a time."""

    def __init__(self, root: str, file: str) -> None:
        """Take the folder of the register and the path of the file in it. Raises Failure where the copy is open elsewhere, or cannot be kept."""
        self.path = os.path.join(_folder_for(root), *file.split("/"))
        try:
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
            self._handle = os.open(self.path + _BEFORE, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as error:
            raise Failure("unwritable", path=self.path, detail=error.strerror or "") from error
        if not _hold(self._handle):
            os.close(self._handle)
            raise Failure("edit.open-elsewhere", path=file)

    def begin(self, data: bytes) -> str:
        """Start from what stands in the register; returns the path of what was kept before, which stays, or "" where there was nothing."""
        aside = self._set_aside() if self.kept not in (None, data) else ""
        self._write(self.path + _BEFORE, data)
        self._write(self.path, data)
        return aside

    def close(self) -> None:
        """Let another program have it."""
        with suppress(OSError):
            os.close(self._handle)

    def throw_away(self) -> None:
        """Keep nothing: it was written, or is what was there."""
        for path in (self.path, self.path + _BEFORE):
            with suppress(OSError):
                os.unlink(path)

    @property
    def kept(self) -> bytes | None:
        """What was written and not yet put into the register; None where there is nothing, or it is what stood there."""
        text = self.text
        return text if text is not None and text != self.before else None

    @property
    def before(self) -> bytes:
        """What stood in the register when the writing began."""
        return _read(self.path + _BEFORE) or b""

    @property
    def text(self) -> bytes | None:
        """What is written now, without what was put above it; None where the file is gone."""
        data = _read(self.path)
        return None if data is None else _NOTES.sub(b"", data)

    def note(self, lines: list[str]) -> bool:
        """Put lines above the text, as comments that `text` leaves out; returns whether they are there: not above a text that has such lines itself."""
        data = self.text
        if data is None or _MARK in data:
            return False
        end = b"\r\n" if b"\r\n" in data else b"\n"
        self._write(self.path, b"".join(_MARK + line.encode("utf-8", "replace") + end for line in lines) + data)
        return True

    def clear(self) -> None:
        """Have the file hold the text and nothing else."""
        if (data := self.text) is not None and data != _read(self.path):
            self._write(self.path, data)

    def _set_aside(self) -> str:
        stem, ending = os.path.splitext(self.path)
        number = 1
        while os.path.lexists(path := f"{stem}-{number}{ending}"):
            number += 1
        os.rename(self.path, path)
        return path

    def _write(self, path: str, data: bytes) -> None:
        """Write in place: an editor that has the file open sees what becomes of it, and the lock stays on it."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        except OSError as error:
            raise Failure("unwritable", path=path, detail=error.strerror or "") from error


def _folder_for(root: str) -> str:
    """The folder for the copies of a register's files: the user's own, or one that lasts as long as the system lets it where there is none."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.join(os.path.expanduser("~"), ".local", "state")
    folder = os.path.join(base, "ropa", "edit", name)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        import tempfile

        return tempfile.mkdtemp(prefix="ropa-edit-")
    return folder


def _read(path: str) -> bytes | None:
    try:
        with os.fdopen(os.open(path, OPEN), "rb") as file:
            return file.read()
    except OSError:
        return None


def _hold(handle: int) -> bool:
    """Whether the lock on a file is ours; where there are no locks it is."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        pass
    return True
