"""`ropa completion`: what a shell needs to offer the verbs, records and keys at a TAB."""

import os
import sys
from typing import Annotated

import typer

from ..errors import Failure
from ..i18n import texts
from .options import LangOption, help_of, nearby_language, speak

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[str | None, typer.Argument(metavar="[bash|zsh|fish]", help=help_of("completion-shell"), show_default=False)] = None,
    install: Annotated[bool, typer.Option("--install", help=help_of("completion-install"))] = False,
    lang: LangOption = None,
) -> None:
    """Print the script of a shell, or write it where the shell looks for it. Never reads a register, and changes no settings of the user."""
    from ..completion.scripts import place_of, script_of
    from ..output.console import say

    words = speak(texts(lang or nearby_language()))
    name = os.path.basename(os.environ.get("SHELL", "")) if shell is None else shell
    if name not in SHELLS:
        raise Failure("bad-choice", option="ropa completion", value=name, known=", ".join(SHELLS))
    if not install:
        sys.stdout.write(script_of(name))
        return
    path = place_of(name)
    _write(path, script_of(name))
    say(words.ui("completion.written", path=path))
    import shlex

    say(words.ui(f"completion.{name}", quoted=shlex.quote(os.path.dirname(path) if name == "zsh" else path)))


def _write(path: str, script: str) -> None:
    """Write the script; raises Failure where a file of somebody else's is in the way, or it cannot be written."""
    from ..completion.scripts import is_ours
    from ..output.files import write_file

    if os.path.lexists(path) and not is_ours(path):
        raise Failure("completion-there", path=path)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_file(path, script.encode())
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
