"""The state of the register in git. Only reads: no hook, filter, pager or other program that a repository's configuration names is run."""

import hashlib
import os
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .folder import Folder


class State(NamedTuple):
    """The last commit, and how many files of the register differ from it (added, changed or gone)."""

    revision: str
    dated: date
    author: str
    changed: int


_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE")


def state(folder: "Folder") -> State | None:
    """The state of the register of a folder; None where it is in no repository, or in one without commits or that cannot be read.

    Differences are found by comparing digests of blobs, not with `git status`: that would run what the repository's configuration asks for. Nor is an object
    that lacks ever fetched: a partial clone may name any program as the one to fetch with.
    """
    for name in [name for name in os.environ if name in _MISLEADING or name.startswith("GIT_CONFIG")]:
        os.environ.pop(name)  # a hook that we are called from speaks of another repository
    os.environ |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        import git
    except ImportError:  # GitPython raises it where there is no git program
        return None
    try:
        with git.Repo(folder.root, search_parent_directories=True) as repository:
            if repository.bare or repository.working_tree_dir is None:
                return None
            commit = repository.head.commit
            inside = os.path.relpath(os.path.realpath(folder.root), os.path.realpath(repository.working_tree_dir)).replace(os.sep, "/")
            tree = commit.tree if inside == "." else commit.tree / inside
            committed = {str(blob.path)[0 if inside == "." else len(inside) + 1 :]: blob.hexsha for blob in tree.traverse() if isinstance(blob, git.Blob)}
            return State(commit.hexsha, commit.committed_datetime.date(), str(commit.author.name or ""), _changed(folder, committed))
    except KeyError:  # the register is not in the last commit
        return None
    except (git.GitError, git.exc.ODBError, ValueError, OSError):
        return None


def _changed(folder: "Folder", committed: dict[str, str]) -> int:
    """How many of the register's own files are not as they were committed."""
    here = {path: data for path in _files(folder) if isinstance(data := folder.read(path), bytes)}
    changed = sum(committed.get(path) != hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False).hexdigest() for path, data in here.items())
    return changed + sum(path.endswith(".toml") and not path.startswith(".") and path not in here for path in committed)


def _files(folder: "Folder") -> list[str]:
    found = []
    for name, is_folder in folder.names():
        if is_folder and not name.startswith("."):
            found += [f"{name}/{inner}" for inner, deeper in folder.names(name) if not deeper and inner.endswith(".toml")]
        elif name.endswith(".toml"):
            found.append(name)
    return found
