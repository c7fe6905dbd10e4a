"""`ropa init`: what is not there is made, what is there is left alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import toml_rs

from ropa.cli import run
from tests.support import TODAY, base, write
from tests.test_save import WRONG, change, git, head, hook, world

__all__ = ["world"]
HOOK = Path(".git") / "hooks" / "pre-commit"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A folder with a register in it, in no repository."""
    top = tmp_path / "praktijk"
    write(top / "register", base())
    write(top, {"notities.txt": "prive\n"})
    return top


def commit(top: Path, **extra: str) -> "subprocess.CompletedProcess[str]":
    """Plain git, as anyone would use it."""
    git(top, "add", "register")
    return subprocess.run(["git", "commit", "-q", "-m", "Met git"], cwd=top, env={**os.environ, **extra}, capture_output=True, text=True, check=False)


def without_ropa(tmp_path: Path) -> str:
    """A PATH on which git is, and ropa is not."""
    bin_ = tmp_path / "bin"
    bin_.mkdir(exist_ok=True)
    for name in ("git", "sh"):
        for folder in os.environ["PATH"].split(os.pathsep):
            if (Path(folder) / name).exists() and not (bin_ / name).exists():
                (bin_ / name).symlink_to(Path(folder) / name)
    return str(bin_)


def test_repository_and_hook_are_made(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(top)]) == 0
    assert git(top, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    assert os.access(top / HOOK, os.X_OK)
    assert head(top) == ""
    out = capsys.readouterr().out
    assert 'ropa save -m "Eerste versie van het register"' in out
    assert str(top) in out


def test_twice_changes_nothing(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(top)]) == 0
    before = {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert run(["init", str(top)]) == 0
    assert {path: path.read_bytes() for path in top.rglob("*") if path.is_file()} == before
    assert "wordt al nagekeken" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("where", "folder", "made"),
    [
        (".", None, "."),
        (".", "register", "register"),
        ("register", None, "register"),
        ("register/activities", None, "register"),
        ("elders", None, "."),
    ],
)
def test_where_the_repository_comes(top: Path, where: str, folder: str | None, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "elders").mkdir()
    monkeypatch.chdir(top / where)
    assert run(["init", *([folder] if folder else [])]) == 0
    assert [path.parent for path in top.rglob(".git")] == [(top / made).resolve()]
    assert (top / made / HOOK).exists()


def test_a_home_folder_becomes_no_repository(tmp_path: Path) -> None:
    write(tmp_path / "home" / "register", base())
    assert run(["init", str(tmp_path / "home")]) == 0
    assert [path.parent.name for path in tmp_path.rglob(".git")] == ["register"]


def test_no_hook(top: Path) -> None:
    assert run(["init", str(top), "--no-hook"]) == 0
    assert not (top / HOOK).exists()


def test_a_repository_that_is_there_is_used(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(top, "init", "-q", "-b", "trunk")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "x")
    assert run(["init", str(top / "register")]) == 0
    assert not (top / "register" / ".git").exists()
    assert "register=./register\n" in (top / HOOK).read_text("utf-8")
    assert git(top, "symbolic-ref", "HEAD").strip() == "refs/heads/trunk"
    assert "Eerste versie" not in capsys.readouterr().out


