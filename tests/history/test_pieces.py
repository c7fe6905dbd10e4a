"""Taking a file apart gives what reading it whole gives, or nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.history.pieces import Pieces
from ropa.source.toml import parse

ROOT = Path(__file__).parent.parent.parent
FILES = sorted([*ROOT.glob("register/**/*.toml"), *ROOT.glob("examples/**/*.toml")])


def both(data: bytes, pieces: Pieces, near: bytes | None = None) -> None:
    whole, wrong = parse(data)
    apart = pieces.parse(data, None if near is None else pieces.parse(near))
    if apart is not None:
        assert not wrong
        assert repr(apart) == repr(whole)  # in the same order, and what is no number is itself


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


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=12))
def test_any_lines(lines: list[str]) -> None:
    both("\n".join(lines).encode(), Pieces())


@settings(max_examples=700, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=9), st.lists(LINES, max_size=2), st.lists(LINES, max_size=2), st.integers(0, 9), st.integers(0, 9))
def test_any_lines_beside_others(lines: list[str], old: list[str], new: list[str], place: int, end: int) -> None:
    """What a version is read beside makes no difference to what it says."""
    before, after = lines[:place], lines[place:]
    both("\n".join([*before, *new, *after]).encode(), Pieces(), "\n".join([*before, *old, *after]).encode())
    both("\n".join([*before, *new, *lines[end:]]).encode(), Pieces(), "\n".join(lines).encode())


@pytest.mark.parametrize(
    ("near", "text"),
    [
        ("a = 1\n[b]\nc = 1\n", "a = 1\n[b]\nc = 2\n"),
        ("a = 1\n[b]\nc = 1", "a = 1\n[b]\nc = 12"),
        ("a = 1\n[[b]]\nc = 1\n[[b]]\nc = 1\n", "a = 1\n[[b]]\nc = 1\n[[b]]\nc = 2\n"),
        ("[[b]]\nc = 1\n[d]\n[[b]]\nc = 1\n", "[[b]]\nc = 1\n[d]\n[[b]]\nc = { d = 2 }\n"),
        ("a = 1\r\n[b]\r\nc = 1\r\n", "a = 1\r\n[b]\r\nc = 2 # said\r\n"),
    ],
)
def test_a_line_that_is_read_alone(near: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = Pieces()
    version = pieces.parse(near.encode())
    monkeypatch.setattr(Pieces, "_like", None)
    monkeypatch.setattr(Pieces, "_whole", None)
    assert pieces.parse(text.encode(), version) == parse(text.encode())[0]


@pytest.mark.parametrize(
    ("near", "text"),
    [
        ("b = 1\na = {\nb = 1\n}\n", "b = 1\na = {\nb = 2\n}\n"),  # within braces
        ("b = 1\na = {\nb = 1 # said\n, c = 2 }\n", "b = 1\na = {\nb = 2 # said\n, c = 2 }\n"),
        ("b = 1\na = {\nb = 1\n# said\n}\n", "b = 1\na = {\nb = 2\n# said\n}\n"),
        ("b = 1\na = {\nb = 1,\nc = 1 }\n", "b = 1\na = {\nb = 2,\nc = 1 }\n"),
        ("b = 1\na = [{\nb = 1\n\n\n}]\n", "b = 1\na = [{\nb = 2\n\n\n}]\n"),
        ("[a]\nb = 1\n", "[a]\nb = 1\r"),  # half a line end
        ("  [a]\na = 1\n", "  [a]\na = 2\n"),  # under a heading of its own
        ("[a]\nb = 1\n\t[a.c]\nb = 1\n", "[a]\nb = 1\n\t[a.c]\nb = 2\n"),
        ("a = [\n1,\n]\n", "a = 1\n1,\n]\n"),  # the line is not all of it
        ("a = 1\nb = 2\n", "a = [\nb = 2\n"),
        ("a = 1\nb = 2\n", 'a = """\nb = 2\n'),
        ("a = 1\nb = 2\n", "b = 1\nb = 2\n"),  # another key
        ("a = 1\n[b]\n", "b = 1\n[b]\n"),
        ("a = 1\n[b]\n", "a.c = 1\n[b]\n"),
        ("a.b = 1\na.c = 1\n", "a.b = 1\na = 1\n"),
        ("[a]\nb = 1\n", "[a]\nb = 'x\0'\n"),
        ("[a]\nb = 1\n", "[a]\nb = " + "[" * 5_000 + "]" * 5_000),
        ("[a]\nb = 1\n[c]\n", "[a]\nb = 1\n[a]\n"),
        ("[[a]]\nb = 1\n", "[a]\nb = 1\n"),
        ("a = 1\n", "\ufeffa = 1\n"),
        ("a = nan\n[b]\n", "a = 1\n[b]\n"),
        ("", "a = 1\n"),
        ("a = 1\n", ""),
    ],
)
def test_what_another_version_does_not_tell(near: str, text: str) -> None:
    both(text.encode(), Pieces(), near.encode())
    both(near.encode(), Pieces(), text.encode())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_files_with_lines_moved_about(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    lines = path.read_bytes().split(b"\n")
    for _ in range(data.draw(st.integers(1, 4))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        lines.insert(data.draw(st.integers(0, len(lines))), line)
    both(b"\n".join(lines), Pieces())


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_files_beside_an_earlier_version(data: st.DataObject) -> None:
    """A chain of versions, each read beside the one before it."""
    pieces = Pieces()
    lines = data.draw(st.sampled_from(FILES)).read_bytes().split(b"\n")
    version = pieces.parse(b"\n".join(lines))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        was = lines[place]
        lines[place] = data.draw(st.sampled_from([was, was.replace(b"a", b"e"), was + b" # said", was[:-1], was.partition(b"=")[0] + b"= [1, { a = 2 }]", b""]))
        text = b"\n".join(lines)
        both(text, pieces, b"" if version is None else version.text)
        version = pieces.parse(text, version)
        if version is not None:
            assert version == parse(text)[0]
        else:
            assert Pieces().parse(text) is None
            lines[place] = was
            version = pieces.parse(b"\n".join(lines))
