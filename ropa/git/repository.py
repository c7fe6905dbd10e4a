"""The repository that a register lives in."""

import os
from functools import cached_property

from ..errors import Failure
from .places import RECORDS, find_place
from .program import Git, GitError

_LARGEST_CONFIG = 100_000
"""Characters of a configuration that are looked at."""


class Repository:
    """A repository, and the place of the register in it."""

    def __init__(self, git: Git, inside: str, *, bare: bool, shallow: bool, common: str) -> None:
        """Take git in the repository, the folder of the register from its top ("" for the top itself), and what git says of it."""
        self.git = git
        self.inside = inside
        self.bare = bare
        self.shallow = shallow
        self.common = common
        """The folder of the repository itself (.git), shared by its worktrees."""

    @cached_property
    def head(self) -> str | None:
        """The commit that is checked out; None where nothing was committed yet."""
        return self.git.run("rev-parse", "--verify", "-q", "HEAD^{commit}", fails=True).decode().strip() or None

    @cached_property
    def branch(self) -> str | None:
        """The branch that is checked out, e.g. "main"; None where a commit itself is (a detached head)."""
        return self.git.run("symbolic-ref", "-q", "--short", "HEAD", fails=True).decode("utf-8", "surrogateescape").strip() or None

    @cached_property
    def cut(self) -> frozenset[str]:
        """The commits at which the history of a shallow clone ends."""
        if not self.shallow:
            return frozenset()
        try:
            with open(os.path.join(self.common, "shallow"), encoding="ascii") as file:
                return frozenset(file.read().split())
        except (OSError, UnicodeDecodeError):
            return frozenset()

    @property
    def is_checked_out(self) -> bool:
        """Whether the register is in the working tree."""
        return not self.bare and os.path.lexists(os.path.join(self.git.folder, self.path(RECORDS)))

    def need_head(self) -> str:
        """The commit that is checked out. Raises Failure where nothing was committed yet."""
        if self.head is None:
            raise Failure("git-no-commits")
        return self.head

    @cached_property
    def is_mostly_register(self) -> bool:
        """Whether half of the files in the repository, or more, are the register's."""
        if not self.inside:
            return True
        listed = self.git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", self.need_head())
        place = f"{self.inside}/".encode("utf-8", "surrogateescape")
        return 2 * (listed.count(b"\0" + place) + listed.startswith(place)) >= listed.count(b"\0")

    def path(self, file: str) -> str:
        """The path of a file of the register from the top of the repository."""
        return f"{self.inside}/{file}" if self.inside else file


def open_repository(root: str, *, find: bool = True) -> Repository:
    """The repository that the register of a folder lives in; the folder may also be a bare repository, or a folder in one.

    A register that is not there now is looked for in the commit that is checked out, unless `find` is False: then `inside` is the folder that was named.
    Raises Failure where there is no repository, where git refuses it as another user's, or where there is no git program.
    """
    folder, rest = _existing(root)
    found = _plain(folder, rest) or _asked(root, folder, rest)
    if find and not os.path.lexists(os.path.join(folder, *rest, RECORDS)) and found.head:
        found.inside = find_place(found, found.head, nearby(found.inside, os.path.normpath(root) == os.curdir))
    return found


def _plain(folder: str, rest: list[str]) -> Repository | None:
    """The repository above a folder where it is of the plainest kind, a .git folder without peculiarities: nearly all are, and git need not be asked."""
    top = folder
    while not os.path.lexists(os.path.join(top, ".git")):
        top, below = os.path.dirname(top), top
        if top == below:
            return None
    common = os.path.join(top, ".git")
    if not os.path.isfile(os.path.join(common, "HEAD")) or not os.path.isdir(os.path.join(common, "objects")):
        return None
    try:
        with open(os.path.join(common, "config"), encoding="utf-8", errors="replace") as file:
            said = file.read(_LARGEST_CONFIG).lower()
    except OSError:
        return None
    if (
        len(said) == _LARGEST_CONFIG
        or any(word in said.replace("bare = false", "") for word in ("worktree", "bare", "include"))
        or f"{folder}/".startswith(f"{common}/")
    ):
        return None
    inside = "/".join([*os.path.relpath(folder, top).replace(os.sep, "/").split("/"), *rest]).removeprefix(".").strip("/")
    return Repository(Git(top), inside, bare=False, shallow=os.path.lexists(os.path.join(common, "shallow")), common=common)


def _asked(root: str, folder: str, rest: list[str]) -> Repository:
    """The repository that git finds. Raises Failure where there is none."""
    git = Git(folder)
    try:
        said = git.run(
            "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--is-inside-work-tree", "--git-common-dir", "--show-cdup", "--show-prefix"
        )
    except GitError as error:
        if "not a git repository" in error.said:
            raise Failure("git-none", path=root) from None
        raise
    bare, shallow, work_tree, common, up, prefix = (*said.decode("utf-8", "surrogateescape").split("\n"), "")[:6]
    if work_tree != "true" and bare != "true":  # within .git itself
        raise Failure("git-none", path=root)
    top = Git(os.path.normpath(os.path.join(folder, up)) if work_tree == "true" else folder)
    inside = "/".join([*prefix.rstrip("/").split("/"), *rest]).strip("/")
    return Repository(top, inside, bare=bare == "true", shallow=shallow == "true", common=os.path.normpath(os.path.join(folder, common)))


def nearby(inside: str, upwards: bool) -> list[str]:
    """Where the register of a folder may be: there, in its register/, and, where it was not named but stood in, in what lies above."""
    found = [inside, f"{inside}/register".lstrip("/")]
    while upwards and inside:
        inside = inside.rpartition("/")[0]
        found += [inside, f"{inside}/register".lstrip("/")]
    return found


def _existing(root: str) -> tuple[str, list[str]]:
    """The part of a path that is there, and the names after it: a folder of a bare repository is in its commits only."""
    folder = os.path.realpath(root)
    rest: list[str] = []
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        rest.insert(0, os.path.basename(folder))
        folder = os.path.dirname(folder)
    return folder, rest
