"""`ropa save`: the register and nothing else becomes a version, and what does not become one leaves no trace."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ropa.cli import run
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
NAME = "Anna Voorbeeld <anna@voorbeeld.example>"
NEWS = 'name = "Nieuwsbrief"\nstatus = "draft"\n'
WRONG = 'name = "Proef"\ncolour = "rood"\n'
"""A file with an error that no date changes."""


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, in which git knows who saves; nothing of the machine's settings, and a fixed moment."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Anna Voorbeeld\nemail = anna@voorbeeld.example\n[init]\ndefaultBranch = main\n", "utf-8")
    for name in [name for name in os.environ if name.startswith(("GIT_", "EMAIL", "XDG_CONFIG", "ROPA_"))]:
        monkeypatch.delenv(name)
    for name, value in (
        ("HOME", str(home)),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_DATE", "2026-11-22T09:00:00+01:00"),
        ("GIT_COMMITTER_DATE", "2026-11-22T09:00:00+01:00"),
    ):
        monkeypatch.setenv(name, value)


def git(where: Path, *arguments: str, fails: bool = False) -> str:
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, check=False)
    assert fails or done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout.decode("utf-8", "surrogateescape")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a register in it, saved, and a file beside it."""
    top = tmp_path / "praktijk"
    write(top / "register", base())
    write(top, {"notities.txt": "een\n", "oud.txt": "oud\n"})
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "Begin")
    return top


def save(top: Path, *arguments: str, register: str = "register") -> int:
    return run(["save", *arguments, "--register", str(top / register), *AS_OF])


def change(top: Path, text: str = NEWS, name: str = "nieuwsbrief", register: str = "register") -> None:
    write(top / register, {f"activities/{name}.toml": text})


def head(top: Path) -> str:
    return git(top, "rev-parse", "-q", "--verify", "HEAD", fails=True).strip()


def message(top: Path) -> str:
    return git(top, "log", "-1", "--format=%B").rstrip("\n")


def changed(top: Path) -> list[str]:
    """The files of the last commit, each with what happened to it."""
    return git(top, "-c", "core.quotePath=false", "show", "--format=", "--name-status", "--no-renames", "HEAD").splitlines()


def index(top: Path) -> bytes | None:
    path = top / git(top, "rev-parse", "--git-path", "index").strip()
    return path.read_bytes() if path.exists() else None


def locks(top: Path) -> list[str]:
    return [str(path) for path in (top / ".git").rglob("*.lock")]


def hook(top: Path, name: str, script: str) -> Path:
    path = top / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def untouched(top: Path) -> Callable[[], None]:
    """To be called when a save is said to have failed: nothing has changed, in the history or in the index, and no lock is left."""
    change(top)
    write(top, {"notities.txt": "klaargezet\n"})
    git(top, "add", "notities.txt")
    before = head(top), index(top)

    def look() -> None:
        assert (head(top), index(top)) == before
        assert locks(top) == []
        assert git(top, "diff", "--cached", "--name-only").split() == ["notities.txt"]

    return look


# -- what is saved -----------------------------------------------------------------------------------------------------------------------------------


