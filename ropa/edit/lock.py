"""One writer at a time, and nothing that interrupts it where that would be half a job."""

import errno
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from ..errors import Failure
from ..source.unfinished import LOCK

_OWN = ".own"
"""What the name of the file ends in that is the lock where there are no others."""
_TRIES = 60
_PAUSE = 0.05
"""Seconds between two tries: three seconds in all."""
_UNKNOWN = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EBADF)
"""What file systems say that know no locks."""
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Asked:
    """Whether we were asked to stop."""

    def __init__(self) -> None:
        """Nobody asked yet."""
        self.stop = False

    def heed(self) -> None:
        """Stop, if that was asked. Raises KeyboardInterrupt."""
        if self.stop:
            raise KeyboardInterrupt

    def note(self, number: int, frame: FrameType | None) -> None:
        """Take note of a signal, as its handler."""
        self.stop = True


@contextmanager
def undisturbed() -> Iterator[Asked]:
    """A time in which we are interrupted only where we heed it. Who asks to stop when all is decided is too late."""
    asked = Asked()
    if threading.current_thread() is not threading.main_thread():  # another one is interrupted
        yield asked
        return
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: handler for number in numbers if (handler := signal.getsignal(number)) not in (None, signal.SIG_IGN)}
    for number in before:
        signal.signal(number, asked.note)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def locked(root: str, asked: Asked) -> Iterator[None]:
    """Be the only one that writes in the folder of a register; another that does so is waited for a moment.

    The lock goes with the process that holds it, however that ends; only where the file system knows no such locks a crash leaves one behind. Raises Failure
    where another one keeps it, and where it cannot be had.
    """
    path = f"{root}/{LOCK}"
    try:
        held = _take(path, asked)
    except OSError as error:
        raise Failure("unwritable", path=root if error.errno in (errno.EACCES, errno.EROFS) else path, detail=error.strerror or "") from error
    try:
        yield
    finally:
        for name in held[1:]:
            _drop(os.unlink, name)
        _drop(os.close, held[0])


_Held = tuple[int, str] | tuple[int, str, str]
"""The open file, and the names that are to go with the lock."""


def _take(path: str, asked: Asked) -> _Held:
    """The lock. Raises Failure where another one holds it all the time, and OSError."""
    for number in range(_TRIES):
        if number:
            asked.heed()
            time.sleep(_PAUSE)
        if (held := _try(path)) is not None:
            return held
    if os.path.lexists(path + _OWN):
        raise Failure("edit.busy-crash", path=path + _OWN)
    raise Failure("edit.busy")


def _try(path: str) -> _Held | None:
    handle = os.open(path, _OPEN, 0o600)
    held: _Held | None = None
    try:
        if _hold(handle):
            held = (handle, path) if _is_still(path, handle) else None
    except OSError as error:
        if error.errno in _UNKNOWN:
            held = (handle, path, path + _OWN) if _make(path + _OWN) else None
        else:
            raise
    finally:
        if held is None:
            os.close(handle)
    return held


def _make(path: str) -> bool:
    """Make a file that is not there: who can holds the lock."""
    try:
        os.close(os.open(path, _OPEN | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def _drop(function: Callable[..., None], argument: int | str) -> None:
    """Let go of what may be gone already."""
    try:
        function(argument)
    except OSError:
        pass


def _hold(handle: int) -> bool:
    """Lock a file. Raises OSError (ENOSYS) where the system knows no locks."""
    try:
        import fcntl
    except ImportError:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still(path: str, handle: int) -> bool:
    """Whether the file that was locked is the one that has the name: who held it before us has taken it away."""
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False
