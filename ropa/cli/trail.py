"""`seal`, `verify`: fix an approved version, and see whether the trail still holds."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, RevOption, day_of, help_of, language_of, locate, open_register, use_color, words_of

if TYPE_CHECKING:
    from ..findings import Finding
    from ..git.repository import Repository
    from ..i18n import Texts
    from ..register import Register

FORMATS = ("text", "json")
_SHOWN = 5


def seal(
    message: Annotated[str | None, typer.Option("-m", "--message", metavar="TEXT", help=help_of("seal-message"), show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=help_of("seal-by"), show_default=False)] = None,
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help=help_of("seal-allow-errors"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_of("seal-dry-run"))] = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Make a tag that fixes the last version of the register as the approved one."""
    from ..findings import check
    from ..git.repository import open_repository
    from ..history import seals
    from ..output.console import say
    from ..output.safe import plain
    from ..register import Register as Loaded
    from ..source.folder import Folder

    root = locate(register, past=True)
    repository = open_repository(root)
    if repository.bare:
        raise Failure("seal-bare", path=root)
    folder = Folder(root)
    loaded = Loaded(folder)
    words = language_of(loaded, lang)
    _refuse_unsaved(repository, folder)
    on = day_of(as_of)
    findings = check(loaded, on)
    errors = [finding for finding in findings if finding.severity == "error" and not finding.accepted]
    if errors and not allow_errors:
        shown = _listed([f"{each.rule.code} {each.record}: {words.message(each)}" for each in errors])
        say(words.ui("seal.refused", n=len(errors), errors=shown))
        raise typer.Exit(1)
    subject = _own(loaded, words).ui("seal.subject", name=plain(loaded.name))
    allowed = f"{len(errors)} ({', '.join(f'{each.rule.code} {plain(each.record)}' for each in errors)})" if errors else ""
    draft = seals.draft(repository, seals.Asked(subject, message or "", by or "", on, _counts(findings), allowed))
    if dry_run:
        say(words.ui("seal.dry-run", seal=draft.name, revision=draft.commit[:10]) + "\n")
        sys.stdout.write(plain(draft.message, lines=True))
        return
    identity = seals.make(repository, draft)
    said = words.ui("seal.signed" if draft.signed else "seal.unsigned")
    files = words.ui(f"verify.files.{'one' if draft.total == 1 else 'many'}", n=draft.total)
    say(words.ui("seal.made", seal=draft.name, revision=draft.commit[:10], files=files, signed=said))
    say(words.ui("seal.keep", object=identity))
    if b"origin" in repository.git.run("remote").split():
        say(words.ui("seal.share", command=f"git push origin {draft.name}"))
    say(words.ui("seal.next"))


def _refuse_unsaved(repository: "Repository", folder: "object") -> None:
    """A seal is of a version that was saved, on a branch. Raises Failure where it could not be."""
    from ..history.standing import unsaved_files
    from ..source.folder import Folder

    head = repository.need_head()
    if repository.branch is None:
        raise Failure("seal-detached", revision=head[:10])
    if not isinstance(folder, Folder):
        return
    changed, ignored = unsaved_files(folder, repository, head, documents=True)
    if changed:
        raise Failure("seal-unsaved", files=_listed(changed))
    if ignored:
        raise Failure("seal-ignored", files=_listed(ignored))


def _listed(lines: list[str]) -> str:
    """A few of them, each on a line of its own."""
    from ..output.safe import plain

    more = len(lines) - _SHOWN
    return "".join(f"\n  {plain(line)}" for line in lines[:_SHOWN]) + (f"\n  … (+{more})" if more > 0 else "")


def _own(register: "Register", words: "Texts") -> "Texts":
    """The words of the register's own language, which a seal speaks whoever makes it."""
    from ..i18n import LANGUAGES, texts

    return texts(register.language) if register.language in LANGUAGES else words


def _counts(findings: "list[Finding]") -> str:
    """The findings as a seal counts them, in English for programs: 0 errors, 8 warnings, 1 note, 1 accepted."""
    from ..findings import summary

    found = summary(findings)
    parts = [f"{found[key]} {name}{'' if found[key] == 1 else 's'}" for key, name in (("error", "error"), ("warning", "warning"), ("info", "note"))]
    return ", ".join([*parts, f"{found['accepted']} accepted"])


def verify(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help=help_of("verify-file"), show_default=False)] = None,
    format: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=help_of("look-format"))] = "text",  # noqa: A002
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="error|warning|info|never", help=help_of("check-fail-on"))] = "error",
    allowed_signers: Annotated[str | None, typer.Option("--allowed-signers", metavar="FILE", help=help_of("verify-allowed-signers"))] = None,
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Walk the trail: seals, signatures, history, and what came after."""
    import os

    from ..findings import check
    from ..git.commits import read_commit
    from ..git.repository import open_repository
    from ..history.standing import Standing
    from ..history.verify import walk_trail
    from ..output import trail as out
    from ..output.progress import progress
    from ..rules import RULES
    from ..rules.base import SEVERITIES

    if format not in FORMATS:
        raise Failure("bad-choice", option="--format", value=format, known=", ".join(FORMATS))
    if fail_on not in (*SEVERITIES, "never"):
        raise Failure("bad-choice", option="--fail-on", value=fail_on, known=", ".join((*SEVERITIES, "never")))
    if file is not None:
        _verify_file(file, format, {"--rev": rev, "--as-of": as_of, "--allowed-signers": allowed_signers}, register, lang, color=use_color(no_color))
        return
    if allowed_signers is not None and not os.path.isfile(allowed_signers):
        raise Failure("no-signers-file", path=allowed_signers)
    root = locate(register, past=True)
    if rev is None and not os.path.lexists(os.path.join(root, "register.toml")):  # a bare repository, or one without a register in its working tree
        rev = "HEAD"
    loaded, on = open_register(root, rev, as_of)
    words = language_of(loaded, lang)
    known: Repository | None = getattr(loaded.source, "repository", None)
    repository = known or open_repository(root)
    start = loaded.source.revision or repository.need_head()
    policy = loaded.organisation.policy if loaded.organisation else None
    with progress(words.ui("verify.reading")) as tick:
        walked = walk_trail(repository, loaded.source, start, (policy.signatures if policy else None) or (), allowed_signers, tick)
    findings = check(loaded, on, [rule for rule in RULES if rule.family == "G"], Standing(walked.problems))
    report = out.Report(loaded, read_commit(repository.git, start), walked, findings, on)
    if format == "json":
        out.write_json(report, words)
    else:
        out.write(report, words, color=use_color(no_color))
    counted = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    if any(finding.severity in counted and not finding.accepted for finding in findings):
        raise typer.Exit(1)


def _verify_file(file: str, format: str, others: dict[str, object], register: str | None, lang: str | None, *, color: bool) -> None:  # noqa: A002
    """Hold a printed register against the version that it names; end with 1 where it is not the same."""
    from ..documents.proof import IDENTICAL, prove
    from ..output import proof as page
    from ..output.progress import progress

    for option, value in others.items():
        if value is not None:
            raise Failure("verify-file-rev", path=file, option=option)
    root = locate(register, past=True)
    words = words_of(root, lang)
    with progress("", words.ui("history.busy")):
        proof = prove(file, root)
    if format == "json":
        page.write_json(proof)
    else:
        page.write(proof, words, color=color)
    if proof.verdict != IDENTICAL:
        raise typer.Exit(1)
