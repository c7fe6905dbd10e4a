"""Paths in the folder of a register that are written to: whether they stay inside."""

import os
import stat


def inside(path: str) -> bool:
    """Whether a path, from the folder of the register and with "/", can name one of its files: none of git's, and none that is written by the way."""
    parts = path.split("/")
    if "\0" in path or "\\" in path or ":" in parts[0]:
        return False
    try:
        os.fsencode(path)
    except UnicodeEncodeError:  # half a letter, as JSON can hold it
        return False
    return not any(part in ("", ".", "..") or part.lower() == ".git" or part.startswith(".ropa-") for part in parts)


def leads_out(root: str, path: str) -> bool:
    """Whether a folder on the way to a path is a symbolic link, or no folder at all."""
    parts = path.split("/")[:-1]
    for length in range(1, len(parts) + 1):
        try:
            mode = os.lstat(os.path.join(root, *parts[:length])).st_mode
        except FileNotFoundError:
            return False
        except OSError:
            return True
        if not stat.S_ISDIR(mode):
            return True
    return False
