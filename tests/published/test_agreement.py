"""A statement that says what the register says is contradicted nowhere, in four languages: a false alarm costs more than a miss."""

import tempfile
from pathlib import Path

import pytest

from ropa.audit import Audit
from ropa.i18n import LANGUAGES
from ropa.published.compare import Comparison
from ropa.published.language import language_of
from ropa.published.reading import read_bytes
from ropa.register import Register
from ropa.source.folder import Folder
from tests.published.made import make_statement
from tests.support import TODAY, base, write

ROOT = Path(__file__).parent.parent.parent
REGISTERS = ("register", *sorted(f"examples/{folder.name}" for folder in (ROOT / "examples").iterdir()))


def audit_of(root: Path) -> Audit:
    return Audit(Register(Folder(str(root))), TODAY)


def compared(audit: Audit, language: str) -> Comparison:
    published = read_bytes(make_statement(audit, language).encode(), "statement.md")
    return Comparison(audit, published, language)


def said(comparison: Comparison) -> list[str]:
    return [f"{each.kind} {each.variant} {each.params} {each.quote}" for each in comparison.differences if each.sure]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("register", REGISTERS)
def test_no_contradiction(register: str, language: str) -> None:
    comparison = compared(audit_of(ROOT / register), language)
    assert said(comparison) == []
    assert [item.id for item in comparison.not_found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_contradiction_with_the_base_register(language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        comparison = compared(audit_of(write(Path(folder), base())), language)
        assert said(comparison) == []
        assert [item.id for item in comparison.not_found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_told(language: str) -> None:
    text = make_statement(audit_of(ROOT / "register"), language)
    if language != "nl":  # the purposes of the register stay Dutch
        text = text[: text.index("##")] + text[text.rindex("##") :]
    assert language_of(read_bytes(text.encode(), "statement.md")) == language
