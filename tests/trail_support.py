"""Repositories for the tests of seals and of the trail: a register in git, commands in it, keys to sign with."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]


class Work:
    """A repository with a register in it, and the command run there as a user would."""

    def __init__(self, root: Path, inside: str, capfd: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.register = root / inside if inside else root
        self.capfd = capfd

    def git(self, *arguments: str, data: str | None = None, fails: bool = False) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, input=data, check=False)
        assert fails or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ropa(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code, and what was written to standard output and standard error."""
        self.capfd.readouterr()
        code = run([*arguments, "--register", str(self.register)])
        out, err = self.capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    def seal(self, *arguments: str, day: str = "2026-11-22") -> str:
        """Make a seal; returns its name."""
        before = set(self.git("tag").splitlines())
        code, _, err = self.ropa("seal", "--as-of", day, *arguments)
        assert code == 0, err
        [name] = set(self.git("tag").splitlines()) - before
        return name

    def verify(self, *arguments: str, code: int | None = None) -> dict[str, Any]:
        """What `ropa verify --format json` says."""
        got, out, err = self.ropa("verify", "--format", "json", *AS_OF, *arguments)
        assert out, err
        told: dict[str, Any] = json.loads(out)
        assert code is None or got == code, told["findings"]
        assert got == (0 if told["holds"] or "--fail-on" in arguments else 1)
        return told

    def change(self, text: str, file: str = "activities/client-administration.toml", message: str = "Gewijzigd") -> str:
        """Add a line to a file of the register, and commit; returns the commit."""
        path = self.register / file
        path.write_text(path.read_text("utf-8").replace("\n", f"\n# {text}\n", 1), "utf-8")
        self.git("commit", "-q", "-a", "-m", message)
        return self.head

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def problems(self, *arguments: str) -> list[str]:
        """The problems that the trail has, by rule and variant, as the seals name them."""
        told = self.verify(*arguments)
        return sorted(f"{problem['rule']}:{problem['problem']}" for seal in told["seals"] for problem in seal["problems"])

    def codes(self, *arguments: str) -> list[str]:
        return [finding["rule"] for finding in self.verify(*arguments)["findings"]]

    def checked(self, *arguments: str) -> list[str]:
        """The codes of the G rules that `ropa check` finds."""
        _, out, err = self.ropa("check", "--format", "json", "--select", "G", *AS_OF, *arguments)
        assert out, err
        return [finding["rule"] for finding in json.loads(out)["findings"]]


def isolate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with a user that git knows, and a clock that stands still."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_", "GNUPG", "SSH_"))]:
        monkeypatch.delenv(name)
    for name, value in (("HOME", str(home)), ("GIT_CONFIG_NOSYSTEM", "1")):
        monkeypatch.setenv(name, value)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_DATE", "2026-11-20T10:00:00+01:00")
    (home / ".gitconfig").write_text(
        '[user]\nname = Anna Voorbeeld\nemail = anna@voorbeeld.example\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n'
    )
    return home


def make(root: Path, inside: str, capfd: pytest.CaptureFixture[str]) -> Work:
    """A repository with the base register, committed."""
    work = Work(root, inside, capfd)
    write(work.register, base())
    work.git("init", "-q")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Eerste versie")
    return work


def ssh_key(home: Path, name: str = "sleutel") -> Path:
    """A key for ssh, made for the test."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("there is no ssh-keygen here")
    key = home / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{name}@voorbeeld.example", "-f", str(key)], check=True)
    return key


def sign_with(work: Work, key: Path) -> None:
    """Have git sign with a key."""
    for name, value in (("gpg.format", "ssh"), ("user.signingKey", f"{key}.pub"), ("commit.gpgSign", "true")):
        work.git("config", "--global", name, value)


def trust(home: Path, *keys: Path) -> Path:
    """A file of keys to trust."""
    file = home / "allowed_signers"
    file.write_text("".join(f"{key.name}@voorbeeld.example {key.with_suffix('.pub').read_text()}" for key in keys))
    return file
