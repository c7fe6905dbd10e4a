"""A change of several files that was stopped before all of them were in place: what it is about, and what the register is with it.

A change is made ready in a folder of its own, and decided by the one rename that gives the folder its name (see edit/journal.py). From then on the register is
what the change makes of it, whichever of its files are in place: that is how it is read, and the next command that writes puts the rest in place.

    .ropa-change/forward.json   the digests of each file before and after (back.json, where the change is being taken back)
    .ropa-change/new/PATH       what comes; once in place it is no longer here
    .ropa-change/old/PATH       what was
    .ropa-change/.gitignore     none of this is git's
"""

import os
import stat
import time
from typing import Any, NamedTuple

from .place import inside, leads_out

JOURNAL = ".ropa-change"
LOCK = ".ropa-lock"
"""The file that a program holds while it writes."""
FORWARD = "forward.json"
BACK = "back.json"
FORMAT = "ropa.change/1"
_TRIES = 100
_PAUSE = 0.01
"""Seconds between two looks: a second in all."""
OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""How a file that may be anything is opened: a link is not followed, a pipe or device not waited for."""


def wait_for_writer(root: str) -> None:
    """Wait, but not long, where another program is writing in the folder of a register this moment."""
    for _ in range(_TRIES):
        if not is_written(root):
            return
        time.sleep(_PAUSE)


def is_written(root: str) -> bool:
    """Whether a program is writing in the folder of a register: one that was killed left the file, and holds nothing."""
    path = f"{root}/{LOCK}"
    if not os.path.lexists(path):
        return False
    try:
        import fcntl

        handle = os.open(path, OPEN)
    except (ImportError, OSError):
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


class Step(NamedTuple):
    """One file of a change, on its way to what the change makes of it."""

    path: str
    state: str
    """"to-do", "done", "since": it was in place and was changed after that, or "other": it is neither as before nor as after."""
    spare: str
    """The file, from the folder of the register, that is to be put in its place; "" where it is to be removed."""


class Unfinished(NamedTuple):
    """A change that was decided."""

    back: bool
    """Whether it is being taken back."""
    files: dict[str, tuple[str | None, str | None]]
    """SHA-256 of each file before the change and after it, by path; None where there is no file."""

    def steps(self, root: str) -> list[Step]:
        """Its files, in the order in which they are put in place, as they are now in the folder of the register."""
        return [self._step(root, path, *(digests[::-1] if self.back else digests)) for path, digests in self.files.items()]

    def stuck(self, steps: list[Step]) -> str:
        """The file that was changed by hand, so that the change cannot be finished; "" where there is none.

        What was changed after it was in place holds up only what is not. Taking back leaves alone what was changed by hand.
        """
        waits = any(step.state == "to-do" for step in steps)
        return "" if self.back else next((step.path for step in steps if step.state == "other" or (waits and step.state == "since")), "")

    def _step(self, root: str, path: str, start: str | None, end: str | None) -> Step:
        spare = f"{JOURNAL}/{'old' if self.back else 'new'}/{path}" if end is not None else ""
        now = digest(root, path)
        if now == end:
            return Step(path, "done", spare)
        waiting = digest(root, spare) if spare else end
        if waiting is None and spare:
            return Step(path, "since", spare)
        return Step(path, "to-do" if now == start and waiting == end else "other", spare)


def find(root: str) -> Unfinished | None:
    """The change in the folder of a register that was decided and not finished; None where there is none.

    Raises ValueError where what is there is no such change, or is one that came with the repository: then nobody here decided it.
    """
    import json  # nearly always there is nothing to read

    folder = f"{root}/{JOURNAL}"
    if not os.path.lexists(folder):
        return None
    back = os.path.lexists(f"{folder}/{BACK}")
    if leads_out(root, f"{JOURNAL}/{FORWARD}") or _is_in_git(root):
        raise ValueError(JOURNAL)
    try:
        handle = os.open(f"{folder}/{BACK if back else FORWARD}", OPEN)
        with os.fdopen(handle, "rb") as file:
            data = json.loads(file.read())
    except (OSError, RecursionError) as error:
        raise ValueError(JOURNAL) from error
    return Unfinished(back, _files(data))


def _files(data: Any) -> dict[str, tuple[str | None, str | None]]:
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("files"), dict):
        raise ValueError(JOURNAL)
    files = {}
    for path, digests in data["files"].items():
        if not inside(path) or not isinstance(digests, list) or len(digests) != 2 or not all(each is None or isinstance(each, str) for each in digests):
            raise ValueError(JOURNAL)
        files[path] = (digests[0], digests[1])
    return files


def laid_over(root: str) -> tuple[str, dict[str, bytes | None]]:
    """What is in the folder of a change: "" nothing that is left to do, "change" one that was decided, "strange" something else; and what it makes of files.

    That is of those that are not yet so, by path; None: no file.
    """
    try:
        change = find(root)
    except ValueError:
        return "strange", {}
    if change is None:
        return "", {}
    over: dict[str, bytes | None] = {}
    steps = change.steps(root)
    if not change.stuck(steps) and not any(step.state == "to-do" for step in steps):
        return "", {}
    for step in steps:
        if step.state == "to-do":
            data = _spare(root, step.spare) if step.spare else None
            if data is not None or not step.spare:  # else it was put in place this moment
                over[step.path] = data
    return "change", over


def _spare(root: str, path: str) -> bytes | None:
    try:
        return contents(root, path)
    except OSError:
        return None


def contents(root: str, path: str) -> bytes | None:
    """The bytes of a file in the folder of a register; None where there is none. Links are not followed.

    Raises OSError where it cannot be read, and where it is no file.
    """
    if leads_out(root, path):
        raise NotADirectoryError(path)
    try:
        handle = os.open(f"{root}/{path}", OPEN)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise IsADirectoryError(path)
        return file.read()


def digest(root: str, path: str) -> str | None:
    """SHA-256 of a file, in hexadecimal; None where there is none, and "" where it cannot be read or is something else."""
    import hashlib

    try:
        data = contents(root, path)
    except OSError:
        return ""
    return None if data is None else hashlib.sha256(data).hexdigest()


def _is_in_git(root: str) -> bool:
    """Whether the folder of the change is one that git keeps: then it came from somewhere else."""
    from ..errors import Failure
    from ..git.program import Git
    from .folder import find_repository

    if find_repository(root) is None:
        return False
    try:
        return bool(Git(root).run("ls-files", "-z", "--", JOURNAL))
    except Failure:
        return False
