"""The user's editor: which it is, and running it. What the settings name is a command with options; no shell sees it."""

import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ..errors import Failure
from ..git.program import write as run_git

_USUAL = ("nano", "editor", "vim", "vi", "notepad.exe")
_WAITS = {
    "code": "--wait",
    "codium": "--wait",
    "code-insiders": "--wait",
    "subl": "--wait",
    "zed": "--wait",
    "atom": "--wait",
    "gedit": "--wait",
    "kate": "--block",
}
"""Editors that are back at once unless they are told to wait."""


class Editor(NamedTuple):
    """An editor: its command, and where that was found ("VISUAL", "EDITOR", "core.editor"; "" where it is a usual one that is there)."""

    command: list[str]
    source: str

    @property
    def asked(self) -> bool:
        """Whether the environment names it: then it may be a program that needs no terminal."""
        return self.source in ("VISUAL", "EDITOR")

    @property
    def must_wait(self) -> str:
        """The option without which it is back before anything was written; "" where all is well."""
        option = _WAITS.get(os.path.basename(self.command[0]).removesuffix(".exe"), "")
        return "" if not option or {option, "-w", "-b"} & set(self.command) else option


def find_editor() -> Editor:
    """The editor that the user has chosen, else one that is there. Raises Failure where there is none, or where the choice is no command."""
    for source in ("VISUAL", "EDITOR"):
        if (text := os.environ.get(source, "").strip()) and (command := _split(source, text)):
            return Editor(command, source)
    if (text := _of_git()) and (command := _split("core.editor", text)):
        return Editor(command, "core.editor")
    for name in _USUAL:
        if path := shutil.which(name):
            return Editor([path], "")
    raise Failure("edit.no-editor")


def _of_git() -> str:
    """The editor of the user's own git: never that of a repository, which a stranger may have set."""
    try:
        return run_git(".", "config", "--global", "--get", "core.editor").decode("utf-8", "surrogateescape").strip()
    except Failure:
        return ""


def _split(source: str, text: str) -> list[str]:
    try:
        return shlex.split(text, posix=os.name != "nt")
    except ValueError:
        raise Failure("edit.bad-editor", name=source, value=text) from None


def run_editor(editor: Editor, path: str) -> None:
    """Have a file edited; returns when the editor ends. Raises Failure where there is no such program, or where it ends with an error.

    Ctrl-C is the editor's. Who ends us (SIGTERM, a window that is closed) ends it too.
    """
    shown = shlex.join(editor.command)
    with _deaf_to_ctrl_c():
        try:
            process = subprocess.Popen([*editor.command, path])  # noqa: S603 - the user's own choice, and no shell
        except OSError as error:
            raise Failure("edit.editor-missing", editor=shown, detail=error.strerror or "") from error
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if code:
        raise Failure("edit.editor-failed", editor=shown, code=code)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """On a terminal Ctrl-C goes to both of us. The handler is one that the editor does not inherit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
