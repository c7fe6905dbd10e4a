"""The state of the register in git, read without running anything that the repository asks for."""

import os
import subprocess
from pathlib import Path

import pytest

from ropa.cli import run
from ropa.history.worktree import state
from ropa.source.folder import Folder
from tests.support import TODAY, base, write


def git(where: Path, *arguments: str) -> str:
    environment = {
        "PATH": "/usr/bin:/bin:/usr/local/bin",
        "HOME": str(where),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Anna Voorbeeld",
        "GIT_AUTHOR_EMAIL": "anna@voorbeeld.example",
        "GIT_COMMITTER_NAME": "Anna Voorbeeld",
        "GIT_COMMITTER_EMAIL": "anna@voorbeeld.example",
        "GIT_AUTHOR_DATE": "2026-03-02T10:00:00+00:00",
        "GIT_COMMITTER_DATE": "2026-03-02T10:00:00+00:00",
    }
    return subprocess.run(["git", *arguments], cwd=where, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    write(tmp_path / "register", base())
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "register")
    git(tmp_path, "commit", "-q", "-m", "Eerste versie")
    return tmp_path


def test_state_of_a_register_in_a_repository(repository: Path) -> None:
    found = state(Folder(str(repository / "register")))
    assert found is not None
    assert found.commit.id == git(repository, "rev-parse", "HEAD").strip()
    assert (found.commit.committer.day.isoformat(), found.commit.author.name, found.unsaved) == ("2026-03-02", "Anna Voorbeeld", [])


def test_another_reader_of_repositories_says_the_same(repository: Path) -> None:
    import git as gitpython

    found = state(Folder(str(repository / "register")))
    assert found is not None
    with gitpython.Repo(repository) as other:
        commit = other.head.commit
        assert (found.commit.id, found.commit.tree, found.commit.message) == (commit.hexsha, commit.tree.hexsha, str(commit.message).strip())
        assert (found.commit.author.name, found.commit.author.email, found.commit.author.at) == (
            commit.author.name,
            commit.author.email,
            commit.authored_datetime,
        )
        assert found.commit.committer.day == commit.committed_datetime.date()


def test_added_changed_and_removed_files_are_counted(repository: Path) -> None:
    register = repository / "register"
    (register / "activities" / "nieuw.toml").write_text('name = "Nieuw"\n', "utf-8")
    (register / "measures.toml").write_text("", "utf-8")
    (register / "locations" / "praktijkpakket.toml").unlink()
    found = state(Folder(str(register)))
    assert found is not None
    assert found.unsaved == ["activities/nieuw.toml", "locations/praktijkpakket.toml", "measures.toml"]


def test_no_repository_no_commit_and_not_committed(tmp_path: Path, repository: Path) -> None:
    beside = state(Folder(str(write(tmp_path / "elsewhere" / "register", base()))))
    assert beside is not None and beside.unsaved == sorted(base())  # beside the register, not in the commit
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    assert state(Folder(str(write(outside, base())))) is None
    empty = tmp_path / "empty"
    write(empty, base())
    git(empty, "init", "-q")
    assert state(Folder(str(empty))) is None


def test_nothing_of_a_hostile_repository_runs(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    witness = repository / "witness"
    script = repository / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {witness}\ncat\n", "utf-8")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "diff.external",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.sshCommand",
        "gpg.program",
        "core.askPass",
    ):
        git(repository, "config", key, str(script))
    (repository / ".gitattributes").write_text("* filter=evil\n", "utf-8")
    hooks = repository / ".git" / "hooks"
    for hook in ("post-checkout", "pre-commit", "post-index-change"):
        (hooks / hook).write_bytes(script.read_bytes())
        (hooks / hook).chmod(0o755)
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    assert state(Folder(str(repository / "register"))) is not None
    assert not witness.exists()
    assert run(["overview", "--register", str(repository / "register"), "--as-of", TODAY.isoformat()]) == 0
    assert not witness.exists()


def test_objects_that_lack_are_not_fetched(repository: Path) -> None:
    """A partial clone may name any program as the one to fetch with: git runs it as soon as it misses an object."""
    witness = repository / "witness"
    tree = git(repository, "rev-parse", "HEAD^{tree}").strip()
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(repository / "elsewhere")),
        ("remote.origin.uploadpack", f"touch {witness}; true"),
    ):
        git(repository, "config", key, value)
    (repository / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert state(Folder(str(repository / "register"))) is None
    assert not witness.exists()


def test_no_process_where_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, base())

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert run(["overview", "--register", str(tmp_path), "--as-of", TODAY.isoformat()]) == 0
    assert "niet in git" in capsys.readouterr().out


def test_a_pipe_among_the_evidence_is_not_waited_for(repository: Path) -> None:
    (repository / "register" / "documents").mkdir(exist_ok=True)
    os.mkfifo(repository / "register" / "documents" / "pijp")
    found = state(Folder(str(repository / "register")))
    assert found is not None and found.unsaved == []
