"""Writing several files of a register as one: it is as before or as after, also where the program is killed, the power fails or the disk is full in between.

What comes is written beside the register's files, in a hidden folder that neither reading nor git looks at. One rename of that folder decides the change. Then
each file takes its place, and the folder goes. Whoever reads in between reads the register as after (see source/unfinished.py); what is left of a change when
its program ended is put in place, or, where it was not decided, thrown away by the next command that writes. One file alone needs no such decision: that it
takes its place is one.

No folder is removed because its last file was: git knows no empty ones.
"""

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from ..errors import Failure
from ..output.files import mode_of, write_file
from ..source.place import inside, leads_out
from ..source.unfinished import BACK, FORMAT, FORWARD, JOURNAL, Unfinished, contents, find
from .lock import Asked, locked, undisturbed

_BEGUN = ".ropa-begun"
"""The folder while it is made ready."""
_LAST = "register.toml"
"""Put in place after the others: without it there is no register yet."""
_MANY = 64
"""Files from which on the disk is asked once to keep everything, and not for each."""
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF, errno.EISDIR)
"""What file systems say that keep no folders, or do not tell."""
_NO_LINK = (errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EXDEV)

Files = Mapping[str, tuple[bytes | None, bytes | None]]
"""Contents by path before and after; None where there is no file."""


def finish(root: str) -> bool:
    """Put in place what a change before this one left, and throw away what was not decided; returns whether there was anything.

    Raises Failure where it cannot be: where files of it were changed by hand since, or cannot be written.
    """
    if not any(os.path.lexists(f"{root}/{name}") for name in (JOURNAL, _BEGUN)):
        return False
    with undisturbed() as asked, locked(root, asked), _explained(root):
        _finish(root)
    return True


def write(root: str, files: Files) -> None:
    """Write files, all of them or none. Raises Failure where one is no longer as before ("changed-meanwhile") or cannot be written; then nothing is changed."""
    made: list[str] = []
    try:
        with _explained(root):
            made += _make_folder(root)
        with undisturbed() as asked, locked(root, asked), _explained(root):
            _finish(root)
            _write(root, files, asked)
    except BaseException:
        _take_away(made)
        raise


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """What the system does not let us do is told by the path that it was about."""
    try:
        yield
    except OSError as error:
        raise Failure("unwritable", path=error.filename2 or error.filename or path, detail=error.strerror or "") from error


def check_place(root: str, path: str) -> None:
    """Raise Failure where a path cannot be one of a file of the register, or where a link leads away from it."""
    if not inside(path):
        raise Failure("edit.bad-place", path=path)
    if leads_out(root, path) or os.path.islink(f"{root}/{path}"):
        raise Failure("edit.link", path=f"{root}/{path}")


# -- one change -------------------------------------------------------------------------------------------------------------------------------------------


def _write(root: str, files: Files, asked: Asked) -> None:
    made: list[str] = []
    try:
        for path in files:
            with _explained(f"{root}/{path}"):
                _check_writable(root, path)
        _make_ready(root, files, asked)
        for path in files:
            made += _make_folder(os.path.dirname(f"{root}/{path}"))
        _check_same(root, files)
        asked.heed()
        _decide(root, files)
    except BaseException:
        if not os.path.lexists(f"{root}/{JOURNAL}"):
            _drop(_throw_away, root)
            _take_away(made)
        raise


def _decide(root: str, files: Files) -> None:
    """Put the files in place. Raises OSError, or Failure, where that does not come about; then all is as before."""
    if len(files) == 1:
        [(path, (_, after))] = files.items()
        _place(root, path, "" if after is None else f"{_BEGUN}/new/{path}")
        _drop(_keep_folders, root, [path])
        _drop(_throw_away, root)
        return
    change = Unfinished(False, _digests(files))
    os.rename(f"{root}/{_BEGUN}", f"{root}/{JOURNAL}")
    try:
        _keep(root)
        _carry_through(root, change)
    except (OSError, Failure) as error:
        _take_back(root, change, error)


def _take_back(root: str, change: Unfinished, error: OSError | Failure) -> None:
    """Undo a change that was decided and cannot be carried out. Raises `error` when that is done, and Failure where it cannot be done either."""
    try:
        os.rename(f"{root}/{JOURNAL}/{FORWARD}", f"{root}/{JOURNAL}/{BACK}")
    except OSError as other:
        raise Failure("edit.unfinished", path=root, detail=_why(error)) from other
    try:
        _carry_through(root, change._replace(back=True))
    except (OSError, Failure) as other:
        raise Failure("edit.not-undone", path=root, detail=_why(error)) from other
    if isinstance(error, Failure) and error.key == "edit.by-hand":
        raise Failure("changed-meanwhile", path=error.params["path"]) from error
    raise error


def _why(error: OSError | Failure) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error.params.get("detail", ""))


def _check_writable(root: str, path: str) -> None:
    """Raise what writing a file would, as far as that is known beforehand: Failure, or OSError."""
    check_place(root, path)
    full = f"{root}/{path}"
    if os.path.lexists(full):
        mode = os.stat(full).st_mode
        if not mode & 0o222 or not os.access(full, os.W_OK):  # for the administrator it counts too: somebody meant it
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    folder = os.path.dirname(full)
    if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _check_same(root: str, files: Files) -> None:
    for path, (before, _) in files.items():
        check_place(root, path)
        try:
            same = contents(root, path) == before
        except OSError:
            same = False
        if not same:
            raise Failure("changed-meanwhile", path=f"{root}/{path}")


