"""The state of the register in git, read without running anything that the repository asks for."""

import subprocess
from pathlib import Path

import pytest

from ropa.source.folder import Folder
from ropa.source.git import state
from tests.support import base, write


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
    assert found.revision == git(repository, "rev-parse", "HEAD").strip()
    assert (found.dated.isoformat(), found.author, found.changed) == ("2026-03-02", "Anna Voorbeeld", 0)


def test_added_changed_and_removed_files_are_counted(repository: Path) -> None:
    register = repository / "register"
    (register / "activities" / "nieuw.toml").write_text('name = "Nieuw"\n', "utf-8")
    (register / "measures.toml").write_text("", "utf-8")
    (register / "locations" / "praktijkpakket.toml").unlink()
    found = state(Folder(str(register)))
    assert found is not None
    assert found.changed == 3


def test_no_repository_no_commit_and_not_committed(tmp_path: Path, repository: Path) -> None:
    assert state(Folder(str(write(tmp_path / "elsewhere" / "register", base())))) is None  # beside the register, not in the commit
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
