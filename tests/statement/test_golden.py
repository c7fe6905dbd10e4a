"""The statements of the project's register in every language, and of the examples: to be read, sentence by sentence.

`python -m tests.statement.test_golden` writes the files under golden/ again.
"""

from pathlib import Path

import pytest

from ropa.i18n import LANGUAGES
from tests.statement.making import EXAMPLES, REGISTER, ROOT, made, markdown

GOLDEN = Path(__file__).parent / "golden"
STATEMENTS = [
    *(("register", language, ()) for language in LANGUAGES),
    *(("register", "nl", subjects) for subjects in (("clients",), ("applicants", "employees"))),
    *((f"examples/{name}", "nl", ()) for name in EXAMPLES),
]


def name_of(register: str, language: str, subjects: tuple[str, ...]) -> str:
    return ".".join([Path(register).name, *subjects, language, "md"])


def text_of(register: str, language: str, subjects: tuple[str, ...]) -> str:
    return markdown(made(ROOT / register if register != "register" else REGISTER, language, subjects))


@pytest.mark.parametrize(("register", "language", "subjects"), STATEMENTS)
def test_statement(register: str, language: str, subjects: tuple[str, ...]) -> None:
    assert text_of(register, language, subjects) == (GOLDEN / name_of(register, language, subjects)).read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in STATEMENTS:
        (GOLDEN / name_of(*each)).write_text(text_of(*each), "utf-8")