def test_a_hook_that_is_there_is_left_alone(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(top, "init", "-q")
    path = hook(top, "pre-commit", "exit 0")
    before = path.read_bytes()
    assert run(["init", str(top)]) == 0
    assert path.read_bytes() == before
    line = "ropa check --ignore G ./register || exit 1"
    assert line in capsys.readouterr().out
    for own in (line, "/opt/ropa/bin/ropa check register", "# nakijken\nropa check --fail-on warning ./register"):
        path.write_bytes(before.replace(b"exit 0", own.encode()))
        assert run(["init", str(top)]) == 0
        assert "wordt al nagekeken" in capsys.readouterr().out
    for other in ("# " + line, "ropa check ./register2", "echo 'niet af"):
        path.write_bytes(before.replace(b"exit 0", other.encode()))
        assert run(["init", str(top)]) == 0
        assert line in capsys.readouterr().out


@pytest.mark.parametrize(("hook", "documents"), [("ropa-check", True), ("ropa-fmt", False)])
def test_pre_commit_names_a_command_that_is_there(hook: str, documents: bool) -> None:
    """.pre-commit-hooks.yaml, read as far as one can without a parser of YAML."""
    top = Path(__file__).parent.parent
    _, *hooks = (top / ".pre-commit-hooks.yaml").read_text("utf-8").split("\n- ")
    said = next(dict(line.strip().split(": ", 1) for line in each.splitlines()) for each in hooks if each.startswith(f"id: {hook}\n"))
    program, verb, *options = said["entry"].split()
    assert program in toml_rs.loads((top / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert run([verb, "--help", *options]) == 0
    files = re.compile(said["files"])
    assert all(files.search(str(path.relative_to(top))) for path in (top / "register").rglob("*.toml"))
    assert files.search("register.toml")
    assert bool(files.search("register/documents/map/brief.pdf")) == documents
    assert not files.search("pyproject.toml")
    assert not files.search("src/activities.toml")


def test_two_registers_in_one_repository(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(top / "tweede", base())
    git(top, "init", "-q")
    assert run(["init", str(top)]) == 0
    capsys.readouterr()
    assert run(["init", str(top / "tweede")]) == 0
    assert "ropa check --ignore G ./tweede || exit 1" in capsys.readouterr().out


@pytest.mark.parametrize("inside", [True, False])
def test_another_folder_for_hooks(top: Path, tmp_path: Path, inside: bool, capsys: pytest.CaptureFixture[str]) -> None:
    git(top, "init", "-q")
    folder = top / ".haken" if inside else tmp_path / "haken"
    git(top, "config", "core.hooksPath", ".haken" if inside else str(folder))
    assert run(["init", str(top)]) == 0
    assert not (top / HOOK).exists()
    assert (folder / "pre-commit").exists() == inside
    out = capsys.readouterr().out
    assert "core.hooksPath" in out
    assert ("ropa check --ignore G ./register || exit 1" in out) == (not inside)
    if inside:
        write(top / "register", {"activities/proef.toml": WRONG})
        assert commit(top).returncode == 1


def test_worktree_shares_the_hook(top: Path, tmp_path: Path) -> None:
    assert run(["init", str(top)]) == 0
    assert commit(top, ROPA_FAIL_ON="never").returncode == 0
    git(top, "worktree", "add", "-q", "-b", "zij", str(tmp_path / "zij"))
    assert run(["init", str(tmp_path / "zij")]) == 0
    change(tmp_path / "zij", WRONG, "proef")
    assert commit(tmp_path / "zij").returncode == 1


@pytest.mark.parametrize("name", ["register", "met spaties", "it's", "-begint", "$(touch x)", ":(top)"])
def test_the_hook_checks_the_register(tmp_path: Path, name: str) -> None:
    top = tmp_path / "top"
    write(top / name, base())
    git(tmp_path, "init", "-q", "top")
    assert run(["init", str(top / name)]) == 0
    write(top / name, {"activities/proef.toml": WRONG})
    git(top, "add", ".")
    done = subprocess.run(["git", "commit", "-q", "-m", "x"], cwd=top, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"./{name}/activities/proef.toml:2:1: error F004" in done.stdout + done.stderr
    assert not (top / "x").exists()
    assert subprocess.run(["git", "commit", "-q", "-m", "x"], cwd=top, env={**os.environ, "ROPA_FAIL_ON": "never"}, check=False).returncode == 0


def test_the_hook_finds_the_program(top: Path, tmp_path: Path) -> None:
    """On PATH, else where it was when the hook was made, else it says that it is not there."""
    assert run(["init", str(top)]) == 0
    path = without_ropa(tmp_path)
    write(top / "register", {"activities/proef.toml": WRONG})
    assert "F004" in (done := commit(top, PATH=path)).stdout + done.stderr
    text = (top / HOOK).read_text("utf-8")
    program = str(Path(sys.executable).parent / "ropa")
    (top / HOOK).write_text(text.replace(program if program in text else sys.executable, "/nergens/ropa"), "utf-8")
    done = commit(top, PATH=path)
    assert done.returncode == 1
    assert "ropa is niet gevonden" in done.stderr
    own = tmp_path / "bin" / "ropa"
    own.write_text('#!/bin/sh\necho "eigen $*"\n')
    own.chmod(0o755)
    done = commit(top, PATH=path)
    assert done.returncode == 0
    assert "eigen check --ignore G ./register" in done.stdout + done.stderr


def test_the_hook_lets_a_branch_without_the_register_be(top: Path) -> None:
    assert run(["init", str(top)]) == 0
    (top / "register").rename(top.parent / "weg")
    git(top, "add", "notities.txt")
    assert subprocess.run(["git", "commit", "-q", "-m", "x"], cwd=top, check=False).returncode == 0


def test_without_an_author_it_says_how(top: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home" / ".gitconfig").write_text("")
    assert run(["init", str(top)]) == 0
    assert "git config --global user.email" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["nl", "en", "fr", "de"])
def test_without_a_register(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leeg" / "register").mkdir(parents=True)
    """Without a terminal nothing is asked: every option that is missing is named, and nothing is made."""
    for folder in ("leeg", "nergens"):
        assert run(["init", str(tmp_path / folder), "--lang", lang, "--as-of", TODAY.isoformat()]) == 2
        err = capsys.readouterr().err
        assert [option for option in ("--name", "--country", "--email", "--dpo/--no-dpo", "--yes") if option not in err] == []
    assert [path.name for path in (tmp_path / "leeg").rglob("*")] == ["register"]
    assert not (tmp_path / "nergens").exists()


def test_bare_and_unwritable(top: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (top / ".git").write_text("geen repository\n")
    assert run(["init", str(top)]) == 2
    assert capsys.readouterr().err.startswith("ropa: ")
    (top / ".git").unlink()
    git(top, "init", "-q")
    hooks = top / ".git" / "hooks"
    if hooks.exists():
        for path in hooks.iterdir():
            path.unlink()
        hooks.rmdir()
    hooks.write_text("geen map\n")
    assert run(["init", str(top)]) == 2
    assert "pre-commit" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["init", str(top)]) == 2
    assert "git-scm.com" in capsys.readouterr().err


def test_a_surrounding_git_does_not_mislead(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "ander"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(other))
    assert run(["init", str(top)]) == 0
    assert (top / HOOK).exists()
    assert not (other / HOOK).exists()
