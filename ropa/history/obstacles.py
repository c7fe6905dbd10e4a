"""What keeps a register from being saved, each said with the way out."""

import os
import re
import shlex
from typing import NamedTuple

from ..errors import Failure
from ..git.program import GitError, write
from ..git.repository import Repository, open_repository
from ..source.folder import MAX_BYTES, blob_id
from .files import kind_of

_BUSY = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("sequencer/todo", ""),
    ("BISECT_LOG", "bisect"),
)
"""Files of git that are there while it is in the middle of something, and the command that it is in the middle of."""
_MARK = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
_SHOWN = 8
ONLY_AUTHOR = ("-c", "user.useConfigOnly=true")
"""A name made up from the machine is no author for an audit trail."""


class Conflict(NamedTuple):
    """What git could not merge in a file: the ids of its versions by stage (1 the common one, 2 ours, 3 theirs)."""

    path: str
    stages: dict[int, str]


def open_to_save(root: str) -> Repository:
    """The repository of a register, where a version can be saved in it.

    Raises Failure where there is none, where it has no working tree, where git is in the middle of something else or busy, and where no branch is checked out.
    """
    try:
        repository = open_repository(root)
    except Failure as failure:
        if failure.key == "git-none":
            raise Failure("save-no-repository", path=root, command=f"ropa init {shlex.quote(root)}") from None
        raise
    if repository.bare:
        raise Failure("save-bare", path=root, command=f"git clone {shlex.quote(root)}")
    if not os.path.lexists(os.path.join(root, "register.toml")):
        raise Failure("no-register")
    *busy, lock = git_paths(repository, *(file for file, _ in _BUSY), "index.lock")
    for path, (_, what) in zip(busy, _BUSY, strict=True):
        if os.path.exists(path):
            raise _busy(what or _first_word(path))
    if os.path.lexists(lock):
        raise Failure("save-locked", path=lock)
    if repository.branch is None:
        raise Failure("save-detached", revision=(repository.head or "")[:10], command=f"git switch {shlex.quote(_branch_before(repository))}")
    return repository


def git_paths(repository: Repository, *names: str) -> list[str]:
    """Where git keeps these files of its own."""
    said = repository.git.run("rev-parse", *(part for name in names for part in ("--git-path", name)))
    return [os.path.join(repository.git.folder, line) for line in said.decode("utf-8", "surrogateescape").splitlines()]


def _busy(what: str) -> Failure:
    if what == "bisect":
        return Failure("save-bisect", command="git bisect reset")
    return Failure("save-busy", what=f"git {what}", finish=f"git {what} --continue", abort=f"git {what} --abort")


def _first_word(path: str) -> str:
    """Of a list of commits that git is still to pick or revert, which of the two it is."""
    try:
        with open(path, "rb") as file:
            return "revert" if file.read(6) == b"revert" else "cherry-pick"
    except OSError:
        return "cherry-pick"


def _branch_before(repository: Repository) -> str:
    """The branch that was checked out before, else one that is likely to be meant."""
    try:
        if name := repository.git.run("rev-parse", "--abbrev-ref", "@{-1}").decode("utf-8", "surrogateescape").strip():
            return name
    except GitError:
        pass
    branches = repository.git.run("for-each-ref", "--format=%(refname:short)", "refs/heads/").decode("utf-8", "surrogateescape").split()
    return next((name for name in ("main", "master") if name in branches), branches[0] if branches else "main")


def need_author(repository: Repository) -> None:
    """Look whether git knows who saves. Raises Failure where it does not."""
    for role in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        try:
            write(repository.git.folder, *ONLY_AUTHOR, "var", role)
        except GitError:
            raise Failure("save-no-author") from None


# -- merges ----------------------------------------------------------------------------------------------------------------------------------------------


