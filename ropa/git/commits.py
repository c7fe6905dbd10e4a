"""The commits of a repository that touch some paths, with what each changed, streamed from `git log --raw`."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timezone
from functools import cached_property
from typing import IO, NamedTuple

from .program import Git
from .times import day_of, offset_of

_FIELDS = ("%H", "%P", "%T", "%an", "%ae", "%ad", "%cn", "%ce", "%cd", "%B")
_FORMAT = "--format=" + "%x00".join(_FIELDS)
_RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative")
_PIECE = 1 << 16
EMPTY_TREE = {40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", 64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"}
"""The tree without files, by the length of an id."""


class Entry(NamedTuple):
    """A file that a commit changed: its path from the top of the repository, and its contents before and after by id ("" where it was not there)."""

    path: str
    old: str
    new: str
    mode: str
    """Mode after: 100644, 100755, 120000 (a link), 160000 (a submodule); 000000 where it is gone."""


class Person(NamedTuple):
    """Who, and when: `at` is seconds of Unix time and `zone` the offset, as git writes them."""

    name: str
    email: str
    seconds: int
    zone: str

    @property
    def at(self) -> datetime:
        """The time, in its own zone."""
        zone = timezone(offset_of(self.zone))
        try:
            return datetime.fromtimestamp(self.seconds, zone)
        except (OverflowError, ValueError, OSError):
            return datetime(1970, 1, 1, tzinfo=zone)

    @property
    def day(self) -> date:
        """The day, in its own zone."""
        return day_of(self.seconds, self.zone)


class Commit:
    """A commit. `parents` are the commits before it among those that touch the paths."""

    __slots__ = ("__dict__", "_fields", "id", "parents", "tree")

    def __init__(self, fields: list[bytes]) -> None:
        """Take the fields as git wrote them."""
        self.id = fields[0].decode()
        self.parents = fields[1].decode().split()
        self.tree = fields[2].decode()
        self._fields = fields

    @cached_property
    def author(self) -> Person:
        """Who made the change, and when."""
        return _person(self._fields[3:6])

    @cached_property
    def committer(self) -> Person:
        """Who put it into the history, and when."""
        return _person(self._fields[6:9])

    @cached_property
    def message(self) -> str:
        """The message."""
        return text_of(self._fields[9]).strip("\n")

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


def _person(fields: Sequence[bytes]) -> Person:
    seconds, _, zone = fields[2].decode("ascii", "replace").partition(" ")
    try:
        when = int(seconds)
    except ValueError:
        when = 0
    return Person(text_of(fields[0]), text_of(fields[1]), when, zone)


def text_of(data: bytes) -> str:
    """Text of a commit: UTF-8, or what Western Europe wrote before it where it is not."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def walk(git: Git, start: Sequence[str], paths: Sequence[str], *, full: bool = True) -> Generator[tuple[Commit, list[Entry]], None, None]:
    """The commits reachable from `start` (ids; with ^ before one what it reaches is left out) that touch any of the paths, no parent before its children.

    Every merge is among them, without entries: see `Pairs`. Without `full` only as much history as explains how the paths came to be what they are.
    """
    options = [*_RAW, "--topo-order", "--parents", "--no-color", "--encoding=UTF-8", "--date=raw", _FORMAT]
    if full:
        options.append("--full-history")
    with git.open("--literal-pathspecs", "log", *options, *start, "--", *paths) as (feed, output):
        feed.close()
        tokens = _tokens(output)
        commit: Commit | None = None
        entries: list[Entry] = []
        for token in tokens:
            if token[:1] in (b":", b"\n"):
                entries.append(_entry(token, next(tokens, b"")))
                continue
            if commit is not None:
                yield commit, entries
            fields = [token, *(next(tokens, b"") for _ in _FIELDS[1:])]
            commit, entries = Commit(fields), []
        if commit is not None:
            yield commit, entries


def _tokens(output: IO[bytes]) -> Iterator[bytes]:
    """What stands between NUL bytes."""
    rest = b""
    while piece := output.read1(_PIECE):  # type: ignore[attr-defined]
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _entry(token: bytes, path: bytes) -> Entry:
    _, mode, old, new, _ = token.decode("ascii").split(" ")
    return Entry(path.decode("utf-8", "surrogateescape"), old if old.strip("0") else "", new if new.strip("0") else "", mode)


class Pairs:
    """What differs between two trees, for any number of pairs, over one git process."""

    _END = b"end of pair\n"

    def __init__(self, streams: tuple[IO[bytes], IO[bytes]]) -> None:
        """Take the pipes of the process."""
        self._feed, self._output = streams

    @classmethod
    @contextmanager
    def open(cls, git: Git, paths: Sequence[str]) -> Iterator["Pairs"]:
        """The process, for the files under some paths."""
        with git.open("--literal-pathspecs", "diff-tree", "--stdin", "-r", *_RAW, "--", *paths) as streams:
            yield cls(streams)

    def between(self, old: str, new: str) -> list[Entry]:
        """The files that differ between two trees, by their ids; those of commits do as well."""
        # a line that is no pair is given back as it is: so the end of an answer is known
        self._feed.write(f"{old} {new}\n".encode() + self._END)
        self._feed.flush()
        answer = bytearray()
        while not self._is_whole(answer):
            piece = self._output.read1(_PIECE)  # type: ignore[attr-defined]
            if not piece:
                return []
            answer += piece
        tokens = iter(bytes(answer[: -len(self._END)]).partition(b"\n")[2].split(b"\0"))
        return [_entry(token, next(tokens)) for token in tokens if token.startswith(b":")]

    def _is_whole(self, answer: bytearray) -> bool:
        """Whether the sign has come: after the first line or a NUL byte, for the name of a file may look like it."""
        length = len(answer) - len(self._END)
        return answer.endswith(self._END) and (answer[length - 1] == 0 or answer.find(b"\n") == length - 1)


def read_commit(git: Git, identity: str) -> Commit:
    """One commit, by its id."""
    said = git.run("log", "-1", "-z", "--no-color", "--encoding=UTF-8", "--date=raw", "--no-walk", _FORMAT, identity, "--")
    return Commit(said.split(b"\0")[: len(_FIELDS)])
