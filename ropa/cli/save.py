"""`ropa save`: a new version of the register, for people who do not know git."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, language_of, locate, use_color

if TYPE_CHECKING:
    from ..findings import Finding
    from ..history.save import Plan, Told
    from ..i18n import Texts
    from ..register import Register


def save(
    message: Annotated[str | None, typer.Option("-m", "--message", metavar="TEXT", help=help_of("save-message"), show_default=False)] = None,
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help=help_of("save-allow-errors"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_of("save-dry-run"))] = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Show what changed, check it, and commit the register and nothing else."""
    from ..edit.journal import finish
    from ..findings import check
    from ..history.obstacles import need_author, need_nothing_else, need_resolved, open_to_save
    from ..history.save import beside_the_merge, plan, told
    from ..output.console import say
    from ..register import Register as Loaded
    from ..rules import RULES
    from ..source.folder import Folder

    root = locate(register, past=True)
    folder = Folder(root)
    loaded = Loaded(folder)
    words = language_of(loaded, lang)
    if not dry_run and finish(root):
        loaded = Loaded(folder := Folder(root))
    repository = open_to_save(root)
    if not dry_run and not (message or "").strip():
        raise Failure("save-no-reason")
    found = plan(repository, folder)
    if found.nothing:
        say("\n".join([words.ui("save.nothing"), *_left(words, found)]))
        return
    # that there is something to save, or that an older seal does not hold, is no reason not to save it
    findings = check(loaded, on := day_of(as_of), [rule for rule in RULES if rule.family != "G"])
    marked = {repository.path(finding.file): finding.line for finding in findings if finding.rule.name == "conflict-markers"}
    need_resolved(repository, found.conflicts, marked, merging=bool(found.merging))
    if found.merging:
        need_nothing_else(repository, found.outside, beside_the_merge(found))
    need_author(repository)
    what = told(found)
    color = use_color(no_color)
    _show(words, found, what, on, color)
    if left := _left(words, found):
        say("\n".join(left))
    errors = [finding for finding in findings if finding.severity == "error" and not finding.accepted]
    if errors and not allow_errors:
        _refuse(words, loaded, errors, on, color)
    _commit(words, loaded, found, what, (message or "").strip() or "…", errors, dry_run=dry_run)


def _show(words: "Texts", found: "Plan", what: "Told", on: date, color: bool) -> None:
    """What is about to be saved, and what that does to the findings."""
    from ..output.history import Writer, event_lines
    from ..output.message import files

    repository = found.repository
    Writer(color).write((0, line, "") for line in files(words, what))
    if repository.head is None or found.former != repository.inside or not what.events:
        Writer(color).write(event_lines(what.events, words))
    else:
        from ..history.difference import between
        from ..output.difference import write

        write(between(repository, found.folder.root, repository.head, "", on)._replace(events=what.events), words, color=color)
    sys.stdout.write("\n" if any(what) else "")


def _refuse(words: "Texts", register: "Register", errors: "list[Finding]", on: date, color: bool) -> None:
    """Name the errors, and say what can be done about them."""
    from ..output.console import say
    from ..rules import RULES

    if sys.stdout.isatty():
        from ..output.text import write
    else:
        from ..output.concise import write
    write([(register, errors)], on, words, color=color, accepted=False, rules=RULES)
    say(words.ui(f"save.refused.{'one' if len(errors) == 1 else 'many'}", n=len(errors)))
    raise typer.Exit(1)


def _commit(words: "Texts", register: "Register", found: "Plan", what: "Told", reason: str, errors: "list[Finding]", *, dry_run: bool) -> None:
    """Make the version and say so, or show its message."""
    from ..history.save import save as commit
    from ..i18n import LANGUAGES, texts
    from ..output.console import say
    from ..output.message import compose, count
    from ..output.safe import plain

    own = texts(register.language) if register.language in LANGUAGES else words
    text = compose(own, reason, what, errors)
    if dry_run:
        say(words.ui("save.dry-run"))
        sys.stdout.write("\n" + "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines()))
        return
    # a hook that checks must let pass what was let pass here
    try:
        revision = commit(found, text, {"ROPA_FAIL_ON": "never"} if errors else {})
    except KeyboardInterrupt:
        raise typer.Abort from None  # which is said; of a bare interruption the parser of the command line says nothing
    if revision is None:
        say(words.ui("save.nothing"))
        return
    said = {"revision": revision[:10], "branch": plain(found.repository.branch or ""), "records": count(words, what)}
    say(words.ui("save.merged", **said) if found.merging else words.ui("save.saved", **said))


def _left(words: "Texts", found: "Plan") -> list[str]:
    """What of the register is not saved, in a sentence."""
    from ..history.obstacles import listed, shown
    from ..output.safe import plain

    return [plain(words.ui("save.left", files=listed([shown(found.repository, path) for path in found.left])), lines=True)] if found.left else []