# -- making ready -----------------------------------------------------------------------------------------------------------------------------------------


def _make_ready(root: str, files: Files, asked: Asked) -> None:
    """Write what comes, and of several files what was, into a folder of its own; on the disk when this returns."""
    folder = f"{root}/{_BEGUN}"
    os.mkdir(folder)
    each = len(files) < _MANY
    _create(f"{folder}/.gitignore", b"*\n", 0o644, keep=each)
    for path, (_, after) in files.items():
        asked.heed()
        if after is not None:
            _make_folder(os.path.dirname(f"{folder}/new/{path}"))
            _create(f"{folder}/new/{path}", after, mode_of(f"{root}/{path}"), keep=each, like=f"{root}/{path}")
    if len(files) > 1:
        _make_ready_to_decide(root, files, keep=each)
    if each:
        for inner, _, _ in os.walk(folder):
            _keep(inner)
    else:
        os.sync() if hasattr(os, "sync") else None


def _make_ready_to_decide(root: str, files: Files, *, keep: bool) -> None:
    folder = f"{root}/{_BEGUN}"
    for path, (before, _) in files.items():
        if before is not None:
            _make_folder(os.path.dirname(f"{folder}/old/{path}"))
            _set_aside(f"{root}/{path}", f"{folder}/old/{path}", before, keep=keep)
    data = json.dumps({"format": FORMAT, "files": _digests(files)}, indent=1).encode()
    _create(f"{folder}/{FORWARD}", data, 0o644, keep=keep)


def _digests(files: Files) -> dict[str, tuple[str | None, str | None]]:
    """The digests of the files before and after, in the order in which they are put in place."""
    ordered = sorted(files.items(), key=lambda item: (item[0] == _LAST, item[0]))
    return {path: (_digest(before), _digest(after)) for path, (before, after) in ordered}


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _set_aside(path: str, spare: str, data: bytes, *, keep: bool) -> None:
    """Have a second name for a file that is about to be replaced, or a copy where the file system knows no such thing."""
    try:
        os.link(path, spare)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        _create(spare, data, mode_of(path), keep=keep, like=path)


def _create(path: str, data: bytes, mode: int, *, keep: bool, like: str = "") -> None:
    """Write a new file, with the owner of another one where there is that one and we may."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if like and os.path.lexists(like) and hasattr(os, "fchown"):
            there, here = os.lstat(like), os.fstat(handle)
            if (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
                _drop(os.fchown, handle, there.st_uid, there.st_gid)
        if keep:
            os.fsync(handle)
    finally:
        os.close(handle)
    os.chmod(path, mode)


# -- in place ---------------------------------------------------------------------------------------------------------------------------------------------


def _finish(root: str) -> None:
    """Put in place what is not yet there of the change that was decided, and clear away. Raises OSError, and Failure where it must not be."""
    _throw_away(root)
    try:
        change = find(root)
    except ValueError:
        raise Failure("edit.strange", path=f"{root}/{JOURNAL}") from None
    if change is not None:
        _carry_through(root, change)


def _carry_through(root: str, change: Unfinished) -> None:
    """Put every file of a change in its place that is not there yet. Raises OSError, and Failure where one was changed by hand."""
    steps = change.steps(root)
    if stuck := change.stuck(steps):
        raise Failure("edit.by-hand", path=f"{root}/{stuck}", folder=f"{root}/{JOURNAL}")
    for step in steps:
        if step.state == "to-do":
            _place(root, step.path, step.spare)
    _keep_folders(root, change.files)
    # from here on nothing is left to do, whether the folder goes or not
    _drop(os.rename, f"{root}/{JOURNAL}", f"{root}/{_BEGUN}")
    _drop(_throw_away, root)


def _place(root: str, path: str, spare: str) -> None:
    """Let a file take its place; without one, let what is there be gone."""
    full = f"{root}/{path}"
    if not spare:
        os.unlink(full)
        return
    _make_folder(os.path.dirname(full))
    try:
        os.replace(f"{root}/{spare}", full)
    except OSError as error:
        if error.errno != errno.EXDEV:  # a folder of the register is another disk
            raise
        write_file(full, contents(root, spare) or b"")
        _keep(full)


def _make_folder(folder: str) -> list[str]:
    """Make a folder and those above it; returns those that were made, the outermost first."""
    missing = []
    while folder and not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    missing.reverse()
    for each in missing:
        os.mkdir(each)
    return missing


def _take_away(folders: list[str]) -> None:
    """Remove folders that were made for nothing."""
    for folder in reversed(folders):
        _drop(os.rmdir, folder)


def _keep_folders(root: str, paths: Iterable[str]) -> None:
    for folder in sorted({os.path.dirname(f"{root}/{path}") for path in paths} | {root}):
        _keep(folder)


def _keep(path: str) -> None:
    """Have the disk keep what a file holds, or which names a folder does."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError as error:
        if error.errno in _NO_SYNC:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def _throw_away(root: str) -> None:
    """Remove the folder of a change that is not, or no longer, needed. Raises OSError where it cannot be."""
    folder = f"{root}/{_BEGUN}"
    if os.path.islink(folder) or os.path.isfile(folder):
        os.unlink(folder)
    elif os.path.lexists(folder):
        import shutil

        shutil.rmtree(folder)


def _drop(function: Callable[..., object], *arguments: object) -> None:
    """Do what may fail without harm."""
    try:
        function(*arguments)
    except OSError:
        pass
