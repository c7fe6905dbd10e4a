"""What the tests of the verbs that change a register share: a copy of the example register, and files beside each other."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import toml_rs

from ropa.cli import run
from ropa.model.fields import Table
from ropa.model.kinds import FOLDERS, SINGLES
from tests.support import TODAY

ROOT = Path(__file__).parent.parent.parent


def copy_register(to: Path, name: str = "register") -> Path:
    """A copy of register/, or of one of the examples, to be changed."""
    source = ROOT / name
    shutil.copytree(source, to / "register", symlinks=True)
    return to / "register"


def change(register: Path, verb: str, *arguments: str, yes: bool = True, lang: str = "nl") -> int:
    """Run a verb on a register as of the day of the tests; returns the exit code."""
    return run([verb, *arguments, "--register", str(register), "--as-of", TODAY.isoformat(), "--lang", lang, *(["--yes"] if yes else [])])


def contents(register: Path) -> dict[str, bytes]:
    """Every file of a register, by its path in it."""
    return {path.relative_to(register).as_posix(): path.read_bytes() for path in sorted(register.rglob("*")) if path.is_file()}


def changed(before: dict[str, bytes], register: Path) -> dict[str, tuple[list[str], list[str]]]:
    """The files that differ, each with the lines that are gone and those that are new."""
    after = contents(register)
    found = {}
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            found[path] = lines_between(before.get(path, b""), after.get(path, b""))
    return found


def lines_between(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    import difflib

    lines = list(difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)))
    return [line[2:].rstrip("\n") for line in lines if line.startswith("- ")], [line[2:].rstrip("\n") for line in lines if line.startswith("+ ")]


@cache
def records() -> list[tuple[str, bytes, type[Table], tuple[str, ...]]]:
    """Every record of register/ and the examples: (name, bytes of its file, definition, where it begins in the file)."""
    found: list[tuple[str, bytes, type[Table], tuple[str, ...]]] = []
    for path in [*sorted((ROOT / "register").rglob("*.toml")), *sorted((ROOT / "examples").rglob("*.toml"))]:
        kind = FOLDERS.get(path.parent.name) or SINGLES.get(path.name)
        if kind is None:
            continue
        data = path.read_bytes()
        name = path.relative_to(ROOT).as_posix()
        if kind.entries:
            found += [(f"{name}:{entry}", data, kind.table, (entry,)) for entry in toml_rs.loads(data.decode())]
        else:
            found.append((name, data, kind.table, ()))
    return found


def paths(data: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every key and element of plain data, with its value."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*before, key), value
        if isinstance(value, dict | list):
            yield from paths(value, (*before, key))
