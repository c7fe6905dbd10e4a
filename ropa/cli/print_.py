"""`print`: the register as a document, for the regulator."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, RegisterOption, RevOption, did_you_mean, help_of, language_of, locate, open_register, words_of

if TYPE_CHECKING:
    from ..documents.register import Edition
    from ..i18n import Texts
    from ..register import Register


def print_(
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE.pdf|FILE.html", help=help_of("print-output"))],
    activity: Annotated[list[str] | None, typer.Option("--activity", metavar="ACTIVITY", help=help_of("print-activity"))] = None,
    findings: Annotated[bool, typer.Option("--findings", help=help_of("print-findings"))] = False,
    history: Annotated[str | None, typer.Option("--history", metavar="DATE|REV", help=help_of("print-history"))] = None,
    public: Annotated[bool, typer.Option("--public", help=help_of("print-public"))] = False,
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
) -> None:
    """The register as a document."""
    from ..documents.editions import make_edition
    from ..documents.files import layout_of, refuse_unwritable, render, write_document
    from ..documents.register import Choice, build
    from ..output.console import say
    from ..output.progress import progress

    root = locate(register, past=rev is not None)
    words_of(root, lang)
    layout = layout_of(output)
    if layout not in ("pdf", "html"):
        raise Failure("print-ending", path=output)
    if public and (findings or history):
        raise Failure("print-public")
    loaded, on = open_register(root, rev, as_of)
    words = language_of(loaded, lang)
    chosen = _activities(loaded, activity) if activity else None
    refuse_unwritable(output)
    with progress("", words.ui("history.busy")):
        edition = make_edition(loaded, on, words, Choice(public, chosen, findings, _since(loaded, history) if history else ""))
        write_document(output, render(build(edition), layout))
    say(words.ui("done.written", path=output))
    _say_of(edition, words, output)


def _activities(register: "Register", named: list[str]) -> frozenset[str]:
    """The activities that were named, by id or as activities/id. Raises Failure for one that there is not."""
    from ..model.read import nearest

    known = register.activities
    apart = (each for given in named for each in ([given] if given in known else given.split(",")))
    found = [name for each in apart if (name := each.strip().removesuffix(".toml").removeprefix("activities/"))]
    if not found:  # an empty choice is a mistake, and by no means all of the register
        raise Failure("no-activity", id="", near="")
    for identity in found:
        if identity not in register.activities:
            near = nearest(identity, register.activities)
            raise Failure("no-activity", id=identity, near=did_you_mean(f"activities/{near}") if near else "")
    return frozenset(found)


def _since(register: "Register", asked: str) -> str:
    """From when the history is told: a day, or the id of the commit that was named. Raises Failure where there is no history, or no such commit."""
    from ..git.repository import open_repository
    from ..git.revisions import as_day, resolve
    from ..source.commit import CommitFolder

    source = register.source
    repository = source.repository if isinstance(source, CommitFolder) else open_repository(register.root)
    repository.need_head()
    return asked if as_day(asked) else resolve(repository, asked).id


def _say_of(edition: "Edition", words: "Texts", output: str) -> None:
    """What version was printed, and what to do next."""
    from ..output.console import say

    origin = edition.origin
    if origin.changed:
        say(words.ui("print.unsaved", n=origin.changed))
    elif not origin.revision:
        say(words.ui("print.no-version"))
    else:
        say(words.ui("print.version", revision=origin.revision[:10], command=f"ropa verify {output}"))