def test_new_changed_and_removed_files_are_saved_and_nothing_else(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(top)
    measures = top / "register" / "measures.toml"
    measures.write_text(measures.read_text("utf-8") + "# opmerking\n", "utf-8")
    write(top / "register", {"README.md": "Ons register\n"})
    write(top, {"notities.txt": "klaargezet\n", "oud.txt": "niet klaargezet\n", "nieuw.txt": "onbekend\n"})
    git(top, "add", "notities.txt")
    assert save(top, "-m", "Nieuwsbrief toegevoegd") == 0
    assert changed(top) == ["A\tregister/README.md", "A\tregister/activities/nieuwsbrief.toml", "M\tregister/measures.toml"]
    assert git(top, "status", "--porcelain") == "M  notities.txt\n M oud.txt\n?? nieuw.txt\n"
    assert git(top, "log", "-1", "--format=%an <%ae>|%cn <%ce>").strip() == f"{NAME}|{NAME}"
    out, err = capsys.readouterr()
    assert "+ activities/nieuwsbrief  Nieuwsbrief: toegevoegd" in out
    assert head(top)[:10] in err
    assert "1 record" in err
    assert "ropa log -n 1" in err


def test_message_names_the_records_and_their_fields(top: Path) -> None:
    activity = top / "register" / "activities" / "client-administration.toml"
    text = activity.read_text("utf-8")
    activity.write_text(text.replace('owner = "Anna Voorbeeld"', 'owner = "Bea Voorbeeld"'), "utf-8")
    change(top)
    assert save(top, "-m", "Andere eigenaar\nZo besloten op 20 november.\n\nZie het verslag.", "--lang", "en") == 0
    assert message(top) == (
        "Andere eigenaar\n\nZo besloten op 20 november.\n\nZie het verslag.\n\n"
        "- gewijzigd: activities/client-administration (Cliëntenadministratie): Proceseigenaar\n"
        "- toegevoegd: activities/nieuwsbrief (Nieuwsbrief)"
    )
    assert git(top, "log", "-1", "--format=%(trailers)").strip() == ""


def test_a_comment_is_saved_and_called_one(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measures = top / "register" / "measures.toml"
    measures.write_text(measures.read_text("utf-8") + "# opmerking\n", "utf-8")
    assert save(top, "-m", "Toelichting") == 0
    assert message(top) == "Toelichting\n\n- alleen opmerkingen of opmaak: register/measures.toml"
    out, err = capsys.readouterr()
    assert "alleen opmerkingen of opmaak: register/measures.toml\n" in out
    assert "1 bestand)" in err


def test_renamed_removed_and_moved_records(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(top, NEWS + 'description = "Elke maand een brief."\n')
    change(top, NEWS.replace("Nieuwsbrief", "Weg"), "weg")
    assert save(top, "-m", "Twee erbij") == 0
    activities = top / "register" / "activities"
    (activities / "nieuwsbrief.toml").rename(activities / "brief.toml")
    (activities / "weg.toml").unlink()
    assert save(top, "-m", "Opgeruimd") == 0
    assert message(top).splitlines()[2:] == ["- hernoemd: activities/brief (Nieuwsbrief), was activities/nieuwsbrief", "- verwijderd: activities/weg (Weg)"]
    (top / "privacy").mkdir()
    (top / "register").rename(top / "privacy" / "register")
    assert save(top, "-m", "Verhuisd", register="privacy/register") == 0
    assert message(top).splitlines()[2:] == ["- verplaatst: het hele register, van de map register naar privacy/register"]
    assert git(top, "status", "--porcelain") == ""
    assert git(top, "ls-files", "register") == ""
    assert "1 record" in capsys.readouterr().err


def test_many_records_are_cut_off_in_the_message(top: Path) -> None:
    for number in range(45):
        change(top, NEWS, f"brief-{number:02}")
    assert save(top, "-m", "Veel") == 0
    lines = message(top).splitlines()
    assert len(lines) == 43
    assert lines[-1] == "- en nog 5"


def test_what_was_staged_of_the_register_is_saved_as_it_is_now(top: Path) -> None:
    change(top, "name = 'Half'\n")
    git(top, "add", "register")
    change(top)
    git(top, "rm", "-q", "--cached", "register/measures.toml")
    assert save(top, "-m", "Af") == 0
    assert changed(top) == ["A\tregister/activities/nieuwsbrief.toml"]
    assert git(top, "show", "HEAD:register/activities/nieuwsbrief.toml") == NEWS


def test_nothing_to_save(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = head(top), index(top)
    activity = top / "register" / "activities" / "client-administration.toml"
    os.utime(activity, (1, 1))  # touched, and the same
    write(top, {"notities.txt": "iets anders\n"})
    assert save(top, "-m", "Niets") == 0
    assert (head(top), index(top)) == before
    assert "niets te bewaren" in capsys.readouterr().err


def test_what_is_left_out_is_named(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top / "register", {".gitignore": "documents/prive*\n"})
    write(top / "register", {"documents/prive.pdf": "x", "documents/~$brief.docx": "x", ".DS_Store": "x", "documents/goed.txt": "x"})
    git(top / "register", "init", "-q", "documents/eigen")
    write(top / "register", {"documents/eigen/a.txt": "x"})
    assert save(top, "-m", "Bewijs") == 0
    assert changed(top) == ["A\tregister/.gitignore", "A\tregister/documents/goed.txt"]
    err = capsys.readouterr().err
    assert "documents/prive.pdf" in err
    assert "documents/~$brief.docx" in err
    assert "documents/eigen/" in err
    assert "DS_Store" not in err
    assert save(top, "-m", "Nog eens") == 0
    assert "documents/prive.pdf" in capsys.readouterr().err


def test_dry_run_shows_and_leaves_everything(top: Path, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    hook(top, "pre-commit", "exit 1")
    assert save(top, "--dry-run", "-m", "Nieuwsbrief") == 0
    untouched()
    out, err = capsys.readouterr()
    assert "    Nieuwsbrief\n\n    - toegevoegd: activities/nieuwsbrief (Nieuwsbrief)\n" in out
    assert "niets bewaard" in err
    assert save(top, "--dry-run") == 0
    untouched()


# -- errors ------------------------------------------------------------------------------------------------------------------------------------------


def test_errors_hold_a_version_back(top: Path, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    change(top, WRONG, "proef")
    assert save(top, "-m", "Proef") == 1
    untouched()
    out, err = capsys.readouterr()
    assert "activities/proef.toml:2:1" in out
    assert "--allow-errors" in err


def test_allowed_errors_are_in_the_message_and_pass_the_hook(top: Path) -> None:
    assert run(["init", str(top)]) == 0
    change(top, WRONG, "proef")
    before = head(top)
    git(top, "add", "register")
    git(top, "commit", "-q", "-m", "Met git zelf", fails=True)
    assert head(top) == before
    assert save(top, "-m", "Proef", "--allow-errors") == 0
    trailer = git(top, "log", "-1", "--format=%(trailers:key=Ropa-Allowed-Errors,valueonly)").strip()
    number, _, named = trailer.partition(" ")
    assert named.startswith("(")
    assert int(number) == named.count(",") + 1
    assert "F004 activities/proef" in named


def test_allowing_errors_says_nothing_where_there_are_none(top: Path) -> None:
    hook(top, "pre-commit", 'echo "$ROPA_FAIL_ON" > fail-on')
    change(top)
    assert save(top, "-m", "Goed", "--allow-errors") == 0
    assert "Ropa-" not in message(top)
    assert (top / "fail-on").read_text() == "\n"


# -- what keeps it from being saved ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["-m", ""], ["-m", " \n\t"]])
def test_without_a_reason(top: Path, arguments: list[str], capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    assert save(top, *arguments) == 2
    untouched()
    assert 'ropa save -m "' in capsys.readouterr().err


@pytest.mark.parametrize("settings", ["", "[user]\nname = Anna\n", "[user]\nemail = a@b.example\n", "[user]\nname =\nemail = a@b.example\n"])
def test_without_an_author(
    top: Path, tmp_path: Path, settings: str, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / ".gitconfig").write_text(settings, "utf-8")
    assert save(top, "-m", "Wie?") == 2
    untouched()
    assert "git config --global user.name" in capsys.readouterr().err
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Bea")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "bea@voorbeeld.example")
    assert save(top, "-m", "Bea") == 0


def conflicting(top: Path, name: str = "notities.txt") -> None:
    """A second branch that changed the same line."""
    git(top, "switch", "-q", "-c", "ander")
    write(top, {name: "ander\n"})
    git(top, "add", name)
    git(top, "commit", "-q", "-m", "Ander")
    git(top, "switch", "-q", "main")
    write(top, {name: "main\n"})
    git(top, "add", name)
    git(top, "commit", "-q", "-m", "Main")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["rebase", "ander"], ["git rebase --continue", "git rebase --abort"]),
        (["rebase", "--apply", "ander"], ["git rebase --continue", "git rebase --abort"]),
        (["cherry-pick", "ander"], ["git cherry-pick --continue", "git cherry-pick --abort"]),
        (["revert", "HEAD~1"], ["git revert --continue", "git revert --abort"]),
        (["bisect", "start"], ["git bisect reset"]),
        (["am", "../ander.patch"], ["git am --continue", "git am --abort"]),
    ],
)
def test_in_the_middle_of_something(top: Path, command: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    conflicting(top)
    write(top, {"notities.txt": "nog eens\n"})
    git(top, "commit", "-q", "-a", "-m", "Nog eens")
    (top.parent / "ander.patch").write_text(git(top, "format-patch", "--stdout", "main~2..ander"))
    git(top, *command, fails=True)
    change(top)
    before = head(top), index(top)
    assert save(top, "-m", "Midden in iets") == 2
    err = capsys.readouterr().err
    assert all(text in err for text in expected), err
    assert (head(top), index(top)) == before


def test_between_two_picks(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(top, "switch", "-q", "-c", "ander")
    for number in (1, 2):
        write(top, {"notities.txt": f"{number}\n"})
        git(top, "commit", "-q", "-a", "-m", str(number))
    git(top, "switch", "-q", "main")
    write(top, {"notities.txt": "main\n"})
    git(top, "commit", "-q", "-a", "-m", "Main")
    git(top, "cherry-pick", "main..ander", fails=True)
    write(top, {"notities.txt": "1\n"})
    git(top, "commit", "-q", "-a", "-m", "Opgelost")
    change(top)
    assert save(top, "-m", "Tussendoor") == 2
    assert "git cherry-pick --continue" in capsys.readouterr().err


def test_detached_head(top: Path, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    git(top, "checkout", "-q", "--detach")
    assert save(top, "-m", "Los") == 2
    untouched()
    assert "git switch main" in capsys.readouterr().err


def test_locked_index(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(top)
    lock = top / ".git" / "index.lock"
    lock.touch()
    assert save(top, "-m", "Op slot") == 2
    assert str(lock) in capsys.readouterr().err
    assert lock.exists()
    lock.unlink()
    assert save(top, "-m", "Open") == 0


def test_no_repository_bare_repository_no_git(top: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "los" / "register", base())
    assert save(tmp_path / "los", "-m", "x") == 2
    assert "ropa init" in capsys.readouterr().err
    git(tmp_path, "clone", "-q", "--bare", "praktijk", "kaal.git")
    assert save(tmp_path, "-m", "x", register="kaal.git") == 2
    assert "git clone" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path / "kaal.git")
    assert run(["save", "-m", "x", *AS_OF]) == 2
    assert "git clone" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert save(top, "-m", "x") == 2
    assert "git-scm.com" in capsys.readouterr().err


def test_a_folder_that_is_no_register_saves_no_other_one(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(top)
    (top / "leeg").mkdir()
    before = head(top)
    assert save(top, "-m", "x", register="leeg") == 2
    assert head(top) == before
    assert capsys.readouterr().err.startswith("ropa: ")


def test_a_hook_refuses(top: Path, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    hook(top, "pre-commit", "echo 'eerst de spelling nakijken'; echo 'fatal: op de andere regel' >&2; exit 1")
    assert save(top, "-m", "Tegengehouden") == 2
    untouched()
    err = capsys.readouterr().err
    assert "eerst de spelling nakijken" in err
    assert "fatal: op de andere regel" in err
    hook(top, "pre-commit", "exit 0")
    hook(top, "commit-msg", "echo 'noem een nummer' >&2; exit 3")
    assert save(top, "-m", "Tegengehouden") == 2
    untouched()
    assert "noem een nummer" in capsys.readouterr().err


def test_a_hook_sees_what_is_saved(top: Path) -> None:
    hook(top, "pre-commit", "git diff --cached --name-only > gezien; pwd >> gezien")
    change(top)
    write(top, {"notities.txt": "klaargezet\n"})
    git(top, "add", "notities.txt")
    assert save(top, "-m", "Gezien") == 0
    assert (top / "gezien").read_text().split() == ["register/activities/nieuwsbrief.toml", str(top)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full")
def test_a_full_disk(top: Path, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    log = top / ".git" / "logs" / "HEAD"
    log.unlink()
    log.symlink_to("/dev/full")
    assert save(top, "-m", "Vol") == 2
    untouched()
    err = capsys.readouterr().err
    assert "No space left" in err
    assert "schijf" in err


# -- signing -----------------------------------------------------------------------------------------------------------------------------------------

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signing with ssh needs ssh-keygen")


def sign(top: Path, tmp_path: Path) -> Path:
    key = tmp_path / "sleutel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "anna", "-f", str(key)], check=True)
    for name, value in (("gpg.format", "ssh"), ("user.signingKey", str(key)), ("commit.gpgSign", "true")):
        git(top, "config", name, value)
    return key


@needs_ssh
def test_a_version_is_signed_where_git_is_set_to(top: Path, tmp_path: Path) -> None:
    sign(top, tmp_path)
    change(top)
    assert save(top, "-m", "Ondertekend") == 0
    assert "-----BEGIN SSH SIGNATURE-----" in git(top, "cat-file", "commit", "HEAD")


@needs_ssh
def test_signing_fails(top: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], untouched: Callable[[], None]) -> None:
    sign(top, tmp_path).unlink()
    assert save(top, "-m", "Zonder sleutel") == 2
    untouched()
    assert "user.signingKey" in capsys.readouterr().err
    git(top, "config", "gpg.format", "openpgp")
    git(top, "config", "gpg.program", "/bin/false")
    assert save(top, "-m", "Zonder gpg") == 2
    untouched()
    assert "user.signingKey" in capsys.readouterr().err


# -- places ------------------------------------------------------------------------------------------------------------------------------------------


def test_first_commit(tmp_path: Path) -> None:
    top = tmp_path / "nieuw"
    write(top / "register", base())
    write(top, {"prive.txt": "x"})
    git(top, "init", "-q", "-b", "main")
    hook(top, "pre-commit", "exit 1")
    assert save(top, "-m", "Eerste") == 2
    assert index(top) is None
    (top / ".git" / "hooks" / "pre-commit").unlink()
    assert save(top, "-m", "Eerste") == 0
    assert git(top, "status", "--porcelain") == "?? prive.txt\n"
    assert save(top, "-m", "Nog eens") == 0
    assert git(top, "rev-list", "--count", "HEAD").strip() == "1"


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_register_at_the_top(tmp_path: Path, form: str) -> None:
    top = write(tmp_path / "register", base())
    write(top, {".github/taken.yml": "x: 1\n", "README.md": "x\n", ".env": "geheim\n"})
    git(top, "init", "-q", "-b", "main", f"--object-format={form}")
    assert run(["save", "-m", "Eerste", "--register", str(top), *AS_OF]) == 0
    assert git(top, "status", "--porcelain") == "?? .env\n?? .github/\n"
    change(top, register=".")
    write(top, {"documents/extra.txt": "x"})
    (top / "README.md").unlink()
    git(top, "add", ".github")
    assert run(["save", "-m", "Tweede", "--register", str(top), *AS_OF]) == 0
    assert changed(top) == ["D\tREADME.md", "A\tactivities/nieuwsbrief.toml", "A\tdocuments/extra.txt"]
    assert git(top, "status", "--porcelain") == "A  .github/taken.yml\n?? .env\n"


def test_submodule_and_worktree(top: Path, tmp_path: Path) -> None:
    outer = tmp_path / "buiten"
    outer.mkdir()
    git(outer, "init", "-q", "-b", "main")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "-b", "main", str(top), "deel")
    change(outer, register="deel/register")
    assert save(outer, "-m", "In de submodule", register="deel/register") == 0
    assert changed(outer / "deel") == ["A\tregister/activities/nieuwsbrief.toml"]
    assert head(outer) == ""
    git(top, "worktree", "add", "-q", "-b", "zij", str(tmp_path / "zij"))
    change(tmp_path / "zij")
    main = head(top)
    assert save(tmp_path / "zij", "-m", "In de worktree") == 0
    assert head(top) == main
    assert changed(tmp_path / "zij") == ["A\tregister/activities/nieuwsbrief.toml"]


@pytest.mark.parametrize("name", ["met spaties en 'aanhaling\"", "-begint", ":(top)", "*", "é", "[a]", "#"])
def test_names_are_taken_literally(tmp_path: Path, name: str) -> None:
    top = tmp_path / "top"
    write(top / name, base())
    write(top / "b", base())
    write(top / name, {f"documents/{name}.txt": "x", "documents/:(glob)**": "x", "documents/-x": "x"})
    git(top, "init", "-q", "-b", "main")
    assert save(top, "-m", "Eerste", register=name) == 0
    assert git(top, "-c", "core.quotePath=false", "status", "--porcelain") == "?? b/\n"
    write(top / name, {"documents/-x": "y"})
    assert save(top, "-m", "Tweede", register=name) == 0
    assert git(top, "status", "--porcelain") == "?? b/\n"


def test_names_that_are_no_unicode(top: Path) -> None:
    (top / "register" / "documents" / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    assert save(top, "-m", "Oude naam") == 0
    assert git(top, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "reason",
    ["# geen opmerking", "--help", "-x", "a\x1b[31mrood", "regel\r\nvan Windows", "x\x00y", "\udcff", "Signed-off-by: x <y>", "scissors\n# --- >8 ---\nna"],
    ids=range(9),
)
def test_any_reason_is_text(top: Path, reason: str) -> None:
    change(top)
    assert save(top, f"--message={reason}") == 0
    text = git(top, "cat-file", "commit", "HEAD").partition("\n\n")[2]
    assert text.endswith("- toegevoegd: activities/nieuwsbrief (Nieuwsbrief)\n")
    assert not set(text) & {"\x1b", "\x00", "\r", "\udcff"}
    assert text[:2] == reason.replace("\udcff", "\\udcff")[:2].replace("\x1b", "\\").replace("\x00", "\\")


def test_settings_of_the_user_do_not_change_the_message(top: Path) -> None:
    (top.parent / "sjabloon").write_text("# sjabloon\n")
    for name, value in (
        ("commit.cleanup", "strip"),
        ("commit.template", str(top.parent / "sjabloon")),
        ("i18n.commitEncoding", "latin-1"),
        ("commit.verbose", "true"),
        ("core.editor", "false"),
        ("core.quotePath", "true"),
        ("status.showUntrackedFiles", "no"),
    ):
        git(top, "config", name, value)
    change(top, NEWS.replace("Nieuwsbrief", "Nieuwsbriéf"))
    assert save(top, "-m", "#1 é") == 0
    header, _, text = git(top, "cat-file", "commit", "HEAD").partition("\n\n")
    assert text == "#1 é\n\n- toegevoegd: activities/nieuwsbrief (Nieuwsbriéf)\n"
    assert "encoding" not in header


def test_a_surrounding_git_does_not_mislead(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "ander"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    change(top)
    (tmp_path / "index").write_bytes(b"geen index")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    assert save(top, "-m", "Niet van slag") == 0
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert changed(top) == ["A\tregister/activities/nieuwsbrief.toml"]
    assert head(other) == ""
    assert (tmp_path / "index").read_bytes() == b"geen index"


# -- interruptions -----------------------------------------------------------------------------------------------------------------------------------


def start(top: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ropa", "save", "-m", "Onderbroken", "--register", str(top / "register"), *AS_OF]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=Path(__file__).parent.parent)


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not come")


@pytest.mark.parametrize("to_all", [True, False], ids=["terminal", "process"])
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("pre-commit", signal.SIGINT),
        ("pre-commit", signal.SIGTERM),
        ("pre-commit", signal.SIGHUP),
        ("commit-msg", signal.SIGINT),
        ("reference-transaction", signal.SIGINT),
        ("post-commit", signal.SIGINT),
    ],
)
def test_interrupted(top: Path, name: str, number: int, to_all: bool) -> None:
    """Ctrl-C while a hook runs: nothing is left of it, or the version is there as a whole and is said to be."""
    change(top)
    write(top, {"notities.txt": "klaargezet\n"})
    git(top, "add", "notities.txt")
    before = head(top), index(top)
    started = top.parent / "begonnen"
    hook(top, name, f'[ "$1" = prepared ] && exit 0\ntouch {started}\nexec sleep 20')
    process = start(top)
    wait_for(started)
    os.killpg(process.pid, number) if to_all else os.kill(process.pid, number)
    _, err = process.communicate(timeout=15)
    assert locks(top) == []
    if head(top) == before[0]:
        assert process.returncode == 130, err
        assert index(top) == before[1]
        assert "niets veranderd" in err
    else:
        assert process.returncode == 0, err
        assert head(top)[:10] in err
        assert git(top, "status", "--porcelain", "register") == ""
    assert git(top, "diff", "--cached", "--name-only").split() == ["notities.txt"]
    assert (head(top) == before[0]) == (name in ("pre-commit", "commit-msg"))
