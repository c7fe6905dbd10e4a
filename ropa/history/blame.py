"""Who last set each field of a record, and when. Only as much history is read as touches the record."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..errors import Failure
from ..git.commits import Commit, trace
from ..git.objects import Objects
from ..git.repository import Repository
from ..model.fields import Table, fields_of
from ..source.commit import place_in
from ..source.folder import MAX_BYTES, Folder
from .compare import Change, Path, compare_with_names, labels
from .contents import Contents
from .difference import between_commits, since_commit
from .events import RENAMED
from .files import Broken, Data, content_of, place_of, records_of, table_of


class Atom(NamedTuple):
    """A value of a record that is set by itself: a field, or one element of a list of texts."""

    path: Path
    value: Any
    member: bool = False


class Blame(NamedTuple):
    """A value, and the commit that last set it; None where it is not saved yet."""

    path: Path
    value: Any
    commit: Commit | None


def blame(repository: Repository, root: str, start: str, record: str, *, working_tree: bool) -> list[Blame]:
    """Who last set each field of a record, in the order of the definitions, as of a commit or (`working_tree`) of the files as they are now.

    Raises Failure where there is no such record, or where its file cannot be read.
    """
    with Objects(repository.git, MAX_BYTES) as objects:
        search = _Search(repository, root, Contents(objects))
        if working_tree:
            found = search.of_working_tree(start, record)
        else:
            data = search.record_at(start, record)
            if data is None:
                raise Failure("no-record-then", id=record, revision=start[:10])
            search.follow(start, record, {atom: [atom] for atom in atoms(data, table_of(record))})
            found = [(atom, search.found.get(atom)) for atom in atoms(data, table_of(record))]
    return [Blame(atom.path, atom.value, commit) for atom, commit in found]


def atoms(data: Data, table: type[Table] | None, path: Path = ()) -> Iterator[Atom]:
    """The values of a record, in the order of the definitions."""
    order = {field.name: number for number, field in enumerate(fields_of(table))} if table else {}
    tables = {field.name: field.table for field in fields_of(table)} if table else {}
    for key in sorted(data, key=lambda key: (order.get(key, len(order)), key)):
        yield from _atoms(data[key], tables.get(key), (*path, key))


def _atoms(value: Any, table: type[Table] | None, path: Path) -> Iterator[Atom]:
    if isinstance(value, dict) and value:
        yield from atoms(value, table, path)
    elif isinstance(value, list) and value:
        inner = [each for each in value if isinstance(each, dict)]
        for label, element in zip(labels(inner, table), inner, strict=True):
            yield from _atoms(element, table, (*path, label))
        yield from (Atom(path, each if isinstance(each, str | int | float | bool) else str(each), True) for each in value if not isinstance(each, dict))
    else:
        yield Atom(path, value if not isinstance(value, dict | list) else str(value))


Suspects = dict[Atom, list[Atom]]
"""Values as they were called somewhere in the past, each with those of today that they became."""


class _Search:
    """A search for the commits that set the values of a record."""

    def __init__(self, repository: Repository, root: str, contents: Contents) -> None:
        self._repository = repository
        self._root = root
        self._contents = contents
        self.found: dict[Atom, Commit] = {}

    def record_at(self, commit: str, record: str) -> Data | None:
        """The data of a record in a commit; None where it is not there. Raises Failure where its file cannot be read."""
        content = self._contents.at(commit, [self._file(commit, record)])
        if isinstance(content, Broken):
            raise Failure("unreadable-file", path=f"{commit[:10]}:{place_of(record)}")
        return records_of(place_of(record), content).get(record)

    def _file(self, commit: str, record: str) -> str:
        place = place_in(self._repository, commit, self._root)
        return f"{place}/{place_of(record)}" if place else place_of(record)

    def of_working_tree(self, start: str, record: str) -> list[tuple[Atom, Commit | None]]:
        """The values of the file as it is now: those that differ from the last commit are nobody's yet."""
        read = Folder(self._root).read(place_of(record))
        content = content_of(read if isinstance(read, bytes) else None)
        if isinstance(content, Broken):
            raise Failure("unreadable-file", path=f"{self._root}/{place_of(record)}")
        now = records_of(place_of(record), content).get(record)
        if now is None:
            raise Failure("no-record-then", id=record, revision="")
        earlier, then = record, self.record_at(start, record)
        if then is None:
            renames = {event.record: event.earlier for event in since_commit(self._repository, self._root, start) if event.action == RENAMED}
            earlier = renames.get(record, record)
            then = self.record_at(start, earlier)
        every = list(atoms(now, table_of(record)))
        if then is not None:
            kept, _ = _passed({atom: [atom] for atom in every}, then, now, record)
            self.follow(start, earlier, kept)
        return [(atom, self.found.get(atom)) for atom in every]

    def follow(self, start: str, record: str, suspects: Suspects) -> None:
        """Find who set these values, which the record has in a commit.

        That goes back through the commits that touched its file, and on from there under earlier names and places.
        """
        file = self._file(start, record)
        nodes = {commit.id: commit for commit, _ in trace(self._repository.git, start, [file])} if suspects else {}
        here: dict[str, Suspects] = {next(iter(nodes)): suspects} if nodes else {}
        for identity, commit in nodes.items():
            rest = here.pop(identity, {})
            data = self._data(identity, file, record) or {}
            readable = [self._readable(parent, nodes, file) for parent in commit.parents]
            for parent in dict.fromkeys(readable):
                if was := self._data(parent, file, record):
                    passed, rest = _passed(rest, was, data, record)
                    for atom, today in passed.items():
                        here.setdefault(parent, {}).setdefault(atom, []).extend(today)
            if rest:  # the file itself tells no more, but a side of a merge may have had the record elsewhere
                rest = self._elsewhere(identity, file, record, data, rest)
            for today in rest.values():
                self.found.update((atom, commit) for atom in today if atom not in self.found)

    def _elsewhere(self, commit: str, file: str, record: str, data: Data, suspects: Suspects) -> Suspects:
        """Follow values to those parents of a commit where the record has another name or place; returns what none of them had."""
        for parent in self._contents.parents_of(commit):
            if not suspects or self._data(parent, file, record):
                continue
            try:
                events = between_commits(self._repository, self._root, parent, commit)
                earlier = next((event.earlier for event in events if event.action == RENAMED and event.record == record), record)
                was = self.record_at(parent, earlier)
            except Failure:  # there was no register yet, or the file could not be read
                continue
            if was:
                passed, suspects = _passed(suspects, was, data, record)
                self.follow(parent, earlier, passed)
        return suspects

    def _data(self, commit: str, file: str, record: str) -> Data | None:
        return records_of(place_of(record), self._contents.at(commit, [file])).get(record)

    def _readable(self, commit: str, nodes: dict[str, Commit], file: str) -> str:
        """The commit itself, or where the file cannot be read there the last one before it in which it can."""
        while commit in nodes and isinstance(self._contents.at(commit, [file]), Broken) and nodes[commit].parents:
            commit = nodes[commit].parents[0]
        return commit


