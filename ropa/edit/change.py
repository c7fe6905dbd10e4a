"""What a verb is about to do to the files of a register: several of them or none, shown before it is done."""

from typing import NamedTuple

from ..errors import Failure
from ..source.folder import Folder, Trouble


class Changed(NamedTuple):
    """One file of a change. `before` is None where it is new, `after` where it is removed."""

    path: str
    """From the folder of the register."""
    before: bytes | None
    after: bytes | None
    moved_from: str = ""
    """Where the file was before, where it is a renamed one; `before` is then what stood there."""


class Overlay(Folder):
    """The folder of a register as it would be after a change: to be read and checked before anything is written."""

    def __init__(self, root: str, files: dict[str, bytes | None]) -> None:
        """Take the folder, and the contents by path that stand in the place of what is there (None: no file)."""
        self._files = files
        super().__init__(root)

    def look(self) -> None:
        """See what is laid over the files: this change over one that was decided before it, which is finished when this one is written."""
        super().look()
        self.unfinished = ""
        self.over = self.over | self._files


class Change:
    """Files of a register that are changed together. Nothing is written before `write`."""

    def __init__(self, root: str) -> None:
        """Take the folder of the register."""
        self.root = root
        self._folder = Folder(root)
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}
        self._moved: dict[str, str] = {}
        self.renamed: dict[str, str] = {}
        """The references of records that get another name, by the one that they have."""

    def read(self, path: str) -> bytes | None:
        """The contents of a file as the change leaves it so far; None where there is no such file.

        Raises Failure where it is there and cannot be read, or is no file inside the register.
        """
        if path not in self._before:
            self._before[path] = self._after[path] = self._read(path)
        return self._after[path]

    def put(self, path: str, data: bytes) -> None:
        """Let a file have these contents, whether it is there or not."""
        self.read(path)
        self._after[path] = data

    def remove(self, path: str) -> None:
        """Let a file be gone."""
        self.read(path)
        self._after[path] = None

    def move(self, old: str, new: str) -> None:
        """Let a file have another name; what is put there afterwards is a change of its contents."""
        data = self.read(old)
        if data is not None:
            self.put(new, data)
            self.remove(old)
            self._moved[new] = old

    @property
    def files(self) -> list[Changed]:
        """What differs from what is there now, by path; a renamed file once, under its new name."""
        sources = {old: new for new, old in self._moved.items() if self._after[new] is not None and self._before[new] is None}
        found = []
        for path in sorted(self._after):
            before, after = self._before[path], self._after[path]
            if old := next((old for old, new in sources.items() if new == path), ""):
                found.append(Changed(path, self._before[old], after, old))
            elif before != after and not (after is None and path in sources):
                found.append(Changed(path, before, after))
        return found

    def source(self) -> Overlay:
        """The register as it would be: a source for `Register`."""
        return Overlay(self.root, {path: data for path, data in self._after.items() if data != self._before[path]})

    def write(self) -> None:
        """Write the files: all of them or none, whatever happens meanwhile.

        Raises Failure where one changed meanwhile ("changed-meanwhile") or cannot be written ("unwritable"), where another program is writing, and where a
        change before this one cannot be finished; then everything is as it was.
        """
        from .journal import write

        changed = {path: (self._before[path], data) for path, data in self._after.items() if data != self._before[path]}
        if changed:
            write(self.root, changed)

    def _read(self, path: str) -> bytes | None:
        from .journal import check_place

        check_place(self.root, path)
        data = self._folder.read(path)
        if isinstance(data, Trouble):
            if not self._folder.lies_there(path):
                return None
            raise Failure("unreadable-file", path=f"{self.root}/{path}")
        return data
