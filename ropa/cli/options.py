"""The options that every verb understands, and how the verbs find the register, the day and the language."""

import os
import sys
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Failure
from ..i18n import LANGUAGES, Texts, environment_language, language_in, texts

if TYPE_CHECKING:
    from ..git.revisions import Revision
    from ..register import Register


def asked_language() -> str | None:
    """What --lang says, wherever it stands on the command line."""
    arguments = sys.argv[1:]
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument[7:]
        if argument == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
    return None


def start_language() -> str:
    """The language of help and of what is said before a register is known: --lang, else the environment's."""
    return asked_language() or environment_language()


def nearby_language(named: str | None = None) -> str:
    """The language for what needs no register: --lang, else that of a register that is named or near (only that line of it is read), else the environment's."""
    from ..source.folder import Folder, Trouble, find_register

    if asked := asked_language():
        return asked
    try:
        folder = (named if named and os.path.isdir(named) else None) or os.environ.get("ROPA_REGISTER") or find_register(os.getcwd())
    except OSError:
        folder = None
    data = Folder(folder).read("register.toml") if folder else b""
    if isinstance(data, Trouble):
        return environment_language()
    said = language_in(data)
    return said if said in LANGUAGES else environment_language()


HELP = texts(start_language())
"""The words of --help."""

_spoken: list[Texts] = []
"""The words of the register that was read, once there is one."""

_said: "list[Revision]" = []
"""The revisions of which was said which commit they are: of several registers only once."""


def forget() -> None:
    """Begin anew: no register has been read."""
    _spoken.clear()
    _said.clear()


def speak(words: Texts) -> Texts:
    """Use these words from now on, also for what goes wrong; returns them."""
    _spoken.append(words)
    return words


def words_now() -> Texts:
    """The words for what goes wrong: those of the register, once it is read."""
    return _spoken[-1] if _spoken else HELP


def did_you_mean(near: str) -> str:
    """“ Bedoelde u: …?”, or nothing where nothing is near."""
    return " " + words_now().ui("usage.near", near=near) if near else ""


class Help(str):
    """The help of a verb or option, which knows its key: in another language it is another text."""

    key = ""


def help_of(key: str) -> Help:
    """The help of a verb or option: its key in ui.toml, or "edit.KEY", "ask.KEY", "import.KEY" in those files."""
    text = Help(HELP.help(key))
    text.key = key
    return text


