"""Taking a file apart gives what reading it whole gives, or nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.history.pieces import Pieces
from ropa.source.toml import parse

ROOT = Path(__file__).parent.parent.parent
FILES = sorted([*ROOT.glob("register/**/*.toml"), *ROOT.glob("examples/**/*.toml")])


def both(data: bytes, pieces: Pieces) -> None:
    whole, wrong = parse(data)
    apart = pieces.parse(data)
    if apart is not None:
        assert not wrong
        assert apart == whole


def test_every_file_of_the_registers() -> None:
    pieces = Pieces()
    taken = 0
    for path in FILES:
        data = path.read_bytes()
        both(data, pieces)
        taken += pieces.parse(data) is not None
    assert taken > len(FILES) * 0.9


@pytest.mark.parametrize(
    "text",
    [
        'a = """\n[b]\n"""\n',
        "a = '''\n[b]\n'''\n",
        "a = [\n[1],\n[true],\n]\n",
        'a = [\n["b"]\n]\n[c]\nd = 1\n',
        "a = [\n[b]\n]\n",
        "[a]\nb = 1\n[a]\nc = 2\n",
        "[[a]]\nb = 1\n[a]\nc = 2\n",
        "[a]\nb = 1\n[[a]]\nc = 2\n",
        "a = 1\n[a]\nb = 2\n",
        "a = [{ b = 1 }]\n[[a]]\nb = 2\n",
        "a.b = 1\n[a]\nc = 2\n",
        "[[a]]\nb = 1\n[a.c]\nd = 2\n",
        "[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a]]\nb = 3\n",
        '["a"]\nb = 1\n',
        "[ a ]\nb = 1\n",
        "[a] # said\nb = 1\r\n[c]\r\nd = 2\r\n",
        "[[a]]\n[[a]]\n\n[[a]]",
        "a = { b = [\n[c]\n] }\n",
        "[a\n]\n",
        "[]\n",
        "[[a]\nb = 1\n",
        "[a]]\nb = 1\n",
        "[a]\nb = [\n[c]\n",
        "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> b\n",
        "\ufeffa = 1\n",
        "a = " + "[" * 5_000 + "]" * 5_000,
        "",
        "[",
    ],
)
def test_what_cannot_be_taken_apart(text: str) -> None:
    both(text.encode(), Pieces())


def test_no_utf_8() -> None:
    assert Pieces().parse(b"[a]\nb = '\xff'\n") is None


LINES = st.sampled_from(
    ["[a]", "[[a]]", "[b]", "[[b]]", "[a.b]", "[true]", '["a"]', "[1],", "a = 1", "b = [", "]", 'c = """', '"""', "# [a]", "d = {", "}", "e.f = 2", "", "  [a]"]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=12))
def test_any_lines(lines: list[str]) -> None:
    both("\n".join(lines).encode(), Pieces())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_files_with_lines_moved_about(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    lines = path.read_bytes().split(b"\n")
    for _ in range(data.draw(st.integers(1, 4))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        lines.insert(data.draw(st.integers(0, len(lines))), line)
    both(b"\n".join(lines), Pieces())
