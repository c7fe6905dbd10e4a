"""Objects of a repository by their name, over one git process however many there are."""

from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import IO

from .program import Git, GitError

AHEAD = 500
"""Objects that are asked for before the first is read. Their names fit the pipe, so neither side ever waits for the other."""
_PIECE = 1 << 16


class Objects:
    """The contents of objects. Use it as a context: the process ends with it.

    A name is an id, or anything that git resolves to an object, such as "COMMIT:path"; one with a line end has no object.
    """

    def __init__(self, git: Git, largest: int) -> None:
        """Take git in the repository, and the size in bytes above which contents are not kept."""
        self._git = git
        self._largest = largest
        self._asked: deque[str] = deque()
        self._there: dict[str, bytes | int | None] = {}
        self._open = ExitStack()
        self._buffer = b""
        self._place = 0

    @cached_property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """The process, from when something is first asked for."""
        return self._open.enter_context(self._git.open("cat-file", "--batch"))

    def __enter__(self) -> "Objects":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    def ask(self, names: Iterable[str]) -> None:
        """Ask for objects that will be wanted in this order, so that git reads them meanwhile; what is too many is left for later."""
        wanted = [name for name in names if "\n" not in name][: AHEAD - len(self._asked)]
        if wanted:
            self._send(wanted)

    def get(self, name: str) -> bytes | int | None:
        """The contents of an object; its size where that is above the largest; None where there is no such object.

        What was asked for before it and not yet got is kept until it is.
        """
        if "\n" in name:
            return None
        if name in self._there:
            return self._there.pop(name)
        if name not in self._asked:
            self._send([name])
        while True:
            asked = self._asked.popleft()
            found = self._read()
            if asked == name:
                return found
            self._there[asked] = found

    def _send(self, names: list[str]) -> None:
        self._asked += names
        self._pipes[0].write("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
        self._pipes[0].flush()

    def _read(self) -> bytes | int | None:
        end = self._buffer.find(b"\n", self._place)
        while end < 0:
            self._more()
            end = self._buffer.find(b"\n", self._place)
        header = self._buffer[self._place : end].split(b" ")
        self._place = end + 1
        if len(header) < 3 or not header[-1].isdigit():  # "NAME missing", "NAME ambiguous"
            return None
        size = int(header[-1])
        if size > self._largest:
            self._skip(size + 1)
            return size
        while len(self._buffer) - self._place <= size:
            self._more()
        start, self._place = self._place, self._place + size + 1
        return self._buffer[start : start + size]

    def _more(self) -> None:
        """Take in what git has written meanwhile."""
        piece = self._pipes[1].read1(_PIECE)  # type: ignore[attr-defined]
        if not piece:
            raise GitError(128, "fatal: git cat-file ended before its answer (is an object of the repository corrupt? try: git fsck)")
        self._buffer = self._buffer[self._place :] + piece
        self._place = 0

    def _skip(self, left: int) -> None:
        """Pass over what is too large to keep."""
        while left > len(self._buffer) - self._place:
            left -= len(self._buffer) - self._place
            self._place = len(self._buffer)
            self._more()
        self._place += left
