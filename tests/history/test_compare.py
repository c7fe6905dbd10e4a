"""What changed between two versions of a record, for any two versions."""

from typing import Any

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.history.compare import Item, compare, key_text
from ropa.history.pieces import Pieces
from ropa.history.renames import find_renames
from ropa.model.activity import Activity

SCALARS = st.one_of(st.booleans(), st.integers(-5, 5), st.text(max_size=6), st.floats(allow_nan=True), st.just("none"))
KEYS = st.sampled_from(["name", "purposes", "data", "processors", "category", "purpose", "retention", "years", "items", "x"])
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)
RECORDS = st.dictionaries(KEYS, VALUES, max_size=4)


@settings(max_examples=150, deadline=None)
@given(RECORDS)
def test_nothing_changed_in_the_same(record: dict[str, Any]) -> None:
    assert compare(record, record, Activity) == []


@settings(max_examples=150, deadline=None)
@given(RECORDS, RECORDS)
def test_there_and_back(old: dict[str, Any], new: dict[str, Any]) -> None:
    """What came in one direction went in the other."""
    there, back = compare(old, new, Activity), compare(new, old, Activity)
    assert {change.path[:1] for change in there} == {change.path[:1] for change in back}
    assert bool(there) == bool(back)
    for change in there:
        assert change.before is not None or change.after is not None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True), st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True), st.randoms())
def test_lists_of_texts_are_sets(old: list[str], new: list[str], dice: Any) -> None:
    shuffled = dice.sample(new, len(new))
    changes = [change for change in compare({"processors": old}, {"processors": shuffled}, Activity) if change.before != [] and change.after != []]
    assert {change.after for change in changes} - {None} == set(new) - set(old)
    assert {change.before for change in changes} - {None} == set(old) - set(new)


def changes(old: str, new: str) -> list[tuple[str, Any, Any]]:
    parse = Pieces().parse
    return [(key_text(path), before, after) for path, before, after in compare(parse(old.encode()) or {}, parse(new.encode()) or {}, Activity)]


def test_layout_is_no_change() -> None:
    old = 'name = "A" # said\ndata = [{ category = "name", retention = { years = 5 } }]\n'
    new = '# said\n[[data]]\nretention.years = 5\ncategory = "name"\n'
    assert changes(old, "name = 'A'\n\n" + new) == []
    assert tomlkit.parse(old)["name"] == "A"


def test_a_period_from_five_to_seven_years() -> None:
    old = '[[data]]\ncategory = "name"\nretention = { years = 5 }\n[[data]]\ncategory = "contact"\n'
    assert changes(old, old.replace("5", "7")) == [("data[name].retention.years", 5, 7)]


def test_yes_is_not_one_and_no_number_is_itself() -> None:
    assert changes("x = true\n", "x = 1\n") == [("x", True, 1)]
    assert changes("x = 1\n", "x = 1.0\n") == [("x", 1, 1.0)]
    assert changes("x = nan\n", "x = nan\n") == []


def test_yes_is_not_one_however_deep_it_lies() -> None:
    old = {"name": "a", "dpia": {"x": True}, "data": [{"category": "c", "y": [{"z": 1}]}, {"category": "d"}]}
    new = {"name": "b", "dpia": {"x": 1}, "data": [{"category": "c", "y": [{"z": 1.0}]}, {"category": "d"}]}
    assert [(change.path[0], change.before, change.after) for change in compare(old, new, None)] == [
        ("data", 1, 1.0),
        ("dpia", True, 1),
        ("name", "a", "b"),
    ]


def test_none_to_a_list_and_back() -> None:
    assert changes('recipients = "none"\n', 'recipients = ["a"]\n') == [("recipients", "none", None), ("recipients", None, "a")]
    assert changes('recipients = ["a"]\n', 'recipients = "none"\n') == [("recipients", "a", None), ("recipients", None, "none")]
    assert changes("", "recipients = []\n") == [("recipients", None, [])]


def test_elements_of_one_name() -> None:
    old = '[[data]]\ncategory = "name"\nitems = ["a"]\n[[data]]\ncategory = "name"\nitems = ["b"]\nretention = { years = 1 }\n'
    new = '[[data]]\ncategory = "name"\nitems = ["b"]\nretention = { years = 2 }\n[[data]]\ncategory = "name"\nitems = ["a"]\n'
    assert changes(old, new) == [("data[name].retention.years", 1, 2)]


def test_an_element_that_is_called_otherwise() -> None:
    old = '[[purposes]]\npurpose = "Post sturen"\nbasis = "consent"\nconsent = { how = "Een vinkje op het formulier van de website." }\n'
    assert changes(old, old.replace("Post sturen", "Nieuws sturen")) == [("purposes[Nieuws sturen].purpose", "Post sturen", "Nieuws sturen")]


def test_many_elements_cost_no_time() -> None:
    old = {"data": [{"category": "name", "items": [str(number)]} for number in range(3_000)]}
    new = {"data": [{"category": "name", "items": [str(number + 1)]} for number in range(3_000)]}
    assert compare(old, new, Activity)


def test_many_renames_cost_no_time() -> None:
    old = {f"activities/a{number}": {"name": f"A {number}", "notes": "x" * 50} for number in range(2_000)}
    new = {f"activities/b{number}": {"name": f"A {number}", "notes": "x" * 50} for number in range(2_000)}
    assert find_renames(old, new)["activities/b7"] == "activities/a7"
    assert key_text(("data", Item("a"), "b")) == "data[a].b"


FILE = """name = "Nieuwsbrief"
processors = ["a", "b"]
recipients = "none"

[[data]]
category = "name"
retention = { years = 5, basis = "x" }

[[data]]
category = "contact"
items = ["e", "f"]

[[data]]
category = "contact"
items = ["g"]

[dpia]
status = "not-required"
reason = "x"
"""
LINES = [
    'processors = ["b"]',
    'recipients = ["none"]',
    'category = "name"',
    "retention = { years = 7 }",
    "items = []",
    "status = true",
    "[dpia]",
    "[[data]]",
    "x = nan",
    "",
]


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(st.integers(0, FILE.count("\n")), st.sampled_from(LINES), st.booleans()), min_size=1, max_size=3))
def test_two_versions_beside_each_other_differ_as_any_two(edits: list[tuple[int, str, bool]]) -> None:
    lines = FILE.split("\n")
    for place, line, instead in edits:
        lines[place : place + instead] = [line]
    pieces = Pieces()
    old = pieces.parse(FILE.encode())
    new = pieces.parse("\n".join(lines).encode(), old)
    if old is not None and new is not None:
        assert repr(compare(old, new, Activity)) == repr(compare(dict(old), dict(new), Activity))
        assert repr(compare(new, old, Activity)) == repr(compare(dict(new), dict(old), Activity))
