"""Saving: what of the register is to become a new version, and making it one without touching anything else.

Git itself commits, so hooks, signing and the author are the user's own. New files are first made known to it (intent to add), which is undone if no version
comes of it: the index is then put back byte for byte.
"""

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from ..errors import Failure
from ..git.commits import EMPTY_TREE
from ..git.objects import Objects
from ..git.places import former_place
from ..git.program import GitError, write
from ..git.repository import Repository
from ..model import kinds
from ..source.folder import MAX_BYTES, Folder, blob_id
from .changeset import Changed, events_of
from .contents import Contents
from .events import MOVED, Event
from .files import WHOLE, content_of, is_document, place_of
from .obstacles import ONLY_AUTHOR, Conflict, conflicts, git_paths, merge_heads
from .worktree import unsaved

_PLACES = (*kinds.SINGLES, *kinds.FOLDERS, *WHOLE, ".schema")
"""What belongs to a register at the top of a repository, where anything may stand beside it."""
_OF_A_SYSTEM = ("Thumbs.db", "desktop.ini", ".DS_Store")
_SETTINGS = (*ONLY_AUTHOR, "-c", "i18n.commitEncoding=UTF-8", "--literal-pathspecs")
_NOT_WRITABLE = (
    "No space left",
    "Read-only file system",
    "Permission denied",
    "insufficient permission",
    "Disk quota",
    "Input/output error",
    "unable to write",
)
_NOT_SIGNED = (
    "failed to sign",
    "signing failed",
    "Couldn't load public key",
    "user.signingkey needs",
    "unable to sign",
    "cannot run gpg",
    "cannot run ssh-keygen",
)


class Plan(NamedTuple):
    """What is to be saved. Paths are from the top of the repository."""

    repository: Repository
    folder: Folder
    places: list[str]
    """What the register is made of: its folder, and the one that it was moved from; at the top of a repository its files and folders."""
    former: str
    """The folder that it was in at the last commit."""
    changed: list[str]
    new: list[str]
    """Those of the changed files that git does not know yet."""
    left: list[str]
    """Files of the register that are not saved: .gitignore says so, a program left them, or they are a repository of their own."""
    conflicts: list[Conflict]
    """Files of the register that git could not merge."""
    outside: list[Conflict]
    """Other such files."""
    merging: list[str]
    """The commits that are being merged in."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to save."""
        return not (self.changed or self.merging)


def plan(repository: Repository, folder: Folder) -> Plan:
    """What there is to save of the register of a folder, compared with the last commit."""
    former = former_place(repository)
    places = [place for inside in dict.fromkeys((repository.inside, former)) for place in ([inside] if inside else [*_PLACES, *_beside(repository)])]
    differing, gone = _differing(repository, places)
    new, left = [], _untracked(repository, places, "--ignored", "--directory")
    for path in _untracked(repository, places):
        if path.endswith("/") or _is_left_by_program(path):
            left.append(path)
        elif path not in gone:
            new.append(path)
    waiting = conflicts(repository)
    mine = [conflict for conflict in waiting if is_inside(conflict.path, places)]
    outside = [conflict for conflict in waiting if conflict not in mine]
    changed = sorted({*differing, *new, *(conflict.path for conflict in mine)})
    left = sorted(path for path in left if not _is_of_a_system(path))
    return Plan(repository, folder, places, former, changed, new, left, mine, outside, merge_heads(repository))


def _beside(repository: Repository) -> list[str]:
    """At the top of a repository, what explains the register and what it may be used for."""
    names = set(os.listdir(repository.git.folder))
    if repository.head:
        names |= set(repository.git.run("ls-tree", "-z", "--name-only", "--full-tree", repository.head).decode("utf-8", "surrogateescape").split("\0"))
    return sorted(name for name in names if name.lower().startswith(("readme", "licen")))


def is_inside(path: str, where: Iterable[str]) -> bool:
    """Whether a path is one of these places, or below one."""
    return any(path == place or path.startswith(f"{place}/") for place in where)


def _is_left_by_program(path: str) -> bool:
    """Whether a file is not the register's own: left by a system, an office program or an editor."""
    name = path.rpartition("/")[2]
    return _is_of_a_system(path) or name.startswith("~$") or name.endswith(("~", ".tmp", ".orig", ".rej"))


