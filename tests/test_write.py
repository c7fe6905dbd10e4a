"""Writing several files: whatever happens in between, the register is as before or as after for everything that reads it."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run
from ropa.edit import lock
from ropa.edit.change import Change
from ropa.edit.journal import finish
from ropa.errors import Failure
from ropa.register import Register
from ropa.source.folder import Folder, Trouble
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
DRAFT = 'name = "Proef"\nstatus = "draft"\n'
FILES = {**base(), "activities/een.toml": DRAFT, "activities/twee.toml": DRAFT + "# oud\n"}
CALLS = ("open", "write", "fsync", "close", "chmod", "link", "mkdir", "rename", "replace", "unlink", "rmdir")
"""The calls of the system that writing is made of."""
SPACE = ("write", "fsync", "link", "mkdir", "rename", "replace")
"""Those that need space."""
Contents = dict[str, bytes]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "register", FILES)


def several(root: Path) -> Change:
    """A change of every kind at once: a new file in a new folder, a changed one, a renamed one, and one that goes."""
    change = Change(str(root))
    change.put("locations/kast.toml", b'name = "Kast"\n')
    change.put("register.toml", (change.read("register.toml") or b"") + b"# erbij\n")
    change.move("activities/een.toml", "activities/eerste.toml")
    change.put("activities/eerste.toml", DRAFT.replace("Proef", "Eerste").encode())
    change.remove("activities/twee.toml")
    return change


def single(root: Path) -> Change:
    change = Change(str(root))
    change.put("activities/een.toml", DRAFT.encode() + b"# erbij\n")
    return change


def removal(root: Path) -> Change:
    change = Change(str(root))
    change.remove("activities/een.toml")
    return change


def as_read(root: Path) -> Contents:
    """The files of the register as everything that reads it sees them."""
    folder = Folder(str(root))
    found = {}
    for name, is_folder in folder.names():
        for path in [f"{name}/{inner}" for inner, _ in folder.names(name)] if is_folder and not name.startswith(".") else [name]:
            data = folder.read(path)
            if path.endswith(".toml") and not isinstance(data, Trouble):
                found[path] = data
    return found


def on_disk(root: Path) -> Contents:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.toml") if ".ropa" not in str(path.relative_to(root))}


def left_over(root: Path) -> list[str]:
    return [str(path) for path in root.rglob(".ropa-*")]


def after_of(make: Callable[[Path], Change], folder: Path) -> tuple[Contents, Contents]:
    """What a change begins with, and what comes of it."""
    root = write(folder / "example", FILES)
    before = on_disk(root)
    make(root).write()
    assert not left_over(root)
    return before, on_disk(root)


@contextmanager
def trouble(names: tuple[str, ...], at: int, act: Callable[[], None], *, lasting: bool = False) -> Iterator[list[int]]:
    """Have the call with this number, of all calls with these names, not do what it does; with `lasting` those after it neither."""
    count = [0]
    real = {name: getattr(os, name) for name in names}

    def wrap(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            count[0] += 1
            if count[0] == at or (lasting and count[0] > at):
                act()
            return real[name](*arguments, **named)

        return call

    try:
        for name in names:
            setattr(os, name, wrap(name))
        yield count
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def stopped() -> None:
    signal.raise_signal(signal.SIGINT)


def calls_of(make: Callable[[Path], Change], names: tuple[str, ...]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        change = make(write(Path(folder) / "register", FILES))
        with trouble(names, 0, stopped) as count:
            change.write()
    return count[0]


def settle(root: Path, before: Contents, after: Contents) -> None:
    """Whole for who reads it now, the same for who checks it, and whole on the disk once a next command has written."""
    read = as_read(root)
    assert read in (before, after)
    Register(Folder(str(root)))
    finish(str(root))
    assert on_disk(root) == read
    next_one = Change(str(root))
    next_one.put("activities/volgende.toml", DRAFT.encode())
    next_one.write()
    assert on_disk(root) == {**read, "activities/volgende.toml": DRAFT.encode()}
    assert not left_over(root)


MAKERS = [pytest.param(several, id="several"), pytest.param(single, id="single"), pytest.param(removal, id="removal")]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("names", "act", "lasting"), [(SPACE, full, True), (CALLS, full, False), (CALLS, stopped, False)], ids=["full", "once", "stopped"])
def test_whole_whatever_call_fails(tmp_path: Path, make: Callable[[Path], Change], names: tuple[str, ...], act: Callable[[], None], lasting: bool) -> None:
    before, after = after_of(make, tmp_path)
    total = calls_of(make, names)
    assert total > 2
    for number in range(1, total + 1):
        root = write(tmp_path / str(number), FILES)
        change = make(root)
        failed = ""
        with trouble(names, number, act, lasting=lasting):
            try:
                change.write()
            except Failure as failure:
                failed = failure.key
            except KeyboardInterrupt:
                failed = "stopped"
        if act is stopped:
            assert as_read(root) == on_disk(root) == (before if failed else after)
            assert not left_over(root)
        if not failed or failed == "edit.unfinished":
            assert as_read(root) == after, number
        elif failed in ("unwritable", "changed-meanwhile"):
            assert as_read(root) == before, number
        settle(root, before, after)


@pytest.mark.parametrize("make", MAKERS)
def test_whole_wherever_it_is_killed(tmp_path: Path, make: Callable[[Path], Change]) -> None:
    before, after = after_of(make, tmp_path)
    seen = set()
    for number in range(1, calls_of(make, CALLS) + 1):
        root = write(tmp_path / str(number), FILES)
        change = make(root)
        child = os.fork()
        if not child:
            with trouble(CALLS, number, lambda: os._exit(9)):
                change.write()
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        seen.add(as_read(root) == after)
        settle(root, before, after)
    assert seen == {True, False}
