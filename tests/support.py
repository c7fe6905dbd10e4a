"""What the tests share: registers made of a few files over a small complete one."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import toml_rs

import ropa
from ropa.findings import Finding, check
from ropa.register import Register
from ropa.source.folder import Folder

EXAMPLES = Path(ropa.__file__).parent / "rules" / "examples"
TODAY = date(2026, 11, 22)
"""The day of every test: no test reads the clock."""

Content = str | bytes | bool | dict[str, Any]


@cache
def base() -> dict[str, Content]:
    """The files of the base register of the rules' examples."""
    files: dict[str, Content] = toml_rs.loads((EXAMPLES / "base.toml").read_text("utf-8"))["files"]
    return files


def write(root: Path, files: Mapping[str, Content]) -> Path:
    """Write files as the examples give them: text, bytes, False for none, or a table {hex|link|folder|size|unreadable}."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case str():
                path.write_bytes(content.encode())
            case bytes():
                path.write_bytes(content)
            case {"hex": digits}:
                path.write_bytes(bytes.fromhex(digits))
            case {"link": target}:
                os.symlink(target, path)
            case {"folder": True}:
                path.mkdir()
            case {"size": size}:
                path.write_bytes(b"#" * size)
            case {"unreadable": True}:
                with socket.socket(socket.AF_UNIX) as nobody_can_open:  # not even root, for whom permissions do not count
                    nobody_can_open.bind(str(path))
    return root


def check_files(files: Mapping[str, Content], as_of: date = TODAY, *, root: Path | None = None) -> list[Finding]:
    """The findings on the base register with these files laid over it (False removes one)."""
    overlaid = {**base(), **files}
    if root is not None:
        return check(Register(Folder(str(write(root, overlaid)))), as_of)
    with tempfile.TemporaryDirectory() as folder:
        return check(Register(Folder(str(write(Path(folder), overlaid)))), as_of)


def check_example(example: Mapping[str, Any]) -> list[Finding]:
    """The findings on an example of a rule: on its files, or, where it has commands, on the repository that they make."""
    as_of: date = example.get("as_of", TODAY)
    if "git" not in example:
        return check_files(example["files"], as_of)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "repository"
        write(root, {**base(), **example.get("files", {})})
        _run_commands(root, example["git"])
        write(root, example.get("later", {}))
        return walked(root, as_of)


def walked(root: Path, as_of: date) -> list[Finding]:
    """The findings on a register in git as `ropa verify` makes them: those of a check, and what only it looks at."""
    from ropa.git.repository import open_repository
    from ropa.history.standing import Standing
    from ropa.history.verify import walk_trail

    register = Register(Folder(str(root)))
    repository = open_repository(str(root))
    if repository.head is None:
        return check(register, as_of)
    policy = register.organisation.policy if register.organisation else None
    trail = walk_trail(repository, register.source, repository.need_head(), (policy.signatures if policy else None) or ())
    return check(register, as_of, trail=Standing(trail.problems))


def _run_commands(root: Path, commands: Iterable[str]) -> None:
    """Run the commands of an example as a shell would, with a name, a day and settings of their own."""
    home = root.parent / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Anna Voorbeeld\nemail = anna@voorbeeld.example\n[init]\ndefaultBranch = main\n")
    program = home / "ropa"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ropa "$@"\n')
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "ROPA_"))}
    settings = {"HOME": str(home), "PATH": f"{home}:{os.environ['PATH']}", "PYTHONPATH": str(Path(ropa.__file__).parent.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-01-10T10:00:00+01:00")
    for command in commands:
        done = subprocess.run(["sh", "-c", command], cwd=root, env={**kept, **settings, **dates}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def codes(findings: list[Finding]) -> list[str]:
    """The codes of the findings that were not accepted, in order."""
    return [finding.rule.code for finding in findings if not finding.accepted]
