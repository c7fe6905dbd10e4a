"""The statement that the generator makes of a register, set beside that register: nothing it says is missed, and nothing contradicts. Four languages, three
formats; a false alarm costs more than a miss."""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from ropa.audit import Audit
from ropa.documents.files import render
from ropa.documents.statement import Made, build_statement
from ropa.i18n import LANGUAGES, texts
from ropa.published.compare import Comparison
from ropa.published.items import COVERED, NOT_APPLICABLE, UNJUDGED
from ropa.published.language import language_of
from ropa.published.reading import read_bytes
from ropa.register import Register
from ropa.source.folder import Folder
from tests.statement.making import BASE, COMPLETE, EXAMPLES, ROOT
from tests.support import TODAY, base, write

REGISTERS = ("register", *(f"examples/{name}" for name in EXAMPLES), "base", "complete")
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
"""Kept until the tests end."""
FORMATS = {"markdown": "md", "html": "html", "pdf": "pdf"}


@cache
def folder_of(name: str) -> Path:
    """Where a register is; those of the tests are written once."""
    if name not in ("base", "complete"):
        return ROOT / name
    folder = tempfile.TemporaryDirectory()
    _FOLDERS.append(folder)
    return write(Path(folder.name), base() if name == "base" else {**BASE, **COMPLETE})


@cache
def audit_of(name: str) -> Audit:
    return Audit(Register(Folder(str(folder_of(name)))), TODAY)


@cache
def made(name: str, language: str) -> Made:
    return build_statement(audit_of(name), texts(language))


@cache
def compared(name: str, language: str, layout: str) -> Comparison:
    published = read_bytes(render(made(name, language).document, layout), f"statement.{FORMATS[layout]}")
    assert language_of(published) == language
    return Comparison(audit_of(name), published, language)


@pytest.mark.parametrize("layout", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("register", REGISTERS)
def test_nothing_contradicts(register: str, language: str, layout: str) -> None:
    differences = compared(register, language, layout).differences
    assert [f"{each.kind} {each.variant} {each.params} {each.quote}" for each in differences] == []


@pytest.mark.parametrize("layout", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("register", REGISTERS)
def test_everything_that_is_said_is_found(register: str, language: str, layout: str) -> None:
    unsaid = {missing.item for missing in made(register, language).missing}
    for item in compared(register, language, layout).items:
        if item.id in unsaid:
            continue
        left_open = item.verdict == UNJUDGED and item.note == "register-open"
        assert item.verdict in (COVERED, NOT_APPLICABLE) or left_open, (item.id, item.verdict, item.note, item.quotes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complete_register_is_covered_throughout(language: str) -> None:
    assert made("complete", language).missing == []
    assert {item.verdict for item in compared("complete", language, "markdown").items} == {COVERED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_register_does_not_say_is_not_found_either(language: str) -> None:
    found = {item.id: item.verdict for item in compared("examples/zorg-en-begeleiding", language, "markdown").items}
    assert "required" in {missing.item for missing in made("examples/zorg-en-begeleiding", language).missing}
    assert found["required"] not in (COVERED, NOT_APPLICABLE)
