"""A small builder of repositories: the same names, dates and texts give the same commits, wherever and whenever it runs.

Linear parts go through one `git fast-import`; merges, reverts and moves are done by git itself, in the working tree.
"""

import os
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

Content = str | bytes | None
"""A file of a commit: its text (UTF-8), its bytes, or None where it goes."""


class Person(NamedTuple):
    """An author or committer, as bytes: a name need not be UTF-8."""

    name: bytes
    email: bytes


class Builder:
    """A repository in the making. Commits are put by until git itself is needed; `ids` knows them all after `flush`."""

    def __init__(self, root: Path) -> None:
        """Begin an empty repository with the branch main."""
        self.root = root
        self.ids: dict[str, str] = {}
        self.trees: dict[str, dict[str, bytes]] = {"main": {}}
        """The files of the last commit of each branch."""
        self._last: dict[str, str] = {}
        self._put_by: dict[str, int] = {}
        self._begun: set[str] = set()
        self._stream: list[bytes] = []
        self._home = root.parent / f"{root.name}-home"
        self._home.mkdir(parents=True)
        root.mkdir()
        self.git("init", "-q", "--template=", "-b", "main")

    # -- commits -------------------------------------------------------------------------------------------------------------------------------------

    def commit(
        self,
        label: str,
        message: str,
        files: Mapping[str, Content],
        *,
        author: Person,
        date: str,
        committer: Person | None = None,
        committed: str | None = None,
        branch: str = "main",
        executable: tuple[str, ...] = (),
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """One commit on a branch: these files over those that it has. Dates as "2023-01-09T09:30+01:00"; `renamed` goes before `files`."""
        tree = self.trees[branch]
        mark = self._put_by[label] = len(self._put_by) + 1
        lines = [b"commit refs/heads/%s\nmark :%d\n" % (branch.encode(), mark), _who(b"author", author, date)]
        lines += [_who(b"committer", committer or author, committed or date), _data(message.encode())]
        if branch not in self._begun and branch in self._last:  # git takes no branch of its own accord for the parent that it did not make in the same run
            parent = self._last[branch]
            lines.append(b"from %s\n" % (f":{self._put_by[parent]}" if parent in self._put_by else self.ids[parent]).encode())
        self._begun.add(branch)
        self._last[branch] = label
        for old, new in (renamed or {}).items():
            lines.append(b"R %s %s\n" % (old.encode(), new.encode()))
            for path in [path for path in tree if path == old or path.startswith(f"{old}/")]:
                tree[new + path[len(old) :]] = tree.pop(path)
        for path, content in files.items():
            if content is None:
                del tree[path]
                lines.append(b"D %s\n" % path.encode())
                continue
            tree[path] = content.encode() if isinstance(content, str) else content
            lines += [b"M %s inline %s\n" % (b"100755" if path in executable else b"100644", path.encode()), _data(tree[path])]
        self._stream += [*lines, b"\n"]

    def edit(self, path: str, *changes: tuple[str, str], branch: str = "main") -> bytes:
        """The file of a branch with each old text, which must stand in it once, replaced by the new one; line ends as they were."""
        raw = self.trees[branch][path].decode()
        text = raw.replace("\r\n", "\n")
        for old, new in changes:
            assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
            text = text.replace(old, new)
        return (text.replace("\n", "\r\n") if "\r\n" in raw else text).encode()

    def branch(self, name: str, start: str = "main") -> None:
        """A new branch, from where another one is now."""
        self.trees[name] = dict(self.trees[start])
        self._last[name] = self._last[start]

    def tag(self, name: str, label: str, message: str, *, author: Person, date: str) -> None:
        """An annotated tag."""
        self.flush()
        self.git("tag", "-a", "-m", message, name, self.ids[label], environment=_environment(author, author, date, date))

    def flush(self) -> None:
        """Have git make the commits that were put by."""
        if not self._stream:
            return
        marks = self._home / "marks"
        self.git("fast-import", "--quiet", "--date-format=raw", f"--export-marks={marks}", input=b"".join(self._stream))
        made = dict(line.split() for line in marks.read_text().splitlines())
        self.ids |= {label: made[f":{mark}"] for label, mark in self._put_by.items()}
        self._put_by.clear()
        self._begun.clear()
        self._stream.clear()

    # -- git itself ----------------------------------------------------------------------------------------------------------------------------------

    def checkout(self, branch: str = "main") -> None:
        """Have the working tree show the last commit of a branch."""
        self.flush()
        self.git("checkout", "-q", "-f", branch)

    def really(
        self,
        label: str,
        *commands: tuple[str, ...],
        files: Mapping[str, Content] | None = None,
        author: Person,
        date: str,
        committer: Person | None = None,
        branch: str = "main",
        conflict: bool = False,
    ) -> None:
        """One commit that git itself makes by these commands on a branch; the files are written before the last of them.

        `conflict` says that the first command must stop at a conflict.
        """
        self.checkout(branch)
        environment = _environment(author, committer or author, date, date)
        for number, command in enumerate(commands):
            if number == len(commands) - 1:
                for path, content in (files or {}).items():
                    assert content is not None
                    (self.root / path).write_bytes(content.encode() if isinstance(content, str) else content)
            self.git(*command, failing=conflict and number == 0, environment=environment)
        self.ids[label] = self.git("rev-parse", "HEAD").strip()
        self.trees[branch] = self._working_tree()
        self._last[branch] = label

    def git(self, *arguments: str, input: bytes | None = None, failing: bool = False, environment: Mapping[str, bytes] | None = None) -> str:  # noqa: A002
        """What git prints; nothing of the machine's own settings reaches it."""
        settings = ("core.autocrlf=false", "gc.auto=0", "maintenance.auto=false", "merge.directoryRenames=true", "fastimport.unpackLimit=1")
        fixed = {
            b"PATH": os.environ.get("PATH", os.defpath).encode(),
            b"HOME": os.fsencode(self._home),
            b"GIT_CONFIG_NOSYSTEM": b"1",
            b"GIT_CONFIG_GLOBAL": b"/dev/null",
            b"LC_ALL": b"C",
            b"TZ": b"UTC",
        }
        fixed |= {name.encode(): value for name, value in (environment or {}).items()}
        command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
        done = subprocess.run(command, cwd=self.root, env=fixed, input=input or b"", capture_output=True, check=False)
        assert (done.returncode != 0) == failing, (arguments, done.stdout, done.stderr)
        return done.stdout.decode("utf-8", "surrogateescape")

    def _working_tree(self) -> dict[str, bytes]:
        found = {}
        for folder, folders, names in os.walk(self.root):
            if ".git" in folders:
                folders.remove(".git")
            for name in names:
                path = Path(folder, name)
                found[path.relative_to(self.root).as_posix()] = path.read_bytes()
        return found


def _who(role: bytes, person: Person, date: str) -> bytes:
    return b"%s %s <%s> %s\n" % (role, *person, _raw(date))


def _raw(date: str) -> bytes:
    """A date as git writes it: seconds and offset."""
    moment = datetime.fromisoformat(date)
    return f"{int(moment.timestamp())} {moment:%z}".encode()


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _environment(author: Person, committer: Person, authored: str, committed: str) -> dict[str, bytes]:
    return {
        "GIT_AUTHOR_NAME": author.name,
        "GIT_AUTHOR_EMAIL": author.email,
        "GIT_AUTHOR_DATE": _raw(authored),
        "GIT_COMMITTER_NAME": committer.name,
        "GIT_COMMITTER_EMAIL": committer.email,
        "GIT_COMMITTER_DATE": _raw(committed),
        "GIT_EDITOR": b"true",
    }
