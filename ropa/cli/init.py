"""`ropa init`: a repository and a hook for a register."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from ..i18n import texts
from .options import LangOption, help_of, language_of, nearby_language

if TYPE_CHECKING:
    from ..git.repository import Repository
    from ..i18n import Texts


def init(
    folder: Annotated[str | None, typer.Argument(metavar="[DIR]", help=help_of("init-folder"), show_default=False)] = None,
    no_hook: Annotated[bool, typer.Option("--no-hook", help=help_of("init-no-hook"))] = False,
    lang: LangOption = None,
) -> None:
    """Make what is not there yet, touch nothing that is, and say what comes next."""
    from ..history.init import find_place, make_repository
    from ..history.obstacles import need_author
    from ..output.console import fitted
    from ..output.safe import plain
    from ..register import Register
    from ..source.folder import Folder

    base, root = find_place(folder, texts(lang or nearby_language()))
    words = language_of(Register(Folder(root)), lang)
    repository, made = make_repository(base, root)
    lines = [words.ui("init.made" if made else "init.there", path=repository.git.folder)]
    if not no_hook:
        lines += _hook(repository, words)
    try:
        need_author(repository)
    except Failure as failure:
        lines += ["", words.ui("init.author")] if failure.key == "save-no-author" else []
    lines += ["", words.ui("init.next" if repository.head is None else "init.next-later")]
    sys.stdout.write(fitted(plain("\n".join(lines), lines=True), sys.stdout) + "\n")


def _hook(repository: "Repository", words: "Texts") -> list[str]:
    """What became of the hook, in words."""
    from ..history.init import hooks_setting, install_hook

    hook = install_hook(repository, words)
    setting = hooks_setting(repository)
    lines = [words.ui("init.hooks-path", path=setting)] if setting else []
    return [*lines, words.ui(f"init.hook-{hook.what}", path=hook.path, line=f"\n    {hook.line}")]
