"""What is made from the definitions is as the definitions make it, and every row of the law and the templates has its field."""

from collections import Counter

import pytest

from ropa.model.fields import fields_of
from ropa.model.kinds import KINDS
from tools import docs
from tools.completion import completion_table

STALE = "run: make docs"
HELD_BESIDE_FIELDS = {"CNIL: reference"}
"""Rows that no field holds: this one is the name of the file."""


def test_fields_page_is_current() -> None:
    assert (docs.ROOT / "docs" / "fields.md").read_text("utf-8") == docs.fields_page(), STALE


@pytest.mark.parametrize(("name", "language"), [("rules.md", "en"), ("regels.md", "nl")])
def test_rules_page_is_current(name: str, language: str) -> None:
    assert (docs.ROOT / "docs" / name).read_text("utf-8") == docs.rules_page(language), STALE


def test_schemas_of_the_examples_are_current() -> None:
    made = dict(docs.schema_files())
    assert docs.stale(made) == [], STALE
    kept = {path for folder in docs.register_folders() for path in (folder / ".schema").iterdir()}
    assert kept == made.keys()


def test_what_completion_knows_is_current() -> None:
    assert (docs.ROOT / "ropa" / "completion" / "table.toml").read_text("utf-8") == completion_table(), STALE


def test_the_check_says_what_is_out_of_date(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(docs, "pages", lambda: {docs.ROOT / "docs" / "nowhere.md": "text"})
    assert docs.main(["--check"]) == 1
    assert capsys.readouterr().out == "docs/nowhere.md\n"
    assert not (docs.ROOT / "docs" / "nowhere.md").exists()
    monkeypatch.setattr(docs, "pages", dict)
    assert docs.main(["--check"]) == 0


def rows() -> list[docs.Row]:
    return [row for template in docs.templates() for row in template.rows]


def test_every_row_has_a_field() -> None:
    held = docs.holders()
    assert {row.name for row in rows() if row.name not in held} == HELD_BESIDE_FIELDS
    assert all(row.beside for row in rows() if row.name in HELD_BESIDE_FIELDS)


def test_every_row_that_a_field_names_exists() -> None:
    assert docs.holders().keys() - {row.name for row in rows()} == set()


def test_no_row_twice() -> None:
    assert [name for name, count in Counter(row.name for row in rows()).items() if count > 1] == []


def test_the_templates_are_complete() -> None:
    """So many rows has each list; a row that gets lost would go unnoticed otherwise."""
    counted = Counter(row.name.partition(":")[0] for row in rows())
    assert counted == {"Art. 30(1)": 12, "Art. 30(2)": 8, "Art. 28(3)": 15, "Art. 13": 12, "Art. 14": 13, "CSM": 47, "ICO": 17, "CNIL": 23, "GBA": 6}


def test_every_field_is_on_the_page() -> None:
    page = docs.fields_page()
    for kind in KINDS:
        for field in fields_of(kind.table):
            assert f"| `{field.name}` |" in page
    assert "\n|" not in page.replace("|\n|", "").replace("\n\n|", "")


def test_rows_of_one_kind_of_party_are_not_said_of_the_other() -> None:
    held = docs.holders()
    assert "processor.name" in held["CSM: processors"] and "recipient.name" not in held["CSM: processors"]
    assert "recipient.email" in held["CSM: joint controllers contact"] and "processor.email" not in held["CSM: joint controllers contact"]


@pytest.mark.parametrize("room", ["edit", "ask", "imports", "said", "completion"])
def test_the_architecture_names_every_module(room: str) -> None:
    line = next(line for line in (docs.ROOT / "docs" / "architecture.md").read_text("utf-8").splitlines() if line.startswith(f"| `ropa/{room}/`"))
    assert [path.name for path in (docs.ROOT / "ropa" / room).glob("*.py") if path.name != "__init__.py" and path.name not in line] == []
