"""The contents of the register's files in git, read ahead and parsed once."""

from collections.abc import Iterable
from itertools import islice

from ..git.objects import Objects
from ..source.folder import blob_id
from .files import Content, content_of
from .pieces import Pieces

_KEPT = 20_000
"""Parsed files that are kept at most."""


class Contents:
    """Files by the id of their contents."""

    def __init__(self, objects: Objects) -> None:
        """Take the objects of the repository."""
        self._objects = objects
        self._known: dict[str, Content] = {}
        self._pieces = Pieces()
        self._asked: set[str] = set()

    def ask(self, identities: Iterable[str]) -> None:
        """Say what will be wanted soon, in this order."""
        wanted = [identity for identity in dict.fromkeys(identities) if identity and identity not in self._known and identity not in self._asked]
        self._asked.update(wanted)
        self._objects.ask(wanted)

    def get(self, identity: str, near: Content = None) -> Content:
        """The content of a file, of which `near` may be another version; None for "", which is no file."""
        if not identity:
            return None
        known = self._known
        if identity in known:
            return known[identity]
        data = self._objects.get(identity)
        content: Content = self._pieces.parse(data, near) if isinstance(data, bytes) else None
        if content is None:
            content = content_of(data)
        known[identity] = content
        self._asked.discard(identity)
        if len(known) > _KEPT:
            for oldest in list(islice(known, _KEPT // 3)):
                del known[oldest]
        return content

    def forget(self, identity: str) -> None:
        """Let a file go: it will not be wanted soon."""
        self._known.pop(identity, None)

    def at(self, commit: str, paths: Iterable[str]) -> Content:
        """The content of the first of some paths that a commit has."""
        for path in paths:
            if (data := self._objects.get(f"{commit}:{path}")) is not None:
                return content_of(data)
        return None

    def id_at(self, commit: str, paths: Iterable[str], length: int) -> str:
        """The id of the first of some paths that a commit has; "" where it has none, "?" where the file is too large to be looked at."""
        for path in paths:
            data = self._objects.get(f"{commit}:{path}")
            if data is not None:
                return blob_id(data, length) if isinstance(data, bytes) else "?"
        return ""

    def tree_of(self, commit: str) -> str:
        """The id of a commit's tree; "" where the commit is not there (a shallow clone ends there)."""
        data = self._objects.get(commit)
        return data[5 : data.index(b"\n")].decode() if isinstance(data, bytes) and data.startswith(b"tree ") else ""

    def parents_of(self, commit: str) -> list[str]:
        """The ids of the commits that one was made on, as it says itself."""
        data = self._objects.get(commit)
        head = data.partition(b"\n\n")[0] if isinstance(data, bytes) else b""
        return [line[7:].decode() for line in head.split(b"\n") if line.startswith(b"parent ")]
