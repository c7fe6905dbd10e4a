"""A file changed piece by piece: what is asked for comes out, and not a byte elsewhere changes."""

import copy
import re
from datetime import date
from typing import Any

import pytest
import toml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.edit.document import Document
from ropa.errors import Failure
from ropa.model.activity import Activity
from ropa.model.assets import Measure
from ropa.model.parties import Processor
from tests.edit.support import lines_between, paths, records

COMMENT = re.compile(r"(?:^|\s)#[^\n\"]*$", re.MULTILINE)


def another(value: Any) -> Any:
    """A value of the same kind that is not the same."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case date():
            return date(2031, 2, 3)
        case str():
            return 'Nieuw: "x" \\ é\t# geen commentaar'
        case list():
            return [*value, copy.deepcopy(value[-1]) if isinstance(value[-1], dict) else "nieuw"] if value else ["nieuw"]
    return {**value, "name": "Nieuw"}


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.data())
def test_setting_a_key_changes_its_value_and_nothing_else(data: st.DataObject) -> None:
    _, before, table, at = data.draw(st.sampled_from(records()))
    document = Document(before, table, at)
    path, value = data.draw(st.sampled_from(list(paths(document.content))))
    document.set(path, another(value))
    assert document.value(path) == another(value)
    gone, new = lines_between(before, document.data)
    if not isinstance(value, dict | list):
        assert len(gone) == len(new) == 1, (gone, new)
        assert toml_rs.loads(document.data.decode()) != toml_rs.loads(before.decode())
    else:
        assert len(gone) <= 1
    document.set(path, value)
    assert toml_rs.loads(document.data.decode()) == toml_rs.loads(before.decode())
    if not isinstance(value, dict | list):
        assert sum(a != b for a, b in zip(document.data.splitlines(), before.splitlines(), strict=True)) <= 1


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.data())
def test_taking_a_key_away_leaves_the_rest(data: st.DataObject) -> None:
    _, before, table, at = data.draw(st.sampled_from(records()))
    document = Document(before, table, at)
    path, _ = data.draw(st.sampled_from(list(paths(document.content))))
    document.unset(path)
    gone, new = lines_between(before, document.data)
    after = document.data.decode().splitlines()
    assert all(line.strip().startswith("#") or line.partition(" =")[0] in "".join(gone) for line in new), (gone, new)
    left = [line for line in before.decode().splitlines() if line not in gone]
    assert [line for line in after if line in left] == left or len(left) != len(set(left))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_what_was_taken_away_can_be_put_back(data: st.DataObject) -> None:
    _, before, table, at = data.draw(st.sampled_from(records()))
    document = Document(before, table, at)
    keys = [(path, value) for path, value in paths(document.content) if all(isinstance(part, str) for part in path)]
    path, value = data.draw(st.sampled_from(keys))
    comments = sorted(COMMENT.findall(before.decode()))
    document.unset(path)
    document.set(path, value)
    assert toml_rs.loads(document.data.decode()) == toml_rs.loads(before.decode())
    if not isinstance(value, dict | list):
        assert sorted(map(str.strip, COMMENT.findall(document.data.decode()))) == sorted(map(str.strip, comments))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(text=st.text(max_size=80))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    document = Document(b'name = "x" # hier\nnotes = "y"\n', Activity)
    document.set(("name",), text)
    assert toml_rs.loads(document.data.decode())["name"] == text
    assert document.data.endswith(b' # hier\nnotes = "y"\n')


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        pytest.param('name = "x"\n', ("owner",), "A", 'name = "x"\nowner = "A"\n', id="at-the-end"),
        pytest.param('name = "x"\nnotes = "n"\n', ("owner",), "A", 'name = "x"\nowner = "A"\nnotes = "n"\n', id="in-the-order-of-the-model"),
        pytest.param('# kop\nowner = "A"', ("name",), "x", '# kop\nname = "x"\nowner = "A"', id="before-the-first-below-the-heading-comment"),
        pytest.param("", ("name",), "x", 'name = "x"\n', id="empty-file"),
        pytest.param('[dpia]\nstatus = "done"\n', ("name",), "x", 'name = "x"\n\n[dpia]\nstatus = "done"\n', id="above-the-first-section"),
        pytest.param('name = "x"\n', ("retention", "years"), 7, 'name = "x"\nretention = { years = 7 }\n', id="in-a-table-that-is-made"),
        pytest.param(
            'retention = { until = "einde" }\n', ("retention", "years"), 7, 'retention = { years = 7, until = "einde" }\n', id="first-of-a-table-on-one-line"
        ),
        pytest.param("retention = { }\n", ("retention", "years"), 7, "retention = { years = 7 }\n", id="in-an-empty-table"),
        pytest.param(
            'name = "x"\nretention.years = 7\n', ("retention", "after"), "einde", 'name = "x"\nretention.years = 7\nretention.after = "einde"\n', id="dotted"
        ),
        pytest.param(
            'name = "x"\n\n[[data]]\ncategory = "name"\n\n[risk]\nlevel = "low"\n',
            ("data", 1),
            {"category": "email"},
            'name = "x"\n\n[[data]]\ncategory = "name"\n\n[[data]]\ncategory = "email"\n\n[risk]\nlevel = "low"\n',
            id="one-more-of-several",
        ),
        pytest.param(
            'name = "x"\n\n# het risico\n[risk]\nlevel = "low"\n',
            ("dpia", "status"),
            "to-do",
            'name = "x"\n\n[dpia]\nstatus = "to-do"\n\n# het risico\n[risk]\nlevel = "low"\n',
            id="a-section-where-the-model-has-it",
        ),
        pytest.param('processors = "none"\n', ("processors",), ["a"], 'processors = ["a"]\n', id="none-becomes-a-list"),
        pytest.param(
            'name = "x"\nautomated_decisions = "none" # nu niet\nnotes = "n"\n',
            ("automated_decisions",),
            [{"description": "d"}],
            None,
            id="none-becomes-tables",
        ),
        pytest.param(
            'locations = [\n  "a", # eerst\n  "b"\n]\n',
            ("locations",),
            ["a", "b", "c"],
            'locations = [\n  "a", # eerst\n  "b",\n  "c"\n]\n',
            id="list-on-lines",
        ),
        pytest.param(
            'locations = [\n  "a", # eerst\n  "b",\n]\n', ("locations",), ["b"], 'locations = [\n  # eerst\n  "b",\n]\n', id="a-comment-of-an-element-stays"
        ),
        pytest.param(
            'name = "x"\nlocations = [\n  "a", # eerst\n  "b # geen",\n] # alle\n',
            ("locations",),
            ["c", "a"],
            'name = "x"\n# eerst\nlocations = [\n  "c",\n  "a",\n] # alle\n',
            id="comments-of-a-list-in-another-order-stay",
        ),
        pytest.param(
            'locations = [\n  "a", # eerst\n] # alle\n', ("locations",), "none", '# eerst\nlocations = "none" # alle\n', id="comments-of-what-was-a-list-stay"
        ),
        pytest.param('locations = ["a", "b"] # op slot\r\n', ("locations",), ["b"], 'locations = ["b"] # op slot\r\n', id="line-ends-of-windows"),
        pytest.param('\ufeffname = "x"\n', ("name",), "y", '\ufeffname = "y"\n', id="byte-order-mark"),
    ],
)
def test_where_it_goes(before: str, path: tuple[str | int, ...], value: Any, after: str | None) -> None:
    document = Document(before.encode(), Activity)
    document.set(path, value)
    assert document.value(path) == value
    if after is not None:
        assert document.data.decode() == after
    for comment in COMMENT.findall(before):
        assert comment.strip() in document.data.decode()


def test_comments_beside_what_goes_are_told() -> None:
    document = Document(b'name = "x"\n# waarom zeven\nretention = { years = 7 } # wet\nnotes = "n"\n', Activity)
    document.unset(("retention",))
    assert document.data == b'name = "x"\n# waarom zeven\n# wet\nnotes = "n"\n'
    assert document.left == ["# waarom zeven", "# wet"]


def test_the_last_element_takes_its_list_along() -> None:
    document = Document(b'name = "x"\nlocations = ["a"]\n', Activity)
    document.remove(("locations",), ["a"])
    assert document.data == b'name = "x"\n'


def test_an_entry_of_a_file_gets_another_name() -> None:
    document = Document(b'[a]\nname = "A"\n\n["b"] # twee\nname = "B"\n[b.document]\ntitle = "t"\n', Measure, ("b",))
    document.rename("bb")
    assert document.data == b'[a]\nname = "A"\n\n[bb] # twee\nname = "B"\n[bb.document]\ntitle = "t"\n'
    document.set(("owner",), "C")
    assert document.value(("owner",)) == "C"


@pytest.mark.parametrize("before", [b"name = \n", b"\xff", b"<<<<<<< a\nname = 'x'\n=======\n>>>>>>> b\n", b"name = 'x'\nname = 'y'\n"])
def test_a_file_that_is_no_good_is_refused(before: bytes) -> None:
    with pytest.raises(Failure) as failure:
        Document(before, Processor)
    assert failure.value.key == "edit.broken"


def test_comments_above_sections_that_go_stay() -> None:
    text = 'name = "x"\n\n# first\n[[data]]\ncategory = "name"\n\n# second\n[[data]]\ncategory = "email"\n'
    document = Document(text.encode(), Activity)
    document.unset(("data",))
    assert document.data.decode() == 'name = "x"\n\n# first\n# second\n'


def test_many_sections_go_at_once() -> None:
    text = 'name = "x"\n' + "".join(f'\n[[data]]\ncategory = "x{number}"\n' for number in range(3_000))
    document = Document(text.encode(), Activity)
    document.unset(("data",))  # a minute, where each is looked for anew
    assert document.data.decode() == 'name = "x"\n'


def test_a_sign_within_a_text_is_no_comment() -> None:
    text = 'name = """a \\""" # b"""\nroles = ["x"]\n'
    document = Document(text.encode(), Activity)
    document.set(("name",), "c")
    assert document.data.decode() == 'name = "c"\nroles = ["x"]\n'
    assert document.left == []
