"""The layout of new records: as in the examples, and what is read back is what went in."""

import math
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import toml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.edit.layout import render
from ropa.edit.values import inline
from ropa.errors import Failure
from ropa.model import kinds
from ropa.model.activity import Activity
from ropa.model.assets import Measure, Vocabulary
from ropa.model.fields import Record
from ropa.model.parties import Processor
from tests.full import write_full

ROOT = Path(__file__).parents[2]
RECORDS = sorted([*ROOT.glob("register/**/*.toml"), *ROOT.glob("examples/**/*.toml")])
FUZZ = settings(max_examples=60, deadline=None, derandomize=True)


def table_of(path: Path) -> type[Record]:
    """The table of the record that a file of an example register is."""
    kind = kinds.FOLDERS.get(path.parent.name) or kinds.SINGLES[path.name]
    return kind.table


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: "/".join(path.relative_to(ROOT).parts[-3:]))
def test_every_record_of_the_examples_comes_back(path: Path) -> None:
    data = toml_rs.loads(path.read_text("utf-8"))
    assert toml_rs.loads(render(table_of(path), data)) == data


def test_every_field_comes_back(tmp_path: Path) -> None:
    write_full(tmp_path)
    paths = sorted(tmp_path.glob("**/*.toml"))
    assert len(paths) == len(kinds.KINDS)
    for path in paths:
        data = toml_rs.loads(path.read_text("utf-8"))
        assert toml_rs.loads(render(table_of(path), data)) == data


def test_layout() -> None:
    data = {
        "own_key": "keys that the model does not know come last",
        "dpia": {"document": {"title": "DPIA", "where": "map"}, "status": "done"},
        "purposes": [{"purpose": 'De "nieuwsbrief"', "consent": {"how": "vinkje"}}, {"purpose": "Anders"}],
        "measures": [f"maatregel-{number}" for number in range(20)],
        "retention": {"after": "einde", "years": 7},
        "technologies": [f"een hele zin over techniek nummer {number}, met alles erin" for number in range(4)],
        "description": "twee\nregels",
        "name": "Nieuwsbrief",
        "started": date(2026, 1, 2),
        "cookies": [],
        "auxiliary": False,
    }
    comments: dict[tuple[str | int, ...], str] = {
        (): "Boven aan.\nTweede regel.",
        ("name",): "Hoe het heet.",
        ("retention", "years"): "Zeven jaar.",
        ("technologies", 1): "de tweede",
        ("purposes",): "Waarvoor.",
        ("purposes", 1): "Het tweede doel.",
        ("purposes", 0, "consent"): "Toestemming.",
    }
    measures = ", ".join(f'"maatregel-{number}"' for number in range(20))
    assert (
        render(Activity, data, schema="../.schema/activity.json", comments=comments)
        == f"""\
#:schema ../.schema/activity.json
# Boven aan.
# Tweede regel.
# Hoe het heet.
name = "Nieuwsbrief"
description = \"""
twee
regels\"""
started = 2026-01-02
auxiliary = false
# Zeven jaar.
retention = {{ years = 7, after = "einde" }}
technologies = [
  "een hele zin over techniek nummer 0, met alles erin",
  # de tweede
  "een hele zin over techniek nummer 1, met alles erin",
  "een hele zin over techniek nummer 2, met alles erin",
  "een hele zin over techniek nummer 3, met alles erin",
]
measures = [{measures}]
cookies = []
own_key = "keys that the model does not know come last"

# Waarvoor.
[[purposes]]
purpose = "De \\"nieuwsbrief\\""

# Toestemming.
[purposes.consent]
how = "vinkje"

# Het tweede doel.
[[purposes]]
purpose = "Anders"

[dpia]
status = "done"
document = {{ title = "DPIA", where = "map" }}
"""
    )


def test_files_of_entries() -> None:
    assert render(Measure, {"slot": {"since": date(2026, 1, 1), "kind": "locked-cabinet"}, "a": {}}) == (
        '[slot]\nkind = "locked-cabinet"\nsince = 2026-01-01\n\n[a]\n'
    )
    assert render(Vocabulary, {"data": {"scan": {"like": "other", "name": "Scan"}}}) == '[data.scan]\nname = "Scan"\nlike = "other"\n'


TEXTS = st.text(st.one_of(st.sampled_from("\"'\\\n\r\t\x00\x7f\x85\u202e\ufeff#[]={},"), st.characters(exclude_categories=["Cs"])))
SCALARS = st.one_of(
    TEXTS,
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.floats(allow_nan=False),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)), max_leaves=12
)
FIELDS = st.one_of(TEXTS, st.sampled_from(["name", "purposes", "consent", "retention", "data", "dpia", "documents", "safeguards", "sub_processors", "contact"]))


@FUZZ
@given(st.sampled_from([Activity, Processor, Vocabulary]), st.dictionaries(FIELDS, VALUES, max_size=6))
def test_anything_comes_back(table: type[Record], data: dict[str, Any]) -> None:
    assert toml_rs.loads(render(table, data)) == data


@FUZZ
@given(st.dictionaries(FIELDS, st.dictionaries(FIELDS, VALUES, max_size=4), max_size=4))
def test_entries_come_back(data: dict[str, Any]) -> None:
    assert toml_rs.loads(render(Measure, data)) == data


@FUZZ
@given(TEXTS, TEXTS)
def test_comments_are_comments(above: str, first: str) -> None:
    data = {"name": "x", "processors": ["a"], "purposes": [{"purpose": "y"}]}
    comments: dict[tuple[str | int, ...], str] = {
        (): first,
        ("name",): above,
        ("processors", 0): above,
        ("purposes", 0): first,
        ("purposes", 0, "purpose"): above,
    }
    assert toml_rs.loads(render(Activity, data, comments=comments)) == data


@FUZZ
@given(SCALARS)
def test_a_value_on_one_line(value: Any) -> None:
    text = inline(value)
    assert "\n" not in text
    assert text.isprintable() or isinstance(value, str)
    assert toml_rs.loads(f"a = {text}")["a"] == value


def test_hidden_characters_are_seen() -> None:
    assert inline("\x1b[31m\u202e\x85") == '"\\u001b[31m\\u202e\\u0085"'
    assert math.isnan(toml_rs.loads(f"a = {inline(math.nan)}")["a"])


@pytest.mark.parametrize("data", [{"name": "a\udcffb"}, {"a\udcff": 1}, {"purposes": [{"purpose": "\ud800\n"}]}, {"retention": {"\ud800": 1}}])
def test_half_characters_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(Failure) as failure:
        render(Activity, data)
    assert failure.value.key == "edit.not-text"


@pytest.mark.parametrize("value", [None, b"x", object(), {1, 2}])
def test_what_is_no_plain_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        render(Activity, {"purposes": [{"purpose": value}]})


def test_dates_and_times() -> None:
    assert inline([date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), time(5, 6)]) == "[2026-01-02, 2026-01-02T03:04:00, 05:06:00]"
