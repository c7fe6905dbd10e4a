"""Line and column of the very key."""

import pytest
import toml_rs
from hypothesis import given
from hypothesis import strategies as st

from ropa.source.positions import Positions

TEXT = """# a comment
name = "x"

[controller]
address = { street = "é", country = "NL" }
"quoted key" = 1
a.b.c = 2

[[data]]
category = "name"
items = [
    "one", # with a comment
    "twø", "three",
]
[data.retention]
years = 7

[[data]]
retention = { years = 2, basis = "x" }
[[data.inner]]
k = 1
[[data.inner]]
k = 2
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("name",), 2, 1),
        (("controller",), 4, 2),
        (("controller", "address", "country"), 5, 27),
        (("controller", "quoted key"), 6, 1),
        (("controller", "a", "b", "c"), 7, 1),
        (("data", 0), 9, 3),
        (("data", 0, "items", 1), 13, 5),
        (("data", 0, "items", 2), 13, 12),
        (("data", 0, "retention", "years"), 16, 1),
        (("data", 1, "retention", "basis"), 19, 26),
        (("data", 1, "inner", 1, "k"), 23, 1),
        # what is missing is placed at what is nearest
        (("data", 1, "purpose"), 18, 3),
        (("data", 7), 9, 3),
        (("nothing",), 1, 1),
    ],
)
def test_place_of_a_key(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert Positions(TEXT.encode()).find(path) == (line, column)
    assert Positions(TEXT.encode(), [path]).find(path) == (line, column)


def test_line_and_column_with_a_byte_order_mark_and_other_line_ends() -> None:
    positions = Positions('\ufeffa = "\u2028"\r\nb = 2'.encode())
    assert [positions.find((key,)) for key in "ab"] == [(1, 1), (2, 1)]
    assert Positions(b"a = 1\r\n b = 2").find(("b",)) == (2, 2)


KEYS = st.sampled_from(["a", "b", '"c d"', "'e.f'", "g.h"])


@given(
    st.lists(st.tuples(st.sampled_from(["pair", "table", "array"]), KEYS, st.sampled_from(["1", '"x"', "[1, 2]", "{ x = 1 }", "'''\n[not]\n'''"])), max_size=12)
)
def test_every_key_that_the_parser_sees_has_a_place(parts: list[tuple[str, str, str]]) -> None:
    text = ""
    for number, (kind, key, value) in enumerate(parts):
        name = f"k{number}.{key}"
        text += f"[{name}]\n" if kind == "table" else f"[[{name}]]\n" if kind == "array" else f"{name} = {value}\n"
    try:
        data = toml_rs.loads(text)
    except toml_rs.TOMLDecodeError:
        return
    positions = Positions(text.encode())
    paths: list[tuple[str | int, ...]] = []

    def look(value: object, path: tuple[str | int, ...]) -> None:
        if path:
            assert positions.has(path), (text, path)
            paths.append(path)
        if isinstance(value, dict):
            for key, inner in value.items():
                look(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                look(inner, (*path, index))

    look(data, ())
    for path in paths:  # asked for alone, each is found at the same place
        assert Positions(text.encode(), [path]).find(path) == positions.find(path)


@given(st.binary(max_size=300))
def test_any_bytes_have_places(data: bytes) -> None:
    assert Positions(data).find(("a", 0, "b"))[0] >= 1