def _is_of_a_system(path: str) -> bool:
    """Whether a file is one that nobody knows to be there."""
    name = path.rpartition("/")[2]
    if "/.ropa-" in f"/{path}":  # what ropa writes by the way, left by one that was stopped
        return True
    return name in _OF_A_SYSTEM or name.startswith((".~lock.", ".#", "._")) or (name.startswith(".") and name.endswith((".swp", ".swo", "~")))


def _untracked(repository: Repository, where: list[str], *options: str) -> list[str]:
    said = repository.git.run("--literal-pathspecs", "ls-files", "-z", "--others", "--exclude-standard", *options, "--", *where)
    return [path for path in said.decode("utf-8", "surrogateescape").split("\0") if path]


def _raw(repository: Repository, *arguments: str) -> Iterator[tuple[str, str, str, str]]:
    """The answer of a diff of git: for each file the letter of what happened, its path, and the ids before and after."""
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--ignore-submodules=all")
    said = repository.git.run("--literal-pathspecs", "diff-index", *options, *arguments)
    tokens = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    for token in tokens:
        if token:
            _, _, old, new, letter = token.split(" ")
            yield letter, next(tokens), old, new


def _tree(repository: Repository) -> str:
    """What the next version is compared with: the last commit, or the tree without files."""
    if repository.head:
        return repository.head
    return EMPTY_TREE[64 if repository.git.run("rev-parse", "--show-object-format").strip() == b"sha256" else 40]


def _differing(repository: Repository, where: list[str]) -> tuple[list[str], set[str]]:
    """The files that git knows and that differ from the last commit; and those of them that it no longer counts as its own."""
    differing, gone = [], set()
    for letter, path, old, new in _raw(repository, _tree(repository), "--", *where):
        if letter == "D":
            gone.add(path)
        if letter in "UA" or new.strip("0") or not _is_as_before(os.path.join(repository.git.folder, path), old):
            differing.append(path)
    return list(dict.fromkeys(differing)), gone


def _is_as_before(file: str, identity: str) -> bool:
    """Whether a file that was touched holds what it held: git compares dates first, and no filter is run to find out."""
    if os.path.islink(file) or not identity.strip("0"):
        return False
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError:
        return False
    return identity in (blob_id(data, len(identity)), blob_id(data.replace(b"\r\n", b"\n"), len(identity)))


def beside_the_merge(plan: Plan) -> list[set[str]]:
    """For each side of a merge, the files outside the register that are to be committed otherwise than that side has them."""
    sides = [plan.repository.need_head(), *plan.merging]
    return [{path for _, path, _, _ in _raw(plan.repository, "--cached", side, "--") if not is_inside(path, plan.places)} for side in sides]


# -- what happened ---------------------------------------------------------------------------------------------------------------------------------------


class Told(NamedTuple):
    """What is to be saved, in the register's own words. Paths are from the top of the repository."""

    events: list[Event]
    """What happened to the records and the evidence."""
    layout: list[str]
    """Files of records that changed without anything happening to a record: a comment, the layout."""
    others: list[str]
    """Other files of the register."""


def told(plan: Plan) -> Told:
    """What happened to the register."""
    repository = plan.repository
    left = set(plan.changed)
    files = []
    with Objects(repository.git, MAX_BYTES) as objects:
        contents = Contents(objects)
        for path, (identity, data) in unsaved(plan.folder, repository, _tree(repository), plan.former).items():
            places = {f"{place}/{path}" if place else path for place in (repository.inside, plan.former)}
            if not places & set(plan.changed):
                continue
            left -= places
            after = blob_id(data, len(identity) or 40) if data is not None else ""
            read = (None, None) if is_document(path) else (contents.get(identity), content_of(data))
            files.append(Changed(path, identity, after, *read))
    events = events_of(files)[0]
    named = {place_of(reference) for event in events for reference in (event.record, event.earlier) if reference}
    layout = [repository.path(file.path) for file in files if file.path not in named]
    if plan.former != repository.inside:
        events.insert(0, Event(MOVED, "register", "", (), plan.former or ".", repository.inside or ".", "register"))
        # what is in its new place as it was in the old one is no change
        left = {path for path in left if not any(is_inside(path, [place]) for place in (repository.inside, plan.former) if place)}
    return Told(events, layout, sorted(left))