def parse_date(value: str | date) -> date:
    """The date that an option says, as 2026-12-31, as 31-12-2026 or in words; raises Failure for what is no date."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        from ..said.values import parse_date as parse_said

        said = parse_said(value)
        if said.value is None or said.rest:
            raise Failure("no-date", value=value) from None
        return said.value


def _parse_language(value: str) -> str:
    if value not in LANGUAGES:
        raise Failure("bad-language", value=value, known=", ".join(LANGUAGES))
    return value


RegisterOption = Annotated[str | None, typer.Option("--register", metavar="DIR", envvar="ROPA_REGISTER", help=help_of("register"), show_envvar=False)]
LangOption = Annotated[str | None, typer.Option("--lang", metavar="nl|en|fr|de", parser=_parse_language, help=help_of("lang"))]
AsOfOption = Annotated[date | None, typer.Option("--as-of", metavar="DATE", parser=parse_date, help=help_of("as-of"))]
RevOption = Annotated[str | None, typer.Option("--rev", metavar="REV", help=help_of("rev"))]
NoColorOption = Annotated[bool, typer.Option("--no-color", help=help_of("no-color"))]


def today() -> date:
    """The day of today: the only place where the clock is read."""
    return date.today()


def day_of(as_of: date | None) -> date:
    """The day by which to judge: the one that was asked for, else today."""
    return as_of or today()


def locate(named: str | None, *, past: bool = False) -> str:
    """The folder of the register: the one that was named, else the one that the working folder belongs to.

    With `past` it need not be there now: a repository that holds it, a bare one too, is enough. Raises Failure where there is none.
    """
    from ..source.folder import find_register

    if past and (root := _in_repository(named)) is not None:
        return root
    if named is not None:
        return _named(named)
    try:
        found = find_register(os.getcwd())
    except OSError:
        found = None
    if found is None:
        raise Failure("no-register")
    return shown_path(found)


def _in_repository(named: str | None) -> str | None:
    """The folder that was named, or the working folder, where it is no register now but lies in a repository that holds one."""
    from ..source.folder import find_register, find_repository

    if named is None:
        try:
            found, repository = find_register("."), find_repository(".")
        except OSError:  # the working folder is gone
            return None
        if repository is None or (found is not None and f"{found}/".startswith(f"{repository.rstrip('/')}/")):
            return None
    elif not named.strip() or any(os.path.lexists(os.path.join(folder, "register.toml")) for folder in (named, os.path.join(named, "register"))):
        return None
    from ..git.repository import open_repository

    root = "." if named is None else named.rstrip("/") or "/"
    try:
        return root if open_repository(root, find=False).head else None
    except Failure as failure:
        if failure.key == "git-none":
            return None
        raise


def _named(named: str) -> str:
    if not named.strip():
        raise Failure("no-folder", path="“”")
    for folder in (named, os.path.join(named, "register")):
        if os.path.lexists(os.path.join(folder, "register.toml")):
            return folder.rstrip("/") or "/"
    if not os.path.isdir(named):
        raise Failure("no-folder", path=named)
    try:
        inside = [entry.name for entry in os.scandir(named) if os.path.isfile(os.path.join(entry.path, "register.toml"))]
    except OSError as error:
        raise Failure("no-access", path=named, detail=error.strerror or "") from error
    if inside and not os.path.isdir(os.path.join(named, "activities")):
        raise Failure("many-registers", path=named, example=f"ropa check {named.rstrip('/')}/*")
    return named.rstrip("/") or "/"


def shown_path(path: str) -> str:
    """A path as seen from the working folder, where that is shorter; with "/"."""
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return (relative if len(relative) <= len(path) else path).replace(os.sep, "/")


opened = ExitStack()
"""What is to be closed when the command ends: the processes that read commits."""


def open_register(root: str, rev: str | None, as_of: date | None) -> "tuple[Register, date]":
    """The register of a folder and the day by which to judge: as it is, or as it was at a revision.

    A revision that is a date is a day to judge by as well, unless another is asked for. Raises Failure where there is no such revision.
    """
    from ..register import Register
    from ..source.folder import Folder, find_repository

    if rev is None:
        return Register(Folder(root, note=find_repository(root) is not None)), day_of(as_of)
    from ..source.commit import open_commit

    try:
        source, revision = open_commit(root, rev)
    except Failure:
        speak(texts(nearby_language(root)))
        raise
    opened.callback(source.close)
    register = Register(source)
    speak_of(register, revision)
    return register, as_of or revision.day or today()


def speak_of(register: "Register", revision: "Revision") -> None:
    """Say on standard error which commit it is that a date or a name led to, and whether its date can be trusted."""
    from ..output.console import say

    if revision in _said:
        return
    _said.append(revision)
    words = language_of(register, None)
    say(words.ui("rev.commit", asked=revision.asked, revision=revision.id[:10]))
    if revision.doubtful:
        say(words.ui("rev.doubtful", revision=revision.doubtful[:10]))


def language_of(register: Any, lang: str | None) -> Texts:
    """The words to use: of the language that was asked for, else the register's own, else the environment's."""
    wanted = lang or asked_language() or register.language
    return speak(texts(wanted if wanted in LANGUAGES else environment_language()))


def words_of(root: str, lang: str | None) -> Texts:
    """The words for a register of which only the history is read: of the language that was asked for, else the one that register.toml names.

    That of the files as they are, or where they are not (a bare clone) that of the last commit.
    """
    from ..source.folder import Folder, Trouble

    wanted = lang or asked_language()
    if not wanted:
        data = Folder(root).read("register.toml")
        if isinstance(data, Trouble):
            from ..git.repository import open_repository

            repository = open_repository(root)
            place = f"HEAD:{repository.path('register.toml')}"
            data = repository.git.run("cat-file", "blob", place) if repository.head else b""
        wanted = language_in(data)
    return speak(texts(wanted if wanted in LANGUAGES else environment_language()))


def use_color(no_color: bool) -> bool:
    """Whether standard output takes colour."""
    return not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
