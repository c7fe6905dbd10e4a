"""The working tree beside a commit: what was changed and not yet put into the history.

Found by comparing digests, not with `git status`: that would run what the repository's configuration asks for (filters, a monitor of files).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ..errors import Failure
from ..git.program import GitError
from ..git.repository import Repository, open_repository
from ..source.folder import Folder, blob_id
from .files import DOCUMENTS, WHOLE, is_document, is_told

if TYPE_CHECKING:
    from ..git.commits import Commit
    from ..source.commit import CommitFolder


class Unsaved(NamedTuple):
    """A file that is not as it was committed: the id of what was ("" where it is new), and what is (None where it is gone)."""

    before: str
    now: bytes | None


class State(msgspec.Struct, frozen=True, gc=False):
    """The last commit, and the files of the register that differ from it, by their paths in the register."""

    commit: "Commit"
    unsaved: list[str]


def state(folder: Folder) -> State | None:
    """The state of the register of a folder; None where it is in no repository, or in one without commits or that cannot be read."""
    from ..git.commits import read_commit  # a check asks for files alone

    try:
        repository = open_repository(folder.root)
        if repository.bare or repository.head is None:
            return None
        return State(read_commit(repository.git, repository.head), list(unsaved(folder, repository, repository.head, documents=False)))
    except Failure:
        return None


def committed_state(source: "CommitFolder") -> State:
    """The state of a register in a commit: there nothing is unsaved."""
    from ..git.commits import read_commit

    return State(read_commit(source.repository.git, source.commit), [])


def unsaved(folder: Folder, repository: Repository, commit: str | None, inside: str | None = None, *, documents: bool = True) -> dict[str, Unsaved]:
    """The files of a register that differ from a commit, by their paths in the register; without a commit all of them do.

    Without `documents` evidence is not read, only whether it is there counts: it may be large.
    """
    then = committed(repository, commit, inside) if commit else {}
    now = dict.fromkeys(files_of(folder))
    noted = folder.noted or {}
    found: dict[str, Unsaved] = {}
    for path in now:
        before = then.get(path, "")
        if not documents and path.startswith(f"{DOCUMENTS}/"):
            if not before:
                found[path] = Unsaved(before, b"")
            continue
        if before and noted.get(path) == before:
            continue
        data = _read(folder, path)
        if data is not None and not _is(data, before):
            found[path] = Unsaved(before, data)
    found |= {path: Unsaved(before, None) for path, before in then.items() if path not in now}
    return dict(sorted(found.items()))


def committed(repository: Repository, commit: str, inside: str | None = None) -> dict[str, str]:
    """The files of the register in a commit, by their paths in the register, with the ids of their contents."""
    place = repository.inside if inside is None else inside
    try:
        listed = repository.git.run("ls-tree", "-r", "-z", "--full-tree", f"{commit}:{place}" if place else commit)
    except GitError:
        if not repository.inside or repository.git.run("ls-tree", "-z", "--full-tree", commit, "--", repository.inside):
            raise
        return {}  # the register is not in it
    found = {}
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, path = line.partition("\t")
        if path and is_told(path) and facts.startswith("100"):  # no link, no submodule
            found[path] = facts.rpartition(" ")[2]
    return found


def files_of(folder: Folder) -> Iterator[str]:
    """The files of a register in a folder that history tells of."""
    for name, is_folder in folder.names():
        if is_folder and name in WHOLE:
            yield from _below(folder, name)
        elif is_folder and not name.startswith("."):
            yield from (path for inner, deeper in folder.names(name) if not deeper and is_told(path := f"{name}/{inner}"))
        elif is_told(name):
            yield name


def _below(folder: Folder, path: str) -> Iterator[str]:
    for name, is_folder in folder.names(path):
        inner = f"{path}/{name}"
        if is_folder:
            yield from _below(folder, inner)
        elif folder.is_file(inner):  # a pipe would be waited for
            yield inner


def _read(folder: Folder, path: str) -> bytes | None:
    if is_document(path) and path not in folder.over:
        try:
            with open(f"{folder.root}/{path}", "rb") as file:
                return file.read()
        except OSError:
            return None
    data = folder.read(path)
    return data if isinstance(data, bytes) else None


def _is(data: bytes, identity: str) -> bool:
    """Whether contents are those of an id, with the line ends of this system or those of the repository."""
    if not identity:
        return False
    return identity in (blob_id(data, len(identity)), blob_id(data.replace(b"\r\n", b"\n"), len(identity)) if b"\r\n" in data else "")
