"""The commits of a repository and what each changed, streamed."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from functools import cached_property, lru_cache
from types import TracebackType
from typing import IO, NamedTuple

from .program import Git
from .times import day_of, moment_of, seconds_of, zone_of

_FIELDS = ("%H", "%P", "%T", "%an", "%ae", "%ad", "%cn", "%ce", "%cd", "%B")
_FORMAT = "--format=" + "%n".join(_FIELDS)
"""A line a field: none but the last can hold a line end."""
_RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative")
_CACHE = ("-c", "core.deltaBaseCacheLimit=8m")
"""A walk needs the trees of two commits at a time; to keep the 96 MB of them that git keeps else costs more than it spares."""
_PIECE = 1 << 16
_CHANGES = (b":", b"\n")
"""What a change of a file begins with, in the list of those of a commit."""
EMPTY_TREE = {40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", 64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"}
"""The id of the tree without files, by the length of an id; git knows it in every repository."""


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
        zone = zone_of(self.zone)
        try:
            return datetime.fromtimestamp(self.seconds, zone)
        except (OverflowError, ValueError, OSError):
            return datetime(1970, 1, 1, tzinfo=zone)

    @property
    def clock(self) -> str:
        """The time of the day in its own zone, such as 09:30."""
        minutes = (self.seconds + seconds_of(self.zone)) // 60 % 1440
        return f"{minutes // 60:02}:{minutes % 60:02}"

    @property
    def day(self) -> date:
        """The day, in its own zone."""
        return day_of(self.seconds, self.zone)


class Commit:
    """A commit; what is asked of it is read when it is asked, for a history has many."""

    __slots__ = ("_author", "_committer", "_fields", "id", "is_merge")

    def __init__(self, text: bytes) -> None:
        """Take the fields as git wrote them."""
        self._fields = fields = text.split(b"\n", len(_FIELDS) - 1)
        self.id = fields[0].decode()
        self.is_merge = b" " in fields[1]
        self._author: Person | None = None
        self._committer: Person | None = None

    @property
    def parents(self) -> list[str]:
        """The ids of the commits that it was made on."""
        return self._fields[1].decode().split()

    @property
    def tree(self) -> str:
        """The id of its tree."""
        return self._fields[2].decode()

    @property
    def author(self) -> Person:
        """Who made the change, and when."""
        if self._author is None:
            self._author = _person(*self._fields[3:6])
        return self._author

    @property
    def committer(self) -> Person:
        """Who put it into the history, and when."""
        if self._committer is None:
            same = self._fields[3:6] == self._fields[6:9]
            self._committer = self.author if same else _person(*self._fields[6:9])
        return self._committer

    @property
    def message(self) -> str:
        """The message."""
        return text_of(self._fields[9]).strip("\n")

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]


def _person(name: bytes, email: bytes, when: bytes) -> Person:
    return Person(_name(name), _name(email), *moment_of(when.decode("ascii", "replace")))


@lru_cache(maxsize=1024)
def _name(data: bytes) -> str:
    return text_of(data)


def text_of(data: bytes) -> str:
    """Text of a commit: UTF-8, or what Western Europe wrote before it where it is not."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def walk(git: Git, start: Sequence[str], paths: Sequence[str] = ()) -> Iterator[tuple[Commit, list[Entry]]]:
    """Every commit reachable from `start` (ids; with ^ before one what it reaches is left out), no parent before its children, with what it changed.

    Of a merge there are no entries; see `Pairs`. With `paths` only what lies under them is compared; that costs git more than it saves, unless most of the
    repository is something else.
    """
    return _log(git, ["--sparse", "--full-history"] if paths else [], start, paths)


def trace(git: Git, start: str, paths: Sequence[str]) -> Iterator[tuple[Commit, list[Entry]]]:
    """As much history of some paths as explains how they came to be what they are, newest first: each commit with what it changed of them.

    `parents` are the commits before it among these. Of a merge there are no entries.
    """
    return _log(git, ["--parents"], [start], paths)


def _log(git: Git, options: Sequence[str], start: Sequence[str], paths: Sequence[str]) -> Iterator[tuple[Commit, list[Entry]]]:
    options = ["--topo-order", "--no-color", "--encoding=UTF-8", "--date=raw", _FORMAT, *_RAW, *options]
    with git.open(*_CACHE, "--literal-pathspecs", "log", *options, *start, "--", *paths) as (_, output):
        commit: Commit | None = None
        entries: list[Entry] = []
        change, rest = b"", b""
        while True:
            piece = output.read1(_PIECE)  # type: ignore[attr-defined]
            *tokens, rest = (rest + piece).split(b"\0")
            for token in tokens:
                if change:
                    entries.append(_entry(change, token))
                    change = b""
                elif token[:1] in _CHANGES:
                    change = token
                else:
                    if commit is not None:
                        yield commit, entries
                    commit, entries = Commit(token), []
            if not piece:
                break
        if rest:  # nothing follows the last one
            if commit is not None:
                yield commit, entries
            commit, entries = Commit(rest), []
        if commit is not None:
            yield commit, entries


def _entry(token: bytes, path: bytes) -> Entry:
    _, mode, old, new, letter = token.decode("ascii").split(" ")
    return Entry(path.decode("utf-8", "surrogateescape"), "" if letter == "A" else old, "" if letter == "D" else new, mode)


_END = b"/that is all\n"
"""A line that is no pair: git gives it back as it is, and with it all that came before. No path of a repository begins with a slash."""


class Pairs:
    """What differs between two trees, for any number of pairs, over one git process. Use it as a context: the process ends with it."""

    def __init__(self, git: Git, paths: Sequence[str]) -> None:
        """Take git in the repository, and the paths under which files are compared."""
        self._git = git
        self._paths = paths
        self._open = ExitStack()

    def __enter__(self) -> "Pairs":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    @cached_property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """The process, from when it is first asked: most histories have few merges."""
        return self._open.enter_context(self._git.open("--literal-pathspecs", "diff-tree", "--stdin", "-r", *_RAW, "--", *self._paths))

    def between(self, old: str, new: str) -> list[Entry]:
        """The files that differ between two trees, by the ids of the trees."""
        feed, output = self._pipes
        feed.write(f"{old} {new}\n".encode() + _END)
        feed.flush()
        head = len(old) + len(new) + 2
        answer = bytearray()
        while not (answer.endswith(b"\0" + _END) or answer[head:] == _END):
            piece = output.read1(_PIECE)  # type: ignore[attr-defined]
            if not piece:
                return []
            answer += piece
        tokens = iter(bytes(answer[head : -len(_END)]).split(b"\0"))
        return [_entry(token, next(tokens)) for token in tokens if token]


def read_commit(git: Git, identity: str) -> Commit:
    """One commit, by its id."""
    said = git.run("log", "--no-walk", "-z", "--no-patch", "--no-color", "--encoding=UTF-8", "--date=raw", _FORMAT, identity, "--")
    return Commit(said.rstrip(b"\0"))
