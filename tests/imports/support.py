"""What the tests of import share: small registers, the command on them, and everything that a register says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import toml_rs

from ropa.audit import Audit
from ropa.cli import run
from ropa.edit.change import Change
from ropa.i18n import texts
from ropa.imports.files.sheets import read_file, read_tables
from ropa.imports.landing import Landing
from ropa.imports.own import read_own
from ropa.imports.report import Report, report_of
from ropa.imports.take import plan_of, take
from ropa.register import Register
from ropa.source.folder import Folder
from ropa.tables.view import View
from tests.support import TODAY

AS_OF = ["--as-of", TODAY.isoformat()]


def empty(root: Path, language: str = "nl", name: str = "Wijkpraktijk De Kade") -> Path:
    """A register with nothing in it but the organisation."""
    root.mkdir(parents=True, exist_ok=True)
    head = f'format = 1\nlanguage = "{language}"\n\n[controller]\nname = "{name}"\naddress = {{ country = "NL" }}\n'
    (root / "register.toml").write_text(head, "utf-8")
    return root


def load(root: Path) -> Register:
    return Register(Folder(str(root)))


def taken(file: Path, root: Path) -> tuple[Change, Report]:
    """What a file does to a register, before it is written."""
    register = load(root)
    words = texts(register.language or "nl")
    book = read_tables(str(file))
    raw = read_file(str(file)) if book.format in ("json", "jsonl") else b""
    outcome = read_own(book, raw, View(Audit(register, TODAY), words)) or take(plan_of(book, None, None, words), register, words)
    change = Change(str(root))
    landed = Landing(change, register, words, file.name).take(outcome)
    return change, report_of(file.name, outcome, landed, register)


def import_(file: Path, root: Path, *options: str) -> int:
    return run(["import", str(file), "--register", str(root), *AS_OF, *options])


def contents(root: Path) -> dict[str, dict[str, Any]]:
    """The records of a register as plain data, by file."""
    found = {}
    for path in sorted(root.rglob("*.toml")):
        relative = path.relative_to(root)
        if not relative.parts[0].startswith(".") and relative.parts[0] not in ("documents", "templates"):
            found[str(relative)] = toml_rs.loads(path.read_text("utf-8"))
    return found


def texts_in(value: Any) -> Iterator[str]:
    """Every text in plain data, keys of tables too."""
    match value:
        case dict():
            for key, item in value.items():
                yield str(key)
                yield from texts_in(item)
        case list():
            for item in value:
                yield from texts_in(item)
        case date():
            yield value.isoformat()
        case _:
            yield str(value)
