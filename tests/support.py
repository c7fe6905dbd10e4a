"""What the tests share: registers made of a few files over a small complete one."""

import os
import socket
import tempfile
from collections.abc import Mapping
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


def codes(findings: list[Finding]) -> list[str]:
    """The codes of the findings that were not accepted, in order."""
    return [finding.rule.code for finding in findings if not finding.accepted]
