"""A register in a commit: its files out of git's object store, without touching the working tree."""

import os
from contextlib import ExitStack
from functools import cached_property
from itertools import chain

from ..git.objects import AHEAD, Objects
from ..git.places import RECORDS, find_place, follow
from ..git.repository import Repository, nearby, open_repository
from ..git.revisions import Revision, resolve
from .folder import MAX_BYTES, Trouble

_LINK, _SUBMODULE = "120000", "160000"
_PIECE = 1 << 20
_MOST_LINKS = 8
"""Links that are followed from one path."""


class CommitFolder:
    """The files of a register as they stood in a commit. Paths are relative to the register's folder, with "/"."""

    def __init__(self, repository: Repository, commit: str, root: str) -> None:
        """Take the repository with the place that the register has in the commit, the commit's id, and the folder as the user would name it."""
        self.root = root
        self.revision: str | None = commit
        self.unfinished = ""
        self.commit = commit
        self.repository = repository
        self._open = ExitStack()
        self._closed = False
        self._ahead: list[str] = []

    @cached_property
    def _files(self) -> dict[str, tuple[str, str, int]]:
        """Mode, id and size of every file, by its path."""
        inside = self.repository.inside
        listed = self.repository.git.run("ls-tree", "-r", "-z", "-l", "--full-tree", f"{self.commit}:{inside}" if inside else self.commit)
        found = {}
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            facts, _, path = line.partition("\t")
            if path:
                mode, _, identity, size = facts.split()
                found[path] = (mode, identity, int(size) if size.isdigit() else 0)
        return found

    @cached_property
    def _folders(self) -> dict[str, dict[str, bool]]:
        """The entries of every folder, each with whether it is a folder itself."""
        found: dict[str, dict[str, bool]] = {"": {}}
        for path, (mode, _, _) in self._files.items():
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, {})[name] = mode == _SUBMODULE
            while folder:
                above, _, name = folder.rpartition("/")
                inner = found.setdefault(above, {})
                if name in inner:
                    break
                inner[name] = True
                folder = above
        return found

    @cached_property
    def _objects(self) -> Objects:
        return self._open.enter_context(Objects(self.repository.git, MAX_BYTES))

    def close(self) -> None:
        """End the process that reads; what is read after that takes one of its own."""
        self._closed = True
        self._open.close()

    def was_overtaken(self) -> bool:
        """A commit does not change."""
        return False

    def names(self, folder: str = "") -> list[tuple[str, bool]]:
        """The entries of a folder by name, each with whether it is a folder itself. Raises OSError if there is no such folder."""
        if folder not in self._folders:
            raise FileNotFoundError(2, "no such folder in the commit", folder)
        entries = sorted(self._folders[folder].items())
        place = f"{folder}/" if folder else ""
        self._ahead = [f"{place}{name}" for name, _ in reversed(entries)]
        return entries

    def is_link(self, path: str) -> bool:
        """Whether the path is a symbolic link."""
        return self._files.get(path, ("", "", 0))[0] == _LINK

    def read(self, path: str) -> bytes | Trouble:
        """The bytes of a file, or why they are not to be had."""
        mode, identity, size = self._files.get(path, ("", "", 0))
        if mode == _LINK:
            return Trouble("outside")
        if mode == _SUBMODULE or (not mode and path in self._folders):
            return Trouble("not-a-file")
        if not mode:
            return Trouble("unreadable", "not in the commit")
        if size > MAX_BYTES:
            return Trouble("too-large", str(size))
        if self._ahead and path == self._ahead[-1] and not self._closed:
            self._read_ahead()
        data = self._get(identity)
        return data if isinstance(data, bytes) else Trouble("unreadable", "not in the repository")

    def _get(self, identity: str) -> bytes | int | None:
        if not self._closed:
            return self._objects.get(identity)
        with Objects(self.repository.git, MAX_BYTES) as objects:
            return objects.get(identity)

    def _read_ahead(self) -> None:
        """Files are read in the order in which they were listed: have git read the next ones meanwhile."""
        names = [self._ahead.pop() for _ in range(min(len(self._ahead), AHEAD // 2))]
        asked = [self._files[name] for name in names if name.endswith(".toml") and name in self._files]
        self._objects.ask(identity for mode, identity, size in asked if mode not in (_LINK, _SUBMODULE) and size <= MAX_BYTES)

    def holds(self, path: str) -> bool | None:
        """Whether a path names a file of the commit: True, False if there is none, None if it leads out of the register."""
        if not path or path.startswith(("/", "\\")) or "\\" in path or "\x00" in path or ":" in path.split("/")[0] or ".." in path.split("/"):
            return None
        found = self._resolve(path)
        return None if found is None else self._is_file(found)

    def _is_file(self, path: str) -> bool:
        return self._files.get(path, (_SUBMODULE, "", 0))[0] not in (_LINK, _SUBMODULE)

    def _resolve(self, path: str) -> str | None:
        """Where a path leads, links followed; None if that is outside. One that leads in a circle leads to no file."""
        left = list(reversed(path.split("/")))
        here: list[str] = []
        links = 0
        while left:
            name = left.pop()
            if name == "..":
                if not here:
                    return None
                here.pop()
            elif name not in ("", "."):
                here.append(name)
                if self.is_link("/".join(here)) and links < _MOST_LINKS:
                    links += 1
                    target = self._get(self._files["/".join(here)][1])
                    text = target.decode("utf-8", "surrogateescape") if isinstance(target, bytes) else ""
                    if text.startswith("/"):
                        return None
                    here.pop()
                    left += reversed(text.split("/"))
        return "/".join(here)

    def digest(self, path: str) -> str | None:
        """SHA-256 of a file, in hexadecimal; None where it cannot be read."""
        import hashlib

        found = self._resolve(path)
        if found is None or not self._is_file(found):
            return None
        _, identity, size = self._files[found]
        digest, read = hashlib.sha256(), 0
        with self.repository.git.open("cat-file", "blob", identity) as (_, output):
            while piece := output.read(_PIECE):
                digest.update(piece)
                read += len(piece)
        return digest.hexdigest() if read == size else None


def open_commit(root: str, asked: str) -> tuple[CommitFolder, Revision]:
    """The register of a folder as it stood at a revision, and the commit that this is.

    Raises Failure where there is no repository, no such revision, or no register in it.
    """
    repository = open_repository(root, find=False)
    revision = resolve(repository, asked)
    named = repository.inside
    repository.inside = place_in(repository, revision.id, root)
    return CommitFolder(repository, revision.id, root if repository.inside == named else _as_named(repository, root)), revision


def place_in(repository: Repository, commit: str, root: str) -> str:
    """The folder of the register in a commit: the one that was named, what that was before it moved, or else the only one in it."""
    inside = repository.inside
    near = nearby(inside, os.path.normpath(root) == os.curdir)
    if os.path.lexists(os.path.join(root, RECORDS)):  # it is here now: no other register is this one
        near = [inside]
    if "\n" not in inside:
        answer = repository.git.run("cat-file", "--batch-check", data=f"{commit}:{repository.path(RECORDS)}\n".encode("utf-8", "surrogateescape"))
        if answer.split()[-2:-1] == [b"blob"]:
            return inside
    former = (folder for place in near if repository.head for folder in follow(repository, place).folders)
    return find_place(repository, commit, chain(near, former), alone=len(near) == 1)


def _as_named(repository: Repository, root: str) -> str:
    """The folder where the register was then, as seen from where the user is."""
    top = os.path.join(repository.git.folder, repository.inside)
    return top if os.path.isabs(root) else os.path.relpath(top)
