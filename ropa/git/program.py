"""The git program: how it is started, with which environment and configuration, and what its complaints mean."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

from ..errors import Failure

_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
"""What the user may set. Every other GIT_… may be left by a hook that we are called from, and speak of another repository."""
_KEPT_TO_WRITE = ("GIT_AUTHOR_", "GIT_COMMITTER_")

_READING = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone may name any program as the one to fetch with
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # an audit trail is what was committed, not what was put in its place
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_FLUSH": "0",  # into a pipe git would hand over each commit by itself, and wake up who reads it
}
_SAFE = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.commitGraph": "false",  # a cache beside the commits, which could say something else
    "core.multiPackIndex": "false",
    "core.alternateRefsCommand": "",
    "core.quotePath": "false",
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "log.showSignature": "false",
    "log.mailmap": "false",
    "mailmap.file": "",
    "mailmap.blob": "",
    "advice.graftFileDeprecated": "false",
}
_SAFE_OPTIONS = [part for name, value in _SAFE.items() for part in ("-c", f"{name}={value}")]


_WIDE = 1 << 20
"""Bytes that a pipe may hold, where the system lets us choose: what it lets anyone."""


class GitError(Failure):
    """Git ended with an error: its exit code, and what it said on standard error."""

    def __init__(self, code: int, said: str) -> None:
        """Take the code and the text."""
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        line = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else f"exit {code}")
        super().__init__("git-failed", detail=line)
        self.code = code
        self.said = said


class Git:
    """Git for reading, in a folder. Nothing of the repository's configuration is run: no hook, filter, pager, diff, monitor or fetch."""

    def __init__(self, folder: str) -> None:
        """Take the folder to be in."""
        self.folder = folder

    def run(self, *arguments: str, data: bytes | None = None, fails: bool = False) -> bytes:
        """What a git command writes. `data` goes to its standard input; with `fails` an exit code of 1 is an answer (its output is returned).

        Raises GitError where it fails; Failure where there is no git program, or where git refuses the repository as another user's.
        """
        done = _finish(_start(self._command(arguments), reading_environment(), data is not None), data)
        if done.returncode and not (fails and done.returncode == 1):
            raise _error(done.returncode, done.stderr, self.folder)
        return done.stdout

    def attempt(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """A git command of which the exit code and what it says on standard error are the answer, whatever they are."""
        return _finish(_start(self._command(arguments), reading_environment(), False), None)

    @contextmanager
    def open(self, *arguments: str) -> Iterator["tuple[IO[bytes], IO[bytes]]"]:
        """A git command while it runs: its standard input and its standard output. It is gone when the block ends, however that ends."""
        process = _start(self._command(arguments), reading_environment(), True, subprocess.DEVNULL)
        _widen(cast("IO[bytes]", process.stdout))
        try:
            yield cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        finally:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    try:
                        pipe.close()
                    except OSError:  # what was not yet written has nobody to go to
                        pass
            process.wait()

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return ["git", "--no-pager", *_SAFE_OPTIONS, "-C", self.folder, *arguments]


def reading_environment() -> dict[str, str]:
    """The environment for reading: nothing of a surrounding git, nothing of the locale, no network."""
    return {**_without_git(), **_READING}


def writing_environment() -> dict[str, str]:
    """The environment for what changes the repository: the user's own, without what a surrounding git left."""
    authors = {name: value for name, value in os.environ.items() if name.startswith(_KEPT_TO_WRITE)}
    return {**_without_git(), **authors, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}


def _without_git() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}


def write(folder: str, *arguments: str, data: bytes | None = None, extra: dict[str, str] | None = None) -> bytes:
    """Run a git command that changes the repository, with the user's own configuration: hooks and signing are theirs.

    Raises GitError and Failure as `Git.run` does. On Ctrl-C git is waited for, so that it takes away its own locks.
    """
    done = _finish(_start(["git", "--no-pager", "-C", folder, *arguments], {**writing_environment(), **(extra or {})}, data is not None), data)
    if done.returncode:
        raise _error(done.returncode, done.stderr + done.stdout, folder)
    return done.stdout


def _start(command: list[str], environment: dict[str, str], feed: bool, errors: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and nothing of a user or a repository is an option
            command, env=environment, stdin=subprocess.PIPE if feed else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        )
    except FileNotFoundError:
        raise Failure("git-missing") from None


def _widen(pipe: IO[bytes]) -> None:
    """Let git write a good deal more than is read yet, so that it goes on meanwhile; where the system does not let us, it waits for us more often."""
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WIDE)
    except (ImportError, AttributeError, OSError):
        pass


def _finish(process: "subprocess.Popen[bytes]", data: bytes | None) -> "subprocess.CompletedProcess[bytes]":
    with process:
        try:
            output, errors = process.communicate(data)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def _error(code: int, said: bytes, folder: str) -> Exception:
    text = said.decode("utf-8", "replace")
    if "dubious ownership" in text:
        where = text.partition("repository at '")[2].partition("'")[0] or folder
        return Failure("git-owner", path=where)
    return GitError(code, text)
