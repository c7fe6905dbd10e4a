"""A file that the user names on the command line: it may be anything."""

import os
import stat
from collections.abc import Callable

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_given(path: str, most: int, refuse: Callable[[str, str], Exception]) -> bytes:
    """The bytes of a file of at most so many. Pipes and devices are not waited for; a link is followed, for it was named.

    Raises what `refuse` makes of the reason ("missing", "folder", "not-a-file", "too-large", "unreadable") and of what the system says of it.
    """
    try:
        handle = os.open(path, _OPEN)
    except FileNotFoundError:
        raise refuse("missing", "") from None
    except (OSError, ValueError) as error:
        raise refuse("folder" if os.path.isdir(path) else "unreadable", getattr(error, "strerror", "") or "") from None
    try:
        mode = os.fstat(handle)
        if not stat.S_ISREG(mode.st_mode):
            raise refuse("folder" if stat.S_ISDIR(mode.st_mode) else "not-a-file", "")
        if mode.st_size > most:
            raise refuse("too-large", "")
        with open(handle, "rb", closefd=False) as file:
            data = file.read(mode.st_size + 1)  # asking for more makes room for more
    except OSError as error:
        raise refuse("unreadable", error.strerror or "") from None
    finally:
        os.close(handle)
    return data
