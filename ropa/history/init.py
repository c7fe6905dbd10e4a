"""Setting up the history of a register: a git repository, and a hook that checks what is about to be committed."""

import os
import shlex
import sys
from typing import NamedTuple

from ..errors import Failure
from ..git.program import GitError, write
from ..git.repository import Repository, open_repository
from ..i18n import Texts
from ..source.folder import find_register
from .obstacles import shown

_CHECK = ("check", "--ignore", "G")
"""What the hook runs. What is wrong with the trail itself is no reason to hold a version back: that would not put it right."""


class Hook(NamedTuple):
    """What became of the hook: `what` is "made", "there", "other" (somebody else's is there) or "shared" (git looks outside the repository)."""

    what: str
    path: str
    line: str
    """The line to add to a hook that is there already."""


def find_place(folder: str | None) -> tuple[str, str] | None:
    """The folder for the repository, and that of the register in it; None where there is no register. Raises Failure for what is no folder."""
    base = "." if folder is None else folder
    if os.path.lexists(base) and not os.path.isdir(base):
        raise Failure("no-folder", path=base)
    for root in (base, os.path.join(base, "register")):
        if os.path.lexists(os.path.join(root, "register.toml")):
            return _apart_from_home(base, root), os.path.normpath(root)
    if folder is None and (root := find_register(os.getcwd()) or ""):
        inside = os.path.realpath(".").startswith(os.path.realpath(root) + os.sep)
        return root if inside else os.path.dirname(root), root
    return None


def new_place(folder: str | None) -> tuple[str, str]:
    """The folder for the repository, and that for a new register in it."""
    base = "." if folder is None else folder
    root = base if os.path.basename(os.path.realpath(base)) == "register" else os.path.join(base, "register")
    return _apart_from_home(base, root), os.path.normpath(root)


def _apart_from_home(base: str, root: str) -> str:
    """The folder for the repository: a home folder as one would have git look through everything that is somebody's."""
    home = os.path.realpath(base) == os.path.realpath(os.path.expanduser("~"))
    return os.path.normpath(root) if home else base


def make_repository(base: str, root: str) -> tuple[Repository, bool]:
    """The repository that the register lives in, made where there is none; and whether it was. Raises Failure where that cannot be."""
    try:
        repository = open_repository(root)
    except Failure as failure:
        if failure.key != "git-none":
            raise
    else:
        if repository.bare:
            raise Failure("save-bare", path=root, command=f"git clone {shlex.quote(root)}")
        return repository, False
    try:
        write(base, "init", "--quiet", "--initial-branch=main")
    except GitError as error:
        raise Failure("unwritable", path=os.path.join(base, ".git"), detail=error.params["detail"]) from None
    return open_repository(root), True


def install_hook(repository: Repository, words: Texts) -> Hook:
    """Put the hook where git looks for it; one that is there is never touched. Raises Failure where it cannot be written."""
    top = repository.git.folder
    folder = os.path.join(top, write(top, "rev-parse", "--git-path", "hooks").decode("utf-8", "surrogateescape").rstrip("\n"))
    path = os.path.join(folder, "pre-commit")
    place = f"./{repository.inside}" if repository.inside else "."
    line = f"{shlex.join(['ropa', *_CHECK])} {shlex.quote(place)} || exit 1"
    if not _is_own(repository, folder):
        return Hook("there" if _holds(path, place) else "shared", path, line)
    if os.path.lexists(path):
        return Hook("there" if _holds(path, place) else "other", shown(repository, path), line)
    try:
        os.makedirs(folder, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o777)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(script(place, words))
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
    return Hook("made", shown(repository, path), line)


def hooks_setting(repository: Repository) -> str:
    """What the user's configuration says of where hooks are; "" where it says nothing."""
    try:
        return write(repository.git.folder, "config", "--get", "core.hooksPath").decode("utf-8", "surrogateescape").strip()
    except GitError:
        return ""


def _is_own(repository: Repository, folder: str) -> bool:
    """Whether a folder is this repository's: what is put in another would run for every repository of the user."""
    there = os.path.realpath(folder) + os.sep
    return any(there.startswith(os.path.realpath(own) + os.sep) for own in (repository.common, repository.git.folder))


def _holds(path: str, place: str) -> bool:
    """Whether a hook checks this register already."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            text = file.read()
    except OSError:
        return False
    return any(_names(line, place) for line in text.splitlines())


def _names(line: str, place: str) -> bool:
    """Whether a line of a hook has the register of a folder checked."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        return False
    asked = "check" in words and os.path.basename(words[max(words.index("check") - 1, 0)]) == "ropa"
    return f"register={place}" in words or (asked and not {place, place.removeprefix("./")}.isdisjoint(words))


def program() -> list[str]:
    """The command that is running, by its absolute path."""
    beside = os.path.join(os.path.dirname(sys.executable), "ropa")
    return [beside] if os.access(beside, os.X_OK) else [sys.executable, "-m", "ropa"]


def script(place: str, words: Texts) -> str:
    """The hook: it checks the register of a folder, from the top of the repository."""
    own = program()
    return "\n".join(
        (
            "#!/bin/sh",
            f"# {words.ui('init.script-about')}",
            f"# {words.ui('init.script-fail-on')}",
            f"register={shlex.quote(place)}",
            # nothing here ends the script where all is well: other lines may follow
            'if [ -e "$register/register.toml" ]; then',
            "    if command -v ropa >/dev/null 2>&1; then",
            f'        {shlex.join(["ropa", *_CHECK])} "$register" || exit 1',
            f"    elif [ -x {shlex.quote(own[0])} ]; then",
            f'        {shlex.join([*own, *_CHECK])} "$register" || exit 1',
            "    else",
            f"        printf '%s\\n' {shlex.quote(words.ui('init.script-missing'))} >&2",
            "        exit 1",
            "    fi",
            "fi",
            "",
        )
    )