# -- the commit ------------------------------------------------------------------------------------------------------------------------------------------


def save(plan: Plan, message: str, environment: dict[str, str]) -> str | None:
    """Commit the register with this message; returns the id of the commit, or None where git finds that there is nothing to commit.

    `environment` is for the hooks. Raises Failure where it does not come to a commit; then, and on Ctrl-C, the index is as it was.
    """
    repository = plan.repository
    index = _Index(repository)
    how = [] if plan.merging else ["--only"]
    where = [] if plan.merging else ["--", *(place for place in plan.places if any(is_inside(path, [place]) for path in plan.changed))]
    with _asked_to_stop():
        try:
            with _undisturbed():
                _stage(plan)
            data = message.encode("utf-8", "backslashreplace")
            write(repository.git.folder, *_SETTINGS, "commit", "--cleanup=whitespace", *how, "--file=-", *where, data=data, extra=environment)
        except BaseException as error:
            with _undisturbed():
                made = _head(repository)
                if made != repository.head:  # the commit was there already when it was stopped
                    _follow(plan)
                    return made
                index.put_back()
            if isinstance(error, GitError):
                if "nothing to commit" in error.said or "nothing added to commit" in error.said or "no changes added" in error.said:
                    return None
                raise _explained(repository, error) from None
            raise
    return _head(repository)


def _head(repository: Repository) -> str | None:
    return repository.git.run("rev-parse", "--verify", "-q", "HEAD^{commit}", fails=True).decode().strip() or None


def _stage(plan: Plan) -> None:
    """Make new files known to git; of a merge, which git commits as a whole, all of the register."""
    how, paths = (["--all"], plan.changed) if plan.merging else (["--intent-to-add"], plan.new)
    if paths:
        data = "\0".join(paths).encode("utf-8", "surrogateescape")
        write(plan.repository.git.folder, "--literal-pathspecs", "add", *how, "--pathspec-from-file=-", "--pathspec-file-nul", data=data)


def _follow(plan: Plan) -> None:
    """Have the index say of the register what the new commit says."""
    data = "\0".join(plan.changed).encode("utf-8", "surrogateescape")
    try:
        write(plan.repository.git.folder, "--literal-pathspecs", "reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", data=data)
    except Failure:  # the version is saved; the next one puts the index right
        pass


def _explained(repository: Repository, error: GitError) -> Failure:
    """What it means that git did not commit."""
    detail = "\n" + "\n".join(f"  {line}" for line in error.said.rstrip().splitlines()[-40:])
    if "index.lock': File exists" in error.said:
        return Failure("save-locked", path=git_paths(repository, "index.lock")[0])
    if any(sign in error.said for sign in _NOT_SIGNED):
        return Failure("save-signing", detail=detail)
    if error.code != 1 and any(sign in error.said for sign in _NOT_WRITABLE):
        return Failure("save-disk", detail=detail)
    if error.code != 1 and "failed to write commit object" in error.said:
        return Failure("save-signing", detail=detail)
    if error.code == 1 and not detail.strip():
        return Failure("save-hook-silent", path=git_paths(repository, "hooks")[0])
    return Failure("save-hook", detail=detail) if error.code == 1 else error


class _Index:
    """The index as it is, to be put back."""

    def __init__(self, repository: Repository) -> None:
        [self._path] = git_paths(repository, "index")
        self._before = self._read()

    def _read(self) -> bytes | None:
        try:
            with open(self._path, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def put_back(self) -> None:
        """Have it as it was, by way of git's own lock; where another program holds that, it is left alone."""
        if self._read() == self._before:
            return
        lock = f"{self._path}.lock"
        try:
            handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._before or b"")
            if self._before is None:
                os.unlink(self._path)
                os.unlink(lock)
            else:
                os.replace(lock, self._path)
        except OSError:
            os.unlink(lock)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A moment in which nothing interrupts us, nor the programs that we start: what was asked meanwhile happens after it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _asked_to_stop() -> Iterator[None]:
    """A window that is closed or a program that ends us is an interruption too, and not the end before things are put back."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [number for name in names if (number := getattr(signal, name, None)) is not None and signal.getsignal(number) == signal.SIG_DFL]
    before = {number: signal.signal(number, _interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