def merge_heads(repository: Repository) -> list[str]:
    """The commits that are being merged in; none where no merge is going on."""
    [path] = git_paths(repository, "MERGE_HEAD")
    try:
        with open(path, encoding="ascii") as file:
            return file.read().split()
    except (OSError, UnicodeDecodeError):
        return []


def conflicts(repository: Repository) -> list[Conflict]:
    """The files that git could not merge, of all of the repository."""
    found: dict[str, dict[int, str]] = {}
    for line in repository.git.run("ls-files", "--unmerged", "-z").decode("utf-8", "surrogateescape").split("\0"):
        facts, _, path = line.partition("\t")
        if path:
            _, identity, stage = facts.split()
            found.setdefault(path, {})[int(stage)] = identity
    return [Conflict(path, stages) for path, stages in found.items()]


def need_resolved(repository: Repository, mine: list[Conflict], marked: dict[str, int], *, merging: bool) -> None:
    """Look whether every conflict in the register was resolved: no marks are left, and where git makes none somebody chose.

    `marked` are the files that are known to have marks in them, from the top of the repository, each with the line of the first. Raises Failure where not.
    """
    marked = {**{conflict.path: line for conflict in mine if (line := _mark(repository, conflict.path))}, **marked}
    if marked:
        files = listed([f"{shown(repository, path)}:{line}" for path, line in sorted(marked.items())])
        raise Failure("save-conflict-merge" if merging else "save-conflict", files=files)
    open_ones = [shown(repository, conflict.path) for conflict in mine if not _is_chosen(repository, conflict)]
    if open_ones:
        first = shlex.quote(open_ones[0])
        raise Failure("save-undecided", files=listed(open_ones), keep=f"git add -- {first}", drop=f"git rm -- {first}")


def need_nothing_else(repository: Repository, outside: list[Conflict], touched: list[set[str]]) -> None:
    """A merge is saved as a whole: look that outside the register it holds nothing that was not on one of its sides.

    `touched` are, for each side, the files outside the register that are to be committed otherwise than that side has them. Raises Failure where it holds more.
    """
    if others := [conflict.path for conflict in outside] or sorted(set.intersection(*touched)):
        files = listed([shown(repository, path) for path in others])
        raise Failure("save-merge-outside", files=files)


def _is_chosen(repository: Repository, conflict: Conflict) -> bool:
    """Whether somebody dealt with a conflict in which there are no marks.

    A record had marks, so they were taken away. Of a picture or PDF git leaves our version as it is, and of a file that one side removed the other's.
    """
    data = _bytes(repository, conflict.path)
    if data is None:
        return True
    inside = conflict.path[len(repository.inside) + 1 if repository.inside else 0 :]
    if {2, 3} <= conflict.stages.keys() and kind_of(inside) is not None:
        return True
    return blob_id(data, len(next(iter(conflict.stages.values())))) not in conflict.stages.values()


def _mark(repository: Repository, path: str) -> int:
    """The line of the first conflict mark in a file; 0 where it has none."""
    data = _bytes(repository, path) or b""
    found = _MARK.search(data)
    return data[: found.start()].count(10) + 1 if found else 0


def _bytes(repository: Repository, path: str) -> bytes | None:
    try:
        with open(os.path.join(repository.git.folder, path), "rb") as file:
            return file.read(50 * MAX_BYTES)
    except OSError:
        return None


def shown(repository: Repository, path: str) -> str:
    """A path of the repository as seen from the working folder."""
    whole = os.path.join(repository.git.folder, path)
    try:
        relative = os.path.relpath(whole) + ("/" if path.endswith("/") else "")  # so that a folder shows
    except (ValueError, OSError):
        return whole
    return relative if len(relative) <= len(whole) else whole


def listed(names: list[str]) -> str:
    """Names of files, a few of them, each on a line of its own."""
    lines = [f"  {name}" for name in names[:_SHOWN]]
    return "\n" + "\n".join(lines + ([f"  … (+{len(names) - _SHOWN})"] if len(names) > _SHOWN else []))
