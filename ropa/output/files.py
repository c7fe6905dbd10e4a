"""Writing a file: all of it or nothing."""

import os
import tempfile


def write_file(path: str, data: bytes) -> None:
    """Write a file by way of another in the same folder, which takes its place at the end. A symbolic link is replaced, never followed.

    Raises OSError where that cannot be done; what was there is then as it was.
    """
    path = os.path.abspath(path)
    handle, waiting = tempfile.mkstemp(prefix=".ropa-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(waiting, mode_of(path))
        os.replace(waiting, path)
    except BaseException:
        if os.path.lexists(waiting):  # else it took its place before we were interrupted
            os.unlink(waiting)
        raise


def mode_of(path: str) -> int:
    """The mode of the file that is replaced, else what the user's umask leaves."""
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