def _passed(suspects: Suspects, was: Data, now: Data, record: str) -> tuple[Suspects, Suspects]:
    """Of the values of a record those that an earlier version had as well, as they were called there; and the others."""
    changes, names = compare_with_names(was, now, table_of(record))
    by_path: dict[Path, list[Change]] = {}
    for change in changes:
        by_path.setdefault(change.path, []).append(change)
    passed: Suspects = {}
    rest: Suspects = {}
    for atom, today in suspects.items():
        if any(_sets(change, atom) for length in range(1, len(atom.path) + 1) for change in by_path.get(atom.path[:length], ())):
            rest[atom] = today
        else:
            passed.setdefault(atom._replace(path=_then(atom.path, names)), []).extend(today)
    return passed, rest


def _sets(change: Change, atom: Atom) -> bool:
    """Whether a change of a field, or of what it stands in, set a value."""
    if change.after is None:
        return False
    return not atom.member or change.path != atom.path or isinstance(change.after, list) or _same(change.after, atom.value)


def _same(a: Any, b: Any) -> bool:
    return bool(a == b) or str(a) == b


def _then(path: Path, names: dict[Path, Path]) -> Path:
    """A path as it was called before: elements of lists may have had another name."""
    for length in range(len(path), 0, -1):
        if (then := names.get(path[:length])) is not None:
            return (*_then(then[:-1], names), then[-1], *path[length:])
    return path
