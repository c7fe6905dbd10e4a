"""Where in the repository the register has been: its folder may have moved."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import Failure
from .program import Git

if TYPE_CHECKING:
    from .commits import Commit, Entry
    from .repository import Repository

RECORDS = "register.toml"


class Places:
    """The folders of the register, the present one first, and what a path of the repository is in it."""

    def __init__(self, inside: str) -> None:
        """Take the folder of today, from the top of the repository ("" for the top)."""
        self.folders = [inside]

    def relative(self, path: str) -> str | None:
        """The path of a file from the folder of the register, wherever that was; None for a file of none."""
        for folder in self.folders:
            if not folder:
                return path
            if path.startswith(folder) and path[len(folder) : len(folder) + 1] == "/":
                return path[len(folder) + 1 :]
        return None

    def paths(self, file: str) -> list[str]:
        """Where a file of the register may be in the repository."""
        return [f"{folder}/{file}" if folder else file for folder in self.folders]

    def specs(self, files: Iterable[str] = ()) -> list[str]:
        """The paths to ask git for: the folders, or some files in them. All of the repository is the path "."."""
        wanted = list(files)
        return [path for file in wanted for path in self.paths(file)] if wanted else [folder or "." for folder in self.folders]

    def extend(self, git: Git, commit: "Commit", entries: "list[Entry]") -> bool:
        """Look whether a commit that brought register.toml to one of the folders took it from elsewhere; whether that made a new folder known."""
        for entry in entries:
            if entry.new and not entry.old and entry.path.endswith(RECORDS) and self.relative(entry.path) == RECORDS:
                break
        else:
            return False
        gone = _gone(git, commit.id)
        here = {relative for entry in entries if entry.new and (relative := self.relative(entry.path))}
        best, most = "", 0
        for folder in folders_in(gone):
            shared = len(here & {path[len(folder) + 1 if folder else 0 :] for path in gone if not folder or path.startswith(f"{folder}/")})
            if shared > most and folder not in self.folders:
                best, most = folder, shared
        if most * 2 < max(1, len(here)):
            return False
        self.folders.append(best)
        return True


def folders_in(paths: Iterable[str]) -> list[str]:
    """The folders that hold a register, of the paths of files."""
    return [path[: -len(RECORDS)].rstrip("/") for path in paths if path == RECORDS or path.endswith(f"/{RECORDS}")]


def find_place(repository: "Repository", commit: str, near: Iterable[str] = (), *, alone: bool = False) -> str:
    """The folder of the register in a commit: the first of `near` that is one, else the only one in the folder that was named.

    With `alone` no other than those of `near` is taken for it. Raises Failure where there is none, or where there are several.
    """
    listed = repository.git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).decode("utf-8", "surrogateescape")
    places = folders_in(listed.split("\0"))
    for place in near:
        if place in places:
            return place
    inside = repository.inside
    below = [] if alone else [place for place in places if not inside or place.startswith(f"{inside}/")]
    if len(below) == 1:
        return below[0]
    if below:
        raise Failure("many-registers-then", revision=commit[:10], places=_listed(below))
    if places and inside:
        raise Failure("no-register-there", revision=commit[:10], path=inside, places=_listed(places))
    raise Failure("no-register-then", revision=commit[:10])


def former_place(repository: "Repository") -> str:
    """The folder that the register was in at the last commit: where it is, or, where it was moved since and not saved yet, where it is no more."""
    if repository.head is None:
        return repository.inside
    listed = repository.git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", repository.head).decode("utf-8", "surrogateescape").split("\0")
    if repository.path(RECORDS) in listed:
        return repository.inside
    gone = [place for place in folders_in(listed) if not os.path.lexists(os.path.join(repository.git.folder, place, RECORDS))]
    return gone[0] if len(gone) == 1 else repository.inside


def _listed(places: list[str]) -> str:
    """Folders for a sentence, not too many; the top of the repository is "."."""
    return ", ".join([*(place or "." for place in places[:8]), *(["…"] if len(places) > 8 else [])])


def follow(repository: "Repository", place: str | None = None) -> Places:
    """The folders that the register has been in, from where it is now (or from another place) backwards."""
    from .commits import trace  # a check has no need of it

    places = Places(repository.inside if place is None else place)
    while True:
        commits = trace(repository.git, repository.need_head(), places.paths(RECORDS))
        if not any(places.extend(repository.git, commit, entries) for commit, entries in commits):
            return places


def _gone(git: Git, commit: str) -> list[str]:
    """The files that a commit took away, of all of the repository."""
    said = git.run("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--no-relative", "--name-only", "--diff-filter=D", commit, "--")
    return [path for path in said.decode("utf-8", "surrogateescape").split("\0") if path]
